import type { Target } from '../engines/engine.ts';
import type { OperationKind } from '../operations/operation.ts';
import type { FileContext, ReviewedFile, ReviewedOperation, ReviewSettings } from '../rules/rule.ts';
import type { StatementReview } from './statementReview.ts';

/** A file as file rules see it. */
export function reviewedFile(input: {
  readonly file: FileContext;
  readonly target: Target;
  readonly settings: ReviewSettings;
  readonly reviews: readonly StatementReview[];
}): ReviewedFile {
  const { file, target, settings, reviews } = input;
  let byKind: ReadonlyMap<OperationKind, readonly ReviewedOperation[]> | null = null;
  return {
    file,
    target,
    settings,
    statements: reviews.map(review => review.reviewed),
    ofKinds(...kinds) {
      byKind ??= indexByKind(reviews);
      const found = kinds.map(kind => byKind?.get(kind) ?? NOTHING).filter(list => list.length > 0);
      const [first] = found;
      if (first === undefined || found.length === 1) return first ?? NOTHING;
      return found.flat().sort((left, right) => left.order - right.order);
    },
  };
}

const NOTHING: readonly ReviewedOperation[] = [];

/** One pass for all rules: this runs at every key. */
function indexByKind(
  reviews: readonly StatementReview[],
): ReadonlyMap<OperationKind, readonly ReviewedOperation[]> {
  const byKind = new Map<OperationKind, ReviewedOperation[]>();
  for (const { entries } of reviews) {
    for (const entry of entries) {
      const list = byKind.get(entry.kind);
      if (list === undefined) byKind.set(entry.kind, [entry]);
      else list.push(entry);
    }
  }
  return byKind;
}
