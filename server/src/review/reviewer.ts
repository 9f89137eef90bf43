import { applyOperation } from '../catalog/apply.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Target } from '../engines/engine.ts';
import { factsOf } from '../engines/index.ts';
import { frameworkNamed } from '../frameworks/index.ts';
import type { StatementReader } from '../operations/reader.ts';
import { rules as allRules } from '../rules/index.ts';
import type { ReviewSettings, Rule } from '../rules/rule.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { type FileWork, prepareFile, UNKNOWN_RUN } from './fileWork.ts';
import { findingsOf, type TargetDraft } from './findings.ts';
import { bindFix } from './fixes.ts';
import { createHistory, type History } from './history.ts';
import { classifyPhase } from './phase.ts';
import { locatePlace } from './places.ts';
import { migrationAt, type Project } from './project.ts';
import { createFileReader, type FileReader } from './readFile.ts';
import type { Finding, ReviewResult } from './result.ts';
import { reviewedFile } from './reviewedFile.ts';
import { fileRules, operationRules } from './ruleSelection.ts';
import { enabledRules, reviewSettings } from './settings.ts';
import { passOver, type StatementPass } from './statementPass.ts';
import { addsSomething, readLevels, statementReports, type TargetPass } from './statementReports.ts';
import type { ReviewEnvironment } from './statementReview.ts';
import { withSuppressions } from './suppressFindings.ts';
import { readSuppressions } from './suppressions.ts';
import { targetsOfFile } from './targetSelection.ts';

/**
 * The facade: a project and the path of a migration in, findings and lock notes out. Synchronous and without any
 * access to the world; keeps what it learned, so that reviewing again after an edit costs little.
 */
export interface Reviewer {
  /** Reads the text of `path` from the project. Null when the project cannot give it. */
  review(project: Project, path: string): ReviewResult | null;
  /** The schema before and after a migration, for its first target. Null when the text cannot be had. */
  catalogs(project: Project, path: string): { readonly before: Catalog; readonly after: Catalog } | null;
  /** The targets that a file is reviewed for; at least one. */
  targetsOf(project: Project, path: string): readonly Target[];
  /** Drops what is kept about a file. */
  forget(path: string): void;
}

export interface ReviewerOptions {
  /** Gives the reader of a dialect; it must be ready to use. */
  readonly readerOf: (dialect: Dialect) => StatementReader;
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
}

interface KeptResult {
  readonly project: Project;
  readonly starts: readonly Catalog[];
  readonly result: ReviewResult;
}

class KeepingReviewer implements Reviewer {
  readonly #options: ReviewerOptions;
  readonly #dialects = new Map<Dialect, DialectState>();
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
    if (text === null) return null;
    const place = migrationAt(project, path);
    const targets = this.targetsOf(project, path);
    const starts = targets.map(target =>
      this.#dialect(target.engine).history.catalogBefore(project, place.set, place.index),
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
      const { reader } = this.#dialect(target.engine);
      const work = prepareFile({ ...place, project, path, text, dialect: target.engine, reader, start });
      firstWork ??= work;
      passes.push({ target, statements: this.#pass(project, target, work, enabled, settings).reviews });
    }
    const work = firstWork;
    const [first] = targets;
    if (work === null || first === undefined) return null;
    const drafts = passes.flatMap(pass => this.#draftsOf(pass, work, enabled, settings));
    const found = findingsOf(drafts, {
      path,
      configuration: project.configuration,
      settings,
      phase: work.file.phase,
      statements: work.read.statements.map(({ piece }, at) => ({
        start: piece.span.start,
        run: work.runs[at] ?? UNKNOWN_RUN,
      })),
      locate: (otherPath, statement, span) =>
        locatePlace(
          project,
          otherPath === path ? work.read : null,
          this.#dialect(first.engine).reader,
          otherPath,
          statement,
          span,
        ),
      bindFix: (fix, statement) =>
        bindFix(fix, statement, {
          read: work.read,
          file: work.file,
          runs: work.runs,
          migration: place.file,
          set: place.set,
          dialect: first.engine,
        }),
    });
    const result = this.#result({
      text,
      path,
      targets,
      work,
      passes,
      found,
      frameworkTitle: frameworkNamed(place.set.framework).title,
    });
    this.#results.set(path, { project, starts, result });
    return result;
  }

  catalogs(project: Project, path: string): { readonly before: Catalog; readonly after: Catalog } | null {
    const target = this.review(project, path)?.targets[0];
    const pass = target === undefined ? undefined : this.#passes.get(passSlot(target, path));
    if (target === undefined || pass === undefined) return null;
    const { set, index } = migrationAt(project, path);
    const before = this.#dialect(target.engine).history.catalogBefore(project, set, index);
    return { before, after: pass.statements.after };
  }

  forget(path: string): void {
    for (const { reader } of this.#dialects.values()) reader.forget(path);
    for (const slot of [...this.#passes.keys()]) if (slot.endsWith(` ${path}`)) this.#passes.delete(slot);
    this.#results.delete(path);
  }

  #dialect(dialect: Dialect): DialectState {
    const kept = this.#dialects.get(dialect);
    if (kept !== undefined) return kept;
    const reader = createFileReader(this.#options.readerOf(dialect));
    const state = { reader, history: createHistory(dialect, reader) };
    this.#dialects.set(dialect, state);
    return state;
  }

  /** Reviews the statements for one target, taking over what an earlier pass found and still holds. */
  #pass(
    project: Project,
    target: Target,
    work: FileWork,
    enabled: readonly Rule[],
    settings: ReviewSettings,
  ): StatementPass {
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
    const statements = passOver(environment, work.start, work.inputs, holds ? kept.statements : null);
    this.#passes.set(slot, { key, project, environment, statements });
    return statements;
  }

  #draftsOf(
    { target, statements }: TargetPass,
    work: FileWork,
    enabled: readonly Rule[],
    settings: ReviewSettings,
  ): readonly TargetDraft[] {
    const drafts: TargetDraft[] = [];
    for (const statement of statements) {
      for (const { rule, draft } of statement.drafts)
        drafts.push({ rule, target, statement: statement.index, draft });
    }
    const reviewed = reviewedFile({
      file: work.file,
      target,
      settings,
      reviews: statements,
    });
    for (const rule of fileRules(enabled, target)) {
      try {
        for (const draft of rule.check(reviewed))
          drafts.push({ rule, target, statement: draft.statement, draft });
      } catch (error) {
        this.#options.onRuleFailure?.(rule.metadata.id, 'file', error);
      }
    }
    return drafts;
  }

  #result(input: {
    readonly text: string;
    readonly path: string;
    readonly targets: readonly Target[];
    readonly work: FileWork;
    readonly passes: readonly TargetPass[];
    readonly found: readonly Finding[];
    readonly frameworkTitle: string;
  }): ReviewResult {
    const { text, path, targets, work, passes, found } = input;
    const { findings, suppressed } = withSuppressions(found, readSuppressions(text), {
      path,
      text,
      targets: targets.map(target => target.name),
      starts: work.read.statements.map(({ piece }) => piece.span.start),
    });
    let statements: ReviewResult['statements'] | null = null;
    let read: ReviewResult['read'] | null = null;
    return {
      path,
      text,
      framework: work.file.framework,
      frameworkTitle: input.frameworkTitle,
      transaction: work.layout.transaction,
      phase: work.file.phase ?? classifyPhase(found, addsSomething(work.read)),
      targets,
      get read() {
        read ??= readLevels(work.read);
        return read;
      },
      // Asked for by hover and reports, not by every key.
      get statements() {
        statements ??= statementReports(work, passes);
        return statements;
      },
      findings,
      suppressed,
    };
  }
}

function passSlot(target: Target, path: string): string {
  return `${target.name} ${path}`;
}
