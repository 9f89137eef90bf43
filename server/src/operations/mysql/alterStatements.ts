import { readAlterAccounts } from './accountStatements.ts';
import { readAlterTable } from './alterTable.ts';
import { readCreatePrefix } from './createPrefix.ts';
import { readAlterDatabase } from './databaseStatements.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';
import { readAlterEvent, readAlterRoutine } from './routineStatements.ts';
import { readAlterSequence } from './sequenceStatements.ts';
import { acceptServerObjectKind, readServerObject } from './serverObjectStatements.ts';
import { readAlterView } from './viewStatements.ts';

/** Reads a statement that starts with ALTER. */
export function readAlter(reading: Reading): void {
  const { cursor } = reading;
  cursor.advance();
  if (cursor.accept('ONLINE')) reading.online = true;
  else cursor.accept('OFFLINE');
  cursor.accept('IGNORE');
  if (cursor.accept('TABLE')) {
    readAlterTable(reading);
    return;
  }
  readCreatePrefix(cursor);
  switch (cursor.token.text) {
    case 'VIEW':
      cursor.advance();
      readAlterView(reading);
      return;
    case 'JSON':
      if (!cursor.acceptSequence('JSON', 'RELATIONAL', 'DUALITY')) {
        cursor.fail();
        return;
      }
      cursor.expect('VIEW');
      readAlterView(reading);
      return;
    case 'PROCEDURE':
      cursor.advance();
      readAlterRoutine(reading, 'procedure');
      return;
    case 'FUNCTION':
      cursor.advance();
      readAlterRoutine(reading, 'function');
      return;
    case 'EVENT':
      cursor.advance();
      readAlterEvent(reading);
      return;
    case 'SEQUENCE':
      cursor.advance();
      readAlterSequence(reading);
      return;
    case 'DATABASE':
    case 'SCHEMA':
      cursor.advance();
      readAlterDatabase(reading);
      return;
    case 'USER':
      cursor.advance();
      readAlterAccounts(reading);
      return;
    case 'INSTANCE':
      readAlterInstance(reading);
      return;
    default:
  }
  const objectKind = acceptServerObjectKind(cursor);
  if (objectKind === null) {
    cursor.fail();
    return;
  }
  readServerObject(reading, 'AlterObject', objectKind);
}

function readAlterInstance(reading: Reading): void {
  const { cursor } = reading;
  cursor.advance();
  reading.noteHead('alter instance', null);
  if (cursor.atEnd) {
    cursor.fail();
    return;
  }
  skipRest(cursor);
  reading.emit({
    kind: 'AlterObject',
    span: cursor.wholeSpan(),
    objectKind: 'system',
    name: null,
    table: null,
  });
}
