import type { MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { frameworkNamed } from '../frameworks/index.ts';
import { baseNameOf, parentOf } from '../frameworks/paths.ts';
import { identityOf } from '../frameworks/recordKeeping.ts';
import type { FileRename } from '../rules/subject/migrationFacts.ts';
import type { Project } from './project.ts';
import { withArrived } from './withArrived.ts';

const DOWN = /(?:^|[./])down\.sql$/;

/**
 * The renames that give a migration, and the files that belong to it, the next free version after every migration here
 * and on the base branch. Empty when the tool's naming does not allow it.
 */
export function renumbered(project: Project, set: MigrationSet, file: MigrationFile): readonly FileRename[] {
  const whole = withArrived(project, set);
  const slug = slugOf(file);
  const next = frameworkNamed(set.framework).nameFollowUps(
    [{ slug, body: '', transaction: 'default' }],
    file,
    whole,
    'postgresql',
  );
  const to = next.find(({ path }) => !DOWN.test(path))?.path;
  if (to === undefined || project.paths.includes(to)) return [];
  const own = identityOf(set.framework, file);
  const companions = set.files.filter(
    other =>
      (other.role === 'down' || other.role === 'undo') &&
      parentOf(other.path) === parentOf(file.path) &&
      identityOf(set.framework, other) === own,
  );
  const down = next.find(({ path }) => DOWN.test(path))?.path;
  // The way back has to get the new version as well.
  if (companions.length > 1 || (companions.length === 1 && down === undefined)) return [];
  const script = `${file.path}.conf`;
  return [
    { from: file.path, to },
    ...(down === undefined ? [] : companions.map(({ path }) => ({ from: path, to: down }))),
    ...(project.paths.includes(script) ? [{ from: script, to: `${to}.conf` }] : []),
  ];
}

/** The words of the name, as they are written. */
function slugOf({ path }: MigrationFile): string {
  const name = baseNameOf(path);
  const words = /^(?:up|migration)\.sql$/.test(name) ? baseNameOf(parentOf(path)) : name;
  return words
    .replace(/(?:\.up)?\.sql$/, '')
    .replace(/^[A-Z]?[\d._-]*?\d[._-]+/, '')
    .replace(/^_+/, '');
}
