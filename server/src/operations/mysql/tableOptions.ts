import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { TableOption } from '../tableOperations.ts';
import { acceptCharacterSetWords, readCharsetName } from './dataType.ts';
import { readOptionValue } from './optionValue.ts';

/** Options whose `=` may be left out (MySQL manual, CREATE TABLE; MariaDB manual, CREATE TABLE). */
const OPTIONS: ReadonlySet<string> = new Set(
  `AUTOEXTEND_SIZE AUTO_INCREMENT AVG_ROW_LENGTH CHECKSUM COMMENT COMPRESSION CONNECTION DELAY_KEY_WRITE ENCRYPTED
  ENCRYPTION ENCRYPTION_KEY_ID ENGINE ENGINE_ATTRIBUTE IETF_QUOTES INSERT_METHOD KEY_BLOCK_SIZE MAX_ROWS MIN_ROWS NODEGROUP
  PACK_KEYS PAGE_CHECKSUM PAGE_COMPRESSED PAGE_COMPRESSION_LEVEL PASSWORD ROW_FORMAT SECONDARY_ENGINE
  SECONDARY_ENGINE_ATTRIBUTE SEQUENCE STATS_AUTO_RECALC STATS_PERSISTENT STATS_SAMPLE_PAGES STORAGE TABLESPACE TABLE_CHECKSUM
  TRANSACTIONAL TYPE`.split(/\s+/),
);

/** Reads one table option if one stands here; null otherwise. */
export function readTableOption(cursor: TokenCursor): TableOption | null {
  const from = cursor.index;
  const { token } = cursor;
  if (token.kind === 'quoted') return cursor.peek().text === '=' ? readNamedOption(cursor, from) : null;
  if (token.kind !== 'word') return null;
  const isDefault = cursor.accept('DEFAULT');
  if (acceptCharacterSetWords(cursor)) {
    cursor.accept('=');
    return option(cursor, from, 'charset', readCharsetName(cursor));
  }
  if (cursor.accept('COLLATE')) {
    cursor.accept('=');
    return option(cursor, from, 'collate', readCharsetName(cursor));
  }
  if (isDefault) {
    cursor.moveTo(from);
    return null;
  }
  switch (token.text) {
    case 'DATA':
    case 'INDEX':
      if (!cursor.acceptSequence(token.text, 'DIRECTORY')) return null;
      return optionWithValue(cursor, from, `${token.text.toLowerCase()}_directory`);
    case 'UNION':
      return readUnion(cursor, from);
    case 'WITH':
      if (!cursor.acceptSequence('WITH', 'SYSTEM', 'VERSIONING')) return null;
      return option(cursor, from, 'system_versioning', 'on');
    case 'START':
      if (!cursor.acceptSequence('START', 'TRANSACTION')) return null;
      return option(cursor, from, 'start_transaction', 'on');
    default:
      if (OPTIONS.has(token.text)) {
        cursor.advance();
        return optionWithValue(cursor, from, token.text === 'TYPE' ? 'engine' : token.text.toLowerCase());
      }
      return cursor.peek().text === '=' ? readNamedOption(cursor, from) : null;
  }
}

function optionWithValue(cursor: TokenCursor, from: number, name: string): TableOption {
  cursor.accept('=');
  return option(cursor, from, name, readOptionValue(cursor));
}

/** `name = value`, as storage engines of MariaDB define them. */
function readNamedOption(cursor: TokenCursor, from: number): TableOption {
  const name = cursor.textOf(cursor.advance()).replaceAll('`', '').toLowerCase();
  cursor.expect('=');
  return option(cursor, from, name, readOptionValue(cursor));
}

function readUnion(cursor: TokenCursor, from: number): TableOption | null {
  const open = cursor.peek().text === '=' ? from + 2 : from + 1;
  if (cursor.tokenAt(open).text !== '(') return null;
  cursor.moveTo(open);
  cursor.skipParentheses();
  return option(cursor, from, 'union', cursor.textBetween(open + 1, cursor.index - 1));
}

function option(cursor: TokenCursor, from: number, name: string, value: string): TableOption {
  return { name, value, span: cursor.spanFrom(from) };
}
