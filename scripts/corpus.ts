// How much of a folder of migrations is read: `npm run corpus -- <folder> [--dialect d] [--json] [--timings]`.
import { Command, Option } from 'commander';
import { loadGrammarFile } from '../server/src/node/grammarFile.ts';
import { createMysqlReader } from '../server/src/operations/mysql/mysqlReader.ts';
import { createPostgresqlReader } from '../server/src/operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../server/src/operations/reader.ts';
import type { Dialect } from '../server/src/syntax/dialect.ts';
import { corpusFiles } from './corpus/files.ts';
import { renderReport, renderTimings } from './corpus/render.ts';
import { corpusReport } from './corpus/report.ts';
import { corpusTimings } from './corpus/timings.ts';

interface Options {
  readonly dialect?: Dialect;
  readonly json?: true;
  readonly timings?: true;
}

const program = new Command('corpus')
  .argument('<folder>', 'folder of migrations')
  .addOption(
    new Option('--dialect <dialect>', 'instead of what each file is detected as').choices([
      'postgresql',
      'mysql',
      'mariadb',
    ]),
  )
  .option('--json', 'everything as JSON')
  .option('--timings', 'adds throughput and the slowest statements, which differ between runs')
  .parse();

const options = program.opts<Options>();
const [folder = '.'] = program.args;
const files = await corpusFiles(folder, options.dialect ?? null);
const readers: Readonly<Record<Dialect, StatementReader>> = {
  postgresql: createPostgresqlReader(await loadGrammarFile()),
  mysql: createMysqlReader({ dialect: 'mysql' }),
  mariadb: createMysqlReader({ dialect: 'mariadb' }),
};
const readerOf = (dialect: Dialect): StatementReader => readers[dialect];
const report = corpusReport(files, readerOf);
const timings = options.timings === true ? corpusTimings(files, readerOf) : null;
if (options.json === true) {
  console.log(JSON.stringify(timings === null ? report : { ...report, timings }, null, 2));
} else {
  console.log(renderReport(report));
  if (timings !== null) console.log(renderTimings(timings));
}
