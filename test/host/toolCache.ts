/**
 * The folder that holds downloaded test tools (VS Code servers, Chromium, fonts), each in a folder of its own.
 *
 * A tool is assembled in a hidden folder beside its final place and renamed at the end, so that an interrupted
 * download leaves nothing that looks finished, and two runs at the same time do not disturb each other.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const MARKER = 'complete.json';
const INCOMING = /^\.incoming-(\d+)-/;

/** The root folder of this repository. */
export const repositoryFolder = fileURLToPath(new URL('../../', import.meta.url));

/** The cache folder: `.vscode-test/` in the repository, or what `INTERLOCK_TEST_CACHE` names. */
export function cacheFolder(): string {
  return resolve(process.env.INTERLOCK_TEST_CACHE ?? join(repositoryFolder, '.vscode-test'));
}

/** A file in the cache that is written anew by every run, such as a bundled test suite. */
export function cachePath(...segments: string[]): string {
  return join(cacheFolder(), ...segments);
}

/** What a tool is called in messages, where it is kept, and how its folder is filled. */
export interface Tool {
  readonly title: string;
  readonly key: string;
  /** Fills the given empty folder. Must not rely on the folder keeping its name. */
  readonly install: (folder: string) => Promise<void>;
  /** What a person can do when the tool cannot be had. */
  readonly hint: string;
}

/** Returns the folder of a tool, filling it first when this machine does not have it yet. */
export async function provideTool(tool: Tool): Promise<string> {
  const folder = cachePath(tool.key);
  if (existsSync(join(folder, MARKER))) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  await removeAbandoned();
  const incoming = cachePath(`.incoming-${process.pid}-${tool.key}`);
  const started = Date.now();
  process.stderr.write(`Getting ${tool.title} (once per machine) ...\n`);
  try {
    await mkdir(incoming, { recursive: true });
    await tool.install(incoming);
    await writeFile(join(incoming, MARKER), `${JSON.stringify({ title: tool.title })}\n`);
    await moveInto(incoming, folder);
  } catch (error) {
    await rm(incoming, { recursive: true, force: true });
    throw new Error(`Cannot get ${tool.title}. ${tool.hint}\n${messageOf(error)}`);
  }
  process.stderr.write(`Got ${tool.title} in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
  return folder;
}

/** Installs packages into a folder without running their scripts. Without packages: what its package.json asks for. */
export async function npmInstall(folder: string, packages: readonly string[]): Promise<void> {
  if (!existsSync(join(folder, 'package.json')))
    await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  const flags = ['--omit=dev', '--ignore-scripts', '--engine-strict=false', '--no-audit', '--no-fund'];
  await run('npm', ['install', '--prefix', folder, ...flags, '--loglevel=error', ...packages], folder);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((fulfil, reject) => {
    // A shell is needed on Windows, where npm is a batch file.
    const child = spawn(command, args, {
      cwd,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', code => {
      if (code === 0) fulfil();
      else reject(new Error(`${command} ${args[0]} ended with ${code}: ${essenceOf(output)}`));
    });
  });
}

/** The first lines say what is wrong; the rest is about npm itself. */
function essenceOf(output: string): string {
  const lines = output.split('\n').map(line => line.replace(/^npm (error|ERR!) ?/, '').trim());
  return lines
    .filter(line => line !== '')
    .slice(0, 4)
    .join('; ');
}

async function moveInto(incoming: string, folder: string): Promise<void> {
  if (existsSync(folder) && !existsSync(join(folder, MARKER)))
    await rm(folder, { recursive: true, force: true });
  try {
    await rename(incoming, folder);
  } catch (error) {
    // Another run was faster: its folder is as good as ours.
    if (!existsSync(join(folder, MARKER))) throw error;
    await rm(incoming, { recursive: true, force: true });
  }
}

async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(cacheFolder())) {
    const pid = INCOMING.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(cachePath(name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
