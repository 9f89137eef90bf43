/**
 * Packages of VS Code whose install scripts would compile or download something. The scripts are not run; what tests
 * rely on is put in place here: log files, the end of orphaned hosts, and the program behind file search.
 */
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { npmInstall, repositoryFolder } from './toolCache.ts';

const SHIMS = join(repositoryFolder, 'test', 'host', 'shims');
const RIPGREP = `@vscode/ripgrep-${process.platform}-${process.arch}`;
const RIPGREP_VERSION = '1.18.0';

/** Completes a server whose dependencies are installed without scripts. */
export async function completeNativeModules(server: string): Promise<void> {
  const modules = join(server, 'node_modules');
  await replace(join(modules, '@vscode', 'spdlog'), 'spdlog.cjs');
  await replace(join(modules, '@vscode', 'native-watchdog'), 'watchdog.cjs');
  await replace(join(modules, 'native-watchdog'), 'watchdog.cjs');
  await addRipgrep(server, join(modules, '@vscode', 'ripgrep'));
}

async function replace(packageFolder: string, shim: string): Promise<void> {
  if (existsSync(packageFolder)) await copyFile(join(SHIMS, shim), join(packageFolder, 'index.js'));
}

/** Older servers download ripgrep in a script; newer ones carry it. */
async function addRipgrep(server: string, packageFolder: string): Promise<void> {
  if (!existsSync(packageFolder)) return;
  const binary = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const target = join(packageFolder, 'bin', binary);
  const helper = join(server, '.ripgrep');
  await mkdir(helper, { recursive: true });
  await npmInstall(helper, [`${RIPGREP}@${RIPGREP_VERSION}`]);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(join(helper, 'node_modules', RIPGREP, 'bin', binary), target);
  await chmod(target, 0o755);
  await rm(helper, { recursive: true });
}
