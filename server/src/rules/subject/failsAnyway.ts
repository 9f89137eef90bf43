import type { ReviewedFile, ReviewedOperation } from '../rule.ts';

/** True when another rule says that the server refuses the statement: then nobody waits for its locks. */
export function failsAnyway({ found }: ReviewedFile, { statement }: ReviewedOperation): boolean {
  return found.some(
    other =>
      other.statement === statement.index && (other.draft.categories ?? other.rule.categories)[0] === 'fails',
  );
}
