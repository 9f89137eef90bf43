import type { MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { identityOf } from '../frameworks/recordKeeping.ts';
import type { GoneMigration } from '../rules/subject/migrationFacts.ts';
import type { Project } from './project.ts';
import { mergedFiles, mergedMigration, standingOf } from './standing.ts';

/**
 * The merged migrations of a set that are no longer here. They are told once, of the file that somebody works at: the
 * first pending one, else the last. None when several at the beginning are gone, which is how a history is squashed.
 */
export function goneMigrations(
  project: Project,
  set: MigrationSet,
  file: MigrationFile,
): readonly GoneMigration[] {
  const { branch } = project;
  if (branch === null || set.framework === 'plain') return [];
  const merged = mergedFiles(project, branch).filter(
    other => other.framework === set.framework && other.root === set.root && other.file.role === 'versioned',
  );
  const present = new Set(project.paths);
  const isGone = ({ file: { path } }: (typeof merged)[number]): boolean => !present.has(path);
  if (!merged.some(isGone) || hostOf(project, set)?.path !== file.path) return [];
  const renamed = new Set(branch.renames.values());
  const identities = new Set(set.files.map(other => identityOf(set.framework, other)));
  const gone = merged.filter(other => {
    const identity = identityOf(set.framework, other.file);
    return isGone(other) && !renamed.has(other.file.path) && (identity === null || !identities.has(identity));
  });
  const isSquashed =
    set.files.some(other => other.role === 'baseline' && mergedMigration(project, set, other) === null) ||
    (gone.length > 1 && merged.slice(0, gone.length).every(isGone));
  if (isSquashed) return [];
  return gone.map(({ file: { path } }) => ({ path, text: branch.merged.get(path) ?? '' }));
}

function hostOf(project: Project, { files }: MigrationSet): MigrationFile | undefined {
  const versioned = files.filter(({ role }) => role === 'versioned');
  return versioned.find(({ path }) => standingOf(project, path) === 'pending') ?? versioned.at(-1);
}
