import type { VersionConflict } from '../rules/subject/migrationFacts.ts';
import { changeSetsOf } from './changeSets.ts';
import type { Project } from './project.ts';

/** Change sets of one file with one author and id, unless each is for another engine or context. */
export function doubleChangeSets(project: Project, path: string): readonly VersionConflict[] {
  const seen = new Set<string>();
  return changeSetsOf(path, project.read(path) ?? '').flatMap(({ id, conditions, head }) => {
    const key = `${id} ${conditions}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ kind: 'double-change-set', id, span: head } satisfies VersionConflict];
  });
}
