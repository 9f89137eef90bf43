/** What the project says about a case: its own reader, its own replay, its own facts. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Catalog, emptyCatalog } from '../../../server/src/catalog/catalog.ts';
import { applyStatement } from '../../../server/src/catalog/replay.ts';
import { type Target, version } from '../../../server/src/engines/engine.ts';
import type { LockNote } from '../../../server/src/engines/lockNote.ts';
import { postgresqlFacts } from '../../../server/src/engines/postgresql/facts.ts';
import { createPostgresqlReader } from '../../../server/src/operations/postgresql/postgresqlReader.ts';
import type { StatementReader } from '../../../server/src/operations/reader.ts';
import { loadPostgresqlGrammar } from '../../../server/src/syntax/postgresql/grammar.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';
import type { EngineCase } from './engineCase.ts';

export async function createReader(): Promise<StatementReader> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('libpg-query/wasm/libpg-query.wasm'));
  return createPostgresqlReader(await loadPostgresqlGrammar({ wasm }));
}

/** A target of the harness: a server whose TimeZone is UTC, as `server.ts` starts it. */
export function targetOf(major: number): Target {
  return {
    name: `PostgreSQL ${major}`,
    engine: 'postgresql',
    version: version(major),
    newestVersion: version(major),
    versionText: String(major),
    assumed: false,
    advisory: false,
    settings: { timezone: 'UTC' },
    statistics: null,
  };
}

/** The notes of the operations of a case; null for an operation without one. */
export function predict(
  reader: StatementReader,
  engineCase: EngineCase,
  major: number,
  options: { readonly inTransaction: boolean },
): readonly (LockNote | null)[] {
  let catalog = emptyCatalog('postgresql', { complete: true });
  catalog = replay(reader, catalog, engineCase.setup, 'setup.sql');
  if (engineCase.session !== undefined) catalog = replay(reader, catalog, engineCase.session, 'case.sql');
  const statement = reader.read(engineCase.statement);
  const { steps } = applyStatement(catalog, statement, { path: 'case.sql', statement: 99 });
  return steps.map(step =>
    postgresqlFacts({
      operation: step.operation,
      statement,
      before: step.before,
      target: targetOf(major),
      inTransaction: options.inTransaction,
      path: 'case.sql',
    }),
  );
}

function replay(reader: StatementReader, catalog: Catalog, sql: string, path: string): Catalog {
  let current = catalog;
  splitFile(sql, 'postgresql').pieces.forEach((piece, statement) => {
    current = applyStatement(current, reader.read(piece.sql), { path, statement }).catalog;
  });
  return current;
}
