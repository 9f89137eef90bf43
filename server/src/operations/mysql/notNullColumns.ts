import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import { identifierOf } from './names.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Columns that must not be NULL where the tokens from index `from` to before `to` are true: `c IS NOT NULL` alone
 * or as a member of a top-level AND, parentheses passed over.
 */
export function notNullColumnsOf(cursor: TokenCursor, from: number, to: number): string[] {
  const found = new Set<string>();
  const pending: Range[] = [{ from, to }];
  for (let range = pending.pop(); range !== undefined; range = pending.pop()) {
    const inner = withoutParentheses(cursor, range);
    const members = conjunction(cursor, inner);
    if (members === null) continue;
    const [only] = members;
    if (members.length > 1) for (const member of members.reverse()) pending.push(member);
    else if (only !== undefined && isNotNullTest(cursor, only)) {
      found.add(identifierOf(cursor, cursor.tokenAt(only.to - 4)).value);
    }
  }
  return [...found];
}

function withoutParentheses(cursor: TokenCursor, range: Range): Range {
  let { from, to } = range;
  while (to - from > 2 && cursor.tokenAt(from).text === '(' && cursor.closeOf(from) === to - 1) {
    from++;
    to--;
  }
  return { from, to };
}

/** The members of the AND at this level; null when an OR stands beside it. */
function conjunction(cursor: TokenCursor, { from, to }: Range): Range[] | null {
  const members: Range[] = [];
  let start = from;
  let betweens = 0;
  for (let index = from; index < to; index++) {
    switch (cursor.tokenAt(index).text) {
      case '(':
        index = cursor.closeOf(index);
        break;
      case 'OR':
      case 'XOR':
      case '||':
        return null;
      case 'BETWEEN':
        betweens++;
        break;
      case 'CASE':
        return null;
      case 'AND':
      case '&&':
        if (betweens > 0) betweens--;
        else {
          members.push({ from: start, to: index });
          start = index + 1;
        }
        break;
      default:
    }
  }
  members.push({ from: start, to });
  return members;
}

/** `c IS NOT NULL` with at most a qualifier in front of `c`. */
function isNotNullTest(cursor: TokenCursor, { from, to }: Range): boolean {
  if (to - from < 4) return false;
  if (cursor.tokenAt(to - 1).text !== 'NULL' || cursor.tokenAt(to - 2).text !== 'NOT') return false;
  if (cursor.tokenAt(to - 3).text !== 'IS') return false;
  for (let index = from; index < to - 3; index++) {
    const token = cursor.tokenAt(index);
    const isPart = token.kind === 'word' || token.kind === 'quoted';
    if ((index - from) % 2 === 0 ? !isPart : token.text !== '.') return false;
  }
  return (to - 3 - from) % 2 === 1;
}
