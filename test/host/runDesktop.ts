/**
 * Runs the suite inside VS Code for the desktop:
 *
 *     npx tsx test/host/runDesktop.ts [--vsix FILE] [--grep REGEXP] [--workspace PATH] [--suite FOLDER]
 *                                     [--extension FOLDER]
 *
 * `VSCODE_EXECUTABLE` names an installed VS Code; without it, the version in `VSCODE_VERSION` (`stable` by default) is
 * downloaded. On Linux a display is needed, for instance from `xvfb-run`. Exit code: 0 when all tests passed, else 1.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
} from '@vscode/test-electron';
import { bundleSuite } from './bundleSuite.ts';
import { exitWith } from './hostRun.ts';
import { readLauncherOptions } from './launcherOptions.ts';
import { temporaryFolder } from './temporary.ts';
import { writeTestDriver } from './testDriver.ts';
import { cacheFolder } from './toolCache.ts';
import { copyWorkspace } from './workspaceCopy.ts';

const QUIET = ['--disable-workspace-trust', '--disable-telemetry', '--skip-welcome', '--skip-release-notes'];

async function main(): Promise<boolean> {
  const options = readLauncherOptions('suite');
  const scratch = await temporaryFolder('desktop');
  const tests = join(scratch.path, 'index.cjs');
  await bundleSuite({ suite: options.suite, output: tests, host: 'desktop', grep: options.grep });
  const workspace = await copyWorkspace(options.workspace);
  const executable = process.env.VSCODE_EXECUTABLE ?? (await download());
  const folders = [
    `--user-data-dir=${join(scratch.path, 'data')}`,
    `--extensions-dir=${join(scratch.path, 'extensions')}`,
  ];
  if (options.vsix !== undefined) install(executable, options.vsix, folders);
  const code = await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath:
      options.vsix === undefined ? resolve(options.extension) : await writeTestDriver(scratch.path),
    extensionTestsPath: tests,
    launchArgs: [Object.values(workspace.target).join(''), ...QUIET, ...folders],
  });
  return code === 0;
}

function download(): Promise<string> {
  return downloadAndUnzipVSCode({
    version: process.env.VSCODE_VERSION ?? 'stable',
    cachePath: join(cacheFolder(), 'desktop'),
  });
}

function install(executable: string, vsix: string, folders: readonly string[]): void {
  const [cli = executable, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, {
    reuseMachineInstall: true,
  });
  const all = [...args, ...folders, '--install-extension', resolve(vsix), '--force'];
  const result = spawnSync(cli, all, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) throw new Error(`VS Code did not install ${vsix}.`);
}

exitWith(main());
