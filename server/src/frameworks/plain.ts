import type { MigrationFile, MigrationFramework, ProjectFiles } from './framework.ts';
import { baseNameOf, joinPath, parentOf } from './paths.ts';
import { areWholeSchemas } from './repeatedTables.ts';
import { isSchemaDump } from './schemaDumps.ts';
import { familyOf, inVersionOrder, type VersionFolder, versionFolderOf } from './versionFolders.ts';
import { compareNaturally, incrementVersion } from './versions.ts';
import { waysForward } from './waysForward.ts';

/** SQL files of a folder that no tool claims: run by hand or by a tool of the house, in the order of their names. */
export const plain: MigrationFramework = {
  name: 'plain',
  title: 'plain SQL files',
  configurationFiles: null,
  optOut: null,

  recognise(project) {
    const folders = new Map<string, MigrationFile[]>();
    for (const path of project.paths) {
      if (!path.toLowerCase().endsWith('.sql') || isSchemaDump(project, path)) continue;
      const folder = parentOf(path);
      const files = folders.get(folder) ?? [];
      files.push({
        path,
        version: /^\d+(?:[._]\d+)*/.exec(baseNameOf(path))?.[0] ?? null,
        role: 'versioned',
      });
      folders.set(folder, files);
    }
    for (const files of folders.values()) files.sort((left, right) => compareNames(left.path, right.path));
    return setsOfFolders(project, folders).map(({ root, files }) => ({
      framework: 'plain',
      root,
      files: withWholeSchemas(withWaysBack(files)),
      settings: {},
    }));
  },

  layout(file, _split, text, _dialect, set) {
    const direction = namesWayBack(file) && !isStepForward(file, set.files) ? 'down' : 'up';
    return {
      sections: [{ direction, span: { start: 0, end: text.length }, transaction: 'none' }],
      transaction: 'none',
      oneString: false,
      repeatable: false,
    };
  },

  nameFollowUps(followUps, after, set) {
    const folder = parentOf(after.path);
    const separator = /^\d+([._-]+)/.exec(baseNameOf(after.path))?.[1];
    const beside = set.files.filter(({ path }) => parentOf(path) === folder);
    const nameOf = separator === undefined ? namesBehind(after, beside) : namesWithNumbers(separator, beside);
    return followUps.map(({ slug, body }, index) => ({
      path: joinPath(folder, nameOf(slug, index)),
      text: `${body}\n`,
    }));
  },
};

type FilesByFolder = ReadonlyMap<string, readonly MigrationFile[]>;

/** Folders of versions side by side build on each other; every other folder stands for itself. */
function setsOfFolders(
  project: ProjectFiles,
  folders: FilesByFolder,
): readonly { readonly root: string; readonly files: readonly MigrationFile[] }[] {
  const families = new Map<string, VersionFolder[]>();
  for (const path of folders.keys()) {
    const folder = versionFolderOf(path);
    if (folder === null) continue;
    const family = families.get(familyOf(folder)) ?? [];
    family.push(folder);
    families.set(familyOf(folder), family);
  }
  const joined = new Set<string>();
  const sets = [...families.values()].flatMap(family => {
    const files = filesOfVersions(project, family, folders);
    if (files === null) return [];
    for (const { path } of family) joined.add(path);
    return family.slice(0, 1).map(({ root }) => ({ root, files }));
  });
  const alone = [...folders].filter(([root]) => !joined.has(root));
  return [...alone.map(([root, files]) => ({ root, files })), ...sets];
}

/** The files of the folders by version; null when the folders do not build on each other. */
function filesOfVersions(
  project: ProjectFiles,
  family: readonly VersionFolder[],
  folders: FilesByFolder,
): readonly MigrationFile[] | null {
  const ordered = family.length < 2 ? null : inVersionOrder(family);
  if (ordered === null) return null;
  const steps = ordered.map(({ folder, isShortcut }) =>
    (folders.get(folder.path) ?? []).map(
      (file): MigrationFile => ({
        ...file,
        version: folder.to,
        ...(isShortcut ? { replayed: false } : {}),
      }),
    ),
  );
  const replayed = steps.map(files => files.flatMap(file => (file.replayed === false ? [] : [file.path])));
  return areWholeSchemas(project, replayed) ? null : steps.flat();
}

/** The name of a follow-up by its slug and its place among the new ones. */
type FollowUpNames = (slug: string, index: number) => string;

function namesWithNumbers(separator: string, files: readonly MigrationFile[]): FollowUpNames {
  const newest = files
    .flatMap(({ path }) => /^\d+/.exec(baseNameOf(path))?.[0] ?? [])
    .reduce((most, number) => (BigInt(number) > BigInt(most) ? number : most), '0');
  return (slug, index) => `${incrementVersion(newest, index + 1)}${separator}${slug}.sql`;
}

/** Names that go on from the file's, `upgrade_2_validate.sql`, or from that of the file that it came from itself. */
function namesBehind(after: MigrationFile, files: readonly MigrationFile[]): FollowUpNames {
  const stems = files.map(({ path }) => baseNameOf(path).replace(/\.sql$/i, ''));
  const own = baseNameOf(after.path).replace(/\.sql$/i, '');
  const first =
    stems.find(stem => own.startsWith(`${stem}_`) && /^_\d+_/.test(own.slice(stem.length))) ?? own;
  const newest = stems
    .filter(stem => stem.startsWith(`${first}_`))
    .map(stem => Number(/^_(\d{1,9})_/.exec(stem.slice(first.length))?.[1] ?? '1'))
    .reduce((most, number) => Math.max(most, number), 1);
  const repeated = `${first.toLowerCase().replace(/[^a-z0-9]+/g, '_')}_`;
  return (slug, index) => {
    const rest = slug.startsWith(repeated) ? slug.slice(repeated.length).replace(/^\d+_/, '') : slug;
    return `${first}_${newest + index + 1}_${rest}.sql`;
  };
}

/** `3_x.down.sql` beside `3_x.up.sql` or `3_x.sql` takes that one back and is no step of the history. */
function withWaysBack(files: readonly MigrationFile[]): readonly MigrationFile[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.map(file =>
    waysForward(file.path).some(path => paths.has(path)) ? { ...file, role: 'down' } : file,
  );
}

const WAY_BACK_NAME = /(?:^|[._/-])(?:down|undo|rollback|revert)(?:[._-]|\.sql$)/i;
/** A number, what is done, and to what. */
const TAKING_BACK = /^v?\d+[._-]+(?:undo|rollback|revert)[_-]+[a-z]/i;

/**
 * `0042-rollback-triggers.sql` is a step like any other behind numbered steps forward of its folder, when no other file
 * has its number, as the one that it would take back has.
 */
function isStepForward({ path }: MigrationFile, files: readonly MigrationFile[]): boolean {
  if (!TAKING_BACK.test(baseNameOf(path))) return false;
  const beside = files.filter(other => parentOf(other.path) === parentOf(path));
  const at = beside.findIndex(other => other.path === path);
  const number = numberOf(path);
  return (
    beside.every((other, place) => place === at || numberOf(other.path) !== number) &&
    beside.slice(0, Math.max(at, 0)).some(other => numberOf(other.path) !== null && !namesWayBack(other))
  );
}

function namesWayBack({ path }: MigrationFile): boolean {
  return WAY_BACK_NAME.test(baseNameOf(path));
}

function numberOf(path: string): number | null {
  const digits = /^v?(\d+)/i.exec(baseNameOf(path))?.[1];
  return digits === undefined ? null : Number(digits);
}

const SCHEMA_NAME = /^(?:[a-z]+[-_.])*schema[-_.]v?\d/i;
const UPGRADE_NAME = /^(?:[a-z]+[-_.])*(?:upgrade|update|migrate)[-_.]/i;

/** `schema-1.0.sql`, `schema-1.1.sql` beside `upgrade-1.0-to-1.1.sql`: the upgrades build on the first schema only. */
function withWholeSchemas(files: readonly MigrationFile[]): readonly MigrationFile[] {
  const schemas = files.filter(({ path }) => SCHEMA_NAME.test(baseNameOf(path)));
  if (schemas.length < 2 || !files.some(({ path }) => UPGRADE_NAME.test(baseNameOf(path)))) return files;
  const [first] = schemas;
  return files.map(file =>
    file !== first && schemas.includes(file) ? { ...file, wholeSchema: true } : file,
  );
}

/** By name for people, with `upgrade_3.down.sql`, `upgrade_3.sql` and `upgrade_3_2_validate.sql` in this order. */
function compareNames(left: string, right: string): number {
  return compareNaturally(sortKey(left), sortKey(right)) || compareNaturally(left, right);
}

/** Among people's signs `_` is the least, then `-`, then `,`: they stand for a dot, the end of the name and `_`. */
function sortKey(path: string): string {
  const stem = path.replace(/\.sql$/i, '');
  return `${stem.replaceAll('-', ';').replaceAll('_', ',').replaceAll('.', '_')}-`;
}
