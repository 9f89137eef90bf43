/**
 * Runs the suite for browsers inside the web extension host, a Web Worker without Node:
 *
 *     npx tsx test/host/runWeb.ts [the options of runHosted.ts]
 *
 * The workspace has a scheme other than `file`, as on vscode.dev. Exit code: 0 when all tests passed, else 1.
 */
import { symlink } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { bundleSuite } from './bundleSuite.ts';
import { findChromium } from './chromium.ts';
import { type HostedServer, unpackExtension } from './hostedVsCode.ts';
import { exitWith, runInHost } from './hostRun.ts';
import { readLauncherOptions } from './launcherOptions.ts';
import { relocator } from './sourceLocations.ts';
import { temporaryFolder } from './temporary.ts';
import { writeTestDriver } from './testDriver.ts';
import { newestVersion } from './versions.ts';

async function main(): Promise<boolean> {
  const options = readLauncherOptions('web');
  const scratch = await temporaryFolder('tests');
  const driver = await writeTestDriver(scratch.path);
  const tests = join(driver, 'index.js');
  await bundleSuite({ suite: options.suite, output: tests, host: 'web', grep: options.grep });
  const extension =
    options.vsix === undefined
      ? resolve(options.extension)
      : await unpackExtension(newestVersion, options.vsix, join(scratch.path, 'unpacked'));
  const chromium = await findChromium();
  const relocate = await relocator(tests, 2);
  let passed = true;
  for (const version of options.versions) {
    const one = await runInHost({
      version,
      host: 'web',
      subject: options.vsix ?? extension,
      chromium,
      vsix: [],
      workspace: options.workspace,
      timeout: options.timeout,
      relocate,
      route: async server => {
        const served = await serveFolders(server, { extension, driver });
        return {
          configuration: {
            developmentOptions: {
              extensions: [addressOf(server, `${served}/extension`), addressOf(server, `${served}/driver`)],
              extensionTestsPath: addressOf(server, `${served}/driver/index`),
            },
          },
        };
      },
    });
    passed &&= one;
  }
  return passed;
}

/** The server serves its own folder as static files; links in there let it serve others for the time of the run. */
async function serveFolders(
  server: HostedServer,
  folders: Readonly<Record<string, string>>,
): Promise<string> {
  const root = await temporaryFolder('web', server.folder);
  for (const [name, folder] of Object.entries(folders)) await symlink(folder, join(root.path, name), 'dir');
  return `${server.staticPath}/${basename(root.path)}`;
}

function addressOf(server: HostedServer, path: string): Readonly<Record<string, string>> {
  return { scheme: 'http', authority: server.authority, path };
}

exitWith(main());
