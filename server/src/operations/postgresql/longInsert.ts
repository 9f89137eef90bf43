import {
  CLOSE_PAREN,
  COMMA,
  DOLLAR,
  DOUBLE_QUOTE,
  isLetter,
  isSpace,
  OPEN_PAREN,
  SINGLE_QUOTE,
} from '../../syntax/postgresql/characterClasses.ts';
import {
  endOfComment,
  endOfDollar,
  endOfName,
  endOfString,
  quotePrefixLength,
  startsComment,
} from '../../syntax/postgresql/quotedText.ts';
import { endOfWord } from '../../syntax/postgresql/tokens.ts';

/** An INSERT with thousands of rows, as dumps and seed files have them, without the rows in its middle. */
export interface ShortenedInsert {
  readonly sql: string;
  /** Leads from offsets of the shortened text to those of the whole one. */
  readonly place: (offset: number) => number;
  /** All rows of the VALUES list. */
  readonly rows: number;
}

/** Shorter text is read as it is: in characters. */
const LONG_INSERT = 64_000;
const ROWS_KEPT = 20;

/**
 * The grammar takes a quarter of a microsecond for each character, so that a megabyte of rows would stop the editor.
 * All rows of one list are alike: the first ones stand for all, and a syntax error in a later one is not seen.
 * Null for any other text, and where the list does not look regular.
 */
export function shortenInsert(sql: string): ShortenedInsert | null {
  if (sql.length < LONG_INSERT || !/^\s*insert\s/i.test(sql)) return null;
  let rows = 0;
  let keptEnd = 0;
  let lastEnd = 0;
  let inValues = false;
  let depth = 0;
  for (let at = 0; at < sql.length; ) {
    const next = endOfOpaque(sql, at);
    if (next < 0) return null;
    if (next > at) {
      at = next;
      continue;
    }
    const code = sql.charCodeAt(at);
    if (isLetter(code)) {
      const end = endOfWord(sql, at);
      if (depth === 0 && inValues) break;
      inValues ||= depth === 0 && sql.slice(at, end).toLowerCase() === 'values';
      at = end;
      continue;
    }
    if (code === OPEN_PAREN) depth++;
    else if (code === CLOSE_PAREN) {
      depth--;
      if (depth === 0 && inValues) {
        rows++;
        lastEnd = at + 1;
        if (rows === ROWS_KEPT) keptEnd = lastEnd;
      }
    } else if (depth === 0 && inValues && code !== COMMA && !isSpace(code)) return null;
    at++;
  }
  if (rows <= ROWS_KEPT || depth !== 0) return null;
  const removed = lastEnd - keptEnd;
  return {
    sql: sql.slice(0, keptEnd) + sql.slice(lastEnd),
    place: offset => (offset <= keptEnd ? offset : offset + removed),
    rows,
  };
}

/** Where the string, quoted name or comment at `at` ends; `at` when there is none, negative when it stays open. */
function endOfOpaque(sql: string, at: number): number {
  const code = sql.charCodeAt(at);
  if (code === SINGLE_QUOTE) return endOfString(sql, at);
  if (code === DOUBLE_QUOTE) return endOfName(sql, at);
  if (code === DOLLAR) return endOfDollar(sql, at);
  if (startsComment(sql, at)) return endOfComment(sql, at);
  if (!isLetter(code)) return at;
  const prefix = quotePrefixLength(sql, at);
  if (prefix === 0) return at;
  const isName = sql.charCodeAt(at + prefix) === DOUBLE_QUOTE;
  return isName ? endOfName(sql, at + prefix) : endOfString(sql, at, at + prefix);
}
