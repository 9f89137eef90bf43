import type { ParseResult } from '@pgsql/types';
import createModule, { type LibpgQueryModule } from 'libpg-query/wasm/libpg-query.js';
import { offsetOfCodePoint } from '../../text/utf8Offsets.ts';

/**
 * PostgreSQL's own grammar. The tree is libpg-query's JSON: fields that are zero, false or empty are left out,
 * and every `location` counts UTF-8 bytes.
 */
export interface PostgresqlGrammar {
  /** Never throws. `sql` may hold any number of statements. */
  parse(sql: string): GrammarResult;
}

export type GrammarResult = { readonly tree: ParseResult } | { readonly error: GrammarError };

export interface GrammarError {
  /** In the words of the grammar: `syntax error at or near "x"`. */
  readonly message: string;
  /** UTF-16 offset where the grammar stopped. */
  readonly offset: number;
}

/** The bytes of libpg-query's `libpg-query.wasm`; the caller knows where they lie. */
export interface GrammarSource {
  readonly wasm: Uint8Array;
}

/** Compiles and starts the grammar. Rejects when the bytes are no such module. */
export async function loadPostgresqlGrammar(source: GrammarSource): Promise<PostgresqlGrammar> {
  // A copy, so that a view into a shared or larger buffer compiles as well.
  const compiled = await WebAssembly.compile(new Uint8Array(source.wasm));
  const start = (): Promise<LibpgQueryModule> => startModule(compiled);
  return new RestartingGrammar(await start(), start);
}

async function startModule(compiled: WebAssembly.Module): Promise<LibpgQueryModule> {
  return createModule({
    instantiateWasm: (imports, receive) => receive(new WebAssembly.Instance(compiled, imports)),
    print: () => undefined,
    printErr: () => undefined,
  });
}

/**
 * Text that nests too deeply overflows the module's stack; what the module's memory holds then is unknown.
 * The module is replaced, which takes a turn of the event loop. Until then the old one goes on if it still
 * reads a simple statement, as it does in practice.
 */
class RestartingGrammar implements PostgresqlGrammar {
  #module: LibpgQueryModule | null;
  #restarting = false;
  readonly #start: () => Promise<LibpgQueryModule>;

  constructor(module: LibpgQueryModule, start: () => Promise<LibpgQueryModule>) {
    this.#module = module;
    this.#start = start;
  }

  parse(sql: string): GrammarResult {
    const nul = sql.indexOf('\0');
    if (nul !== -1) return refusal('invalid byte sequence for encoding "UTF8": 0x00', nul);
    if (this.#module === null) return refusal('the grammar is restarting', 0);
    try {
      return parseWith(this.#module, sql);
    } catch {
      this.#restart(this.#module);
      return refusal('statement is nested too deeply', 0);
    }
  }

  #restart(broken: LibpgQueryModule): void {
    if (!isAlive(broken)) this.#module = null;
    if (this.#restarting) return;
    this.#restarting = true;
    this.#start().then(
      module => {
        this.#module = module;
        this.#restarting = false;
      },
      () => {
        this.#restarting = false;
      },
    );
  }
}

function isAlive(module: LibpgQueryModule): boolean {
  try {
    const result = parseWith(module, 'SELECT 1');
    return 'tree' in result && result.tree.stmts?.length === 1;
  } catch {
    return false;
  }
}

function refusal(message: string, offset: number): GrammarResult {
  return { error: { message, offset } };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Bytes of PgQueryParseResult: three pointers of four bytes. */
const TREE_FIELD = 0;
const ERROR_FIELD = 2;
/** PgQueryError: message, funcname, filename, lineno, cursorpos, context. */
const CURSOR_FIELD = 4;

function parseWith(module: LibpgQueryModule, sql: string): GrammarResult {
  const capacity = sql.length * 3 + 1;
  const text = module._malloc(capacity);
  let result = 0;
  try {
    const target = module.HEAPU8.subarray(text, text + capacity);
    target[encoder.encodeInto(sql, target).written] = 0;
    result = module._wasm_parse_query_raw(text);
    if (result === 0) throw new Error('out of memory');
    const error = wordAt(module, result, ERROR_FIELD);
    if (error === 0) return { tree: JSON.parse(stringAt(module, wordAt(module, result, TREE_FIELD))) };
    const cursor = wordAt(module, error, CURSOR_FIELD);
    // The cursor counts characters from 1; 0 means that the grammar gave no place.
    return refusal(
      stringAt(module, wordAt(module, error, 0)),
      offsetOfCodePoint(sql, Math.max(cursor - 1, 0)),
    );
  } finally {
    module._free(text);
    if (result !== 0) module._wasm_free_parse_result(result);
  }
}

function wordAt(module: LibpgQueryModule, pointer: number, field: number): number {
  return module.HEAPU32[(pointer >> 2) + field] ?? 0;
}

function stringAt(module: LibpgQueryModule, pointer: number): string {
  const bytes = module.HEAPU8;
  return decoder.decode(bytes.subarray(pointer, bytes.indexOf(0, pointer)));
}
