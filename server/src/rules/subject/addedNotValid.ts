import { nameKey, relationKey } from '../../catalog/catalog.ts';
import { addedConstraint } from '../fixes/addedParts.ts';
import type { OperationContext } from '../rule.ts';

/** Table or domain and name of the constraint that an operation adds NOT VALID, in one text; null when it adds none. */
export function addedNotValid(context: OperationContext): string | null {
  const { operation } = context;
  if (operation.kind === 'AddConstraint' && operation.constraint.notValid !== null) {
    const { constraint, table } = operation;
    const name = constraint.name?.value ?? addedConstraint(context, table, constraint.kind)?.name ?? null;
    return name === null ? null : `${relationKey(context.before, table)} ${name}`;
  }
  if (
    operation.kind === 'AlterDomain' &&
    operation.action === 'add-constraint' &&
    operation.notValid &&
    operation.constraint !== null
  )
    return `${nameKey(context.before, 'type', operation.domain)} ${operation.constraint.value}`;
  return null;
}

/** Table or domain and name of the constraint that an operation validates, as {@link addedNotValid} says them. */
export function validatedConstraint({ operation, before }: OperationContext): string | null {
  if (operation.kind === 'ValidateConstraint')
    return `${relationKey(before, operation.table)} ${operation.name.value}`;
  if (
    operation.kind === 'AlterDomain' &&
    operation.action === 'validate-constraint' &&
    operation.constraint !== null
  )
    return `${nameKey(before, 'type', operation.domain)} ${operation.constraint.value}`;
  return null;
}
