import type { CatalogReader } from '../../catalog/catalog.ts';
import type { StatementSyntax } from '../../operations/statementSyntax.ts';
import { compareVersions, type EngineVersion, type Target } from '../engine.ts';
import type { EngineFacts, FactQuestion, LockNote, Refusal } from '../lockNote.ts';
import { worstOverRange } from '../versionRange.ts';
import { boundariesOf } from './boundaries.ts';
import { classify, targetOf } from './classify/index.ts';
import { asDemanded, clauseRefusal, demandsOf } from './clauses.ts';
import { type ChangeContext, change, refused } from './context.ts';
import type { MysqlEngine } from './factRow.ts';
import { noteOf } from './note.ts';
import { type Outcome, strongerLock, worstOutcome } from './outcome.ts';
import { versionText } from './remarks.ts';
import { isRowVersionLimitReached, keepsInstantParts, type Resolved, resolve, weighs } from './resolve.ts';
import type { FactId } from './rows/index.ts';
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
 * basis is then `documented`. For a target that is a range of versions, the answer is the worst of the range in every
 * respect, with the versions at which it changes. Null only for text of which nothing could be read.
 */
export const mysqlFacts: EngineFacts = question => {
  const engine = question.target.engine;
  if (engine === 'postgresql') return null;
  const notes = versionsOf(question, engine).flatMap(version => {
    const note = noteAt(question, engine, version);
    return note === null ? [] : [{ version: versionText(version), note }];
  });
  const [only] = notes;
  return notes.length === 1 && only !== undefined ? only.note : worstOverRange(notes);
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

function versionsOf(question: FactQuestion, engine: MysqlEngine): readonly EngineVersion[] {
  const { version, newestVersion } = question.target;
  if (compareVersions(version, newestVersion) >= 0) return [version];
  const between = boundariesOf(engine).filter(
    boundary => compareVersions(boundary, version) > 0 && compareVersions(boundary, newestVersion) <= 0,
  );
  return [version, ...between];
}

function noteAt(question: FactQuestion, engine: MysqlEngine, version: EngineVersion): LockNote | null {
  const context = contextOf(question, engine, version);
  const changed = classify(question.operation, context);
  if (changed === null) return null;
  // Nothing known of it on this engine: as careful as with a statement that could not be read.
  const own = resolve(changed, context) ?? resolve(change('unread-statement'), context);
  if (own === null) return null;
  const whole = wholeOf(question, context) ?? own;
  const inStatement = partOutcome(own, whole, context);
  const outcome = asDemanded({ ...own, outcome: inStatement }, demandsOf(context), context);
  const refusal =
    changed.refusal ??
    rowVersionRefusal(own, context) ??
    clauseRefusal(question.statement, whole, context) ??
    changed.lateRefusal;
  return noteOf({ changed, resolved: own, outcome, refusal }, context);
}

function contextOf(question: FactQuestion, engine: MysqlEngine, version: EngineVersion): ChangeContext {
  const target = targetOf(question.operation);
  const before = question.statementBefore ?? question.before;
  const { statement } = question;
  return {
    question: { ...question, before, target: { ...question.target, version } },
    engine,
    version,
    state: tableState(before, target ?? NO_TABLE),
    actions: statement.alterTable === null ? [question.operation] : statement.operations,
  };
}

const NOWHERE = { start: 0, end: 0 };
const NO_TABLE = { schema: null, name: { value: '', quoted: true, span: NOWHERE }, span: NOWHERE };

/** What a statement comes to on one schema, by version: every one of its actions asks for it again. */
interface KnownWhole {
  readonly before: CatalogReader;
  readonly target: Target;
  readonly byVersion: Map<string, Resolved | null>;
}

const knownWholes = new WeakMap<StatementSyntax, KnownWhole>();

/** The statement as a whole; null when none of its actions is known. */
function wholeOf(question: FactQuestion, context: ChangeContext): Resolved | null {
  if (context.actions.length === 1) return null;
  const { statement, target } = question;
  const { before } = context.question;
  const known = knownWholes.get(statement);
  const reusable = known !== undefined && known.before === before && known.target === target;
  const entry: KnownWhole = reusable ? known : { before, target, byVersion: new Map() };
  if (!reusable) knownWholes.set(statement, entry);
  const key = versionText(context.version);
  const kept = entry.byVersion.get(key);
  if (kept !== undefined) return kept;
  const whole = putTogether(context);
  entry.byVersion.set(key, whole);
  return whole;
}

function putTogether(context: ChangeContext): Resolved | null {
  const parts = context.actions.flatMap(action => {
    const changed = classify(action, context);
    return changed === null ? [] : (resolve(changed, context) ?? []);
  });
  const [first, ...others] = parts;
  if (first === undefined) return null;
  const together = others.map(part => part.outcome).reduce(worstOutcome, first.outcome);
  const slow = others.map(part => part.unlessInstant).reduce(worstOutcome, first.unlessInstant);
  const copyLock = others.map(part => part.copyLock).reduce(strongerLock, first.copyLock);
  const outcome = keepsInstantParts(together, context.engine) ? together : worstOutcome(together, slow);
  const decisive = others.reduce(
    (worst, part) => (weighs(part.outcome) > weighs(worst.outcome) ? part : worst),
    first,
  );
  return {
    outcome: outcome.algorithm === 'COPY' ? { ...outcome, lock: copyLock } : outcome,
    row: decisive.row,
    // The server gives its special reason only where nothing else would be refused without one.
    refusalCode: parts.some(
      part => weighs(part.outcome) === weighs(decisive.outcome) && part.refusalCode === null,
    )
      ? null
      : decisive.refusalCode,
    unlessInstant: slow,
    copyLock,
  };
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
  return refused('4092', 'row-version-limit');
}
