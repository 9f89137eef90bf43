import { readAlterTable } from './alterTable.ts';
import type { Reading } from './reading.ts';

/** Reads a statement that starts with ALTER. */
export function readAlter(reading: Reading): void {
  const { cursor } = reading;
  cursor.advance();
  if (cursor.accept('ONLINE')) reading.online = true;
  else cursor.accept('OFFLINE');
  cursor.accept('IGNORE');
  if (cursor.accept('TABLE')) return readAlterTable(reading);
  cursor.fail();
}
