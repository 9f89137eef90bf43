import type { FrameworkName, MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { frameworkNamed } from '../frameworks/index.ts';
import { includesOf } from '../frameworks/liquibase/changelogFiles.ts';
import { baseNameOf, isBelow, joinPath, parentOf } from '../frameworks/paths.ts';
import { toolMark } from '../frameworks/toolMarks.ts';
import type { VersionConflict } from '../rules/subject/migrationFacts.ts';
import type { Project } from './project.ts';

/** A file beside a tool's migrations whose name misses the tool's pattern by a little, so that it never runs. */
export function unseenName(project: Project, file: MigrationFile): readonly VersionConflict[] {
  const folder = parentOf(file.path);
  const name = baseNameOf(file.path);
  for (const set of project.sets) {
    const inPrisma = unseenInPrisma(set, file.path);
    const suggestion = inPrisma ?? suggestedName(set, name);
    if (suggestion === null || project.paths.includes(joinPath(folder, suggestion))) continue;
    if (inPrisma === null && !set.files.some(({ path }) => parentOf(path) === folder)) continue;
    return [
      {
        kind: 'unseen-name',
        tool: frameworkNamed(set.framework).title,
        renames: [{ from: file.path, to: joinPath(folder, suggestion) }],
      },
    ];
  }
  return [];
}

/* `V3_add.sql`, `v3__add.sql`, `V3-add.sql`; a repeatable one only where the underscore says that it is meant. */
const NEAR_FLYWAY = /^([VUB])(\d[\d._]*?)(_{1,2}|-| )([a-z]\w.*)\.sql$/i;
const NEAR_REPEATABLE = /^R_{1,2}([a-z]\w.*)\.sql$/i;
/* `3_add.sql` among `1_create.up.sql`, `3-add.up.sql`. */
const NEAR_GOLANG = /^(\d+)[_-]([\w-]+?)(?:\.(up|down))?\.sql$/;

function suggestedName({ framework, settings }: MigrationSet, name: string): string | null {
  if (framework === 'flyway') {
    if (
      Object.keys(settings).some(key =>
        /^(?:sql|repeatablesql|undosql)migration(?:prefix|separator|suffixes)$/.test(key),
      )
    )
      return null;
    const [, prefix, version, , rest] = NEAR_FLYWAY.exec(name) ?? [];
    if (prefix !== undefined) return `${prefix.toUpperCase()}${version}__${rest}.sql`;
    const repeatable = NEAR_REPEATABLE.exec(name)?.[1];
    return repeatable === undefined ? null : `R__${repeatable}.sql`;
  }
  if (framework === 'golang-migrate') {
    const [, version, rest, direction = 'up'] = NEAR_GOLANG.exec(name) ?? [];
    return version === undefined ? null : `${version}_${rest}.${direction}.sql`;
  }
  return null;
}

/** What a file of these tools has to hold; goose and dbmate stop at one without, sql-migrate finds nothing to run. */
const MARKS: ReadonlyMap<FrameworkName, string> = new Map([
  ['goose', '-- +goose Up'],
  ['dbmate', '-- migrate:up'],
  ['sql-migrate', '-- +migrate Up'],
]);

/** A migration of the right name that its tool does not run: without the mark, or not in the list of what to run. */
export function notSeen(
  project: Project,
  { framework, root }: MigrationSet,
  file: MigrationFile,
): readonly VersionConflict[] {
  const mark = MARKS.get(framework);
  if (mark !== undefined)
    return toolMark(project, file.path) === framework ? [] : [{ kind: 'unmarked', mark }];
  if (framework !== 'drizzle' || parentOf(file.path) !== root) return [];
  const journal = joinPath(root, 'meta/_journal.json');
  const listed = [...(project.read(journal) ?? '').matchAll(/"tag"\s*:\s*"([^"]+)"/g)].map(([, tag]) => tag);
  const tag = baseNameOf(file.path).replace(/\.sql$/, '');
  return listed.length === 0 || listed.includes(tag) ? [] : [{ kind: 'not-listed', list: journal }];
}

/**
 * A changelog below the folder of one that includes others, and that nobody includes. Quiet as soon as one of the
 * inclusions leads to a file that is not here, since nobody can say what that one includes.
 */
export function notIncluded(
  project: Project,
  { files }: MigrationSet,
  { path, role }: MigrationFile,
): readonly VersionConflict[] {
  if (role !== 'versioned') return [];
  const lists = files.map(file => ({ path: file.path, ...includesOf(project, file.path) }));
  const own = lists.find(list => list.path === path);
  if (own === undefined || own.included.length > 0 || lists.some(({ isOpen }) => isOpen)) return [];
  if (lists.some(({ included }) => included.includes(path))) return [];
  const included = new Set(lists.flatMap(list => list.included));
  const root = lists.find(
    list => list.included.length > 0 && !included.has(list.path) && isBelow(parentOf(list.path), path),
  );
  return root === undefined ? [] : [{ kind: 'not-listed', list: root.path }];
}

/** A file in a folder of its own among Prisma's, which looks for one name alone. */
function unseenInPrisma({ framework, root, files }: MigrationSet, path: string): string | null {
  const folder = parentOf(path);
  if (framework !== 'prisma' || parentOf(folder) !== root || !/^\d+_/.test(baseNameOf(folder))) return null;
  return files.some(file => parentOf(file.path) === folder) ? null : 'migration.sql';
}
