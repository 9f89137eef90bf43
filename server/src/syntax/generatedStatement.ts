import { type Span, shiftSpan } from '../text/span.ts';
import type { StatementPiece } from './statement.ts';

/** What a statement's file says of a statement that a tool makes from something else than SQL. */
export interface GeneratedStatement {
  /** Where a span of the statement's text lies in the file. */
  locate(span: Span): Span;
  /** Nobody can tell what the tool runs; the statement's text only names the change. */
  readonly isOpaque: boolean;
  /** Null when no edit of the statement's text can be made in the file. */
  readonly editing: StatementEditing | null;
  /** Makes the tool run the statement outside a transaction; null when the file cannot be told. */
  readonly optOut: { readonly at: number; readonly text: string } | null;
  /** The types that the statement gives columns are those they have, which the tool asks its users for. */
  readonly statesPresentTypes: boolean;
  /** It stands in SQL that the tool cuts at each `;` by itself, also at those inside of a body. */
  readonly isCut: boolean;
  /** The statement stands in another file, where it is reviewed and can be mended. */
  readonly isElsewhere: boolean;
}

/** A statement that stands in the file word by word, within something that is no SQL. */
export interface StatementEditing {
  /** Nothing outside may be touched. */
  readonly container: Span;
  /** New text as it has to stand in the file; null when it cannot. */
  write(newText: string): string | null;
}

/** Where a span of a statement's text lies in the file. */
export function spanInFile(piece: StatementPiece, span: Span): Span {
  return piece.generated?.locate(span) ?? shiftSpan(span, piece.span.start);
}
