import type { ObjectName } from '../names.ts';
import type { TransactionControl } from '../sessionOperations.ts';
import { objectNameOf, readIdentifier, readObjectName } from './names.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';
import { readWait } from './statementClauses.ts';

/** Reads USE from the word after it. */
export function readUse(reading: Reading): void {
  const { cursor } = reading;
  const database = readIdentifier(cursor);
  reading.noteHead('use', objectNameOf(database));
  reading.emit({ kind: 'UseDatabase', span: cursor.wholeSpan(), database });
}

/** Reads LOCK TABLES from the word after TABLE or TABLES. */
export function readLockTables(reading: Reading): void {
  const { cursor } = reading;
  const tables: { table: ObjectName; mode: string }[] = [];
  do {
    const table = readObjectName(cursor);
    reading.noteHead('lock tables', table);
    const from = cursor.index;
    if (cursor.accept('AS') || !isLockWord(cursor.token.text)) readIdentifier(cursor);
    const modeFrom = isLockWord(cursor.token.text) ? cursor.index : from;
    cursor.accept('LOW_PRIORITY');
    if (cursor.accept('READ')) cursor.accept('LOCAL');
    else {
      cursor.expect('WRITE');
      cursor.accept('CONCURRENT');
    }
    tables.push({ table, mode: cursor.textBetween(modeFrom, cursor.index).toUpperCase() });
  } while (cursor.accept(','));
  readWait(reading);
  reading.emit({ kind: 'LockTables', span: cursor.wholeSpan(), tables, nowait: reading.wait?.value === 0 });
}

function isLockWord(word: string): boolean {
  return word === 'READ' || word === 'WRITE' || word === 'LOW_PRIORITY';
}

/** Reads START TRANSACTION, BEGIN, COMMIT, ROLLBACK, SAVEPOINT and RELEASE, whose first word is already passed. */
export function readTransactionControl(reading: Reading, word: string): void {
  const { cursor } = reading;
  const action = readAction(reading, word);
  if (action === null) {
    cursor.fail();
    return;
  }
  reading.emit({ kind: 'TransactionControl', span: cursor.wholeSpan(), action });
}

function readAction({ cursor }: Reading, word: string): TransactionControl['action'] | null {
  switch (word) {
    case 'BEGIN':
      cursor.accept('WORK');
      return 'begin';
    case 'START':
      cursor.expect('TRANSACTION');
      skipRest(cursor);
      return 'begin';
    case 'COMMIT':
      skipRest(cursor);
      return 'commit';
    case 'ROLLBACK':
      cursor.accept('WORK');
      if (!cursor.accept('TO')) {
        skipRest(cursor);
        return 'rollback';
      }
      cursor.accept('SAVEPOINT');
      readIdentifier(cursor);
      return 'rollback-to';
    case 'SAVEPOINT':
      readIdentifier(cursor);
      return 'savepoint';
    case 'RELEASE':
      cursor.expect('SAVEPOINT');
      readIdentifier(cursor);
      return 'release';
    default:
      return null;
  }
}
