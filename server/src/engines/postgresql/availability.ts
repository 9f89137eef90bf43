import type { Operation } from '../../operations/operation.ts';
import type { FactQuestion, Refusal } from '../lockNote.ts';
import { subjectOf } from './relations.ts';
import { PARAMETER_SINCE } from './storageParameters.ts';

/** Something that older servers do not know, with the SQLSTATE they refuse it with. */
interface Feature {
  readonly name: string;
  readonly since: number;
  readonly code: string;
  readonly isUsed: (operation: Operation, question: FactQuestion) => boolean;
}

const SYNTAX = '42601';
const NOT_SUPPORTED = '0A000';
const WRONG_OBJECT = '42809';
const BAD_PARAMETER = '22023';

/** By version, oldest first. Measured: the server one major older refuses with this code. */
const FEATURES: readonly Feature[] = [
  { name: 'included columns', since: 11, code: SYNTAX, isUsed: operation => includesColumns(operation) },
  {
    name: 'default and hash partitions',
    since: 11,
    code: SYNTAX,
    isUsed: operation => usesNewBound(operation),
  },
  {
    name: 'CREATE INDEX ON ONLY',
    since: 11,
    code: SYNTAX,
    isUsed: operation => operation.kind === 'CreateIndex' && operation.only,
  },
  {
    name: 'index on a partitioned table',
    since: 11,
    code: WRONG_OBJECT,
    isUsed: (operation, question) =>
      operation.kind === 'CreateIndex' && isPartitioned(question, operation.table),
  },
  {
    name: 'constraint on a partitioned table',
    since: 11,
    code: NOT_SUPPORTED,
    isUsed: constrainsPartitioned,
  },
  {
    name: 'procedure',
    since: 11,
    code: SYNTAX,
    isUsed: operation => operation.kind === 'CreateRoutine' && operation.routineKind === 'procedure',
  },
  {
    name: 'ALTER INDEX ATTACH PARTITION and SET STATISTICS',
    since: 11,
    code: SYNTAX,
    isUsed: operation =>
      operation.kind === 'AlterIndex' &&
      (operation.action === 'attach-partition' || operation.action === 'statistics'),
  },
  {
    name: 'generated column',
    since: 12,
    code: SYNTAX,
    isUsed: operation => definesColumns(operation).some(column => column.generated?.value.kind === 'stored'),
  },
  {
    name: 'foreign key to a partitioned table',
    since: 12,
    code: WRONG_OBJECT,
    isUsed: referencesPartitioned,
  },
  {
    name: 'REINDEX CONCURRENTLY',
    since: 12,
    code: SYNTAX,
    isUsed: operation => operation.kind === 'Reindex' && operation.concurrently,
  },
  {
    name: 'DROP EXPRESSION',
    since: 13,
    code: SYNTAX,
    isUsed: operation => operation.kind === 'AlterColumnExpression' && operation.action === 'drop',
  },
  {
    name: 'DETACH PARTITION CONCURRENTLY',
    since: 14,
    code: SYNTAX,
    isUsed: operation =>
      operation.kind === 'DetachPartition' && (operation.concurrently || operation.finalize),
  },
  {
    name: 'SET COMPRESSION',
    since: 14,
    code: SYNTAX,
    isUsed: operation => operation.kind === 'SetColumnOption' && operation.option === 'compression',
  },
  {
    name: 'CREATE OR REPLACE TRIGGER',
    since: 14,
    code: SYNTAX,
    isUsed: operation => operation.kind === 'CreateTrigger' && operation.orReplace,
  },
  {
    name: 'NULLS NOT DISTINCT',
    since: 15,
    code: SYNTAX,
    isUsed: operation => hasNullsNotDistinct(operation),
  },
  {
    name: 'SET ACCESS METHOD',
    since: 15,
    code: SYNTAX,
    isUsed: operation => operation.kind === 'SetTableProperty' && operation.property === 'access-method',
  },
  { name: 'MERGE', since: 15, code: SYNTAX, isUsed: operation => operation.kind === 'Merge' },
  {
    name: 'CLUSTER of a partitioned table',
    since: 15,
    code: NOT_SUPPORTED,
    isUsed: (operation, question) =>
      operation.kind === 'Maintenance' &&
      operation.command === 'cluster' &&
      operation.table !== null &&
      isPartitioned(question, operation.table),
  },
  {
    name: 'SET ACCESS METHOD of a partitioned table',
    since: 17,
    code: WRONG_OBJECT,
    isUsed: (operation, question) =>
      operation.kind === 'SetTableProperty' &&
      operation.property === 'access-method' &&
      isPartitioned(question, operation.table),
  },
  {
    name: 'SET EXPRESSION',
    since: 17,
    code: SYNTAX,
    isUsed: operation => operation.kind === 'AlterColumnExpression' && operation.action === 'set',
  },
  {
    name: 'virtual generated column',
    since: 18,
    code: SYNTAX,
    isUsed: operation => definesColumns(operation).some(column => column.generated?.value.kind === 'virtual'),
  },
  {
    name: 'NOT NULL as a constraint',
    since: 18,
    code: SYNTAX,
    isUsed: operation => writtenConstraints(operation).some(constraint => constraint.kind === 'not-null'),
  },
  { name: 'NOT ENFORCED', since: 18, code: SYNTAX, isUsed: operation => isUnenforced(operation) },
  {
    name: 'NOT VALID foreign key of a partitioned table',
    since: 18,
    code: WRONG_OBJECT,
    isUsed: unvalidatedOnPartitioned,
  },
  {
    name: 'REPACK',
    since: 19,
    code: SYNTAX,
    isUsed: operation => operation.kind === 'Maintenance' && operation.command === 'repack',
  },
];

/** The refusal of a server that is too old for something in the operation; null when it knows all of it. */
export function refusedAsTooNew(question: FactQuestion, major: number): Refusal | null {
  const { operation } = question;
  const missing: { readonly since: number; readonly code: string }[] = FEATURES.filter(
    feature => feature.since > major && feature.isUsed(operation, question),
  );
  const parameter = newestParameter(operation);
  if (parameter > major) missing.push({ since: parameter, code: BAD_PARAMETER });
  const [first] = missing;
  if (first === undefined) return null;
  return {
    code: first.code,
    reason: 'needs-newer-version',
    since: String(Math.max(...missing.map(feature => feature.since))),
  };
}

/** The first major that knows everything in the operation; 0 when that is older than 10. */
export function availableSince(question: FactQuestion): number {
  const { operation } = question;
  const used = FEATURES.filter(feature => feature.isUsed(operation, question)).map(feature => feature.since);
  return Math.max(0, newestParameter(operation), ...used);
}

function newestParameter(operation: Operation): number {
  if (operation.kind !== 'SetStorageParameters' || operation.reset) return 0;
  return Math.max(
    0,
    ...operation.parameters.map(
      parameter => PARAMETER_SINCE[parameter.value.toLowerCase().replace(/^toast\./, '')] ?? 0,
    ),
  );
}

function definesColumns(
  operation: Operation,
): readonly Extract<Operation, { readonly kind: 'AddColumn' }>['column'][] {
  return operation.kind === 'AddColumn'
    ? [operation.column]
    : operation.kind === 'CreateTable'
      ? operation.columns
      : [];
}

function writtenConstraints(
  operation: Operation,
): readonly Extract<Operation, { readonly kind: 'AddConstraint' }>['constraint'][] {
  return operation.kind === 'AddConstraint'
    ? [operation.constraint]
    : operation.kind === 'CreateTable'
      ? operation.constraints
      : [];
}

function includesColumns(operation: Operation): boolean {
  if (operation.kind === 'CreateIndex') return operation.index.include.length > 0;
  return writtenConstraints(operation).some(
    constraint =>
      (constraint.kind === 'unique' || constraint.kind === 'primary-key') && constraint.include.length > 0,
  );
}

function hasNullsNotDistinct(operation: Operation): boolean {
  if (operation.kind === 'CreateIndex') return operation.index.nullsNotDistinct;
  return writtenConstraints(operation).some(
    constraint =>
      (constraint.kind === 'unique' || constraint.kind === 'primary-key') && constraint.nullsNotDistinct,
  );
}

function isUnenforced(operation: Operation): boolean {
  if (operation.kind === 'AlterConstraint') return operation.enforced !== null;
  return (
    writtenConstraints(operation).some(constraint => !constraint.enforced) ||
    definesColumns(operation).some(column => column.checks.some(check => !check.enforced))
  );
}

function usesNewBound(operation: Operation): boolean {
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

function isPartitioned({ before }: FactQuestion, table: Parameters<typeof subjectOf>[1]): boolean {
  return subjectOf(before, table).table?.partitioning != null;
}

function constrainsPartitioned(operation: Operation, question: FactQuestion): boolean {
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

function referencesPartitioned(operation: Operation, question: FactQuestion): boolean {
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

function unvalidatedOnPartitioned(operation: Operation, question: FactQuestion): boolean {
  return (
    operation.kind === 'AddConstraint' &&
    operation.constraint.kind === 'foreign-key' &&
    operation.constraint.notValid !== null &&
    isPartitioned(question, operation.table)
  );
}
