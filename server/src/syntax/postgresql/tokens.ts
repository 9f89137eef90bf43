/**
 * Tokens of PostgreSQL's lexical rules (manual 18, section 4.1). White space and comments are left out.
 *
 * - `word`: an unquoted identifier or key word.
 * - `quoted`: `"x"` and `U&"x"`.
 * - `string`: `'x'` with its prefix (E, B, X, N, U&) and continuation lines, and `$tag$x$tag$`.
 * - `operator`: a run of operator characters, `::`, `:=`, `=>`, `..`.
 * - `punctuation`: any other character.
 */
export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'operator' | 'punctuation';

/** Offsets are UTF-16 units of the scanned text. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** A word folded to lower case, an operator or punctuation as it stands; empty for all others. */
  readonly word: string;
  /** For `(` and `[`: the index of the matching token, or the number of tokens when there is none; -1 otherwise. */
  readonly close: number;
}

export interface TokenScan {
  readonly tokens: readonly Token[];
  /** True when the text ends within a string, quoted identifier, dollar quote or comment. */
  readonly unclosed: boolean;
}

/** Takes any text in linear time; an unclosed token reaches to the end. */
export function scanTokens(sql: string): TokenScan {
  const tokens: MutableToken[] = [];
  const open: number[] = [];
  let unclosed = false;
  let at = 0;
  const add = (kind: TokenKind, end: number, word: string): void => {
    tokens.push({ kind, start: at, end, word, close: -1 });
    at = end;
  };
  while (at < sql.length) {
    const code = sql.charCodeAt(at);
    const kind = code < 128 ? (CLASSES[code] ?? OTHER) : LETTER;
    if (kind === SPACE) {
      at++;
    } else if (kind === LETTER) {
      const prefixed = prefixedQuote(sql, at, code);
      if (prefixed === 0) {
        const end = endOfWord(sql, at);
        add('word', end, foldCase(sql.slice(at, end)));
      } else {
        const quote = at + prefixed;
        const isName = sql.charCodeAt(quote) === DOUBLE_QUOTE;
        const end = isName
          ? endOfQuoted(sql, quote, DOUBLE_QUOTE)
          : endOfString(sql, quote, hasBackslashes(code));
        unclosed ||= end < 0;
        add(isName ? 'quoted' : 'string', Math.abs(end), '');
      }
    } else if (kind === DIGIT || (code === DOT && isDigit(sql.charCodeAt(at + 1)))) {
      add('number', endOfNumber(sql, at), '');
    } else if (code === SINGLE_QUOTE || code === DOUBLE_QUOTE) {
      const isName = code === DOUBLE_QUOTE;
      const end = isName ? endOfQuoted(sql, at, DOUBLE_QUOTE) : endOfString(sql, at, false);
      unclosed ||= end < 0;
      add(isName ? 'quoted' : 'string', Math.abs(end), '');
    } else if (code === DOLLAR) {
      const end = endOfDollar(sql, at);
      unclosed ||= end < 0;
      if (Math.abs(end) === at + 1) add('punctuation', at + 1, '$');
      else add(isDigit(sql.charCodeAt(at + 1)) ? 'parameter' : 'string', Math.abs(end), '');
    } else if (startsComment(sql, at, code)) {
      const end = code === MINUS ? endOfLine(sql, at) : endOfBlockComment(sql, at);
      unclosed ||= end < 0;
      at = Math.abs(end);
    } else if (kind === OPERATOR) {
      const end = endOfOperator(sql, at);
      add('operator', end, sql.slice(at, end));
    } else {
      const end = at + lengthOfPunctuation(sql, at, code);
      const word = sql.slice(at, end);
      if (code === OPEN_PAREN || code === OPEN_BRACKET) open.push(tokens.length);
      else if (code === CLOSE_PAREN || code === CLOSE_BRACKET) closeBracket(tokens, open);
      add(word.length > 1 ? 'operator' : 'punctuation', end, word);
    }
  }
  for (const index of open) setClose(tokens, index, tokens.length);
  return { tokens, unclosed };
}

interface MutableToken extends Token {
  close: number;
}

function closeBracket(tokens: MutableToken[], open: number[]): void {
  const opener = open.pop();
  if (opener !== undefined) setClose(tokens, opener, tokens.length);
}

function setClose(tokens: readonly MutableToken[], index: number, close: number): void {
  const token = tokens[index];
  if (token !== undefined) token.close = close;
}

/** Folds as the server does with UTF-8: letters A to Z alone. */
export function foldCase(word: string): string {
  return NOT_ASCII.test(word) ? word.replace(UPPER_RUN, run => run.toLowerCase()) : word.toLowerCase();
}

const UPPER_RUN = /[A-Z]+/g;
const NOT_ASCII = /[^\0-\x7f]/;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const DOUBLE_QUOTE = 34;
const DOLLAR = 36;
const AMPERSAND = 38;
const SINGLE_QUOTE = 39;
const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const STAR = 42;
const PLUS = 43;
const MINUS = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const EQUALS = 61;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const UNDERSCORE = 95;

const OTHER = 0;
const SPACE = 1;
const LETTER = 2;
const DIGIT = 3;
const OPERATOR = 4;
const CLASSES = characterClasses();

function characterClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  const set = (characters: string, value: number): void => {
    for (const character of characters) classes[character.charCodeAt(0)] = value;
  };
  set(' \t\n\r\f\v', SPACE);
  set('0123456789', DIGIT);
  set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', LETTER);
  set('~!@#^&|`?+-*/%<>=', OPERATOR);
  return classes;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Every character beyond ASCII may stand in an identifier. */
function isLetter(code: number): boolean {
  return code >= 128 || CLASSES[code] === LETTER;
}

function endOfWord(sql: string, from: number): number {
  let at = from + 1;
  for (; at < sql.length; at++) {
    const code = sql.charCodeAt(at);
    if (code < 128 && CLASSES[code] !== LETTER && CLASSES[code] !== DIGIT && code !== DOLLAR) break;
  }
  return at;
}

/** Length of a prefix that belongs to the quote after it (`E'`, `U&"`), or 0. */
function prefixedQuote(sql: string, at: number, code: number): number {
  const lower = code | 32;
  const next = sql.charCodeAt(at + 1);
  if (next === SINGLE_QUOTE) return lower === 101 || lower === 98 || lower === 120 || lower === 110 ? 1 : 0;
  if (lower !== 117 || next !== AMPERSAND) return 0;
  const quote = sql.charCodeAt(at + 2);
  return quote === SINGLE_QUOTE || quote === DOUBLE_QUOTE ? 2 : 0;
}

function hasBackslashes(prefix: number): boolean {
  return (prefix | 32) === 101;
}

/** The end of a quoted text whose quote is doubled inside; negative when the text ends before. */
function endOfQuoted(sql: string, from: number, quote: number): number {
  const mark = String.fromCharCode(quote);
  for (let at = sql.indexOf(mark, from + 1); at !== -1; at = sql.indexOf(mark, at + 2)) {
    if (sql.charCodeAt(at + 1) !== quote) return at + 1;
  }
  return -sql.length;
}

function endOfString(sql: string, from: number, backslashes: boolean): number {
  let quote = from;
  for (;;) {
    const end = backslashes ? endOfEscaped(sql, quote) : endOfQuoted(sql, quote, SINGLE_QUOTE);
    if (end < 0) return end;
    quote = continuationOf(sql, end);
    if (quote === -1) return end;
  }
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
    if (code === LINE_FEED || code === CARRIAGE_RETURN) broken = true;
    if (code < 128 && CLASSES[code] === SPACE) at++;
    else if (broken && code === MINUS && sql.charCodeAt(at + 1) === MINUS) at = endOfLine(sql, at);
    else return -1;
  }
  return -1;
}

function endOfNumber(sql: string, from: number): number {
  let at = from;
  const digits = (): void => {
    while (isDigit(sql.charCodeAt(at)) || sql.charCodeAt(at) === UNDERSCORE) at++;
  };
  const radix = sql.charCodeAt(at + 1) | 32;
  if (sql.charCodeAt(at) === 48 && (radix === 120 || radix === 111 || radix === 98)) {
    at += 2;
    while (at < sql.length && (isDigit(sql.charCodeAt(at)) || isLetter(sql.charCodeAt(at)))) at++;
    return at;
  }
  digits();
  // `1..10` is a range of PL/pgSQL, not a decimal point.
  if (sql.charCodeAt(at) === DOT && sql.charCodeAt(at + 1) !== DOT) {
    at++;
    digits();
  }
  if ((sql.charCodeAt(at) | 32) === 101) {
    const sign = sql.charCodeAt(at + 1);
    const exponent = at + (sign === PLUS || sign === MINUS ? 2 : 1);
    if (isDigit(sql.charCodeAt(exponent))) {
      at = exponent;
      digits();
    }
  }
  return at;
}

/** The end of `$1` or `$tag$...$tag$`, `from + 1` when it is neither; negative when the quote stays open. */
function endOfDollar(sql: string, from: number): number {
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

function startsComment(sql: string, at: number, code: number): boolean {
  const next = sql.charCodeAt(at + 1);
  return (code === MINUS && next === MINUS) || (code === SLASH && next === STAR);
}

function endOfLine(sql: string, from: number): number {
  let at = from;
  while (at < sql.length && sql.charCodeAt(at) !== LINE_FEED && sql.charCodeAt(at) !== CARRIAGE_RETURN) at++;
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

const KEEPS_SIGN = /[~!@#^&|`?%]/;

/** A `+` or `-` at the end belongs to the operator only when it has one of `~ ! @ # ^ & | \` ? %`. */
function endOfOperator(sql: string, from: number): number {
  let at = from + 1;
  for (; at < sql.length; at++) {
    const code = sql.charCodeAt(at);
    if (code >= 128 || CLASSES[code] !== OPERATOR || startsComment(sql, at, code)) break;
  }
  if (at === from + 1 || KEEPS_SIGN.test(sql.slice(from, at))) return at;
  while (at > from + 1 && (sql.charCodeAt(at - 1) === PLUS || sql.charCodeAt(at - 1) === MINUS)) at--;
  return at;
}

function lengthOfPunctuation(sql: string, at: number, code: number): number {
  const next = sql.charCodeAt(at + 1);
  if (code === COLON && (next === COLON || next === EQUALS)) return 2;
  return code === DOT && next === DOT ? 2 : 1;
}
