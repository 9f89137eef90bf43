import type { Update } from '../../operations/sessionOperations.ts';
import type { OperationContext } from '../rule.ts';
import { existingRelation } from './relations.ts';
import { mentions } from './words.ts';

/** Which rows of its table an UPDATE meets through the tables it joins; null where nobody can say how many have a partner. */
export type JoinedRows = 'all' | 'matching' | null;

/** `o.customer_id = c.id AND ...`: columns of two tables, and nothing else. */
const COLUMNS_ONLY = /^[\s(]*[\w$".]+\s*=\s*[\w$".]+(?:\s+AND\s+[\w$".]+\s*=\s*[\w$".]+)*[\s)]*$/i;

/** PostgreSQL: whole tables in FROM, and a WHERE that does no more than join them. */
export function isJoinOnly(context: OperationContext, { where, reads, span, table }: Update): boolean {
  if (context.target.engine !== 'postgresql' || where === null || !COLUMNS_ONLY.test(where.text))
    return false;
  const sides = where.text.split(/=|\band\b/i).map(side => side.trim());
  if (!sides.every(side => /^\(*[\w$"]+\.|^\(*[a-z_]\w*\)*$/i.test(side))) return false;
  const from = /\bfrom\s+([^()]*?)\s+where\s*\(*$/i.exec(
    context.sql.slice(span.start, where.span.start),
  )?.[1];
  const items = from?.split(',').map(item => item.trim().toLowerCase()) ?? [];
  const sources = reads.filter(read => read.name.value !== table.name.value);
  // A name of WITH stands in FROM, too, and is none of the tables that are read.
  return (
    items.length > 0 &&
    items.length === sources.length &&
    sources.every(
      source =>
        existingRelation(context, source) !== null &&
        items.some(item => mentions(item.split(/\s/)[0] ?? '', source.name.value)),
    )
  );
}

interface Joined {
  /** How it comes to what stands before it: an inner join without a condition leaves no row out. */
  readonly join: 'left' | 'right' | 'inner' | 'cross';
  /** The table and its alias, without the condition. */
  readonly text: string;
}

/**
 * MySQL and MariaDB, `UPDATE t JOIN x ON ... SET ...`: an inner join leaves out the rows without a partner, and only of a
 * whole table that was there before is it likely that most rows have one. `all` without a join.
 */
export function joinedRows(context: OperationContext, operation: Update): JoinedRows {
  if (context.target.engine === 'postgresql') return 'all';
  const items = joinedItems(context.sql.slice(operation.span.start, operation.span.end));
  if (items.length < 2) return 'all';
  const at = items.findIndex(({ text }) => mentions(text, operation.table.name.value));
  if (at < 0) return null;
  const own = items[at]?.join ?? 'cross';
  const partners = [
    ...(own === 'left' || own === 'inner' ? items.slice(0, at) : []),
    ...items.slice(at + 1).filter(({ join }) => join === 'inner' || join === 'right'),
  ];
  if (partners.length === 0) return 'all';
  return partners.every(({ text }) => isWholeTable(context, operation, text)) ? 'matching' : null;
}

function isWholeTable(context: OperationContext, { reads }: Update, text: string): boolean {
  return reads.some(read => mentions(text, read.name.value) && existingRelation(context, read) !== null);
}

/* Comments, strings, and what stands in parentheses from the inside out: a derived table becomes a question mark. */
const PASSED_OVER = /--\s[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/g;
const INNERMOST = /\([^()]*\)/g;
const JOIN =
  /\b(?:natural\s+)?(left|right)\s+(?:outer\s+)?join\b|\bcross\s+join\b|\b(?:natural\s+|inner\s+)?join\b|\bstraight_join\b|,/gi;

/** The tables between UPDATE and SET in their order. */
function joinedItems(sql: string): readonly Joined[] {
  let plain = sql.replace(PASSED_OVER, ' ');
  for (let before = ''; before !== plain; ) {
    before = plain;
    plain = plain.replace(INNERMOST, '?');
  }
  const list = /\bupdate\b([\s\S]*?)\bset\b/i.exec(plain)?.[1] ?? '';
  const found: Joined[] = [];
  let join: Joined['join'] | 'any' = 'cross';
  let from = 0;
  for (const match of [...list.matchAll(JOIN), null]) {
    const text = list.slice(from, match?.index ?? list.length);
    const hasCondition = /\b(?:on|using)\b/i.test(text);
    found.push({
      join: join === 'any' ? (hasCondition ? 'inner' : 'cross') : join,
      text: text.replace(/\b(?:on|using)\b[\s\S]*$/i, ''),
    });
    if (match === null) break;
    from = match.index + match[0].length;
    join = joinOf(match[0], match[1]);
  }
  return found;
}

function joinOf(words: string, side: string | undefined): Joined['join'] | 'any' {
  if (side !== undefined) return side.toLowerCase() === 'left' ? 'left' : 'right';
  if (words === ',') return 'cross';
  return /^natural/i.test(words) ? 'inner' : 'any';
}
