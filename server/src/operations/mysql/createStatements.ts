import { readCreateTable } from './createTable.ts';
import { readCreateIndex } from './indexStatements.ts';
import type { Reading } from './reading.ts';

/** Reads a statement that starts with CREATE. */
export function readCreate(reading: Reading): void {
  const { cursor } = reading;
  cursor.advance();
  const orReplace = cursor.acceptSequence('OR', 'REPLACE');
  const temporary = cursor.accept('TEMPORARY');
  if (cursor.accept('TABLE')) return readCreateTable(reading, { orReplace, temporary });
  if (cursor.accept('ONLINE')) reading.online = true;
  else cursor.accept('OFFLINE');
  switch (cursor.token.text) {
    case 'UNIQUE':
    case 'FULLTEXT':
    case 'SPATIAL':
    case 'VECTOR':
    case 'INDEX':
    case 'KEY':
      return readCreateIndex(reading);
    default:
      return cursor.fail();
  }
}
