import { findTable, relationKey } from '../../catalog/catalog.ts';
import { hasFeature } from '../fixes/availability.ts';
import type { ReviewedFile, ReviewedOperation } from '../rule.ts';

/**
 * PostgreSQL: true for a SET NOT NULL whose file begins with the VALIDATE of a constraint that no migration at hand shows,
 * and either drops it afterwards or calls it by the column's name: the second half of a proof whose first half was seen
 * elsewhere. The constraint has bound every write since then.
 */
export function hasUnseenProof(reviewed: ReviewedFile, change: ReviewedOperation): boolean {
  const { context, statement, order } = change;
  const { operation, before, target } = context;
  if (operation.kind !== 'SetNotNull' || !hasFeature(target, 'check-proves-not-null')) return false;
  const table = relationKey(before, operation.table);
  const column = operation.column.value.toLowerCase();
  return reviewed.ofKinds('ValidateConstraint').some(earlier => {
    const validation = earlier.context.operation;
    if (
      validation.kind !== 'ValidateConstraint' ||
      earlier.order > order ||
      earlier.statement === statement ||
      earlier.statement.run.section !== statement.run.section ||
      relationKey(earlier.context.before, validation.table) !== table
    )
      return false;
    const name = validation.name.value;
    const isKnown =
      findTable(before, operation.table)?.constraints.some(other => other.name === name) === true;
    return !isKnown && (name.toLowerCase().includes(column) || isDroppedAfter(reviewed, change, name));
  });
}

function isDroppedAfter(
  reviewed: ReviewedFile,
  { context, order }: ReviewedOperation,
  name: string,
): boolean {
  const { operation, before } = context;
  return reviewed.ofKinds('DropConstraint').some(later => {
    const drop = later.context.operation;
    return (
      drop.kind === 'DropConstraint' &&
      later.order > order &&
      drop.name?.value === name &&
      operation.kind === 'SetNotNull' &&
      relationKey(later.context.before, drop.table) === relationKey(before, operation.table)
    );
  });
}
