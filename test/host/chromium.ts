/** Finds a Chromium for the hosted VS Code: the machine's own, or one out of the npm registry. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fontConfiguration } from './fonts.ts';
import { npmInstall, provideTool } from './toolCache.ts';

/** The last version that runs on Node 20. */
const PACKAGED = '143.0.4';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const ELSEWHERE = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A Chromium and what it needs to run. */
export interface Chromium {
  readonly executablePath: string;
  /** Variables it needs beside those of this process. */
  readonly env: Readonly<Record<string, string>>;
}

/** Returns a Chromium: from `CHROMIUM_EXECUTABLE` or `CHROME_PATH`, from the machine, or from the npm registry. */
export async function findChromium(): Promise<Chromium> {
  for (const variable of ['CHROMIUM_EXECUTABLE', 'CHROME_PATH']) {
    const path = process.env[variable];
    if (!path) continue;
    if (!existsSync(path)) throw new Error(`${variable} names ${path}, which does not exist.`);
    return { executablePath: path, env: {} };
  }
  const installed = installedChromium();
  return installed === undefined ? packagedChromium() : { executablePath: installed, env: {} };
}

function installedChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '');
  const candidates = folders.flatMap(folder => NAMES.map(name => join(folder, name)));
  return [...candidates, ...ELSEWHERE].find(path => existsSync(path));
}

async function packagedChromium(): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found: install one, or name one in CHROMIUM_EXECUTABLE.');
  }
  const folder = await provideTool({
    title: `Chromium ${PACKAGED}`,
    key: `chromium-${PACKAGED}`,
    hint: 'Install a Chromium, or name one in CHROMIUM_EXECUTABLE.',
    install: async folder => {
      await npmInstall(folder, [`@sparticuz/chromium@${PACKAGED}`]);
      await unpack(folder);
      // Only what was unpacked is needed from here on.
      await rm(join(folder, 'node_modules'), { recursive: true });
    },
  });
  const root = join(folder, 'unpacked');
  return { executablePath: join(root, 'chromium'), env: packagedEnvironment(root) };
}

/**
 * Lets the package unpack itself, which it does into the temporary folder. Its shared libraries (NSS, NSPR, Expat)
 * come along only where it believes to run on the service it is made for.
 */
async function unpack(folder: string): Promise<void> {
  const target = join(folder, 'unpacked');
  await mkdir(target);
  const entry = join(folder, 'node_modules', '@sparticuz', 'chromium', 'build', 'esm', 'index.js');
  const script = `import chromium from ${JSON.stringify(pathToFileURL(entry).href)}; await chromium.executablePath();`;
  const env = { ...process.env, TMPDIR: target, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  const code = await new Promise<number | null>((fulfil, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env,
      stdio: 'inherit',
    });
    child.once('error', reject);
    child.once('exit', fulfil);
  });
  if (code !== 0) throw new Error(`Unpacking Chromium ended with ${code}.`);
  await rename(join(target, 'al2023', 'lib'), join(target, 'lib'));
  await writeFile(join(target, 'fonts.conf'), fontConfiguration({}));
}

/** The bundled libraries always, so that every machine runs the same ones; the bundled font beside those it has. */
function packagedEnvironment(root: string): Record<string, string> {
  const libraries = [join(root, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(root, 'fonts.conf') };
}
