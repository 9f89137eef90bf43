import { relationKey } from '../../catalog/catalog.ts';
import type { ColumnDefinition } from '../../operations/columns.ts';
import type { TableConstraint } from '../../operations/constraints.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { AddColumn, CreateTable } from '../../operations/tableOperations.ts';
import type { OperationContext } from '../rule.ts';
import { columnCode } from './wording.ts';

/** A column that a statement brings into being. */
export interface NewColumn {
  readonly table: ObjectName;
  readonly definition: ColumnDefinition;
  /** `orders.total` in back quotes. */
  readonly label: string;
  /** Constraints of the same CREATE TABLE; empty for ADD COLUMN. */
  readonly constraints: readonly TableConstraint[];
}

/**
 * The columns that CREATE TABLE or ADD COLUMN defines; none for a temporary table, which nobody has to live with, and
 * none on a way back, which puts back what was there.
 */
export function newColumns({
  operation,
  before,
  run,
}: OperationContext<CreateTable | AddColumn>): NewColumn[] {
  const { table } = operation;
  if (run.direction === 'down') return [];
  if (operation.kind === 'AddColumn') {
    const found = before.get(relationKey(before, table));
    if (found?.kind === 'table' && found.persistence === 'temporary') return [];
    return [newColumn(table, operation.column, [])];
  }
  if (operation.persistence === 'temporary') return [];
  return operation.columns.map(column => newColumn(table, column, operation.constraints));
}

function newColumn(
  table: ObjectName,
  definition: ColumnDefinition,
  constraints: readonly TableConstraint[],
): NewColumn {
  return { table, definition, constraints, label: columnCode(table, definition.name.value) };
}
