import { literalContent, quotedIdentifierValue } from '../../syntax/mysql/literals.ts';
import { isReservedWord } from '../../syntax/mysql/reservedWords.ts';
import type { Token } from '../../syntax/mysql/token.ts';
import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Identifier, ObjectName } from '../names.ts';

/** True when an identifier can start at this token. */
export function isIdentifierToken(token: Token): boolean {
  return token.kind === 'quoted' || (token.kind === 'word' && !isReservedWord(token.text));
}

/** Reads an identifier; fails at a reserved word or anything else. */
export function readIdentifier(cursor: TokenCursor): Identifier {
  const { token } = cursor;
  if (!isIdentifierToken(token)) {
    cursor.fail();
    return identifierOf(cursor, token);
  }
  cursor.advance();
  return identifierOf(cursor, token);
}

/** Reads an identifier if one stands here. */
export function readOptionalIdentifier(cursor: TokenCursor): Identifier | null {
  return isIdentifierToken(cursor.token) ? readIdentifier(cursor) : null;
}

/** Reads `name` or `database.name`; after a dot reserved words are names too. */
export function readObjectName(cursor: TokenCursor): ObjectName {
  const first = readIdentifier(cursor);
  if (!cursor.at('.')) return { schema: null, name: first, span: first.span };
  cursor.advance();
  const name = readNameAfterDot(cursor);
  return { schema: first, name, span: { start: first.span.start, end: name.span.end } };
}

/** Reads a column, with a table or database qualifier passed over. */
export function readColumnReference(cursor: TokenCursor): Identifier {
  let name = readIdentifier(cursor);
  while (cursor.accept('.')) name = readNameAfterDot(cursor);
  return name;
}

/** Reads `(a, b, c)`. */
export function readColumnList(cursor: TokenCursor): Identifier[] {
  cursor.expect('(');
  const columns: Identifier[] = [];
  do columns.push(readIdentifier(cursor));
  while (cursor.accept(','));
  cursor.expect(')');
  return columns;
}

/** Reads `a, b, c`. */
export function readNameList(cursor: TokenCursor): Identifier[] {
  const names: Identifier[] = [];
  do names.push(readIdentifier(cursor));
  while (cursor.accept(','));
  return names;
}

/** The value of a `string` token. */
export function literalValue(cursor: TokenCursor, token: Token): string {
  const { text, escapes } = cursor.source;
  return literalContent(text, token.start, token.end, escapes).value;
}

/** An object without qualifier. */
export function objectNameOf(name: Identifier): ObjectName {
  return { schema: null, name, span: name.span };
}

/** The identifier that a `word` or `quoted` token holds. */
export function identifierOf(cursor: TokenCursor, token: Token): Identifier {
  const { text } = cursor.source;
  if (token.kind !== 'quoted') {
    return { value: text.slice(token.start, token.end), quoted: false, span: cursor.spanOf(token) };
  }
  return {
    value: quotedIdentifierValue(text, token.start, token.end),
    quoted: true,
    span: cursor.spanOf(token),
  };
}

function readNameAfterDot(cursor: TokenCursor): Identifier {
  const { token } = cursor;
  if (token.kind !== 'word' && token.kind !== 'quoted') cursor.fail();
  else cursor.advance();
  return identifierOf(cursor, token);
}
