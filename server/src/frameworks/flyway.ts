import type { Dialect } from '../syntax/dialect.ts';
import { splitFile } from '../syntax/splitter.ts';
import type { SplitFile, StatementPiece } from '../syntax/statement.ts';
import { FLYWAY_BUILD_FILES } from './flywayBuild.ts';
import {
  type FlywayNaming,
  type FlywaySettings,
  flywaySettings,
  locationFolders,
  namingOf,
} from './flywaySettings.ts';
import type {
  FileLayout,
  FollowUp,
  MigrationFile,
  MigrationFramework,
  MigrationSet,
  NewFile,
  ProjectFiles,
} from './framework.ts';
import { baseNameOf, foldersUpFrom, isBelow, joinPath, parentOf } from './paths.ts';
import { familyOf, versionFolderOf } from './versionFolders.ts';
import { compareMigrationVersions, compareNaturally, followingVersion } from './versions.ts';

const CALLBACK_NAME =
  /^(?:(?:before|after)(?:(?:Each)?(?:Migrate|Undo|Repeatables|Clean|Info|Validate|Baseline|Repair|Versioned|Connect)\w*)|createSchema|beforeCreateSchema)(?:__.*)?\.sql$/;
/** Folders that Flyway's `{vendor}` placeholder stands for. */
const VENDOR_FOLDERS = new Set([
  'postgresql',
  'postgres',
  'mysql',
  'mariadb',
  'h2',
  'oracle',
  'sqlserver',
  'sqlite',
  'common',
]);

export const flyway: MigrationFramework = {
  name: 'flyway',
  title: 'Flyway',
  configurationFiles: new RegExp(
    `${FLYWAY_BUILD_FILES.source}|${/(?:^|\/)flyway(?:\.user)?\.(?:conf|toml)$|\.sql\.conf$|(?:^|\/)application[^/]*\.(?:properties|ya?ml)$/.source}`,
  ),
  optOut: {
    kind: 'companion-file',
    path: migration => `${migration}.conf`,
    text: 'executeInTransaction=false\n',
  },

  recognise(project) {
    const settingsOf = flywaySettings(project);
    const groups = new Map<string, Location>();
    for (const path of project.paths) {
      if (!path.toLowerCase().endsWith('.sql')) continue;
      const settings = settingsOf(parentOf(path));
      const file = describe(path, namingOf(settings));
      if (file === null) continue;
      const locations = locationFolders(project, settings);
      const location = locations.find(folder => isBelow(folder, path));
      // All locations of a configuration have one history.
      const key = location === undefined ? rootOf(path) : `${settings.folder ?? ''} ${locations.join(' ')}`;
      const group = groups.get(key) ?? {
        settings,
        files: [],
        roots: location === undefined ? [rootOf(path)] : [...locations],
      };
      group.files.push(file);
      groups.set(key, group);
    }
    return joinedByVersion(groups)
      .filter(({ files }) => files.some(file => file.role !== 'callback'))
      .map(
        ({ settings, files, roots }): MigrationSet => ({
          framework: 'flyway',
          root: commonFolder(roots),
          files: withoutDoubleReplay(files.sort(runOrder)),
          settings: settings.values,
        }),
      );
  },

  layout(file, split, text, dialect, set, project) {
    const repeatable = file.role === 'repeatable';
    const direction = file.role === 'undo' ? 'down' : 'up';
    const transaction = transactionOf(file, split, dialect, set, project);
    const layout: FileLayout = {
      sections: [{ direction, span: { start: 0, end: text.length }, transaction }],
      transaction,
      oneString: false,
      repeatable,
    };
    return layout;
  },

  nameFollowUps(followUps, after, set) {
    const newest = set.files.reduce(
      (best, file) =>
        file.role === 'versioned' &&
        file.version !== null &&
        (best === null || compareMigrationVersions(file.version, best) > 0)
          ? file.version
          : best,
      null as string | null,
    );
    const folder = parentOf(after.path);
    const { versioned, separator, suffixes } = namingOf({ values: set.settings, folder: null });
    const suffix = suffixes.find(each => after.path.endsWith(each)) ?? suffixes[0] ?? '.sql';
    return followUps.flatMap((followUp, index) => {
      const version = followingVersion(newest ?? '0', index + 1);
      return newFiles(
        followUp,
        joinPath(folder, `${versioned}${version}${separator}${followUp.slug}${suffix}`),
      );
    });
  },
};

/** Files that Flyway reads together. */
interface Location {
  readonly settings: FlywaySettings;
  readonly files: MigrationFile[];
  readonly roots: string[];
}

/**
 * Flyway searches a location recursively: `migration/3.0.0/ddl` and `migration/3.0.1/dml` are one. Two files of one
 * version are in locations of their own, since Flyway refuses them in one.
 */
function joinedByVersion(groups: ReadonlyMap<string, Location>): readonly Location[] {
  const families = new Map<string, { readonly root: string; readonly keys: string[] }>();
  for (const [key, { roots }] of groups) {
    const folder = versionFolderOf(key);
    const isConfigured = roots[0] !== key;
    if (folder === null || isConfigured || isDefaultLocation(key)) continue;
    const vendor = folder.below.split('/').find(part => VENDOR_FOLDERS.has(part.toLowerCase())) ?? '';
    const name = familyOf({ ...folder, below: vendor });
    const beside = vendor === '' && groups.has(folder.root) ? [folder.root] : [];
    const family = families.get(name) ?? { root: folder.root, keys: beside };
    family.keys.push(key);
    families.set(name, family);
  }
  const locations = new Map(groups);
  for (const [name, { root, keys }] of families) {
    const members = keys.flatMap(key => locations.get(key) ?? []);
    const files = members.flatMap(member => member.files);
    const [first] = members;
    if (first === undefined || members.length < 2 || hasVersionTwice(files)) continue;
    for (const key of keys) locations.delete(key);
    locations.set(name, { settings: first.settings, files, roots: [root] });
  }
  return [...locations.values()];
}

function hasVersionTwice(files: readonly MigrationFile[]): boolean {
  const versions = files
    .filter(({ role }) => role === 'versioned')
    .map(({ version }) => version ?? '0')
    .sort(compareMigrationVersions);
  return versions.some(
    (version, at) => at > 0 && compareMigrationVersions(versions[at - 1] ?? '', version) === 0,
  );
}

/** Flyway sees by itself that an index is built concurrently; everything else has to be told to it. */
function newFiles(followUp: FollowUp, path: string): NewFile[] {
  const migration = { path, text: `${followUp.body}\n` };
  const statements = splitFile(followUp.body, 'postgresql').pieces.filter(isNoSetting);
  const needsTelling =
    followUp.transaction === 'none' && !statements.every(piece => NOT_TRANSACTIONAL.test(piece.sql));
  return needsTelling
    ? [migration, { path: `${path}.conf`, text: 'executeInTransaction=false\n' }]
    : [migration];
}

/** Flyway documentation, "Migrations": prefix, version, separator, description, suffix. */
function describe(path: string, naming: FlywayNaming): MigrationFile | null {
  const name = baseNameOf(path);
  const suffix = naming.suffixes.find(each => name.endsWith(each));
  if (suffix === undefined) return null;
  if (CALLBACK_NAME.test(name)) return { path, version: null, role: 'callback' };
  const stem = name.slice(0, -suffix.length);
  const at = stem.indexOf(naming.separator);
  if (at === -1 || at + naming.separator.length >= stem.length) return null;
  const head = stem.slice(0, at);
  if (head === naming.repeatable) return { path, version: null, role: 'repeatable' };
  const roles = [
    [naming.versioned, 'versioned'],
    [naming.undo, 'undo'],
    [naming.baseline, 'baseline'],
  ] as const;
  for (const [prefix, role] of roles) {
    const version = head.slice(prefix.length);
    if (head.startsWith(prefix) && /^\d[\d._]*$/.test(version)) return { path, version, role };
  }
  return null;
}

/** A baseline migration stands for the versions up to its own: where those are there, their schema is its schema. */
function withoutDoubleReplay(files: readonly MigrationFile[]): readonly MigrationFile[] {
  return files.map(file => {
    const { role, version } = file;
    const isDouble =
      role === 'baseline' &&
      files.some(
        other =>
          other.role === 'versioned' && compareMigrationVersions(other.version ?? '0', version ?? '0') <= 0,
      );
    return isDouble ? { ...file, replayed: false } : file;
  });
}

function commonFolder(folders: readonly string[]): string {
  const [first = '', ...others] = folders;
  return (
    foldersUpFrom(first).find(folder => others.every(other => other === folder || isBelow(folder, other))) ??
    ''
  );
}

function isDefaultLocation(folder: string): boolean {
  return defaultLocationEnd(folder.split('/')) !== -1;
}

/** Where among the parts of a path `migration` of `db/migration` stands; -1 when it does not. */
function defaultLocationEnd(parts: readonly string[]): number {
  return parts.findIndex((part, index) => part === 'migration' && parts[index - 1] === 'db');
}

/** Flyway searches its locations recursively; `db/migration` is the default one, vendor folders below it are locations of their own. */
function rootOf(path: string): string {
  const folder = parentOf(path);
  const parts = folder === '' ? [] : folder.split('/');
  const start = defaultLocationEnd(parts);
  if (start === -1) return folder;
  const vendor = parts[start + 1];
  return parts
    .slice(0, start + (vendor !== undefined && VENDOR_FOLDERS.has(vendor.toLowerCase()) ? 2 : 1))
    .join('/');
}

const ROLE_ORDER: Readonly<Record<MigrationFile['role'], number>> = {
  baseline: 0,
  versioned: 1,
  repeatable: 2,
  callback: 3,
  undo: 4,
  down: 5,
};

/** Versioned scripts by version, then repeatable ones by description. */
function runOrder(left: MigrationFile, right: MigrationFile): number {
  return (
    ROLE_ORDER[left.role] - ROLE_ORDER[right.role] ||
    compareMigrationVersions(left.version ?? '0', right.version ?? '0') ||
    compareNaturally(baseNameOf(left.path), baseNameOf(right.path))
  );
}

/*
 * What Flyway's PostgreSQL parser treats as not transactional (documentation, "PostgreSQL: limitations" and
 * "Script configuration: executeInTransaction").
 */
const NOT_TRANSACTIONAL =
  /^(?:create\s+(?:unique\s+)?index\s+concurrently|drop\s+index\s+concurrently|reindex\s+(?:\([^)]*\)\s*)?(?:schema|database|system|\w+\s+concurrently|concurrently)|vacuum|create\s+(?:database|tablespace|subscription)|drop\s+(?:database|tablespace)|alter\s+system|discard\s+all)\b/i;

/** Settings run on either side of a transaction. */
function isNoSetting(piece: StatementPiece): boolean {
  return piece.kind === 'sql' && !/^(?:set|reset)\s/i.test(piece.sql);
}

function transactionOf(
  file: MigrationFile,
  split: SplitFile,
  dialect: Dialect,
  set: MigrationSet,
  project: ProjectFiles,
): 'file' | 'statement' {
  if (dialect !== 'postgresql') return 'statement';
  const script = project.read(`${file.path}.conf`);
  const declared =
    script === null ? null : /^\s*executeInTransaction\s*=\s*(true|false)/im.exec(script)?.[1]?.toLowerCase();
  if ((declared ?? set.settings['executeintransaction']) === 'false') return 'statement';
  const statements = split.pieces.filter(isNoSetting);
  const refusing = statements.filter(piece => NOT_TRANSACTIONAL.test(piece.sql)).length;
  if (refusing === 0) return 'file';
  return refusing === statements.length || set.settings['mixed'] === 'true' ? 'statement' : 'file';
}
