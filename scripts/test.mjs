// `npm test`: everything, cheapest first. Stops at the first step that fails.
import { binary, installPackages, run } from './prepare.mjs';

installPackages();
const started = Date.now();
const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;

run(binary('tsc'), ['-p', '.', '--noEmit'], 'Types');
run(binary('biome'), ['check', '.'], 'Format and lint');
run(
  binary('depcruise'),
  ['--config', '.dependency-cruiser.cjs', 'server/src', 'client/src'],
  'Import directions',
);
run('npm', ['run', '--silent', 'package'], 'Build and package');
run(binary('mocha'), ['test/{unit,property,meta}/**/*.test.ts'], 'Unit, property and meta tests');
run('npm', ['run', '--silent', 'grammar'], 'Grammar');
run(binary('mocha'), ['test/lsp/**/*.test.ts'], 'Language server over a stream pair');
run(binary('mocha'), ['test/cli/**/*.test.ts'], 'Command line');
// 3: no engine can be had on this machine, which is said and no fault.
run(binary('tsx'), ['test/engines/verify.ts', '--quick'], 'Engine facts on real servers', { allowed: [3] });
run(
  binary('tsx'),
  ['test/host/runHosted.ts', '--vsix', 'dist/interlock.vsix'],
  'The packaged extension in a real VS Code',
);
console.log(`\nAll passed in ${seconds()}.`);
