import type { Operation } from '../../operations/operation.ts';
import type { FactQuestion } from '../lockNote.ts';
import {
  constrainsPartitioned,
  definesColumns,
  hasNewOptions,
  hasNullsNotDistinct,
  includesColumns,
  isPartitioned,
  isUnenforced,
  referencesPartitioned,
  unvalidatedOnPartitioned,
  usesNewBound,
  writtenConstraints,
} from './featureUse.ts';
import { subjectOf } from './relations.ts';

/** Something that older servers do not know, with the SQLSTATE they refuse it with. */
export interface Feature {
  readonly name: string;
  readonly since: number;
  readonly code: string;
  readonly isUsed: (operation: Operation, question: FactQuestion) => boolean;
}

const SYNTAX = '42601';
const NOT_SUPPORTED = '0A000';
const WRONG_OBJECT = '42809';
export const BAD_PARAMETER = '22023';

/** By version, oldest first. Measured: the server one major older refuses with this code. */
export const FEATURES: readonly Feature[] = [
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
    name: 'VACUUM and ANALYZE of several tables',
    since: 11,
    code: SYNTAX,
    isUsed: (operation, { statement }) =>
      operation.kind === 'Maintenance' &&
      statement.operations.filter(other => other.kind === 'Maintenance').length > 1,
  },
  {
    name: 'LOCK TABLE of a view',
    since: 11,
    code: WRONG_OBJECT,
    isUsed: (operation, { before }) =>
      operation.kind === 'LockTables' &&
      operation.tables.some(({ table }) => subjectOf(before, table).view?.materialized === false),
  },
  {
    name: 'row trigger on a partitioned table',
    since: 11,
    code: WRONG_OBJECT,
    isUsed: (operation, question) =>
      operation.kind === 'CreateTrigger' &&
      operation.forEach === 'row' &&
      isPartitioned(question, operation.table),
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
    name: 'ALTER VIEW RENAME COLUMN',
    since: 13,
    code: SYNTAX,
    isUsed: (operation, { before }) =>
      operation.kind === 'RenameObject' &&
      operation.objectKind === 'column' &&
      operation.table !== null &&
      subjectOf(before, operation.table).view?.materialized === false,
  },
  {
    name: 'ALTER STATISTICS SET STATISTICS',
    since: 13,
    code: SYNTAX,
    isUsed: operation =>
      operation.kind === 'AlterObject' &&
      operation.objectKind === 'statistics' &&
      /^set\s+statistics\b/i.test(operation.definition?.value ?? ''),
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
    name: 'REINDEX options besides VERBOSE',
    since: 14,
    code: SYNTAX,
    isUsed: operation => operation.kind === 'Reindex' && hasNewOptions(operation),
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
  {
    name: 'security_invoker',
    since: 15,
    code: BAD_PARAMETER,
    isUsed: operation =>
      (operation.kind === 'CreateView' || operation.kind === 'AlterObject') &&
      (operation.options ?? []).some(({ name }) => name === 'security_invoker'),
  },
  {
    name: 'SET LOGGED and SET UNLOGGED of a sequence',
    since: 15,
    code: SYNTAX,
    isUsed: operation =>
      operation.kind === 'AlterSequence' &&
      (operation.options ?? []).some(({ name }) => name === 'logged' || name === 'unlogged'),
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
