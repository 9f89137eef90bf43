import { type DatabaseConnection, required } from '../connection.ts';
import type { IntrospectedDatabase } from '../database.ts';
import { readComments, readGrants } from './commentsAndGrants.ts';
import { type Dependency, type DumpEntry, inDependencyOrder } from './dumpEntry.ts';
import { readIndexes, readKeys, readStatisticsObjects } from './keysAndIndexes.ts';
import { readRoutines, readSequences } from './routines.ts';
import { readSchemas, readTypes } from './schemasAndTypes.ts';
import { readSettings, readTableSizes } from './serverState.ts';
import { readTables } from './tables.ts';
import { readTriggers, readViews } from './viewsAndTriggers.ts';

/** Bodies of functions may name what comes later, and names are written with their schema. */
const PREAMBLE = [
  'SET standard_conforming_strings = on;',
  "SELECT pg_catalog.set_config('search_path', '', false);",
  'SET check_function_bodies = false;',
];

/** PostgreSQL 10 and newer. */
export async function introspectPostgresql(connection: DatabaseConnection): Promise<IntrospectedDatabase> {
  await connection.query("SELECT pg_catalog.set_config('search_path', '', false)");
  const [version] = await connection.query('SHOW server_version');
  const entries: DumpEntry[] = [];
  // One after the other: a connection answers one question at a time.
  for (const read of [
    readSchemas,
    readTypes,
    readSequences,
    readRoutines,
    readTables,
    readKeys,
    readIndexes,
    readViews,
    readStatisticsObjects,
    readTriggers,
  ])
    entries.push(...(await read(connection)));
  const known = new Set(entries.flatMap(one => [one.id, ...one.aliases]));
  for (const read of [readComments, readGrants]) {
    for (const one of await read(connection)) if (one.needs.every(id => known.has(id))) entries.push(one);
  }
  const ordered = inDependencyOrder(entries, await readDependencies(connection));
  const statements = ordered.map(one => one.statements.join('\n'));
  return {
    dialect: 'postgresql',
    version: (version === undefined ? '' : required(version, 'server_version')).replace(/\s.*$/, ''),
    ddl: `${[PREAMBLE.join('\n'), ...statements].join('\n\n')}\n`,
    settings: await readSettings(connection),
    tables: await readTableSizes(connection),
  };
}

/** What needs what, as the server keeps it. A view's needs are those of its rule. */
async function readDependencies(connection: DatabaseConnection): Promise<readonly Dependency[]> {
  const rows = await connection.query(
    `SELECT DISTINCT CASE WHEN w.oid IS NULL THEN d.classid::regclass::text ELSE 'pg_class' END AS from_class, coalesce(w.ev_class, d.objid) AS from_oid,
       d.refclassid::regclass::text AS to_class, d.refobjid AS to_oid
     FROM pg_depend d LEFT JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid AND w.rulename = '_RETURN'
     WHERE d.deptype = 'n' AND d.objid >= 16384`,
  );
  return rows.map(row => ({
    from: `${required(row, 'from_class')}:${required(row, 'from_oid')}`,
    to: `${required(row, 'to_class')}:${required(row, 'to_oid')}`,
  }));
}
