import { relationKey, tableAt } from '../../catalog/catalog.ts';
import type { ReviewedFile, ReviewedOperation } from '../rule.ts';

/**
 * True for a unique key of a PostgreSQL table that nobody knows, when the file drops one before that the server named
 * after columns of the new one: `orders_code_key` before UNIQUE (code, owner).
 */
export function loosensUnseenKey(
  reviewed: ReviewedFile,
  { context, order, statement }: ReviewedOperation,
): boolean {
  const { operation, before, target } = context;
  if (target.engine !== 'postgresql' || operation.kind !== 'AddConstraint') return false;
  const { constraint, table } = operation;
  if (constraint.kind !== 'unique' || constraint.nullsNotDistinct) return false;
  const key = relationKey(before, table);
  if (tableAt(before, key)?.certain === true) return false;
  const columns = constraint.parts.flatMap(({ column }) => (column === null ? [] : [column.value]));
  return reviewed.ofKinds('DropConstraint').some(({ context: other, order: place, statement: where }) => {
    const dropped = other.operation;
    if (dropped.kind !== 'DropConstraint' || dropped.name === null) return false;
    if (place > order || where.run.direction !== statement.run.direction) return false;
    if (relationKey(other.before, dropped.table) !== key) return false;
    const [, named] = /^(.+)_key\d*$/.exec(dropped.name.value) ?? [];
    const prefix = `${table.name.value}_`;
    return named?.startsWith(prefix) === true && isMadeOf(named.slice(prefix.length), columns);
  });
}

/** True for some of the columns, each once, in any order, with an underscore between. */
function isMadeOf(name: string, columns: readonly string[]): boolean {
  return columns.some(column => {
    if (name === column) return true;
    const others = columns.filter(other => other !== column);
    return name.startsWith(`${column}_`) && isMadeOf(name.slice(column.length + 1), others);
  });
}
