/** What a statement costs on MySQL and MariaDB: the way that the server takes, and the weakest lock it grants with it. */
import { affectedRows, type Connection, errorNumber, rowsOf } from '../../mysql/client.ts';
import { type Blocked, bare, type StatementEffect } from '../bench.ts';

const ALGORITHMS = {
  mysql: ['INSTANT', 'INPLACE', 'COPY'],
  mariadb: ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'],
} as const;
const LOCKS = ['NONE', 'SHARED', 'EXCLUSIVE'] as const;
const CLAUSE =
  /,?\s*\b(ALGORITHM|LOCK)\s*=?\s*(DEFAULT|INSTANT|NOCOPY|INPLACE|COPY|NONE|SHARED|EXCLUSIVE)\b/gi;
const CLAUSES_FIT =
  /^(?:ALTER\s+(?:ONLINE\s+|IGNORE\s+)?TABLE|CREATE\s+(?:UNIQUE\s+|FULLTEXT\s+|SPATIAL\s+)?INDEX|DROP\s+INDEX)\b/i;
const DDL = /^(?:ALTER|CREATE|DROP|RENAME|TRUNCATE|OPTIMIZE)\b/i;

/** A statement, and how to have the tables before it again. */
export interface Trial {
  readonly connection: Connection;
  readonly engine: 'mysql' | 'mariadb';
  readonly sql: string;
  readonly database: string;
  /** Makes the database as it is before the statement, for one more attempt. */
  rewind(): Promise<void>;
}

/** Runs the statement, after finding out on fresh tables what the server would accept. Throws what the server throws. */
export async function measureStatement(trial: Trial): Promise<StatementEffect> {
  const { connection, sql } = trial;
  const words = bare(sql);
  if (!DDL.test(words)) {
    await connection.query(sql);
    return { sql, blocked: [], rebuilds: false, long: false, waitLimit: null };
  }
  const limit = await lockLimit(connection);
  const chosen = CLAUSES_FIT.test(words) ? await accepted(trial) : null;
  await trial.rewind();
  const before = await tableIds(trial);
  const copied = (await affectedRows(connection, sql)) > 0;
  const after = await tableIds(trial);
  const isRebuilt = [...before].some(([name, id]) => after.has(name) && after.get(name) !== id);
  const tables = [...before.keys()].filter(name => new RegExp(`\\b${name.replace(/\W/g, '.')}\\b`).test(sql));
  const work = copied || isRebuilt || (chosen !== null && chosen.algorithm !== 'INSTANT');
  return {
    sql,
    blocked: tables.map(table => ({ table, what: blocks(work, chosen?.lock ?? null) })).filter(isBlocking),
    rebuilds: copied || isRebuilt,
    long: work,
    waitLimit: tables.length > 0 ? limit : null,
  };
}

/** A statement without work takes its table for itself for a moment; one that may run beside writers blocks none. */
function blocks(work: boolean, lock: (typeof LOCKS)[number] | null): Blocked['what'] | null {
  if (!work) return 'reads';
  return lock === 'NONE' ? null : lock === 'SHARED' ? 'writes' : 'reads';
}

function isBlocking(entry: {
  readonly table: string;
  readonly what: Blocked['what'] | null;
}): entry is Blocked {
  return entry.what !== null;
}

interface Accepted {
  readonly algorithm: string;
  readonly lock: (typeof LOCKS)[number];
}

/** The first algorithm that the server accepts, or the statement's own, and the weakest lock with it. */
async function accepted(trial: Trial): Promise<Accepted | null> {
  const own = new Map<string, string>();
  for (const [, name = '', value = ''] of trial.sql.matchAll(CLAUSE))
    own.set(name.toUpperCase(), value.toUpperCase());
  const ownAlgorithm = own.get('ALGORITHM');
  const plain = trial.sql.replace(CLAUSE, '');
  const algorithms: readonly string[] =
    ownAlgorithm === undefined || ownAlgorithm === 'DEFAULT' ? ALGORITHMS[trial.engine] : [ownAlgorithm];
  const ownLock = LOCKS.find(lock => lock === own.get('LOCK'));
  for (const algorithm of algorithms) {
    if (!(await accepts(trial, plain, `ALGORITHM=${algorithm}`))) continue;
    if (ownLock !== undefined) return { algorithm, lock: ownLock };
    for (const lock of LOCKS)
      if (await accepts(trial, plain, `ALGORITHM=${algorithm}, LOCK=${lock}`)) return { algorithm, lock };
    return { algorithm, lock: 'EXCLUSIVE' };
  }
  return null;
}

async function accepts(trial: Trial, plain: string, clauses: string): Promise<boolean> {
  await trial.rewind();
  const isAlter = /^ALTER/i.test(bare(plain));
  try {
    await trial.connection.query(
      `${plain}${isAlter ? ', ' : ' '}${isAlter ? clauses : clauses.replace(',', '')}`,
    );
    return true;
  } catch (error) {
    if (errorNumber(error) === null) throw error;
    return false;
  }
}

/** Seconds as milliseconds; the default of a day or a year is for ever. */
async function lockLimit(connection: Connection): Promise<number> {
  const [row] = await rowsOf(connection, 'SELECT @@SESSION.lock_wait_timeout AS n');
  const seconds = Number(row?.['n'] ?? 0);
  return seconds >= 86_400 ? 0 : seconds * 1000;
}

async function tableIds({ connection, engine, database }: Trial): Promise<ReadonlyMap<string, string>> {
  const view = engine === 'mysql' ? 'INNODB_TABLES' : 'INNODB_SYS_TABLES';
  const rows = await rowsOf(
    connection,
    `SELECT NAME AS name, TABLE_ID AS id FROM information_schema.${view} WHERE NAME LIKE '${database}/%' AND NAME NOT LIKE '%#%'`,
  );
  return new Map(rows.map(row => [String(row['name']).slice(database.length + 1), String(row['id'])]));
}
