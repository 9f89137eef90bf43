import {
  BACKSLASH,
  DOLLAR,
  DOUBLE_QUOTE,
  isDigit,
  isLetter,
  isLineBreak,
  isSpace,
  MINUS,
  SINGLE_QUOTE,
  SLASH,
  STAR,
} from './characterClasses.ts';

/*
 * Ends of strings, quoted names and comments. Each function gets the offset of the first character and returns the
 * offset past the last one, negative when the text ends before it is closed.
 */

const AMPERSAND = 38;

/** Length of the prefix that belongs to the quote after it (`E'`, `U&"`), or 0. */
export function quotePrefixLength(sql: string, at: number): number {
  const lower = sql.charCodeAt(at) | 32;
  const next = sql.charCodeAt(at + 1);
  if (next === SINGLE_QUOTE) return lower === 101 || lower === 98 || lower === 120 || lower === 110 ? 1 : 0;
  if (lower !== 117 || next !== AMPERSAND) return 0;
  const quote = sql.charCodeAt(at + 2);
  return quote === SINGLE_QUOTE || quote === DOUBLE_QUOTE ? 2 : 0;
}

/** The end of a quoted name whose quote is at `from`. */
export function endOfName(sql: string, from: number): number {
  return endOfDoubling(sql, from, DOUBLE_QUOTE);
}

/** The end of a string with its continuation lines. `quote` is where the quote stands, `from` where its prefix does. */
export function endOfString(sql: string, from: number, quote = from): number {
  const backslashes = quote > from && (sql.charCodeAt(from) | 32) === 101;
  let open = quote;
  for (;;) {
    const end = backslashes ? endOfEscaped(sql, open) : endOfDoubling(sql, open, SINGLE_QUOTE);
    if (end < 0) return end;
    open = continuationOf(sql, end);
    if (open === -1) return end;
  }
}

function endOfDoubling(sql: string, from: number, quote: number): number {
  const mark = String.fromCharCode(quote);
  for (let at = sql.indexOf(mark, from + 1); at !== -1; at = sql.indexOf(mark, at + 2)) {
    if (sql.charCodeAt(at + 1) !== quote) return at + 1;
  }
  return -sql.length;
}

function endOfEscaped(sql: string, from: number): number {
  for (let at = from + 1; at < sql.length; at++) {
    const code = sql.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === SINGLE_QUOTE) {
      if (sql.charCodeAt(at + 1) !== SINGLE_QUOTE) return at + 1;
      at++;
    }
  }
  return -sql.length;
}

/** The quote that continues a string after white space with a line break (SQL standard), or -1. */
function continuationOf(sql: string, from: number): number {
  let broken = false;
  for (let at = from; at < sql.length; ) {
    const code = sql.charCodeAt(at);
    if (code === SINGLE_QUOTE) return broken ? at : -1;
    if (isLineBreak(code)) broken = true;
    if (isSpace(code)) at++;
    else if (broken && code === MINUS && sql.charCodeAt(at + 1) === MINUS) at = endOfLine(sql, at);
    else return -1;
  }
  return -1;
}

/** The end of `$1` or `$tag$...$tag$`; `from + 1` for a dollar that begins neither. */
export function endOfDollar(sql: string, from: number): number {
  let at = from + 1;
  if (isDigit(sql.charCodeAt(at))) {
    while (isDigit(sql.charCodeAt(at))) at++;
    return at;
  }
  if (isLetter(sql.charCodeAt(at))) {
    while (at < sql.length && (isLetter(sql.charCodeAt(at)) || isDigit(sql.charCodeAt(at)))) at++;
  }
  if (sql.charCodeAt(at) !== DOLLAR) return from + 1;
  const tag = sql.slice(from, at + 1);
  const close = sql.indexOf(tag, at + 1);
  return close === -1 ? -sql.length : close + tag.length;
}

export function startsComment(sql: string, at: number): boolean {
  const code = sql.charCodeAt(at);
  const next = sql.charCodeAt(at + 1);
  return (code === MINUS && next === MINUS) || (code === SLASH && next === STAR);
}

/** The end of the comment that starts at `from`; block comments nest. A line comment ends before its line break. */
export function endOfComment(sql: string, from: number): number {
  return sql.charCodeAt(from) === MINUS ? endOfLine(sql, from) : endOfBlockComment(sql, from);
}

function endOfLine(sql: string, from: number): number {
  let at = from;
  while (at < sql.length && !isLineBreak(sql.charCodeAt(at))) at++;
  return at;
}

function endOfBlockComment(sql: string, from: number): number {
  let depth = 1;
  for (let at = from + 2; at < sql.length; at++) {
    const code = sql.charCodeAt(at);
    const next = sql.charCodeAt(at + 1);
    if (code === STAR && next === SLASH) {
      at++;
      if (--depth === 0) return at + 1;
    } else if (code === SLASH && next === STAR) {
      at++;
      depth++;
    }
  }
  return -sql.length;
}
