import type { Operation } from '../../operations/operation.ts';
import type { FactQuestion } from '../lockNote.ts';
import { subjectOf } from './relations.ts';

/* What an operation uses of what came with some version. */

/** CONCURRENTLY is also a word of its own before the name, since 12. */
export function hasNewOptions({
  concurrentlyAsOption,
  options = [],
}: Extract<Operation, { readonly kind: 'Reindex' }>): boolean {
  return (
    concurrentlyAsOption === true || options.some(({ name }) => name !== 'verbose' && name !== 'concurrently')
  );
}

export function definesColumns(
  operation: Operation,
): readonly Extract<Operation, { readonly kind: 'AddColumn' }>['column'][] {
  return operation.kind === 'AddColumn'
    ? [operation.column]
    : operation.kind === 'CreateTable'
      ? operation.columns
      : [];
}

export function writtenConstraints(
  operation: Operation,
): readonly Extract<Operation, { readonly kind: 'AddConstraint' }>['constraint'][] {
  return operation.kind === 'AddConstraint'
    ? [operation.constraint]
    : operation.kind === 'CreateTable'
      ? operation.constraints
      : [];
}

export function includesColumns(operation: Operation): boolean {
  if (operation.kind === 'CreateIndex') return operation.index.include.length > 0;
  return writtenConstraints(operation).some(
    constraint =>
      (constraint.kind === 'unique' || constraint.kind === 'primary-key') && constraint.include.length > 0,
  );
}

export function hasNullsNotDistinct(operation: Operation): boolean {
  if (operation.kind === 'CreateIndex') return operation.index.nullsNotDistinct;
  return writtenConstraints(operation).some(
    constraint =>
      (constraint.kind === 'unique' || constraint.kind === 'primary-key') && constraint.nullsNotDistinct,
  );
}

export function isUnenforced(operation: Operation): boolean {
  if (operation.kind === 'AlterConstraint') return operation.enforced !== null;
  return (
    writtenConstraints(operation).some(constraint => !constraint.enforced) ||
    definesColumns(operation).some(column => column.checks.some(check => !check.enforced))
  );
}

export function usesNewBound(operation: Operation): boolean {
  if (operation.kind === 'AttachPartition') return isNewBound(operation.bound);
  if (operation.kind !== 'CreateTable') return false;
  return (
    operation.partitionBy?.method === 'hash' ||
    (operation.partitionOf !== null && isNewBound(operation.partitionOf.bound))
  );
}

function isNewBound(bound: { readonly isDefault: boolean; readonly text: string }): boolean {
  return bound.isDefault || /\bmodulus\b/i.test(bound.text);
}

export function isPartitioned({ before }: FactQuestion, table: Parameters<typeof subjectOf>[1]): boolean {
  return subjectOf(before, table).table?.partitioning != null;
}

export function constrainsPartitioned(operation: Operation, question: FactQuestion): boolean {
  if (operation.kind === 'AddColumn') {
    const { primaryKey, unique, references } = operation.column;
    return (primaryKey ?? unique ?? references) !== null && isPartitioned(question, operation.table);
  }
  if (
    operation.kind !== 'AddConstraint' ||
    operation.constraint.kind === 'check' ||
    operation.constraint.kind === 'not-null'
  )
    return false;
  return isPartitioned(question, operation.table);
}

export function referencesPartitioned(operation: Operation, question: FactQuestion): boolean {
  const targets = [
    ...writtenConstraints(operation).flatMap(constraint =>
      constraint.kind === 'foreign-key' ? [constraint.target.table] : [],
    ),
    ...definesColumns(operation).flatMap(column =>
      column.references === null ? [] : [column.references.value.table],
    ),
  ];
  return targets.some(target => isPartitioned(question, target));
}

export function unvalidatedOnPartitioned(operation: Operation, question: FactQuestion): boolean {
  return (
    operation.kind === 'AddConstraint' &&
    operation.constraint.kind === 'foreign-key' &&
    operation.constraint.notValid !== null &&
    isPartitioned(question, operation.table)
  );
}
