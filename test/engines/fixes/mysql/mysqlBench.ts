/** The proof's bench on one MySQL or MariaDB server. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Connection,
  connect,
  errorNumber,
  errorText,
  rowsOf,
  type ServerAddress,
} from '../../mysql/client.ts';
import { PACKAGED_ENGINES } from '../../mysql/engineList.ts';
import { type RunningServer, startServer } from '../../mysql/serverProcess.ts';
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
import { measureStatement } from './effects.ts';
import { repairStatement } from './repair.ts';
import { fillTables } from './rows.ts';
import { takeSnapshot } from './snapshot.ts';

const DATABASE = 'interlock_fixes';
const WATCHED = [
  'foreign_key_checks',
  'unique_checks',
  'sql_mode',
  'lock_wait_timeout',
  'innodb_lock_wait_timeout',
  'autocommit',
  'sql_safe_updates',
];
/** Statements of a session that a rewound database does not need again. */
const SESSION_ONLY = /^(?:SET|BEGIN|START\s+TRANSACTION|COMMIT|ROLLBACK|SELECT)\b/i;

/** @throws EngineUnavailable */
export async function openMysqlBench(key: string): Promise<Bench> {
  const engine = PACKAGED_ENGINES.find(candidate => candidate.key === key);
  if (engine === undefined) throw new Error(`no engine ${key}`);
  const server = await startServer(engine);
  const address = { host: '127.0.0.1', port: server.port, user: 'root', password: '' };
  const observer = await connect(address);
  await observer.query('SET SESSION lock_wait_timeout = 20');
  const [row] = await rowsOf(observer, 'SELECT VERSION() AS version');
  const version = /^[\d.]+/.exec(String(row?.['version']))?.[0] ?? '';
  return new MysqlBench(server, address, observer, { key, engine: engine.engine, version });
}

class MysqlBench implements Bench {
  readonly key: string;
  readonly family = 'mysql';
  readonly target: string;
  readonly lockTimeoutCode = '1205';
  readonly #server: RunningServer;
  readonly #address: ServerAddress;
  readonly #observer: Connection;
  readonly #engine: 'mysql' | 'mariadb';
  #prepared: { readonly setup: readonly string[]; readonly rows: RowWish | null } = {
    setup: [],
    rows: null,
  };

  /** Names that the case has set for the server: what DEFAULT means to its sessions. */
  readonly #globals = new Set<string>();
  #caseSettings: Readonly<Record<string, string>> = {};

  constructor(
    server: RunningServer,
    address: ServerAddress,
    observer: Connection,
    known: { readonly key: string; readonly engine: 'mysql' | 'mariadb'; readonly version: string },
  ) {
    this.#server = server;
    this.#address = address;
    this.#observer = observer;
    this.#engine = known.engine;
    this.key = known.key;
    this.target = `${known.engine}@${known.version}`;
  }

  async prepare(setup: readonly string[], { rows }: { readonly rows: RowWish | null }): Promise<void> {
    this.#prepared = { setup, rows };
    this.#caseSettings = {};
    for (const name of new Set([...WATCHED, ...this.#globals]))
      await this.#observer.query(`SET GLOBAL ${name} = DEFAULT`).catch(() => undefined);
    this.#globals.clear();
    await this.#rebuild([]);
  }

  async run(scripts: readonly Script[], settings: Readonly<Record<string, string>>): Promise<Run> {
    const effects: StatementEffect[] = [];
    const leaks: string[] = [];
    const done: string[] = [];
    this.#caseSettings = settings;
    for (const { statements } of scripts) {
      const connection = await this.#connect(settings);
      const session: string[] = [];
      try {
        const usual = await this.#settings(connection);
        for (const sql of statements) {
          const rewind = async (): Promise<void> => {
            // DDL commits by itself; what is open would only hold up the next database.
            await connection.query('COMMIT');
            await this.#rebuild(done);
            await connection.query(`USE ${DATABASE}`);
          };
          try {
            effects.push(
              await measureStatement({ connection, engine: this.#engine, sql, database: DATABASE, rewind }),
            );
          } catch (error) {
            const code = errorNumber(error);
            if (code === null) throw error;
            await connection.query('ROLLBACK').catch(() => undefined);
            // An attempt on the tables of before may have left others: what was done by then is what stays.
            await this.#rebuild(done);
            return {
              refused: { code: String(code), message: errorText(error), statement: sql },
              effects,
              leaks,
            };
          }
          (SESSION_ONLY.test(bare(sql)) ? session : done).push(sql);
        }
        for (const [name, value] of await this.#settings(connection))
          if (usual.get(name) !== value) leaks.push(`${name} = ${value}`);
      } finally {
        connection.destroy();
      }
    }
    return { refused: null, effects, leaks };
  }

  async snapshot(): ReturnType<Bench['snapshot']> {
    await this.#observer.query(`USE ${DATABASE}`);
    return takeSnapshot(this.#observer);
  }

  /** A metadata lock of a reader is as good as that of a writer. */
  async runBehind(
    _user: TableUser,
    scripts: readonly Script[],
    settings: Readonly<Record<string, string>>,
    patience: number,
  ): Promise<string | null> {
    const reader = await this.#connect({});
    const connection = await this.#connect(settings);
    try {
      await reader.query('BEGIN');
      const tables = await rowsOf(
        reader,
        `SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'`,
      );
      for (const { name } of tables) await reader.query(`SELECT * FROM \`${String(name)}\` LIMIT 1`);
      const running = runPlainly(connection, scripts);
      const ended = await Promise.race([running, delay(patience).then(() => null)]);
      await reader.query('ROLLBACK');
      await running;
      return ended;
    } finally {
      reader.destroy();
      connection.destroy();
    }
  }

  repair(refusal: Refusal): string | null {
    return repairStatement(refusal);
  }

  async close(): Promise<void> {
    await this.#observer.end();
    await this.#server.stop();
  }

  /** The database of the case, with `done` applied. */
  async #rebuild(done: readonly string[]): Promise<void> {
    await this.#observer.query(`DROP DATABASE IF EXISTS ${DATABASE}`);
    await this.#observer.query(`CREATE DATABASE ${DATABASE} DEFAULT CHARACTER SET utf8mb4`);
    const connection = await this.#connect(this.#caseSettings);
    try {
      for (const statement of this.#prepared.setup) {
        try {
          await connection.query(statement);
        } catch (error) {
          throw new SetupFailed(`${errorText(error)}: ${statement.slice(0, 80)}`);
        }
      }
      if (this.#prepared.rows !== null) await fillTables(connection, this.#prepared.rows);
      await connection.query('SET foreign_key_checks = 0');
      for (const statement of done) await connection.query(statement).catch(() => undefined);
    } finally {
      connection.destroy();
    }
  }

  async #connect(settings: Readonly<Record<string, string>>): Promise<Connection> {
    const names = Object.keys(settings);
    for (const name of names) {
      const value = settings[name] ?? '';
      this.#globals.add(name);
      await this.#observer
        .query(`SET GLOBAL ${name} = ${/^\d+$/.test(value) ? value : `'${value}'`}`)
        .catch(() => undefined);
    }
    const connection = await connect(this.#address);
    // The client's own flags add to it.
    await connection.query('SET SESSION sql_mode = DEFAULT');
    await connection.query(`USE ${DATABASE}`);
    return connection;
  }

  async #settings(connection: Connection): Promise<ReadonlyMap<string, string>> {
    const found = await rowsOf(
      connection,
      `SHOW SESSION VARIABLES WHERE Variable_name IN (${WATCHED.map(name => `'${name}'`).join(', ')})`,
    );
    return new Map(found.map(row => [String(row['Variable_name']), String(row['Value'])]));
  }
}

/** `done`, or the number of the failure. */
async function runPlainly(connection: Connection, scripts: readonly Script[]): Promise<string> {
  try {
    for (const { statements } of scripts)
      for (const statement of statements) await connection.query(statement);
    return 'done';
  } catch (error) {
    return String(errorNumber(error));
  }
}
