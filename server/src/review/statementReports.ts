import type { Target } from '../engines/engine.ts';
import type { OperationKind } from '../operations/operation.ts';
import type { ReadLevel } from '../operations/statementSyntax.ts';
import { spanInFile } from '../syntax/generatedStatement.ts';
import type { FileWork } from './fileWork.ts';
import { objectOf } from './objectOf.ts';
import type { Outlook } from './outlook.ts';
import type { ReadFile } from './readFile.ts';
import type { OperationReport, StatementReport } from './result.ts';
import type { StatementParts } from './statementParts.ts';
import type { StatementReview } from './statementReview.ts';
import type { AsWritten } from './writtenNames.ts';

/** A pass over a file for one target. */
export interface TargetPass {
  readonly target: Target;
  readonly statements: readonly StatementReview[];
  /** What was taken from the statements, now and in the passes before. */
  readonly parts: StatementParts;
  readonly outlook: Outlook;
  /** The file as the target's dialect reads it. */
  readonly work: FileWork;
}

/** What every statement does, on every target. */
export function statementReports(
  work: FileWork,
  reviews: readonly TargetPass[],
  asWritten: AsWritten,
): readonly StatementReport[] {
  return work.read.statements.map(({ piece }, index) => {
    let operations: readonly OperationReport[] | null = null;
    return {
      span: piece.span,
      inTransaction: work.runs[index]?.inTransaction ?? false,
      get leftOutOn() {
        return reviews.flatMap(({ target, statements }) =>
          statements[index]?.isLeftOut === true ? [target] : [],
        );
      },
      // Reports are asked for one statement at a time (hover), so they are made when asked.
      get operations() {
        const shown = reviews.find(({ statements }) => statements[index]?.isLeftOut === false) ?? reviews[0];
        operations ??= (shown?.statements[index]?.contexts ?? []).map(({ operation, before }, at) => ({
          operation,
          span: spanInFile(piece, operation.span),
          object: asWritten(objectOf(operation, before)),
          notes: reviews.flatMap(({ target, statements }) => {
            const context = statements[index]?.contexts[at];
            // Another dialect may read the text as other operations.
            return context?.operation.kind === operation.kind && context.note !== null
              ? [{ target, note: context.note }]
              : [];
          }),
        }));
        return operations;
      },
    };
  });
}

/** How many statements were read at which level. */
export function readLevels(read: ReadFile): Record<ReadLevel, number> {
  const counts = { full: 0, partial: 0, head: 0, opaque: 0 };
  for (const { syntax } of read.statements) counts[syntax.level] += 1;
  return counts;
}

const ADDING: ReadonlySet<OperationKind> = new Set([
  'CreateTable',
  'AddColumn',
  'CreateIndex',
  'AddConstraint',
  'CreateView',
  'CreateType',
  'AddEnumValue',
  'CreateSequence',
  'CreateRoutine',
]);

/** True when some statement adds something that a new release may want. */
export function addsSomething(read: ReadFile): boolean {
  return read.statements.some(({ syntax }) =>
    syntax.operations.some(operation => ADDING.has(operation.kind)),
  );
}
