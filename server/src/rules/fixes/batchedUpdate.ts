import type { Table } from '../../catalog/model.ts';
import type { ReviewSettings } from '../rule.ts';
import type { FollowUpStyle } from './followUps.ts';
import { quoteIdentifier } from './identifiers.ts';

/** Everything in SQL as it is to be written. */
export interface Backfill {
  readonly table: string;
  readonly assignments: string;
  /** What holds for the rows that are still to be done, and for none that is done. */
  readonly remaining: string;
  /** The column of the primary key, when it has one column. */
  readonly key: string | null;
}

const DEFAULT_BATCH = 5000;

/**
 * An UPDATE in batches with a commit after each, so that no row stays locked for long. PostgreSQL runs the loop itself;
 * MySQL and MariaDB have no anonymous block, so there the statement is one batch, to be repeated.
 */
export function batchedUpdate({ site, engine, settings, sql }: FollowUpStyle, backfill: Backfill): string {
  const { table, assignments, remaining, key } = backfill;
  const batch = batchSize(settings);
  if (engine !== 'postgresql') {
    const order = key === null ? '' : sql` ORDER BY ${key}`;
    return sql`UPDATE ${table} SET ${assignments} WHERE ${remaining}${order} LIMIT ${batch};`;
  }
  const rows =
    key === null
      ? sql`ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${remaining} LIMIT ${batch}))`
      : sql`${key} IN (SELECT ${key} FROM ${table} WHERE ${remaining} ORDER BY ${key} LIMIT ${batch})`;
  return sql`DO $$
DECLARE
  changed bigint;
BEGIN
  LOOP
    UPDATE ${table} SET ${assignments}
    WHERE ${rows};
    GET DIAGNOSTICS changed = ROW_COUNT;
    EXIT WHEN changed = 0;
    COMMIT;
  END LOOP;
END $$;`.replaceAll('\n', site.newline);
}

/** The primary key's column as SQL; null when it is not known or has several columns. */
export function singleKey(table: Table | undefined, { engine }: FollowUpStyle): string | null {
  const key = table?.constraints.find(constraint => constraint.kind === 'primary-key');
  const [column, ...others] = key?.kind === 'primary-key' ? key.columns : [];
  return column === undefined || others.length > 0 ? null : quoteIdentifier(engine, column);
}

function batchSize(settings: ReviewSettings): number {
  const batch = settings.options['backfill-in-one-statement']?.['batch'];
  return typeof batch === 'number' && Number.isInteger(batch) && batch > 0 ? batch : DEFAULT_BATCH;
}
