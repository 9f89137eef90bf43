// `npm run verify:engines [-- --quick]`: measures real servers and compares with what `explain` says.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    /** A part of the cases on a part of the servers, side by side; downloads get two minutes. */
    quick: { type: 'boolean', default: false },
    /** Only cases whose name contains the text. */
    only: { type: 'string', default: '' },
    /** PostgreSQL majors, such as `10,18`; alone, no other engine is asked. */
    majors: { type: 'string', default: '' },
    /** Keys of MySQL and MariaDB servers, such as `mysql-9.7`; alone, PostgreSQL is not asked. */
    engines: { type: 'string', default: '' },
    /** Where the report goes; `.cache/engines/report.txt` for a whole run. */
    report: { type: 'string' },
  },
});

const USUAL_REPORT = fileURLToPath(new URL('../../.cache/engines/report.txt', import.meta.url));

interface Harness {
  readonly name: 'postgresql' | 'mysql';
  readonly options: readonly string[];
}

function harnesses(): readonly Harness[] {
  const shared = [
    ...(values.quick ? ['--quick'] : []),
    ...(values.only === '' ? [] : ['--only', values.only]),
  ];
  const postgresql = {
    name: 'postgresql' as const,
    options: values.majors === '' ? shared : [...shared, '--majors', values.majors],
  };
  const mysql = {
    name: 'mysql' as const,
    options: values.engines === '' ? shared : [...shared, '--engines', values.engines],
  };
  if (values.majors !== '' && values.engines === '') return [postgresql];
  return values.engines !== '' && values.majors === '' ? [mysql] : [postgresql, mysql];
}

/** Runs a harness to its end; its exit code. */
function run({ name, options }: Harness, report: string): Promise<number> {
  const harness = join(import.meta.dirname, name, 'verify.ts');
  return new Promise(fulfil => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', harness, ...options, '--report', report],
      // A quick run says what it has to say on standard error.
      { stdio: ['ignore', values.quick ? 'ignore' : 'inherit', 'inherit'] },
    );
    child.once('error', () => fulfil(1));
    // Ended from outside, which tells nothing of the facts.
    child.once('exit', code => fulfil(code ?? (values.quick ? 3 : 1)));
  });
}

const folder = await mkdtemp(join(tmpdir(), 'interlock-report-'));
const reportOf = ({ name }: Harness): string => join(folder, `${name}.txt`);
const codes: number[] = [];
if (values.quick) {
  codes.push(...(await Promise.all(harnesses().map(harness => run(harness, reportOf(harness))))));
} else {
  for (const harness of harnesses()) codes.push(await run(harness, reportOf(harness)));
}
const parts = await Promise.all(
  harnesses().map(harness =>
    readFile(reportOf(harness), 'utf8').catch(() => `${harness.name}: not verified\n`),
  ),
);
await rm(folder, { recursive: true, force: true });
const whole = parts.join('\n');
// The worst exit code wins: 1 is a disagreement, others say that an engine could not be had.
process.exitCode = codes.includes(1) ? 1 : Math.max(...codes);
if (values.quick && process.exitCode === 1) process.stdout.write(whole);
const path = values.report ?? (values.quick ? null : USUAL_REPORT);
if (path !== null) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, whole);
  process.stderr.write(`Report: ${path}\n`);
}
