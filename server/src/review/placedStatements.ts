import { displayName } from '../operations/names.ts';
import type { Operation } from '../operations/operation.ts';
import { subjectOf } from '../rules/subject/strongLock.ts';
import { spanInFile } from '../syntax/generatedStatement.ts';
import type { Span } from '../text/span.ts';
import { type FileWork, UNKNOWN_RUN } from './fileWork.ts';
import type { PlacedStatement } from './findings.ts';

/**
 * A statement of a file as one dialect reads it, with its place in `shown`, which is the file as the result tells it.
 * Null when there is no such statement.
 */
export function placedStatement(work: FileWork, shown: FileWork, index: number): PlacedStatement | null {
  const statement = work.read.statements[index];
  if (statement === undefined) return null;
  const { piece, syntax } = statement;
  const start = piece.span.start;
  return {
    run: work.runs[index] ?? UNKNOWN_RUN,
    index:
      work === shown || piece.generated === undefined
        ? index
        : shown.read.statements.findIndex(other => other.piece.span.start === start),
    isElsewhere: piece.generated?.isElsewhere ?? false,
    isGenerated: piece.generated !== undefined,
    locate: span => spanInFile(piece, span),
    tablesAt: span => tablesIn(syntax.operations, span),
  };
}

/** Those of the operations around the span; of all, bodies included, when none is around it. */
function tablesIn(operations: readonly Operation[], { start, end }: Span): readonly string[] {
  const all = operations.flatMap(operation => [operation, ...embeddedIn(operation)]);
  const around = all.filter(({ span }) => span.start <= start && end <= span.end);
  const tables = (some: readonly Operation[]): readonly string[] =>
    some.flatMap(operation => {
      const name = subjectOf(operation);
      return name === null ? [] : [displayName(name)];
    });
  const own = tables(around);
  return own.length > 0 ? own : tables(all);
}

function embeddedIn(operation: Operation): readonly Operation[] {
  return 'body' in operation && Array.isArray(operation.body)
    ? operation.body.flatMap(({ operations }) => operations)
    : [];
}
