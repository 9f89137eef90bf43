/** Starts an unpacked server on a free local port with a data folder of its own, and ends it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideEngineFiles } from './debianPackages.ts';
import { EngineUnavailable, engineCachePath } from './engineCache.ts';
import type { PackagedEngine } from './engineList.ts';
import { runCommand } from './runCommand.ts';

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

const LIBRARY_FOLDERS = [
  'lib/x86_64-linux-gnu',
  'usr/lib/x86_64-linux-gnu',
  'lib/aarch64-linux-gnu',
  'usr/lib/aarch64-linux-gnu',
];
const LOADERS = ['ld-linux-x86-64.so.2', 'ld-linux-aarch64.so.1'];
const START_TIMEOUT_MS = 60_000;
const ROOM_FOR_DATA = 2 * 1024 ** 3;

/** Servers of this run with their folders, ended with it however it ends. */
const running = new Map<ChildProcess, string>();

function endAll(): void {
  for (const [child, folder] of running) {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

process.once('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

/** `downloadLimit`: milliseconds for each step of getting the server where it is not in the cache. */
export async function startServer(engine: PackagedEngine, downloadLimit?: number): Promise<RunningServer> {
  const files = await provideEngineFiles(engine, downloadLimit);
  const prototype = engineCachePath('data', engine.key);
  if (!existsSync(prototype)) await initialize(engine, files, prototype);
  const folder = await mkdtemp(join(await dataRoot(), 'interlock-engine-'));
  const data = join(folder, 'data');
  await cp(prototype, data, { recursive: true });
  const port = await freePort();
  const child = launch(engine, files, [
    ...commonOptions(engine, files, data),
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(folder, 's')}`,
    `--pid-file=${join(folder, 'pid')}`,
  ]);
  running.set(child, folder);
  let log = '';
  const keep = (chunk: Buffer): void => {
    log = (log + chunk.toString()).slice(-4000);
  };
  child.stderr?.on('data', keep);
  child.stdout?.on('data', keep);
  const stop = async (): Promise<void> => {
    await endChild(child);
    running.delete(child);
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!/ready for connections/.test(log)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new EngineUnavailable(`${engine.key} does not start: ${log.trim()}`);
    }
    await new Promise(done => setTimeout(done, 50));
  }
  return { port, stop };
}

/** Memory where the system lends enough of it: every case makes and drops tables, which a disk is slow at. */
async function dataRoot(): Promise<string> {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = await statfs(memory);
  return bavail * bsize > ROOM_FOR_DATA ? memory : tmpdir();
}

async function initialize(engine: PackagedEngine, files: string, data: string): Promise<void> {
  const incoming = `${data}.${process.pid}`;
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  try {
    if (engine.engine === 'mysql') {
      await rm(incoming, { recursive: true });
      await runServer(
        engine,
        files,
        [...commonOptions(engine, files, incoming), '--initialize-insecure'],
        '',
      );
    } else {
      await runServer(
        engine,
        files,
        [...commonOptions(engine, files, incoming), '--bootstrap'],
        await mariadbSystemTables(files),
      );
    }
    await cp(incoming, data, { recursive: true });
  } catch (error) {
    throw new EngineUnavailable(
      `${engine.key} cannot be initialized: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

/** The bootstrap reader wants one statement a line group and knows no USE of a missing database. */
async function mariadbSystemTables(files: string): Promise<string> {
  const share = sharedFiles(files);
  const prefix = existsSync(join(share, 'mariadb_system_tables.sql')) ? 'mariadb' : 'mysql';
  const tables = await readFile(join(share, `${prefix}_system_tables.sql`), 'utf8');
  const rows = await readFile(join(share, `${prefix}_system_tables_data.sql`), 'utf8');
  return [
    'create database mysql;',
    'use mysql;',
    'set @auth_root_socket=null;',
    "set @current_hostname='localhost';",
    tables,
    rows,
  ].join('\n');
}

function sharedFiles(files: string): string {
  const candidates = ['usr/share/mariadb', 'usr/share/mysql'].map(folder => join(files, folder));
  return candidates.find(folder => existsSync(join(folder, 'english'))) ?? join(files, 'usr/share/mysql');
}

function commonOptions(engine: PackagedEngine, files: string, data: string): string[] {
  const shared = [
    '--no-defaults',
    '--user=root',
    `--datadir=${data}`,
    `--basedir=${join(files, 'usr')}`,
    `--lc-messages-dir=${sharedFiles(files)}`,
    `--character-sets-dir=${join(sharedFiles(files), 'charsets')}`,
    '--innodb-buffer-pool-size=64M',
  ];
  return engine.engine === 'mysql'
    ? [
        ...shared,
        '--secure-file-priv=',
        '--mysqlx=OFF',
        '--disable-log-bin',
        '--innodb-redo-log-capacity=64M',
        '--innodb-flush-log-at-trx-commit=0',
      ]
    : [...shared, '--innodb-log-file-size=64M', '--innodb-flush-log-at-trx-commit=0', '--skip-log-bin'];
}

function launch(engine: PackagedEngine, files: string, options: readonly string[]): ChildProcess {
  const { command, args } = commandLine(engine, files);
  return spawn(command, [...args, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function runServer(
  engine: PackagedEngine,
  files: string,
  options: readonly string[],
  input: string,
): Promise<void> {
  const { command, args } = commandLine(engine, files);
  await runCommand(command, [...args, ...options], { input });
}

/** The unpacked server runs on the unpacked C library, through that library's own loader. */
function commandLine(
  engine: PackagedEngine,
  files: string,
): { readonly command: string; readonly args: readonly string[] } {
  const folders = LIBRARY_FOLDERS.map(folder => join(files, folder)).filter(folder => existsSync(folder));
  const loader = folders
    .flatMap(folder => LOADERS.map(name => join(folder, name)))
    .find(path => existsSync(path));
  if (loader === undefined)
    throw new EngineUnavailable(`${engine.key}: no program loader among its packages`);
  const program = join(files, 'usr/sbin', engine.engine === 'mysql' ? 'mysqld' : 'mariadbd');
  const privateFolders = folders
    .map(folder => join(folder, 'mysql/private'))
    .filter(folder => existsSync(folder));
  return { command: loader, args: ['--library-path', [...folders, ...privateFolders].join(':'), program] };
}

function freePort(): Promise<number> {
  return new Promise((fulfil, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => fulfil(port));
    });
  });
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>(done => child.once('close', () => done()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}
