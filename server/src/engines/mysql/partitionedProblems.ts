import { findTable } from '../../catalog/catalog.ts';
import type { Table } from '../../catalog/model.ts';
import type { IndexPart } from '../../operations/constraints.ts';
import type { CreateTable, PartitionScheme } from '../../operations/tableOperations.ts';
import {
  type PartitionedProblem,
  type PartitionedQuestion,
  partitionedTable,
  referencedTables,
  referenceProblem,
} from '../partitionedProblem.ts';

/** MySQL and MariaDB: what they do not do on the partitioned tables that the operation meets. */
export function mysqlPartitionedProblem(question: PartitionedQuestion): PartitionedProblem | null {
  const { operation, before } = question;
  switch (operation.kind) {
    case 'CreateTable': {
      const scheme = operation.partitionBy;
      if (scheme === null) return referenceProblem(before, referencedTables(operation));
      if (operation.constraints.some(({ kind }) => kind === 'foreign-key'))
        return { conflict: 'foreign-key' };
      return indexProblem(operation.indexes) ?? writtenKeyConflict(operation, mysqlColumns(scheme));
    }
    case 'AlterPartitions': {
      const table = findTable(before, operation.table);
      if (operation.action !== 'partition-by' || operation.scheme === null || table?.certain !== true)
        return null;
      const columns = mysqlColumns(operation.scheme);
      if (table.constraints.some(({ kind }) => kind === 'foreign-key') || table.referencedBy.length > 0)
        return { conflict: 'foreign-key' };
      const keys = uniqueKeys(table).map(names => lacking(columns, names));
      const missing = keys.find(names => names.length > 0);
      return missing === undefined ? null : { conflict: 'key-without-partition-columns', missing };
    }
    case 'AddConstraint': {
      const table = partitionedTable(before, operation.table);
      const { constraint } = operation;
      if (table === null) return referenceProblem(before, referencedTables(operation));
      if (constraint.kind === 'foreign-key') return { conflict: 'foreign-key' };
      return constraint.kind === 'primary-key' || constraint.kind === 'unique'
        ? partsConflict(columnsOf(table), constraint.parts)
        : null;
    }
    case 'CreateIndex': {
      const table = partitionedTable(before, operation.table);
      if (table === null) return null;
      const problem = indexProblem([operation.index]);
      if (problem !== null) return problem;
      return operation.index.unique ? partsConflict(columnsOf(table), operation.index.parts) : null;
    }
    case 'AddColumn': {
      const table = partitionedTable(before, operation.table);
      const isKey = operation.column.unique !== null || operation.column.primaryKey !== null;
      return table === null || !isKey ? null : namesConflict(columnsOf(table), [operation.column.name.value]);
    }
    default:
      return null;
  }
}

function indexProblem(indexes: readonly { readonly method: string | null }[]): PartitionedProblem | null {
  if (indexes.some(({ method }) => method === 'fulltext')) return { conflict: 'fulltext-index' };
  return indexes.some(({ method }) => method === 'spatial') ? { conflict: 'spatial-index' } : null;
}

/** KEY () without columns partitions by the primary key. */
function columnsOf(table: Table): readonly string[] {
  const { partitioning } = table;
  if (partitioning === null) return [];
  if (partitioning.columns.length === 0 && partitioning.method.endsWith('key')) {
    const key = table.constraints.find(({ kind }) => kind === 'primary-key');
    return key?.kind === 'primary-key' ? key.columns : [];
  }
  return [...partitioning.columns, ...partitioning.expressions.flatMap(({ columns }) => columns)];
}

function mysqlColumns(scheme: PartitionScheme): readonly string[] {
  return [
    ...scheme.columns.map(({ value }) => value),
    ...scheme.expressions.flatMap(({ columns }) => columns),
  ];
}

function writtenKeyConflict(operation: CreateTable, columns: readonly string[]): PartitionedProblem | null {
  for (const column of operation.columns) {
    if (column.primaryKey === null && column.unique === null) continue;
    const found = namesConflict(columns, [column.name.value]);
    if (found !== null) return found;
  }
  for (const constraint of operation.constraints) {
    if (constraint.kind !== 'primary-key' && constraint.kind !== 'unique') continue;
    const found = partsConflict(columns, constraint.parts);
    if (found !== null) return found;
  }
  return null;
}

/** A column that the key holds a part of only does not count. */
function partsConflict(columns: readonly string[], parts: readonly IndexPart[]): PartitionedProblem | null {
  const names = parts.flatMap(({ column, prefixLength }) =>
    column === null || prefixLength !== null ? [] : [column.value],
  );
  const found = namesConflict(columns, names);
  return found === null ? null : { ...found, parts };
}

function namesConflict(columns: readonly string[], names: readonly string[]): PartitionedProblem | null {
  const missing = lacking(columns, names);
  return missing.length === 0 ? null : { conflict: 'key-without-partition-columns', missing };
}

function lacking(columns: readonly string[], names: readonly string[]): readonly string[] {
  const known = new Set(names.map(name => name.toLowerCase()));
  return [...new Set(columns)].filter(column => !known.has(column.toLowerCase()));
}

function uniqueKeys(table: Table): readonly (readonly string[])[] {
  return [
    ...table.constraints.flatMap(constraint =>
      constraint.kind === 'primary-key' || constraint.kind === 'unique' ? [constraint.columns] : [],
    ),
    ...table.indexes
      .filter(index => index.unique)
      .map(index => index.keys.flatMap(({ column }) => (column === null ? [] : [column]))),
  ];
}
