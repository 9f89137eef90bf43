import type { Target } from '../../engines/engine.ts';
import { hasFeature } from './availability.ts';
import type { SqlWriter } from './letterCase.ts';

/** A column in SQL as it is to be written, and the name for the constraint that proves it. */
export interface RequiredColumn {
  readonly table: string;
  readonly column: string;
  readonly constraint: string;
}

/** PostgreSQL: how a column becomes NOT NULL without a scan under a lock that blocks anybody. */
export interface RequireSteps {
  /** The ALTER TABLE action that new rows must satisfy from now on. */
  readonly action: string;
  /** The statements of a later migration, which check the old rows. */
  readonly later: readonly string[];
  /** False when a CHECK stays in place of NOT NULL, because the server would scan again. */
  readonly endsNotNull: boolean;
}

export function requireSteps(
  target: Target,
  { table, column, constraint }: RequiredColumn,
  sql: SqlWriter,
): RequireSteps {
  const validate = sql`ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint};`;
  if (hasFeature(target, 'not-null-not-valid')) {
    return {
      action: sql`ADD CONSTRAINT ${constraint} NOT NULL ${column} NOT VALID`,
      later: [validate],
      endsNotNull: true,
    };
  }
  const action = sql`ADD CONSTRAINT ${constraint} CHECK (${column} IS NOT NULL) NOT VALID`;
  if (!hasFeature(target, 'check-proves-not-null')) return { action, later: [validate], endsNotNull: false };
  return {
    action,
    later: [
      validate,
      sql`ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL;`,
      sql`ALTER TABLE ${table} DROP CONSTRAINT ${constraint};`,
    ],
    endsNotNull: true,
  };
}
