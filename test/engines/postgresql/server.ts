/** One throw-away PostgreSQL server: a fresh data folder, a Unix socket, nothing that outlives the run. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  type Build,
  type Client,
  createClient,
  EnginesUnavailable,
  firstLine,
  nativeFolder,
} from './packages.ts';

const run = promisify(execFile);
const PORT = 5432;
const USER = 'postgres';

/** PostgreSQL refuses to run as root. */
interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** A running server. */
export interface Server {
  readonly build: Build;
  /** The folder of its Unix socket; port 5432, user `postgres`. */
  readonly socketFolder: string;
  /** A new connection; DEBUG1 messages go to `onNotice`. */
  connect(options?: {
    readonly onNotice?: (message: string) => void;
    readonly database?: string;
  }): Promise<Client>;
  stop(): Promise<void>;
}

const running = new Set<{ readonly child: ChildProcess; readonly folder: string }>();

// Whatever ends this process must not leave a server or its data behind.
process.on('exit', () => {
  for (const { child, folder } of running) {
    child.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

/** Starts a server of a build. @throws EnginesUnavailable */
export async function startServer(build: Build): Promise<Server> {
  const account = await unprivilegedAccount();
  const folder = mkdtempSync(join(tmpdir(), `interlock-pg${build.major}-`));
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const bin = join(nativeFolder(build), 'bin');
  const environment = {
    PATH: process.env['PATH'] ?? '',
    LD_LIBRARY_PATH: join(nativeFolder(build), 'lib'),
    TZ: 'UTC',
  };
  try {
    const options = ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
    await run(join(bin, 'initdb'), options, { ...account, env: environment, cwd: folder });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new EnginesUnavailable(`PostgreSQL ${build.release} cannot be set up here: ${firstLine(error)}`);
  }
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-k', folder, ...settingsOf(build).flatMap(setting => ['-c', setting])],
    {
      ...account,
      env: environment,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  );
  const entry = { child, folder };
  running.add(entry);
  const ended = new Promise<void>(fulfil => child.once('exit', () => fulfil()));
  const connect: Server['connect'] = async options => {
    const client = createClient({
      host: folder,
      port: PORT,
      user: USER,
      database: options?.database ?? 'postgres',
    });
    client.on('notice', notice => options?.onNotice?.(notice.message ?? ''));
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  await waitUntilReady(connect, build);
  await addTablespace(connect, folder, account);
  return {
    build,
    socketFolder: folder,
    connect,
    async stop() {
      child.kill('SIGQUIT');
      await ended;
      running.delete(entry);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Nothing runs by itself, nothing is flushed, readers never read in parallel. */
function settingsOf(build: Build): readonly string[] {
  const settings = [
    'listen_addresses=',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'autovacuum=off',
    'shared_buffers=32MB',
    'max_parallel_workers_per_gather=0',
    'max_connections=20',
    'max_worker_processes=2',
    'timezone=UTC',
    'log_min_messages=panic',
  ];
  return build.major < 11 ? settings : [...settings, 'jit=off', 'max_parallel_maintenance_workers=0'];
}

async function waitUntilReady(connect: Server['connect'], build: Build): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      const client = await connect();
      await client.end();
      return;
    } catch {
      await delay(50);
    }
  }
  throw new EnginesUnavailable(`PostgreSQL ${build.release} does not start here`);
}

/** A second place for files, `elsewhere`, so that cases can move tables. */
async function addTablespace(
  connect: Server['connect'],
  folder: string,
  { uid, gid }: Account,
): Promise<void> {
  const place = join(folder, 'elsewhere');
  mkdirSync(place);
  if (uid !== undefined && gid !== undefined) chownSync(place, uid, gid);
  const client = await connect();
  await client.query(`CREATE TABLESPACE elsewhere LOCATION '${place}'`);
  await client.end();
}

/** The present account, or `nobody` when this is root. @throws EnginesUnavailable */
async function unprivilegedAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const line of accounts.split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === 'nobody' && Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new EnginesUnavailable('PostgreSQL refuses to run as root and there is no account "nobody"');
}
