// `npm start`: builds everything, reviews examples/ and says how to see the same in VS Code.
import { join, relative } from 'node:path';
import { binary, installPackages, root, run } from './prepare.mjs';

installPackages();
run('node', ['esbuild.mjs', '--production'], 'Building');
run(
  binary('vsce'),
  [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    'dist/interlock.vsix',
  ],
  'Packaging the extension',
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
run(
  'node',
  [
    'dist/server/cli.mjs',
    'check',
    'examples/flyway-postgresql',
    'examples/flyway-mysql',
    '--fail-on',
    'never',
  ],
  'Reviewing examples/\n',
);

const vsix = relative(process.cwd(), join(root, 'dist/interlock.vsix'));
console.log(`The same in VS Code:

  code --install-extension ${vsix}
  code examples

then open flyway-postgresql/db/migration/V3__add_payment_reference.sql.

On your own migrations:

  npx interlock check path/to/migrations
  npx interlock explain path/to/migration.sql
`);
