import { applyOperation } from '../catalog/apply.ts';
import { type Catalog, emptyCatalog } from '../catalog/catalog.ts';
import type { TableStatistics, Target } from '../engines/engine.ts';
import { factsOf } from '../engines/index.ts';
import type { FileLayout, MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { frameworkNamed } from '../frameworks/index.ts';
import { joinPath } from '../frameworks/paths.ts';
import { compareMigrationVersions } from '../frameworks/versions.ts';
import type { OperationKind } from '../operations/operation.ts';
import { objectOf } from './objectOf.ts';
import type { StatementReader } from '../operations/reader.ts';
import type { ReadLevel } from '../operations/statementSyntax.ts';
import { rules as allRules } from '../rules/index.ts';
import type { FileContext, FileRule, OperationRule, Rule, StatementContext } from '../rules/rule.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { shiftSpan, type Span } from '../text/span.ts';
import { dialectOfPath, dialectOfText, dialectOfUrl } from './dialectDetection.ts';
import { findingsOf, type TargetDraft } from './findings.ts';
import { bindFix } from './fixes.ts';
import { createHistory, type History } from './history.ts';
import { classifyPhase } from './phase.ts';
import { migrationAt, type Project } from './project.ts';
import { createFileReader, type FileReader, type ReadFile } from './readFile.ts';
import type { OperationReport, ReviewResult, StatementReport } from './result.ts';
import { runContexts } from './runContext.ts';
import { enabledRules, reviewSettings } from './settings.ts';
import { type ReviewEnvironment, reviewStatements, type StatementReview } from './statementReview.ts';
import { declaredPhase, phaseOfPath, readSuppressions } from './suppressions.ts';
import { withSuppressions } from './suppressFindings.ts';
import { assumedTarget, declaredTargets } from './targets.ts';

/**
 * The facade: a project and the path of a migration in, findings and lock notes out. Synchronous and without any
 * access to the world; keeps what it learned, so that reviewing again after an edit costs little.
 */
export interface Reviewer {
  /** Reads the text of `path` from the project. Null when the project cannot give it. */
  review(project: Project, path: string): ReviewResult | null;
  /** The schema before and after a migration, for the engine of the first target. Null when the text cannot be had. */
  catalogs(project: Project, path: string): { readonly before: Catalog; readonly after: Catalog } | null;
  /** The targets that a file is reviewed for. */
  targetsOf(project: Project, path: string): readonly Target[];
  /** Drops what is kept about a file. */
  forget(path: string): void;
}

export interface ReviewerOptions {
  /** Gives the reader of a dialect; it must be ready to use. */
  readonly readerOf: (dialect: Dialect) => StatementReader;
  /** Instead of the project's or the detected targets: what the command line says. */
  readonly targets?: readonly Target[];
  readonly rules?: readonly Rule[];
  readonly onRuleFailure?: (ruleId: string, operation: string, error: unknown) => void;
}

interface DialectState {
  readonly reader: FileReader;
  readonly history: History;
}

interface KeptPass {
  readonly key: string;
  readonly project: Project;
  readonly environment: ReviewEnvironment;
  readonly statements: readonly StatementReview[];
}

export function createReviewer(options: ReviewerOptions): Reviewer {
  const dialects = new Map<Dialect, DialectState>();
  const passes = new Map<string, KeptPass>();
  const results = new Map<string, { readonly project: Project; readonly result: ReviewResult; readonly start: Catalog }>();

  const dialectState = (dialect: Dialect): DialectState => {
    const kept = dialects.get(dialect);
    if (kept !== undefined) return kept;
    const reader = createFileReader(options.readerOf(dialect));
    const state = { reader, history: createHistory(dialect, reader) };
    dialects.set(dialect, state);
    return state;
  };

  const targetsOf = (project: Project, path: string): readonly Target[] => {
    const dialect = detectDialect(project, path);
    const declared = options.targets ?? declaredTargets(project.configuration, statisticsPath => readStatistics(project, statisticsPath));
    const wanted = entryEngine(project, path);
    const usable = wanted === null ? declared : declared.filter(target => target.engine === wanted);
    if (usable.length === 0) return [assumedTarget(wanted ?? dialect)];
    const engines = new Set(usable.map(target => target.engine));
    if (engines.size === 1 || !engines.has('postgresql')) return usable;
    // PostgreSQL and MySQL targets side by side: the text says whose file it is.
    const isPostgresql = dialect === 'postgresql';
    return usable.filter(target => (target.engine === 'postgresql') === isPostgresql);
  };

  const passFor = (project: Project, target: Target, work: FileWork, enabled: readonly Rule[]): readonly StatementReview[] => {
    const key = JSON.stringify([work.file, target, [...work.pending]]);
    const slot = `${target.name} ${work.file.path}`;
    const kept = passes.get(slot);
    const holds = kept !== undefined && kept.key === key && kept.project === project;
    const environment: ReviewEnvironment = holds
      ? kept.environment
      : {
          target,
          facts: factsOf(target.engine),
          apply: applyOperation,
          rules: rulesByKind(enabled, target),
          file: work.file,
          settings: reviewSettings(project.configuration),
          pending: work.pending,
          onRuleFailure: (rule, operation, error) => options.onRuleFailure?.(rule, operation, error),
        };
    const statements = reviewStatements(environment, work.start, work.inputs, holds ? kept.statements : []);
    passes.set(slot, { key, project, environment, statements });
    return statements;
  };

  const review = (project: Project, path: string): ReviewResult | null => {
    const text = project.read(path);
    if (text === null) return null;
    const { set, file: migration, index } = migrationAt(project, path);
    const targets = targetsOf(project, path);
    const enabled = enabledRules(options.rules ?? allRules, project.configuration);
    const settings = reviewSettings(project.configuration);
    const drafts: TargetDraft[] = [];
    const reviews: { readonly target: Target; readonly statements: readonly StatementReview[] }[] = [];
    let first: FileWork | null = null;
    for (const target of targets) {
      const { reader, history } = dialectState(target.engine);
      const start = history.catalogBefore(project, set, index);
      const keptResult = results.get(path);
      if (first === null && keptResult?.project === project && keptResult.result.text === text && keptResult.start === start) return keptResult.result;
      const work = prepareFile({ project, path, text, set, migration, index, dialect: target.engine, reader, start });
      first ??= work;
      const statements = passFor(project, target, work, enabled);
      reviews.push({ target, statements });
      collectDrafts({ statements, target, enabled, work, settings, drafts, onRuleFailure: options.onRuleFailure });
    }
    if (first === null) return null;
    const work = first;
    const phase = work.file.phase;
    const { reader } = dialectState(targets[0]?.engine ?? 'postgresql');
    const found = findingsOf(drafts, {
      path,
      configuration: project.configuration,
      settings,
      phase,
      statements: work.read.statements.map(({ piece }, at) => ({ start: piece.span.start, run: work.runs[at] ?? UNKNOWN_RUN })),
      locate: (otherPath, statement, span) => locate(project, otherPath === path ? work.read : null, reader, otherPath, statement, span),
      bindFix: (fix, statement) =>
        bindFix(fix, statement, { read: work.read, file: work.file, runs: work.runs, migration, set, dialect: targets[0]?.engine ?? 'postgresql' }),
    });
    const suppressions = readSuppressions(text);
    const { findings, suppressed } = withSuppressions(found, suppressions, { path, text, targets: targets.map(target => target.name), starts: work.read.statements.map(({ piece }) => piece.span.start) });
    const result: ReviewResult = {
      path,
      text,
      framework: set.framework,
      frameworkTitle: frameworkNamed(set.framework).title,
      transaction: work.layout.transaction,
      phase: phase ?? classifyPhase(found, addsSomething(work.read)),
      targets,
      read: levels(work.read),
      statements: statementReports(work, reviews),
      findings,
      suppressed,
    };
    results.set(path, { project, result, start: work.start });
    return result;
  };

  return {
    review,
    targetsOf,
    catalogs(project, path) {
      const text = project.read(path);
      if (text === null || review(project, path) === null) return null;
      const target = targetsOf(project, path)[0];
      const pass = target === undefined ? undefined : passes.get(`${target.name} ${path}`);
      const { set, index } = migrationAt(project, path);
      const before = target === undefined ? emptyCatalog('postgresql', { complete: false }) : dialectState(target.engine).history.catalogBefore(project, set, index);
      return { before, after: pass?.statements.at(-1)?.after ?? before };
    },
    forget(path) {
      for (const { reader } of dialects.values()) reader.forget(path);
      for (const slot of [...passes.keys()]) if (slot.endsWith(` ${path}`)) passes.delete(slot);
      results.delete(path);
    },
  };
}

/** One file as one dialect reads it, ready for review. */
interface FileWork {
  readonly read: ReadFile;
  readonly layout: FileLayout;
  readonly file: FileContext;
  readonly runs: readonly StatementContext[];
  readonly inputs: readonly { readonly syntax: ReadFile['statements'][number]['syntax']; readonly sql: string; readonly run: StatementContext }[];
  readonly pending: ReadonlySet<string>;
  readonly start: Catalog;
}

const UNKNOWN_RUN: StatementContext = { direction: 'up', transaction: 'none', inTransaction: false, explicitTransaction: false };

function prepareFile(input: {
  readonly project: Project;
  readonly path: string;
  readonly text: string;
  readonly set: MigrationSet;
  readonly migration: MigrationFile;
  readonly index: number;
  readonly dialect: Dialect;
  readonly reader: FileReader;
  readonly start: Catalog;
}): FileWork {
  const { project, path, text, set, migration, dialect } = input;
  const framework = frameworkNamed(set.framework);
  const read = input.reader.read(path, text);
  const layout = framework.layout(migration, read.split, text, dialect, set, project);
  const runs = runContexts({ statements: read.statements, sections: layout.sections, oneString: layout.oneString, dialect });
  const firstStatement = read.statements[0]?.piece.span.start ?? text.length;
  const file: FileContext = {
    path,
    framework: set.framework,
    frameworkTitle: framework.title,
    oneString: layout.oneString,
    repeatable: layout.repeatable,
    phase: declaredPhase(text, firstStatement) ?? phaseOfPath(path),
  };
  return {
    read,
    layout,
    file,
    runs,
    inputs: read.statements.map(({ piece, syntax }, at) => ({ syntax, sql: piece.sql, run: runs[at] ?? UNKNOWN_RUN })),
    pending: pendingPaths(project, set, migration, input.index),
    start: input.start,
  };
}

/** Where nobody says what has run already, a file is reviewed as if it alone were pending. */
function pendingPaths(project: Project, set: MigrationSet, migration: MigrationFile, index: number): ReadonlySet<string> {
  const deployed = project.configuration.deployedThrough;
  if (deployed === undefined) return new Set([migration.path]);
  const pending = set.files
    .slice(0, index)
    .filter(file => file.version !== null && compareMigrationVersions(file.version, deployed) > 0)
    .map(file => file.path);
  return new Set([...pending, migration.path]);
}

function rulesByKind(enabled: readonly Rule[], target: Target): ReadonlyMap<OperationKind, readonly OperationRule[]> {
  const byKind = new Map<OperationKind, OperationRule[]>();
  for (const rule of enabled) {
    if (rule.scope !== 'operation' || !rule.metadata.engines.includes(target.engine)) continue;
    for (const kind of rule.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), rule]);
  }
  return byKind;
}

function collectDrafts(input: {
  readonly statements: readonly StatementReview[];
  readonly target: Target;
  readonly enabled: readonly Rule[];
  readonly work: FileWork;
  readonly settings: ReturnType<typeof reviewSettings>;
  readonly drafts: TargetDraft[];
  readonly onRuleFailure: ReviewerOptions['onRuleFailure'];
}): void {
  const { statements, target, enabled, work, settings, drafts } = input;
  for (const statement of statements) {
    for (const { rule, draft } of statement.drafts) drafts.push({ rule, target, statement: statement.index, draft });
  }
  const fileRules = enabled.filter((rule): rule is FileRule => rule.scope === 'file' && rule.metadata.engines.includes(target.engine));
  if (fileRules.length === 0) return;
  const reviewed = {
    file: work.file,
    target,
    settings,
    statements: statements.map(({ index, syntax, run, contexts }) => ({ index, syntax, sql: work.inputs[index]?.sql ?? '', run, operations: contexts })),
  };
  for (const rule of fileRules) {
    try {
      for (const draft of rule.check(reviewed)) drafts.push({ rule, target, statement: draft.statement, draft });
    } catch (error) {
      input.onRuleFailure?.(rule.metadata.id, 'file', error);
    }
  }
}

function locate(project: Project, open: ReadFile | null, reader: FileReader, path: string, statement: number, span: Span): Span | null {
  if (open !== null) return spanIn(open, statement, span);
  const text = project.read(path);
  return text === null ? null : spanIn(reader.read(path, text), statement, span);
}

function spanIn(read: ReadFile, statement: number, span: Span): Span | null {
  const piece = read.statements[statement]?.piece;
  return piece === undefined ? null : shiftSpan(span, piece.span.start);
}

function statementReports(work: FileWork, reviews: readonly { readonly target: Target; readonly statements: readonly StatementReview[] }[]): readonly StatementReport[] {
  return work.read.statements.map(({ piece, syntax }, index) => {
    let operations: readonly OperationReport[] | null = null;
    return {
      span: piece.span,
      inTransaction: work.runs[index]?.inTransaction ?? false,
      // Reports are asked for one statement at a time (hover), so they are made when asked.
      get operations() {
        operations ??= syntax.operations.map((operation, at) => ({
          operation,
          span: shiftSpan(operation.span, piece.span.start),
          object: objectOf(operation, reviews[0]?.statements[index]?.contexts[at]?.before ?? null),
          notes: reviews.flatMap(({ target, statements }) => {
            const note = statements[index]?.contexts[at]?.note ?? null;
            return note === null ? [] : [{ target, note }];
          }),
        }));
        return operations;
      },
    };
  });
}

function levels(read: ReadFile): Record<ReadLevel, number> {
  const counts = { full: 0, partial: 0, head: 0, opaque: 0 };
  for (const { syntax } of read.statements) counts[syntax.level] += 1;
  return counts;
}

const ADDING: ReadonlySet<OperationKind> = new Set(['CreateTable', 'AddColumn', 'CreateIndex', 'AddConstraint', 'CreateView', 'CreateType', 'AddEnumValue', 'CreateSequence', 'CreateRoutine']);

function addsSomething(read: ReadFile): boolean {
  return read.statements.some(({ syntax }) => syntax.operations.some(operation => ADDING.has(operation.kind)));
}

function entryEngine(project: Project, path: string): Target['engine'] | null {
  const entry = project.configuration.migrations?.find(({ path: folder }) => {
    const below = joinPath(project.configurationFolder, folder.replace(/^\.\/|\/+$/g, ''));
    return below === '' || path.startsWith(`${below}/`);
  });
  return entry?.engine ?? null;
}

function detectDialect(project: Project, path: string): Dialect {
  const declared = new Set((project.configuration.targets ?? []).map(target => target.engine));
  const [only] = declared;
  if (only !== undefined && declared.size === 1) return only;
  const { set } = migrationAt(project, path);
  const bySettings = Object.entries(set.settings).find(([key]) => key.endsWith('url'))?.[1];
  return dialectOfPath(path) ?? (bySettings === undefined ? null : dialectOfUrl(bySettings)) ?? dialectOfText(project.read(path) ?? '') ?? dialectOfSet(project, set) ?? 'postgresql';
}

const FILES_SAMPLED = 10;

function dialectOfSet(project: Project, set: MigrationSet): Dialect | null {
  for (const file of set.files.slice(0, FILES_SAMPLED)) {
    const dialect = dialectOfText(project.read(file.path) ?? '');
    if (dialect !== null) return dialect;
  }
  return null;
}

function readStatistics(project: Project, path: string): TableStatistics | null {
  const text = project.read(joinPath(project.configurationFolder, path));
  if (text === null) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isStatistics(parsed) ? { capturedAt: parsed.capturedAt ?? null, tables: parsed.tables } : null;
  } catch {
    return null;
  }
}

function isStatistics(value: unknown): value is { readonly capturedAt?: string; readonly tables: TableStatistics['tables'] } {
  return typeof value === 'object' && value !== null && 'tables' in value && typeof value.tables === 'object' && value.tables !== null;
}

