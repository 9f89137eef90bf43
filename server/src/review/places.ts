import { spanInFile } from '../syntax/generatedStatement.ts';
import type { Span } from '../text/span.ts';
import { fileToolAt } from './fileTool.ts';
import type { Project } from './project.ts';
import type { FileReader, ReadFile } from './readFile.ts';

/** Where a span of the n-th statement of a file lies in that file; null when the file or the statement is gone. */
export function locatePlace(
  project: Project,
  open: ReadFile | null,
  reader: FileReader,
  path: string,
  statement: number,
  span: Span,
): Span | null {
  if (open !== null) return spanIn(open, statement, span);
  const text = project.read(path);
  return text === null ? null : spanIn(reader.read(path, text, fileToolAt(project, path)), statement, span);
}

function spanIn(read: ReadFile, statement: number, span: Span): Span | null {
  const piece = read.statements[statement]?.piece;
  return piece === undefined ? null : spanInFile(piece, span);
}
