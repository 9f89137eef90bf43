import { findConstraint, findIndex, findTable } from '../../catalog/catalog.ts';
import type { Constraint, Index } from '../../catalog/model.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { OperationContext } from '../rule.ts';

/** The constraint of a kind that the operation adds, under the name that the server gives it when none is written. */
export function addedConstraint(
  context: OperationContext,
  table: ObjectName,
  kind: Constraint['kind'],
): Constraint | undefined {
  const before = findTable(context.before, table);
  return findTable(context.after, table)?.constraints.find(
    constraint =>
      constraint.kind === kind && findConstraint(context.before, before, constraint.name) === undefined,
  );
}

/** The index that the operation adds, under the name that the server gives it when none is written. */
export function addedIndex(context: OperationContext, table: ObjectName): Index | undefined {
  const before = findTable(context.before, table);
  return findTable(context.after, table)?.indexes.find(
    index => findIndex(context.before, before, index.name) === undefined,
  );
}
