import type { Operation } from '../operations/operation.ts';
import type { CatalogReader, CatalogWrites } from './catalog.ts';
import type { Origin } from './model.ts';

/** Why an operation would fail on the schema it meets. Only certain where the catalog is complete or holds the object. */
export interface ApplyProblem {
  readonly kind: 'missing' | 'exists' | 'duplicate-column';
  readonly objectKind: 'table' | 'view' | 'column' | 'constraint' | 'index' | 'sequence' | 'type' | 'enum label' | 'routine' | 'schema' | 'trigger' | 'policy';
  /** `users.email`, `public.users`. */
  readonly name: string;
  /** Where the thing that is in the way came from; null when missing or unknown. */
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
