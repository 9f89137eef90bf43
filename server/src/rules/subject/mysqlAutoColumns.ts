import type { Table } from '../../catalog/model.ts';
import type { ColumnDefinition } from '../../operations/columns.ts';
import type { IndexPart } from '../../operations/constraints.ts';
import type { CreateTable } from '../../operations/tableOperations.ts';
import type { OperationContext } from '../rule.ts';
import type { Rejected } from './postgresqlDefinitions.ts';
import { code } from './wording.ts';

/* MySQL and MariaDB: AUTO_INCREMENT columns (error 1075, measured on MariaDB 10.11 and 11.8). */

/** A new table has one AUTO_INCREMENT column, and it leads a key. */
export function* autoColumns(operation: CreateTable): Generator<Rejected> {
  const autos = operation.columns.filter(({ autoIncrement }) => autoIncrement !== null);
  const [first, second] = autos;
  if (first === undefined) return;
  if (second !== undefined) {
    yield { span: second.name.span, what: 'A table has one AUTO_INCREMENT column at most', code: '1075' };
    return;
  }
  const name = first.name.value.toLowerCase();
  const leads = (parts: readonly IndexPart[]): boolean => parts[0]?.column?.value.toLowerCase() === name;
  const isKey =
    first.primaryKey !== null ||
    first.unique !== null ||
    operation.indexes.some(({ parts }) => leads(parts)) ||
    operation.constraints.some(
      constraint =>
        (constraint.kind === 'primary-key' || constraint.kind === 'unique') && leads(constraint.parts),
    );
  if (!isKey)
    yield {
      span: first.name.span,
      what: `The AUTO_INCREMENT column ${code(first.name.value)} leads no key`,
      code: '1075',
    };
}

/** A column that comes with AUTO_INCREMENT brings its key along, and is the only one. */
export function* addedAutoColumn(
  { statement }: OperationContext,
  column: ColumnDefinition,
  table: Table | undefined,
): Generator<Rejected> {
  if (column.autoIncrement === null) return;
  const gone = new Set(
    statement.operations.flatMap(other =>
      other.kind === 'DropColumn' || other.kind === 'ModifyColumn' ? [other.column.value.toLowerCase()] : [],
    ),
  );
  const other = table?.columns.find(
    ({ autoIncrement, name }) => autoIncrement && !gone.has(name.toLowerCase()),
  );
  if (other !== undefined) {
    yield {
      span: column.name.span,
      what: `A table has one AUTO_INCREMENT column at most, and ${code(other.name)} is one`,
      code: '1075',
    };
    return;
  }
  const name = column.name.value.toLowerCase();
  const leads = (parts: readonly IndexPart[]): boolean => parts[0]?.column?.value.toLowerCase() === name;
  const isKey =
    column.primaryKey !== null ||
    column.unique !== null ||
    statement.operations.some(
      added =>
        (added.kind === 'CreateIndex' && leads(added.index.parts)) ||
        (added.kind === 'AddConstraint' &&
          (added.constraint.kind === 'primary-key' || added.constraint.kind === 'unique') &&
          leads(added.constraint.parts)),
    );
  if (!isKey)
    yield {
      span: column.name.span,
      what: `The AUTO_INCREMENT column ${code(column.name.value)} leads no key`,
      code: '1075',
    };
}
