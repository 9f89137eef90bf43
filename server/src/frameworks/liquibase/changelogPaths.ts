import { foldersUpFrom, joinPath, parentOf } from '../paths.ts';

/**
 * The file that a changelog names: beside it when the path is relative to it, else below one of the folders that Java
 * finds resources in, which is taken to be the one nearest to the changelog. Null when there is none.
 */
export function resolvePath(
  paths: readonly string[],
  from: string,
  named: string,
  isRelative: boolean,
): string | null {
  const path = plainPath(named);
  const known = pathSet(paths);
  if (isRelative) {
    const beside = normalised(joinPath(parentOf(from), path));
    return beside !== null && known.has(beside) ? beside : null;
  }
  for (const folder of foldersUpFrom(parentOf(from))) {
    for (const resources of ['', 'src/main/resources/', 'resources/']) {
      const candidate = normalised(joinPath(folder, resources + path));
      if (candidate !== null && known.has(candidate)) return candidate;
    }
  }
  const end = `/${normalised(path) ?? path}`;
  return paths.find(candidate => candidate.endsWith(end)) ?? null;
}

/** The files below a folder that a changelog names, in the order of their paths. */
export function filesBelow(
  paths: readonly string[],
  from: string,
  named: string,
  isRelative: boolean,
): readonly string[] {
  const path = plainPath(named).replace(/\/+$/, '');
  const candidates = isRelative
    ? [joinPath(parentOf(from), path)]
    : foldersUpFrom(parentOf(from)).flatMap(folder =>
        ['', 'src/main/resources/', 'resources/'].map(resources => joinPath(folder, resources + path)),
      );
  for (const candidate of candidates) {
    const folder = normalised(candidate);
    if (folder === null) continue;
    const below = paths.filter(file => file.startsWith(`${folder}/`));
    if (below.length > 0) return [...below].sort();
  }
  return [];
}

function plainPath(named: string): string {
  return named
    .trim()
    .replace(/^(?:classpath\*?:|file:)/, '')
    .replaceAll('\\', '/')
    .replace(/^\/+/, '');
}

/** Without `.` and `..`; null for a path that leads out of the folder. */
function normalised(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function pathSet(paths: readonly string[]): ReadonlySet<string> {
  const known = sets.get(paths) ?? new Set(paths);
  sets.set(paths, known);
  return known;
}
