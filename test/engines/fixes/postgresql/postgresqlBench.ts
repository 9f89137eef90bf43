/** The proof's bench on one PostgreSQL server. */
import { setTimeout as delay } from 'node:timers/promises';
import { sqlState } from '../../postgresql/blocking.ts';
import { BUILDS, type Client, firstLine, installPackages } from '../../postgresql/packages.ts';
import { type Server, startServer } from '../../postgresql/server.ts';
import { backend, resetDatabase, rows } from '../../postgresql/userRelations.ts';
import {
  type Bench,
  bare,
  type Refusal,
  type RowWish,
  type Run,
  type Script,
  SetupFailed,
  type StatementEffect,
  type TableUser,
} from '../bench.ts';
import { type Before, blockedBy, readBefore, wasLong } from './effects.ts';
import { repairStatement } from './repair.ts';
import { fillTables } from './rows.ts';
import { takeSnapshot } from './snapshot.ts';

const NOT_IN_TRANSACTION = ['25001', '2D000'];
const LOCK_TIMEOUT = '55P03';
const CONTROL = /^(?:BEGIN|START\s+TRANSACTION|COMMIT|END|ROLLBACK|ABORT)\b/i;
const OPENS = /^(?:BEGIN|START\s+TRANSACTION)\b/i;
/** From this major on counters are shared memory; before, ended sessions report through a collector. */
const IMMEDIATE_STATISTICS = 15;

/** Starts the newest build of a major. @throws EnginesUnavailable */
export async function openPostgresqlBench(major: number): Promise<Bench> {
  const build = BUILDS.find(candidate => candidate.major === major);
  if (build === undefined) throw new Error(`no build of PostgreSQL ${major}`);
  await installPackages([build]);
  const server = await startServer(build);
  return new PostgresqlBench(server, await server.connect());
}

class PostgresqlBench implements Bench {
  readonly key: string;
  readonly family = 'postgresql';
  readonly target: string;
  readonly lockTimeoutCode = LOCK_TIMEOUT;
  readonly #server: Server;
  readonly #observer: Client;

  constructor(server: Server, observer: Client) {
    this.#server = server;
    this.#observer = observer;
    this.key = `postgresql-${server.build.major}`;
    this.target = `postgresql@${server.build.release}`;
  }

  async prepare(setup: readonly string[], { rows: wish }: { readonly rows: RowWish | null }): Promise<void> {
    await resetDatabase(this.#observer);
    await this.#observer.query("SET timezone = 'UTC'");
    // A transaction that the setup opened must not stay.
    const client = await this.#server.connect();
    try {
      for (const statement of setup) await setUp(client, statement);
      if (wish !== null) await fillTables(client, wish);
    } finally {
      await client.end();
    }
  }

  async run(scripts: readonly Script[], settings: Readonly<Record<string, string>>): Promise<Run> {
    const effects: StatementEffect[] = [];
    const leaks: string[] = [];
    for (const script of scripts) {
      const client = await this.#connect(settings);
      try {
        const usual = await sessionSettings(client);
        const refused = await this.#runScript(client, script, effects);
        if (refused !== null) return { refused, effects, leaks };
        for (const [name, value] of await sessionSettings(client))
          if (usual.get(name) !== value) leaks.push(`${name} = ${value}`);
      } finally {
        await client.end();
      }
    }
    return { refused: null, effects, leaks };
  }

  snapshot(): ReturnType<Bench['snapshot']> {
    return takeSnapshot(this.#observer);
  }

  async runBehind(
    user: TableUser,
    scripts: readonly Script[],
    settings: Readonly<Record<string, string>>,
    patience: number,
  ): Promise<string | null> {
    const reader = await this.#server.connect();
    const client = await this.#connect(settings);
    try {
      await reader.query('BEGIN');
      const tables = await rows(
        reader,
        `SELECT format('%I.%I', n.nspname, c.relname) AS sql FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema)'`,
      );
      const mode = user === 'reader' ? 'ACCESS SHARE' : 'ROW EXCLUSIVE';
      for (const { sql } of tables) await reader.query(`LOCK TABLE ${String(sql)} IN ${mode} MODE`);
      const running = this.#runPlainly(client, scripts);
      const ended = await Promise.race([running, delay(patience).then(() => null)]);
      await reader.query('ROLLBACK');
      await running;
      return ended;
    } finally {
      await reader.end();
      await client.end();
    }
  }

  repair(refusal: Refusal): string | null {
    return repairStatement(refusal);
  }

  async close(): Promise<void> {
    await this.#observer.end();
    await this.#server.stop();
  }

  /** A session for which the settings are what RESET goes back to. */
  async #connect(settings: Readonly<Record<string, string>>): Promise<Client> {
    await this.#observer.query('ALTER ROLE postgres RESET ALL');
    for (const [name, value] of Object.entries(settings))
      await this.#observer.query(`ALTER ROLE postgres SET ${name} = '${value}'`).catch(() => undefined);
    const client = await this.#server.connect();
    await client.query(
      `SET client_min_messages = warning; SET enable_indexscan = off; SET enable_indexonlyscan = off;
       SET enable_bitmapscan = off`,
    );
    return client;
  }

  /** `done`, or the code of the failure. */
  async #runPlainly(client: Client, scripts: readonly Script[]): Promise<string> {
    try {
      for (const { wrapped, statements } of scripts) {
        if (wrapped) await client.query('BEGIN');
        for (const statement of statements) await client.query(statement);
        if (wrapped) await client.query('COMMIT');
      }
      return 'done';
    } catch (error) {
      return sqlState(error);
    }
  }

  async #runScript(client: Client, script: Script, effects: StatementEffect[]): Promise<Refusal | null> {
    let open = script.wrapped;
    const start = await readBefore(this.#observer, 'pg_stat_xact_user_tables');
    if (open) await client.query('BEGIN');
    for (const sql of script.statements) {
      const words = bare(sql);
      try {
        if (CONTROL.test(words) || /^(?:SET|RESET)\b/i.test(words)) await client.query(sql);
        else if (open) effects.push(await this.#measureInside(client, sql, start));
        else effects.push(await this.#measureAlone(client, sql, start));
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        return { code: sqlState(error), message: firstLine(error), statement: sql };
      }
      if (CONTROL.test(words)) open = OPENS.test(words);
    }
    if (script.wrapped) await client.query('COMMIT');
    return null;
  }

  async #measureInside(client: Client, sql: string, start: Before): Promise<StatementEffect> {
    const limit = await lockLimit(client);
    const before = await readBefore(client, 'pg_stat_xact_user_tables');
    await client.query(sql);
    const long = await wasLong(client, 'pg_stat_xact_user_tables', start, before);
    const blocked = await blockedBy(this.#observer, await backend(client), start);
    return { sql, blocked, long, rebuilds: false, waitLimit: blocked.length > 0 ? limit : null };
  }

  /** A statement that commits by itself: in a transaction of its own, unless it refuses one. */
  async #measureAlone(client: Client, sql: string, start: Before): Promise<StatementEffect> {
    await client.query('BEGIN');
    try {
      const effect = await this.#measureInside(client, sql, start);
      await client.query('COMMIT');
      return effect;
    } catch (error) {
      await client.query('ROLLBACK');
      if (!NOT_IN_TRANSACTION.includes(sqlState(error))) throw error;
      return this.#measureUnwrapped(client, sql, start);
    }
  }

  /** Sampled while it runs, held up by a session that writes somewhere and one that reads everything in turn. */
  async #measureUnwrapped(client: Client, sql: string, start: Before): Promise<StatementEffect> {
    const limit = await lockLimit(client);
    const pid = await backend(client);
    const counters = await this.#settledCounters();
    const holder = await this.#server.connect();
    const blocked = new Map<string, 'reads' | 'writes'>();
    let ended = false;
    try {
      await holder.query('BEGIN');
      for (const relation of start.relations.values())
        if ('rp'.includes(relation.kind))
          await holder.query(`LOCK TABLE ${quotedName(relation.name)} IN ROW EXCLUSIVE MODE`);
      const running = client.query(sql).finally(() => {
        ended = true;
      });
      // Awaited below; until then its failure is nobody's.
      running.catch(() => undefined);
      const release = delay(60).then(() => holder.query('ROLLBACK'));
      while (!ended) {
        for (const { table, what } of await blockedBy(this.#observer, pid, start))
          if (blocked.get(table) !== 'reads') blocked.set(table, what);
        await delay(2);
      }
      await release;
      await running;
    } finally {
      await holder.query('ROLLBACK').catch(() => undefined);
      await holder.end();
    }
    await this.#waitForStatistics();
    return {
      sql,
      blocked: [...blocked].map(([table, what]) => ({ table, what })),
      long: await wasLong(this.#observer, 'pg_stat_user_tables', start, counters),
      rebuilds: false,
      waitLimit: blocked.size > 0 ? limit : null,
    };
  }

  async #settledCounters(): Promise<Before> {
    await this.#waitForStatistics();
    return readBefore(this.#observer, 'pg_stat_user_tables');
  }

  #waitForStatistics(): Promise<void> {
    return delay(this.#server.build.major >= IMMEDIATE_STATISTICS ? 20 : 600);
  }
}

/** Roles and tablespaces stay from case to case; roles that a case only speaks of are made. */
async function setUp(client: Client, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    const role = /^role "(.+)" does not exist/.exec(firstLine(error))?.[1];
    if (role !== undefined) {
      await client.query(`CREATE ROLE "${role}"`);
      await setUp(client, statement);
    } else if (!(sqlState(error) === '42710' && /^CREATE (?:ROLE|TABLESPACE)/i.test(bare(statement)))) {
      throw new SetupFailed(`${firstLine(error)}: ${statement.slice(0, 80)}`);
    }
  }
}

function quotedName(name: string): string {
  return name
    .split('.')
    .map(part => `"${part}"`)
    .join('.');
}

/** Milliseconds; 0 is for ever. */
async function lockLimit(client: Client): Promise<number> {
  const [row] = await rows(client, `SELECT name, setting FROM pg_settings WHERE name = 'lock_timeout'`);
  return Number(row?.['setting'] ?? 0);
}

async function sessionSettings(client: Client): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    client,
    `SELECT name, setting FROM pg_settings WHERE setting IS DISTINCT FROM reset_val
     UNION ALL SELECT format('trigger %s on %s', tgname, tgrelid::regclass), tgenabled::text FROM pg_trigger
       WHERE NOT tgisinternal AND tgenabled = 'D'`,
  );
  return new Map(found.map(row => [String(row['name']), String(row['setting'])]));
}
