import { readRenameUsers } from './accountStatements.ts';
import { readRenameTable } from './dropAndRename.ts';
import type { Reading } from './reading.ts';

/** Reads a statement that starts with RENAME. */
export function readRename(reading: Reading): void {
  const { cursor } = reading;
  cursor.advance();
  if (cursor.accept('TABLE') || cursor.accept('TABLES')) {
    readRenameTable(reading);
    return;
  }
  if (cursor.accept('USER')) {
    readRenameUsers(reading);
    return;
  }
  cursor.fail();
}
