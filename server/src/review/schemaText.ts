import { type Catalog, emptyCatalog } from '../catalog/catalog.ts';
import type { Origin } from '../catalog/model.ts';
import { endOfFile, replayFile } from '../catalog/replay.ts';
import type { StatementReader } from '../operations/reader.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { splitFile } from '../syntax/splitter.ts';
import type { StatementPiece } from '../syntax/statement.ts';
import { type Span, shiftSpan } from '../text/span.ts';
import type { Project } from './project.ts';

/** A schema with the texts that it was read from. */
export interface SchemaText {
  readonly catalog: Catalog;
  /** The statement that an origin names; null when the text is gone. */
  statementAt(origin: Origin): string | null;
}

/** Reads a dump: the whole of a database, from nothing. `path` names it in origins. */
export function readSchemaText(reader: StatementReader, text: string, path: string): SchemaText {
  const statements: { readonly sql: string; readonly syntax: StatementSyntax }[] = [];
  for (const piece of splitFile(text, reader.dialect).pieces) {
    if (piece.kind === 'sql') statements.push({ sql: piece.sql, syntax: reader.read(piece.sql) });
  }
  const syntaxes = statements.map(statement => statement.syntax);
  return {
    catalog: endOfFile(replayFile(emptyCatalog(reader.dialect, { complete: true }), syntaxes, path)),
    statementAt: origin => (origin.path === path ? (statements[origin.statement]?.sql ?? null) : null),
  };
}

/** The statement of a project's file that an origin names; null when the file is gone. */
export function statementOfProject(project: Project, dialect: Dialect, origin: Origin): string | null {
  return pieceOf(project, dialect, origin)?.sql ?? null;
}

/** Where in its file the part of a statement lies that an origin names; null when the file is gone. */
export function statementSpanOf(project: Project, dialect: Dialect, origin: Origin): Span | null {
  const piece = pieceOf(project, dialect, origin);
  return piece === null ? null : shiftSpan(origin.span, piece.span.start);
}

function pieceOf(project: Project, dialect: Dialect, origin: Origin): StatementPiece | null {
  const text = project.read(origin.path);
  if (text === null) return null;
  // Counted as files of projects are read: with commands to a client program.
  const pieces = splitFile(text, dialect).pieces.filter(
    ({ kind }) => kind === 'sql' || kind === 'client-command',
  );
  return pieces[origin.statement] ?? null;
}
