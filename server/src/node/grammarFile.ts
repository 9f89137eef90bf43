import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { loadPostgresqlGrammar, type PostgresqlGrammar } from '../syntax/postgresql/grammar.ts';

let loading: Promise<PostgresqlGrammar> | null = null;

/** Loads PostgreSQL's grammar once per process: from beside the bundle, or from the package when run from source. */
export function loadGrammarFile(): Promise<PostgresqlGrammar> {
  loading ??= readWasm().then(wasm => loadPostgresqlGrammar({ wasm }));
  return loading;
}

async function readWasm(): Promise<Uint8Array> {
  try {
    return await readFile(fileURLToPath(new URL('libpg-query.wasm', import.meta.url)));
  } catch {
    return await readFile(createRequire(import.meta.url).resolve('libpg-query/wasm/libpg-query.wasm'));
  }
}
