import type { Target } from '../engines/engine.ts';
import type { OperationKind } from '../operations/operation.ts';
import type {
  FileContext,
  ReviewedFile,
  ReviewedOperation,
  ReviewedStatement,
  ReviewSettings,
} from '../rules/rule.ts';

/** A file as file rules see it. The index by kind is made when the first rule asks. */
export function reviewedFile(input: {
  readonly file: FileContext;
  readonly target: Target;
  readonly settings: ReviewSettings;
  readonly statements: readonly ReviewedStatement[];
}): ReviewedFile {
  let byKind: ReadonlyMap<OperationKind, readonly ReviewedOperation[]> | null = null;
  return {
    ...input,
    ofKinds(...kinds) {
      byKind ??= indexByKind(input.statements);
      const [first, ...others] = kinds.map(kind => byKind?.get(kind) ?? []);
      if (first === undefined) return [];
      return others.every(list => list.length === 0)
        ? first
        : [first, ...others].flat().sort((left, right) => left.statement.index - right.statement.index);
    },
  };
}

function indexByKind(
  statements: readonly ReviewedStatement[],
): ReadonlyMap<OperationKind, readonly ReviewedOperation[]> {
  const byKind = new Map<OperationKind, ReviewedOperation[]>();
  for (const statement of statements) {
    for (const context of statement.operations) {
      const list = byKind.get(context.operation.kind);
      if (list === undefined) byKind.set(context.operation.kind, [{ statement, context }]);
      else list.push({ statement, context });
    }
  }
  return byKind;
}
