import type { Token } from '../../syntax/postgresql/tokens.ts';
import { scanTokens } from '../../syntax/postgresql/tokens.ts';
import type { Span } from '../../text/span.ts';
import { createUtf8Offsets, type Utf8Offsets } from '../../text/utf8Offsets.ts';
import type { Operation } from '../operation.ts';

/**
 * The text of one statement while it is lowered. Parts of it are named by token indexes, `[from, to)`;
 * only `spanOf` turns them into offsets, so that a statement inside a body comes out with offsets of the
 * outer statement.
 */
export interface StatementSource {
  readonly sql: string;
  readonly tokens: readonly Token[];
  readonly bytes: Utf8Offsets;
  /** Where an offset of `sql` lies in the outermost statement. */
  readonly place: (offset: number) => number;
  /** The same for an offset that ends something: in a text made of several pieces it belongs to the piece before it. */
  readonly placeEnd: (offset: number) => number;
  /** How many bodies this statement lies in; 0 for a statement of the file. */
  readonly depth: number;
  /** Reads a statement that lies in this one, such as one of a function's body. */
  readonly readInner: InnerReader;
}

export type InnerReader = (inner: StatementSource) => readonly Operation[];

export function createSource(sql: string, readInner: InnerReader): StatementSource {
  const same = (offset: number): number => offset;
  return {
    sql,
    tokens: scanTokens(sql),
    bytes: createUtf8Offsets(sql),
    place: same,
    placeEnd: same,
    depth: 0,
    readInner,
  };
}

/** A statement inside a body of `outer`; `place` leads to offsets of `outer.sql`. */
export function createInnerSource(
  outer: StatementSource,
  sql: string,
  place: (offset: number) => number,
  placeEnd: (offset: number) => number = place,
): StatementSource {
  return {
    sql,
    tokens: scanTokens(sql),
    bytes: createUtf8Offsets(sql),
    place: offset => outer.place(place(offset)),
    placeEnd: offset => outer.placeEnd(placeEnd(offset)),
    depth: outer.depth + 1,
    readInner: outer.readInner,
  };
}

/** Other text that stands for a part of the statement itself: `place` leads to offsets of `whole.sql`. */
export function createPieceSource(
  whole: StatementSource,
  sql: string,
  place: (offset: number) => number,
): StatementSource {
  return { ...createInnerSource(whole, sql, place), depth: whole.depth };
}

/** Index of the first token at or after a byte location of the tree; a missing location means 0. */
export function tokenAt(source: StatementSource, location: number | undefined): number {
  return tokenAtOffset(source, source.bytes.toUtf16(location ?? 0));
}

/** Index of the first token that starts at or after an offset of `source.sql`. */
export function tokenAtOffset(source: StatementSource, offset: number): number {
  let low = 0;
  let high = source.tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(source, middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The span of the tokens `[from, to)`; empty, at the start of `from`, when there are none. */
export function spanOf(source: StatementSource, from: number, to: number): Span {
  const start = source.place(startOf(source, from));
  if (to <= from) return { start, end: start };
  const end = source.placeEnd(endOf(source, to - 1));
  // Pieces of a text made by format() need not stand in the order of the text: what lies between them is covered.
  return end < start ? { start: end, end: start } : { start, end };
}

/** From the first to the last token. */
export function wholeSpan(source: StatementSource): Span {
  return spanOf(source, 0, source.tokens.length);
}

/** The text from token `from` to before token `to`, comments between them included. */
export function textOf(source: StatementSource, from: number, to: number): string {
  return to > from ? source.sql.slice(startOf(source, from), endOf(source, to - 1)) : '';
}

export function startOf(source: StatementSource, index: number): number {
  return source.tokens[index]?.start ?? source.sql.length;
}

export function endOf(source: StatementSource, index: number): number {
  return source.tokens[index]?.end ?? source.sql.length;
}

/** The folded word, operator or punctuation at an index; empty for anything else and past the end. */
export function wordAt(source: StatementSource, index: number): string {
  return source.tokens[index]?.word ?? '';
}

/** Index after the token, or after the whole bracket when it opens one. */
export function after(source: StatementSource, index: number): number {
  const close = source.tokens[index]?.close ?? -1;
  return close === -1 ? index + 1 : close + 1;
}

/** Index of the first of the words at this bracket level in `[from, to)`; `to` when there is none. */
export function findWord(
  source: StatementSource,
  from: number,
  to: number,
  ...words: readonly string[]
): number {
  for (let at = from; at < to; at = after(source, at)) {
    if (words.includes(wordAt(source, at))) return at;
  }
  return to;
}

/** A half-open range of token indexes. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/** The pieces of `[from, to)` between commas of this bracket level; none when the range is empty. */
export function splitAtCommas(source: StatementSource, from: number, to: number): TokenRange[] {
  const pieces: TokenRange[] = [];
  let start = from;
  for (let at = from; at < to; at = after(source, at)) {
    if (wordAt(source, at) === ',') {
      pieces.push({ from: start, to: at });
      start = at + 1;
    }
  }
  if (start < to || pieces.length > 0) pieces.push({ from: start, to });
  return pieces;
}

/** The statements in `[from, to)`, without their semicolons; empty ones are left out. */
export function splitAtSemicolons(source: StatementSource, from: number, to: number): TokenRange[] {
  const pieces: TokenRange[] = [];
  let start = from;
  for (let at = from; at < to; at = after(source, at)) {
    if (wordAt(source, at) !== ';') continue;
    if (at > start) pieces.push({ from: start, to: at });
    start = at + 1;
  }
  if (start < to) pieces.push({ from: start, to });
  return pieces;
}

/** The tokens `[from, to)` as a statement of its own inside `outer`. */
export function createPart(outer: StatementSource, from: number, to: number): StatementSource {
  const start = startOf(outer, from);
  return createInnerSource(outer, textOf(outer, from, to), offset => start + offset);
}

/** What stands between the bracket at `open` and its partner, which may lie at or past `limit`. */
export function insideBracket(source: StatementSource, open: number, limit: number): TokenRange {
  const close = source.tokens[open]?.close ?? -1;
  return { from: open + 1, to: close === -1 ? open + 1 : Math.max(open + 1, Math.min(close, limit)) };
}
