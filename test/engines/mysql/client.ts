/** The client library, as far as it is used here. */
import { createRequire } from 'node:module';
import { EngineUnavailable } from './engineCache.ts';

/** What is used of `mysql2/promise`. */
export interface Connection {
  query(sql: string): Promise<[unknown, unknown]>;
  end(): Promise<void>;
  destroy(): void;
}

interface ClientLibrary {
  createConnection(options: Readonly<Record<string, unknown>>): Promise<Connection>;
}

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export type Row = Readonly<Record<string, unknown>>;

let library: ClientLibrary | null = null;

export async function connect(address: ServerAddress): Promise<Connection> {
  library ??= loadLibrary();
  return library.createConnection({
    ...address,
    jsonStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
  });
}

/** The rows of a query. */
export async function rowsOf(connection: Connection, sql: string): Promise<readonly Row[]> {
  const [result] = await connection.query(sql);
  return Array.isArray(result) ? result.filter(isRow) : [];
}

/** Rows that a statement says it changed; a copied table counts all of its rows. */
export async function affectedRows(connection: Connection, sql: string): Promise<number> {
  const [result] = await connection.query(sql);
  return isRow(result) && typeof result['affectedRows'] === 'number' ? result['affectedRows'] : 0;
}

/** The server's error number; null for anything that is no server error. */
export function errorNumber(error: unknown): number | null {
  return isRow(error) && typeof error['errno'] === 'number' && error['errno'] > 0 ? error['errno'] : null;
}

export function errorText(error: unknown): string {
  if (isRow(error) && typeof error['sqlMessage'] === 'string') return error['sqlMessage'];
  return error instanceof Error ? error.message : String(error);
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function loadLibrary(): ClientLibrary {
  const loaded: unknown = createRequire(import.meta.url)('mysql2/promise');
  if (isLibrary(loaded)) return loaded;
  throw new EngineUnavailable('mysql2 has another shape than expected');
}

function isLibrary(value: unknown): value is ClientLibrary {
  return isRow(value) && typeof value['createConnection'] === 'function';
}
