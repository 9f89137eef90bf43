import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  loadPostgresqlGrammar,
  type PostgresqlGrammar,
} from '../../../../server/src/syntax/postgresql/grammar.ts';

let loading: Promise<PostgresqlGrammar> | null = null;

/** The grammar, loaded once for all test files of a run. */
export function testGrammar(): Promise<PostgresqlGrammar> {
  loading ??= freshGrammar();
  return loading;
}

export async function freshGrammar(): Promise<PostgresqlGrammar> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('libpg-query/wasm/libpg-query.wasm'));
  return loadPostgresqlGrammar({ wasm });
}
