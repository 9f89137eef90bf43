import { findColumn, findTable, relationKey, sameName } from '../../catalog/catalog.ts';
import type { Column, Table } from '../../catalog/model.ts';
import type { OperationContext, ReviewedFile } from '../rule.ts';
import { isFilledByTrigger } from './filledByTrigger.ts';
import { isNewColumn } from './relations.ts';

/** A new column that may be NULL stays NULL in what old writers write, and NULL equals nothing. */
export function sparesOldWriters(
  context: OperationContext,
  table: Table | undefined,
  columns: readonly string[],
): boolean {
  return columns.some(name => {
    const column = findColumn(context.before, table, name);
    return column !== undefined && isNewColumn(context, column) && fillsNothing(column);
  });
}

/** NULL in a row unless somebody writes the column. */
function fillsNothing({ notNull, default: value, generated, identity }: Column): boolean {
  return !notNull && value === null && generated === null && identity === null;
}

/** Which columns of a table are NULL in what the running release writes, before and after the migration. */
export interface ColumnsLeftNull {
  /** Columns that the migration adds. */
  readonly now: (column: string) => boolean;
  /** Columns that are gone: who writes them fails on that. */
  readonly before: (column: string) => boolean;
}

/** `start` is the table as the running release knows it. */
export function columnsLeftNull(
  reviewed: ReviewedFile,
  context: OperationContext,
  start: Table,
): ColumnsLeftNull {
  const { operation, before } = context;
  const table =
    'table' in operation && operation.table !== null && 'name' in operation.table
      ? findTable(before, operation.table)
      : undefined;
  if (table === undefined || !table.certain || !start.certain)
    return { now: () => false, before: () => false };
  return {
    now: name => {
      const column = findColumn(before, table, name);
      if (column === undefined || !sparesOldWriters(context, table, [name])) return false;
      return !isFilledByTrigger(before, table, column.name) && !isUpdatedInFile(reviewed, table, column);
    },
    before: name => {
      const column = findColumn(before, start, name);
      if (column === undefined || findColumn(before, table, name) !== undefined) return false;
      return fillsNothing(column) && !isFilledByTrigger(before, start, column.name);
    },
  };
}

/** Rows that are there get values in the column, and old writers may change the rest of such a row. */
export function isUpdatedInFile(reviewed: ReviewedFile, { schema, name }: Table, column: Column): boolean {
  return reviewed.ofKinds('Update').some(({ context: { operation, before } }) => {
    if (operation.kind !== 'Update') return false;
    const updated = before.get(relationKey(before, operation.table));
    if (updated?.kind !== 'table' || updated.schema !== schema || updated.name !== name) return false;
    return (
      operation.columns.length === 0 ||
      operation.columns.some(({ value }) => sameName(before.dialect, value, column.name))
    );
  });
}
