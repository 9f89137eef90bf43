import type { Dialect } from '../syntax/dialect.ts';
import type { DatabaseConnection } from './connection.ts';
import { introspectMysql } from './mysql/introspect.ts';
import { introspectPostgresql } from './postgresql/introspect.ts';

/** What a server tells about a database. */
export interface IntrospectedDatabase {
  readonly dialect: Dialect;
  /** As the server says it, without build names: `16.4`, `8.0.36`, `10.11.6`. */
  readonly version: string;
  /** The structure as SQL text in dependency order: no rows, no owners, no account names but those of grants. */
  readonly ddl: string;
  /** Settings of the server that change what a migration does, with units where the server has one. */
  readonly settings: Readonly<Record<string, string>>;
  /** Rows (estimated) and bytes (indexes included) by `schema.table`, in MySQL and MariaDB by `table`. */
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly bytes: number }>>;
}

/** Reads a database by its catalog. Only looks; throws DatabaseFailure when the server stops answering. */
export function introspectDatabase(connection: DatabaseConnection): Promise<IntrospectedDatabase> {
  return connection.family === 'postgresql' ? introspectPostgresql(connection) : introspectMysql(connection);
}
