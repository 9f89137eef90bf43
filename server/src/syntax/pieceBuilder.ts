import type { Span } from '../text/span.ts';
import { isWhiteSpace, wordEnd } from './characters.ts';
import { maskPlaceholders, type Placeholder } from './placeholder.ts';
import type { FileComment, PieceKind, StatementPiece } from './statement.ts';

/** Collects the pieces, comments and stray terminators of one pass, and the statement that is being read. */
export class PieceBuilder {
  readonly pieces: StatementPiece[] = [];
  readonly comments: FileComment[] = [];
  readonly strayTerminators: Span[] = [];
  /** Start of the open statement, or -1. */
  start = -1;
  /** Past the open statement's last token. */
  lastEnd = -1;
  readonly #text: string;
  /** Comments since the last token: part of the statement when another token follows, else after it. */
  #trailingComments: FileComment[] = [];
  #placeholders: Placeholder[] = [];
  #templated = false;

  constructor(text: string) {
    this.#text = text;
  }

  get isOpen(): boolean {
    return this.start !== -1;
  }

  /** Adds the token to the open statement, opening one where there is none. */
  addToken(start: number, end: number): void {
    if (this.start === -1) this.start = start;
    this.lastEnd = end;
    if (this.#trailingComments.length > 0) this.#trailingComments = [];
  }

  addPlaceholder(placeholder: Placeholder): void {
    this.addToken(placeholder.start, placeholder.end);
    this.#placeholders.push(placeholder);
    this.#templated = true;
  }

  /** Says that a string of the open statement holds a placeholder. */
  markTemplated(): void {
    this.#templated = true;
  }

  addLineComment(start: number, end: number, bodyStart: number): void {
    this.#addComment({ span: { start, end }, text: this.#text.slice(bodyStart, end).trim(), style: 'line' });
  }

  addBlockComment(start: number, end: number): void {
    const body = this.#text.slice(start + 2, end);
    const text = (body.endsWith('*/') ? body.slice(0, -2) : body).trim();
    this.#addComment({ span: { start, end }, text, style: 'block' });
  }

  addStrayTerminator(start: number, end: number): void {
    this.strayTerminators.push({ start, end });
  }

  addLine(kind: Exclude<PieceKind, 'sql'>, start: number, end: number, unclosed: boolean): void {
    const sql = this.#text.slice(start, end);
    this.pieces.push({ kind, span: { start, end }, terminator: null, sql, unclosed, templated: false });
  }

  /** A template's control tag between statements. */
  addControlTag({ start, end }: Span): void {
    const sql = this.#text.slice(start, end);
    this.pieces.push({
      kind: 'client-command',
      span: { start, end },
      terminator: null,
      sql,
      unclosed: false,
      templated: true,
    });
  }

  /** Closes the open statement. */
  finish(terminator: Span | null, unclosed: boolean): void {
    const span = { start: this.start, end: this.lastEnd };
    const templated = this.#templated;
    const sql =
      this.#placeholders.length === 0
        ? this.#text.slice(span.start, span.end)
        : maskPlaceholders(this.#text, span.start, span.end, this.#placeholdersWithSwitches());
    this.pieces.push({ kind: 'sql', span, terminator, sql, unclosed, templated });
    if (this.#trailingComments.length > 0) this.comments.push(...this.#trailingComments);
    this.#reset();
  }

  /** Forgets the open statement, so that it can be read again. */
  abandon(): void {
    this.#reset();
  }

  #reset(): void {
    this.start = -1;
    this.lastEnd = -1;
    this.#trailingComments = [];
    if (this.#placeholders.length > 0) this.#placeholders = [];
    this.#templated = false;
  }

  #addComment(comment: FileComment): void {
    (this.start === -1 ? this.comments : this.#trailingComments).push(comment);
  }

  /** A placeholder in front of a statement's verb, as `${off} ALTER TABLE`, is a switch and stands for nothing. */
  #placeholdersWithSwitches(): readonly Placeholder[] {
    let at = this.start;
    let leading = 0;
    for (const { start, end, role } of this.#placeholders) {
      if (start !== at || role !== 'value') break;
      at = end;
      while (at < this.lastEnd && isWhiteSpace(this.#text.charCodeAt(at))) at++;
      if (at === end) break;
      leading++;
    }
    if (leading === 0 || wordEnd(this.#text, at) === at) return this.#placeholders;
    return this.#placeholders.map((found, index) =>
      index < leading ? { ...found, role: 'control' } : found,
    );
  }
}
