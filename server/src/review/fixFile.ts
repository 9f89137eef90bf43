import type { Catalog } from '../catalog/catalog.ts';
import { applyEdits } from '../text/textEdit.ts';
import { type BulkWish, type ChosenFix, type ChosenFixes, chooseFixes } from './bulkFixes.ts';
import { createProject, type Project } from './project.ts';
import type { Finding, Fix, ReviewResult } from './result.ts';
import type { Reviewer } from './reviewer.ts';
import { isSameSchema } from './sameSchema.ts';

/** A migration after its fixes. */
export interface FixedFile {
  readonly path: string;
  readonly text: string;
  /** Migrations and their companions that the fixes made. */
  readonly creates: readonly { readonly path: string; readonly text: string }[];
  readonly applied: readonly ChosenFix[];
  /** Fixes that were not applied because the result would not have been better, or not readable. */
  readonly rejected: readonly RejectedFix[];
  /** The project with all of it. */
  readonly project: Project;
}

/**
 * - `not possible`: it edits another file, or would overwrite one.
 * - `reads worse`: more statements are not read in full.
 * - `new error`: another rule then reports an error that was not there.
 * - `no help`: the finding stays.
 * - `another schema`: with what was fixed before, the files end in another one.
 */
export type Rejection = 'not possible' | 'reads worse' | 'new error' | 'no help' | 'another schema';

export interface RejectedFix extends ChosenFix {
  readonly why: Rejection;
}

/** A fix can make room for another one, and one that creates files takes a round of its own; so many are enough. */
const MOST_ROUNDS = 400;

/** Migrations that the fixes of one file may come to; a split can be followed by another one. */
const MOST_FILES = 200;

/**
 * Applies fixes to one file, and then to the migrations that they create, until none is left that helps. A round is
 * taken back when the files then read worse than before, bring an error that was not there, still have what they were
 * to cure, or end in another schema. Null when the file cannot be read.
 */
export function fixFile(reviewer: Reviewer, project: Project, path: string, wish: Wish): FixedFile | null {
  const paths = [path];
  const applied: ChosenFix[] = [];
  const rejected: RejectedFix[] = [];
  let current = project;
  for (let at = 0; at < paths.length && paths.length < MOST_FILES; at += 1) {
    const own = paths[at] ?? path;
    if (!isSql(own) && at > 0) continue;
    const fixed = fixOne(reviewer, current, own, wish, paths);
    if (fixed === null) {
      if (at === 0) return null;
      continue;
    }
    applied.push(...fixed.applied);
    rejected.push(...fixed.rejected);
    paths.push(...fixed.created);
    current = fixed.project;
  }
  return {
    path,
    text: current.read(path) ?? '',
    creates: paths.slice(1).flatMap(created => {
      const text = current.read(created);
      return text === null ? [] : [{ path: created, text }];
    }),
    applied,
    rejected,
    project: current,
  };
}

type Wish = Omit<BulkWish, 'most' | 'isRejected'>;

interface FixedPath {
  readonly project: Project;
  readonly created: readonly string[];
  readonly applied: readonly ChosenFix[];
  readonly rejected: readonly RejectedFix[];
}

/** `family`: the files that belong together, after which the schema has to be the same. */
function fixOne(
  reviewer: Reviewer,
  project: Project,
  path: string,
  wish: Wish,
  family: readonly string[],
): FixedPath | null {
  const own = reviewer.review(project, path);
  if (own === null) return null;
  let state: State = {
    project,
    family,
    paths: [path],
    own,
    created: [],
    end: endOf(reviewer, project, family),
  };
  const applied: ChosenFix[] = [];
  const rejected = new Map<string, RejectedFix>();
  const isRejected = (finding: Finding, fix: Fix): boolean => rejected.has(keyOf(finding, fix));
  let isSingle = false;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const chosen = chooseFixes(state.own.findings, { ...wish, isRejected, ...(isSingle ? { most: 1 } : {}) });
    if (chosen.chosen.length === 0) break;
    const next = attempt(reviewer, state, chosen);
    if (typeof next !== 'string') {
      state = next;
      applied.push(...chosen.chosen);
      isSingle = false;
    } else if (chosen.chosen.length > 1) isSingle = true;
    else for (const fix of chosen.chosen) rejected.set(keyOf(fix.finding, fix.fix), { ...fix, why: next });
  }
  return { project: state.project, created: state.paths.slice(1), applied, rejected: [...rejected.values()] };
}

/** The file, and the migrations that were created beside it, as they are reviewed. */
interface State {
  readonly project: Project;
  readonly family: readonly string[];
  /** The file itself first. */
  readonly paths: readonly string[];
  readonly own: ReviewResult;
  readonly created: readonly ReviewResult[];
  /** The schema after all of them; null when nobody can tell. */
  readonly end: Catalog | null;
}

function endOf(reviewer: Reviewer, project: Project, paths: readonly string[]): Catalog | null {
  const set = project.sets.find(({ files }) => files.some(({ path }) => path === paths[0]));
  const last = set?.files.findLast(({ path }) => paths.includes(path))?.path ?? paths[0];
  return last === undefined ? null : (reviewer.catalogs(project, last)?.after ?? null);
}

function attempt(reviewer: Reviewer, before: State, chosen: ChosenFixes): State | Rejection {
  const { own } = before;
  if (chosen.creates.some(created => before.project.paths.includes(created.path))) return 'not possible';
  if (chosen.edits.some(edit => edit.path !== own.path)) return 'not possible';
  const texts = new Map([[own.path, applyEdits(own.text, chosen.edits)]]);
  for (const { path, text } of chosen.creates) texts.set(path, text);
  const project = withTexts(before.project, texts);
  const result = reviewer.review(project, own.path);
  if (result === null) return 'reads worse';
  const paths = chosen.creates.map(({ path }) => path);
  const created = paths.filter(isSql).flatMap(path => reviewer.review(project, path) ?? []);
  const family = [...before.family, ...paths];
  const after: State = {
    project,
    family,
    paths: [...before.paths, ...paths],
    own: result,
    created: [...before.created, ...created],
    end: endOf(reviewer, project, family),
  };
  return rejection(before, after, chosen) ?? after;
}

function isSql(path: string): boolean {
  return /\.sql$/i.test(path);
}

/** Null when the files are better than before. */
function rejection(before: State, after: State, chosen: ChosenFixes): Rejection | null {
  if (unread(after) > unread(before)) return 'reads worse';
  const known = new Set(findingsOf(before).map(({ rule }) => rule));
  if (findingsOf(after).some(({ rule, severity }) => severity === 'error' && !known.has(rule)))
    return 'new error';
  const rules = new Set(chosen.chosen.map(({ finding }) => finding.rule));
  const helps = (rule: string): boolean =>
    weight([after.own], rule) < weight([before.own], rule) &&
    weight([after.own, ...after.created], rule) <= weight([before.own, ...before.created], rule);
  if (![...rules].every(helps)) return 'no help';
  return endsAlike(before, after, chosen) ? null : 'another schema';
}

/**
 * A safe fix by itself leads to the same schema. Two of them may not: a statement that moves behind another one that
 * moved earlier, such as the drop of an index behind the build of its successor.
 */
function endsAlike(before: State, after: State, { chosen }: ChosenFixes): boolean {
  if (before.end === null || after.end === null || chosen.some(({ fix }) => fix.kind !== 'safe')) return true;
  return isSameSchema(before.end, after.end);
}

function findingsOf({ own, created }: State): readonly Finding[] {
  return [own, ...created].flatMap(({ findings }) => findings);
}

/** Statements that are not read in full. */
function unread({ own, created }: State): number {
  return [own, ...created].reduce((sum, { read }) => sum + read.partial + read.head + read.opaque, 0);
}

const WEIGHTS = { error: 100, warning: 10, info: 1 } as const;

function weight(results: readonly ReviewResult[], rule: string): number {
  return results
    .flatMap(({ findings }) => findings)
    .reduce((sum, finding) => (finding.rule === rule ? sum + WEIGHTS[finding.severity] : sum), 0);
}

function keyOf({ rule, message }: Finding, { title }: Fix): string {
  return `${rule}\n${title}\n${message}`;
}

/** The project with other texts; new paths take their place among the migrations. */
function withTexts(project: Project, texts: ReadonlyMap<string, string>): Project {
  const { configuration, configurationFolder, framework, branch, today } = project;
  return createProject({
    paths: [...new Set([...project.paths, ...texts.keys()])].sort(),
    read: path => texts.get(path) ?? project.read(path),
    modifiedAt: path => project.modifiedAt(path),
    configuration,
    configurationFolder,
    ...(framework === null ? {} : { framework }),
    ...(branch === null ? {} : { branch }),
    ...(today === null ? {} : { today }),
  });
}
