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

/** What CommonJS dependencies expect to find around them when they are bundled as ES modules. */
const nodeBanner = {
  js: [
    "import { createRequire as __createRequire } from 'node:module';",
    "import { fileURLToPath as __fileURLToPath } from 'node:url';",
    'const require = __createRequire(import.meta.url);',
    'const __filename = __fileURLToPath(import.meta.url);',
    "const __dirname = __fileURLToPath(new URL('.', import.meta.url));",
  ].join('\n'),
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
    mainFields: ['module', 'main'],
    splitting: true,
    chunkNames: 'shared-[hash]',
    banner: nodeBanner,
  },
  {
    ...common,
    entryPoints: ['server/src/browser/serverMain.ts'],
    outfile: 'dist/server/browser.js',
    // The grammar's loader asks for these on Node only; a worker never gets there.
    external: ['node:fs', 'node:crypto'],
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
  // Older versions of VS Code, 1.100 among them, append `.js` to the name of a web entry, whatever it ends in; newer ones
  // take a `.js` in a package of modules for a module.
  await copyFile('dist/client/browser.cjs', 'dist/client/browser.cjs.js');
}
