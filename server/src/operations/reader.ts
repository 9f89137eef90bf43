import type { Dialect } from '../syntax/dialect.ts';
import type { StatementSyntax } from './statementSyntax.ts';

/** Reads statements of one dialect. */
export interface StatementReader {
  readonly dialect: Dialect;
  /**
   * Reads exactly one statement, without its terminator. Spans of the result count from the start of `sql`.
   * Never throws; equal text gives an equal value.
   */
  read(sql: string): StatementSyntax;
}
