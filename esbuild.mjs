// Builds what ships into dist/: the extension (desktop and web), the language server (the same two) and the command line.
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const require = createRequire(import.meta.url);

const common = {
  bundle: true,
  target: 'es2022',
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  tsconfig: 'tsconfig.json',
};

/** Some dependencies are CommonJS and call require() when bundled as an ES module. */
const nodeBanner = {
  js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
};

const bundles = [
  {
    ...common,
    entryPoints: ['client/src/node/extension.ts'],
    outfile: 'dist/client/node.cjs',
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...common,
    entryPoints: ['client/src/browser/extension.ts'],
    outfile: 'dist/client/browser.cjs',
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...common,
    entryPoints: { server: 'server/src/node/serverMain.ts', cli: 'server/src/node/cliMain.ts' },
    outdir: 'dist/server',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    format: 'esm',
    splitting: true,
    chunkNames: 'shared-[hash]',
    banner: nodeBanner,
  },
  {
    ...common,
    entryPoints: ['server/src/browser/serverMain.ts'],
    outfile: 'dist/server/browser.js',
    platform: 'browser',
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
  },
];

await rm('dist', { recursive: true, force: true });
await mkdir('dist/server', { recursive: true });
await copyFile(require.resolve('libpg-query/wasm/libpg-query.wasm'), 'dist/server/libpg-query.wasm');
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map(options => build(options)));
}
