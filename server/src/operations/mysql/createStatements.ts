import { readCreateAccounts } from './accountStatements.ts';
import { readCreatePrefix } from './createPrefix.ts';
import { readCreateTable } from './createTable.ts';
import { readCreateDatabase } from './databaseStatements.ts';
import { readCreateIndex } from './indexStatements.ts';
import type { Reading } from './reading.ts';
import { readCreateEvent, readCreatePackage, readCreateRoutine } from './routineStatements.ts';
import { readCreateSequence } from './sequenceStatements.ts';
import { acceptServerObjectKind, readServerObject } from './serverObjectStatements.ts';
import { readCreateTrigger } from './triggerStatements.ts';
import { readCreateView } from './viewStatements.ts';

/** Reads a statement that starts with CREATE. */
export function readCreate(reading: Reading): void {
  const { cursor } = reading;
  cursor.advance();
  const prefix = readCreatePrefix(cursor);
  switch (cursor.token.text) {
    case 'TABLE':
      cursor.advance();
      readCreateTable(reading, prefix);
      return;
    case 'ONLINE':
    case 'OFFLINE':
      reading.online = cursor.advance().text === 'ONLINE';
      readCreateIndex(reading, prefix);
      return;
    case 'SPATIAL':
      if (cursor.peek().text === 'REFERENCE') break;
      readCreateIndex(reading, prefix);
      return;
    case 'UNIQUE':
    case 'FULLTEXT':
    case 'VECTOR':
    case 'INDEX':
    case 'KEY':
      readCreateIndex(reading, prefix);
      return;
    case 'JSON':
      if (!cursor.acceptSequence('JSON', 'RELATIONAL', 'DUALITY')) {
        cursor.fail();
        return;
      }
      cursor.expect('VIEW');
      readCreateView(reading, prefix);
      return;
    case 'VIEW':
      cursor.advance();
      readCreateView(reading, prefix);
      return;
    case 'PROCEDURE':
      cursor.advance();
      readCreateRoutine(reading, 'procedure', prefix);
      return;
    case 'FUNCTION':
      cursor.advance();
      readCreateRoutine(reading, 'function', prefix);
      return;
    case 'TRIGGER':
      cursor.advance();
      readCreateTrigger(reading, prefix);
      return;
    case 'EVENT':
      cursor.advance();
      readCreateEvent(reading, prefix);
      return;
    case 'PACKAGE':
      cursor.advance();
      readCreatePackage(reading, prefix);
      return;
    case 'SEQUENCE':
      cursor.advance();
      readCreateSequence(reading, prefix);
      return;
    case 'DATABASE':
    case 'SCHEMA':
      cursor.advance();
      readCreateDatabase(reading, prefix);
      return;
    case 'USER':
      cursor.advance();
      readCreateAccounts(reading, 'user', prefix);
      return;
    case 'ROLE':
      cursor.advance();
      readCreateAccounts(reading, 'role', prefix);
      return;
    default:
  }
  const objectKind = acceptServerObjectKind(cursor);
  if (objectKind === null) {
    cursor.fail();
    return;
  }
  readServerObject(reading, 'CreateObject', objectKind);
}
