import { literalContent, quotedIdentifierValue } from '../../syntax/mysql/literals.ts';
import type { Token } from '../../syntax/mysql/token.ts';
import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Identifier } from '../names.ts';
import { literalValue } from './names.ts';

/**
 * Reads an account or role: `'u'@'h'`, `u@h`, `u`, CURRENT_USER(). Its value is `u@h`, `u` when no host is written, or the call.
 * Fails when none stands here.
 */
export function readAccount(cursor: TokenCursor): Identifier {
  const from = cursor.index;
  const user = cursor.advance();
  let value = accountPart(cursor, user);
  if (cursor.acceptSequence('(', ')')) value += '()';
  const host = cursor.token;
  if (host.kind === 'user-variable') {
    cursor.advance();
    value += `@${variableName(cursor.source.text, host)}`;
  } else if (cursor.accept('@')) value += `@${accountPart(cursor, cursor.advance())}`;
  return { value, quoted: true, span: cursor.spanFrom(from) };
}

/** The name of a `@x` or `@@x` token, quotes removed. */
export function variableName(text: string, token: Token): string {
  const start = token.start + (token.kind === 'system-variable' ? 2 : 1);
  const first = text.charAt(start);
  if (first === '`') return quotedIdentifierValue(text, start, token.end);
  if (first === "'" || first === '"') return literalContent(text, start, token.end).value;
  return text.slice(start, token.end).replaceAll('`', '');
}

function accountPart(cursor: TokenCursor, token: Token): string {
  const { text } = cursor.source;
  switch (token.kind) {
    case 'word':
      return text.slice(token.start, token.end);
    case 'quoted':
      return quotedIdentifierValue(text, token.start, token.end);
    case 'string':
      return literalValue(cursor, token);
    default:
      cursor.fail();
      return '';
  }
}
