import type { Catalog } from '../catalog/catalog.ts';
import type { MigrationSet } from '../frameworks/framework.ts';
import { isBelow, parentOf } from '../frameworks/paths.ts';
import { isMigration, type Project } from './project.ts';
import type { Reviewer } from './reviewer.ts';

export type SchemaAfterAll =
  | { readonly kind: 'schema'; readonly catalog: Catalog }
  | { readonly kind: 'no-migrations' }
  /** Which one is meant has to be said; their folders. */
  | { readonly kind: 'several-sets'; readonly roots: readonly string[] };

/** The schema after every migration of the one set in a folder; of the project when no folder is given. */
export function catalogAfterAll(reviewer: Reviewer, project: Project, folder = ''): SchemaAfterAll {
  const last = setsIn(project, folder).map(set => ({ set, path: lastForward(project, set) }));
  const [first] = last;
  if (first === undefined) return { kind: 'no-migrations' };
  if (last.length > 1) return { kind: 'several-sets', roots: foldersOf(last) };
  const catalogs = first.path === null ? null : reviewer.catalogs(project, first.path);
  return catalogs === null ? { kind: 'no-migrations' } : { kind: 'schema', catalog: catalogs.after };
}

/** A folder of each that is none of the others: `sql/1.1/mysql` and `sql/1.1/pg`, where both sets are those of `sql`. */
function foldersOf(
  sets: readonly { readonly set: MigrationSet; readonly path: string | null }[],
): readonly string[] {
  return sets.map(({ set, path }) => {
    const isShared = sets.filter(other => other.set.root === set.root).length > 1;
    return isShared && path !== null ? parentOf(path) : set.root;
  });
}

/** Plain folders count only where no tool has migrations, since any SQL file is a plain one. */
function setsIn(project: Project, folder: string): readonly MigrationSet[] {
  const inside = project.sets.filter(
    set =>
      (set.root === folder ||
        isBelow(folder, set.root) ||
        set.files.some(({ path }) => isBelow(folder, path))) &&
      set.files.some(({ path }) => isMigration(project, path)),
  );
  const ofTools = inside.filter(({ framework }) => framework !== 'plain');
  return ofTools.length === 0 ? inside : ofTools;
}

function lastForward(project: Project, set: MigrationSet): string | null {
  const forward = set.files.filter(
    ({ path, role }) =>
      (role === 'versioned' || role === 'repeatable' || role === 'baseline') && isMigration(project, path),
  );
  return forward.at(-1)?.path ?? null;
}
