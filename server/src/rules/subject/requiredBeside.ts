import { findColumn, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import type { Operation } from '../../operations/operation.ts';
import type { ReviewedOperation } from '../rule.ts';

/** A column that a statement of the file requires. */
export interface RequiredColumn {
  /** Catalog key. */
  readonly table: string;
  readonly name: string;
}

/** The columns that tightening operations of the file require from then on. */
export function requiredColumns(changes: readonly ReviewedOperation[]): readonly RequiredColumn[] {
  return changes.flatMap(change => requiredColumn(change) ?? []);
}

/**
 * True for a foreign key over columns that the same file requires: a writer that leaves them out stops at the NOT NULL,
 * and one that fills them knows what they point to.
 */
export function isKeyOfRequired(
  required: readonly RequiredColumn[],
  { context: { operation, before } }: ReviewedOperation,
): boolean {
  if (operation.kind !== 'AddConstraint' || operation.constraint.kind !== 'foreign-key') return false;
  const key = relationKey(before, operation.table);
  return operation.constraint.columns.every(({ value }) =>
    required.some(({ table, name }) => table === key && sameName(before.dialect, name, value)),
  );
}

function requiredColumn({ context: { operation, before } }: ReviewedOperation): RequiredColumn | null {
  const name = nameOfRequired(operation);
  if (name === null || !('table' in operation) || operation.table === null) return null;
  if (!('name' in operation.table)) return null;
  const table = relationKey(before, operation.table);
  if (operation.kind === 'ModifyColumn') {
    const column = findColumn(before, tableAt(before, table), operation.column);
    // MODIFY restates a NOT NULL that was there.
    if (column === undefined || column.notNull) return null;
  }
  return { table, name };
}

function nameOfRequired(operation: Operation): string | null {
  switch (operation.kind) {
    case 'SetNotNull':
      return operation.column.value;
    case 'AddConstraint':
      return operation.constraint.kind === 'not-null' ? operation.constraint.column.value : null;
    case 'ModifyColumn': {
      const { nullable, name, default: value } = operation.definition;
      return nullable?.value === false && value === null ? name.value : null;
    }
    default:
      return null;
  }
}
