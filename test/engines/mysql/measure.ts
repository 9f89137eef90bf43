/** Runs one case on a real server and says what it did. */
import {
  type Algorithm,
  MYSQL_LOCK_LEVELS,
  type MysqlLockLevel,
} from '../../../server/src/engines/lockNote.ts';
import { affectedRows, type Connection, errorNumber, errorText, rowsOf } from './client.ts';
import type { MeasuredCase } from './measuredCase.ts';

export interface Run {
  /** The clauses that were added to the statement; empty for the statement as it stands. */
  readonly clauses: string;
  readonly error: { readonly code: number; readonly text: string } | null;
  /** The server copied row by row. */
  readonly copied: boolean;
  /** The storage engine made a new table. */
  readonly rebuilt: boolean;
}

export interface Measurement {
  readonly plain: Run;
  /** Further runs, each on fresh tables. */
  readonly clauses: readonly Run[];
  /** The first algorithm that the server accepts; null when none was tried or accepted. */
  readonly algorithm: Algorithm | null;
  /** The weakest LOCK accepted with it; null when the server accepts none at all with it. */
  readonly lock: MysqlLockLevel | null;
}

/** The schema could not be made: the engine lacks what the case needs. */
export class SetupFailed extends Error {
  override readonly name = 'SetupFailed';
}

const DATABASE = 'interlock_measure';
const ALGORITHMS: Readonly<Record<'mysql' | 'mariadb', readonly Algorithm[]>> = {
  mysql: ['INSTANT', 'INPLACE', 'COPY'],
  mariadb: ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'],
};

export async function measure(
  connection: Connection,
  engine: 'mysql' | 'mariadb',
  measured: MeasuredCase,
): Promise<Measurement> {
  const plain = await run(connection, engine, measured, '');
  const clauses: Run[] = [];
  let algorithm: Algorithm | null = null;
  let lock: MysqlLockLevel | null = null;
  if (measured.measure !== 'plain') {
    for (const candidate of ALGORITHMS[engine]) {
      const tried = await run(connection, engine, measured, `ALGORITHM=${candidate}`);
      clauses.push(tried);
      if (tried.error === null) {
        algorithm = candidate;
        break;
      }
    }
    for (const level of algorithm === null ? [] : MYSQL_LOCK_LEVELS) {
      const tried = await run(connection, engine, measured, `ALGORITHM=${algorithm}, LOCK=${level}`);
      clauses.push(tried);
      if (tried.error === null) {
        lock = level;
        break;
      }
    }
  }
  return { plain, clauses, algorithm, lock };
}

/** The statement with clauses where its grammar wants them. */
export function withClauses(measured: MeasuredCase, clauses: string): string {
  const { statement } = measured;
  if (statement.includes('CLAUSE ')) {
    // PARTITION BY and REMOVE PARTITIONING follow the other clauses without a comma.
    const separator = clauses === '' || /CLAUSE (?:PARTITION BY|REMOVE)/.test(statement) ? ' ' : ', ';
    return statement.replace('CLAUSE ', `${clauses}${separator}`).replace('  ', ' ');
  }
  if (clauses === '') return statement;
  return statement.startsWith('ALTER TABLE')
    ? `${statement}, ${clauses}`
    : `${statement} ${clauses.replace(',', '')}`;
}

async function run(
  connection: Connection,
  engine: 'mysql' | 'mariadb',
  measured: MeasuredCase,
  clauses: string,
): Promise<Run> {
  await prepare(connection, engine, measured.setup);
  for (const statement of measured.session ?? []) await connection.query(statement);
  const before = await tableIds(connection, engine);
  try {
    const affected = await affectedRows(connection, withClauses(measured, clauses));
    const after = await tableIds(connection, engine);
    const rebuilt = [...before].some(([name, id]) => after.has(name) && after.get(name) !== id);
    return { clauses, error: null, copied: affected > 0, rebuilt };
  } catch (error) {
    const code = errorNumber(error);
    if (code === null) throw error;
    return { clauses, error: { code, text: errorText(error) }, copied: false, rebuilt: false };
  }
}

/** A fresh database with the case's tables, and the session as it starts. */
export async function prepare(
  connection: Connection,
  engine: 'mysql' | 'mariadb',
  setup: readonly string[],
  database: string = DATABASE,
): Promise<void> {
  await connection.query(`DROP DATABASE IF EXISTS ${database}`);
  await connection.query(`CREATE DATABASE ${database} DEFAULT CHARACTER SET utf8mb4`);
  await connection.query(`USE ${database}`);
  await connection.query('SET SESSION sql_mode = DEFAULT, foreign_key_checks = 1');
  await resetIfKnown(connection, engine === 'mysql' ? 'old_alter_table' : 'alter_algorithm');
  for (const statement of setup) {
    try {
      await connection.query(statement);
    } catch (error) {
      throw new SetupFailed(`${statement.slice(0, 60)}...: ${errorText(error)}`);
    }
  }
}

/** A variable that not every version has. */
async function resetIfKnown(connection: Connection, variable: string): Promise<void> {
  const [known] = await rowsOf(connection, `SHOW VARIABLES LIKE '${variable}'`);
  if (known !== undefined) await connection.query(`SET SESSION ${variable} = DEFAULT`);
}

/** Table ids by name, partitions included: a new id under an old name is a new table. */
async function tableIds(
  connection: Connection,
  engine: 'mysql' | 'mariadb',
): Promise<ReadonlyMap<string, string>> {
  const view = engine === 'mysql' ? 'INNODB_TABLES' : 'INNODB_SYS_TABLES';
  const rows = await rowsOf(
    connection,
    `SELECT NAME AS name, TABLE_ID AS id FROM information_schema.${view} WHERE NAME = '${DATABASE}/t' OR NAME LIKE '${DATABASE}/t#%'`,
  );
  return new Map(rows.map(row => [String(row['name']).toLowerCase(), String(row['id'])]));
}
