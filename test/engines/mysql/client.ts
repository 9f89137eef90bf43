/** The client library, installed into the engine cache and loaded from there: the project does not depend on it. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { EngineUnavailable, engineCachePath } from './engineCache.ts';
import { runCommand } from './runCommand.ts';

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
  library ??= await loadLibrary();
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

async function loadLibrary(): Promise<ClientLibrary> {
  const folder = engineCachePath('client');
  try {
    if (!existsSync(join(folder, 'node_modules', 'mysql2'))) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'package.json'), '{"private":true}\n');
      const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
      await runCommand('npm', ['install', '--prefix', folder, ...flags, 'mysql2'], { cwd: folder });
    }
    const loaded: unknown = createRequire(join(folder, 'package.json'))('mysql2/promise');
    if (isLibrary(loaded)) return loaded;
    throw new Error('mysql2 has another shape than expected');
  } catch (error) {
    throw new EngineUnavailable(
      `the client library: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function isLibrary(value: unknown): value is ClientLibrary {
  return isRow(value) && typeof value['createConnection'] === 'function';
}
