import type { Operation } from '../operations/operation.ts';
import type { CatalogReader, CatalogWrites } from './catalog.ts';
import type { Origin } from './model.ts';

/**
 * Why an operation would fail on the schema it meets. Reported only when it is certain: an object is missing from a
 * complete catalog, a part is missing from a table that is certain, or a certain object is in the way.
 */
export interface ApplyProblem {
  readonly kind: 'missing' | 'exists' | 'duplicate-column';
  readonly objectKind:
    | 'table'
    | 'view'
    | 'column'
    | 'constraint'
    | 'index'
    | 'sequence'
    | 'type'
    | 'enum label'
    | 'routine'
    | 'schema'
    | 'trigger'
    | 'policy';
  /** `users.email`, `public.users`. */
  readonly name: string;
  /** Where the thing that is in the way came from; for a missing one, where it was dropped; null when unknown. */
  readonly origin: Origin | null;
  /** Names near to a missing one, best first. */
  readonly candidates: readonly string[];
}

export interface CatalogChange {
  readonly writes: CatalogWrites;
  readonly problems: readonly ApplyProblem[];
}

/**
 * What an operation does to a schema. `origin.span` is the operation's span.
 * Reads only through `catalog.get`. Never throws; what cannot be known makes the touched objects uncertain.
 */
export type ApplyOperation = (catalog: CatalogReader, operation: Operation, origin: Origin) => CatalogChange;
