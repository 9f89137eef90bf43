/**
 * Runs the suite inside the Node extension host of a hosted VS Code:
 *
 *     npx tsx test/host/runHosted.ts [--version 1.100]... [--vsix FILE] [--grep REGEXP] [--workspace PATH]
 *                                    [--suite FOLDER] [--extension FOLDER] [--timeout SECONDS]
 *
 * With `--vsix` the packaged extension is installed and tested; without, the folder `--extension` (the repository by
 * default, which must be built). Exit code: 0 when all tests passed, else 1.
 */
import { join, resolve } from 'node:path';
import { bundleSuite } from './bundleSuite.ts';
import { findChromium } from './chromium.ts';
import { exitWith, runInHost } from './hostRun.ts';
import { readLauncherOptions } from './launcherOptions.ts';
import { relocator } from './sourceLocations.ts';
import { temporaryFolder } from './temporary.ts';
import { writeTestDriver } from './testDriver.ts';

async function main(): Promise<boolean> {
  const options = readLauncherOptions('suite');
  const scratch = await temporaryFolder('tests');
  const tests = join(scratch.path, 'index.cjs');
  await bundleSuite({ suite: options.suite, output: tests, host: 'hosted', grep: options.grep });
  const packaged = options.vsix !== undefined;
  const extension = packaged ? await writeTestDriver(scratch.path) : resolve(options.extension);
  const chromium = await findChromium();
  const relocate = await relocator(tests);
  let passed = true;
  for (const version of options.versions) {
    const one = await runInHost({
      version,
      host: 'node',
      subject: options.vsix ?? extension,
      chromium,
      vsix: packaged ? [options.vsix] : [],
      workspace: options.workspace,
      timeout: options.timeout,
      relocate,
      route: async server => {
        const remote = (path: string): string => `vscode-remote://${server.authority}${path}`;
        return {
          payload: [
            ['extensionDevelopmentPath', remote(extension)],
            ['extensionTestsPath', remote(tests)],
            ['skipWelcome', 'true'],
          ],
        };
      },
    });
    passed &&= one;
  }
  return passed;
}

exitWith(main());
