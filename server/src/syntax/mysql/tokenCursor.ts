import type { Span } from '../../text/span.ts';
import type { Token, TokenList } from './token.ts';

/** Tokens and how their offsets translate to the outermost statement (they differ for SQL inside a literal). */
export interface TokenSource extends TokenList {
  readonly offsetOf: (offset: number) => number;
}

/**
 * Walks over a range of tokens.
 *
 * Failure is sticky: after `fail()` the cursor stands at its end, every test is false and every loop over it stops,
 * so readers need no check after each step. Whoever can recover looks at `failed` and calls `recoverAt`.
 */
export class TokenCursor {
  readonly source: TokenSource;
  /** Index of the first token of the range. */
  readonly first: number;
  private position: number;
  private stop: number;
  private hasFailed = false;
  private endToken: Token;

  /** `to` is the index past the last token of the range. */
  constructor(source: TokenSource, from = 0, to = source.tokens.length) {
    this.source = source;
    this.first = from;
    this.position = from;
    this.stop = to;
    this.endToken = this.makeEnd();
  }

  /** The token at the cursor; an `end` token past the range. */
  get token(): Token {
    return this.position < this.stop ? (this.source.tokens[this.position] ?? this.endToken) : this.endToken;
  }

  get index(): number {
    return this.position;
  }

  /** Index past the last token of the range. */
  get limit(): number {
    return this.stop;
  }

  get failed(): boolean {
    return this.hasFailed;
  }

  get atEnd(): boolean {
    return this.position >= this.stop;
  }

  /** The token `distance` further on. */
  peek(distance = 1): Token {
    return this.tokenAt(this.position + distance);
  }

  /** The token at an absolute index; an `end` token outside the range. */
  tokenAt(index: number): Token {
    return index >= 0 && index < this.stop ? (this.source.tokens[index] ?? this.endToken) : this.endToken;
  }

  /** True at this keyword (upper case) or symbol. */
  at(text: string): boolean {
    return this.token.text === text;
  }

  /** True when the next tokens are these keywords or symbols. */
  atSequence(first: string, second: string, third?: string): boolean {
    return (
      this.token.text === first &&
      this.peek().text === second &&
      (third === undefined || this.peek(2).text === third)
    );
  }

  /** Passes over the token and gives it. */
  advance(): Token {
    const { token } = this;
    if (this.position < this.stop) this.position++;
    return token;
  }

  /** Passes over this keyword or symbol; false and no move when something else stands here. */
  accept(text: string): boolean {
    if (this.token.text !== text || this.position >= this.stop) return false;
    this.position++;
    return true;
  }

  /** Passes over all of these or none. */
  acceptSequence(first: string, second: string, third?: string): boolean {
    if (!this.atSequence(first, second, third)) return false;
    this.position += third === undefined ? 2 : 3;
    return true;
  }

  /** Passes over this keyword or symbol; fails when something else stands here. */
  expect(text: string): void {
    if (!this.accept(text)) this.fail();
  }

  fail(): void {
    this.hasFailed = true;
    this.position = this.stop;
  }

  /** Goes to a token, unless the reading has failed. */
  moveTo(index: number): void {
    if (!this.hasFailed) this.position = index;
  }

  /** Goes to a token and forgets a failure. */
  recoverAt(index: number): void {
    this.position = index;
    this.hasFailed = false;
  }

  /** Makes the range end before `index` until the returned function is called. */
  narrow(index: number): () => void {
    const previous = this.stop;
    this.stop = Math.min(index, previous);
    this.endToken = this.makeEnd();
    return () => {
      if (this.hasFailed) this.position = previous;
      this.stop = previous;
      this.endToken = this.makeEnd();
    };
  }

  /** Index of the `)` for the `(` at `index`, or the range's end when it stays open. */
  closeOf(index: number): number {
    const partner = this.tokenAt(index).partner;
    return partner < 0 || partner > this.stop ? this.stop : partner;
  }

  /** Passes over a parenthesized group; fails when none stands here or it stays open. */
  skipParentheses(): void {
    const close = this.closeOf(this.position);
    if (!this.at('(') || close >= this.stop) this.fail();
    else this.position = close + 1;
  }

  /** Index of the first of `texts` at this nesting level from `from` on, or the range's end; a `)` without partner also stops. */
  findAtLevel(texts: ReadonlySet<string>, from = this.position): number {
    let index = from;
    while (index < this.stop) {
      const { text } = this.tokenAt(index);
      if (texts.has(text)) return index;
      if (text === ')') return index;
      index = text === '(' ? this.closeOf(index) + 1 : index + 1;
    }
    return this.stop;
  }

  /** Span of the tokens from index `from` up to before the cursor; empty at the cursor when there are none. */
  spanFrom(from: number): Span {
    return this.spanBetween(from, this.position);
  }

  /** Span of the whole range. */
  wholeSpan(): Span {
    return this.spanBetween(this.first, this.stop);
  }

  /** Span of the tokens from index `from` to before index `to`. */
  spanBetween(from: number, to: number): Span {
    const first = this.tokenAt(from);
    const { offsetOf } = this.source;
    const start = offsetOf(first.start);
    if (to <= from) return { start, end: start };
    return { start, end: offsetOf(this.tokenAt(to - 1).end) };
  }

  spanOf(token: Token): Span {
    return { start: this.source.offsetOf(token.start), end: this.source.offsetOf(token.end) };
  }

  /** The text of the tokens from index `from` to before index `to`, as written. */
  textBetween(from: number, to: number): string {
    return to <= from ? '' : this.source.text.slice(this.tokenAt(from).start, this.tokenAt(to - 1).end);
  }

  textOf(token: Token): string {
    return this.source.text.slice(token.start, token.end);
  }

  private makeEnd(): Token {
    const last = this.source.tokens[this.stop - 1];
    const at = last === undefined ? 0 : last.end;
    return { kind: 'end', start: at, end: at, text: '', partner: -1 };
  }
}
