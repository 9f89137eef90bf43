import type {
  ConstraintsSetStmt,
  LockStmt,
  Node,
  TransactionStmt,
  TruncateStmt,
  VariableSetStmt,
} from '@pgsql/types';
import type { Span } from '../../text/span.ts';
import type { Operation } from '../operation.ts';
import type { TransactionControl } from '../sessionOperations.ts';
import { TokenCursor } from './cursor.ts';
import { constantText } from './definitionElements.ts';
import { namesIn } from './expression.ts';
import { readElements } from './namedOptions.ts';
import { readQueryRows } from './queryRows.ts';
import { readReads } from './reads.ts';
import { type StatementSource, spanOf, tokenAt, wholeSpan, wordAt } from './source.ts';
import { stringList } from './typeReference.ts';

const TRANSACTION_ACTIONS: Readonly<Record<string, TransactionControl['action']>> = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_SAVEPOINT: 'savepoint',
  TRANS_STMT_RELEASE: 'release',
  TRANS_STMT_ROLLBACK_TO: 'rollback-to',
  // PREPARE TRANSACTION ends the session's transaction; what becomes of it is decided elsewhere.
  TRANS_STMT_PREPARE: 'commit',
  TRANS_STMT_COMMIT_PREPARED: 'commit',
  TRANS_STMT_ROLLBACK_PREPARED: 'rollback',
};

export function lowerTransaction(source: StatementSource, node: TransactionStmt): Operation[] {
  const action = TRANSACTION_ACTIONS[node.kind ?? ''] ?? 'begin';
  return [
    {
      kind: 'TransactionControl',
      span: wholeSpan(source),
      action,
      name: node.savepoint_name ?? node.gid ?? null,
      twoPhase: node.gid !== undefined,
      chain: node.chain === true,
      modes: readElements(source, node.options),
    },
  ];
}

export function lowerSet(source: StatementSource, node: VariableSetStmt): Operation[] {
  const base = {
    kind: 'SetVariable',
    span: wholeSpan(source),
    scope: node.is_local === true ? 'local' : 'session',
    restoresSaved: false,
  } as const;
  if (node.kind === 'VAR_SET_MULTI') {
    const modes = readElements(source, node.args);
    return (node.args ?? []).flatMap((entry, index): Operation[] => {
      if (!('DefElem' in entry)) return [];
      const { defname = '', arg } = entry.DefElem;
      return [
        {
          ...base,
          scope: multiScope(node, base.scope),
          name: defname,
          value: settingText(arg),
          reset: false,
          valueSpan: modes[index]?.span ?? null,
        },
      ];
    });
  }
  const reset = node.kind === 'VAR_RESET' || node.kind === 'VAR_RESET_ALL' || node.kind === 'VAR_SET_DEFAULT';
  const name = node.kind === 'VAR_RESET_ALL' ? 'all' : (node.name ?? '').toLowerCase();
  const values = (node.args ?? []).map(settingText);
  const value = values.length === 0 || values.includes(null) ? null : values.join(', ');
  return [{ ...base, name, value, reset, valueSpan: valueSpan(source, node.args?.[0]) }];
}

/** From the first value to the end of the statement. */
function valueSpan(source: StatementSource, first: Node | undefined): Span | null {
  if (first === undefined) return null;
  const constant = 'TypeCast' in first ? first.TypeCast.arg : first;
  if (constant === undefined || !('A_Const' in constant)) return null;
  // SET TIME ZONE INTERVAL '1' HOUR: the word before belongs to the value.
  const from = tokenAt(source, constant.A_Const.location);
  const start = wordAt(source, from - 1) === 'interval' ? from - 1 : from;
  return spanOf(source, start, source.tokens.length);
}

/** SET TRANSACTION holds for the transaction, SET SESSION CHARACTERISTICS for the session. */
function multiScope(node: VariableSetStmt, scope: 'local' | 'session'): 'local' | 'session' {
  return node.name === 'TRANSACTION' ? 'local' : scope;
}

/** A constant as SET takes it, quotes removed; null for what is no constant. */
function settingText(node: Node | undefined): string | null {
  if (node === undefined) return null;
  if ('A_Const' in node) return constantText(node.A_Const);
  if ('TypeCast' in node) return settingText(node.TypeCast.arg);
  return null;
}

/** SET CONSTRAINTS is no variable, but it is a setting of the transaction. */
export function lowerSetConstraints(source: StatementSource, node: ConstraintsSetStmt): Operation[] {
  const value = node.deferred === true ? 'deferred' : 'immediate';
  return [
    {
      kind: 'SetVariable',
      span: wholeSpan(source),
      scope: 'local',
      name: 'constraints',
      value,
      reset: false,
      restoresSaved: false,
    },
  ];
}

/** `SELECT set_config('name', 'value', is_local)` as the SET that it is; null for any other query. */
export function lowerSetConfig(source: StatementSource, node: Node): Operation[] | null {
  if (!('SelectStmt' in node) || node.SelectStmt.fromClause !== undefined) return null;
  const calls = (node.SelectStmt.targetList ?? []).map(target => setConfigCall(target));
  if (calls.length === 0 || calls.includes(null)) return null;
  return calls.flatMap((call): Operation[] => {
    if (call === null) return [];
    return [
      {
        kind: 'SetVariable',
        span: wholeSpan(source),
        scope: call.isLocal ? 'local' : 'session',
        name: call.name,
        value: call.value,
        reset: false,
        restoresSaved: false,
      },
    ];
  });
}

interface SetConfigCall {
  readonly name: string;
  readonly value: string | null;
  readonly isLocal: boolean;
}

function setConfigCall(target: Node): SetConfigCall | null {
  const value = 'ResTarget' in target ? target.ResTarget.val : undefined;
  if (value === undefined || !('FuncCall' in value)) return null;
  const parts = stringList(value.FuncCall.funcname);
  if (parts.at(-1) !== 'set_config' || (parts.length > 1 && parts.at(-2) !== 'pg_catalog')) return null;
  const [name, setting, local] = value.FuncCall.args ?? [];
  const text = settingText(name);
  if (text === null) return null;
  return { name: text.toLowerCase(), value: settingText(setting), isLocal: settingText(local) === 'true' };
}

export function lowerQuery(source: StatementSource, node: Node): Operation[] {
  const { functions } = namesIn(node);
  return [
    {
      kind: 'Query',
      span: wholeSpan(source),
      reads: readReads(source, node),
      functions,
      ...readQueryRows(source, node),
    },
  ];
}

const LOCK_MODES: readonly string[] = [
  '',
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
];

export function lowerLock(source: StatementSource, node: LockStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('lock');
  cursor.take('table');
  const mode = LOCK_MODES[node.mode ?? 0] ?? 'ACCESS EXCLUSIVE';
  const tables = takeRelations(cursor).map(({ table, only }) => ({ table, mode, only }));
  return [{ kind: 'LockTables', span: wholeSpan(source), tables, nowait: node.nowait === true }];
}

export function lowerTruncate(source: StatementSource, node: TruncateStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('truncate');
  cursor.take('table');
  const relations = takeRelations(cursor);
  return relations.map(({ table, span, only }) => ({
    kind: 'Truncate',
    span: relations.length === 1 ? wholeSpan(source) : span,
    table,
    only,
    cascade: node.behavior === 'DROP_CASCADE',
    restartIdentity: node.restart_seqs === true,
  }));
}

interface Relation {
  readonly table: ReturnType<TokenCursor['objectName']>;
  readonly span: Operation['span'];
  readonly only: boolean;
}

/** Takes `ONLY a, b *, ONLY (c)`. */
export function takeRelations(cursor: TokenCursor): Relation[] {
  const relations: Relation[] = [];
  do {
    const from = cursor.at;
    const bracketed = cursor.take('only', '(');
    const only = bracketed || cursor.take('only');
    const table = cursor.objectName();
    if (bracketed) cursor.take(')');
    cursor.take('*');
    relations.push({ table, span: cursor.spanFrom(from), only });
  } while (cursor.take(','));
  return relations;
}
