import { findIndex, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import type { IndexPart } from '../../operations/constraints.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { Operation } from '../../operations/operation.ts';
import type { ReviewedFile, ReviewedOperation } from '../rule.ts';

/** `UNQ_orders`, `uk_orders_ref`: a name that says what kind of index it is. */
const SAYS_UNIQUE = /(?:^|[_-])(?:uq|uk|unq|uniq|unique|uidx|uix|ux)(?:[_-]|\d|$)/i;

/** As {@link replacedUniqueKey}: whether there is such a drop. */
export function replacesUniqueKey(reviewed: ReviewedFile, change: ReviewedOperation): boolean {
  return replacedUniqueKey(reviewed, change) !== null;
}

/**
 * The drop of the key that stood before, for a unique key that takes the place of one which the same statement, or one before it, drops from the table: over
 * the same columns or more of them no row can repeat another. Of a table that nobody knows the names have to tell.
 */
export function replacedUniqueKey(
  reviewed: ReviewedFile,
  { context, order, statement }: ReviewedOperation,
): ReviewedOperation | null {
  const { operation, before } = context;
  const made = uniqueKey(operation);
  if (made === null) return null;
  const { name, parts } = made;
  // The first characters may be equal where the whole is not.
  const columns = parts.flatMap(({ column, prefixLength }) =>
    column === null || prefixLength !== null ? [] : [column.value],
  );
  const table = relationKey(before, made.table);
  const found = reviewed.ofKinds('DropIndex', 'DropConstraint').find(drop => {
    if (drop.statement.run.section !== statement.run.section) return false;
    if (drop.order > order && drop.statement !== statement) return false;
    const dropped = droppedKey(drop.context.operation);
    if (dropped === null || relationKey(drop.context.before, dropped.table) !== table) return false;
    const known = tableAt(drop.context.before, table);
    const old = findIndex(drop.context.before, known, dropped.name);
    if (old === undefined)
      return known?.certain !== true && (SAYS_UNIQUE.test(dropped.name) || isSameName(dropped.name, name));
    return (
      old.unique &&
      old.predicate === null &&
      old.keys.every(
        ({ column }) => column !== null && columns.some(other => sameName(before.dialect, other, column)),
      )
    );
  });
  return found ?? null;
}

function uniqueKey(
  operation: Operation,
): { readonly table: ObjectName; readonly name: string | null; readonly parts: readonly IndexPart[] } | null {
  switch (operation.kind) {
    case 'AddConstraint': {
      const { table, constraint } = operation;
      if (constraint.kind !== 'unique' || constraint.nullsNotDistinct) return null;
      return { table, name: constraint.name?.value ?? null, parts: constraint.parts };
    }
    case 'CreateIndex': {
      const { table, index } = operation;
      if (!index.unique || index.nullsNotDistinct) return null;
      return { table, name: index.name?.name.value ?? null, parts: index.parts };
    }
    default:
      return null;
  }
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
