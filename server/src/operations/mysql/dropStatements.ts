import type { ObjectName } from '../names.ts';
import type { ObjectKind } from '../objectOperations.ts';
import { readDropAccounts } from './accountStatements.ts';
import { readDropTable } from './dropAndRename.ts';
import { readDeallocate } from './dynamicStatements.ts';
import { readDropIndex } from './indexStatements.ts';
import { objectNameOf, readObjectName } from './names.ts';
import { readOptionValue } from './optionValue.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';
import { acceptServerObjectKind } from './serverObjectStatements.ts';
import { readTrailingClauses } from './statementClauses.ts';
import { acceptIfExists } from './tableElement.ts';

/** Kinds whose DROP takes names, CASCADE and RESTRICT, and nothing else. */
const NAMED_KINDS: Readonly<Record<string, ObjectKind>> = {
  VIEW: 'view',
  PROCEDURE: 'procedure',
  FUNCTION: 'function',
  TRIGGER: 'trigger',
  EVENT: 'event',
  SEQUENCE: 'sequence',
  DATABASE: 'database',
  SCHEMA: 'database',
};

/** Reads a statement that starts with DROP. */
export function readDrop(reading: Reading): void {
  const { cursor } = reading;
  cursor.advance();
  const temporary = cursor.accept('TEMPORARY');
  if (cursor.accept('TABLE') || cursor.accept('TABLES')) {
    readDropTable(reading, { temporary });
    return;
  }
  if (cursor.accept('ONLINE')) reading.online = true;
  else cursor.accept('OFFLINE');
  if (cursor.accept('INDEX') || cursor.accept('KEY')) {
    readDropIndex(reading);
    return;
  }
  if (cursor.at('PREPARE')) {
    readDeallocate(reading);
    return;
  }
  if (cursor.accept('USER')) {
    readDropAccounts(reading, 'user');
    return;
  }
  if (cursor.accept('ROLE')) {
    readDropAccounts(reading, 'role');
    return;
  }
  if (cursor.accept('PACKAGE')) {
    cursor.accept('BODY');
    readDropNames(reading, 'routine');
    return;
  }
  if (cursor.acceptSequence('MATERIALIZED', 'VIEW')) {
    readDropNames(reading, 'materialized view');
    return;
  }
  const named = NAMED_KINDS[cursor.token.text];
  if (named !== undefined) {
    cursor.advance();
    readDropNames(reading, named);
    return;
  }
  const other = acceptServerObjectKind(cursor);
  if (other === null) {
    cursor.fail();
    return;
  }
  readDropServerObject(reading, other);
}

function readDropNames(reading: Reading, objectKind: ObjectKind): void {
  const { cursor } = reading;
  const ifExists = acceptIfExists(cursor);
  reading.keepsFinished = true;
  const names: ObjectName[] = [];
  do {
    const name = readObjectName(cursor);
    reading.noteHead(`drop ${objectKind}`, name);
    if (!cursor.failed) names.push(name);
  } while (cursor.accept(','));
  const cascade = cursor.accept('CASCADE');
  if (!cascade) cursor.accept('RESTRICT');
  readTrailingClauses(reading);
  for (const name of names) {
    const rest = { table: null, signature: null, ifExists, cascade };
    reading.emit({ kind: 'DropObject', span: name.span, objectKind, name, ...rest });
  }
}

function readDropServerObject(reading: Reading, objectKind: ObjectKind): void {
  const { cursor } = reading;
  const ifExists = acceptIfExists(cursor);
  const { token } = cursor;
  const isLiteral = token.kind === 'string' || token.kind === 'number';
  const name = isLiteral
    ? objectNameOf({ value: readOptionValue(cursor), quoted: true, span: cursor.spanOf(token) })
    : readObjectName(cursor);
  reading.noteHead(`drop ${objectKind}`, name);
  skipRest(cursor);
  const rest = { table: null, signature: null, ifExists, cascade: false };
  reading.emit({ kind: 'DropObject', span: cursor.wholeSpan(), objectKind, name, ...rest });
}
