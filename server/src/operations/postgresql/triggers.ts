import type { CreateTrigStmt } from '@pgsql/types';
import type { Expression } from '../columns.ts';
import type { Identifier, ObjectName } from '../names.ts';
import type { CreateTrigger } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import { objectNameAt, TokenCursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { findWord, insideBracket, type StatementSource, tokenAt, wholeSpan, wordAt } from './source.ts';
import { stringList } from './typeReference.ts';

/** Bits of the server's pg_trigger.h. */
const TRIGGER_BEFORE = 2;
const TRIGGER_INSTEAD = 64;
const TRIGGER_EVENTS = [
  [4, 'insert'],
  [8, 'delete'],
  [16, 'update'],
  [32, 'truncate'],
] as const;

export function lowerCreateTrigger(source: StatementSource, node: CreateTrigStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create');
  cursor.take('or', 'replace');
  cursor.take('constraint');
  cursor.take('trigger');
  const { timing = 0, events = 0 } = node;
  const trigger = cursor.identifier();
  const table = tokenAt(source, node.relation?.location);
  const tail = new TokenCursor(source, table);
  const name = tail.objectName();
  return [
    {
      kind: 'CreateTrigger',
      span: wholeSpan(source),
      trigger,
      table: name,
      tableIfExists: false,
      timing: timingOf(timing),
      events: TRIGGER_EVENTS.flatMap(([bit, event]) => ((events & bit) === 0 ? [] : [event])),
      orReplace: node.replace === true,
      constraint: node.isconstraint === true,
      body: [],
      columns: node.columns === undefined ? [] : updatedColumns(source, cursor.at, table),
      forEach: node.row === true ? 'row' : 'statement',
      referencedTable: node.constrrel === undefined ? null : objectNameAt(source, node.constrrel.location),
      deferrable: node.deferrable === true,
      initiallyDeferred: node.initdeferred === true,
      transitionTables: readTransitionTables(tail, node),
      when: readWhen(tail, node),
      ...readCall(tail, node),
    },
  ];
}

function timingOf(bits: number): CreateTrigger['timing'] {
  if ((bits & TRIGGER_INSTEAD) !== 0) return 'instead of';
  return (bits & TRIGGER_BEFORE) !== 0 ? 'before' : 'after';
}

/** The columns of `UPDATE OF a, b`, which stands before ON. */
function updatedColumns(source: StatementSource, from: number, limit: number): Identifier[] {
  for (let at = findWord(source, from, limit, 'of'); at < limit; at = findWord(source, at + 1, limit, 'of')) {
    if (wordAt(source, at - 1) !== 'update') continue;
    const cursor = new TokenCursor(source, at + 1, limit);
    const columns = [cursor.identifier()];
    while (cursor.take(',')) columns.push(cursor.identifier());
    return columns;
  }
  return [];
}

interface TransitionTable {
  readonly rows: 'old' | 'new';
  readonly name: Identifier;
}

/** `REFERENCING OLD TABLE AS a NEW TABLE AS b`. */
function readTransitionTables(cursor: TokenCursor, node: CreateTrigStmt): TransitionTable[] {
  const tables: TransitionTable[] = [];
  if (node.transitionRels === undefined || !cursor.skipTo('referencing')) return tables;
  cursor.take('referencing');
  for (let rows = cursor.takeOneOf('old', 'new'); rows !== ''; rows = cursor.takeOneOf('old', 'new')) {
    cursor.takeOneOf('table', 'row');
    cursor.take('as');
    tables.push({ rows: rows === 'old' ? 'old' : 'new', name: cursor.identifier() });
  }
  return tables;
}

function readWhen(cursor: TokenCursor, node: CreateTrigStmt): Expression | null {
  if (node.whenClause === undefined || !cursor.skipTo('when')) return null;
  const { from, to } = insideBracket(cursor.source, cursor.at + 1, cursor.end);
  cursor.at = to;
  return readExpression(cursor.source, node.whenClause, from, to);
}

/** `EXECUTE FUNCTION f(a, 'b')`, with PROCEDURE for FUNCTION before 11. */
function readCall(
  cursor: TokenCursor,
  node: CreateTrigStmt,
): { readonly routine: ObjectName; readonly arguments: readonly string[] } {
  cursor.skipTo('execute');
  cursor.take('execute');
  cursor.takeOneOf('function', 'procedure');
  return { routine: cursor.objectName(), arguments: stringList(node.args) };
}
