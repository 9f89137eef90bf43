/** A row as a driver gives it: names as the query wrote them. */
export type Row = Readonly<Record<string, unknown>>;

export type DatabaseFamily = 'postgresql' | 'mysql';

/** An open connection in a read-only transaction with short timeouts. Every failure is a {@link DatabaseFailure}. */
export interface DatabaseConnection {
  readonly family: DatabaseFamily;
  /** The database that the connection is for. */
  readonly database: string;
  query(sql: string): Promise<readonly Row[]>;
  /** Ends the transaction and the connection; never throws. */
  close(): Promise<void>;
}

/** The server could not be reached, refused, or went away. The message is one line and holds no password. */
export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';
}

/** By name: who connects and who asks may each have loaded the class. */
export function isDatabaseFailure(error: unknown): error is DatabaseFailure {
  return error instanceof Error && error.name === 'DatabaseFailure';
}

/** Opens a connection. Throws {@link DatabaseFailure}. */
export type OpenDatabase = (address: DatabaseAddress) => Promise<DatabaseConnection>;

/** Where a database is. `url` may hold a password: it is handed to the driver and nowhere else. */
export interface DatabaseAddress {
  readonly family: DatabaseFamily;
  readonly url: string;
  /** Without user, password and parameters: `postgresql://db.example.com:5432/shop`. */
  readonly title: string;
}

/** A value of a row as text; null for NULL. */
export function text(row: Row, name: string): string | null {
  const value = row[name];
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return String(value);
}

/** A value that is never NULL. */
export function required(row: Row, name: string): string {
  return text(row, name) ?? '';
}

/** Whole numbers, which drivers give as text where they may be large. */
export function count(row: Row, name: string): number {
  const value = Number(row[name] ?? 0);
  return Number.isFinite(value) ? value : 0;
}

export function flag(row: Row, name: string): boolean {
  const value = row[name];
  return value === true || value === 't' || value === 1 || value === '1';
}

/** An array of PostgreSQL; drivers give arrays of text as arrays. */
export function list(row: Row, name: string): readonly string[] {
  const value = row[name];
  return Array.isArray(value) ? value.map(entry => String(entry)) : [];
}
