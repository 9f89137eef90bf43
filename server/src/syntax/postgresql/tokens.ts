import {
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  classOf,
  DIGIT,
  DOLLAR,
  DOT,
  DOUBLE_QUOTE,
  EQUALS,
  isDigit,
  isLetter,
  isWordPart,
  LETTER,
  MINUS,
  OPEN_BRACKET,
  OPEN_PAREN,
  OPERATOR,
  PLUS,
  SINGLE_QUOTE,
  SPACE,
  UNDERSCORE,
} from './characterClasses.ts';
import {
  endOfComment,
  endOfDollar,
  endOfName,
  endOfString,
  quotePrefixLength,
  startsComment,
} from './quotedText.ts';

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

/** Takes any text in linear time; an unclosed token reaches to the end. */
export function scanTokens(sql: string): readonly Token[] {
  const tokens: MutableToken[] = [];
  const open: number[] = [];
  for (let at = 0; at < sql.length; ) {
    const code = sql.charCodeAt(at);
    const first = classOf(code);
    if (first === SPACE) {
      at++;
      continue;
    }
    if (first === OPERATOR && startsComment(sql, at)) {
      at = Math.abs(endOfComment(sql, at));
      continue;
    }
    let kind: TokenKind = 'punctuation';
    let end = at + 1;
    if (first === LETTER) {
      const quote = at + quotePrefixLength(sql, at);
      if (quote === at) {
        kind = 'word';
        end = endOfWord(sql, at);
      } else {
        kind = sql.charCodeAt(quote) === DOUBLE_QUOTE ? 'quoted' : 'string';
        end = kind === 'quoted' ? endOfName(sql, quote) : endOfString(sql, at, quote);
      }
    } else if (first === DIGIT || (code === DOT && isDigit(sql.charCodeAt(at + 1)))) {
      kind = 'number';
      end = endOfNumber(sql, at);
    } else if (first === OPERATOR) {
      kind = 'operator';
      end = endOfOperator(sql, at);
    } else if (code === SINGLE_QUOTE) {
      kind = 'string';
      end = endOfString(sql, at);
    } else if (code === DOUBLE_QUOTE) {
      kind = 'quoted';
      end = endOfName(sql, at);
    } else if (code === DOLLAR) {
      end = endOfDollar(sql, at);
      if (end !== at + 1) kind = isDigit(sql.charCodeAt(at + 1)) ? 'parameter' : 'string';
    } else {
      end = at + lengthOfPunctuation(sql, at, code);
      if (end > at + 1) kind = 'operator';
      if (code === OPEN_PAREN || code === OPEN_BRACKET) open.push(tokens.length);
      else if (code === CLOSE_PAREN || code === CLOSE_BRACKET) closeBracket(tokens, open);
    }
    // The end is negative for a text that stays open.
    if (end < 0) end = -end;
    tokens.push({ kind, start: at, end, word: wordOf(sql, kind, at, end), close: -1 });
    at = end;
  }
  for (const index of open) setClose(tokens, index, tokens.length);
  return tokens;
}

function wordOf(sql: string, kind: TokenKind, start: number, end: number): string {
  if (kind === 'word') return foldCase(sql.slice(start, end));
  return kind === 'operator' || kind === 'punctuation' ? sql.slice(start, end) : '';
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
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code > 127) return foldAscii(word);
    if (code >= 65 && code <= 90) return NOT_ASCII.test(word) ? foldAscii(word) : word.toLowerCase();
  }
  return word;
}

function foldAscii(word: string): string {
  return word.replace(UPPER_RUN, run => run.toLowerCase());
}

const UPPER_RUN = /[A-Z]+/g;
const NOT_ASCII = /[^\0-\x7f]/;

/** The end of the word that starts at `from`. */
export function endOfWord(sql: string, from: number): number {
  let at = from + 1;
  while (at < sql.length && isWordPart(sql.charCodeAt(at))) at++;
  return at;
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

const KEEPS_SIGN = /[~!@#^&|`?%]/;

/** A `+` or `-` at the end belongs to the operator only when it has one of `~ ! @ # ^ & | \` ? %`. */
function endOfOperator(sql: string, from: number): number {
  let at = from + 1;
  for (; at < sql.length; at++) {
    const code = sql.charCodeAt(at);
    if (classOf(code) !== OPERATOR || startsComment(sql, at)) break;
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
