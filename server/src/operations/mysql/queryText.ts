import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import { identifierOf, isIdentifierToken, literalValue } from './names.ts';

const QUERY_STARTS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE', '(']);
const LIST_ENDS: ReadonlySet<string> = new Set(
  ', FROM WHERE GROUP HAVING ORDER LIMIT UNION EXCEPT INTERSECT INTO FOR LOCK WINDOW PROCEDURE'.split(' '),
);
const SELECT_MODIFIERS: ReadonlySet<string> = new Set(
  `ALL DISTINCT DISTINCTROW HIGH_PRIORITY STRAIGHT_JOIN SQL_SMALL_RESULT SQL_BIG_RESULT SQL_BUFFER_RESULT SQL_NO_CACHE
  SQL_CACHE SQL_CALC_FOUND_ROWS`.split(/\s+/),
);

/** True when a query can start at the cursor. */
export function atQuery(cursor: TokenCursor): boolean {
  return QUERY_STARTS.has(cursor.token.text);
}

/** True when the tokens hold no open literal and all parentheses among them match. */
export function isWhole(cursor: TokenCursor, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const token = cursor.tokenAt(index);
    if (token.kind === 'broken') return false;
    if ((token.text === '(' || token.text === ')') && (token.partner < from || token.partner >= to))
      return false;
  }
  return true;
}

/** Moves to the range's end over text that needs no reading; fails when a literal or parenthesis stays open. */
export function skipRest(cursor: TokenCursor): void {
  if (isWhole(cursor, cursor.index, cursor.limit)) cursor.moveTo(cursor.limit);
  else cursor.fail();
}

/**
 * Names of the columns that the query in these tokens gives, as far as its text tells: aliases, plain names, and the
 * text of other expressions, which the server takes as name. Null when a star hides them.
 */
export function outputColumns(cursor: TokenCursor, from: number, to: number): string[] | null {
  const select = firstSelect(cursor, from, to);
  if (select === -1) return null;
  const columns: string[] = [];
  let start = select + 1;
  while (SELECT_MODIFIERS.has(cursor.tokenAt(start).text)) start++;
  for (;;) {
    const end = Math.min(cursor.findAtLevel(LIST_ENDS, start), to);
    if (end === start) return null;
    if (cursor.tokenAt(end - 1).text === '*') return null;
    columns.push(outputName(cursor, start, end));
    if (end >= to || cursor.tokenAt(end).text !== ',') return columns;
    start = end + 1;
  }
}

function firstSelect(cursor: TokenCursor, from: number, to: number): number {
  let index = from;
  while (cursor.tokenAt(index).text === '(') index++;
  while (index < to) {
    const { text } = cursor.tokenAt(index);
    if (text === 'SELECT') return index;
    index = text === '(' ? cursor.closeOf(index) + 1 : index + 1;
  }
  return -1;
}

function outputName(cursor: TokenCursor, from: number, to: number): string {
  const last = cursor.tokenAt(to - 1);
  const previous = cursor.tokenAt(to - 2);
  const isNamed =
    to - from === 1 || previous.text === '.' || previous.text === 'AS' || isOperandEnd(cursor, to - 2);
  if (last.kind === 'string' && to - from > 1 && isNamed) {
    return literalValue(cursor, last);
  }
  const isName = last.kind === 'quoted' || (last.kind === 'word' && last.text !== 'END');
  const mayBeReserved = previous.text === '.' && to - from > 1;
  if (isName && isNamed && (mayBeReserved || isIdentifierToken(last)))
    return identifierOf(cursor, last).value;
  return cursor.textBetween(from, to);
}

/** True when a value ends at this token, so that a name behind it is an alias. */
function isOperandEnd(cursor: TokenCursor, index: number): boolean {
  const token = cursor.tokenAt(index);
  switch (token.kind) {
    case 'symbol':
      return token.text === ')';
    case 'word':
      return (
        token.text === 'NULL' || token.text === 'TRUE' || token.text === 'FALSE' || isIdentifierToken(token)
      );
    case 'end':
    case 'broken':
      return false;
    default:
      return true;
  }
}
