import type { Origin, View } from '../../catalog/model.ts';
import type { DependencyConflict } from '../../engines/dependencyErrors.ts';

/** What stands in the way of a change. */
export interface Blocker {
  readonly conflict: DependencyConflict;
  /** What depends, as the subject of a sentence: "view `totals` uses `orders.total`". */
  readonly because: string;
  /** Where the dependent thing comes from. */
  readonly origin: Origin | null;
  /** The views that could be dropped and made again around the change. */
  readonly views?: readonly { readonly key: string; readonly view: View }[];
  /** The index that is a constraint's, with its table. */
  readonly constraintOf?: { readonly table: string; readonly name: string };
}
