import type { Catalog } from '../../server/src/catalog/catalog.ts';
import { type FixedFile, fixFile } from '../../server/src/review/fixFile.ts';
import { createProject, type Project } from '../../server/src/review/project.ts';
import type { ReviewResult } from '../../server/src/review/result.ts';
import type { Reviewer } from '../../server/src/review/reviewer.ts';
import { schemaDifferences } from '../../server/src/review/sameSchema.ts';

/** What the safe fixes did to one migration. */
export interface FileCheck {
  /** With the project's name. */
  readonly path: string;
  /** How often the fixes of a rule were applied. */
  readonly applied: ReadonlyMap<string, number>;
  /** Fixes that were tried and taken back, by rule and title. */
  readonly rejected: readonly string[];
  readonly created: number;
  readonly problems: readonly string[];
}

/** Every migration of a project, each as the last one of its tool. */
export function checkProject(reviewer: Reviewer, project: Project, name: string): readonly FileCheck[] {
  return project.sets.flatMap(set =>
    set.files.flatMap((file, index) => {
      if (!/\.sql$/i.test(file.path)) return [];
      const later = new Set(set.files.slice(index + 1).map(({ path }) => path));
      const check = checkFile(reviewer, without(project, later), file.path);
      return check === null ? [] : [{ ...check, path: `${name}/${file.path}` }];
    }),
  );
}

function without(project: Project, paths: ReadonlySet<string>): Project {
  const { configuration, configurationFolder, framework } = project;
  return createProject({
    paths: project.paths.filter(path => !paths.has(path)),
    read: path => (paths.has(path) ? null : project.read(path)),
    configuration,
    configurationFolder,
    ...(framework === null ? {} : { framework }),
  });
}

function checkFile(reviewer: Reviewer, project: Project, path: string): FileCheck | null {
  const before = reviewer.review(project, path);
  if (before === null) return null;
  const after = reviewer.catalogs(project, path)?.after ?? null;
  const fixed = fixFile(reviewer, project, path, { kinds: 'safe', newFiles: 'created' });
  if (fixed === null) return null;
  const applied = new Map<string, number>();
  for (const { finding } of fixed.applied) applied.set(finding.rule, (applied.get(finding.rule) ?? 0) + 1);
  return {
    path,
    applied,
    rejected: fixed.rejected.map(({ finding, fix, why }) => `${why}: ${finding.rule}: ${fix.title}`),
    created: fixed.creates.length,
    problems: problemsOf(reviewer, before, after, fixed),
  };
}

function problemsOf(
  reviewer: Reviewer,
  before: ReviewResult,
  schema: Catalog | null,
  fixed: FixedFile,
): readonly string[] {
  const paths = [fixed.path, ...fixed.creates.map(({ path }) => path).filter(path => /\.sql$/i.test(path))];
  const results = paths.flatMap(path => reviewer.review(fixed.project, path) ?? []);
  const unread = results.reduce((sum, result) => sum + unreadOf(result), 0);
  const problems: string[] = [];
  if (unread > unreadOf(before)) problems.push(`reads worse: ${unreadOf(before)} -> ${unread} statements`);
  for (const { findings, path } of results)
    for (const { rule, message, fixes } of findings)
      for (const fix of fixes)
        if (fix.kind === 'safe' && fix.build() !== null)
          problems.push(`left in ${path}${whyLeft(fixed, rule, fix.title)}: ${rule}: ${message}`);
  const last = lastOf(fixed, paths);
  const end = reviewer.catalogs(fixed.project, last)?.after ?? null;
  if (schema !== null && end !== null)
    problems.push(
      ...schemaDifferences(schema, end).map(
        ({ change, objectKind, name, from, to }) =>
          `schema: ${change} ${objectKind} ${name}: ${from ?? '(none)'} | ${to ?? '(none)'}`,
      ),
    );
  return problems;
}

/** The one that the tool runs last. */
function lastOf({ project, path: own }: FixedFile, paths: readonly string[]): string {
  const set = project.sets.find(({ files }) => files.some(({ path }) => path === own));
  return set?.files.findLast(({ path }) => paths.includes(path))?.path ?? own;
}

function whyLeft({ rejected }: FixedFile, rule: string, title: string): string {
  const found = rejected.find(({ finding, fix }) => finding.rule === rule && fix.title === title);
  return found === undefined ? '' : ` (${found.why})`;
}

function unreadOf({ read }: ReviewResult): number {
  return read.partial + read.head + read.opaque;
}
