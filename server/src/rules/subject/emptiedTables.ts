import { findConstraint, relationKey, tableAt } from '../../catalog/catalog.ts';
import type { OperationKind } from '../../operations/operation.ts';
import type { Delete, Truncate } from '../../operations/sessionOperations.ts';
import type { OperationContext, ReviewedFile, ReviewedOperation } from '../rule.ts';

/* What becomes of a table that a statement empties, further down in the same section of the file. */

/** TRUNCATE or DELETE, and where it stands. */
export interface Emptying {
  readonly at: ReviewedOperation;
  readonly operation: Truncate | Delete;
}

/** Keys of all tables that refer to a table, directly or through others. */
export function referencing(context: OperationContext, start: string): readonly string[] {
  const found = new Set<string>();
  const open = [start];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const { table } of tableAt(context.before, key)?.referencedBy ?? []) {
      if (table === start || found.has(table)) continue;
      found.add(table);
      open.push(table);
    }
  }
  return [...found];
}

/** True when the table is dropped below, and with it every other one that may lose rows along with it. */
export function isDroppedBelow(reviewed: ReviewedFile, { at, operation }: Emptying): boolean {
  const { context } = at;
  const key = relationKey(context.before, operation.table);
  const dropped = keysBelow(reviewed, at, ['DropTable']);
  if (!dropped.has(key)) return false;
  if (operation.kind === 'Truncate' && !operation.cascade) return true;
  // ON DELETE CASCADE and TRUNCATE CASCADE reach tables that stay; of an unknown table nobody knows which.
  if (tableAt(context.before, key) === undefined) return false;
  return referencing(context, key).every(other => dropped.has(other));
}

/** True when rows come into the table below, and no other table loses or changes some along with it. */
export function isFilledBelow(reviewed: ReviewedFile, { at, operation }: Emptying): boolean {
  const { context } = at;
  const key = relationKey(context.before, operation.table);
  if (!keysBelow(reviewed, at, ['Insert', 'CopyRows', 'Merge']).has(key)) return false;
  return operation.kind === 'Truncate'
    ? !operation.cascade || referencing(context, key).length === 0
    : !passesDeletesOn(context, key);
}

/** A foreign key of another table deletes or empties what refers to a deleted row. */
function passesDeletesOn({ before }: OperationContext, key: string): boolean {
  return (tableAt(before, key)?.referencedBy ?? []).some(reference => {
    const constraint = findConstraint(before, tableAt(before, reference.table), reference.constraint);
    if (constraint?.kind !== 'foreign-key') return false;
    const { onDelete } = constraint;
    return onDelete !== null && onDelete !== 'no action' && onDelete !== 'restrict';
  });
}

function keysBelow(
  reviewed: ReviewedFile,
  { order, statement }: ReviewedOperation,
  kinds: readonly OperationKind[],
): ReadonlySet<string> {
  return new Set(
    reviewed.ofKinds(...kinds).flatMap(below => {
      if (below.order < order || below.statement.run.section !== statement.run.section) return [];
      return keyOf(below.context) ?? [];
    }),
  );
}

/** Key of the table that the operation drops, or that it gives new rows. */
function keyOf({ operation, before }: OperationContext): string | null {
  switch (operation.kind) {
    case 'DropTable':
    case 'Insert':
      return relationKey(before, operation.table);
    case 'Merge':
      return operation.inserts === true ? relationKey(before, operation.table) : null;
    case 'CopyRows':
      return operation.table === null || operation.direction === 'to'
        ? null
        : relationKey(before, operation.table);
    default:
      return null;
  }
}
