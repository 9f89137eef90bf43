// Random edits of real files: `npm run corpus:edits -- <folder> [--edits 100000] [--seed 1] [--dialect d]`.
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { loadGrammarFile } from '../server/src/node/grammarFile.ts';
import { createMysqlReader } from '../server/src/operations/mysql/mysqlReader.ts';
import { createPostgresqlReader } from '../server/src/operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../server/src/operations/reader.ts';
import type { Dialect } from '../server/src/syntax/dialect.ts';
import { corpusFiles } from './corpus/files.ts';
import { editRepeatedly, type IncrementalFailure } from './corpus/incrementalReading.ts';
import { seededRandom } from './corpus/randomEdits.ts';

interface Options {
  readonly edits: string;
  readonly seed: string;
  readonly dialect?: Dialect;
  readonly failures?: string;
}

/** Longer files are dumps: one edit of them costs as much as a thousand of others. */
const LONGEST_FILE = 100_000;
const EDITS_PER_VISIT = 20;
const MOST_FAILURES = 20;

const program = new Command('corpus:edits')
  .argument('<folder>', 'folder of migrations')
  .option('--edits <count>', 'how many edits for all files together', '100000')
  .option('--seed <number>', 'start of the random numbers', '1')
  .addOption(
    new Option('--dialect <dialect>', 'instead of what each file is detected as').choices([
      'postgresql',
      'mysql',
      'mariadb',
    ]),
  )
  .option('--failures <file>', 'where the texts of failures are written, as JSON')
  .parse();

const options = program.opts<Options>();
const [folder = '.'] = program.args;
const files = (await corpusFiles(folder, options.dialect ?? null)).filter(
  file => file.text.length <= LONGEST_FILE && file.text.length > 0,
);
const readers: Readonly<Record<Dialect, StatementReader>> = {
  postgresql: createPostgresqlReader(await loadGrammarFile()),
  mysql: createMysqlReader({ dialect: 'mysql' }),
  mariadb: createMysqlReader({ dialect: 'mariadb' }),
};
const random = seededRandom(Number(options.seed));
const wanted = Number(options.edits);
const done: Record<Dialect, { edits: number; files: Set<string> }> = {
  postgresql: { edits: 0, files: new Set() },
  mysql: { edits: 0, files: new Set() },
  mariadb: { edits: 0, files: new Set() },
};
const failures: IncrementalFailure[] = [];
let total = 0;
while (total < wanted && files.length > 0 && failures.length < MOST_FAILURES) {
  const file = files[Math.floor(random() * files.length)];
  if (file === undefined) break;
  const count = Math.min(EDITS_PER_VISIT, wanted - total);
  const result = editRepeatedly(file, readers[file.dialect], random, count);
  total += result.edits;
  done[file.dialect].edits += result.edits;
  done[file.dialect].files.add(file.path);
  if (result.failure !== null) failures.push(result.failure);
}
for (const [dialect, { edits, files: visited }] of Object.entries(done)) {
  if (edits > 0) console.log(`${dialect}: ${edits} edits of ${visited.size} files`);
}
for (const { path, kind, problem } of failures) console.log(`FAILED ${path}: after ${kind}, ${problem}`);
console.log(`${total} edits, ${failures.length} failures`);
if (options.failures !== undefined) writeFileSync(options.failures, JSON.stringify(failures));
process.exitCode = failures.length === 0 ? 0 : 1;
