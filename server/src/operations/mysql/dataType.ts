import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { TypeReference } from '../columns.ts';
import { type TypeSpelling, typeSpelling } from './dataTypeNames.ts';
import { literalValue } from './names.ts';

const UNREADABLE: TypeSpelling = { name: '' };

/** True when a type starts at the cursor. */
export function atDataType(cursor: TokenCursor): boolean {
  const { token } = cursor;
  return token.kind === 'word' && (typeSpelling(token.text) !== undefined || token.text === 'NATIONAL');
}

/**
 * Reads a type with its arguments, UNSIGNED / SIGNED / ZEROFILL, character set and collation. Fails at a word that is
 * no type of MySQL or MariaDB.
 */
export function readDataType(cursor: TokenCursor): TypeReference {
  const from = cursor.index;
  const isSerial = cursor.at('SERIAL');
  const spelling = readTypeWords(cursor);
  const written = readArguments(cursor);
  const parts: TypeParts = {
    unsigned: spelling.unsigned ?? false,
    zerofill: false,
    charset: spelling.charset ?? null,
    collation: null,
  };
  while (!isSerial && readModifier(cursor, parts));
  return {
    name: spelling.name,
    schema: null,
    arguments: written.length > 0 ? written : (spelling.arguments ?? []),
    arrayDimensions: 0,
    unsigned: parts.unsigned,
    zerofill: parts.zerofill,
    charset: parts.charset,
    collation: parts.collation,
    span: cursor.spanFrom(from),
    text: cursor.textBetween(from, cursor.index),
  };
}

/** Passes over CHARACTER SET or CHARSET; false when neither stands here. */
export function acceptCharacterSetWords(cursor: TokenCursor): boolean {
  return (
    cursor.accept('CHARSET') ||
    cursor.acceptSequence('CHARACTER', 'SET') ||
    cursor.acceptSequence('CHAR', 'SET')
  );
}

/** Reads the name of a character set or collation, bare or as a string; lower case. */
export function readCharsetName(cursor: TokenCursor): string {
  const token = cursor.advance();
  switch (token.kind) {
    case 'word':
      return token.text.toLowerCase();
    case 'string':
      return literalValue(cursor, token).toLowerCase();
    case 'quoted':
      return cursor.source.text.slice(token.start + 1, token.end - 1).toLowerCase();
    default:
      cursor.fail();
      return '';
  }
}

interface TypeParts {
  unsigned: boolean;
  zerofill: boolean;
  charset: string | null;
  collation: string | null;
}

function readModifier(cursor: TokenCursor, parts: TypeParts): boolean {
  switch (cursor.token.text) {
    case 'UNSIGNED':
      parts.unsigned = true;
      break;
    case 'SIGNED':
      break;
    case 'ZEROFILL':
      parts.unsigned = true;
      parts.zerofill = true;
      break;
    case 'ASCII':
      parts.charset = 'latin1';
      break;
    case 'UNICODE':
      parts.charset = 'ucs2';
      break;
    case 'BYTE':
      parts.charset = 'binary';
      break;
    case 'BINARY':
      parts.collation = parts.charset === null ? '_bin' : `${parts.charset}_bin`;
      break;
    case 'COLLATE':
      cursor.advance();
      parts.collation = readCharsetName(cursor);
      return !cursor.failed;
    case 'CHARACTER':
    case 'CHARSET':
    case 'CHAR':
      if (!acceptCharacterSetWords(cursor)) return false;
      parts.charset = readCharsetName(cursor);
      if (parts.collation === '_bin') parts.collation = `${parts.charset}_bin`;
      return !cursor.failed;
    default:
      return false;
  }
  cursor.advance();
  return true;
}

function readTypeWords(cursor: TokenCursor): TypeSpelling {
  const { token } = cursor;
  if (token.kind !== 'word') {
    cursor.fail();
    return UNREADABLE;
  }
  if (cursor.accept('NATIONAL')) return readNational(cursor);
  const spelling = typeSpelling(token.text);
  if (spelling === undefined) {
    cursor.fail();
    return UNREADABLE;
  }
  cursor.advance();
  switch (token.text) {
    case 'DOUBLE':
      cursor.accept('PRECISION');
      return spelling;
    case 'CHAR':
    case 'CHARACTER':
    case 'NCHAR':
      if (cursor.accept('VARYING') || cursor.accept('VARCHAR') || cursor.accept('VARCHARACTER')) {
        return { ...spelling, name: 'varchar' };
      }
      return spelling;
    case 'LONG':
      return readLong(cursor);
    default:
      return spelling;
  }
}

function readNational(cursor: TokenCursor): TypeSpelling {
  const isVarchar = cursor.at('VARCHAR') || cursor.at('VARCHARACTER');
  if (!isVarchar && !cursor.at('CHAR') && !cursor.at('CHARACTER')) cursor.fail();
  cursor.advance();
  const varies = isVarchar || cursor.accept('VARYING');
  return { name: varies ? 'varchar' : 'char', charset: 'utf8mb3' };
}

function readLong(cursor: TokenCursor): TypeSpelling {
  if (cursor.accept('VARBINARY')) return { name: 'mediumblob' };
  if (cursor.acceptSequence('CHAR', 'VARYING') || cursor.acceptSequence('CHARACTER', 'VARYING')) {
    return { name: 'mediumtext' };
  }
  if (!cursor.accept('VARCHAR')) cursor.accept('VARCHARACTER');
  return { name: 'mediumtext' };
}

function readArguments(cursor: TokenCursor): string[] {
  if (!cursor.at('(')) return [];
  cursor.advance();
  const values: string[] = [];
  do {
    const token = cursor.advance();
    if (token.kind === 'string') values.push(literalValue(cursor, token));
    else if (token.kind === 'number' || token.kind === 'bits' || token.kind === 'word')
      values.push(cursor.textOf(token));
    else cursor.fail();
    if (token.kind === 'number' && (cursor.at('CHAR') || cursor.at('BYTE'))) cursor.advance();
  } while (cursor.accept(','));
  cursor.expect(')');
  return values;
}
