/** The servers that `interlock diff` is held against, each with the dump tool that belongs to it. */
import { connect } from '../mysql/client.ts';
import { PACKAGED_ENGINES } from '../mysql/engineList.ts';
import { startServer as startMysql } from '../mysql/serverProcess.ts';
import { BUILDS, installPackages } from '../postgresql/packages.ts';
import { startServer as startPostgresql } from '../postgresql/server.ts';
import { CHANGED_MYSQL, CHANGES_OF_MYSQL, CHANGES_OF_POSTGRESQL, changedPostgresql } from './changes.ts';
import { runTool } from './clientTools.ts';
import { richMysql } from './richMysql.ts';
import { groundworkOfPostgresql, richPostgresql } from './richPostgresql.ts';

export interface DiffServer {
  readonly dialect: 'postgresql' | 'mysql' | 'mariadb';
  readonly richSchema: string;
  /** Of the rich schema what no catalog object stands for. */
  readonly groundwork: string;
  /** Statements that change the rich schema, and the lines that a diff shows for them, up to their details. */
  readonly changes: string;
  readonly expectedDifferences: readonly string[];
  createDatabase(name: string): Promise<void>;
  /** Runs a script as its own client would; stops at the first error. */
  run(database: string, sql: string): Promise<void>;
  /** Structure only, by the server's own tool. */
  dump(database: string): Promise<string>;
  url(database: string): string;
  stop(): Promise<void>;
}

export interface StartableServer {
  readonly key: string;
  start(): Promise<DiffServer>;
}

export function postgresqlServers(): readonly StartableServer[] {
  return BUILDS.map(build => ({
    key: `postgresql-${build.major}`,
    async start() {
      await installPackages([build]);
      const server = await startPostgresql(build);
      const url = (database: string): string =>
        `postgresql://postgres@${encodeURIComponent(server.socketFolder)}:5432/${database}`;
      return {
        dialect: 'postgresql',
        richSchema: richPostgresql(build.major),
        groundwork: groundworkOfPostgresql(build.major),
        changes: CHANGES_OF_POSTGRESQL,
        expectedDifferences: changedPostgresql(build.major),
        url,
        async createDatabase(name) {
          const client = await server.connect();
          await client.query(`CREATE DATABASE ${name}`);
          await client.end();
        },
        async run(database, sql) {
          // The newest pg_dump sets a variable that older servers do not know.
          const script = build.major < 17 ? sql.replace('SET transaction_timeout = 0;', '') : sql;
          await runTool('postgresql', 'psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', url(database)], script);
        },
        dump: database => runTool('postgresql', 'pg_dump', ['--schema-only', url(database)]),
        stop: server.stop,
      };
    },
  }));
}

export function mysqlServers(): readonly StartableServer[] {
  // The optional one is older than some of the types that the rich schema has.
  return PACKAGED_ENGINES.filter(engine => engine.optional !== true).map(engine => ({
    key: engine.key,
    async start() {
      const server = await startMysql(engine);
      const tool = engine.engine;
      const address = ['--no-defaults', '-h', '127.0.0.1', '-P', String(server.port), '-u', 'root'];
      return {
        dialect: engine.engine,
        richSchema: richMysql(engine.engine),
        groundwork: '',
        changes: CHANGES_OF_MYSQL,
        expectedDifferences: CHANGED_MYSQL,
        url: database => `${engine.engine}://root@127.0.0.1:${server.port}/${database}`,
        async createDatabase(name) {
          const client = await connect({ host: '127.0.0.1', port: server.port, user: 'root', password: '' });
          await client.query(`CREATE DATABASE ${name}`);
          await client.end();
        },
        async run(database, sql) {
          const ssl = tool === 'mysql' ? [] : ['--skip-ssl'];
          await runTool(tool, tool, [...address, ...ssl, '--default-character-set=utf8mb4', database], sql);
        },
        dump: database =>
          runTool(tool, tool === 'mysql' ? 'mysqldump' : 'mariadb-dump', [
            ...address,
            '--no-data',
            '--routines',
            '--events',
            '--triggers',
            database,
          ]),
        stop: server.stop,
      };
    },
  }));
}
