import type { MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { frameworkNamed } from '../frameworks/index.ts';
import { baseNameOf, joinPath, parentOf } from '../frameworks/paths.ts';
import { identityOf, recordKeepingOf } from '../frameworks/recordKeeping.ts';
import type { VersionConflict } from '../rules/subject/migrationFacts.ts';
import { migrationAt, type Project } from './project.ts';
import { renumbered } from './renumbering.ts';
import { mergedMigration } from './standing.ts';
import { withArrived } from './withArrived.ts';

const kept = new WeakMap<Project, Map<string, readonly VersionConflict[]>>();

/** What is wrong with the place of a migration among those here and those that came to the base branch meanwhile. */
export function versionConflicts(project: Project, path: string): readonly VersionConflict[] {
  const ofProject = kept.get(project) ?? new Map<string, readonly VersionConflict[]>();
  kept.set(project, ofProject);
  const conflicts = ofProject.get(path) ?? findConflicts(project, path);
  ofProject.set(path, conflicts);
  return conflicts;
}

function findConflicts(project: Project, path: string): readonly VersionConflict[] {
  const { set, file } = migrationAt(project, path);
  if (set.framework === 'plain') return unseenName(project, file);
  if (file.role !== 'versioned' || file.version === null) return [];
  const all = withArrived(project, set).files.filter(({ role }) => role === 'versioned');
  const duplicate = duplicateOf(project, set, file, all);
  if (duplicate !== null) return [duplicate];
  return [...outOfOrder(project, set, file, all), ...gap(set, file, all)];
}

/** The one to renumber is told: the new one of the two, else the later one. */
function duplicateOf(
  project: Project,
  set: MigrationSet,
  file: MigrationFile,
  all: readonly MigrationFile[],
): VersionConflict | null {
  const { identity, duplicate } = recordKeepingOf(set.framework);
  if (identity !== 'version' || duplicate === 'allowed' || file.version === null) return null;
  const own = identityOf(set.framework, file);
  const index = all.findIndex(({ path }) => path === file.path);
  const isNew = project.branch !== null && mergedMigration(project, set, file) === null;
  for (const [at, other] of all.entries()) {
    if (other.path === file.path || identityOf(set.framework, other) !== own) continue;
    // Folders of several databases side by side may be locations of their own.
    if (parentOf(other.path) !== parentOf(file.path) && set.framework !== 'diesel') continue;
    const isArrived = project.branch?.arrived.has(other.path) === true && !project.paths.includes(other.path);
    const isOtherNew = !isArrived && project.branch !== null && mergedMigration(project, set, other) === null;
    if (isNew === isOtherNew ? at < index : isNew)
      return {
        kind: 'duplicate',
        version: file.version,
        other: other.path,
        where: isArrived ? 'base' : 'here',
        renames: renumbered(project, set, file),
      };
  }
  return null;
}

function outOfOrder(
  project: Project,
  set: MigrationSet,
  file: MigrationFile,
  all: readonly MigrationFile[],
): VersionConflict[] {
  const { branch } = project;
  if (branch === null || branch.ignored.has(file.path) || file.version === null) return [];
  if (recordKeepingOf(set.framework).identity === 'none') return [];
  if (mergedMigration(project, set, file) !== null) return [];
  const index = all.findIndex(({ path }) => path === file.path);
  const newest = all.findLastIndex(
    other =>
      (branch.arrived.has(other.path) && !project.paths.includes(other.path)) ||
      (!branch.ignored.has(other.path) && mergedMigration(project, set, other)?.isSame === true),
  );
  const found = all[newest];
  return found === undefined || newest <= index
    ? []
    : [
        {
          kind: 'out-of-order',
          version: file.version,
          newest: found.path,
          renames: renumbered(project, set, file),
        },
      ];
}

function gap(set: MigrationSet, file: MigrationFile, all: readonly MigrationFile[]): VersionConflict[] {
  const { version } = file;
  if (recordKeepingOf(set.framework).gap === 'allowed' || version === null || !/^\d{1,15}$/.test(version))
    return [];
  const number = Number(version);
  const numbers = new Set(all.map(other => Number(other.version ?? Number.NaN)));
  if (number <= 1 || numbers.has(number - 1)) return [];
  return [{ kind: 'gap', version, missing: String(number - 1).padStart(version.length, '0') }];
}

/** A file beside a tool's migrations whose name misses the tool's pattern by a little, so that it never runs. */
function unseenName(project: Project, file: MigrationFile): readonly VersionConflict[] {
  const folder = parentOf(file.path);
  const name = baseNameOf(file.path);
  for (const set of project.sets) {
    const suggestion = suggestedName(set, name);
    if (suggestion === null || project.paths.includes(joinPath(folder, suggestion))) continue;
    if (!set.files.some(({ path }) => parentOf(path) === folder)) continue;
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
