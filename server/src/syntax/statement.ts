import type { Span } from '../text/span.ts';
import type { GeneratedStatement } from './generatedStatement.ts';

/**
 * One piece of a migration file as the splitter cuts it. Spans are UTF-16 offsets into the file.
 *
 * - `sql`: a statement for the server.
 * - `client-command`: a line only a client program understands (`\connect`, `DELIMITER $$`, `source x`).
 * - `copy-data`: the rows after `COPY ... FROM stdin;` in a dump, up to and with the `\.` line.
 */
export type PieceKind = 'sql' | 'client-command' | 'copy-data';

export interface StatementPiece {
  readonly kind: PieceKind;
  /** From the first to past the last token, without leading comments and without the terminator. */
  readonly span: Span;
  /** The terminator (`;`, `$$`, `\g` ...), or null when the text ends or a hard boundary comes first. */
  readonly terminator: Span | null;
  /**
   * What the reader is given: the text of `span`, of the same length, with template placeholders outside of
   * strings and comments replaced: by identifier characters, by spaces where they are control tags or switches
   * in front of the statement's verb, and psql's `:'x'` by ` 'x'`.
   */
  readonly sql: string;
  /**
   * True when a string, quoted identifier, comment, dollar quote or body is still open at its end,
   * or a parenthesis and there is no terminator.
   */
  readonly unclosed: boolean;
  /** True when the text holds a template placeholder, so that names or texts in it are not what the server will see. */
  readonly templated: boolean;
  /** Only of statements whose text is not the file's: what a structured changelog is translated to. */
  readonly generated?: GeneratedStatement;
}

/** A comment between or before statements; comments inside a statement are not listed. */
export interface FileComment {
  readonly span: Span;
  /** The text without its markers (`--`, `#`, slash-star), trimmed. */
  readonly text: string;
  readonly style: 'line' | 'block';
}

/**
 * A place between two statements from which reading can start afresh: nothing before it was decided by what
 * comes after it.
 */
export interface RestartPoint {
  readonly offset: number;
  /** The terminator in force besides `;`, which is `;` itself unless a DELIMITER line or change set says otherwise. */
  readonly delimiter: string;
  /** True between goose's or sql-migrate's StatementBegin and StatementEnd. */
  readonly inBlock: boolean;
}

/**
 * Every character of the file lies in a piece, a terminator, a comment, or between them as white space.
 * All lists are in the order of the text.
 */
export interface SplitFile {
  readonly pieces: readonly StatementPiece[];
  readonly comments: readonly FileComment[];
  /** Terminators that end no statement, as the second of `;;`. */
  readonly strayTerminators: readonly Span[];
  /** What {@link resplitFile} starts from after an edit. */
  readonly restartPoints: readonly RestartPoint[];
}
