import { type Catalog, emptyCatalog, tableAt } from '../../../server/src/catalog/catalog.ts';
import type { ApplyProblem } from '../../../server/src/catalog/change.ts';
import type { Table } from '../../../server/src/catalog/model.ts';
import { printCatalog } from '../../../server/src/catalog/print.ts';
import { applyStatement, endOfFile } from '../../../server/src/catalog/replay.ts';
import { loadGrammarFile } from '../../../server/src/node/grammarFile.ts';
import { createMysqlReader } from '../../../server/src/operations/mysql/mysqlReader.ts';
import { createPostgresqlReader } from '../../../server/src/operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../../../server/src/operations/reader.ts';
import type { StatementSyntax } from '../../../server/src/operations/statementSyntax.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';

const grammar = await loadGrammarFile();

const readers: Readonly<Record<Dialect, StatementReader>> = {
  postgresql: createPostgresqlReader(grammar),
  mysql: createMysqlReader({ dialect: 'mysql' }),
  mariadb: createMysqlReader({ dialect: 'mariadb' }),
};

/** The statements of a file as a server of the dialect gets them. */
export function statementsOf(dialect: Dialect, sql: string): readonly StatementSyntax[] {
  return splitFile(sql, dialect)
    .pieces.filter(piece => piece.kind === 'sql')
    .map(piece => readers[dialect].read(piece.sql));
}

export interface Replayed {
  readonly catalog: Catalog;
  readonly problems: readonly ApplyProblem[];
}

/** A file replayed on a catalog. The session stays open. */
export function replay(catalog: Catalog, sql: string, path = 'migration.sql'): Replayed {
  const problems: ApplyProblem[] = [];
  let current = catalog;
  for (const [statement, syntax] of statementsOf(catalog.dialect, sql).entries()) {
    const replayed = applyStatement(current, syntax, { path, statement });
    current = replayed.catalog;
    for (const step of replayed.steps) problems.push(...step.problems);
  }
  return { catalog: current, problems };
}

/** A database known to be empty, after the file. */
export function databaseAfter(dialect: Dialect, sql: string): Replayed {
  return replay(emptyCatalog(dialect, { complete: true }), sql);
}

/** A database of which nothing is known, after the file. */
export function unknownDatabaseAfter(dialect: Dialect, sql: string): Replayed {
  return replay(emptyCatalog(dialect, { complete: false }), sql);
}

/** Problems as lines: `missing column users.emial (email)`. */
export function problemLines(problems: readonly ApplyProblem[]): readonly string[] {
  return problems.map(problem => {
    const candidates = problem.candidates.length === 0 ? '' : ` (${problem.candidates.join(', ')})`;
    return `${problem.kind === 'duplicate-column' ? 'duplicate' : problem.kind} ${problem.objectKind} ${problem.name}${candidates}`;
  });
}

/** Canonical DDL after a file on an empty database, without comment lines. */
export function ddlAfter(dialect: Dialect, sql: string): string {
  return withoutComments(printCatalog(databaseAfter(dialect, sql).catalog));
}

export function withoutComments(ddl: string): string {
  return ddl
    .split('\n')
    .filter(line => !line.startsWith('--') && line !== '')
    .join('\n');
}

/** The table after a file; fails when there is none. */
export function tableAfter(dialect: Dialect, sql: string, key: string): Table {
  return tableOf(databaseAfter(dialect, sql).catalog, key);
}

export function tableOf(catalog: Catalog, key: string): Table {
  const table = tableAt(catalog, key);
  if (table === undefined) throw new Error(`no table ${key}`);
  return table;
}

export function names(parts: readonly { readonly name: string }[]): readonly string[] {
  return parts.map(part => part.name);
}

export { emptyCatalog, endOfFile };
