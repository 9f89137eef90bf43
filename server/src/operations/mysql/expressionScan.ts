import { isReservedWord } from '../../syntax/mysql/reservedWords.ts';
import type { Token } from '../../syntax/mysql/token.ts';
import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import { identifierOf } from './names.ts';

/** What an expression refers to. */
export interface ExpressionReferences {
  /** Lower case, in order of first appearance. */
  readonly functions: readonly string[];
  /** As stored, in order of first appearance. */
  readonly columns: readonly string[];
}

const KEYWORD_CALLS: ReadonlySet<string> = new Set([
  'CURRENT_TIMESTAMP',
  'CURRENT_DATE',
  'CURRENT_TIME',
  'CURRENT_USER',
  'CURRENT_ROLE',
  'LOCALTIME',
  'LOCALTIMESTAMP',
  'UTC_DATE',
  'UTC_TIME',
  'UTC_TIMESTAMP',
]);

/** Words that may stand before `(` without being called. */
const NEVER_CALLED: ReadonlySet<string> = new Set(
  `AND OR NOT XOR LIKE RLIKE REGEXP BETWEEN IN IS DIV CASE WHEN THEN ELSE BINARY EXISTS ANY ALL SOME SELECT FROM WHERE ON
  HAVING BY DISTINCT DISTINCTROW LIMIT UNION EXCEPT INTERSECT JOIN USING AS ROW OVER OF SET STRAIGHT_JOIN RETURN
  RETURNING UNIQUE PRIMARY KEY SEPARATOR COLLATE ESCAPE FOR WITH INTO OFFSET TABLE`.split(/\s+/),
);

/** Words whose next word is a type, a character set, a collation or an alias. */
const BEFORE_OTHER_NAME: ReadonlySet<string> = new Set(['AS', 'COLLATE', 'USING', 'CHARSET', 'RETURNING']);

/** Functions whose first argument is a unit or a format word. */
const UNIT_FIRST: ReadonlySet<string> = new Set(['TIMESTAMPDIFF', 'TIMESTAMPADD', 'EXTRACT', 'GET_FORMAT']);

/** True for words that are calls without parentheses, such as CURRENT_TIMESTAMP. */
export function isKeywordCall(word: string): boolean {
  return KEYWORD_CALLS.has(word);
}

/**
 * Lists what the tokens from index `from` to before `to` call and name. An identifier right after an operand is an
 * alias, a unit or a modifier, never a column; tables of subqueries right after FROM and JOIN are left out.
 */
export function scanExpression(cursor: TokenCursor, from: number, to: number): ExpressionReferences {
  const functions = new Set<string>();
  const columns = new Set<string>();
  let afterOperand = false;
  let hasQuery = false;
  let index = from;
  while (index < to) {
    const token = cursor.tokenAt(index);
    if (token.kind === 'symbol') {
      afterOperand = token.text === ')';
      index++;
      continue;
    }
    if (token.kind !== 'word' && token.kind !== 'quoted') {
      afterOperand = true;
      index++;
      continue;
    }
    if (token.kind === 'word') {
      const { text } = token;
      if (BEFORE_OTHER_NAME.has(text)) {
        index += isName(cursor.tokenAt(index + 1)) ? 2 : 1;
        afterOperand = true;
        continue;
      }
      if (text === 'CHARACTER' && cursor.tokenAt(index + 1).text === 'SET') {
        index += 3;
        afterOperand = true;
        continue;
      }
      if (text === 'NATURAL' || (text === 'BOOLEAN' && cursor.tokenAt(index + 1).text === 'MODE')) {
        index++;
        afterOperand = true;
        continue;
      }
      if (text === 'ON' && isJsonOccasion(cursor.tokenAt(index + 1))) {
        index += 2;
        afterOperand = true;
        continue;
      }
      if (KEYWORD_CALLS.has(text)) {
        functions.add(text.toLowerCase());
        afterOperand = true;
        index++;
        continue;
      }
      if ((text === 'NEXT' || text === 'PREVIOUS') && cursor.tokenAt(index + 1).text === 'VALUE') {
        functions.add(text === 'NEXT' ? 'nextval' : 'lastval');
        index = endOfChain(cursor, index + 3);
        afterOperand = true;
        continue;
      }
      if (text === 'SELECT') hasQuery = true;
      const called = cursor.tokenAt(index + 1).text === '(';
      if (isValueWord(text)) {
        afterOperand = true;
        index++;
        continue;
      }
      if (NEVER_CALLED.has(text) || (isReservedWord(text) && (!called || afterOperand))) {
        afterOperand = false;
        index = hasQuery && (text === 'FROM' || text === 'JOIN') ? endOfChain(cursor, index + 1) : index + 1;
        if (hasQuery && (text === 'FROM' || text === 'JOIN'))
          afterOperand = isName(cursor.tokenAt(index - 1));
        continue;
      }
    }
    const end = endOfChain(cursor, index);
    const last = cursor.tokenAt(end - 1);
    const next = cursor.tokenAt(end);
    if (next.text === '(' && end < to) {
      if (!afterOperand) functions.add(chainText(cursor, index, end).toLowerCase());
      afterOperand = false;
      index = UNIT_FIRST.has(last.text) && isName(cursor.tokenAt(end + 1)) ? end + 2 : end;
      if (index > end) afterOperand = true;
      continue;
    }
    const isTypedLiteral = next.kind === 'string' && token.kind === 'word';
    if (!afterOperand && !isTypedLiteral && isName(last)) columns.add(identifierOf(cursor, last).value);
    afterOperand = true;
    index = end;
  }
  return { functions: [...functions], columns: [...columns] };
}

function isValueWord(text: string): boolean {
  return text === 'NULL' || text === 'TRUE' || text === 'FALSE' || text === 'UNKNOWN' || text === 'MAXVALUE';
}

/** `... ON EMPTY`, `... ON ERROR` of JSON_VALUE. */
function isJsonOccasion(token: Token): boolean {
  return token.text === 'EMPTY' || token.text === 'ERROR';
}

function isName(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'quoted';
}

/** Index past `a`, `a.b` or `a.b.*` at `start`. */
function endOfChain(cursor: TokenCursor, start: number): number {
  if (!isName(cursor.tokenAt(start))) return start;
  let index = start + 1;
  while (cursor.tokenAt(index).text === '.') {
    const part = cursor.tokenAt(index + 1);
    if (!isName(part) && part.text !== '*') return index + 1;
    index += 2;
  }
  return index;
}

function chainText(cursor: TokenCursor, from: number, to: number): string {
  let text = '';
  for (let index = from; index < to; index += 2) {
    const part = identifierOf(cursor, cursor.tokenAt(index)).value;
    text = text === '' ? part : `${text}.${part}`;
  }
  return text;
}
