import type { Refusal, VersionRemark } from '../lockNote.ts';
import type { LockRole, LocksByRole } from './factRow.ts';
import type { FactId } from './rows/allRows.ts';

/** Display names of the relations that play a role, such as `public.users`. */
export type RelationsByRole = Readonly<Partial<Record<LockRole, readonly string[]>>>;

/**
 * What an operation turns out to be in the state it meets: the fact that describes it, and the relations it concerns.
 * Nothing here depends on the server's version; the histories of the facts do.
 */
export interface Situation {
  readonly fact: FactId;
  readonly relations: RelationsByRole;
  /** True when the target surely has no index that a rewrite would have to build again. */
  readonly hasNoIndex: boolean;
  /** A refusal that the state decides, not the version or the transaction. */
  readonly refusal: Refusal | null;
  /** Remarks on what was not known. */
  readonly remarks: readonly VersionRemark[];
  /** LOCK TABLE: the modes are written in the statement. */
  readonly writtenLocks: LocksByRole | null;
}

export function situation(
  fact: FactId,
  relations: RelationsByRole,
  more: Partial<Omit<Situation, 'fact' | 'relations'>> = {},
): Situation {
  return { fact, relations, hasNoIndex: false, refusal: null, remarks: [], writtenLocks: null, ...more };
}
