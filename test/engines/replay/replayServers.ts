/** Servers for whole histories: a database for each, and a session for each file. */
import { connect } from '../mysql/client.ts';
import { PACKAGED_ENGINES } from '../mysql/engineList.ts';
import { startServer as startMysql } from '../mysql/serverProcess.ts';
import { BUILDS, installPackages } from '../postgresql/packages.ts';
import { startServer as startPostgresql } from '../postgresql/server.ts';

export interface ReplaySession {
  /** False when the server refuses the statement, which then changed nothing. */
  run(sql: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface ReplayDatabase {
  readonly url: string;
  openSession(): Promise<ReplaySession>;
  drop(): Promise<void>;
}

export interface ReplayServer {
  readonly dialect: 'postgresql' | 'mysql' | 'mariadb';
  readonly version: { readonly major: number; readonly minor: number };
  /** As executable comments count: 90704, 101119. */
  readonly versionNumber: number;
  createDatabase(): Promise<ReplayDatabase>;
  stop(): Promise<void>;
}

export async function replayServer(key: string): Promise<ReplayServer> {
  const build = BUILDS.find(({ major }) => key === `postgresql-${major}`);
  if (build !== undefined) return postgresql(build);
  const engine = PACKAGED_ENGINES.find(other => other.key === key);
  if (engine === undefined) throw new Error(`there is no engine ${key}`);
  return mysql(engine);
}

async function postgresql(build: (typeof BUILDS)[number]): Promise<ReplayServer> {
  await installPackages([build]);
  const server = await startPostgresql(build);
  let next = 0;
  return {
    dialect: 'postgresql',
    version: { major: build.major, minor: 0 },
    versionNumber: build.major * 10_000,
    stop: server.stop,
    async createDatabase() {
      const name = `history${next++}`;
      const admin = await server.connect();
      await admin.query(`CREATE DATABASE ${name}`);
      await admin.end();
      return {
        url: `postgresql://postgres@${encodeURIComponent(server.socketFolder)}:5432/${name}`,
        async openSession() {
          const client = await server.connect({ database: name });
          return {
            async run(sql) {
              try {
                // A refused CREATE INDEX CONCURRENTLY would leave an invalid index behind; the schema is the same without.
                await client.query(sql.replace(/\bconcurrently\b/gi, ''));
                return true;
              } catch {
                await client.query('ROLLBACK').catch(() => undefined);
                return false;
              }
            },
            close: () => client.end(),
          };
        },
        async drop() {
          const client = await server.connect();
          await client.query(`DROP DATABASE ${name}`);
          await client.end();
        },
      };
    },
  };
}

async function mysql(engine: (typeof PACKAGED_ENGINES)[number]): Promise<ReplayServer> {
  const server = await startMysql(engine);
  const address = { host: '127.0.0.1', port: server.port, user: 'root', password: '' };
  const [major = 0, minor = 0] = engine.key.replace(/^\D+/, '').split('.').map(Number);
  let next = 0;
  return {
    dialect: engine.engine,
    version: { major, minor },
    versionNumber: major * 10_000 + minor * 100,
    stop: server.stop,
    async createDatabase() {
      const name = `history${next++}`;
      const admin = await connect(address);
      await admin.query(`CREATE DATABASE ${name}`);
      return {
        url: `${engine.engine}://root@127.0.0.1:${server.port}/${name}`,
        async openSession() {
          const client = await connect(address);
          await client.query(`USE ${name}`);
          return {
            async run(sql) {
              try {
                await client.query(sql);
                return true;
              } catch {
                return false;
              }
            },
            close: () => client.end(),
          };
        },
        async drop() {
          await admin.query(`DROP DATABASE ${name}`);
          await admin.end();
        },
      };
    },
  };
}
