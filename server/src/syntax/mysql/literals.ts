const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const BACKTICK = 96;
const BACKSLASH = 92;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['b', '\b'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['Z', '\x1a'],
  ['%', '\\%'],
  ['_', '\\_'],
]);

/** Whether a backslash hides the next unit of a character literal; under sql_mode NO_BACKSLASH_ESCAPES only a doubled quote does. */
export type LiteralEscapes = 'backslash' | 'doubled-quote';

/** The value of a character literal, and where each of its units comes from. */
export interface LiteralContent {
  readonly value: string;
  /** Offset in the text of the unit at `index` of the value; the closing quote's offset for `value.length`. */
  readonly offsetOf: (index: number) => number;
}

/**
 * Offset past the quote that closes the one at `open`, or -1 when it stays open.
 * A doubled quote does not close; a backslash hides the next unit, except in backticks.
 */
export function closingQuoteEnd(text: string, open: number, escapes: LiteralEscapes = 'backslash'): number {
  const quote = text.charAt(open);
  const hasEscapes = quote !== '`' && escapes === 'backslash';
  for (let at = text.indexOf(quote, open + 1); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (hasEscapes && isEscaped(text, at, open)) continue;
    if (text.charAt(at + 1) !== quote) return at + 1;
    at++;
  }
  return -1;
}

/** An odd number of backslashes in front hides the unit at `at`; `open` is before them all. */
function isEscaped(text: string, at: number, open: number): boolean {
  let first = at;
  while (first - 1 > open && text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

/** Decodes a closed character literal at `start`..`end`; a prefix or introducer in front of the quote is passed over. */
export function literalContent(
  text: string,
  start: number,
  end: number,
  escapes: LiteralEscapes = 'backslash',
): LiteralContent {
  if (text.charAt(start) === '$') return dollarContent(text, start, end);
  const open = openingQuote(text, start, end);
  const raw = text.slice(open + 1, end - 1);
  const quote = text.charAt(open);
  const hasEscapes = escapes === 'backslash' && raw.includes('\\');
  if (!hasEscapes && !raw.includes(quote)) return { value: raw, offsetOf: index => open + 1 + index };
  const origins: number[] = [];
  let value = '';
  for (let at = open + 1; at < end - 1; at++) {
    const origin = at;
    let piece = text.charAt(at);
    if (hasEscapes && piece === '\\') {
      at++;
      const escaped = text.charAt(at);
      piece = ESCAPES.get(escaped) ?? escaped;
    } else if (piece === quote) at++;
    for (let unit = 0; unit < piece.length; unit++) origins.push(origin);
    value += piece;
  }
  return { value, offsetOf: index => origins[index] ?? end - 1 };
}

/** The name inside the quotes at `start`..`end`, doubled quotes made single. */
export function quotedIdentifierValue(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  const quote = text.charAt(start);
  return raw.includes(quote) ? raw.replaceAll(quote + quote, quote) : raw;
}

function dollarContent(text: string, start: number, end: number): LiteralContent {
  const from = text.indexOf('$', start + 1) + 1;
  return { value: text.slice(from, end - (from - start)), offsetOf: index => from + index };
}

function openingQuote(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE || unit === DOUBLE_QUOTE || unit === BACKTICK) return at;
  }
  return start;
}
