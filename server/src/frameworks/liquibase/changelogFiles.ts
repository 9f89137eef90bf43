import type { MigrationFile, ProjectFiles, SqlFileRun } from '../framework.ts';
import { toolMark } from '../toolMarks.ts';
import { compareNaturally } from '../versions.ts';
import { changeSetsOf, inclusionsOf, isChangelogText, isStructuredName, readChangelog } from './changelog.ts';
import type { ChangelogNode } from './changelogNode.ts';
import { filesBelow, resolvePath } from './changelogPaths.ts';
import { sqlFilesOf } from './changeSetStatements.ts';

/** Changelogs that run together: a root and what it includes, in the order of the run. */
export interface ChangelogRun {
  readonly root: string;
  readonly files: readonly MigrationFile[];
}

/**
 * The changelogs of a project. A changelog that no other includes is the root of a run; one that includes nothing and
 * is included nowhere is a run by itself.
 */
export function changelogRuns(project: ProjectFiles): readonly ChangelogRun[] {
  const structured = new Map<string, ChangelogNode>();
  for (const path of project.paths) {
    if (!isStructuredName(path)) continue;
    const text = project.read(path);
    const root = text === null || !isChangelogText(text) ? null : readChangelog(path, text).root;
    if (root !== null) structured.set(path, root);
  }
  const formatted = project.paths.filter(
    path => path.toLowerCase().endsWith('.sql') && toolMark(project, path) === 'liquibase',
  );
  const isChangelog = (path: string): boolean => structured.has(path) || path.toLowerCase().endsWith('.sql');
  const includes = new Map(
    [...structured].map(([path, root]) => [
      path,
      includedBy(project.paths, path, root).filter(at => isChangelog(at.path)),
    ]),
  );
  const included = new Set([...includes.values()].flat().map(({ path }) => path));
  const all = [...structured.keys(), ...formatted].sort(compareNaturally);
  const roots = all.filter(path => !included.has(path));
  const claimed = new Set<string>();
  const runs = roots.map(root => {
    const files: MigrationFile[] = [];
    place(root, files);
    return { root, files };
  });
  // Changelogs that include each other have no root.
  for (const path of all) {
    const files: MigrationFile[] = [];
    place(path, files);
    if (files.length > 0) runs.push({ root: path, files });
  }
  return runs.filter(run => run.files.length > 0);

  function place(path: string, files: MigrationFile[]): void {
    if (claimed.has(path)) return;
    claimed.add(path);
    const root = structured.get(path);
    const nested = includes.get(path) ?? [];
    // A file with change sets of its own runs where the first of them stands.
    const hasOwn = root !== undefined && changeSetsOf(root).length > 0;
    for (const { path: inner, after } of nested) if (hasOwn && after === 0) place(inner, files);
    for (const [sqlFile, runBy] of root === undefined ? [] : rawFiles(project.paths, path, root)) {
      if (claimed.has(sqlFile) || structured.has(sqlFile)) continue;
      claimed.add(sqlFile);
      files.push({ path: sqlFile, version: null, role: 'callback', runBy });
    }
    files.push({ path, version: null, role: 'versioned' });
    for (const { path: inner } of nested) place(inner, files);
  }
}

/** What a changelog includes, and whether one of its inclusions leads to what is not there. */
export function includesOf(
  { paths, read }: ProjectFiles,
  path: string,
): { readonly included: readonly string[]; readonly isOpen: boolean } {
  const text = isStructuredName(path) ? read(path) : null;
  const root = text === null || !isChangelogText(text) ? null : readChangelog(path, text).root;
  if (root === null) return { included: [], isOpen: false };
  return {
    included: [
      ...includedBy(paths, path, root).map(found => found.path),
      ...rawFiles(paths, path, root).keys(),
    ],
    isOpen: inclusionsOf(root).some(
      ({ kind, path: named, isRelative }) =>
        (kind === 'file'
          ? resolvePath(paths, path, named, isRelative)
          : filesBelow(paths, path, named, isRelative)[0]) == null,
    ),
  };
}

interface Included {
  readonly path: string;
  readonly after: number;
}

function includedBy(paths: readonly string[], from: string, root: ChangelogNode): readonly Included[] {
  return inclusionsOf(root).flatMap(({ kind, path, isRelative, after }) => {
    if (kind === 'folder')
      return filesBelow(paths, from, path, isRelative)
        .filter(found => found !== from)
        .map(found => ({ path: found, after }));
    const found = resolvePath(paths, from, path, isRelative);
    return found === null || found === from ? [] : [{ path: found, after }];
  });
}

/** Files of SQL that change sets run; they are reviewed as they stand, and take part in the schema through the changelog. */
function rawFiles(
  paths: readonly string[],
  from: string,
  root: ChangelogNode,
): ReadonlyMap<string, readonly SqlFileRun[]> {
  const found = new Map<string, readonly SqlFileRun[]>();
  for (const { path, isRelative, run } of changeSetsOf(root).flatMap(sqlFilesOf)) {
    const resolved = resolvePath(paths, from, path, isRelative);
    if (resolved !== null) found.set(resolved, [...(found.get(resolved) ?? []), run]);
  }
  return found;
}
