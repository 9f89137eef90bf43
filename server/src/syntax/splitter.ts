import type { Dialect } from './dialect.ts';
import type { SplitFile } from './statement.ts';
import { StatementScanner } from './statementScanner.ts';

/**
 * Cuts a migration file into statements, client commands and dump rows, in one pass whose time is linear in the
 * text. Takes any text: what is left open ends where the next statement plainly begins. Never throws.
 */
export function splitFile(text: string, dialect: Dialect): SplitFile {
  return new StatementScanner(text, dialect, { offset: 0, delimiter: ';', inBlock: false }).run();
}
