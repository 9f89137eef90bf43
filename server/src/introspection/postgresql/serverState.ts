import { count, type DatabaseConnection, required, text } from '../connection.ts';
import { notOfExtension, USER_SCHEMA } from './filters.ts';

/** Settings that change what a migration does or how long it waits. */
const SETTINGS = [
  'lock_timeout',
  'statement_timeout',
  'idle_in_transaction_session_timeout',
  'transaction_timeout',
  'deadlock_timeout',
  'default_transaction_isolation',
  'TimeZone',
] as const;

/**
 * What new sessions of this user in this database start with. The session that reads has timeouts of its own, so the
 * values before it set them are taken.
 */
export async function readSettings(
  connection: DatabaseConnection,
): Promise<Readonly<Record<string, string>>> {
  const names = SETTINGS.map(name => `'${name.toLowerCase()}'`).join(', ');
  const rows = await connection.query(
    `SELECT name, reset_val AS value, unit FROM pg_settings WHERE lower(name) IN (${names})`,
  );
  const values = new Map(
    rows.map(row => {
      const value = required(row, 'value');
      return [required(row, 'name').toLowerCase(), value === '0' ? value : value + (text(row, 'unit') ?? '')];
    }),
  );
  return Object.fromEntries(
    SETTINGS.flatMap(name => {
      const value = values.get(name.toLowerCase());
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** Estimated rows, as the last VACUUM or ANALYZE left them, and bytes with indexes and TOAST. */
export async function readTableSizes(
  connection: DatabaseConnection,
): Promise<Readonly<Record<string, { readonly rows: number; readonly bytes: number }>>> {
  const rows = await connection.query(
    `SELECT n.nspname || '.' || c.relname AS name, c.oid, c.relkind AS kind, i.inhparent AS parent,
       CASE WHEN c.relkind IN ('r', 'm') THEN pg_total_relation_size(c.oid) ELSE 0 END AS bytes,
       CASE WHEN c.reltuples > 0 THEN c.reltuples::bigint ELSE coalesce(pg_stat_get_live_tuples(c.oid), 0) END AS tuples
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
     WHERE ${USER_SCHEMA} AND c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND ${notOfExtension('pg_class', 'c.oid')}`,
  );
  const byOid = new Map(rows.map(row => [required(row, 'oid'), row]));
  const sizes = new Map<string, { rows: number; bytes: number }>();
  for (const row of rows) {
    if (required(row, 'kind') === 'p') continue;
    // A partitioned table is as large as its partitions.
    for (let at: typeof row | undefined = row; at !== undefined; at = byOid.get(required(at, 'parent'))) {
      const name = required(at, 'name');
      const known = sizes.get(name) ?? { rows: 0, bytes: 0 };
      sizes.set(name, { rows: known.rows + count(row, 'tuples'), bytes: known.bytes + count(row, 'bytes') });
    }
  }
  return Object.fromEntries([...sizes].sort(([left], [right]) => (left < right ? -1 : 1)));
}
