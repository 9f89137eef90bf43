import { type DatabaseConnection, required } from '../connection.ts';
import type { IntrospectedDatabase } from '../database.ts';
import { readPrograms } from './programs.ts';
import { readSettings, readTableSizes } from './serverState.ts';
import { readTables, readViews } from './tables.ts';

/** MySQL 5.7 and newer, MariaDB 10.2 and newer. */
export async function introspectMysql(connection: DatabaseConnection): Promise<IntrospectedDatabase> {
  const [version] = await connection.query('SELECT VERSION() AS version');
  const full = version === undefined ? '' : required(version, 'version');
  const dialect = /mariadb/i.test(full) ? 'mariadb' : 'mysql';
  const listed = (
    await connection.query(
      'SELECT table_name AS name, table_type AS kind FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name',
    )
  ).map(row => ({ name: required(row, 'name'), kind: required(row, 'kind') }));
  const tables = await readTables(connection, listed);
  const programs = await readPrograms(connection);
  const views = await readViews(connection, listed);
  // Order of tables and their foreign keys is free while nobody checks; functions come before the views that call them.
  const statements = [
    'SET FOREIGN_KEY_CHECKS = 0;',
    ...tables,
    ...programs.routines,
    ...views,
    ...programs.triggers,
    ...programs.events,
  ];
  return {
    dialect,
    version: /^\d+(?:\.\d+)*/.exec(full.replace(/^5\.5\.5-/, ''))?.[0] ?? '',
    ddl: `${[...statements, 'SET FOREIGN_KEY_CHECKS = 1;'].join('\n\n')}\n`,
    settings: await readSettings(connection),
    tables: await readTableSizes(connection),
  };
}
