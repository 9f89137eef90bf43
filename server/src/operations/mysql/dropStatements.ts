import { readDropTable } from './dropAndRename.ts';
import { readDropIndex } from './indexStatements.ts';
import type { Reading } from './reading.ts';

/** Reads a statement that starts with DROP. */
export function readDrop(reading: Reading): void {
  const { cursor } = reading;
  cursor.advance();
  const temporary = cursor.accept('TEMPORARY');
  if (cursor.accept('TABLE') || cursor.accept('TABLES')) return readDropTable(reading, { temporary });
  if (cursor.accept('ONLINE')) reading.online = true;
  else cursor.accept('OFFLINE');
  if (cursor.accept('INDEX') || cursor.accept('KEY')) return readDropIndex(reading);
  cursor.fail();
}
