/** Finds out which tables a statement waits for while another session reads or has written them. */
import type { Target } from '../../../server/src/engines/engine.ts';
import type { LockNote } from '../../../server/src/engines/lockNote.ts';
import { WAIT_TABLES } from './cases/waitCases.ts';
import { type Connection, connect, errorNumber, errorText, rowsOf, type ServerAddress } from './client.ts';
import { expect, replay } from './expectation.ts';
import type { Verdict } from './judge.ts';
import { prepare } from './measure.ts';
import type { WaitCase } from './measuredCase.ts';

type Holder = 'reader' | 'writer';

interface Wait {
  readonly table: string;
  readonly holder: Holder;
  readonly waits: boolean;
}

/** A transaction that has read a row, and one that has written a row that nobody else wants. */
const HOLD: Readonly<Record<string, Readonly<Record<Holder, string>>>> = {
  t: { reader: 'SELECT * FROM t WHERE id = 50', writer: 'UPDATE t SET b = b + 1 WHERE id = 50' },
  p: { reader: 'SELECT * FROM p WHERE id = 50', writer: 'UPDATE p SET x = x + 1 WHERE id = 50' },
  q: { reader: 'SELECT * FROM q WHERE id = 50', writer: 'UPDATE q SET a = NULL WHERE id = 50' },
};
const LOCK_WAIT_TIMEOUT = 1205;

/** Measures one case in a database of its own, and holds the note's locks against it. */
export async function judgeWaits(
  address: ServerAddress,
  target: Target,
  wait: WaitCase,
  database: string,
): Promise<Verdict> {
  const engine = target.engine === 'mariadb' ? 'mariadb' : 'mysql';
  const waits: Wait[] = [];
  for (const [table, statements] of Object.entries(HOLD)) {
    for (const holder of ['reader', 'writer'] as const) {
      waits.push({
        table,
        holder,
        waits: await surelyWaits({ address, engine, database }, wait, statements[holder]),
      });
    }
  }
  const { note } = expect(
    target,
    replay(target, [...WAIT_TABLES, ...(wait.setup ?? []), ...(wait.session ?? [])]),
    wait.statement,
  );
  const differences =
    note === null
      ? ['the facts know no note for the statement']
      : waits.flatMap(measured => difference(measured, note));
  return { name: `waits: ${wait.name}`, differences, compared: waits.length, skipped: [] };
}

interface Place {
  readonly address: ServerAddress;
  readonly engine: 'mysql' | 'mariadb';
  readonly database: string;
}

/** NOWAIT also fails for a moment's work of the server itself, such as its statistics: only twice is a wait. */
async function surelyWaits(place: Place, wait: WaitCase, hold: string): Promise<boolean> {
  const first = await waitsFor(place, wait, hold);
  if (!first || place.engine === 'mysql') return first;
  await new Promise(done => setTimeout(done, 50));
  return waitsFor(place, wait, hold);
}

async function waitsFor(
  { address, engine, database }: Place,
  wait: WaitCase,
  hold: string,
): Promise<boolean> {
  const holder = await connect(address);
  const worker = await connect(address);
  try {
    await prepare(worker, engine, [...WAIT_TABLES, ...(wait.setup ?? [])], database);
    await holder.query(`USE ${database}`);
    await holder.query('BEGIN');
    await holder.query(hold);
    // Seconds; 0 is NOWAIT in MariaDB and not allowed in MySQL.
    const timeout = engine === 'mariadb' ? 0 : 1;
    await worker.query(`SET SESSION lock_wait_timeout = ${timeout}, innodb_lock_wait_timeout = ${timeout}`);
    for (const statement of wait.session ?? []) await worker.query(statement);
    return await timesOut(worker, wait.statement);
  } finally {
    holder.destroy();
    worker.destroy();
  }
}

/** OPTIMIZE, CHECK and their like report errors as rows. */
async function timesOut(worker: Connection, statement: string): Promise<boolean> {
  try {
    const rows = await rowsOf(worker, statement);
    return rows.some(row => /lock wait timeout/i.test(String(row['Msg_text'] ?? '')));
  } catch (error) {
    if (errorNumber(error) === LOCK_WAIT_TIMEOUT) return true;
    throw new Error(`${statement}: ${errorText(error)}`);
  }
}

/**
 * EXCLUSIVE waits for readers, SHARED for writers; a table that is not listed makes nobody wait who only reads it.
 * (Who writes one side of a foreign key also has the other one open, so that writers say less.)
 */
function difference(measured: Wait, note: LockNote): readonly string[] {
  const lock = note.locks.find(held => held.relation === measured.table);
  const expected = expectedWait(measured.holder, lock?.mode, note);
  if (expected === null || expected === measured.waits) return [];
  const facts = lock === undefined ? 'do not list the table' : `list it as ${lock.mode}`;
  return [
    `${measured.waits ? 'waits' : 'does not wait'} for a ${measured.holder} of ${measured.table}, facts ${facts}`,
  ];
}

function expectedWait(holder: Holder, mode: string | undefined, note: LockNote): boolean | null {
  if (mode === 'EXCLUSIVE') return true;
  if (mode === 'SHARED') return holder === 'writer' ? true : null;
  // LOCK=NONE still begins and ends with a moment alone with the table; reading statements do not.
  if (mode === 'NONE')
    return note.algorithm === null ? (holder === 'reader' ? false : null) : holder === 'reader' ? true : null;
  return holder === 'reader' ? false : null;
}
