import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { NamedOption } from '../operationBase.ts';
import type { CreatePrefix } from './createPrefix.ts';
import { impliedDrop } from './impliedDrop.ts';
import { isIdentifierToken, objectNameOf, readIdentifier } from './names.ts';
import { readOptionValue } from './optionValue.ts';
import type { Reading } from './reading.ts';
import { acceptIfNotExists } from './tableElement.ts';
import { readTableOption } from './tableOptions.ts';

/** Reads CREATE DATABASE from the word after DATABASE or SCHEMA. MariaDB's OR REPLACE drops the old one first. */
export function readCreateDatabase(reading: Reading, { replacement }: CreatePrefix): void {
  const { cursor } = reading;
  const ifNotExists = acceptIfNotExists(cursor);
  const schema = readIdentifier(cursor);
  reading.noteHead('create database', objectNameOf(schema));
  const options = readDatabaseOptions(cursor);
  if (replacement !== null) reading.emit(impliedDrop('database', objectNameOf(schema), replacement));
  reading.emit({
    kind: 'CreateSchema',
    span: cursor.wholeSpan(),
    objectKind: 'database',
    schema,
    ifNotExists,
    options,
  });
}

/** Reads ALTER DATABASE from the word after DATABASE or SCHEMA; without a name the current database is meant. */
export function readAlterDatabase(reading: Reading): void {
  const { cursor } = reading;
  const isNamed = isIdentifierToken(cursor.token) && !startsOption(cursor);
  const name = isNamed ? objectNameOf(readIdentifier(cursor)) : null;
  reading.noteHead('alter database', name);
  if (cursor.atEnd) cursor.fail();
  if (cursor.accept('UPGRADE')) cursor.moveTo(cursor.limit);
  readDatabaseOptions(cursor);
  reading.emit({ kind: 'AlterObject', span: cursor.wholeSpan(), objectKind: 'database', name, table: null });
}

function startsOption(cursor: TokenCursor): boolean {
  const { text } = cursor.token;
  const next = cursor.peek();
  return (
    (text === 'CHARSET' || text === 'COLLATE' || text === 'ENCRYPTION') &&
    (next.text === '=' || next.kind !== 'word')
  );
}

function readDatabaseOptions(cursor: TokenCursor): readonly NamedOption[] {
  const options: NamedOption[] = [];
  while (!cursor.atEnd) {
    if (cursor.acceptSequence('READ', 'ONLY')) {
      cursor.accept('=');
      readOptionValue(cursor);
      continue;
    }
    if (cursor.atSequence('DEFAULT', 'ENCRYPTION')) cursor.advance();
    const option = readTableOption(cursor);
    if (option === null) cursor.fail();
    else options.push(option);
  }
  return options;
}
