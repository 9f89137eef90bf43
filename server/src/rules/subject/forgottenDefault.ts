import { findColumn, findTable, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import type { Column, Table } from '../../catalog/model.ts';
import type { ModifyColumn } from '../../operations/tableOperations.ts';
import type { OperationContext } from '../rule.ts';
import { isFilledByTrigger } from './filledByTrigger.ts';
import { existingRelation } from './relations.ts';

/** NOT NULL, or a CHECK that says the same, on a column that the server does not compute. */
export function isRequired(table: Table, column: Column, { before }: OperationContext): boolean {
  if (column.generated !== null || column.autoIncrement) return false;
  return (
    column.notNull ||
    table.constraints.some(
      constraint =>
        constraint.kind === 'check' &&
        constraint.enforced &&
        constraint.expression.notNullColumns.some(name => sameName(before.dialect, name, column.name)),
    )
  );
}

/** True when the server has a value for an INSERT that leaves the column out. */
export function hasDefault({ default: value, identity }: Column): boolean {
  return identity !== null || (value !== null && value.kind !== 'null');
}

/**
 * MySQL/MariaDB: what fills a required column so far and is not repeated by MODIFY or CHANGE, as it has to be written;
 * null when nothing is lost that writers count on, and in a contract migration.
 */
export function forgottenDefault(
  context: OperationContext,
  operation: ModifyColumn,
): { readonly column: Column; readonly text: string } | null {
  const { before, after, file, run } = context;
  if (file.phase === 'contract' || run.direction === 'down') return null;
  const existing = existingRelation(context, operation.table);
  const table = findTable(before, operation.table);
  const column = findColumn(before, table, operation.column);
  if (existing === null || table === undefined || column === undefined || column.generated !== null)
    return null;
  const { default: value, autoIncrement, generated } = operation.definition;
  if (value !== null || autoIncrement !== null || generated !== null) return null;
  const text = column.autoIncrement
    ? 'AUTO_INCREMENT'
    : hasDefault(column)
      ? `DEFAULT ${column.default?.text ?? ''}`
      : null;
  const later = tableAt(after, relationKey(after, operation.table));
  const now = findColumn(after, later, operation.definition.name);
  if (text === null || later === undefined || now === undefined) return null;
  if (!isRequired(later, now, context) || hasDefault(now)) return null;
  return isFilledByTrigger(after, later, now.name) ? null : { column, text };
}
