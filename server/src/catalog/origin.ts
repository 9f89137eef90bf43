import type { Span } from '../text/span.ts';

/**
 * Where an object was created: a statement of a file. A rename leaves it, so that an old table under a new name is not
 * taken for a new one; the rename is in `changedBy`.
 * The statement is named by its place in the file, so that text which only moved changes nothing.
 */
export interface Origin {
  readonly path: string;
  /** Index of the statement piece in the file. */
  readonly statement: number;
  /** In that statement. */
  readonly span: Span;
}

/** A foreign key of another table. */
export interface Reference {
  readonly table: string;
  readonly constraint: string;
}
