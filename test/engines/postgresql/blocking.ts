/** Who must wait while the session under test holds its locks. */
import type { Client } from './packages.ts';
import type { Relations } from './userRelations.ts';

const LOCK_TIMEOUT = '55P03';
/** Milliseconds a probing session waits; the session under test holds its locks all the while. */
const PATIENCE = 10;

/** What a session that must wait wanted to do. */
export interface Blocked {
  readonly blocksReads: boolean;
  readonly blocksWrites: boolean;
}

/** Reads and writes of the target from another session. */
export async function probeBlocked(observer: Client, before: Relations): Promise<Blocked> {
  const target = before.target;
  if (target === null) return { blocksReads: false, blocksWrites: false };
  const writes =
    target.kind === 'S'
      ? [`SELECT nextval('${target.sql}')`]
      : [`DELETE FROM ${target.sql} WHERE random() < 0`, `INSERT INTO ${target.sql} DEFAULT VALUES`];
  const blocksReads = await isBlocked(observer, `SELECT count(*) FROM ${target.sql} WHERE random() < 0`);
  let blocksWrites = false;
  for (const write of writes) blocksWrites = blocksWrites || (await isBlocked(observer, write));
  return { blocksReads, blocksWrites };
}

async function isBlocked(observer: Client, sql: string): Promise<boolean> {
  await observer.query(`BEGIN; SET LOCAL lock_timeout = ${PATIENCE}`);
  try {
    await observer.query(sql);
    return false;
  } catch (error) {
    return sqlState(error) === LOCK_TIMEOUT;
  } finally {
    await observer.query('ROLLBACK');
  }
}

/** The SQLSTATE of a failed query; `unknown` for other failures. */
export function sqlState(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
