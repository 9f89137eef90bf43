/**
 * An empty extension. It is what is "under development" when the extension under test is installed from its VSIX, and
 * in the web extension host the tests lie in it, because that host runs only tests that belong to an extension.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const MANIFEST = {
  name: 'test-driver',
  publisher: 'interlock',
  version: '0.0.1',
  engines: { vscode: '^1.91.0' },
  activationEvents: [],
  main: './main.js',
  browser: './main.js',
};

/** Writes the extension into a new folder within the given one and returns it. */
export async function writeTestDriver(parent: string): Promise<string> {
  const folder = join(parent, 'test-driver');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(MANIFEST, null, 2)}\n`);
  await writeFile(join(folder, 'main.js'), 'exports.activate = () => {};\n');
  return folder;
}
