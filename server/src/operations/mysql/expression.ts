import { isReservedWord } from '../../syntax/mysql/reservedWords.ts';
import type { Token } from '../../syntax/mysql/token.ts';
import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Expression } from '../columns.ts';
import { isKeywordCall, scanExpression } from './expressionScan.ts';
import { identifierOf } from './names.ts';
import { notNullColumnsOf } from './notNullColumns.ts';

/** Unreserved words that start the next attribute when the value of DEFAULT is still missing. */
const WORDS_AFTER_DEFAULT: ReadonlySet<string> = new Set(
  'COMMENT AUTO_INCREMENT COLUMN_FORMAT STORAGE VISIBLE INVISIBLE FIRST AFTER SERIAL GENERATED VIRTUAL STORED PERSISTENT'.split(
    ' ',
  ),
);

/** The expression of the tokens from index `from` to before index `to`. */
export function expressionBetween(cursor: TokenCursor, from: number, to: number): Expression {
  const { functions, columns } = scanExpression(cursor, from, to);
  return {
    span: cursor.spanBetween(from, to),
    text: cursor.textBetween(from, to),
    kind: kindOf(cursor, from, to),
    functions,
    columns,
    notNullColumns: columns.length === 0 ? [] : notNullColumnsOf(cursor, from, to),
  };
}

/** Reads from the cursor to the first of `stops` at this level; fails when nothing stands there. */
export function readExpressionUntil(cursor: TokenCursor, stops: ReadonlySet<string>): Expression {
  const from = cursor.index;
  const to = cursor.findAtLevel(stops);
  if (to === from || isBroken(cursor.tokenAt(to - 1))) {
    cursor.fail();
    return expressionBetween(cursor, from, from);
  }
  const expression = expressionBetween(cursor, from, to);
  cursor.moveTo(to);
  return expression;
}

/** Reads `( expression )`; the span is that of the inner text. Fails when it is empty or stays open. */
export function readParenthesizedExpression(cursor: TokenCursor): Expression {
  const open = cursor.index;
  const close = cursor.closeOf(open);
  cursor.skipParentheses();
  if (close === open + 1) cursor.fail();
  return expressionBetween(cursor, open + 1, Math.max(close, open + 1));
}

/**
 * Reads the value of DEFAULT or ON UPDATE: a literal with sign, adjacent string literals, a keyword or function call, or
 * an expression in parentheses, which the span then includes.
 */
export function readDefaultValue(cursor: TokenCursor): Expression {
  const from = cursor.index;
  readPrimary(cursor);
  return expressionBetween(cursor, from, cursor.failed ? from : cursor.index);
}

function readPrimary(cursor: TokenCursor): void {
  const { token } = cursor;
  switch (token.kind) {
    case 'string':
      while (cursor.token.kind === 'string') cursor.advance();
      return;
    case 'number':
    case 'bits':
    case 'placeholder':
    case 'user-variable':
    case 'system-variable':
      cursor.advance();
      return;
    case 'symbol':
      if (token.text === '(') {
        cursor.skipParentheses();
        return;
      }
      if (token.text !== '-' && token.text !== '+') {
        cursor.fail();
        return;
      }
      cursor.advance();
      if (cursor.token.kind === 'number' || cursor.token.kind === 'bits') cursor.advance();
      else cursor.fail();
      return;
    case 'word':
    case 'quoted':
      readWordValue(cursor, token);
      return;
    default:
      cursor.fail();
  }
}

function readWordValue(cursor: TokenCursor, first: Token): void {
  if (first.text === 'CASE') {
    readCase(cursor);
    return;
  }
  if (first.text === 'NEXT' || first.text === 'PREVIOUS') {
    if (cursor.peek().text === 'VALUE' && cursor.peek(2).text === 'FOR') {
      cursor.moveTo(cursor.index + 3);
      readChain(cursor);
      return;
    }
  }
  const isValueWord = first.text === 'NULL' || first.text === 'TRUE' || first.text === 'FALSE';
  const isCall = cursor.peek().text === '(';
  const isKnownWord = isValueWord || isCall || isKeywordCall(first.text);
  if (!isKnownWord && (isReservedWord(first.text) || WORDS_AFTER_DEFAULT.has(first.text))) {
    cursor.fail();
    return;
  }
  readChain(cursor);
  if (isTypedLiteralWord(first.text) && cursor.token.kind === 'string') cursor.advance();
  else if (cursor.at('(')) cursor.skipParentheses();
}

function isTypedLiteralWord(word: string): boolean {
  return word === 'DATE' || word === 'TIME' || word === 'TIMESTAMP';
}

function readChain(cursor: TokenCursor): void {
  cursor.advance();
  while (cursor.accept('.')) cursor.advance();
}

function readCase(cursor: TokenCursor): void {
  let depth = 0;
  while (!cursor.atEnd) {
    const { text } = cursor.token;
    if (text === '(') {
      cursor.skipParentheses();
      continue;
    }
    cursor.advance();
    if (text === 'CASE') depth++;
    else if (text === 'END' && --depth === 0) return;
  }
  cursor.fail();
}

function kindOf(cursor: TokenCursor, start: number, end: number): Expression['kind'] {
  let from = start;
  let to = end;
  while (to - from > 2 && cursor.tokenAt(from).text === '(' && cursor.closeOf(from) === to - 1) {
    from++;
    to--;
  }
  const first = cursor.tokenAt(from);
  if (to - from === 1) return kindOfToken(first);
  const last = cursor.tokenAt(to - 1);
  if (first.text === '-' || first.text === '+') {
    return to - from === 2 && last.kind === 'number' ? 'literal' : 'other';
  }
  if (first.kind === 'string') return allStrings(cursor, from, to) ? 'literal' : 'other';
  if (first.kind !== 'word' && first.kind !== 'quoted') return 'other';
  if (to - from === 2 && last.kind === 'string') return isTypedLiteralWord(first.text) ? 'literal' : 'other';
  if (first.text === 'NEXT' || first.text === 'PREVIOUS') return 'function';
  let next = from + 1;
  while (next < to - 1 && cursor.tokenAt(next).text === '.') next += 2;
  if (next >= to) return 'column';
  return cursor.tokenAt(next).text === '(' && cursor.closeOf(next) === to - 1 ? 'function' : 'other';
}

function kindOfToken(token: Token): Expression['kind'] {
  switch (token.kind) {
    case 'string':
    case 'number':
    case 'bits':
      return 'literal';
    case 'quoted':
      return 'column';
    case 'word':
      if (token.text === 'NULL') return 'null';
      if (token.text === 'TRUE' || token.text === 'FALSE') return 'literal';
      if (isKeywordCall(token.text)) return 'function';
      return isReservedWord(token.text) ? 'other' : 'column';
    default:
      return 'other';
  }
}

function allStrings(cursor: TokenCursor, from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (cursor.tokenAt(index).kind !== 'string') return false;
  return true;
}

function isBroken(token: Token): boolean {
  return token.kind === 'broken';
}

/** A column that stands alone between `from` and `to`, perhaps qualified; null for anything else. */
export function loneColumn(
  cursor: TokenCursor,
  from: number,
  to: number,
): ReturnType<typeof identifierOf> | null {
  return to > from && kindOf(cursor, from, to) === 'column' && cursor.tokenAt(from).text !== '('
    ? identifierOf(cursor, cursor.tokenAt(to - 1))
    : null;
}
