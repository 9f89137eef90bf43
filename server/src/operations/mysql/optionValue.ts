import { quotedIdentifierValue } from '../../syntax/mysql/literals.ts';
import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import { literalValue } from './names.ts';

/** Reads one word, name, number with sign, or literal; gives it as written without quotes. */
export function readOptionValue(cursor: TokenCursor): string {
  const token = cursor.advance();
  const { text } = cursor.source;
  switch (token.kind) {
    case 'string':
      return literalValue(cursor, token);
    case 'quoted':
      return quotedIdentifierValue(text, token.start, token.end);
    case 'word':
    case 'number':
    case 'bits':
    case 'placeholder':
    case 'user-variable':
    case 'system-variable':
      return text.slice(token.start, token.end);
    case 'symbol': {
      const value = cursor.token;
      if ((token.text === '-' || token.text === '+') && value.kind === 'number') {
        cursor.advance();
        return token.text + text.slice(value.start, value.end);
      }
      cursor.fail();
      return '';
    }
    default:
      cursor.fail();
      return '';
  }
}

/** Reads one string literal, as COMMENT takes it. */
export function readString(cursor: TokenCursor): string {
  const token = cursor.advance();
  if (token.kind !== 'string') {
    cursor.fail();
    return '';
  }
  return literalValue(cursor, token);
}
