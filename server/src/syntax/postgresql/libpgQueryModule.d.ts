/** The emscripten factory of libpg-query, as far as it is used. It ships no types of its own. */
declare module 'libpg-query/wasm/libpg-query.js' {
  export interface LibpgQueryModule {
    /** Bytes of the module's memory; a new view after the memory has grown. */
    readonly HEAPU8: Uint8Array;
    readonly HEAPU32: Uint32Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    /** Returns a pointer to `{ char *tree; char *stderr; PgQueryError *error }`, or 0 without memory. */
    _wasm_parse_query_raw(sql: number): number;
    _wasm_free_parse_result(result: number): void;
  }

  export interface LibpgQueryOptions {
    /** Called instead of the module's own loading; must call `receive` with the instance. */
    readonly instantiateWasm: (
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => void,
    ) => void;
    readonly print: (text: string) => void;
    readonly printErr: (text: string) => void;
  }

  export default function createModule(options: LibpgQueryOptions): Promise<LibpgQueryModule>;
}
