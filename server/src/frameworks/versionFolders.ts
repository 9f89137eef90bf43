import { baseNameOf, joinPath, parentOf } from './paths.ts';
import { compareMigrationVersions, compareNaturally } from './versions.ts';

/** A folder whose name, or that of one above it, is a version: `v1.9`, `3.2.0_schema/mysql`, `v040-v050`, `1.6_to_2.2`. */
export interface VersionFolder {
  readonly path: string;
  /** The folder that holds the versions. */
  readonly root: string;
  /** What stands around the version in the name, the same for folders that may follow each other. */
  readonly style: string;
  /** Path below the folder named after the version; empty for itself. */
  readonly below: string;
  /** The version that the files meet; null where the name has one version only, the one that they lead to. */
  readonly from: string | null;
  readonly to: string;
}

const NAME =
  /^((?:(?:v|ver|version|release|rel|upgrade|update|patch)[-_.]?)*)(\d+(?:[._]\d+)*)(?:\+?(_to[_+]|-to-|-)v?(\d+(?:[._]\d+)*))?((?:[-_][a-z]+)*)$/i;

/** The folder of a version that `path` is or lies in, the innermost one; null when there is none. */
export function versionFolderOf(path: string): VersionFolder | null {
  for (let at = path; at !== ''; at = parentOf(at)) {
    const named = readName(baseNameOf(at));
    if (named !== null) return { path, root: parentOf(at), below: path.slice(at.length + 1), ...named };
  }
  return null;
}

function readName(name: string): Pick<VersionFolder, 'style' | 'from' | 'to'> | null {
  const [, before = '', first = '', between = '', second, after = ''] = NAME.exec(name) ?? [];
  if (first === '') return null;
  const words = before.toLowerCase().replace(/v$/, '');
  if (second === undefined) {
    // A bare number is anything: a chapter, a day, a tenant.
    if (before === '' && !/[._]/.test(first)) return null;
    return { style: `${words}*${after.toLowerCase()}`, from: null, to: first };
  }
  const isRange = compareMigrationVersions(first, second) < 0;
  // `2024-10` is a month.
  const isMeant = /to/i.test(between) || before !== '' || /[._]/.test(first + second);
  return isRange && isMeant ? { style: `${words}*-*${after.toLowerCase()}`, from: first, to: second } : null;
}

/** A folder in the order of versions. A shortcut leads where other folders lead in smaller steps, and stands before those. */
export interface OrderedFolder {
  readonly folder: VersionFolder;
  readonly isShortcut: boolean;
}

/** The folders of one root and style by version; null when two of them are for the same version. */
export function inVersionOrder(folders: readonly VersionFolder[]): readonly OrderedFolder[] | null {
  const sorted = [...folders].sort(
    (left, right) =>
      compareMigrationVersions(left.from ?? left.to, right.from ?? right.to) ||
      compareMigrationVersions(right.to, left.to) ||
      compareNaturally(left.path, right.path),
  );
  const ordered = sorted.map((folder, at): OrderedFolder => {
    const isShortcut = folder.from !== null && sorted.slice(at + 1).some(other => beginsAlike(folder, other));
    return { folder, isShortcut };
  });
  const isTwice = sorted.some((folder, at) => {
    const next = sorted[at + 1];
    return folder.from === null && next !== undefined && compareMigrationVersions(folder.to, next.to) === 0;
  });
  return isTwice ? null : ordered;
}

/** True for a step that begins where the other one does; the one that leads further comes first. */
function beginsAlike(left: VersionFolder, right: VersionFolder): boolean {
  return left.from !== null && right.from !== null && compareMigrationVersions(left.from, right.from) === 0;
}

/** What folders that may follow each other have in common. `below`: what of the path below the version tells them apart. */
export function familyOf({ root, style, below }: VersionFolder): string {
  return joinPath(joinPath(root, style), below);
}
