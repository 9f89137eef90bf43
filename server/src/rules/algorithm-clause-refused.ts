import { findTable } from '../catalog/catalog.ts';
import { parseVersion } from '../engines/engine.ts';
import type { Refusal } from '../engines/lockNote.ts';
import type { Operation, OperationKind } from '../operations/operation.ts';
import { type Span, textOf } from '../text/span.ts';
import { remedies } from './fixes/remedy.ts';
import { plan, replaceAt, written } from './fixes/site.ts';
import { replaceClauses, strongestClauses } from './fixes/statementClauses.ts';
import { type FixDraft, type FixPlan, type FixSite, type OperationContext, operationRule } from './rule.ts';
import { operationWords } from './subject/actionWords.ts';
import { noteOnPlainTable } from './subject/plainTable.ts';
import { standsAlone } from './subject/relations.ts';
import { engineTitle, serverName } from './subject/serverName.ts';
import { subjectOf } from './subject/strongLock.ts';
import {
  isClauseSyntaxError,
  noteAlone,
  noteOn,
  noteWithClausesInFront,
  noteWithoutClauses,
} from './subject/withoutClauses.ts';
import { code } from './subject/wording.ts';

/** Operations that ALGORITHM and LOCK may stand beside. */
const KINDS = [
  'AddColumn',
  'DropColumn',
  'RenameColumn',
  'ModifyColumn',
  'SetColumnDefault',
  'DropColumnDefault',
  'SetColumnOption',
  'AddConstraint',
  'DropConstraint',
  'AlterConstraint',
  'RenameTable',
  'SetTableOption',
  'ConvertCharset',
  'AlterPartitions',
  'TableMaintenance',
  'CreateIndex',
  'DropIndex',
  'RenameIndex',
  'AlterIndex',
] as const satisfies readonly OperationKind[];

export const algorithmClauseRefused = operationRule({
  metadata: {
    id: 'algorithm-clause-refused',
    title: 'ALGORITHM or LOCK clause that the server rejects',
    categories: ['fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {},
  },
  kinds: KINDS,
  *check(context) {
    const { note, statement } = context;
    if (note === null || note.refusal === null || !standsAlone(context)) return;
    const { refusal } = note;
    const clause = refusedClause(context, refusal);
    if (clause === null || restsOnAssumption(context, refusal)) return;
    // Every operation of the statement says the same; they share the place and so become one finding.
    yield {
      span: clause,
      message: messageOf(context, refusal, textOf(context.sql, clause)),
      fixes: fixesOf(context, statement.lock?.span ?? null, refusal),
    };
  },
});

/** The clause that is to blame; null when the refusal has another reason. */
function refusedClause(context: OperationContext, { reason, code: error }: Refusal): Span | null {
  const { statement } = context;
  // Without a clause too: the server does not fall back to a copy.
  if (error === '1795') return statement.algorithm?.span ?? secondFullText(context);
  switch (reason) {
    case 'algorithm-not-supported':
      return statement.algorithm?.span ?? null;
    case 'lock-not-supported':
    case 'lock-with-instant':
      return statement.lock?.span ?? null;
    case 'needs-newer-version':
      return error === '1800' ? (statement.algorithm?.span ?? null) : null;
    case 'clause-behind-partitions':
      return clauseBehind(context);
    case 'syntax':
      return isClauseSyntaxError(context) ? ((statement.algorithm ?? statement.lock)?.span ?? null) : null;
    default:
      return null;
  }
}

/** The first clause that stands behind the operation. */
function clauseBehind({ statement, operation }: OperationContext): Span | null {
  const spans = [statement.algorithm, statement.lock].flatMap(clause =>
    clause === null ? [] : [clause.span],
  );
  const behind = spans.filter(({ start }) => start > operation.span.start);
  return behind.sort((left, right) => left.start - right.start)[0] ?? null;
}

function secondFullText({ statement, operation }: OperationContext): Span {
  const all = statement.operations.filter(
    other => other.kind === 'CreateIndex' && other.index.method === 'fulltext',
  );
  return (all[1] ?? operation).span;
}

/** Refusals of the grammar, whatever the table is like. */
const CERTAIN_REASONS: ReadonlySet<Refusal['reason']> = new Set([
  'lock-with-instant',
  'clause-behind-partitions',
  'syntax',
]);

/**
 * What an unknown table or column turns the answer to is not certain, unless the server refuses the same on the plainest
 * table that the statement can be meant for.
 */
function restsOnAssumption(context: OperationContext, { reason, code: error }: Refusal): boolean {
  if (CERTAIN_REASONS.has(reason) || ['1795', '1800', '1801'].includes(error)) return false;
  const subject = subjectOf(context.operation);
  const table = subject === null ? undefined : findTable(context.before, subject);
  if (table?.certain === true) return false;
  if (context.statement.operations.some(tellsLittle)) return true;
  return noteOnPlainTable(context)?.refusal == null;
}

/** Work that depends on more than the statement's text and a plain table can tell. */
function tellsLittle(operation: Operation): boolean {
  switch (operation.kind) {
    case 'DropIndex':
    case 'ConvertCharset':
    case 'UnknownTableAction':
      return true;
    case 'DropConstraint':
      return operation.constraintKind !== 'primary-key' && operation.constraintKind !== 'foreign-key';
    default:
      return false;
  }
}

function messageOf(context: OperationContext, refusal: Refusal, clause: string): string {
  const { target } = context;
  const refuses = `${serverName(target)} refuses the statement (error ${refusal.code})`;
  if (refusal.reason === 'lock-with-instant')
    return `${code(clause)} cannot stand beside ${code('ALGORITHM=INSTANT')}: ${refuses}.`;
  if (refusal.reason === 'clause-behind-partitions')
    return `${code(clause)} has to stand in front of ${code(operationWords(context, context.operation))}: ${refuses}.`;
  if (refusal.code === '1795')
    return `Two full-text indexes cannot be built by one statement in place: ${refuses}.`;
  if (refusal.reason === 'syntax')
    return `${engineTitle(target.engine)} takes no ${code(clause)} beside ${code(operationWords(context, context.operation))}: ${refuses}.`;
  if (refusal.code === '1800')
    return refusal.since === null
      ? `${engineTitle(target.engine)} does not know ${code(clause)}: ${refuses}.`
      : `${code(clause)} needs ${engineTitle(target.engine)} ${refusal.since}: ${refuses}.`;
  const action = code(operationWords(context, weakestOperation(context)));
  const since = versionThatAccepts(context);
  return since === null
    ? `${action} cannot be done with ${code(clause)}: ${refuses}.`
    : `${code(clause)} for ${action} needs ${engineTitle(target.engine)} ${since}: ${refuses}.`;
}

const COSTS = ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'] as const;

/** The operation that the server can do least well: it decides for the whole statement. */
function weakestOperation(context: OperationContext): Operation {
  let weakest: Operation = context.operation;
  let highest = -1;
  for (const operation of context.statement.operations) {
    const note = noteAlone(context, operation);
    if (note?.algorithm == null) continue;
    const cost = COSTS.indexOf(note.algorithm) * 4 + (note.blocksReads ? 2 : note.blocksWrites ? 1 : 0);
    if (cost <= highest) continue;
    highest = cost;
    weakest = operation;
  }
  return weakest;
}

/** The version from which on the server takes the statement as it is, by the history of the fact; null when none is known. */
function versionThatAccepts(context: OperationContext): string | null {
  for (const { version: text } of context.note?.remarks ?? []) {
    const version = parseVersion(text);
    if (version !== null && noteOn(context, version)?.refusal === null) return text;
  }
  return null;
}

/** PARTITION BY and REMOVE PARTITIONING follow the list without a comma. */
const ENDS_THE_LIST: ReadonlySet<string> = new Set(['partition-by', 'remove-partitioning']);

function clausesInFront(site: FixSite, { statement, operation }: OperationContext): FixPlan | null {
  if (operation.kind !== 'AlterPartitions') return null;
  const removed = replaceClauses(site, statement, []);
  if (removed === null) return null;
  const spans = [statement.algorithm, statement.lock].flatMap(clause =>
    clause === null ? [] : [clause.span],
  );
  const clauses = spans.map(clause => written(site, clause)).join(', ');
  const separator = ENDS_THE_LIST.has(operation.action) ? ' ' : ', ';
  const place = { start: operation.span.start, end: operation.span.start };
  return plan({ edits: [replaceAt(site, place, `${clauses}${separator}`), ...removed] });
}

function fixesOf(context: OperationContext, lock: Span | null, refusal: Refusal): FixDraft[] {
  const { statement } = context;
  if (refusal.reason === 'lock-with-instant' && lock !== null) {
    const instant = { ...statement, lock: null };
    if (noteWithoutClauses({ ...context, statement: instant })?.algorithm === 'INSTANT')
      return remedies(context, [
        {
          title: 'Remove the LOCK clause',
          kind: 'safe',
          build({ site }) {
            const edits = replaceClauses(site, { ...statement, algorithm: null }, []);
            return edits === null ? null : plan({ edits });
          },
        },
      ]);
  }
  if (refusal.reason === 'clause-behind-partitions' && noteWithClausesInFront(context)?.refusal === null)
    return remedies(context, [
      {
        title: 'Put the ALGORITHM and LOCK clauses in front',
        kind: 'safe',
        build: ({ site }) => clausesInFront(site, context),
      },
    ]);
  if (refusal.reason === 'syntax' || refusal.reason === 'clause-behind-partitions')
    return remedies(context, [
      {
        title: 'Remove the ALGORITHM and LOCK clauses',
        kind: 'safe',
        build({ site }) {
          const edits = replaceClauses(site, statement, []);
          return edits === null ? null : plan({ edits });
        },
      },
    ]);
  const note = noteWithoutClauses(context);
  if (note === null || note.refusal !== null) return [];
  // Without its clauses a statement that copies runs, and blocks writes without a word: nothing to do in bulk.
  const copies = note.algorithm === null || note.algorithm === 'COPY';
  return remedies(context, [
    {
      title: copies ? 'Remove the ALGORITHM and LOCK clauses' : 'Ask for what the server can do',
      kind: copies ? 'suggestion' : 'safe',
      build({ site, sql }) {
        const edits = replaceClauses(site, statement, strongestClauses(note, sql));
        return edits === null ? null : plan({ edits });
      },
    },
  ]);
}
