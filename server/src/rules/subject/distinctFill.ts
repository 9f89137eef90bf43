import { findTable, relationKey, sameName } from '../../catalog/catalog.ts';
import type { IndexPart } from '../../operations/constraints.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { OperationContext, ReviewedFile, ReviewedOperation } from '../rule.ts';
import { isOneToOne, type RowKey } from './oneToOne.ts';
import { plainUpdateOf } from './plainUpdate.ts';
import { isStrictMode } from './sqlMode.ts';

/** Types that hold what differs as something that differs, or refuse it. */
const EXACT_TYPES = new Set(
  'tinyint smallint mediumint int bigint char varchar binary varbinary tinytext text mediumtext longtext'.split(
    ' ',
  ),
);

/** Digits of the greatest value, in base 10 and 16. */
const INTEGER_DIGITS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['tinyint', [3, 2]],
  ['smallint', [5, 4]],
  ['mediumint', [8, 6]],
  ['int', [10, 8]],
  ['bigint', [20, 16]],
]);

/**
 * MySQL and MariaDB: true for a unique key over a column that the file adds, and that one UPDATE gives a value of its own in
 * every row: nothing repeats.
 */
export function isFilledDistinctly(reviewed: ReviewedFile, change: ReviewedOperation): boolean {
  const { operation } = change.context;
  if (operation.kind !== 'AddConstraint' || operation.constraint.kind !== 'unique') return false;
  if (!isStrictMode(change.context)) return false;
  return wholeColumns(operation.constraint).some(column =>
    isColumnDistinct(reviewed, change, { table: operation.table, column }),
  );
}

function wholeColumns({ parts }: { readonly parts: readonly IndexPart[] }): readonly string[] {
  return parts.flatMap(({ column, prefixLength }) =>
    column === null || prefixLength !== null ? [] : [column.value],
  );
}

interface NamedColumn {
  readonly table: ObjectName;
  readonly column: string;
}

function isColumnDistinct(
  reviewed: ReviewedFile,
  change: ReviewedOperation,
  { table, column }: NamedColumn,
): boolean {
  const { before } = change.context;
  const key = relationKey(before, table);
  const isIt = (name: string): boolean => sameName(before.dialect, name, column);
  const above = reviewed
    .ofKinds('AddColumn', 'Update', 'Insert', 'Merge', 'CopyRows')
    .filter(({ order, statement, context }) => {
      if (order >= change.order || statement.run.section !== change.statement.run.section) return false;
      const { operation } = context;
      if (!('table' in operation) || operation.table === null || !('name' in operation.table)) return false;
      if (relationKey(context.before, operation.table) !== key) return false;
      if (operation.kind === 'AddColumn') return isIt(operation.column.name.value);
      return operation.kind !== 'Update' || operation.columns.some(({ value }) => isIt(value));
    });
  const [added, filled, ...others] = above;
  if (added === undefined || filled === undefined || others.length > 0) return false;
  const addition = added.context.operation;
  if (addition.kind !== 'AddColumn' || !EXACT_TYPES.has(addition.column.type?.name ?? '')) return false;
  const update = plainUpdateOf(filled.context);
  const value = update?.values.find(assigned => isIt(assigned.column))?.value;
  if (update?.rows == null || value === undefined) return false;
  const { column: definition } = addition;
  const isEmpty =
    definition.nullable?.value !== false &&
    (definition.default === null || definition.default.value.kind === 'null');
  if (update.rows.kind === 'null-in' && !(isIt(update.rows.column) && isEmpty)) return false;
  const rowKey = rowKeyOf(filled.context, table);
  return rowKey !== null && isOneToOne(value, rowKey);
}

/** The primary key, if it is one integer; of a table whose key no migration shows, `id` is taken for it. */
function rowKeyOf({ before }: OperationContext, name: ObjectName): RowKey | null {
  const table = findTable(before, name);
  const primary = table?.constraints.find(({ kind }) => kind === 'primary-key');
  if (primary?.kind === 'primary-key') {
    const [column, ...others] = primary.columns;
    if (column === undefined || others.length > 0) return null;
    const type = table?.columns.find(other => sameName(before.dialect, other.name, column))?.type;
    const digits = INTEGER_DIGITS.get(type?.name ?? '');
    return digits === undefined ? null : { name: column, digits: digits[0], hexDigits: digits[1] };
  }
  return table?.certain === true ? null : { name: 'id', digits: 10, hexDigits: 8 };
}
