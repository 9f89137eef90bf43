import type { Engine } from '../../engines/engine.ts';
import { type Span, span } from '../../text/span.ts';

/** A bare word of a statement: a keyword or an unquoted name. */
export interface Word {
  /** Lower case. */
  readonly text: string;
  readonly span: Span;
}

/* Comments, strings and quoted names are passed over; each alternative runs to the end of the text when it is not closed. */
const POSTGRESQL_TOKEN =
  /--[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*$)|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|(\$(?:[A-Za-z_]\w*)?\$)(?:[\s\S]*?\1|[\s\S]*$)|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/g;
const MYSQL_TOKEN =
  /--(?=\s)[^\n]*|#[^\n]*|\/\*(?![!M])(?:[\s\S]*?\*\/|[\s\S]*$)|'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|"(?:[^"\\]|\\[\s\S]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/g;

const STARTS_WORD = /^[A-Za-z_$\u0080-\uffff]/;
const PREFIXED_STRING = /^[eE]'/;

/** The bare words of a range, one after the other. Offsets count from the text's start. */
export function* wordsOf(sql: string, engine: Engine, range: Span): Generator<Word> {
  const pattern = new RegExp(engine === 'postgresql' ? POSTGRESQL_TOKEN : MYSQL_TOKEN);
  const text = sql.slice(0, range.end);
  pattern.lastIndex = range.start;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [token] = match;
    if (!STARTS_WORD.test(token) || PREFIXED_STRING.test(token) || match[1] !== undefined) continue;
    yield { text: token.toLowerCase(), span: span(match.index, match.index + token.length) };
  }
}

/** Where `phrase` (lower-case words) first stands word by word; null when it does not. */
export function findPhrase(sql: string, engine: Engine, range: Span, phrase: readonly string[]): Span | null {
  const window: Word[] = [];
  for (const word of wordsOf(sql, engine, range)) {
    window.push(word);
    if (window.length > phrase.length) window.shift();
    if (window.length === phrase.length && phrase.every((text, at) => window[at]?.text === text)) {
      return span(window[0]?.span.start ?? 0, word.span.end);
    }
  }
  return null;
}

/** From the range's start through the first of `words`; the range itself when none of them comes. */
export function headThrough(sql: string, engine: Engine, range: Span, words: readonly string[]): Span {
  for (const word of wordsOf(sql, engine, range)) {
    if (words.includes(word.text)) return span(range.start, word.span.end);
  }
  return range;
}

/** True when `name` stands in the text as a word or quoted name, in any letter case. */
export function mentions(sql: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i').test(sql);
}
