import type { Target } from '../engines/engine.ts';
import type { OperationKind } from '../operations/operation.ts';
import type {
  FileContext,
  ReviewedFile,
  ReviewedOperation,
  ReviewedStatement,
  ReviewSettings,
} from '../rules/rule.ts';

/** A file as file rules see it. */
export function reviewedFile(input: {
  readonly file: FileContext;
  readonly target: Target;
  readonly settings: ReviewSettings;
  readonly statements: readonly ReviewedStatement[];
}): ReviewedFile {
  return {
    ...input,
    ofKinds: (...kinds) => operationsOfKinds(input.statements, new Set(kinds)),
  };
}

/** Looks at every statement, but makes something only of the few that are wanted: this runs at every key. */
function operationsOfKinds(
  statements: readonly ReviewedStatement[],
  kinds: ReadonlySet<OperationKind>,
): readonly ReviewedOperation[] {
  const found: ReviewedOperation[] = [];
  for (const statement of statements) {
    for (const context of statement.operations) {
      if (kinds.has(context.operation.kind)) found.push({ statement, context });
    }
  }
  return found;
}
