import { type LexerOptions, tokenize } from '../../syntax/mysql/lexer.ts';
import { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { StatementReader } from '../reader.ts';
import type { StatementSyntax } from '../statementSyntax.ts';
import { Reading } from './reading.ts';
import { readStatement } from './statement.ts';

/*
 * The reader builds the shared operations straight from tokens. A syntax tree of its own would have the same shapes a
 * second time: column definitions, constraints, indexes and expressions already carry their spans. So `syntax/mysql/`
 * cuts and walks tokens, and everything that knows a statement is here.
 */

/** What a reader needs to know of the server. */
export interface MysqlReaderOptions {
  readonly dialect: 'mysql' | 'mariadb';
  /**
   * Server version as one number (8.0.32 is 80032, 10.6.11 is 100611), which decides about executable comments.
   * Without it the newest version is meant.
   */
  readonly version?: number | undefined;
  /** sql_mode ANSI_QUOTES; false when left out. */
  readonly ansiQuotes?: boolean | undefined;
  /** sql_mode NO_BACKSLASH_ESCAPES is false; true when left out. */
  readonly backslashEscapes?: boolean | undefined;
}

/** What is known of a server beside its dialect. */
export type MysqlServer = Omit<MysqlReaderOptions, 'dialect'>;

/** Gives readers, always the same for the same server. */
export function createMysqlReaders(): (
  dialect: MysqlReaderOptions['dialect'],
  server?: MysqlServer,
) => StatementReader {
  const readers = new Map<string, StatementReader>();
  return (dialect, server = {}) => {
    const key = JSON.stringify([dialect, server.version, server.ansiQuotes, server.backslashEscapes]);
    const reader = readers.get(key) ?? createMysqlReader({ ...server, dialect });
    readers.set(key, reader);
    return reader;
  };
}

/** Versions that run every executable comment meant for the dialect; MariaDB's six-digit numbers stay out of MySQL. */
const NEWEST: Readonly<Record<MysqlReaderOptions['dialect'], number>> = { mysql: 99999, mariadb: 999999 };

/** Creates a reader for MySQL or MariaDB statements. It keeps no state between statements. */
export function createMysqlReader(options: MysqlReaderOptions): StatementReader {
  const lexerOptions: LexerOptions = {
    dialect: options.dialect,
    version: options.version ?? NEWEST[options.dialect],
    ansiQuotes: options.ansiQuotes ?? false,
    escapes: options.backslashEscapes === false ? 'doubled-quote' : 'backslash',
  };
  return { dialect: options.dialect, read: sql => read(sql, lexerOptions) };
}

function read(sql: string, options: LexerOptions): StatementSyntax {
  const cursor = new TokenCursor({ ...tokenize(sql, options), offsetOf: sameOffset });
  const reading = new Reading(cursor, options, readStatement);
  const level = readStatement(reading);
  return {
    level,
    operations: reading.operations,
    algorithm: reading.algorithm,
    lock: reading.lock,
    wait: reading.wait,
    online: reading.online,
    alterTable: reading.alterTable,
    error: null,
  };
}

function sameOffset(offset: number): number {
  return offset;
}
