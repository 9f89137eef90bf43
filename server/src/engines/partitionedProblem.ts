import { type CatalogReader, findTable } from '../catalog/catalog.ts';
import type { Table } from '../catalog/model.ts';
import type { ColumnDefinition } from '../operations/columns.ts';
import type { IndexPart, TableConstraint } from '../operations/constraints.ts';
import type { ObjectName } from '../operations/names.ts';
import type { Operation } from '../operations/operation.ts';
import type { Target } from './engine.ts';

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
  | 'partition-key-column'
  | 'foreign-key'
  | 'foreign-key-to-partitioned'
  | 'fulltext-index'
  | 'spatial-index';

/** A conflict, before it is known which versions have it. */
export interface PartitionedProblem {
  readonly conflict: PartitionedConflict;
  /** Partition columns that the key lacks, or the one that the operation is about. */
  readonly missing?: readonly string[];
  /** The key that lacks them: its parts, for placing what is missing. */
  readonly parts?: readonly IndexPart[];
}

/** What is asked; `before` is the schema just before the operation. */
export interface PartitionedQuestion {
  readonly operation: Operation;
  readonly before: CatalogReader;
  readonly target: Target;
}

/** The table when all of it is certain and it is partitioned. */
export function partitionedTable(
  before: CatalogReader,
  name: ObjectName,
): (Table & { readonly partitioning: NonNullable<Table['partitioning']> }) | null {
  const table = findTable(before, name);
  if (table?.certain !== true || table.partitioning === null) return null;
  return { ...table, partitioning: table.partitioning };
}

/** The tables that the operation's foreign keys point to. */
export function referencedTables(operation: Operation): readonly ObjectName[] {
  const ofColumn = ({ references }: ColumnDefinition): readonly ObjectName[] =>
    references === null ? [] : [references.value.table];
  const ofConstraint = (constraint: TableConstraint): readonly ObjectName[] =>
    constraint.kind === 'foreign-key' ? [constraint.target.table] : [];
  switch (operation.kind) {
    case 'CreateTable':
      return [...operation.columns.flatMap(ofColumn), ...operation.constraints.flatMap(ofConstraint)];
    case 'AddColumn':
      return ofColumn(operation.column);
    case 'AddConstraint':
      return ofConstraint(operation.constraint);
    default:
      return [];
  }
}

export function referenceProblem(
  before: CatalogReader,
  targets: readonly ObjectName[],
): PartitionedProblem | null {
  return targets.some(name => partitionedTable(before, name) !== null)
    ? { conflict: 'foreign-key-to-partitioned' }
    : null;
}
