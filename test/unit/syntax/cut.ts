import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';
import type { StatementPiece } from '../../../server/src/syntax/statement.ts';

/**
 * A file's pieces in short: the text of a statement with its terminator behind a bar (`SELECT 1|;`), `|-` where there
 * is none and `|-open` where something is left open; `@` in front of a client command, `=` in front of dump rows.
 */
export function cut(text: string, dialect: Dialect): string[] {
  return splitFile(text, dialect).pieces.map(piece => describePiece(text, piece));
}

function describePiece(text: string, { kind, sql, terminator, unclosed }: StatementPiece): string {
  if (kind === 'client-command') return `@${sql}`;
  if (kind === 'copy-data') return `=${sql}${unclosed ? '|open' : ''}`;
  const end = terminator === null ? '-' : text.slice(terminator.start, terminator.end);
  return `${sql}|${end}${unclosed ? 'open' : ''}`;
}

/** The texts of the comments between a file's pieces. */
export function commentsOf(text: string, dialect: Dialect): string[] {
  return splitFile(text, dialect).comments.map(comment => comment.text);
}
