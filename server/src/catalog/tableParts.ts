import type { Expression } from '../operations/columns.ts';
import type { CheckConstraint, Index } from './model.ts';
import type { Origin } from './origin.ts';

/* What a table has besides columns, constraints and indexes. */

export interface Trigger {
  readonly name: string;
  readonly timing: string;
  readonly events: readonly string[];
  /** MySQL/MariaDB: columns of the new row that the body sets. */
  readonly assigns: readonly string[];
  /** MySQL/MariaDB: keys of the tables into which the body inserts without naming columns. */
  readonly insertsByPlace: readonly string[];
  /** UPDATE OF; empty for all columns. */
  readonly columns: readonly string[];
  readonly forEach: 'row' | 'statement';
  readonly when: Expression | null;
  /** PostgreSQL: key of the function that is executed. */
  readonly routine: string | null;
  readonly origin: Origin | null;
}

export interface Policy {
  readonly name: string;
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete';
  readonly using: Expression | null;
  readonly withCheck: Expression | null;
  readonly origin: Origin | null;
}

/** A part that a table once had. */
export interface DroppedPart {
  readonly kind: 'column' | 'constraint' | 'index' | 'trigger' | 'policy';
  readonly name: string;
  /** The statement that dropped it or gave it another name. */
  readonly origin: Origin;
  /** What it asked of the rows: a unique index, or a CHECK. Missing where it asked nothing, and lives on under another name. */
  readonly rule?: Index | CheckConstraint;
}
