import type { Column, Table } from '../../catalog/model.ts';
import type { TypeReference } from '../../operations/columns.ts';
import type { ForeignKeyQuestion, ForeignKeyRefusal } from '../foreignKeyRefusal.ts';
import { isReferencePossible } from './castMatrix.ts';
import { primaryKeyColumns } from './relations.ts';

/* SQLSTATEs measured on PostgreSQL 12.22, 16.14 and 18.4. */
const INVALID_FOREIGN_KEY = '42830';
const UNDEFINED_OBJECT = '42704';
const DATATYPE_MISMATCH = '42804';

/** See `foreignKeyRefusal`. */
export function postgresqlForeignKeyRefusal({
  child,
  parent,
  key,
}: ForeignKeyQuestion): ForeignKeyRefusal | null {
  const { columns, targetColumns } = key;
  if (targetColumns.length === 0)
    return primaryKeyColumns(parent).length === 0
      ? { reason: 'no-primary-key', code: UNDEFINED_OBJECT }
      : null;
  if (columns.length !== targetColumns.length)
    return { reason: 'column-counts-differ', code: INVALID_FOREIGN_KEY };
  if (!isUnique(parent, targetColumns)) return { reason: 'no-key', code: INVALID_FOREIGN_KEY, unique: true };
  for (const [at, name] of columns.entries()) {
    const column = columnNamed(child, name);
    const target = columnNamed(parent, targetColumns[at] ?? '');
    if (column?.type == null || target?.type == null) return null;
    if (isComparable(column.type, target.type) === false)
      return {
        reason: 'types-differ',
        code: DATATYPE_MISMATCH,
        column: column.name,
        type: column.type,
        targetColumn: target.name,
        targetType: target.type,
        texts: null,
      };
  }
  return null;
}

function columnNamed(table: Table, name: string): Column | undefined {
  return table.columns.find(column => column.name === name);
}

/** A unique index over exactly these columns, in any order; one with a predicate or an expression does not count. */
function isUnique(parent: Table, columns: readonly string[]): boolean {
  const isSame = (names: readonly (string | null)[]): boolean =>
    names.length === columns.length && columns.every(column => names.includes(column));
  return (
    isSame(primaryKeyColumns(parent)) ||
    parent.constraints.some(constraint => constraint.kind === 'unique' && isSame(constraint.columns)) ||
    parent.indexes.some(
      index => index.unique && index.predicate === null && isSame(index.keys.map(part => part.column)),
    )
  );
}

function isComparable(type: TypeReference, target: TypeReference): boolean | null {
  if (type.schema !== null || target.schema !== null) return null;
  if (type.arrayDimensions > 0 || target.arrayDimensions > 0) {
    const both = type.arrayDimensions > 0 && target.arrayDimensions > 0;
    return both || isReferencePossible(type.name, target.name) === null ? null : false;
  }
  return isReferencePossible(type.name, target.name);
}
