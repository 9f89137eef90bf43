import type { Dialect } from '../syntax/dialect.ts';
import { splitFile } from '../syntax/splitter.ts';
import type { SplitFile, StatementPiece } from '../syntax/statement.ts';
import type {
  FileLayout,
  FollowUp,
  MigrationFile,
  MigrationFramework,
  MigrationSet,
  NewFile,
  ProjectFiles,
} from './framework.ts';
import { baseNameOf, joinPath, parentOf } from './paths.ts';
import { compareMigrationVersions, compareNaturally, incrementVersion } from './versions.ts';

/* Flyway documentation, "Migrations": V<version>__<description>.sql, U (undo), B (baseline), R__<description>.sql. */
const SCRIPT_NAME = /^(?:([VUB])(\d[\d._]*?)__.+|(R)__.+)\.sql$/;
const CALLBACK_NAME = /^(?:before|after)[A-Z]\w*(?:__.*)?\.sql$/;
const CONFIGURATION_NAMES = ['flyway.conf', 'conf/flyway.conf', 'flyway.toml', 'conf/flyway.toml'];
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
  configurationFiles: /(?:^|\/)flyway\.(?:conf|toml)$|\.sql\.conf$/,
  optOut: {
    kind: 'companion-file',
    path: migration => `${migration}.conf`,
    text: 'executeInTransaction=false\n',
  },

  recognise(project) {
    const settings = readSettings(project);
    const folders = new Map<string, MigrationFile[]>();
    for (const path of project.paths) {
      const file = describe(path);
      if (file === null) continue;
      const root = rootOf(path);
      const files = folders.get(root) ?? [];
      files.push(file);
      folders.set(root, files);
    }
    return [...folders]
      .filter(([, files]) => files.some(file => file.role !== 'callback'))
      .map(
        ([root, files]) => ({ framework: 'flyway', root, files: files.sort(runOrder), settings }) as const,
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
    return followUps.flatMap((followUp, index) =>
      newFiles(
        followUp,
        joinPath(folder, `V${incrementVersion(newest ?? '0', index + 1)}__${followUp.slug}.sql`),
      ),
    );
  },
};

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

function describe(path: string): MigrationFile | null {
  const name = baseNameOf(path);
  const match = SCRIPT_NAME.exec(name);
  if (match !== null) {
    const role =
      match[3] === 'R'
        ? 'repeatable'
        : match[1] === 'V'
          ? 'versioned'
          : match[1] === 'U'
            ? 'undo'
            : 'baseline';
    return { path, version: match[2] ?? null, role };
  }
  return CALLBACK_NAME.test(name) ? { path, version: null, role: 'callback' } : null;
}

/** Flyway searches its locations recursively; `db/migration` is the default one, vendor folders below it are locations of their own. */
function rootOf(path: string): string {
  const folder = parentOf(path);
  const parts = folder === '' ? [] : folder.split('/');
  const start = parts.findIndex((part, index) => part === 'migration' && parts[index - 1] === 'db');
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
  if (declared === 'false') return 'statement';
  const statements = split.pieces.filter(isNoSetting);
  const refusing = statements.filter(piece => NOT_TRANSACTIONAL.test(piece.sql)).length;
  if (refusing === 0) return 'file';
  return refusing === statements.length || set.settings['mixed'] === 'true' ? 'statement' : 'file';
}

/** Key names lower case, without the `flyway.` prefix. */
function readSettings(project: ProjectFiles): Readonly<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const path of project.paths) {
    if (!CONFIGURATION_NAMES.some(name => path === name || path.endsWith(`/${name}`))) continue;
    for (const line of (project.read(path) ?? '').split(/\r?\n/)) {
      const match = /^\s*(?:flyway\.)?([\w.]+)\s*=\s*"?([^"#]*)"?\s*$/.exec(line);
      if (match?.[1] !== undefined) settings[match[1].toLowerCase()] ??= (match[2] ?? '').trim();
    }
  }
  return settings;
}
