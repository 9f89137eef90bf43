// Shared by `npm start` and `npm test`: a fresh clone has no node_modules, and both install what they need.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Installs the packages of package-lock.json when they are not there, or older than it. Not `npm ci`: that refuses
 * a lock without the optional binaries of other platforms, which not every registry has.
 */
export function installPackages() {
  const installed = join(root, 'node_modules/.package-lock.json');
  const upToDate =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (upToDate) return;
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], 'Installing packages');
}

/** Runs a program in the repository; ends this process when it fails. `title` is printed first. */
export function run(program, args, title, options = {}) {
  if (title !== undefined) console.log(`\n${title}`);
  const result = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (result.error !== undefined) console.error(String(result.error));
  if (result.status !== 0 && !(options.allowed ?? []).includes(result.status))
    process.exit(result.status ?? 1);
  return result.status ?? 1;
}

/** The path of a program that a package brings. */
export function binary(name) {
  return join(root, 'node_modules/.bin', name);
}

export function packageVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
}
