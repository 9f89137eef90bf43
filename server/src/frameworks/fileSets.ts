import type { FrameworkName, MigrationFile, MigrationSet, ProjectFiles } from './framework.ts';
import { baseNameOf, parentOf } from './paths.ts';
import { compareCodeUnits, compareDigits } from './versions.ts';

/** A file with what its name says. */
export interface NamedFile {
  readonly path: string;
  readonly version: string | null;
  readonly direction: 'up' | 'down';
}

/** Files whose path fits, by the folder that `folderOf` gives; `read` returns null for paths that do not fit. */
export function filesByFolder(
  project: ProjectFiles,
  read: (path: string) => (NamedFile & { readonly folder: string }) | null,
): ReadonlyMap<string, readonly NamedFile[]> {
  const folders = new Map<string, NamedFile[]>();
  for (const path of project.paths) {
    if (!path.endsWith('.sql')) continue;
    const file = read(path);
    if (file === null) continue;
    const files = folders.get(file.folder) ?? [];
    files.push(file);
    folders.set(file.folder, files);
  }
  return folders;
}

/** Files side by side in one folder; `name` has the version as its first group, and may have `up` or `down` as second. */
export function numberedFiles(
  project: ProjectFiles,
  name: RegExp,
): ReadonlyMap<string, readonly NamedFile[]> {
  return filesByFolder(project, path => {
    const match = name.exec(baseNameOf(path));
    if (match === null) return null;
    return {
      path,
      folder: parentOf(path),
      version: match[1] ?? null,
      direction: match[2] === 'down' ? 'down' : 'up',
    };
  });
}

export type FileOrder = (left: NamedFile, right: NamedFile) => number;

/** By version as a number; files without one by name, after the others. */
export const byNumber: FileOrder = (left, right) =>
  left.version === null || right.version === null
    ? Number(left.version === null) - Number(right.version === null) || byName(left, right)
    : compareDigits(left.version, right.version);

/** By path, unit by unit. */
export const byName: FileOrder = (left, right) => compareCodeUnits(left.path, right.path);

/** The files as a set. A file that leads back comes right after the one it undoes, whose schema it meets. */
export function migrationSet(input: {
  readonly framework: FrameworkName;
  readonly root: string;
  readonly files: readonly NamedFile[];
  readonly order: FileOrder;
  readonly settings?: Readonly<Record<string, string>>;
}): MigrationSet {
  const { framework, root, order } = input;
  const files = [...input.files].sort(
    (left, right) =>
      (left.version === right.version ? 0 : order(left, right)) ||
      Number(left.direction === 'down') - Number(right.direction === 'down') ||
      order(left, right) ||
      byName(left, right),
  );
  return {
    framework,
    root,
    files: files.map(
      ({ path, version, direction }): MigrationFile => ({
        path,
        version,
        role: direction === 'down' ? 'down' : 'versioned',
      }),
    ),
    settings: input.settings ?? {},
  };
}
