import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { ObjectName } from '../names.ts';
import type { NamedOption } from '../operationBase.ts';
import type { TransactionControl } from '../sessionOperations.ts';
import { objectNameOf, readIdentifier, readObjectName } from './names.ts';
import type { Reading } from './reading.ts';
import { readWait } from './statementClauses.ts';

/** Reads USE from the word after it. */
export function readUse(reading: Reading): void {
  const { cursor } = reading;
  if (cursor.at('CATALOG') && cursor.peek().kind !== 'end') {
    cursor.advance();
    const name = objectNameOf(readIdentifier(cursor));
    reading.emit({
      kind: 'Unknown',
      span: cursor.wholeSpan(),
      verb: 'use catalog',
      object: name,
      harmless: true,
    });
    return;
  }
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

type Control = Pick<TransactionControl, 'action'> &
  Partial<Pick<TransactionControl, 'name' | 'chain' | 'modes'>>;

/** Reads START TRANSACTION, BEGIN, COMMIT, ROLLBACK, SAVEPOINT and RELEASE, whose first word is already passed. */
export function readTransactionControl(reading: Reading, word: string): void {
  const { cursor } = reading;
  const control = readControl(cursor, word);
  if (control === null) {
    cursor.fail();
    return;
  }
  reading.emit({ kind: 'TransactionControl', span: cursor.wholeSpan(), name: null, ...control });
}

function readControl(cursor: TokenCursor, word: string): Control | null {
  switch (word) {
    case 'BEGIN':
      cursor.accept('WORK');
      return { action: 'begin' };
    case 'START':
      cursor.expect('TRANSACTION');
      return { action: 'begin', modes: readModes(cursor) };
    case 'COMMIT':
      return { action: 'commit', chain: readChain(cursor) };
    case 'ROLLBACK':
      cursor.accept('WORK');
      if (!cursor.accept('TO')) return { action: 'rollback', chain: readChain(cursor) };
      cursor.accept('SAVEPOINT');
      return { action: 'rollback-to', name: readIdentifier(cursor).value };
    case 'SAVEPOINT':
      return { action: 'savepoint', name: readIdentifier(cursor).value };
    case 'RELEASE':
      cursor.expect('SAVEPOINT');
      return { action: 'release', name: readIdentifier(cursor).value };
    default:
      return null;
  }
}

/** `[WORK] [AND [NO] CHAIN] [[NO] RELEASE]`. */
function readChain(cursor: TokenCursor): boolean {
  cursor.accept('WORK');
  const chain = cursor.acceptSequence('AND', 'CHAIN');
  if (!chain) cursor.acceptSequence('AND', 'NO', 'CHAIN');
  if (cursor.at('NO') && cursor.peek().text === 'RELEASE') cursor.advance();
  cursor.accept('RELEASE');
  return chain;
}

/** `WITH CONSISTENT SNAPSHOT, READ ONLY`. */
function readModes(cursor: TokenCursor): NamedOption[] {
  const modes: NamedOption[] = [];
  while (!cursor.atEnd && !cursor.failed) {
    const from = cursor.index;
    const isRead = cursor.acceptSequence('READ', 'ONLY') || cursor.acceptSequence('READ', 'WRITE');
    if (!isRead && !cursor.acceptSequence('WITH', 'CONSISTENT', 'SNAPSHOT')) cursor.fail();
    const name = isRead ? 'transaction_read_only' : 'consistent_snapshot';
    const value = isRead ? cursor.textBetween(from, cursor.index).toLowerCase() : '';
    modes.push({ name, value, span: cursor.spanFrom(from) });
    if (!cursor.accept(',') && !cursor.atEnd) cursor.fail();
  }
  return modes;
}
