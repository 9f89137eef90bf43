import type { Span } from '../text/span.ts';
import type { Identifier, ObjectName } from './names.ts';

/** What every operation has. `span` is the smallest text that says it: the ALTER action, the name in a DROP list. */
export interface OperationBase<Kind extends string> {
  readonly kind: Kind;
  readonly span: Span;
}

/** An operation on one existing table (ALTER TABLE action and its like). */
export interface OnTable<Kind extends string> extends OperationBase<Kind> {
  readonly table: ObjectName;
  /** `ALTER TABLE IF EXISTS`. */
  readonly tableIfExists: boolean;
  /** PostgreSQL `ALTER TABLE ONLY`: partitions and children are left out. Not written means false. */
  readonly only?: boolean;
}

export interface OnColumn<Kind extends string> extends OnTable<Kind> {
  readonly column: Identifier;
  /** MariaDB `ALTER COLUMN IF EXISTS`. Not written means false. */
  readonly ifExists?: boolean;
}

/**
 * An option of a statement: `name` lower case with `_` for blanks, `value` as written without string quotes and empty
 * when the name stands alone.
 */
export interface NamedOption {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}
