import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ConfigurationFile } from '../../../../server/src/configuration/model.ts';
import type { FrameworkName } from '../../../../server/src/frameworks/framework.ts';
import { parentOf } from '../../../../server/src/frameworks/paths.ts';
import { createMysqlReader } from '../../../../server/src/operations/mysql/mysqlReader.ts';
import { createPostgresqlReader } from '../../../../server/src/operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../../../../server/src/operations/reader.ts';
import type { Branch } from '../../../../server/src/review/branch.ts';
import { createProject } from '../../../../server/src/review/project.ts';
import { renamedFiles } from '../../../../server/src/review/renamedFiles.ts';
import type { ReviewResult } from '../../../../server/src/review/result.ts';
import { createReviewer } from '../../../../server/src/review/reviewer.ts';
import { parseTarget } from '../../../../server/src/review/targets.ts';
import { rules } from '../../../../server/src/rules/index.ts';
import type { RuleMetadata } from '../../../../server/src/rules/rule.ts';
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
  /** Instead of the usual place. */
  readonly path?: string | null;
  /** Other files of the project. */
  readonly files?: Readonly<Record<string, string>>;
  readonly today?: string | null;
  /** What the base branch `main` has: files as they are here, other texts, and what came to it meanwhile. */
  readonly git?: {
    readonly same: readonly string[];
    readonly merged: Readonly<Record<string, string>>;
    readonly arrived: Readonly<Record<string, string>>;
  } | null;
  readonly sql: string;
}

/** Files of a project by path. */
export type Files = ReadonlyMap<string, string>;

const BASELINE = 'baseline.sql';
const STATISTICS = 'statistics.json';

/** The case with a rule switched on that the default preset leaves out, and no other such rule. */
export function withRuleOn(reviewCase: ReviewCase, { id, preset }: RuleMetadata): ReviewCase {
  if (preset === 'recommended') return reviewCase;
  const others = rules.filter(({ metadata }) => metadata.preset === 'strict' && metadata.id !== id);
  const off = Object.fromEntries(others.map(({ metadata }) => [metadata.id, 'off' as const]));
  const { configuration } = reviewCase;
  return {
    ...reviewCase,
    configuration: { ...configuration, preset: 'strict', rules: { ...off, ...configuration?.rules } },
  };
}

/** Where migrations of a framework lie, unless a case says otherwise. */
export function migrationPath(framework: FrameworkName): string {
  return framework === 'flyway' ? 'db/migration/V7__change.sql' : 'migrations/007_change.sql';
}

/** Where the reviewed migration of a case lies. */
export function casePath({ framework, path }: Pick<ReviewCase, 'framework' | 'path'>): string {
  return path ?? migrationPath(framework);
}

function earlierPath(framework: FrameworkName): string {
  return framework === 'flyway' ? 'db/migration/V6__earlier.sql' : 'migrations/006_earlier.sql';
}

export function filesOf(reviewCase: ReviewCase): Files {
  const files = new Map([[casePath(reviewCase), reviewCase.sql], ...Object.entries(reviewCase.files ?? {})]);
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
  const folder = parentOf(casePath(reviewCase));
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
    ...(reviewCase.today == null ? {} : { today: reviewCase.today }),
    ...(reviewCase.git == null ? {} : { branch: branchOf(reviewCase.git, files) }),
    configuration: {
      targets,
      ...reviewCase.configuration,
      migrations: [
        {
          path: folder,
          framework: reviewCase.framework,
        },
      ],
      ...(reviewCase.baseline === null
        ? {}
        : { baseline: { path: BASELINE, ...reviewCase.configuration?.baseline } }),
      ...(reviewCase.deployedThrough === null ? {} : { deployedThrough: reviewCase.deployedThrough }),
    },
  });
}

function branchOf({ same, merged, arrived }: NonNullable<ReviewCase['git']>, files: Files): Branch {
  const texts = new Map(Object.entries(merged));
  for (const path of same) texts.set(path, files.get(path) ?? '');
  return {
    base: 'main',
    tip: 'tip',
    mergeBase: 'fork',
    isMerged: false,
    merged: texts,
    arrived: new Map(Object.entries(arrived)),
    renames: renamedFiles(texts, files),
    ignored: new Set(),
  };
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
