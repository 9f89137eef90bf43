/** What one statement does to a table on a running server, read off the server itself. */
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineCase } from './engineCase.ts';
import { DEFAULT_TARGET } from './engineCase.ts';
import type { Client, QueryResult } from './packages.ts';
import type { Server } from './server.ts';

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
const LOCK_TIMEOUT = '55P03';
/** Milliseconds a probing session waits; the session under test holds its locks all the while. */
const PATIENCE = 10;
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
    const observer = await this.#connectObserver();
    await observer.query('ROLLBACK');
    await resetDatabase(observer);
    await observer.query(engineCase.setup);
    const before = await readRelations(observer, engineCase);
    const inside = await this.#measureInTransaction(engineCase, before);
    if (inside.refused !== NOT_IN_TRANSACTION) return inside;
    return this.#measureAlone(engineCase, before);
  }

  async close(): Promise<void> {
    await this.#subject?.end();
    await this.#observer?.end();
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
  async #measureAlone(engineCase: EngineCase, before: Relations): Promise<Measurement> {
    const locks = new Map<string, string>();
    const blockers = ['ACCESS EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE', 'ROW EXCLUSIVE', 'ACCESS SHARE'];
    for (const mode of blockers) {
      for (const relation of lockableOf(before)) {
        const awaited = await this.#awaitedLocks(
          engineCase,
          before,
          `LOCK TABLE ONLY ${relation.sql} IN ${mode} MODE`,
        );
        for (const [name, lock] of awaited) strengthen(locks, name, lock);
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
    // What the interrupted attempt left behind must not disturb the next one.
    await resetDatabase(observer);
    await observer.query(engineCase.setup);
    const again = await readRelations(observer, engineCase);
    before.replace(again);
    return seen;
  }
}

const SUBJECT_SETTINGS = `SET client_min_messages = warning; SET enable_indexscan = off; SET enable_indexonlyscan = off;
  SET enable_bitmapscan = off; SET max_parallel_workers_per_gather = 0; SET statement_timeout = '20s'; SET lock_timeout = '5s'`;

interface Relation {
  readonly oid: number;
  /** `schema.name` without quotes. */
  readonly name: string;
  /** The name as SQL needs it. */
  readonly sql: string;
  readonly kind: string;
  readonly fileNode: number;
  /** Rows of a table or materialized view; 0 otherwise. */
  readonly rows: number;
}

/** The user relations just before the statement. */
interface Relations {
  readonly byName: ReadonlyMap<string, Relation>;
  readonly target: Relation | null;
  /** Names of the target's indexes. */
  readonly indexes: readonly string[];
  /** The target, its descendants and what the case adds. */
  readonly family: readonly Relation[];
  replace(other: Relations): void;
}

async function rows(client: Client, sql: string): Promise<QueryResult['rows']> {
  const result = await client.query(sql);
  const last = 'rows' in result ? result : result[result.length - 1];
  return last?.rows ?? [];
}

async function resetDatabase(client: Client): Promise<void> {
  await client.query(
    "SET client_min_messages = warning; RESET search_path; RESET lock_timeout; SET TIME ZONE 'UTC'",
  );
  const leftovers = await rows(
    client,
    `
    SELECT format('DROP SCHEMA %I CASCADE', nspname) AS command FROM pg_namespace
      WHERE nspname = 'public' OR (oid >= 16384 AND nspname !~ '^pg_')
    UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
    UNION ALL SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
    UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
    UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper`,
  );
  for (const row of leftovers) await client.query(String(row['command'])).catch(() => undefined);
  const roles = await rows(client, `SELECT rolname FROM pg_roles WHERE oid >= 16384`);
  for (const row of roles)
    await client.query(`DROP OWNED BY "${String(row['rolname'])}"; DROP ROLE "${String(row['rolname'])}"`);
  await client.query('CREATE SCHEMA public');
}

const RELATIONS = `
  SELECT c.oid::int AS oid, format('%s.%s', n.nspname, c.relname) AS name,
         format('%I.%I', n.nspname, c.relname) AS sql, c.relkind AS kind,
         coalesce(pg_relation_filenode(c.oid), 0)::int AS file
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'i', 'I', 'f') AND n.nspname !~ '^(pg_|information_schema)'`;

async function readRelations(client: Client, engineCase: EngineCase): Promise<Relations> {
  const byName = new Map<string, Relation>();
  const counts = new Map<string, number>();
  const found = await rows(client, RELATIONS);
  for (const row of found) {
    const name = String(row['name']);
    if (!['r', 'm'].includes(String(row['kind']))) continue;
    const counted = await rows(client, `SELECT count(*)::int AS n FROM ONLY ${String(row['sql'])}`).catch(
      () => [],
    );
    counts.set(name, Number(counted[0]?.['n'] ?? 0));
  }
  for (const row of found) {
    const name = String(row['name']);
    byName.set(name, {
      oid: Number(row['oid']),
      name,
      sql: String(row['sql']),
      kind: String(row['kind']),
      fileNode: Number(row['file']),
      rows: counts.get(name) ?? 0,
    });
  }
  const target = byName.get(engineCase.target ?? DEFAULT_TARGET) ?? null;
  const family =
    target === null
      ? []
      : await rows(
          client,
          `
    WITH RECURSIVE family(oid) AS (
      SELECT ${target.oid}::oid UNION SELECT i.inhrelid FROM pg_inherits i JOIN family f ON f.oid = i.inhparent)
    SELECT oid::int AS oid FROM family`,
        );
  const indexes =
    target === null
      ? []
      : await rows(
          client,
          `
    SELECT format('%s.%s', n.nspname, c.relname) AS name FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE x.indrelid = ${target.oid}`,
        );
  const members = new Set([
    ...family.map(row => Number(row['oid'])),
    ...(engineCase.also ?? []).map(name => byName.get(name)?.oid ?? 0),
  ]);
  const relations = {
    byName,
    target,
    indexes: indexes.map(row => String(row['name'])),
    family: [...byName.values()].filter(relation => members.has(relation.oid)),
    replace(other: Relations) {
      Object.assign(relations, {
        byName: other.byName,
        target: other.target,
        indexes: other.indexes,
        family: other.family,
      });
    },
  };
  return relations;
}

async function backend(client: Client): Promise<number> {
  return Number((await rows(client, 'SELECT pg_backend_pid() AS pid'))[0]?.['pid']);
}

const MODES = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

function strength(mode: string): number {
  return MODES.indexOf(mode);
}

function strengthen(locks: Map<string, string>, name: string, mode: string): void {
  if (strength(mode) > strength(locks.get(name) ?? '')) locks.set(name, mode);
}

/** The target and its descendants; every table for a statement that names none of them. */
function lockableOf(before: Relations): readonly Relation[] {
  const members = before.family.length > 0 ? before.family : [...before.byName.values()];
  return members.filter(relation => 'rp'.includes(relation.kind));
}

async function locksOf(
  client: Client,
  before: Relations,
  pid: number,
): Promise<Pick<Measurement, 'locks' | 'kinds'>> {
  const held = await rows(
    client,
    `SELECT relation::int AS oid, mode FROM pg_locks WHERE locktype = 'relation' AND pid = ${pid}`,
  );
  const byOid = new Map([...before.byName.values()].map(relation => [relation.oid, relation]));
  const locks = new Map<string, string>();
  const kinds = new Map<string, string>();
  for (const row of held) {
    const relation = byOid.get(Number(row['oid']));
    if (relation === undefined) continue;
    strengthen(locks, relation.name, String(row['mode']));
    kinds.set(relation.name, relation.kind);
  }
  return { locks, kinds };
}

async function fileNodes(client: Client, before: Relations): Promise<ReadonlyMap<number, number>> {
  const files = new Map<number, number>();
  for (const relation of before.family) {
    const found = await rows(client, `SELECT pg_relation_filenode(${relation.oid})::int AS file`);
    files.set(relation.oid, Number(found[0]?.['file'] ?? 0));
  }
  return files;
}

function isRewritten(
  before: Relations,
  files: ReadonlyMap<number, number>,
  filled: ReadonlySet<number>,
): boolean {
  return before.family.some(relation => {
    const file = files.get(relation.oid) ?? 0;
    return filled.has(relation.oid) && relation.fileNode !== 0 && file !== 0 && file !== relation.fileNode;
  });
}

/** The members that still have rows: a table that is only emptied gets a new file, too, and nothing is rewritten then. */
async function stillFilled(client: Client, before: Relations): Promise<ReadonlySet<number>> {
  const filled = new Set<number>();
  for (const relation of before.family.filter(member => member.rows > 0)) {
    const found = await rows(client, `SELECT pg_relation_size(${relation.oid}) AS size`);
    if (Number(found[0]?.['size'] ?? 0) > 0) filled.add(relation.oid);
  }
  return filled;
}

function rowCount(before: Relations): number {
  return before.family.reduce((sum, relation) => sum + relation.rows, 0);
}

async function rowsRead(
  client: Client,
  before: Relations,
  view: string,
): Promise<ReadonlyMap<number, number>> {
  const read = new Map<number, number>();
  for (const row of await rows(client, `SELECT relid::int AS oid, seq_tup_read::int AS n FROM ${view}`)) {
    read.set(Number(row['oid']), Number(row['n']));
  }
  for (const relation of before.family) if (!read.has(relation.oid)) read.set(relation.oid, 0);
  return read;
}

function isScanned(
  before: Relations,
  start: ReadonlyMap<number, number>,
  end: ReadonlyMap<number, number>,
): boolean {
  return before.family.some(
    relation =>
      relation.rows > 0 && (end.get(relation.oid) ?? 0) - (start.get(relation.oid) ?? 0) >= relation.rows,
  );
}

/** An index of a relation that was there before; REFRESH builds on a table that then takes the view's place. */
function isIndexBuild(message: string, before: Relations): boolean {
  const table = /^building index ".*" on table "(.*?)"/.exec(message)?.[1];
  if (table === undefined) return false;
  return table.startsWith('pg_temp_') || [...before.byName.keys()].some(name => name.endsWith(`.${table}`));
}

async function probeBlocked(
  observer: Client,
  before: Relations,
): Promise<Pick<Measurement, 'blocksReads' | 'blocksWrites'>> {
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

function sqlState(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
