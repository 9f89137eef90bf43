import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import { readAlter } from './alterStatements.ts';
import { readDelete, readUpdate } from './changeStatements.ts';
import { readBody } from './compoundBody.ts';
import { readCreate } from './createStatements.ts';
import { readTruncate } from './dropAndRename.ts';
import { readDrop } from './dropStatements.ts';
import { readCall, readDeallocate, readExecute, readPrepare } from './dynamicStatements.ts';
import { readGrant } from './grantStatements.ts';
import { readInsert } from './insertStatement.ts';
import { readMaintenance } from './maintenanceStatements.ts';
import { readLoad, readQuery, readWith } from './queryStatements.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';
import { readRename } from './renameStatements.ts';
import { readInstall } from './serverObjectStatements.ts';
import { readLockTables, readTransactionControl, readUse } from './sessionStatements.ts';
import { readSet } from './setStatement.ts';

/** Reads a statement from its first word on. */
export type StatementContentReader = (reading: Reading) => void;

/** Makes a reader that finds the cursor behind the first word. */
function afterWord(read: StatementContentReader): StatementContentReader {
  return reading => {
    reading.cursor.advance();
    read(reading);
  };
}

const BY_FIRST_WORD: Readonly<Record<string, StatementContentReader>> = {
  ALTER: readAlter,
  CREATE: readCreate,
  DROP: readDrop,
  RENAME: readRename,
  TRUNCATE: afterWord(readTruncate),
  GRANT: afterWord(reading => readGrant(reading, 'Grant')),
  REVOKE: afterWord(reading => readGrant(reading, 'Revoke')),
  SET: afterWord(readSet),
  USE: afterWord(readUse),
  LOCK: afterWord(readLock),
  UNLOCK: afterWord(readUnlock),
  BEGIN: readBegin,
  START: readStart,
  COMMIT: afterWord(reading => readTransactionControl(reading, 'COMMIT')),
  ROLLBACK: afterWord(reading => readTransactionControl(reading, 'ROLLBACK')),
  SAVEPOINT: afterWord(reading => readTransactionControl(reading, 'SAVEPOINT')),
  RELEASE: afterWord(reading => readTransactionControl(reading, 'RELEASE')),
  XA: afterWord(readXa),
  PREPARE: afterWord(readPrepare),
  EXECUTE: afterWord(readExecute),
  DEALLOCATE: afterWord(readDeallocate),
  CALL: afterWord(readCall),
  INSERT: afterWord(reading => readInsert(reading, 'insert')),
  REPLACE: afterWord(reading => readInsert(reading, 'replace')),
  UPDATE: afterWord(readUpdate),
  DELETE: afterWord(readDelete),
  LOAD: afterWord(readLoad),
  SELECT: readQuery,
  VALUES: readQuery,
  TABLE: readQuery,
  DO: readQuery,
  WITH: readWith,
  INSTALL: afterWord(reading => readInstall(reading, 'install')),
  UNINSTALL: afterWord(reading => readInstall(reading, 'uninstall')),
  IF: readBlock,
  DECLARE: readBlock,
  CASE: readBlock,
  LOOP: readBlock,
  WHILE: readBlock,
  REPEAT: readBlock,
  FOR: readBlock,
  IMPORT: readImport,
};

const MAINTENANCE_WORDS = ['ANALYZE', 'OPTIMIZE', 'REPAIR', 'CHECK', 'CHECKSUM', 'FLUSH'];

/** Statements that look at the server or steer it, and change no schema. */
const HARMLESS_WORDS =
  `SHOW EXPLAIN DESCRIBE DESC HELP HANDLER KILL RESET PURGE CHANGE STOP CACHE BINLOG GET SIGNAL
  RESIGNAL RESTART SHUTDOWN BACKUP CLONE`.split(/\s+/);

const READERS: ReadonlyMap<string, StatementContentReader> = new Map([
  ...Object.entries(BY_FIRST_WORD),
  ...MAINTENANCE_WORDS.map(word => [word, afterWord(reading => readMaintenance(reading, word))] as const),
  ...HARMLESS_WORDS.map(word => [word, readHarmless] as const),
]);

/** The reader for the statement at the cursor; undefined when its first word starts none. */
export function statementReader(cursor: TokenCursor): StatementContentReader | undefined {
  const { token } = cursor;
  if (token.text === '(') return readQuery;
  if (token.kind !== 'word') return undefined;
  return READERS.get(token.text) ?? (cursor.peek().text === ':' ? readBlock : undefined);
}

function readHarmless(reading: Reading): void {
  const { cursor } = reading;
  const verb = cursor.advance().text.toLowerCase();
  skipRest(cursor);
  reading.emit({ kind: 'Unknown', span: cursor.wholeSpan(), verb, object: null, harmless: true });
}

/** BEGIN alone starts a transaction; with anything behind it (MariaDB: NOT ATOMIC) it starts a block. */
function readBegin(reading: Reading): void {
  const { cursor } = reading;
  const next = cursor.peek();
  if (next.kind !== 'end' && next.text !== 'WORK') {
    readBlock(reading);
    return;
  }
  cursor.advance();
  readTransactionControl(reading, 'BEGIN');
}

function readStart(reading: Reading): void {
  const { cursor } = reading;
  const next = cursor.peek();
  if (next.text === 'TRANSACTION') {
    cursor.advance();
    readTransactionControl(reading, 'START');
  } else if (next.kind === 'word') readHarmless(reading);
  else cursor.fail();
}

/** A compound statement outside a routine. */
function readBlock(reading: Reading): void {
  const { cursor } = reading;
  reading.noteHead(cursor.token.text.toLowerCase(), null);
  const body = readBody(reading);
  reading.emit({ kind: 'ExecuteBlock', span: cursor.wholeSpan(), language: 'sql', body });
}

function readLock(reading: Reading): void {
  const { cursor } = reading;
  if (cursor.accept('TABLES') || cursor.accept('TABLE')) {
    readLockTables(reading);
    return;
  }
  cursor.expect('INSTANCE');
  emitHarmless(reading, 'lock instance');
}

function readUnlock(reading: Reading): void {
  const { cursor } = reading;
  if (cursor.accept('TABLES') || cursor.accept('TABLE')) {
    reading.emit({ kind: 'UnlockTables', span: cursor.wholeSpan() });
    return;
  }
  cursor.expect('INSTANCE');
  emitHarmless(reading, 'unlock instance');
}

function emitHarmless(reading: Reading, verb: string): void {
  const { cursor } = reading;
  skipRest(cursor);
  reading.emit({ kind: 'Unknown', span: cursor.wholeSpan(), verb, object: null, harmless: true });
}

const XA_ACTIONS = { START: 'begin', BEGIN: 'begin', COMMIT: 'commit', ROLLBACK: 'rollback' } as const;

function readXa(reading: Reading): void {
  const { cursor } = reading;
  const { text } = cursor.advance();
  const action = Object.entries(XA_ACTIONS).find(([word]) => word === text)?.[1];
  if (action === undefined) {
    emitHarmless(reading, 'xa');
    return;
  }
  skipRest(cursor);
  reading.emit({ kind: 'TransactionControl', span: cursor.wholeSpan(), action, twoPhase: true });
}

/** IMPORT TABLE brings in tables that its text does not name. */
function readImport(reading: Reading): void {
  const { cursor } = reading;
  cursor.advance();
  if (cursor.accept('TABLE')) reading.noteHead('import table', null);
  cursor.fail();
}
