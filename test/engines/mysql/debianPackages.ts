/**
 * Takes a server out of Debian packages without installing anything in the system: a private apt state resolves
 * and downloads the package closure, dpkg-deb unpacks it into a folder of its own.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineUnavailable, engineCachePath } from './engineCache.ts';
import type { PackagedEngine } from './engineList.ts';
import { type CommandOptions, runCommand } from './runCommand.ts';

/** Milliseconds for each step of a download: in a whole run, and in a quick one that must not keep anybody waiting. */
export const DOWNLOAD_LIMITS = { whole: 900_000, quick: 60_000 } as const;

/** Needed by maintenance scripts only. */
const NOT_NEEDED = /^perl/;

/** The folder that the packages of an engine are unpacked in; filled on first use. Each step gets `limit` milliseconds. */
export async function provideEngineFiles(
  engine: PackagedEngine,
  limit: number = DOWNLOAD_LIMITS.whole,
): Promise<string> {
  const folder = engineCachePath(engine.key);
  if (existsSync(folder)) return folder;
  process.stderr.write(`Getting ${engine.key} (once per machine) ...\n`);
  const incoming = engineCachePath(`.incoming-${process.pid}-${engine.key}`);
  try {
    await mkdir(incoming, { recursive: true });
    const environment = await privateApt(engine.suite, limit);
    const names = await packageClosure(engine.packageName, { environment, limit });
    const downloads = join(incoming, '.downloads');
    await mkdir(downloads);
    await runCommand('apt-get', ['download', ...names], { cwd: downloads, environment, limit });
    for (const file of await readdir(downloads)) {
      if (file.endsWith('.deb')) await runCommand('dpkg-deb', ['-x', join(downloads, file), incoming]);
    }
    await rm(downloads, { recursive: true });
    await rename(incoming, folder);
    return folder;
  } catch (error) {
    await rm(incoming, { recursive: true, force: true });
    throw new EngineUnavailable(`${engine.key}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function packageClosure(packageName: string, options: CommandOptions): Promise<string[]> {
  const plan = await runCommand(
    'apt-get',
    ['install', '--simulate', '--yes', '--no-install-recommends', packageName],
    options,
  );
  return [...plan.matchAll(/^Inst (\S+)/gm)]
    .map(match => match[1] ?? '')
    .filter(name => !NOT_NEEDED.test(name));
}

/** An apt state with one suite, from the mirror and key that this machine's own sources name. */
async function privateApt(suite: string, limit: number): Promise<Readonly<Record<string, string>>> {
  const folder = engineCachePath('apt', suite);
  const configuration = join(folder, 'apt.conf');
  const environment = { APT_CONFIG: configuration, LC_ALL: 'C' };
  if (existsSync(join(folder, 'ready'))) return environment;
  const source = await machineSource();
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'archives', 'partial'), { recursive: true });
  await mkdir(join(folder, 'none'), { recursive: true });
  await writeFile(join(folder, 'status'), '');
  await writeFile(join(folder, 'sources.list'), `deb ${source.options} ${source.uri} ${suite} main\n`);
  const settings: readonly (readonly [string, string])[] = [
    ['Dir::Etc::SourceList', join(folder, 'sources.list')],
    ['Dir::Etc::SourceParts', join(folder, 'none')],
    ['Dir::Etc::Preferences', join(folder, 'none', 'preferences')],
    ['Dir::Etc::PreferencesParts', join(folder, 'none')],
    ['Dir::State', folder],
    ['Dir::State::Lists', join(folder, 'lists')],
    ['Dir::State::status', join(folder, 'status')],
    ['Dir::Cache', folder],
    ['APT::Sandbox::User', 'root'],
    ['Acquire::Languages', 'none'],
    // Without lists there is nothing to install from, however calmly apt takes it.
    ['APT::Update::Error-Mode', 'any'],
    ['Acquire::Retries', '1'],
    ['Acquire::http::Timeout', '20'],
    ['Acquire::https::Timeout', '20'],
  ];
  await writeFile(configuration, settings.map(([name, value]) => `${name} "${value}";\n`).join(''));
  await runCommand('apt-get', ['update'], { environment, limit });
  await writeFile(join(folder, 'ready'), '');
  return environment;
}

async function machineSource(): Promise<{ readonly uri: string; readonly options: string }> {
  const format = '$(REPO_URI)|$(SIGNED_BY)|$(COMPONENT)';
  const listed = await runCommand('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  const lines = listed.split('\n').map(line => line.split('|'));
  // The main archive carries every suite; the security archive does not.
  const main = lines.find(
    ([uri, , component]) => component === 'main' && uri !== undefined && /\/debian\/?$/.test(uri),
  );
  const uri = main?.[0];
  if (uri === undefined) throw new EngineUnavailable('this machine names no Debian package source');
  const named = main?.[1];
  const keyring = named?.startsWith('/') ? named : '/usr/share/keyrings/debian-archive-keyring.gpg';
  return { uri, options: existsSync(keyring) ? `[signed-by=${keyring}]` : '' };
}
