import { applyOperation } from '../catalog/apply.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Target } from '../engines/engine.ts';
import { factsOf } from '../engines/index.ts';
import { frameworkNamed } from '../frameworks/index.ts';
import type { MysqlServer } from '../operations/mysql/mysqlReader.ts';
import type { StatementReader } from '../operations/reader.ts';
import { rules as allRules } from '../rules/index.ts';
import type { ReviewSettings, Rule } from '../rules/rule.ts';
import type { Standing } from '../rules/subject/migrationFacts.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { type FileWork, prepareFile } from './fileWork.ts';
import { findingsOf } from './findings.ts';
import { bindFix, type FixSurroundings } from './fixes.ts';
import { readForeignSuppressions } from './foreignSuppressions.ts';
import { createHistory, type History } from './history.ts';
import { laterChanges } from './laterChanges.ts';
import { outlookOf } from './outlook.ts';
import { fileSeverities } from './overrides.ts';
import { classifyPhase } from './phase.ts';
import { placedStatement } from './placedStatements.ts';
import { locatePlace } from './places.ts';
import { isReviewable, migrationAt, type Project } from './project.ts';
import { createFileReader, type FileReader } from './readFile.ts';
import type { Finding, ReviewResult } from './result.ts';
import { operationRules } from './ruleSelection.ts';
import { serverReading } from './serverReading.ts';
import { enabledRules, reviewSettings } from './settings.ts';
import { standingOf } from './standing.ts';
import { createStatementParts, type StatementParts } from './statementParts.ts';
import { passOver, type StatementPass, schemaAfterUp } from './statementPass.ts';
import { addsSomething, readLevels, statementReports, type TargetPass } from './statementReports.ts';
import type { ReviewEnvironment } from './statementReview.ts';
import { withSuppressions } from './suppressFindings.ts';
import { readSuppressions, type Suppression } from './suppressions.ts';
import { draftsOfTargets } from './targetDrafts.ts';
import { targetsOfFile } from './targetSelection.ts';
import { createVersionComments } from './versionComments.ts';
import { type AsWritten, filesBefore, namesAsWritten } from './writtenNames.ts';

/**
 * The facade: a project and the path of a migration in, findings and lock notes out. Synchronous and without any
 * access to the world; keeps what it learned, so that reviewing again after an edit costs little.
 */
export interface Reviewer {
  /** Reads the text of `path` from the project. Null when the project cannot give it. */
  review(project: Project, path: string): ReviewResult | null;
  /** The schema before and after a migration's way forward, for its first target. Null when the text cannot be had. */
  catalogs(project: Project, path: string): { readonly before: Catalog; readonly after: Catalog } | null;
  /** The targets that a file is reviewed for; at least one. */
  targetsOf(project: Project, path: string): readonly Target[];
  /** Drops what is kept about a file. */
  forget(path: string): void;
}

export interface ReviewerOptions {
  /**
   * Gives the reader of a dialect; it must be ready to use. `server` says what else a target's server decides, and holds
   * its version only where the text depends on it.
   */
  readonly readerOf: (dialect: Dialect, server: MysqlServer) => StatementReader;
  /** Instead of the project's or the detected targets: what the command line says. */
  readonly targets?: readonly Target[];
  /** Instead of all rules. */
  readonly rules?: readonly Rule[];
  /** Told when a rule throws; the other rules go on. */
  readonly onRuleFailure?: (ruleId: string, operation: string, error: unknown) => void;
}

export function createReviewer(options: ReviewerOptions): Reviewer {
  return new KeepingReviewer(options);
}

interface DialectState {
  readonly reader: FileReader;
  readonly history: History;
}

interface KeptPass {
  readonly key: string;
  readonly project: Project;
  readonly environment: ReviewEnvironment;
  readonly statements: StatementPass;
  readonly parts: StatementParts;
}

interface KeptResult {
  readonly project: Project;
  readonly starts: readonly Catalog[];
  readonly result: ReviewResult;
}

class KeepingReviewer implements Reviewer {
  readonly #options: ReviewerOptions;
  /** By dialect and what else the reader knows of the server. */
  readonly #dialects = new Map<string, DialectState>();
  readonly #versionComments = createVersionComments();
  /** By target name and path. */
  readonly #passes = new Map<string, KeptPass>();
  readonly #results = new Map<string, KeptResult>();

  constructor(options: ReviewerOptions) {
    this.#options = options;
  }

  targetsOf(project: Project, path: string): readonly Target[] {
    return targetsOfFile(project, path, this.#options.targets ?? null);
  }

  review(project: Project, path: string): ReviewResult | null {
    const text = project.read(path);
    if (text === null || !isReviewable(project, path)) return null;
    const place = migrationAt(project, path);
    const targets = this.targetsOf(project, path);
    const byVersion = this.#versionComments.areBefore(project, place.set, place.index);
    const stateOf = (target: Target): DialectState => this.#state(target, { byVersion });
    const starts = targets.map(target =>
      stateOf(target).history.catalogBefore(project, place.set, place.index),
    );
    const kept = this.#results.get(path);
    if (
      kept?.project === project &&
      kept.result.text === text &&
      kept.starts.every((start, at) => start === starts[at])
    )
      return kept.result;

    const enabled = enabledRules(this.#options.rules ?? allRules, project.configuration);
    const settings = reviewSettings(project.configuration);
    const passes: TargetPass[] = [];
    let firstWork: FileWork | null = null;
    for (const [at, target] of targets.entries()) {
      const start = starts[at];
      if (start === undefined) continue;
      const { reader } = stateOf(target);
      const work = prepareFile({ ...place, project, path, text, dialect: target.engine, reader, start });
      firstWork ??= work;
      const { statements, parts } = this.#pass(project, target, work, enabled, settings);
      const outlook = outlookOf({
        ...place,
        project,
        reader,
        dialect: target.engine,
        start,
        pass: statements,
      });
      passes.push({ target, work, statements: statements.reviews, parts, outlook });
    }
    const work = firstWork;
    const [first] = targets;
    if (work === null || first === undefined) return null;
    const workOf = (target: Target): FileWork => passes.find(pass => pass.target === target)?.work ?? work;
    const fixSurroundings = (target: Target): FixSurroundings => {
      const { read, file, runs } = workOf(target);
      return {
        read,
        file,
        runs,
        migration: place.file,
        set: place.set,
        dialect: target.engine,
        hasFile: other => project.read(other) !== null,
        later: () => laterChanges(project, place, stateOf(target).reader, target.engine),
      };
    };
    const drafts = draftsOfTargets({
      project,
      work,
      passes,
      enabled,
      settings,
      onRuleFailure: (rule, operation, error) => this.#options.onRuleFailure?.(rule, operation, error),
    });
    const asWritten = namesAsWritten(work.read, first.engine, () =>
      filesBefore(project, place, stateOf(first).reader),
    );
    const found = findingsOf(drafts, {
      path,
      severities: fileSeverities(project, path),
      settings,
      phase: work.file.phase,
      place: (target, statement) => placedStatement(workOf(target), work, statement),
      locate: (otherPath, statement, span) =>
        locatePlace(
          project,
          otherPath === path ? work.read : null,
          stateOf(first).reader,
          otherPath,
          statement,
          span,
        ),
      bindFix: (fix, statement, target) => bindFix(fix, statement, () => fixSurroundings(target)),
      asWritten,
    });
    const result = this.#result({
      text,
      path,
      targets,
      work,
      passes,
      found,
      asWritten,
      frameworkTitle: frameworkNamed(place.set.framework).title,
      standing: standingOf(project, path),
    });
    this.#results.set(path, { project, starts, result });
    return result;
  }

  catalogs(project: Project, path: string): { readonly before: Catalog; readonly after: Catalog } | null {
    const target = this.review(project, path)?.targets[0];
    const pass = target === undefined ? undefined : this.#passes.get(passSlot(target, path));
    if (target === undefined || pass === undefined) return null;
    const { set, index } = migrationAt(project, path);
    const byVersion = this.#versionComments.areBefore(project, set, index);
    const before = this.#state(target, { byVersion }).history.catalogBefore(project, set, index);
    return { before, after: schemaAfterUp(pass.statements) };
  }

  forget(path: string): void {
    for (const { reader } of this.#dialects.values()) reader.forget(path);
    this.#versionComments.forget(path);
    for (const slot of [...this.#passes.keys()]) if (slot.endsWith(` ${path}`)) this.#passes.delete(slot);
    this.#results.delete(path);
  }

  #state(target: Target, reading: { readonly byVersion: boolean }): DialectState {
    const server = serverReading(target, reading);
    const key = `${target.engine} ${JSON.stringify(server)}`;
    const kept = this.#dialects.get(key);
    if (kept !== undefined) return kept;
    const reader = createFileReader(this.#options.readerOf(target.engine, server));
    const state = { reader, history: createHistory(target.engine, reader) };
    this.#dialects.set(key, state);
    return state;
  }

  /** Reviews the statements for one target, taking over what an earlier pass found and still holds. */
  #pass(
    project: Project,
    target: Target,
    work: FileWork,
    enabled: readonly Rule[],
    settings: ReviewSettings,
  ): KeptPass {
    const key = JSON.stringify([work.file, { ...target, statistics: null }, [...work.pending]]);
    const slot = passSlot(target, work.file.path);
    const kept = this.#passes.get(slot);
    const holds = kept !== undefined && kept.key === key && kept.project === project;
    const environment: ReviewEnvironment = holds
      ? kept.environment
      : {
          target,
          facts: factsOf(target.engine),
          apply: applyOperation,
          rules: operationRules(enabled, target),
          file: work.file,
          settings,
          pending: work.pending,
          onRuleFailure: (rule, operation, error) => this.#options.onRuleFailure?.(rule, operation, error),
        };
    const statements = passOver(environment, work.start, work, holds ? kept.statements : null);
    const parts = holds ? kept.parts : createStatementParts();
    const pass = { key, project, environment, statements, parts };
    this.#passes.set(slot, pass);
    return pass;
  }

  #result(input: {
    readonly text: string;
    readonly path: string;
    readonly targets: readonly Target[];
    readonly work: FileWork;
    readonly passes: readonly TargetPass[];
    readonly found: readonly Finding[];
    readonly asWritten: AsWritten;
    readonly frameworkTitle: string;
    readonly standing: Standing;
  }): ReviewResult {
    const { text, path, targets, work, passes, found } = input;
    const { findings, suppressed } = withSuppressions(
      found,
      suppressionsOf(text, this.#options.rules ?? allRules),
      {
        path,
        text,
        targets: targets.map(target => target.name),
        starts: work.read.statements.map(({ piece }) => piece.span.start),
      },
    );
    let statements: ReviewResult['statements'] | null = null;
    let read: ReviewResult['read'] | null = null;
    return {
      path,
      text,
      framework: work.file.framework,
      frameworkTitle: input.frameworkTitle,
      transaction: work.layout.transaction,
      standing: input.standing,
      phase: work.file.phase ?? classifyPhase(found, addsSomething(work.read)),
      targets,
      get read() {
        read ??= readLevels(work.read);
        return read;
      },
      // Asked for by hover and reports, not by every key.
      get statements() {
        statements ??= statementReports(work, passes, input.asWritten);
        return statements;
      },
      findings: findings.filter(({ onlyWithUses }) => onlyWithUses === undefined),
      unconfirmed: findings.filter(({ onlyWithUses }) => onlyWithUses !== undefined),
      suppressed,
    };
  }
}

function passSlot(target: Target, path: string): string {
  return `${target.name} ${path}`;
}

/** Interlock's own and those of other linters. */
function suppressionsOf(text: string, rules: readonly Rule[]): readonly Suppression[] {
  return [
    ...readSuppressions(text),
    ...readForeignSuppressions(
      text,
      rules.map(({ metadata }) => metadata),
    ),
  ];
}
