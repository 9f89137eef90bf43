import { CONFIGURATION_FILE } from '../configuration/configurationFile.ts';
import { isBelow, parentOf } from '../frameworks/paths.ts';

/** Folders below the project's own that have a configuration file: projects of their own, deepest first. */
export function nestedProjects(paths: readonly string[]): readonly string[] {
  return paths
    .filter(path => path.endsWith(`/${CONFIGURATION_FILE}`))
    .map(parentOf)
    .sort((left, right) => right.length - left.length);
}

/** The nested project that a file belongs to; empty for the outer one. */
export function nestedProjectOf(nested: readonly string[], path: string): string {
  return nested.find(folder => isBelow(folder, path)) ?? '';
}
