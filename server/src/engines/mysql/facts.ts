import type { Operation } from '../../operations/operation.ts';
import { compareVersions, type EngineVersion } from '../engine.ts';
import type { EngineFacts, FactQuestion, LockNote, Refusal, RelationLock } from '../lockNote.ts';
import { asDemanded, clauseRefusal, demandsOf } from './clauses.ts';
import { childLocks } from './classify/foreignKeys.ts';
import { classify, targetOf } from './classify/index.ts';
import { type Change, type ChangeContext, isVersion, refused, relationName } from './context.ts';
import type { MysqlEngine } from './factRow.ts';
import { algorithmCost, type Outcome, strongerLock, worstOutcome } from './outcome.ts';
import { remarksOn } from './remarks.ts';
import { isRowVersionLimitReached, keepsInstantParts, type Resolved, resolve, weighs } from './resolve.ts';
import { FACT_ROWS, type FactId } from './rows/index.ts';
import { sourceOf } from './sources.ts';
import { tableState } from './tableState.ts';

/**
 * Facts of MySQL and MariaDB.
 *
 * The lock of the target is the weakest LOCK level that the server accepts for the operation: what others may do while
 * the statement works. Every DDL statement also holds an EXCLUSIVE metadata lock for a moment, `brief` says so.
 * Each note is that of its operation, as part of the statement that holds it: an ADD COLUMN beside an ADD INDEX is no
 * longer instant. The strongest of a statement's notes is what the statement does.
 *
 * What is not known is taken at its worst where the statement itself leaves it open (the old type of a MODIFY counts
 * as another type), and as usual otherwise (an InnoDB table without FULLTEXT index, compression or partitions); the
 * basis is then `documented`. For a target that is a range of versions, the answer is the costliest of the range.
 */
export const mysqlFacts: EngineFacts = question => {
  const engine = question.target.engine;
  if (engine === 'postgresql') return null;
  const notes = versionsOf(question, engine).flatMap(version => noteAt(question, engine, version) ?? []);
  return notes.length === 0 ? null : notes.reduce((worst, note) => (weight(note) > weight(worst) ? note : worst));
};

/** The facts that an answer rests on, the deciding one first; for showing and checking which rows are held by a measurement. */
export function factsBehind(question: FactQuestion): readonly FactId[] {
  const engine = question.target.engine;
  if (engine === 'postgresql') return [];
  const context = contextOf(question, engine, question.target.version);
  const changed = classify(question.operation, context);
  const own = changed === null ? null : resolve(changed, context);
  return changed === null || own === null ? [] : [...new Set([own.row.fact, ...changed.facts])];
}

/** Versions at which an answer can change, oldest first: for choosing where a range must be looked at. */
export function boundariesOf(engine: MysqlEngine): readonly EngineVersion[] {
  const known = FACT_ROWS.filter(row => row.engine === engine).map(row => row.from);
  const sorted = [...known].sort(compareVersions);
  return sorted.filter((version, index) => index === 0 || compareVersions(version, sorted[index - 1] ?? version) !== 0);
}

function versionsOf(question: FactQuestion, engine: MysqlEngine): readonly EngineVersion[] {
  const { version, newestVersion } = question.target;
  if (compareVersions(version, newestVersion) >= 0) return [version];
  const between = boundariesOf(engine).filter(boundary => compareVersions(boundary, version) > 0 && compareVersions(boundary, newestVersion) <= 0);
  return [version, ...between];
}

function weight(note: LockNote): number {
  const blocks = (note.blocksReads ? 4 : 0) + (note.blocksWrites ? 2 : 0);
  return (note.refusal === null ? 0 : 10_000) + algorithmCost(note.algorithm) * 100 + (note.rewritesTable ? 50 : 0) + blocks;
}

function noteAt(question: FactQuestion, engine: MysqlEngine, version: EngineVersion): LockNote | null {
  const context = contextOf(question, engine, version);
  const changed = classify(question.operation, context);
  if (changed === null) return null;
  const own = resolve(changed, context);
  if (own === null) return null;
  const parts = [...partsOf(context)].map(part => (part.operation === question.operation ? { ...part, resolved: own } : part));
  const whole = wholeOf(parts.map(part => part.resolved), own, context);
  const inStatement = partOutcome(own, whole, context);
  const outcome = asDemanded({ ...own, outcome: inStatement }, demandsOf(context), context);
  const refusal = changed.refusal ?? rowVersionRefusal(own, context) ?? clauseRefusal(question.statement, whole, context) ?? changed.lateRefusal;
  return noteOf(changed, own, outcome, refusal, context);
}

function contextOf(question: FactQuestion, engine: MysqlEngine, version: EngineVersion): ChangeContext {
  const target = targetOf(question.operation);
  const before = question.statementBefore ?? question.before;
  const state = tableState(before, target ?? NO_TABLE);
  const actions = question.statement.alterTable === null ? [question.operation] : question.statement.operations;
  return { question: { ...question, before, target: { ...question.target, version } }, engine, version, state, actions };
}

const NOWHERE = { start: 0, end: 0 };
const NO_TABLE = { schema: null, name: { value: '', quoted: true, span: NOWHERE }, span: NOWHERE };

interface Part {
  readonly operation: Operation;
  readonly resolved: Resolved;
}

/** What each action of the statement comes to by itself. */
function* partsOf(context: ChangeContext): Generator<Part> {
  for (const operation of context.actions) {
    const changed = classify(operation, context);
    const resolved = changed === null ? null : resolve(changed, context);
    if (resolved !== null) yield { operation, resolved };
  }
}

/** The statement as a whole. */
function wholeOf(parts: readonly Resolved[], own: Resolved, context: ChangeContext): Resolved {
  const outcomes = parts.length === 0 ? [own] : parts;
  const together = outcomes.map(part => part.outcome).reduce(worstOutcome);
  const slow = outcomes.map(part => part.unlessInstant).reduce(worstOutcome);
  const copyLock = outcomes.map(part => part.copyLock).reduce(strongerLock);
  const outcome = keepsInstantParts(together, context.engine) ? together : worstOutcome(together, slow);
  const decisive = outcomes.reduce((worst, part) => (weighs(part.outcome) > weighs(worst.outcome) ? part : worst));
  return { outcome: outcome.algorithm === 'COPY' ? { ...outcome, lock: copyLock } : outcome, row: decisive.row, refusalCode: decisive.refusalCode, unlessInstant: slow, copyLock };
}

/** One action in the company of the others: a copied table is copied for all that would have rebuilt it. */
function partOutcome(own: Resolved, whole: Resolved, context: ChangeContext): Outcome {
  if (own.outcome.algorithm === null) return own.outcome;
  const outcome = keepsInstantParts(whole.outcome, context.engine) ? own.outcome : own.unlessInstant;
  if (whole.outcome.algorithm !== 'COPY' || (!outcome.rewrites && outcome.lock === 'NONE')) return outcome;
  return { ...outcome, algorithm: 'COPY', lock: whole.copyLock };
}

function rowVersionRefusal(own: Resolved, context: ChangeContext): Refusal | null {
  const asked = context.question.statement.algorithm?.value.toUpperCase() === 'INSTANT';
  if (!asked || own.row.unlessInstant?.rewrites !== true || !isRowVersionLimitReached(context)) return null;
  return isVersion(context, 8, 0, 29) ? refused('4092', 'row-version-limit') : null;
}

function noteOf(changed: Change, own: Resolved, outcome: Outcome, refusal: Refusal | null, context: ChangeContext): LockNote {
  const { operation, target } = context.question;
  const relation = targetOf(operation);
  const isNew = operation.kind === 'CreateTable' || (operation.kind === 'CreateView' && !operation.orReplace);
  const source = sourceOf(own.row, context.version);
  const locks: RelationLock[] = relation === null || context.state.temporary || outcome.algorithm === null && outcome.lock === 'NONE' && !isDdl(operation) ? [] : [{ relation: relationName(relation), role: roleOf(operation), mode: outcome.lock }];
  const free = isNew || context.state.temporary;
  return {
    basis: changed.assumed && source.basis === 'measured' ? 'documented' : source.basis,
    source: source.source,
    locks: [...locks, ...changed.locks, ...(altersTable(operation) ? childLocks('NONE', context) : [])],
    algorithm: outcome.algorithm,
    blocksReads: !free && outcome.lock === 'EXCLUSIVE',
    blocksWrites: !free && outcome.lock !== 'NONE',
    rewritesTable: outcome.rewrites,
    scansTable: outcome.scans,
    buildsIndex: outcome.buildsIndex,
    transactional: isRowWork(operation),
    refusal,
    duration: outcome.rewrites || outcome.scans || outcome.buildsIndex ? 'grows-with-table' : isRowWork(operation) ? 'instant' : 'brief',
    remarks: remarksOn(own.row.fact, target.engine === 'mariadb' ? 'mariadb' : 'mysql'),
  };
}

function roleOf(operation: Operation): RelationLock['role'] {
  if (operation.kind === 'CreateView' || (operation.kind === 'DropObject' && operation.objectKind === 'view')) return 'view';
  if (operation.kind === 'CreateSequence' || operation.kind === 'AlterSequence') return 'sequence';
  return 'target';
}

/** Statements that the server carries out as ALTER TABLE. A rename says itself what it does to children. */
function altersTable(operation: Operation): boolean {
  switch (operation.kind) {
    case 'AddColumn':
    case 'DropColumn':
    case 'RenameColumn':
    case 'ModifyColumn':
    case 'SetColumnDefault':
    case 'DropColumnDefault':
    case 'SetColumnOption':
    case 'CreateIndex':
    case 'DropIndex':
    case 'RenameIndex':
    case 'AlterIndex':
    case 'AddConstraint':
    case 'DropConstraint':
    case 'AlterConstraint':
    case 'SetTableOption':
    case 'ConvertCharset':
    case 'TableMaintenance':
    case 'AlterPartitions':
      return true;
    case 'Maintenance':
      return operation.command === 'optimize';
    default:
      return false;
  }
}

/** Work on rows, which a transaction can take back. */
function isRowWork(operation: Operation): boolean {
  return operation.kind === 'Insert' || operation.kind === 'Update' || operation.kind === 'Delete' || operation.kind === 'CopyRows';
}

function isDdl(operation: Operation): boolean {
  return !isRowWork(operation) && operation.kind !== 'LockTables';
}
