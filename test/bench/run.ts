// `npm run bench`: Interlock beside squawk, in one run on this machine. Prints a table with ratios.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { medianOf } from './measure.ts';
import { startTimedServer, type TimedServer } from './serverProcess.ts';
import { migrationOf } from './statements.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const CLI = join(ROOT, 'dist/server/cli.mjs');
const SQUAWK = join(ROOT, 'node_modules/.bin/squawk');

interface Row {
  readonly what: string;
  readonly ours: number;
  readonly theirs: number | null;
  readonly unit: 'ms' | 'MiB';
  readonly goal: string;
  readonly met: boolean;
}

const CLI_RUNS = 7;
const EDITS = 21;

const folder = await mkdtemp(join(tmpdir(), 'interlock-bench-'));
try {
  const rows = [...(await commandLine()), ...(await languageServer())];
  print(rows);
  const vsix = await stat(join(ROOT, 'dist/interlock.vsix')).catch(() => null);
  if (vsix !== null) console.log(`VSIX: ${(vsix.size / 1024 ** 2).toFixed(2)} MB (goal: at most 6 MB)`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function commandLine(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const statements of [500, 2000]) {
    const file = join(folder, `cli_${statements}.sql`);
    await writeFile(file, migrationOf(statements));
    const ours = await medianOf(CLI_RUNS, () =>
      timed(process.execPath, [CLI, 'check', file, '--engine', 'postgresql', '--fail-on', 'never']),
    );
    const theirs = await medianOf(CLI_RUNS, () => timed(SQUAWK, [file]));
    rows.push({
      what: `command line, ${statements} statements`,
      ours,
      theirs,
      unit: 'ms',
      goal: 'within squawk through npm',
      met: ours <= theirs,
    });
  }
  return rows;
}

/** Milliseconds of a whole process. */
function timed(command: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  const { error } = spawnSync(command, [...args], { stdio: 'ignore', cwd: folder });
  if (error !== undefined) throw error;
  return Promise.resolve(performance.now() - start);
}

async function languageServer(): Promise<Row[]> {
  const rootUri = pathToFileURL(folder).href;
  const startOurs = (): Promise<TimedServer> =>
    startTimedServer(process.execPath, [CLI, 'lsp', '--stdio'], rootUri);
  const startTheirs = (): Promise<TimedServer> => startTimedServer(SQUAWK, ['server'], rootUri);
  const rows: Row[] = [];
  const initialize = async (start: () => Promise<TimedServer>): Promise<number> =>
    medianOf(5, async () => {
      const server = await start();
      await server.stop();
      return server.initializeTime;
    });
  const [ours, theirs] = [await initialize(startOurs), await initialize(startTheirs)];
  rows.push({
    what: 'server: start to initialized',
    ours,
    theirs,
    unit: 'ms',
    goal: 'under 150 ms',
    met: ours < 150,
  });
  const goals: readonly (readonly [number, number])[] = [
    [50, 10],
    [500, 10],
    [5000, 20],
  ];
  for (const [statements, goal] of goals) {
    const text = migrationOf(statements);
    const uri = pathToFileURL(join(folder, `edit_${statements}.sql`)).href;
    const measured = [];
    for (const start of [startOurs, startTheirs]) {
      const server = await start();
      const opened = await server.open(uri, text);
      const edited = await editInTheMiddle(server, uri, text);
      measured.push({ opened, edited, memory: await server.memory() });
      await server.stop();
    }
    const [our, their] = measured;
    if (our === undefined || their === undefined) continue;
    rows.push({
      what: `server: open, ${statements} statements`,
      ours: our.opened,
      theirs: their.opened,
      unit: 'ms',
      goal: '',
      met: true,
    });
    rows.push({
      what: `server: edit to diagnostics, ${statements} statements`,
      ours: our.edited,
      theirs: their.edited,
      unit: 'ms',
      goal: `at most ${goal} ms`,
      met: our.edited <= goal,
    });
    if (our.memory !== null)
      rows.push({
        what: `server: memory, ${statements} statements`,
        ours: our.memory,
        theirs: their.memory,
        unit: 'MiB',
        goal: '',
        met: true,
      });
  }
  return rows;
}

/** Types one character after another into a column name in the middle of the file. */
async function editInTheMiddle(server: TimedServer, uri: string, text: string): Promise<number> {
  const lines = text.split('\n');
  const line = lines.findIndex(
    (source, index) => index > lines.length / 2 && /ADD COLUMN required_\d+ varchar/.test(source),
  );
  const character = (lines[line] ?? '').indexOf(' varchar');
  return medianOf(EDITS, index => server.edit(uri, line, character + index, 'x'));
}

function print(rows: readonly Row[]): void {
  console.log(
    `\nMedians on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}\n`,
  );
  console.log('| what | interlock | squawk | ratio | goal | |');
  console.log('|---|--:|--:|--:|---|---|');
  for (const { what, ours, theirs, unit, goal, met } of rows) {
    const ratio = theirs === null ? '' : `${(ours / theirs).toFixed(2)}`;
    const digits = ours < 100 && unit === 'ms' ? 1 : 0;
    console.log(
      `| ${what} | ${ours.toFixed(digits)} ${unit} | ${theirs === null ? '' : `${theirs.toFixed(digits)} ${unit}`} | ${ratio} | ${goal} | ${goal === '' ? '' : met ? 'met' : 'missed'} |`,
    );
  }
  console.log();
}
