import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { readConfiguration } from '../../server/src/configuration/readConfiguration.ts';
import { createMysqlReaders, type MysqlServer } from '../../server/src/operations/mysql/mysqlReader.ts';
import { createPostgresqlReader } from '../../server/src/operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../../server/src/operations/reader.ts';
import { createProject, type Project } from '../../server/src/review/project.ts';
import type { ReviewResult } from '../../server/src/review/result.ts';
import { createReviewer, type Reviewer } from '../../server/src/review/reviewer.ts';
import { parseTarget } from '../../server/src/review/targets.ts';
import { rules } from '../../server/src/rules/index.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import type { Dialect } from '../../server/src/syntax/dialect.ts';
import { loadPostgresqlGrammar } from '../../server/src/syntax/postgresql/grammar.ts';

/** The readers of all dialects, loaded once for all tests of a run. */
export async function loadReaders(): Promise<(dialect: Dialect, server?: MysqlServer) => StatementReader> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('libpg-query/wasm/libpg-query.wasm'));
  const postgresql = createPostgresqlReader(await loadPostgresqlGrammar({ wasm }));
  const mysqlReaderOf = createMysqlReaders();
  return (dialect, server) => (dialect === 'postgresql' ? postgresql : mysqlReaderOf(dialect, server));
}

export interface ProjectTexts {
  readonly files: Readonly<Record<string, string>>;
  /** Text of interlock.json. */
  readonly configuration?: string;
}

export function projectOf({ files, configuration }: ProjectTexts): Project {
  const read = readConfiguration(configuration ?? '{}', { ruleIds: rules.map(rule => rule.metadata.id) });
  if (read.problems.length > 0)
    throw new Error(`broken configuration in a test: ${read.problems[0]?.message}`);
  return createProject({
    paths: Object.keys(files).sort(),
    read: path => files[path] ?? null,
    configuration: read.file,
  });
}

/**
 * A reviewer for targets such as `postgresql@16` or `production=mysql@8.0.32`; none means detection. `only`: instead of
 * all rules.
 */
export async function reviewerFor(
  targets: readonly string[] = [],
  only: readonly Rule[] = rules,
): Promise<Reviewer> {
  const parsed = targets.map(text => {
    const target = parseTarget(text);
    if (target === null) throw new Error(`no target: ${text}`);
    return target;
  });
  return createReviewer({
    readerOf: await readers(),
    rules: only,
    ...(parsed.length === 0 ? {} : { targets: parsed }),
    onRuleFailure: (rule, operation, error) => {
      throw new Error(`rule ${rule} failed on ${operation}`, { cause: error });
    },
  });
}

let loading: ReturnType<typeof loadReaders> | null = null;

function readers(): ReturnType<typeof loadReaders> {
  loading ??= loadReaders();
  return loading;
}

/** Reviews one file of a project of its own. */
export async function reviewText(
  sql: string,
  targets: readonly string[],
  texts: Partial<ProjectTexts> & { readonly path?: string } = {},
): Promise<ReviewResult> {
  const path = texts.path ?? 'migration.sql';
  const project = projectOf({ ...texts, files: { ...texts.files, [path]: sql } });
  const result = (await reviewerFor(targets)).review(project, path);
  if (result === null) throw new Error(`no review of ${path}`);
  return result;
}
