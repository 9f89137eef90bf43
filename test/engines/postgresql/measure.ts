/** What one statement does to a table on a running server, read off the server itself. */
import { setTimeout as delay } from 'node:timers/promises';
import { probeBlocked, sqlState } from './blocking.ts';
import {
  fileNodes,
  isIndexBuild,
  isRewritten,
  isScanned,
  rowCount,
  rowsRead,
  stillFilled,
} from './effects.ts';
import type { EngineCase } from './engineCase.ts';
import { lockableOf, locksOf, OBSTACLES, obstacleOn, strength, strengthen } from './heldLocks.ts';
import type { Client } from './packages.ts';
import type { Server } from './server.ts';
import { backend, type Relations, readRelations, resetDatabase } from './userRelations.ts';

/** Relation locks use the names of pg_locks (`AccessExclusiveLock`). */
export interface Measurement {
  /** SQLSTATE of the refusal; null when the statement ran. */
  readonly refused: string | null;
  readonly message: string;
  /** Strongest lock per relation that existed before, by `schema.name`. */
  readonly locks: ReadonlyMap<string, string>;
  /** `pg_class.relkind` of every relation in `locks`. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly blocksReads: boolean;
  readonly blocksWrites: boolean;
  readonly rewritesTable: boolean;
  readonly scansTable: boolean;
  readonly buildsIndex: boolean;
  /** Rows of the target and its descendants. */
  readonly rows: number;
  /** False when the server refused the statement inside a transaction and it was measured alone. */
  readonly transactional: boolean;
}

const NOT_IN_TRANSACTION = '25001';
/** Milliseconds after which the counters of an ended session are surely visible (PGSTAT_STAT_INTERVAL is 500). */
const STATISTICS_DELAY = 650;
/** From this major on a session reports at its end and counters are shared memory. */
const IMMEDIATE_STATISTICS = 15;

/** Three connections to one server, used for one case after another. */
export class Laboratory {
  readonly #server: Server;
  #subject: Client | null = null;
  #observer: Client | null = null;
  #messages: string[] = [];

  constructor(server: Server) {
    this.#server = server;
  }

  async measure(engineCase: EngineCase): Promise<Measurement> {
    const before = await this.#prepare(engineCase);
    const inside = await this.#measureInTransaction(engineCase, before);
    if (inside.refused !== NOT_IN_TRANSACTION) return inside;
    return this.#measureAlone(engineCase, before);
  }

  async close(): Promise<void> {
    await this.#subject?.end();
    await this.#observer?.end();
  }

  /** Makes the schema of a case anew. */
  async #prepare(engineCase: EngineCase): Promise<Relations> {
    const observer = await this.#connectObserver();
    await observer.query('ROLLBACK');
    await resetDatabase(observer);
    await observer.query(engineCase.setup);
    return readRelations(observer, engineCase);
  }

  /** Counters without anything that the preparing session has not reported yet: it reports when it ends. */
  async #settledCounters(before: Relations): Promise<ReadonlyMap<number, number>> {
    await this.#observer?.end();
    this.#observer = null;
    await this.#waitForStatistics();
    return rowsRead(await this.#connectObserver(), before, 'pg_stat_user_tables');
  }

  #waitForStatistics(): Promise<void> {
    return delay(this.#server.build.major >= IMMEDIATE_STATISTICS ? 50 : STATISTICS_DELAY);
  }

  async #connectObserver(): Promise<Client> {
    this.#observer ??= await this.#server.connect();
    return this.#observer;
  }

  async #connectSubject(): Promise<Client> {
    if (this.#subject !== null) return this.#subject;
    this.#subject = await this.#server.connect({ onNotice: message => this.#messages.push(message) });
    return this.#subject;
  }

  async #measureInTransaction(engineCase: EngineCase, before: Relations): Promise<Measurement> {
    const subject = await this.#connectSubject();
    const observer = await this.#connectObserver();
    await subject.query('DISCARD ALL');
    await subject.query(SUBJECT_SETTINGS);
    await subject.query('BEGIN');
    try {
      if (engineCase.session !== undefined) await subject.query(engineCase.session);
      const readBefore = await rowsRead(subject, before, 'pg_stat_xact_user_tables');
      this.#messages = [];
      try {
        await subject.query(`SET LOCAL client_min_messages = debug1; ${engineCase.statement}`);
      } catch (error) {
        return refusal(error);
      }
      const messages = this.#messages;
      await subject.query('SET LOCAL client_min_messages = warning');
      const readAfter = await rowsRead(subject, before, 'pg_stat_xact_user_tables');
      const files = await fileNodes(subject, before);
      const filled = await stillFilled(subject, before);
      const held = await locksOf(observer, before, await backend(subject));
      const blocked = await probeBlocked(observer, before);
      return {
        refused: null,
        message: '',
        ...held,
        ...blocked,
        transactional: true,
        rows: rowCount(before),
        rewritesTable: isRewritten(before, files, filled),
        scansTable: isScanned(before, readBefore, readAfter),
        buildsIndex: filled.size > 0 && messages.some(message => isIndexBuild(message, before)),
      };
    } finally {
      await subject.query('ROLLBACK');
    }
  }

  /** For statements that refuse a transaction: their locks are seen while another session is in their way. */
  async #measureAlone(engineCase: EngineCase, atFirst: Relations): Promise<Measurement> {
    let before = atFirst;
    const locks = new Map<string, string>();
    for (const mode of OBSTACLES) {
      for (const relation of lockableOf(before)) {
        const awaited = await this.#awaitedLocks(engineCase, before, obstacleOn(relation, mode));
        for (const [name, lock] of awaited) strengthen(locks, name, lock);
        // What the interrupted attempt left behind must not disturb the next one.
        before = await this.#prepare(engineCase);
      }
    }
    const readBefore = await this.#settledCounters(before);
    const messages: string[] = [];
    const runner = await this.#server.connect({ onNotice: message => messages.push(message) });
    try {
      await runner.query(SUBJECT_SETTINGS);
      if (engineCase.session !== undefined) await runner.query(engineCase.session);
      await runner.query('SET client_min_messages = debug1');
      await runner.query(engineCase.statement);
    } catch (error) {
      return refusal(error);
    } finally {
      await runner.end();
    }
    const watcher = await this.#connectObserver();
    const files = await fileNodes(watcher, before);
    const filled = await stillFilled(watcher, before);
    await this.#waitForStatistics();
    const readAfter = await rowsRead(watcher, before, 'pg_stat_user_tables');
    const kinds = new Map([...before.byName].map(([name, relation]) => [name, relation.kind]));
    const onTarget = strength(locks.get(before.target?.name ?? '') ?? '');
    // A plain REINDEX holds the index while it builds; the concurrent forms lock only an index that nobody uses any more.
    const holdsIndexes =
      before.indexes.length > 0 && /^\s*REINDEX(?!.*CONCURRENTLY)/i.test(engineCase.statement);
    return {
      refused: null,
      message: '',
      locks,
      kinds,
      transactional: false,
      rows: rowCount(before),
      blocksReads: holdsIndexes || onTarget >= strength('AccessExclusiveLock'),
      blocksWrites: onTarget >= strength('ShareLock'),
      rewritesTable: isRewritten(before, files, filled),
      scansTable: isScanned(before, readBefore, readAfter),
      buildsIndex: messages.some(message => isIndexBuild(message, before)),
    };
  }

  /** Every lock of the statement, held or waited for, while another session has `obstacle`. */
  async #awaitedLocks(
    engineCase: EngineCase,
    before: Relations,
    obstacle: string,
  ): Promise<ReadonlyMap<string, string>> {
    const observer = await this.#connectObserver();
    const holder = await this.#server.connect();
    const runner = await this.#server.connect();
    const seen = new Map<string, string>();
    try {
      await holder.query('BEGIN');
      await holder.query(obstacle);
      await runner.query(SUBJECT_SETTINGS);
      if (engineCase.session !== undefined) await runner.query(engineCase.session);
      await runner.query('SET lock_timeout = 80');
      const pid = await backend(runner);
      let finished = false;
      const running = runner
        .query(engineCase.statement)
        .then(
          () => undefined,
          () => undefined,
        )
        .finally(() => {
          finished = true;
        });
      while (!finished) {
        const held = await locksOf(observer, before, pid);
        for (const [name, lock] of held.locks) strengthen(seen, name, lock);
        await Promise.race([running, delay(4)]);
      }
    } finally {
      await holder.query('ROLLBACK');
      await runner.end();
      await holder.end();
    }
    return seen;
  }
}

const SUBJECT_SETTINGS = `SET client_min_messages = warning; SET enable_indexscan = off; SET enable_indexonlyscan = off;
  SET enable_bitmapscan = off; SET max_parallel_workers_per_gather = 0; SET statement_timeout = '20s'; SET lock_timeout = '5s'`;

function refusal(error: unknown): Measurement {
  return {
    refused: sqlState(error),
    message: error instanceof Error ? error.message : String(error),
    locks: new Map(),
    kinds: new Map(),
    blocksReads: false,
    blocksWrites: false,
    rewritesTable: false,
    scansTable: false,
    buildsIndex: false,
    transactional: true,
    rows: 0,
  };
}
