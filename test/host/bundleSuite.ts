/** Bundles test files and the mocha runner into one CommonJS module that an extension host loads. */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { RunOptions } from './runMocha.ts';
import { repositoryFolder } from './toolCache.ts';

/** What to bundle. */
export interface BundleOptions {
  /** The folder with the `*.test.ts` files. */
  readonly suite: string;
  /** The file to write. In Node its name ends in `.cjs`, so that it is taken for CommonJS wherever it lies. */
  readonly output: string;
  readonly host: 'desktop' | 'hosted' | 'web';
  readonly grep?: string | undefined;
}

/** Writes a module that exports `run()`, as all launchers want it. */
export async function bundleSuite(options: BundleOptions): Promise<void> {
  const suite = resolve(options.suite);
  const files = (await readdir(suite)).filter(name => name.endsWith('.test.ts')).sort();
  if (files.length === 0) throw new Error(`There is no *.test.ts in ${suite}.`);
  await mkdir(dirname(options.output), { recursive: true });
  const web = options.host === 'web';
  await build({
    stdin: { contents: entry(suite, files, options.grep), resolveDir: repositoryFolder, loader: 'ts' },
    outfile: options.output,
    bundle: true,
    format: 'cjs',
    platform: web ? 'browser' : 'node',
    target: 'es2022',
    external: ['vscode'],
    // All of mocha is bundled, so that no path outside the bundle is needed.
    alias: web ? { mocha: 'mocha/mocha.mjs', 'node:assert/strict': hostFile('webAssert.ts') } : {},
    inject: options.host === 'desktop' ? [] : [hostFile('suiteConsole.ts')],
    plugins: web ? [mochaForBrowsers] : [],
    // Suites of the Node host read the sample projects.
    define: { REPOSITORY: JSON.stringify(repositoryFolder) },
    sourcemap: true,
    sourcesContent: false,
    logOverride: { 'require-resolve-not-external': 'silent' },
  });
}

/** The build of mocha for browsers looks for a CommonJS module around itself and must not find that of the bundle. */
const mochaForBrowsers: Plugin = {
  name: 'mocha-for-browsers',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, async ({ path }) => ({
      contents: `const module = undefined, exports = undefined; ${await readFile(path, 'utf8')}`,
      loader: 'js',
    }));
  },
};

function entry(suite: string, files: readonly string[], grep: string | undefined): string {
  const options: RunOptions = {
    forbidOnly: Boolean(process.env.CI),
    color: process.stdout.isTTY && !process.env.NO_COLOR,
    ...(grep === undefined ? {} : { grep }),
  };
  const loads = files.map(name => `require(${JSON.stringify(join(suite, name))});`);
  return [
    `import { runMocha } from ${JSON.stringify(hostFile('runMocha.ts'))};`,
    'export function run() {',
    `  return runMocha(() => { ${loads.join(' ')} }, ${JSON.stringify(options)});`,
    '}',
  ].join('\n');
}

function hostFile(name: string): string {
  return join(repositoryFolder, 'test', 'host', name);
}
