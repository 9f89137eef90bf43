import type { OperationKind } from '../../operations/operation.ts';
import type {
  FileFindingDraft,
  FindingDraft,
  OperationContext,
  PartsOfStatement,
  ReviewedOperation,
} from '../rule.ts';

/** An operation of which there is something to say. */
export interface DraftedOperation {
  readonly change: ReviewedOperation;
  readonly drafts: readonly FileFindingDraft[];
}

/**
 * For `fromEach`: what `draft` says about operations of some kinds, without those of which it says nothing. Most files
 * have many operations, and few that a rule speaks of.
 */
export function draftsOfKinds(
  kinds: readonly OperationKind[],
  draft: (context: OperationContext) => Iterable<FindingDraft>,
): PartsOfStatement<DraftedOperation> {
  const wanted = new Set(kinds);
  return (_statement, operations) =>
    operations.flatMap(change => {
      if (!wanted.has(change.kind)) return [];
      const statement = change.statement.index;
      const drafts = [...draft(change.context)].map(own => ({ ...own, statement }));
      return drafts.length === 0 ? [] : [{ change, drafts }];
    });
}
