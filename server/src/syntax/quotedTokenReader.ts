import { isWordUnit, skipWhiteSpace, trimEnd } from './characters.ts';
import type { Dialect } from './dialect.ts';
import {
  endOfDollarQuote,
  endOfEscapedString,
  endOfFlatComment,
  endOfNestedComment,
  endOfQuoted,
} from './quotedText.ts';
import {
  nextResumeLine,
  type ResumeAt,
  resumeInsideDollarQuote,
  resumeInsideFlatComment,
  resumeInsideQuoted,
} from './resynchronisation.ts';

/** From this many things left open on, none is searched to the end of the text any more: keeps the time linear. */
const MAX_SEARCHES_TO_END = 4;

/** How far {@link resumeInsideQuoted} looks past a closing mark, at most. */
const LONGEST_WORD_AFTER_STRING = 18;

/**
 * Reads strings, quoted identifiers, dollar quotes and comments, and finds where reading resumes when one is left
 * open. Every reading method takes the offset of the opening mark and returns the offset past the closing mark,
 * or -1 when there is none; then `resume` holds where the next statement plainly begins.
 */
export class QuotedTokenReader {
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #mysql: boolean;
  /** Past the furthest unit that a decision so far rests on. */
  horizon = 0;
  /** See the class; the text's length when no statement follows. */
  resume = 0;
  /** True while a statement known to be left open is read again: nothing in it reaches over a resume line. */
  #isBounded = false;
  #searchesToEnd = 0;
  /** Before this offset no closing mark is doubted again. */
  #trustedUntil = 0;
  readonly #resumeLines: Record<ResumeAt, number> = {
    'any-statement': -1,
    definition: -1,
    'definition-after-statement': -1,
  };

  constructor(text: string, dialect: Dialect) {
    this.#text = text;
    this.#dialect = dialect;
    this.#mysql = dialect !== 'postgresql';
  }

  get isBounded(): boolean {
    return this.#isBounded || this.#searchesToEnd >= MAX_SEARCHES_TO_END;
  }

  set isBounded(isBounded: boolean) {
    this.#isBounded = isBounded;
  }

  /** Says that a decision rests on the text before `end`. */
  lookTo(end: number): void {
    if (end > this.horizon) this.horizon = end;
  }

  string(at: number): number {
    const limit = this.#searchLimit(at, 'any-statement');
    if (this.#mysql) return this.#closed(at, endOfEscapedString(this.#text, at, limit));
    if (!this.#hasEscapePrefix(at)) return this.#closed(at, endOfQuoted(this.#text, at, limit));
    return this.#closed(at, this.#endOfContinuedString(at, limit));
  }

  /** Reads the name that opens at `at`; all before `from` is known to belong to it. */
  identifier(at: number, from = at + 1): number {
    return this.#closed(at, endOfQuoted(this.#text, at, this.#searchLimit(at, 'any-statement'), from));
  }

  dollarQuote(at: number, tagEnd: number): number {
    const resumeAt = this.#isBody(at) ? 'definition' : 'any-statement';
    const end = endOfDollarQuote(this.#text, at, tagEnd, this.#searchLimit(at, resumeAt));
    if (end === -1) return this.leaveOpen(at, resumeAt);
    if (at < this.#trustedUntil) return end;
    const close = end - (tagEnd - at);
    return this.#unlessResumed(end, resumeInsideDollarQuote(this.#text, at, close, this.#dialect, resumeAt));
  }

  blockComment(at: number): number {
    const limit = this.#searchLimit(at, 'any-statement');
    const end = this.#mysql
      ? endOfFlatComment(this.#text, at, limit)
      : endOfNestedComment(this.#text, at, limit);
    if (end === -1) return this.leaveOpen(at, 'any-statement');
    if (!this.#mysql || at < this.#trustedUntil) return end;
    return this.#unlessResumed(end, resumeInsideFlatComment(this.#text, at, end, this.#dialect));
  }

  /** True for a dollar quote behind AS or DO: a body, which lawfully holds statements. */
  #isBody(at: number): boolean {
    const end = trimEnd(this.#text, Math.max(0, at - 100), at);
    return /(?:^|[^\w$])(?:AS|DO)$/i.test(this.#text.slice(Math.max(0, end - 3), end));
  }

  /**
   * The rows of a COPY that ends at `statementEnd`, whose end line at `end` may belong to a later one or, when `end`
   * is infinite, is missing.
   */
  doubtfulRows(statementEnd: number, end: number): number {
    if (end === Number.POSITIVE_INFINITY) return this.leaveOpen(statementEnd - 1, 'any-statement');
    const inside = this.#text.slice(statementEnd - 1, end);
    const resume = nextResumeLine(inside, 0, this.#dialect, 'any-statement');
    return this.#unlessResumed(end, resume === -1 ? -1 : statementEnd - 1 + resume);
  }

  /** Sets `resume` for something that began at `at` and has no end. */
  leaveOpen(at: number, resumeAt: ResumeAt): -1 {
    this.lookTo(Number.POSITIVE_INFINITY);
    this.#searchesToEnd++;
    this.resume = this.resumeLineAfter(at, resumeAt);
    if (this.resume === this.#text.length && resumeAt === 'definition') {
      this.resume = this.resumeLineAfter(at, 'definition-after-statement');
    }
    return -1;
  }

  /** The next resume line, or the text's length. */
  resumeLineAfter(at: number, resumeAt: ResumeAt): number {
    const known = this.#resumeLines[resumeAt];
    if (known > at) return known;
    const found = nextResumeLine(this.#text, at, this.#dialect, resumeAt);
    const resume = found === -1 ? this.#text.length : found;
    this.#resumeLines[resumeAt] = resume;
    return resume;
  }

  /** How far a closing mark is searched: to the end, unless too much was left open already. */
  #searchLimit(at: number, resumeAt: ResumeAt): number {
    return this.isBounded ? this.resumeLineAfter(at, resumeAt) : this.#text.length;
  }

  /** Doubts the closing mark of a string or identifier that runs over lines. */
  #closed(at: number, end: number): number {
    if (end === -1) return this.leaveOpen(at, 'any-statement');
    if (at < this.#trustedUntil || !this.#text.slice(at, end).includes('\n')) return end;
    this.lookTo(end + LONGEST_WORD_AFTER_STRING);
    return this.#unlessResumed(end, resumeInsideQuoted(this.#text, at, end, this.#dialect));
  }

  #unlessResumed(end: number, resume: number): number {
    if (resume === -1) return end;
    this.#trustedUntil = end;
    this.lookTo(end + 1);
    this.resume = resume;
    return -1;
  }

  /** PostgreSQL: a string with `E` right before its quote. */
  #hasEscapePrefix(at: number): boolean {
    return (this.#text.charCodeAt(at - 1) | 32) === 101 && !isWordUnit(this.#text.charCodeAt(at - 2));
  }

  /** PostgreSQL: a string goes on in a string on a later line, under the same rules. */
  #endOfContinuedString(at: number, limit: number): number {
    let end = endOfEscapedString(this.#text, at, limit);
    while (end !== -1) {
      const next = skipWhiteSpace(this.#text, end);
      this.lookTo(next + 1);
      if (this.#text.charCodeAt(next) !== 39 || !this.#text.slice(end, next).includes('\n')) return end;
      end = endOfEscapedString(this.#text, next, limit);
    }
    return -1;
  }
}
