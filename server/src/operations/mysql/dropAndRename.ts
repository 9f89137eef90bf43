import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { ObjectName } from '../names.ts';
import { readObjectName } from './names.ts';
import type { Reading } from './reading.ts';
import { readTrailingClauses, readWait } from './statementClauses.ts';
import { acceptIfExists } from './tableElement.ts';

/** Reads DROP TABLE from the word after TABLE; the finished names of a broken list are kept. */
export function readDropTable(reading: Reading, { temporary }: { readonly temporary: boolean }): void {
  const { cursor } = reading;
  const ifExists = acceptIfExists(cursor);
  reading.keepsFinished = true;
  const tables = readFinishedNames(cursor);
  reading.noteHead('drop table', tables[0] ?? null);
  readTrailingClauses(reading);
  const cascade = cursor.accept('CASCADE');
  if (!cascade) cursor.accept('RESTRICT');
  readTrailingClauses(reading);
  for (const table of tables) {
    reading.emit({
      kind: 'DropTable',
      span: table.span,
      table,
      ifExists,
      cascade,
      temporary,
      foreign: false,
    });
  }
}

/** Reads RENAME TABLE from the word after TABLE: one operation per pair. */
export function readRenameTable(reading: Reading): void {
  const { cursor } = reading;
  const tableIfExists = acceptIfExists(cursor);
  reading.keepsFinished = true;
  do {
    const from = cursor.index;
    const table = readObjectName(cursor);
    reading.noteHead('rename table', table);
    readWait(reading);
    cursor.expect('TO');
    const to = readObjectName(cursor);
    if (cursor.failed) return;
    reading.emit({ kind: 'RenameTable', span: cursor.spanFrom(from), table, tableIfExists, to });
  } while (cursor.accept(','));
}

/** Reads TRUNCATE from the word after it. */
export function readTruncate(reading: Reading): void {
  const { cursor } = reading;
  cursor.accept('TABLE');
  const table = readObjectName(cursor);
  reading.noteHead('truncate', table);
  readWait(reading);
  if (!cursor.acceptSequence('DROP', 'STORAGE')) cursor.acceptSequence('REUSE', 'STORAGE');
  reading.emit({ kind: 'Truncate', span: cursor.wholeSpan(), table, cascade: false, restartIdentity: false });
}

/** Reads `a, b.c, d`. When a name is missing the cursor has failed and the names before it are given. */
export function readFinishedNames(cursor: TokenCursor): ObjectName[] {
  const names: ObjectName[] = [];
  do {
    const name = readObjectName(cursor);
    if (!cursor.failed) names.push(name);
  } while (cursor.accept(','));
  return names;
}
