import type { Dialect } from '../syntax/dialect.ts';
import type { MigrationSet, ProjectFiles } from './framework.ts';
import { baseNameOf, foldersUpFrom, parentOf } from './paths.ts';

/** A file that names the engine, and how: the first group is a word of {@link ENGINE_WORDS}. */
interface Hint {
  readonly file: RegExp;
  readonly says: RegExp;
}

/** Tools that know one engine only. */
const ONLY_POSTGRESQL: ReadonlySet<MigrationSet['framework']> = new Set([
  'node-pg-migrate',
  'supabase',
  'tern',
  'hasura',
]);

/* In the order in which they are believed; files that hold passwords by design, as .env, are left alone. Names of files and keys are those of the tools' manuals. */
const HINTS: readonly Hint[] = [
  { file: /^migration_lock\.toml$/, says: /^\s*provider\s*=\s*"(\w+)"/m },
  { file: /^schema\.prisma$/, says: /datasource\s+\w+\s*\{[^}]*?\bprovider\s*=\s*"(\w+)"/ },
  { file: /^drizzle\.config\.(?:[cm]?[jt]s|json)$/, says: /\bdialect["']?\s*:\s*["'](\w+)["']/ },
  { file: /^_journal\.json$/, says: /"dialect"\s*:\s*"(\w+)"/ },
  { file: /^atlas\.hcl$/, says: /^\s*(?:url|dev)\s*=\s*"(?:docker:\/\/)?(\w+)/m },
  { file: /^dbconfig\.ya?ml$/, says: /^\s*dialect:\s*["']?(\w+)/m },
  { file: /^database\.ya?ml$/, says: /^\s*(?:adapter|dialect):\s*["']?(\w+)/m },
  { file: /^knexfile\.[cm]?[jt]s$/, says: /\bclient["']?\s*:\s*["'](\w+)/ },
  { file: /^ormconfig\.json$/, says: /"type"\s*:\s*"(\w+)"/ },
  { file: /^diesel\.toml$/, says: /^\s*(?:database_url|url)\s*=\s*"(\w+):/m },
  {
    file: /^Cargo\.toml$/,
    says: /^\s*(?:sqlx|diesel|sea-orm|refinery)\s*=[^\n]*?"(?:sqlx-)?(postgres|mysql|mariadb)/m,
  },
  { file: /^go\.mod$/, says: /\b(?:github\.com\/(?:lib\/(pq)|jackc\/(pgx)|go-sql-driver\/(mysql)))\b/ },
];

/** Matches the paths of files that name an engine. */
export const ENGINE_FILES =
  /(?:^|\/)(?:migration_lock\.toml|schema\.prisma|drizzle\.config\.(?:[cm]?[jt]s|json)|_journal\.json|atlas\.hcl|(?:dbconfig|database)\.ya?ml|knexfile\.[cm]?[jt]s|ormconfig\.json|diesel\.toml|Cargo\.toml|go\.mod)$/;

const ENGINE_WORDS: Readonly<Record<string, Dialect>> = {
  postgres: 'postgresql',
  postgresql: 'postgresql',
  pg: 'postgresql',
  pgx: 'postgresql',
  pq: 'postgresql',
  pgsql: 'postgresql',
  postgis: 'postgresql',
  cockroachdb: 'postgresql',
  mysql: 'mysql',
  mysql2: 'mysql',
  trilogy: 'mysql',
  maria: 'mariadb',
  mariadb: 'mariadb',
};

/** The engine that the tool's configuration, or that of the program around it, names; null when none does. */
export function engineOfSet(project: ProjectFiles, set: MigrationSet): Dialect | null {
  if (ONLY_POSTGRESQL.has(set.framework)) return 'postgresql';
  const files = hintFiles(project);
  for (const folder of foldersUpFrom(set.root)) {
    for (const { file, says } of HINTS) {
      for (const path of files) {
        if (!file.test(baseNameOf(path)) || !belongsTo(folder, path)) continue;
        const match = says.exec((project.read(path) ?? '').slice(0, LONGEST));
        const word = match?.slice(1).find(group => group !== undefined);
        const engine = word === undefined ? undefined : ENGINE_WORDS[word.toLowerCase()];
        if (engine !== undefined) return engine;
      }
    }
  }
  return null;
}

const LONGEST = 100_000;

/** Beside the folder, or in the folders in which tools keep their configuration. */
function belongsTo(folder: string, path: string): boolean {
  const parent = parentOf(path);
  if (parent === folder) return true;
  return /^(?:config|meta|prisma)$/.test(baseNameOf(parent)) && parentOf(parent) === folder;
}

const known = new WeakMap<readonly string[], readonly string[]>();

function hintFiles(project: ProjectFiles): readonly string[] {
  const kept = known.get(project.paths) ?? project.paths.filter(path => ENGINE_FILES.test(path));
  known.set(project.paths, kept);
  return kept;
}
