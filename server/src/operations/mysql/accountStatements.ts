import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Identifier } from '../names.ts';
import { readAccount } from './accountName.ts';
import type { CreatePrefix } from './createPrefix.ts';
import { impliedDrop } from './impliedDrop.ts';
import { objectNameOf } from './names.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';
import { acceptIfExists, acceptIfNotExists } from './tableElement.ts';

type AccountKind = 'user' | 'role';

const NEXT_ACCOUNT: ReadonlySet<string> = new Set([',', 'DEFAULT']);

/** Reads CREATE USER or ROLE from the word after the kind: one operation per account. MariaDB's OR REPLACE drops the old ones. */
export function readCreateAccounts(
  reading: Reading,
  objectKind: AccountKind,
  { replacement }: CreatePrefix,
): void {
  const { cursor } = reading;
  const ifNotExists = acceptIfNotExists(cursor);
  for (const account of readAccounts(reading, `create ${objectKind}`)) {
    const name = objectNameOf(account);
    if (replacement !== null) reading.emit(impliedDrop(objectKind, name, replacement));
    reading.emit({ kind: 'CreateObject', span: account.span, objectKind, name, ifNotExists, table: null });
  }
}

/** Reads ALTER USER from the word after it: one operation per account. */
export function readAlterAccounts(reading: Reading): void {
  const { cursor } = reading;
  acceptIfExists(cursor);
  for (const account of readAccounts(reading, 'alter user')) {
    const name = objectNameOf(account);
    reading.emit({ kind: 'AlterObject', span: account.span, objectKind: 'user', name, table: null });
  }
}

/** Reads DROP USER or ROLE from the word after the kind: one operation per account. */
export function readDropAccounts(reading: Reading, objectKind: AccountKind): void {
  const { cursor } = reading;
  const ifExists = acceptIfExists(cursor);
  reading.keepsFinished = true;
  do {
    const account = readAccount(cursor);
    const name = objectNameOf(account);
    reading.noteHead(`drop ${objectKind}`, name);
    if (cursor.failed) return;
    const flags = { table: null, signature: null, ifExists, cascade: false };
    reading.emit({ kind: 'DropObject', span: account.span, objectKind, name, ...flags });
  } while (cursor.accept(','));
}

/** Reads RENAME USER from the word after it: one operation per pair. */
export function readRenameUsers(reading: Reading): void {
  const { cursor } = reading;
  do {
    const from = cursor.index;
    const name = objectNameOf(readAccount(cursor));
    reading.noteHead('rename user', name);
    cursor.expect('TO');
    const to = readAccount(cursor);
    const span = cursor.spanFrom(from);
    reading.emit({ kind: 'RenameObject', span, objectKind: 'user', name, table: null, to });
  } while (cursor.accept(','));
}

function readAccounts(reading: Reading, verb: string): Identifier[] {
  const { cursor } = reading;
  const accounts: Identifier[] = [];
  do {
    const account = readAccount(cursor);
    reading.noteHead(verb, objectNameOf(account));
    accounts.push(account);
    skipAuthentication(cursor);
  } while (cursor.accept(','));
  skipRest(cursor);
  return accounts;
}

/** Passes over what follows an account, up to the next comma or to DEFAULT ROLE, whose roles have commas too. */
function skipAuthentication(cursor: TokenCursor): void {
  let at = cursor.findAtLevel(NEXT_ACCOUNT);
  while (cursor.tokenAt(at).text === 'DEFAULT' && cursor.tokenAt(at + 1).text !== 'ROLE') {
    at = cursor.findAtLevel(NEXT_ACCOUNT, at + 1);
  }
  cursor.moveTo(at);
}
