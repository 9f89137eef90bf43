import { findColumn, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import type { Operation } from '../../operations/operation.ts';
import type { ReviewedFile, ReviewedOperation } from '../rule.ts';
import { formerColumn } from './newNames.ts';
import { isNewColumn } from './relations.ts';
import { constrainedColumns } from './tightenedRules.ts';

/**
 * True for a rule over columns of a table that nobody knows whole, when each of them is new or got its name further up in
 * the file: the catalog remembers no rename of a column that it never held, and old writers do not know the name.
 */
export function isOnlyOnRenamed(reviewed: ReviewedFile, change: ReviewedOperation): boolean {
  const { context } = change;
  const { operation, before } = context;
  const columns = columnsOfRule(operation);
  if (columns.length === 0 || !('table' in operation) || operation.table === null) return false;
  if (!('name' in operation.table)) return false;
  const key = relationKey(before, operation.table);
  const table = tableAt(before, key);
  if (table?.certain === true) return false;
  return columns.every(name => {
    const column = findColumn(before, table, name);
    if (column !== undefined && (isNewColumn(context, column) || formerColumn(context, column) !== null))
      return true;
    return isNamedAbove(reviewed, change, key, name);
  });
}

function columnsOfRule(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'AddConstraint':
      return constrainedColumns(operation.constraint);
    case 'CreateIndex':
      return operation.index.parts.flatMap(({ column, expression }) =>
        column === null ? (expression?.columns ?? []) : [column.value],
      );
    case 'SetNotNull':
      return [operation.column.value];
    default:
      return [];
  }
}

/** Renamed to this name above, while no column had it that went away or got another name before. */
function isNamedAbove(
  reviewed: ReviewedFile,
  { order, statement }: ReviewedOperation,
  table: string,
  name: string,
): boolean {
  const above = reviewed
    .ofKinds('RenameColumn', 'ModifyColumn', 'DropColumn')
    .flatMap(({ context: { operation, before }, order: at, statement: { run } }) => {
      if (at >= order || run.direction !== statement.run.direction) return [];
      const names = namesChanged(operation);
      if (names === null || relationKey(before, names.table) !== table) return [];
      const is = (other: string | null): boolean => other !== null && sameName(before.dialect, other, name);
      return [{ isTaken: is(names.to) && !is(names.from), isFreed: is(names.from) && !is(names.to) }];
    });
  return above.some(({ isTaken }) => isTaken) && !above.some(({ isFreed }) => isFreed);
}

function namesChanged(operation: Operation) {
  switch (operation.kind) {
    case 'RenameColumn':
      return { table: operation.table, from: operation.column.value, to: operation.to.value };
    case 'ModifyColumn':
      return { table: operation.table, from: operation.column.value, to: operation.definition.name.value };
    case 'DropColumn':
      return { table: operation.table, from: operation.column.value, to: null };
    default:
      return null;
  }
}
