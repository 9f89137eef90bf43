import { findRelation, tableAt } from '../../catalog/catalog.ts';
import type { Table } from '../../catalog/model.ts';
import type { IndexPart, TableConstraint } from '../../operations/constraints.ts';
import type { CreateTable, PartitionScheme } from '../../operations/tableOperations.ts';
import {
  type PartitionedProblem,
  type PartitionedQuestion,
  partitionedTable,
  referencedTables,
  referenceProblem,
} from '../partitionedProblem.ts';

/** PostgreSQL: what it does not do on the partitioned tables that the operation meets. */
export function postgresqlPartitionedProblem({
  operation,
  before,
}: PartitionedQuestion): PartitionedProblem | null {
  switch (operation.kind) {
    case 'CreateTable':
      return (
        (operation.partitionBy === null ? null : createdConflict(operation, operation.partitionBy)) ??
        referenceProblem(before, referencedTables(operation))
      );
    case 'CreateIndex': {
      const table = partitionedTable(before, operation.table);
      if (table === null) return null;
      if (operation.concurrently) return { conflict: 'concurrent-build' };
      return operation.index.unique ? keyConflict(table.partitioning, operation.index.parts) : null;
    }
    case 'DropIndex': {
      const index = operation.concurrently ? findRelation(before, operation.index) : undefined;
      const table = index?.kind === 'index' && index.certain ? tableAt(before, index.table) : undefined;
      return table?.certain === true && table.partitioning !== null ? { conflict: 'concurrent-drop' } : null;
    }
    case 'AddColumn': {
      const table = partitionedTable(before, operation.table);
      const isKey = operation.column.unique !== null || operation.column.primaryKey !== null;
      return (
        (table === null || !isKey
          ? null
          : keyConflict(table.partitioning, [], [operation.column.name.value])) ??
        referenceProblem(before, referencedTables(operation))
      );
    }
    case 'AddConstraint': {
      const table = partitionedTable(before, operation.table);
      return (
        (table === null ? null : constraintConflict(table.partitioning, operation.constraint)) ??
        referenceProblem(before, referencedTables(operation))
      );
    }
    case 'DetachPartition': {
      const table =
        operation.concurrently && !operation.finalize ? partitionedTable(before, operation.table) : null;
      const hasDefault = table?.partitioning?.partitions.some(
        key => tableAt(before, key)?.partitionOf?.isDefault === true,
      );
      return hasDefault === true ? { conflict: 'concurrent-detach-with-default' } : null;
    }
    case 'DropColumn':
    case 'AlterColumnType': {
      const table = partitionedTable(before, operation.table);
      const name = operation.column.value;
      return table !== null && partitionColumns(table.partitioning).includes(name)
        ? { conflict: 'partition-key-column', missing: [name] }
        : null;
    }
    default:
      return null;
  }
}

/** Columns by which the table is partitioned, those inside expressions too. */
function partitionColumns({ columns, expressions }: Partitioning): readonly string[] {
  return [...columns, ...expressions.flatMap(expression => expression.columns)];
}

interface PartitionKey {
  readonly columns: readonly string[];
  readonly isExpression: boolean;
}

type Partitioning = NonNullable<Table['partitioning']>;

function keyOf(partitioning: Partitioning | PartitionScheme): PartitionKey {
  const columns = partitioning.columns.map(column => (typeof column === 'string' ? column : column.value));
  return { columns, isExpression: partitioning.expressions.length > 0 };
}

function keyConflict(
  partitioning: Partitioning | PartitionScheme,
  parts: readonly IndexPart[],
  names: readonly string[] = parts.flatMap(({ column }) => (column === null ? [] : [column.value])),
): PartitionedProblem | null {
  const { columns, isExpression } = keyOf(partitioning);
  if (isExpression) return { conflict: 'key-with-partition-expression' };
  const missing = columns.filter(column => !names.includes(column));
  return missing.length === 0 ? null : { conflict: 'key-without-partition-columns', missing, parts };
}

function constraintConflict(
  partitioning: Partitioning | PartitionScheme,
  constraint: TableConstraint,
): PartitionedProblem | null {
  switch (constraint.kind) {
    case 'primary-key':
    case 'unique':
      if (constraint.usingIndex !== null) return { conflict: 'key-using-index' };
      return keyConflict(partitioning, constraint.parts);
    case 'foreign-key':
      return constraint.notValid === null ? null : { conflict: 'not-valid-foreign-key' };
    case 'exclude':
      return { conflict: 'exclusion-constraint' };
    default:
      return null;
  }
}

function createdConflict(operation: CreateTable, scheme: PartitionScheme): PartitionedProblem | null {
  for (const column of operation.columns) {
    if (column.primaryKey === null && column.unique === null) continue;
    const found = keyConflict(scheme, [], [column.name.value]);
    if (found !== null) return found;
  }
  for (const constraint of operation.constraints) {
    const found = constraint.kind === 'foreign-key' ? null : constraintConflict(scheme, constraint);
    if (found !== null) return found;
  }
  return null;
}
