import { classOf, LETTER, SPACE } from './characters.ts';
import type { LexerOptions } from './executableComments.ts';
import { closingQuoteEnd } from './literals.ts';

/** Consecutive parenthesized rows: from the first `(` to past the last `)`. */
export interface SkippedRows {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/**
 * Passes over the rows after VALUES without cutting them into tokens, which keeps dumps fast.
 * Null when there is no row, when one stays open, or when one holds a query or a comment and so needs a full reading.
 */
export function skipRows(text: string, from: number, options: LexerOptions): SkippedRows | null {
  const start = skipSpace(text, from);
  let end = start;
  let count = 0;
  for (let at = start; text.charCodeAt(at) === 40; ) {
    const rowEnd = endOfRow(text, at, options);
    if (rowEnd === -1) return null;
    count++;
    end = rowEnd;
    const comma = skipSpace(text, rowEnd);
    if (text.charCodeAt(comma) !== 44) break;
    at = skipSpace(text, comma + 1);
  }
  return count === 0 ? null : { start, end, count };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (classOf(text.charCodeAt(at)) === SPACE) at++;
  return at;
}

function endOfRow(text: string, open: number, { ansiQuotes, escapes }: LexerOptions): number {
  let depth = 0;
  let at = open;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    switch (unit) {
      case 40:
        depth++;
        at++;
        break;
      case 41:
        depth--;
        at++;
        if (depth === 0) return at;
        break;
      case 34:
      case 39:
      case 96: {
        if (unit === 34 && ansiQuotes) return -1;
        const end = closingQuoteEnd(text, at, escapes);
        if (end === -1) return -1;
        at = end;
        break;
      }
      case 35:
      case 47:
        return -1;
      case 45:
        if (text.charCodeAt(at + 1) === 45) return -1;
        at++;
        break;
      default:
        if (classOf(unit) === LETTER) {
          const end = wordEnd(text, at);
          if (end - at === 6 && text.slice(at, end).toUpperCase() === 'SELECT') return -1;
          at = end;
        } else at++;
    }
  }
  return -1;
}

function wordEnd(text: string, start: number): number {
  let at = start + 1;
  while (classOf(text.charCodeAt(at)) >= LETTER) at++;
  return at;
}
