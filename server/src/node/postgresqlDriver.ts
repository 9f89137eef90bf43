import pg from 'pg';
import type { DatabaseAddress, DatabaseConnection } from '../introspection/connection.ts';
import { CONNECT_TIMEOUT, LOCK_TIMEOUT, QUERY_TIMEOUT } from './databaseLimits.ts';

/** A PostgreSQL session that reads one snapshot and can change nothing. */
export async function connect(address: DatabaseAddress): Promise<DatabaseConnection> {
  const client = new pg.Client({
    connectionString: address.url,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    query_timeout: QUERY_TIMEOUT + 5_000,
    application_name: 'interlock',
  });
  let lost: Error | null = null;
  client.on('error', error => {
    lost = error;
  });
  try {
    await client.connect();
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await client.query(
      `SET LOCAL statement_timeout = ${QUERY_TIMEOUT}; SET LOCAL lock_timeout = ${LOCK_TIMEOUT}; SET LOCAL standard_conforming_strings = on`,
    );
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return {
    family: 'postgresql',
    database: client.database ?? '',
    async query(sql) {
      if (lost !== null) throw lost;
      const result = await client.query<Record<string, unknown>>(sql);
      return result.rows;
    },
    async close() {
      await client.query('ROLLBACK').catch(() => undefined);
      await client.end().catch(() => undefined);
    },
  };
}
