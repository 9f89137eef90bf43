import { count, type DatabaseConnection, required } from '../connection.ts';

/** Settings that change what a migration does or how long it waits; `s` marks whole seconds. */
const SETTINGS: Readonly<Record<string, '' | 's' | 'ms'>> = {
  lock_wait_timeout: 's',
  innodb_lock_wait_timeout: 's',
  max_execution_time: 'ms',
  max_statement_time: '',
  sql_mode: '',
  foreign_key_checks: '',
  unique_checks: '',
  time_zone: '',
  explicit_defaults_for_timestamp: '',
  character_set_server: '',
  collation_server: '',
  character_set_database: '',
  collation_database: '',
  innodb_strict_mode: '',
  innodb_default_row_format: '',
  innodb_online_alter_log_max_size: '',
  alter_algorithm: '',
  old_alter_table: '',
  lower_case_table_names: '',
  sql_require_primary_key: '',
  sql_generate_invisible_primary_key: '',
};

/** What new sessions start with: the global values, not those of the session that reads. */
export async function readSettings(
  connection: DatabaseConnection,
): Promise<Readonly<Record<string, string>>> {
  const rows = await connection.query('SHOW GLOBAL VARIABLES');
  const values = new Map<string, string>();
  for (const row of rows) values.set(fieldOf(row, 'variable_name').toLowerCase(), fieldOf(row, 'value'));
  return Object.fromEntries(
    Object.entries(SETTINGS).flatMap(([name, unit]) => {
      const value = values.get(name);
      if (value === undefined) return [];
      return [[name, /^\d+$/.test(value) && value !== '0' ? value + unit : value] as const];
    }),
  );
}

/** Column names of SHOW and information_schema differ in case between servers. */
function fieldOf(row: Readonly<Record<string, unknown>>, name: string): string {
  const key = Object.keys(row).find(candidate => candidate.toLowerCase() === name);
  return key === undefined ? '' : required(row, key);
}

/** Estimates of the storage engine; a partitioned table counts as one. */
export async function readTableSizes(
  connection: DatabaseConnection,
): Promise<Readonly<Record<string, { readonly rows: number; readonly bytes: number }>>> {
  const rows = await connection.query(
    `SELECT table_name AS name, table_rows AS row_count, coalesce(data_length, 0) + coalesce(index_length, 0) AS bytes
     FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY table_name`,
  );
  return Object.fromEntries(
    rows.map(row => [required(row, 'name'), { rows: count(row, 'row_count'), bytes: count(row, 'bytes') }]),
  );
}
