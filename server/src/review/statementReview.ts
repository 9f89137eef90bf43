import type { ApplyOperation, CatalogChange } from '../catalog/apply.ts';
import {
  type Catalog,
  type CatalogReader,
  type CatalogReads,
  type CatalogWrites,
  nameOfKey,
  overlay,
  recordReads,
} from '../catalog/catalog.ts';
import { inExecutionOrder } from '../catalog/executionOrder.ts';
import type { Origin } from '../catalog/model.ts';
import { presentTypes } from '../catalog/presentTypes.ts';
import { endOfSession } from '../catalog/replay.ts';
import { countRowVersions } from '../catalog/rowVersions.ts';
import type { Target } from '../engines/engine.ts';
import type { EngineFacts, LockNote } from '../engines/lockNote.ts';
import type { Operation, OperationKind } from '../operations/operation.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import type {
  FileContext,
  FindingDraft,
  OperationContext,
  OperationRule,
  Phase,
  ReviewedOperation,
  ReviewedStatement,
  ReviewSettings,
  StatementContext,
} from '../rules/rule.ts';
import { type Admission, isLeftOut, leftOut } from './admission.ts';
import { embeddedSteps, type Step, stepOf } from './embeddedSteps.ts';

/** What one rule said about one operation. */
export interface OperationDraft {
  readonly rule: OperationRule;
  readonly operation: number;
  readonly draft: FindingDraft;
}

/**
 * One statement reviewed for one target, with everything the result depended on.
 * It holds as long as the syntax, the way it is run and the catalog's answers to `reads` stay the same; what else
 * `before` and `after` hold may then be out of date.
 */
export interface StatementReview {
  readonly syntax: StatementSyntax;
  readonly run: StatementContext;
  readonly index: number;
  readonly before: Catalog;
  readonly after: Catalog;
  readonly reads: CatalogReads;
  readonly writes: CatalogWrites;
  /** Of the statement's operations, each followed by those of its body. */
  readonly contexts: readonly OperationContext[];
  /** The same, as file rules see it. */
  readonly reviewed: ReviewedStatement;
  /** The same, one by one. */
  readonly entries: readonly ReviewedOperation[];
  readonly drafts: readonly OperationDraft[];
  readonly admission: Admission;
  /** The runner leaves the statement out, with its whole part of the file: it changes nothing and nothing is said of it. */
  readonly isLeftOut: boolean;
}

/** What is the same for all statements of a file on one target. A new object means that nothing kept holds any more. */
export interface ReviewEnvironment {
  readonly target: Target;
  readonly facts: EngineFacts;
  readonly apply: ApplyOperation;
  readonly rules: ReadonlyMap<OperationKind, readonly OperationRule[]>;
  readonly file: FileContext;
  readonly settings: ReviewSettings;
  /** Paths of the migrations that the target does not have yet. */
  readonly pending: ReadonlySet<string>;
  /** Told when a rule throws; the other rules go on. */
  readonly onRuleFailure: (ruleId: string, operation: OperationKind, error: unknown) => void;
}

export interface StatementInput {
  readonly syntax: StatementSyntax;
  readonly sql: string;
  readonly run: StatementContext;
  readonly admission: Admission;
}

/** More than a statement holds; only orders operations of different statements. */
const MOST_OPERATIONS = 100_000;

/** Reviews one statement on the schema it meets. */
export function reviewStatement(
  environment: ReviewEnvironment,
  before: Catalog,
  statement: StatementInput,
  index: number,
): StatementReview {
  const { reader, reads } = recordReads(before);
  if (isLeftOut(reader, statement)) return leftOut(statement, { before, reads, index });
  const done = new Map<Operation, readonly Step[]>();
  const learned = presentTypes(reader, statement.syntax, { path: environment.file.path, statement: index });
  // What the statement meets stays as it is while `writes` grows.
  const met = new Map([...(statement.run.startsSession ? endOfSession(reader) : []), ...learned]);
  const writes = new Map(met);
  const start = met.size === 0 ? reader : overlay(reader, met);
  let current: CatalogReader = start;
  const origin = (operation: Operation): Origin => ({
    path: environment.file.path,
    statement: index,
    span: operation.span,
  });
  const { operations, alterTable } = statement.syntax;
  for (const operation of alterTable === null ? operations : inExecutionOrder(before.dialect, operations)) {
    const applied = environment.apply(current, operation, origin(operation));
    const change = operation.kind === 'SetVariable' ? inSection(applied, statement.run) : applied;
    const step = stepOf(operation, current, change);
    done.set(operation, [step, ...embeddedSteps(environment.apply, step, statement.run, origin)]);
    for (const [key, object] of change.writes) writes.set(key, object);
    current = step.after;
  }
  const versions = countRowVersions(start, current, statement.syntax, environment.file.path);
  for (const [key, object] of versions) writes.set(key, object);
  if (versions.size > 0) current = overlay(current, versions);
  const steps = operations.flatMap(operation => done.get(operation) ?? []);
  const contexts = steps.map(step => contextOf(environment, statement, step, start));
  const drafts = contexts.flatMap((context, operation) => checkOperation(environment, context, operation));
  const reviewed: ReviewedStatement = {
    index,
    syntax: statement.syntax,
    sql: statement.sql,
    run: statement.run,
    operations: contexts,
    after: current,
  };
  return {
    syntax: statement.syntax,
    run: statement.run,
    index,
    before,
    after: before.with(writes),
    reads,
    writes,
    contexts,
    reviewed,
    entries: contexts.map((context, at) => ({
      kind: context.operation.kind,
      statement: reviewed,
      context,
      order: index * MOST_OPERATIONS + at,
    })),
    drafts,
    admission: statement.admission,
    isLeftOut: false,
  };
}

function contextOf(
  environment: ReviewEnvironment,
  statement: StatementInput,
  step: Step,
  statementBefore: CatalogReader,
): OperationContext {
  const { target, facts, settings, pending } = environment;
  const file = fileOfRun(environment.file, statement.run);
  const { operation, before, after, problems } = step;
  return {
    operation,
    before,
    after,
    problems,
    statement: statement.syntax,
    sql: statement.sql,
    note: noteOf(facts, statement, step, { target, statementBefore, path: file.path }),
    target,
    file,
    run: statement.run,
    settings,
    isPending: path => pending.has(path),
    isNew(relation) {
      const object = step.before.get(relation);
      if (isEmptyThen(relation, statement.run)) return true;
      if (
        object === undefined ||
        !('origin' in object) ||
        object.origin === null ||
        !pending.has(object.origin.path)
      )
        return false;
      // What this very file creates is nobody else's yet, however full it is.
      return object.kind !== 'table' || !object.loaded || object.origin.path === file.path;
    },
  };
}

/** Local settings end with the transaction of their part of the file, of which there may be several, such as changesets. */
function inSection(change: CatalogChange, { section }: StatementContext): CatalogChange {
  const writes = new Map(change.writes);
  let isLocal = false;
  for (const [key, object] of change.writes) {
    if (object?.kind !== 'session-variable' || object.scope !== 'local') continue;
    isLocal = true;
    writes.set(key, { ...object, section });
  }
  return isLocal ? { ...change, writes } : change;
}

function isEmptyThen(relation: string, { emptyTables }: StatementContext): boolean {
  if (emptyTables.length === 0) return false;
  const name = nameOfKey(relation).split('.').at(-1)?.toLowerCase();
  return emptyTables.some(table => table.toLowerCase() === name);
}

/** The file as this part of it is run. */
function fileOfRun(file: FileContext, { phase }: StatementContext): FileContext {
  if (phase === null || phase === file.phase) return file;
  const known = phased.get(file) ?? new Map<Phase, FileContext>();
  phased.set(file, known);
  const own = known.get(phase) ?? { ...file, phase };
  known.set(phase, own);
  return own;
}

const phased = new WeakMap<FileContext, Map<Phase, FileContext>>();

function noteOf(
  facts: EngineFacts,
  statement: StatementInput,
  step: Step,
  {
    target,
    statementBefore,
    path,
  }: { readonly target: Target; readonly statementBefore: CatalogReader; readonly path: string },
): LockNote | null {
  return facts({
    operation: step.operation,
    statement: statement.syntax,
    before: step.before,
    statementBefore,
    target,
    inTransaction: statement.run.inTransaction,
    path,
  });
}

function checkOperation(
  environment: ReviewEnvironment,
  context: OperationContext,
  operation: number,
): OperationDraft[] {
  const found: OperationDraft[] = [];
  for (const rule of environment.rules.get(context.operation.kind) ?? []) {
    try {
      for (const draft of rule.check(context)) found.push({ rule, operation, draft });
    } catch (error) {
      environment.onRuleFailure(rule.metadata.id, context.operation.kind, error);
    }
  }
  return inOneVoice(found);
}

/** Gate G6: an operation that fails anyway is not told about locks, and a rule that replaces another speaks alone. */
function inOneVoice(drafts: OperationDraft[]): OperationDraft[] {
  if (drafts.length < 2) return drafts;
  const replaced = new Set(drafts.flatMap(({ rule }) => rule.metadata.replaces ?? []));
  const mainCategory = ({ rule, draft }: OperationDraft): string =>
    (draft.categories ?? rule.metadata.categories)[0];
  const fails = drafts.some(entry => mainCategory(entry) === 'fails');
  return drafts.filter(
    entry => !replaced.has(entry.rule.metadata.id) && !(fails && mainCategory(entry) === 'locking'),
  );
}
