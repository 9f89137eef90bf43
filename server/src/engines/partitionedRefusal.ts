import { type CatalogReader, findRelation, findTable, tableAt } from '../catalog/catalog.ts';
import type { Table } from '../catalog/model.ts';
import type { IndexPart, TableConstraint } from '../operations/constraints.ts';
import type { Operation } from '../operations/operation.ts';
import type { CreateTable, PartitionScheme } from '../operations/tableOperations.ts';
import { type Engine, type EngineVersion, isAtLeast, type Target, version } from './engine.ts';

/** What a server does not do on a partitioned table, though it does so on others. */
export type PartitionedConflict =
  | 'concurrent-build'
  | 'concurrent-drop'
  | 'key-without-partition-columns'
  | 'key-with-partition-expression'
  | 'key-using-index'
  | 'not-valid-foreign-key'
  | 'exclusion-constraint'
  | 'concurrent-detach-with-default'
  | 'foreign-key'
  | 'fulltext-index'
  | 'spatial-index';

export interface PartitionedRefusal {
  readonly conflict: PartitionedConflict;
  /** SQLSTATE or error number. */
  readonly code: string;
  /** Partition columns that the key lacks. */
  readonly missing: readonly string[];
  /** The key that lacks them: its parts, for placing what is missing. */
  readonly parts: readonly IndexPart[];
}

interface ErrorRow {
  readonly engine: Engine;
  readonly conflict: PartitionedConflict;
  readonly code: string;
  readonly since: EngineVersion;
  /** The first version that does it; null when none does. */
  readonly until: EngineVersion | null;
  readonly source: string;
}

const PG = 'measured on PostgreSQL 12.22, 16.14 and 18.4';
const MY = 'measured on MySQL 9.7.4; MySQL 5.7 manual, "Restrictions and Limitations on Partitioning"';
const MA = 'measured on MariaDB 10.5, 10.11 and 11.8';
const ALWAYS = version(0);
const PARTITIONED_INDEXES = version(11);

function row(
  engine: Engine,
  conflict: PartitionedConflict,
  code: string,
  source: string,
  range: { readonly since?: EngineVersion; readonly until?: EngineVersion } = {},
): ErrorRow {
  return { engine, conflict, code, source, since: range.since ?? ALWAYS, until: range.until ?? null };
}

const ROWS: readonly ErrorRow[] = [
  row('postgresql', 'concurrent-build', '0A000', PG, { since: PARTITIONED_INDEXES }),
  row('postgresql', 'concurrent-drop', '0A000', PG, { since: PARTITIONED_INDEXES }),
  row('postgresql', 'key-without-partition-columns', '0A000', PG, { since: PARTITIONED_INDEXES }),
  row('postgresql', 'key-with-partition-expression', '0A000', PG, { since: PARTITIONED_INDEXES }),
  row('postgresql', 'key-using-index', '0A000', PG, { since: PARTITIONED_INDEXES }),
  row('postgresql', 'not-valid-foreign-key', '42809', PG, { since: PARTITIONED_INDEXES, until: version(18) }),
  row('postgresql', 'exclusion-constraint', '0A000', PG, { since: PARTITIONED_INDEXES, until: version(17) }),
  row('postgresql', 'concurrent-detach-with-default', '55000', PG, { since: version(14) }),
  row('mysql', 'key-without-partition-columns', '1503', MY),
  row('mysql', 'foreign-key', '1506', MY),
  row('mysql', 'fulltext-index', '1214', MY),
  row('mysql', 'spatial-index', '1178', MY),
  row('mariadb', 'key-without-partition-columns', '1503', MA),
  row('mariadb', 'foreign-key', '1506', MA),
];

/** What is asked; `before` is the schema just before the operation. */
export interface PartitionedQuestion {
  readonly operation: Operation;
  readonly before: CatalogReader;
  readonly target: Target;
}

/** Null when the server does it, and when the table is not certainly partitioned. */
export function partitionedRefusal(question: PartitionedQuestion): PartitionedRefusal | null {
  const found =
    question.target.engine === 'postgresql' ? postgresqlConflict(question) : mysqlConflict(question);
  if (found === null) return null;
  const { target } = question;
  const known = ROWS.find(
    entry =>
      entry.engine === target.engine &&
      entry.conflict === found.conflict &&
      isAtLeast(target.version, entry.since) &&
      (entry.until === null || !isAtLeast(target.version, entry.until)),
  );
  return known === undefined ? null : { missing: [], parts: [], ...found, code: known.code };
}

type Conflict = Pick<PartitionedRefusal, 'conflict'> & Partial<PartitionedRefusal>;

function partitioned(before: CatalogReader, name: Parameters<typeof findTable>[1]): Table | null {
  const table = findTable(before, name);
  return table?.certain === true && table.partitioning !== null ? table : null;
}

function postgresqlConflict({ operation, before }: PartitionedQuestion): Conflict | null {
  switch (operation.kind) {
    case 'CreateTable':
      return operation.partitionBy === null ? null : createdConflict(operation, operation.partitionBy);
    case 'CreateIndex': {
      const table = partitioned(before, operation.table);
      if (table?.partitioning == null) return null;
      if (operation.concurrently) return { conflict: 'concurrent-build' };
      return operation.index.unique ? keyConflict(table.partitioning, operation.index.parts) : null;
    }
    case 'DropIndex': {
      const index = operation.concurrently ? findRelation(before, operation.index) : undefined;
      const table = index?.kind === 'index' && index.certain ? tableAt(before, index.table) : undefined;
      return table?.certain === true && table.partitioning !== null ? { conflict: 'concurrent-drop' } : null;
    }
    case 'AddColumn': {
      const table = partitioned(before, operation.table);
      const isKey = operation.column.unique !== null || operation.column.primaryKey !== null;
      return table?.partitioning == null || !isKey
        ? null
        : keyConflict(table.partitioning, [], [operation.column.name.value]);
    }
    case 'AddConstraint': {
      const table = partitioned(before, operation.table);
      return table?.partitioning == null
        ? null
        : constraintConflict(table.partitioning, operation.constraint);
    }
    case 'DetachPartition': {
      const table =
        operation.concurrently && !operation.finalize ? partitioned(before, operation.table) : null;
      const hasDefault = table?.partitioning?.partitions.some(
        key => tableAt(before, key)?.partitionOf?.isDefault === true,
      );
      return hasDefault === true ? { conflict: 'concurrent-detach-with-default' } : null;
    }
    default:
      return null;
  }
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
): Conflict | null {
  const { columns, isExpression } = keyOf(partitioning);
  if (isExpression) return { conflict: 'key-with-partition-expression' };
  const missing = columns.filter(column => !names.includes(column));
  return missing.length === 0 ? null : { conflict: 'key-without-partition-columns', missing, parts };
}

function constraintConflict(
  partitioning: Partitioning | PartitionScheme,
  constraint: TableConstraint,
): Conflict | null {
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

function createdConflict(operation: CreateTable, scheme: PartitionScheme): Conflict | null {
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

function mysqlConflict(question: PartitionedQuestion): Conflict | null {
  const { operation, before } = question;
  switch (operation.kind) {
    case 'CreateTable': {
      if (operation.partitionBy === null) return null;
      const columns = mysqlColumns(operation.partitionBy);
      const hasForeignKey = operation.constraints.some(({ kind }) => kind === 'foreign-key');
      return hasForeignKey ? { conflict: 'foreign-key' } : writtenKeyConflict(operation, columns);
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
      const table = partitioned(before, operation.table);
      const { constraint } = operation;
      if (table?.partitioning == null) return null;
      if (constraint.kind === 'foreign-key') return { conflict: 'foreign-key' };
      return constraint.kind === 'primary-key' || constraint.kind === 'unique'
        ? partsConflict(columnsOf(table), constraint.parts)
        : null;
    }
    case 'CreateIndex': {
      const table = partitioned(before, operation.table);
      if (table === null) return null;
      if (operation.index.method === 'fulltext') return { conflict: 'fulltext-index' };
      if (operation.index.method === 'spatial') return { conflict: 'spatial-index' };
      return operation.index.unique ? partsConflict(columnsOf(table), operation.index.parts) : null;
    }
    case 'AddColumn': {
      const table = partitioned(before, operation.table);
      const isKey = operation.column.unique !== null || operation.column.primaryKey !== null;
      return table === null || !isKey ? null : namesConflict(columnsOf(table), [operation.column.name.value]);
    }
    default:
      return null;
  }
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

function writtenKeyConflict(operation: CreateTable, columns: readonly string[]): Conflict | null {
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
function partsConflict(columns: readonly string[], parts: readonly IndexPart[]): Conflict | null {
  const names = parts.flatMap(({ column, prefixLength }) =>
    column === null || prefixLength !== null ? [] : [column.value],
  );
  const found = namesConflict(columns, names);
  return found === null ? null : { ...found, parts };
}

function namesConflict(columns: readonly string[], names: readonly string[]): Conflict | null {
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
