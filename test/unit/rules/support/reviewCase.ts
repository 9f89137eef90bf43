import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ConfigurationFile } from '../../../../server/src/configuration/model.ts';
import type { FrameworkName } from '../../../../server/src/frameworks/framework.ts';
import { createMysqlReader } from '../../../../server/src/operations/mysql/mysqlReader.ts';
import { createPostgresqlReader } from '../../../../server/src/operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../../../../server/src/operations/reader.ts';
import { createProject } from '../../../../server/src/review/project.ts';
import type { ReviewResult } from '../../../../server/src/review/result.ts';
import { createReviewer } from '../../../../server/src/review/reviewer.ts';
import { parseTarget } from '../../../../server/src/review/targets.ts';
import type { Dialect } from '../../../../server/src/syntax/dialect.ts';
import { loadPostgresqlGrammar } from '../../../../server/src/syntax/postgresql/grammar.ts';

/** A migration to review, with what is around it. */
export interface ReviewCase {
  /** `postgresql@16`; one or more. */
  readonly engines: readonly string[];
  readonly framework: FrameworkName;
  /** A dump that stands for the whole database; null when there is none. */
  readonly baseline: string | null;
  /** The migration before this one. */
  readonly earlier: string | null;
  readonly deployedThrough: string | null;
  readonly targetSettings: Readonly<Record<string, string>>;
  /** Rows and bytes by table. */
  readonly statistics: Readonly<Record<string, { readonly rows: number; readonly bytes: number }>>;
  readonly configuration?: ConfigurationFile;
  readonly sql: string;
}

/** Files of a project by path. */
export type Files = ReadonlyMap<string, string>;

const BASELINE = 'baseline.sql';
const STATISTICS = 'statistics.json';

/** Where the reviewed migration of a case lies. */
export function migrationPath(framework: FrameworkName): string {
  return framework === 'flyway' ? 'db/migration/V7__change.sql' : 'migrations/007_change.sql';
}

function earlierPath(framework: FrameworkName): string {
  return framework === 'flyway' ? 'db/migration/V6__earlier.sql' : 'migrations/006_earlier.sql';
}

export function filesOf(reviewCase: ReviewCase): Files {
  const files = new Map([[migrationPath(reviewCase.framework), reviewCase.sql]]);
  if (reviewCase.baseline !== null) files.set(BASELINE, reviewCase.baseline);
  if (reviewCase.earlier !== null) files.set(earlierPath(reviewCase.framework), reviewCase.earlier);
  if (Object.keys(reviewCase.statistics).length > 0) {
    files.set(STATISTICS, JSON.stringify({ tables: reviewCase.statistics }));
  }
  return files;
}

/** Reviews one file of the case; `files` may hold more than the case began with. Throws when a rule throws. */
export async function reviewFile(reviewCase: ReviewCase, files: Files, path: string): Promise<ReviewResult> {
  const readers = await loadReaders();
  const reviewer = createReviewer({
    readerOf: dialect => readers[dialect],
    onRuleFailure: (rule, operation, error) => {
      throw new Error(`rule ${rule} failed on ${operation}`, { cause: error });
    },
  });
  const result = reviewer.review(projectOf(reviewCase, files), path);
  if (result === null) throw new Error(`${path} was not reviewed`);
  return result;
}

function projectOf(reviewCase: ReviewCase, files: Files): ReturnType<typeof createProject> {
  const hasStatistics = files.has(STATISTICS);
  const targets = reviewCase.engines.map(text => {
    const target = parseTarget(text);
    if (target === null) throw new Error(`no target: ${text}`);
    return {
      name: text,
      engine: target.engine,
      version: target.versionText,
      settings: { ...reviewCase.targetSettings },
      ...(hasStatistics ? { statistics: STATISTICS } : {}),
    };
  });
  return createProject({
    paths: [...files.keys()].sort(),
    read: path => files.get(path) ?? null,
    configuration: {
      ...reviewCase.configuration,
      targets,
      migrations: [
        {
          path: reviewCase.framework === 'flyway' ? 'db/migration' : 'migrations',
          framework: reviewCase.framework,
        },
      ],
      ...(reviewCase.baseline === null ? {} : { baseline: { path: BASELINE } }),
      ...(reviewCase.deployedThrough === null ? {} : { deployedThrough: reviewCase.deployedThrough }),
    },
  });
}

let loaded: Promise<Readonly<Record<Dialect, StatementReader>>> | null = null;

function loadReaders(): Promise<Readonly<Record<Dialect, StatementReader>>> {
  loaded ??= createReaders();
  return loaded;
}

async function createReaders(): Promise<Readonly<Record<Dialect, StatementReader>>> {
  const wasm = createRequire(import.meta.url).resolve('libpg-query/wasm/libpg-query.wasm');
  const grammar = await loadPostgresqlGrammar({ wasm: await readFile(wasm) });
  return {
    postgresql: createPostgresqlReader(grammar),
    mysql: createMysqlReader({ dialect: 'mysql' }),
    mariadb: createMysqlReader({ dialect: 'mariadb' }),
  };
}
