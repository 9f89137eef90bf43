import { findIndex, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import type { Operation } from '../../operations/operation.ts';
import type { ReviewedFile, ReviewedOperation } from '../rule.ts';

/** `UNQ_orders`, `uk_orders_ref`: a name that says what kind of index it is. */
const SAYS_UNIQUE = /(?:^|[_-])(?:uq|uk|unq|uniq|unique|uidx|uix|ux)(?:[_-]|\d|$)/i;

/**
 * True for a unique key that takes the place of one which the same statement, or one before it, drops from the table: over
 * the same columns or more of them no row can repeat another. Of a table that nobody knows the names have to tell.
 */
export function replacesUniqueKey(
  reviewed: ReviewedFile,
  { context, order, statement }: ReviewedOperation,
): boolean {
  const { operation, before } = context;
  if (operation.kind !== 'AddConstraint' || operation.constraint.kind !== 'unique') return false;
  const { name, parts } = operation.constraint;
  const columns = parts.flatMap(({ column }) => (column === null ? [] : [column.value]));
  const table = relationKey(before, operation.table);
  return reviewed.ofKinds('DropIndex', 'DropConstraint').some(drop => {
    if (drop.statement.run.section !== statement.run.section) return false;
    if (drop.order > order && drop.statement !== statement) return false;
    const dropped = droppedKey(drop.context.operation);
    if (dropped === null || relationKey(drop.context.before, dropped.table) !== table) return false;
    const known = tableAt(drop.context.before, table);
    const old = findIndex(drop.context.before, known, dropped.name);
    if (old === undefined)
      return (
        known?.certain !== true &&
        (SAYS_UNIQUE.test(dropped.name) || isSameName(dropped.name, name?.value ?? null))
      );
    return (
      old.unique &&
      old.predicate === null &&
      old.keys.every(
        ({ column }) => column !== null && columns.some(other => sameName(before.dialect, other, column)),
      )
    );
  });
}

function isSameName(left: string, right: string | null): boolean {
  return left.toLowerCase() === right?.toLowerCase();
}

function droppedKey(
  operation: Operation,
): { readonly table: Parameters<typeof relationKey>[1]; readonly name: string } | null {
  switch (operation.kind) {
    case 'DropIndex':
      return operation.table === null ? null : { table: operation.table, name: operation.index.name.value };
    case 'DropConstraint':
      return operation.name === null || operation.constraintKind === 'foreign-key'
        ? null
        : { table: operation.table, name: operation.name.value };
    default:
      return null;
  }
}
