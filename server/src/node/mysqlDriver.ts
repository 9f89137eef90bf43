import { createConnection } from 'mysql2/promise';
import type { DatabaseAddress, DatabaseConnection, Row } from '../introspection/connection.ts';
import { CONNECT_TIMEOUT, LOCK_TIMEOUT, QUERY_TIMEOUT } from './databaseLimits.ts';

/** A MySQL or MariaDB session that can change nothing. */
export async function connect(address: DatabaseAddress): Promise<DatabaseConnection> {
  const connection = await createConnection({
    uri: address.url,
    connectTimeout: CONNECT_TIMEOUT,
    // Everything as text: no dates to convert, no large numbers to round.
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
  });
  // Without a listener a connection that dies would end the process; the query that waits is told anyway.
  connection.on('error', () => undefined);
  const ask = async (sql: string): Promise<readonly Row[]> => {
    const [rows]: readonly unknown[] = await connection.query({ sql, timeout: QUERY_TIMEOUT + 5_000 });
    return Array.isArray(rows) ? rows.filter(isRow) : [];
  };
  const set = (assignment: string): Promise<unknown> =>
    ask(`SET SESSION ${assignment}`).catch(() => undefined);
  try {
    // Each server knows one of the two limits; sizes that MySQL keeps for a day are asked anew.
    await set(`max_execution_time = ${QUERY_TIMEOUT}`);
    await set(`max_statement_time = ${QUERY_TIMEOUT / 1000}`);
    await set(`lock_wait_timeout = ${LOCK_TIMEOUT / 1000}`);
    await set('information_schema_stats_expiry = 0');
    await set("sql_mode = ''");
    await ask('SET NAMES utf8mb4');
    await ask('START TRANSACTION READ ONLY');
  } catch (error) {
    connection.destroy();
    throw error;
  }
  return {
    family: 'mysql',
    database: connection.config.database ?? '',
    query: ask,
    async close() {
      await connection.end().catch(() => connection.destroy());
    },
  };
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
