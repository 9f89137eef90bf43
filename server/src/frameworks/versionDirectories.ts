import { filesByFolder, type NamedFile } from './fileSets.ts';
import type { ProjectFiles } from './framework.ts';
import { baseNameOf, parentOf } from './paths.ts';

/**
 * `up.sql` and `down.sql` of folders that are a migration each, by the folder that holds those; `version` has the
 * version as its first group.
 */
export function directoryFiles(
  project: ProjectFiles,
  version: RegExp,
): ReadonlyMap<string, readonly NamedFile[]> {
  return filesByFolder(project, path => {
    const name = baseNameOf(path);
    if (name !== 'up.sql' && name !== 'down.sql') return null;
    const directory = parentOf(path);
    const match = version.exec(baseNameOf(directory));
    if (match === null) return null;
    return {
      path,
      folder: parentOf(directory),
      version: match[1] ?? null,
      direction: name === 'down.sql' ? 'down' : 'up',
    };
  });
}
