import type { MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { parentOf } from '../frameworks/paths.ts';
import { identityOf, recordKeepingOf } from '../frameworks/recordKeeping.ts';
import type { VersionConflict } from '../rules/subject/migrationFacts.ts';
import { doubleChangeSets } from './doubleChangeSets.ts';
import { migrationAt, type Project } from './project.ts';
import { renumbered } from './renumbering.ts';
import { mergedMigration } from './standing.ts';
import { notIncluded, notSeen, unseenName } from './unseenMigrations.ts';
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
  if (set.framework === 'liquibase')
    return [...notIncluded(project, set, file), ...doubleChangeSets(project, path)];
  if (file.role !== 'versioned') return [];
  const unseen = notSeen(project, set, file);
  if (unseen.length > 0 || file.version === null) return unseen;
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
