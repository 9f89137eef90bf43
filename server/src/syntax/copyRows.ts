import { isNewline, lineEnd, trimEnd } from './characters.ts';

/** The rows that follow `COPY ... FROM stdin;` or `\copy ... from stdin` in a file. */
export type CopyRows =
  /** Nothing but the statement's line follows, or something else stands on it. */
  | { readonly kind: 'none'; readonly lookedTo: number }
  | { readonly kind: 'closed'; readonly start: number; readonly end: number }
  /** The line with a backslash and a dot is missing (then `end` is infinite) or may belong to a later COPY. */
  | { readonly kind: 'doubtful'; readonly start: number; readonly end: number };

/** Finds the rows of the COPY statements of one text, which are asked for in their order. */
export class CopyRowsReader {
  readonly #text: string;
  /** Past the next end line from the last look on; the time stays linear when many statements lack one. */
  #nextEnd = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The rows behind a statement that ends at `statementEnd`; they begin on the next line. */
  after(statementEnd: number): CopyRows {
    const text = this.#text;
    const firstLineEnd = lineEnd(text, statementEnd);
    const start = nextLine(text, firstLineEnd);
    if (start >= text.length || trimEnd(text, statementEnd, firstLineEnd) !== statementEnd) {
      return { kind: 'none', lookedTo: start + 1 };
    }
    if (this.#nextEnd < start) this.#nextEnd = endOfRows(text, start);
    const end = this.#nextEnd;
    const isDoubtful =
      end === Number.POSITIVE_INFINITY || /\nCOPY [^\n]{1,2000} FROM stdin/i.test(text.slice(start - 1, end));
    return { kind: isDoubtful ? 'doubtful' : 'closed', start, end };
  }
}

function nextLine(text: string, end: number): number {
  if (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10) return end + 2;
  return isNewline(text.charCodeAt(end)) ? end + 1 : end;
}

/** Past the `\.` that stands alone on a line from `start` on, or infinity. */
function endOfRows(text: string, start: number): number {
  for (let at = start; ; ) {
    if (text.charCodeAt(at) === 92 && text.charCodeAt(at + 1) === 46) {
      const after = text.charCodeAt(at + 2);
      if (Number.isNaN(after) || isNewline(after)) return at + 2;
    }
    const newline = text.indexOf('\n\\.', at);
    if (newline === -1) return Number.POSITIVE_INFINITY;
    at = newline + 1;
  }
}
