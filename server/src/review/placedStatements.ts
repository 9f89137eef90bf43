import { spanInFile } from '../syntax/generatedStatement.ts';
import { type FileWork, UNKNOWN_RUN } from './fileWork.ts';
import type { PlacedStatement } from './findings.ts';

/**
 * The statements of a file as one dialect reads them, with their places in `shown`, which is the file as the result
 * tells it.
 */
export function placedStatements(work: FileWork, shown: FileWork): readonly PlacedStatement[] {
  const kept = known.get(work);
  if (kept !== undefined) return kept;
  const placed = place(work, shown);
  known.set(work, placed);
  return placed;
}

/** Each is asked for once for every finding. */
const known = new WeakMap<FileWork, readonly PlacedStatement[]>();

function place(work: FileWork, shown: FileWork): readonly PlacedStatement[] {
  return work.read.statements.map(({ piece }, at) => {
    const start = piece.span.start;
    return {
      run: work.runs[at] ?? UNKNOWN_RUN,
      index:
        work === shown || piece.generated === undefined
          ? at
          : shown.read.statements.findIndex(other => other.piece.span.start === start),
      isElsewhere: piece.generated?.isElsewhere ?? false,
      isGenerated: piece.generated !== undefined,
      locate: span => spanInFile(piece, span),
    };
  });
}
