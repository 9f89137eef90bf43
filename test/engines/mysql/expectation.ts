/** What the facts say of a case, through the real reader and the real catalog. */
import { type Catalog, emptyCatalog } from '../../../server/src/catalog/catalog.ts';
import { applyStatement } from '../../../server/src/catalog/replay.ts';
import type { Target } from '../../../server/src/engines/engine.ts';
import type { FactQuestion, LockNote } from '../../../server/src/engines/lockNote.ts';
import { mysqlFacts } from '../../../server/src/engines/mysql/facts.ts';
import { statementNote } from '../../../server/src/engines/statementNote.ts';
import { createMysqlReader } from '../../../server/src/operations/mysql/mysqlReader.ts';
import type { StatementReader } from '../../../server/src/operations/reader.ts';

export interface Expectation {
  /** All operations of the statement taken together; null when the facts say that no relation is touched. */
  readonly note: LockNote | null;
  readonly readFully: boolean;
}

/** The schema after some statements. */
export function replay(target: Target, statements: readonly string[]): Catalog {
  const reader = readerFor(target);
  let catalog = emptyCatalog(target.engine, { complete: true });
  statements.forEach((statement, index) => {
    catalog = applyStatement(catalog, reader.read(statement), {
      path: 'setup.sql',
      statement: index,
    }).catalog;
  });
  return catalog;
}

/** What is asked of the facts for a statement, one question an operation. */
export function questionsOf(target: Target, before: Catalog, text: string): readonly FactQuestion[] {
  const statement = readerFor(target).read(text);
  const { steps } = applyStatement(before, statement, { path: 'case.sql', statement: 0 });
  return steps.map(step => ({
    operation: step.operation,
    statement,
    before: step.before,
    statementBefore: before,
    target,
    inTransaction: false,
  }));
}

/** The note of a statement on a schema, put together from those of its operations. */
export function expect(target: Target, before: Catalog, text: string): Expectation {
  const notes = questionsOf(target, before, text).flatMap(question => mysqlFacts(question) ?? []);
  return { note: statementNote(notes), readFully: readerFor(target).read(text).level === 'full' };
}

function readerFor(target: Target): StatementReader {
  const { major, minor, patch } = target.version;
  return createMysqlReader({
    dialect: target.engine === 'mariadb' ? 'mariadb' : 'mysql',
    version: major * 10_000 + minor * 100 + patch,
  });
}
