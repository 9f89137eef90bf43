import { createMysqlReaders, type MysqlServer } from '../operations/mysql/mysqlReader.ts';
import { createPostgresqlReader } from '../operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../operations/reader.ts';
import type { ReviewResult } from '../review/result.ts';
import { createReviewer, type Reviewer } from '../review/reviewer.ts';
import type { Dialect } from '../syntax/dialect.ts';
import type { PostgresqlGrammar } from '../syntax/postgresql/grammar.ts';
import type { DocumentSite } from './workspace.ts';

export interface SiteReview {
  readonly site: DocumentSite;
  readonly result: ReviewResult;
  /** Equal ids mean equal results. */
  readonly resultId: string;
  /** The text of a source file that a finding names. Left out where none was searched. */
  sourceText?(path: string): string | null;
}

/** Reviews of documents, by one reviewer per folder; waits for PostgreSQL's grammar only where it is needed. */
export interface Reviews {
  review(site: DocumentSite): Promise<SiteReview | null>;
  /** Begins to load PostgreSQL's grammar, so that the first review need not wait for all of it. */
  warmUp(): void;
  /** The folder's reviewer, ready for the file. */
  reviewerFor(site: DocumentSite): Promise<Reviewer>;
  /** A reader that is ready to use. */
  readerOf(dialect: Dialect): Promise<StatementReader>;
}

export interface ReviewsOptions {
  readonly loadGrammar: () => Promise<PostgresqlGrammar>;
  readonly onRuleFailure: (rule: string, operation: string, error: unknown) => void;
}

export function createReviews(options: ReviewsOptions): Reviews {
  const mysqlReaderOf = createMysqlReaders();
  let postgresqlReader: StatementReader | null = null;
  const reviewers = new Map<string, Reviewer>();
  let grammar: Promise<PostgresqlGrammar> | null = null;
  const loadGrammar = (): Promise<PostgresqlGrammar> => {
    grammar ??= options.loadGrammar();
    return grammar;
  };
  const ids = new WeakMap<ReviewResult, string>();
  let nextId = 1;

  const reviewerFor = async (site: DocumentSite): Promise<Reviewer> => {
    const reviewer =
      reviewers.get(site.folder) ?? createReviewer({ readerOf, onRuleFailure: options.onRuleFailure });
    reviewers.set(site.folder, reviewer);
    const needsGrammar =
      postgresqlReader === null &&
      reviewer.targetsOf(site.loaded.project, site.path).some(target => target.engine === 'postgresql');
    if (needsGrammar) postgresqlReader = createPostgresqlReader(await loadGrammar());
    return reviewer;
  };

  const readerOf = (dialect: Dialect, server: MysqlServer): StatementReader => {
    if (dialect !== 'postgresql') return mysqlReaderOf(dialect, server);
    if (postgresqlReader === null) throw new Error(`no reader for ${dialect}`);
    return postgresqlReader;
  };

  return {
    reviewerFor,
    async readerOf(dialect) {
      if (dialect === 'postgresql') postgresqlReader ??= createPostgresqlReader(await loadGrammar());
      return readerOf(dialect, {});
    },
    warmUp: () =>
      void loadGrammar().catch(() => {
        // The first review that needs it tells; it tries again.
        grammar = null;
      }),
    async review(site) {
      const reviewer = await reviewerFor(site);
      const result = reviewer.review(site.loaded.project, site.path);
      if (result === null) return null;
      const resultId = ids.get(result) ?? String(nextId++);
      ids.set(result, resultId);
      return { site, result, resultId };
    },
  };
}
