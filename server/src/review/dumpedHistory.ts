import { compareMigrationVersions } from '../frameworks/versions.ts';

/*
 * The table in which a migration tool keeps what has run, as a dump holds it: `INSERT INTO schema_migrations ...`, or
 * `COPY public.flyway_schema_history (...) FROM stdin;` with its rows.
 */

const TABLES =
  '(?:flyway_schema_history|schema_version|schema_migrations|goose_db_version|_sqlx_migrations|__diesel_schema_migrations|gorp_migrations)';
const NAME = `(?:[\\w"\`]+\\.)?["\`]?${TABLES}["\`]?`;
const INSERT = new RegExp(
  `^INSERT\\s+(?:IGNORE\\s+)?INTO\\s+${NAME}\\s*(?:\\([^)]*\\))?\\s*VALUES([\\s\\S]*?);[ \\t]*$`,
  'gim',
);
const COPY = new RegExp(`^COPY\\s+${NAME}[^\\n]*FROM\\s+stdin;\\r?\\n([\\s\\S]*?)^\\\\\\.`, 'gim');

/** The newest version among the rows; null when the dump has none. The answer for the last dump is kept. */
export function newestVersionIn(dump: string): string | null {
  if (kept?.dump !== dump) kept = { dump, newest: findNewest(dump) };
  return kept.newest;
}

let kept: { readonly dump: string; readonly newest: string | null } | null = null;

function findNewest(dump: string): string | null {
  const rows = [
    ...[...dump.matchAll(INSERT)].flatMap(([, values = '']) =>
      [...values.matchAll(/\(([^()]*)/g)].map(([, row = '']) => row.split(',').map(unquoted)),
    ),
    ...[...dump.matchAll(COPY)].flatMap(([, text = '']) =>
      text
        .split(/\r?\n/)
        .filter(row => row !== '')
        .map(row => row.split('\t')),
    ),
  ];
  return rows
    .flatMap(row => versionOf(row) ?? [])
    .reduce<string | null>(
      (best, version) => (best === null || compareMigrationVersions(version, best) > 0 ? version : best),
      null,
    );
}

/** One column is the version alone; two and more begin with a running number. */
function versionOf(row: readonly string[]): string | null {
  const [first = '', second = ''] = row;
  const version = row.length > 1 && /^\d{1,6}$/.test(first) && /^\d/.test(second) ? second : first;
  return /^\d[\d._]*$/.test(version) ? version : null;
}

function unquoted(value: string): string {
  return value.trim().replace(/^'|'$/g, '');
}
