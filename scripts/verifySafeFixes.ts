/**
 * Applies every safe fix to every migration below the folders of a folder, in memory, and holds the result against the
 * original: nothing reads worse, no finding is left that has a safe fix, and the replay ends in the same schema.
 *
 *     npm run verify:safe-fixes -- <folder> [--engine postgresql] [--report file]
 *
 * Each direct subfolder is a project. A migration is taken as the last one of its tool: what comes later is left away.
 * Exit codes: 0 all of it holds, 1 something does not.
 */
import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { folderFiles } from '../server/src/node/folderFiles.ts';
import { loadGrammarFile } from '../server/src/node/grammarFile.ts';
import { createMysqlReaders } from '../server/src/operations/mysql/mysqlReader.ts';
import { createPostgresqlReader } from '../server/src/operations/postgresql/postgresqlReader.ts';
import { loadProject } from '../server/src/review/loadProject.ts';
import { createReviewer } from '../server/src/review/reviewer.ts';
import { assumedTarget, parseEngine } from '../server/src/review/targets.ts';
import { checkProject, type FileCheck } from './safeFixes/checkProject.ts';
import { renderChecks } from './safeFixes/render.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string' }, only: { type: 'string', default: '' }, report: { type: 'string' } },
});
const root = resolve(positionals[0] ?? '.');
const engine = values.engine === undefined ? null : parseEngine(values.engine);
const postgresql = createPostgresqlReader(await loadGrammarFile());
const mysqlReaderOf = createMysqlReaders();
const checks: FileCheck[] = [];
for (const entry of await readdir(root, { withFileTypes: true })) {
  if (!entry.isDirectory() || !entry.name.includes(values.only)) continue;
  const started = Date.now();
  const { project } = await loadProject(folderFiles(join(root, entry.name)));
  const reviewer = createReviewer({
    readerOf: (dialect, server) => (dialect === 'postgresql' ? postgresql : mysqlReaderOf(dialect, server)),
    ...(engine === null ? {} : { targets: [assumedTarget(engine)] }),
  });
  const found = checkProject(reviewer, project, entry.name);
  checks.push(...found);
  process.stderr.write(`${entry.name}: ${found.length} files, ${Date.now() - started} ms\n`);
}
const report = renderChecks(checks);
process.stdout.write(report);
if (values.report !== undefined) await writeFile(values.report, report);
process.exitCode = checks.some(check => check.problems.length > 0) ? 1 : 0;
