// `npm run verify:diff [-- --engines postgresql-16,mysql-9.7]`: holds `interlock diff` and `interlock capture` against
// real servers and the dumps of their own tools.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineUnavailable } from '../mysql/engineCache.ts';
import { EnginesUnavailable } from '../postgresql/packages.ts';
import { type DiffServer, mysqlServers, postgresqlServers } from './diffServers.ts';
import { interlock } from './interlock.ts';

let failures = 0;
let checks = 0;

function check(what: string, holds: boolean, details = ''): void {
  checks += 1;
  if (holds) return;
  failures += 1;
  console.log(`  FAILED ${what}${details === '' ? '' : `\n${details.trimEnd().replace(/^/gm, '    ')}`}`);
}

/** Differences as `interlock diff` sees them; none is an empty list. */
async function differences(from: string, to: string, options: readonly string[]): Promise<readonly string[]> {
  const { code, output, errors } = await interlock(['diff', from, to, ...options]);
  if (errors !== '') return [`exit code ${code}: ${errors.trim()}`];
  return code === 0 ? [] : output.trimEnd().split('\n');
}

async function verify(server: DiffServer, folder: string): Promise<void> {
  const engine = ['--engine', server.dialect];
  const sql = async (from: string, to: string): Promise<string> =>
    (await interlock(['diff', from, to, '--format', 'sql', ...engine])).output;
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  for (const name of ['source', 'loaded', 'recaptured', 'built', 'changed'])
    await server.createDatabase(name);
  await server.run('source', server.richSchema);

  const dump = await server.dump('source');
  const dumpFile = await file('dump.sql', dump);
  await server.run('loaded', dump);
  const live = server.url('loaded');
  const left = await differences(dumpFile, live, engine);
  check('a dump and a database loaded from it do not differ', left.length === 0, left.join('\n'));
  const right = await differences(live, dumpFile, engine);
  check('nor the other way round', right.length === 0, right.join('\n'));

  const captured = await interlock([
    'capture',
    live,
    '--out',
    folder,
    '--config',
    join(folder, 'interlock.json'),
  ]);
  check('capture succeeds', captured.code === 0, captured.errors);
  const baseline = join(folder, 'baseline-schema.sql');
  const baselineText = await readFile(baseline, 'utf8');
  await server.run('recaptured', baselineText);
  const again = await differences(live, server.url('recaptured'), engine);
  check('a database loaded from the captured baseline does not differ', again.length === 0, again.join('\n'));

  // What the catalog does not hold (collations) has to be there.
  await server.run('built', server.groundwork);
  const built = await sql(server.url('built'), live);
  await server.run('built', built).catch(error => check('SQL from nothing runs', false, String(error)));
  const afterBuild = await differences(server.url('built'), live, engine);
  check(
    'SQL from nothing gives the schema',
    afterBuild.length === 0 && !built.includes('not expressed'),
    `${afterBuild.join('\n')}\n${built
      .split('\n')
      .filter(line => line.includes('not expressed'))
      .join('\n')}`,
  );

  await server.run('changed', dump);
  await server.run('changed', server.changes);
  const changed = await differences(live, server.url('changed'), engine);
  for (const expected of server.expectedDifferences)
    check(
      `changes show: ${expected}`,
      changed.some(line => line.startsWith(expected)),
      changed.join('\n'),
    );
  check('and nothing else does', changed.length === server.expectedDifferences.length, changed.join('\n'));
  for (const [from, to] of [
    ['loaded', 'changed'],
    ['changed', 'recaptured'],
  ] as const) {
    const migration = await sql(server.url(from), server.url(to));
    await server
      .run(from, migration)
      .catch(error => check(`SQL from ${from} to ${to} runs`, false, `${error}\n${migration}`));
    const rest = await differences(server.url(from), server.url(to), engine);
    check(
      `SQL from ${from} to ${to} arrives there`,
      rest.length === 0 && !migration.includes('not expressed'),
      `${rest.join('\n')}\n${migration}`,
    );
  }
}

const wanted = /^--engines(?:=(.*))?$/.exec(process.argv[2] ?? '')?.[1] ?? process.argv[3] ?? null;
const keys = wanted === null ? null : wanted.split(',');
let unavailable = 0;
for await (const open of [...postgresqlServers(), ...mysqlServers()]) {
  if (keys !== null && !keys.includes(open.key)) continue;
  const folder = await mkdtemp(join(tmpdir(), 'interlock-diff-'));
  const before = [checks, failures] as const;
  try {
    const server = await open.start();
    try {
      await verify(server, folder);
    } finally {
      await server.stop();
    }
    console.log(`${open.key}: ${checks - before[0]} checks, ${failures - before[1]} failed`);
  } catch (error) {
    if (!(error instanceof EngineUnavailable) && !(error instanceof EnginesUnavailable)) throw error;
    unavailable += 1;
    console.log(`${open.key}: cannot be had here: ${error.message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
process.exitCode = failures > 0 ? 1 : unavailable > 0 ? 2 : 0;
