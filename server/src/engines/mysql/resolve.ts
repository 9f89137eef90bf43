import type { EngineVersion } from '../engine.ts';
import { isAtLeast, version } from '../engine.ts';
import type { MysqlLockLevel } from '../lockNote.ts';
import type { Change, ChangeContext } from './context.ts';
import { isMysql, settingOf } from './context.ts';
import type { FactRow, MysqlEngine } from './factRow.ts';
import {
  algorithmCost,
  copy,
  instant,
  type Outcome,
  onlineCopy,
  strongerLock,
  worstOutcome,
} from './outcome.ts';
import { type FactId, rowOf } from './rows/index.ts';
import { rowVersionLimit, rowVersionsInUse } from './rowVersionLimit.ts';

/** A change at one version: its outcome, and the row that decides it. */
export interface Resolved {
  readonly outcome: Outcome;
  /** The row that weighs most; its source is the note's. */
  readonly row: FactRow<FactId>;
  /** What it costs once the statement cannot be INSTANT. */
  readonly unlessInstant: Outcome;
  /** The weakest LOCK when the statement copies. */
  readonly copyLock: MysqlLockLevel;
  /** Error number for a clause that asks for too much, where it is not the usual one. */
  readonly refusalCode: FactRow['refusalCode'];
}

/** Looks up the facts of a change and applies what the state of the table makes of them. Null when no row knows them. */
export function resolve(changed: Change, context: ChangeContext): Resolved | null {
  const parts = changed.facts.flatMap(fact => resolveFact(fact, context) ?? []);
  const [first, ...others] = parts;
  if (first === undefined) return null;
  return others.reduce(heavier, first);
}

function resolveFact(fact: FactId, context: ChangeContext): Resolved | null {
  const row = rowOf(fact, context.engine, context.version);
  if (row === undefined) return null;
  const unlessInstant = inThisTable(
    { outcome: row.unlessInstant ?? row.outcome, row, refusalCode: row.refusalCode },
    context,
  );
  const kept = losesInstant(row, context)
    ? unlessInstant
    : inThisTable({ outcome: row.outcome, row, refusalCode: row.refusalCode }, context);
  const chosen = forbidsInstant(row, context) ? { ...kept, refusalCode: '1846' as const } : kept;
  const usual = weakestCopyLock(context.engine, context.version);
  const copyLock = context.state.temporary
    ? 'NONE'
    : strongerLock(row.copyLock ?? usual, context.state.cascades ? 'SHARED' : 'NONE');
  return { ...chosen, unlessInstant: unlessInstant.outcome, copyLock };
}

interface Outcomes {
  readonly outcome: Outcome;
  readonly row: FactRow<FactId>;
  readonly refusalCode: FactRow['refusalCode'];
}

export function isRowVersionLimitReached(context: ChangeContext): boolean {
  const limit = rowVersionLimit(context);
  return limit !== null && rowVersionsInUse(limit, context.state.rowVersions) >= limit;
}

/** Instant changes of the row layout need an ordinary row format and positions that nothing else keeps. */
function losesInstant(row: FactRow<FactId>, context: ChangeContext): boolean {
  if (row.unlessInstant === null || !row.unlessInstant.rewrites) return false;
  const { state } = context;
  if (!state.innodb || state.compressed || state.fulltextIndexes > 0 || isRowVersionLimitReached(context))
    return true;
  return forbidsInstant(row, context) || (!isMysql(context) && state.hasIndexedVirtualColumn);
}

/** MariaDB `innodb_instant_alter_column_allowed`: `never`, `add_last` or `add_drop_reorder` (the default since 10.4). */
function forbidsInstant(row: FactRow<FactId>, context: ChangeContext): boolean {
  if (isMysql(context)) return false;
  const allowed = settingOf(context.question, 'innodb_instant_alter_column_allowed')?.toLowerCase();
  return allowed === 'never' || (allowed === 'add_last' && !ADDS_AT_THE_END.has(row.fact));
}

const ADDS_AT_THE_END: ReadonlySet<FactId> = new Set([
  'add-column-last',
  'add-column-constant-expression',
  'add-column-zero-date',
  'add-column-check',
]);

/** What the table makes of a change. */
function inThisTable(usual: Outcomes, context: ChangeContext): Outcomes {
  const { state } = context;
  const { outcome, row } = usual;
  if (outcome.algorithm === null) return usual;
  if (state.temporary) return replaced('temporary-table', usual, context);
  if (!state.innodb && row.fact !== 'change-engine') return inOtherEngine(usual, context);
  if (outcome.algorithm === 'COPY')
    return { ...usual, outcome: state.cascades && outcome === onlineCopy ? copy : outcome };
  if (
    !outcome.rewrites ||
    row.fact === 'add-first-fulltext-index' ||
    row.fact === 'drop-only-fulltext-column'
  )
    return usual;
  let result = usual;
  if (state.fulltextIndexes > 0)
    result = byFact(
      state.fulltextIndexes > 1 ? 'rebuild-with-several-fulltext' : 'rebuild-with-fulltext',
      result,
      context,
    );
  if (state.hasSpatialIndex) result = byFact('rebuild-with-spatial', result, context);
  if (state.hasIndexedVirtualColumn) result = byFact('rebuild-with-indexed-virtual', result, context);
  return result;
}

/** What MyISAM and its like can do without a copy: nothing that InnoDB would have a part in. */
const DICTIONARY_ONLY: ReadonlySet<FactId> = new Set([
  'rename-column',
  'rename-referenced-column',
  'change-default',
  'change-visibility',
  'change-column-attributes',
  'append-enum-value',
  'rename-index',
  'change-index-visibility',
  'change-table-option',
  'change-default-charset',
  'rename-table',
  'switch-keys',
  'drop-check',
  'no-change',
]);

function inOtherEngine(usual: Outcomes, context: ChangeContext): Outcomes {
  if (!DICTIONARY_ONLY.has(usual.row.fact)) return replaced('other-storage-engine', usual, context);
  return usual.outcome.algorithm === 'INPLACE' && usual.outcome.lock === 'NONE'
    ? { ...usual, outcome: instant }
    : usual;
}

function replaced(fact: FactId, usual: Outcomes, context: ChangeContext): Outcomes {
  const row = rowOf(fact, context.engine, context.version);
  return row === undefined ? usual : { outcome: row.outcome, row, refusalCode: row.refusalCode };
}

function byFact(fact: FactId, before: Outcomes, context: ChangeContext): Outcomes {
  const row = rowOf(fact, context.engine, context.version);
  if (row === undefined) return before;
  const harder = worstOutcome(before.outcome, row.outcome);
  const copies = row.outcome.algorithm === 'COPY' && before.outcome.algorithm !== 'COPY';
  return {
    outcome: copies ? { ...harder, lock: row.outcome.lock } : harder,
    row: weighs(row.outcome) >= weighs(before.outcome) ? row : before.row,
    refusalCode: copies ? row.refusalCode : before.refusalCode,
  };
}

/** Two changes of one operation. */
function heavier(left: Resolved, right: Resolved): Resolved {
  const copyLock = strongerLock(left.copyLock, right.copyLock);
  const together = worstOutcome(left.outcome, right.outcome);
  const slow = worstOutcome(left.unlessInstant, right.unlessInstant);
  // Together they are as instant as the less instant of the two.
  const outcome = keepsInstantParts(together, left.row.engine) ? together : worstOutcome(together, slow);
  const { row, refusalCode } = weighs(right.outcome) > weighs(left.outcome) ? right : left;
  return {
    outcome: outcome.algorithm === 'COPY' ? { ...outcome, lock: copyLock } : outcome,
    row,
    refusalCode,
    unlessInstant: slow,
    copyLock,
  };
}

/**
 * True when a statement leaves the instant ones of its parts instant. MySQL does so only when all are; MariaDB drops
 * indexes beside an instant column, and rebuilds the table as soon as one is built (measured).
 */
export function keepsInstantParts(together: Outcome, engine: MysqlEngine): boolean {
  if (together.algorithm === 'INSTANT' || together.algorithm === null) return true;
  return engine === 'mariadb' && !together.rewrites && !together.buildsIndex;
}

/** Orders outcomes by what they cost. */
export function weighs(outcome: Outcome): number {
  const lock = outcome.lock === 'NONE' ? 0 : outcome.lock === 'SHARED' ? 1 : 2;
  return (
    algorithmCost(outcome.algorithm) * 100 +
    (outcome.rewrites ? 50 : 0) +
    (outcome.buildsIndex ? 20 : 0) +
    (outcome.scans ? 10 : 0) +
    lock
  );
}

export function weakestCopyLock(engine: MysqlEngine, at: EngineVersion): MysqlLockLevel {
  return engine === 'mariadb' && isAtLeast(at, version(11, 2)) ? 'NONE' : 'SHARED';
}
