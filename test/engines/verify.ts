// `npm run verify:engines [-- --quick]`: measures real servers and compares with what `explain` says.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The worst exit code wins: 1 is a disagreement, others say that an engine could not be had. */
const HARNESSES = ['postgresql', 'mysql'] as const;

const codes = HARNESSES.map(name => {
  console.log(`\n${name}`);
  const harness = join(import.meta.dirname, name, 'verify.ts');
  return (
    spawnSync(process.execPath, ['--import', 'tsx', harness, ...process.argv.slice(2)], { stdio: 'inherit' })
      .status ?? 1
  );
});
process.exitCode = codes.includes(1) ? 1 : Math.max(...codes);
