import { findColumn, findTable, relationKey, sameName } from '../../catalog/catalog.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { OperationContext, ReviewedFile, ReviewedOperation } from '../rule.ts';
import { bare, type PlainUpdate, plainUpdateOf } from './plainUpdate.ts';

/** A column of a table, as an operation names them. */
export interface NamedColumn {
  readonly table: ObjectName;
  readonly column: string;
}

/**
 * True where the last UPDATE of the column above the change, in the same section of the file, leaves no NULL in it: it
 * gives every row, or every row that has none, a value that is not NULL.
 */
export function isFilledAbove(
  reviewed: ReviewedFile,
  change: ReviewedOperation,
  { table, column }: NamedColumn,
): boolean {
  const { before } = change.context;
  const key = relationKey(before, table);
  const last = lastOf(
    reviewed
      .ofKinds('Update', 'Insert', 'Merge', 'CopyRows')
      .filter(
        ({ context, order, statement }) =>
          order < change.order &&
          statement.run.section === change.statement.run.section &&
          writes(context, { table: key, column }),
      ),
  );
  if (last === undefined) return false;
  const update = plainUpdateOf(last.context);
  return update !== null && leavesNoNull(last.context, update, column);
}

function lastOf(changes: readonly ReviewedOperation[]): ReviewedOperation | undefined {
  return changes.reduce<ReviewedOperation | undefined>(
    (last, change) => (last === undefined || change.order > last.order ? change : last),
    undefined,
  );
}

/** New rows may hold a NULL, whatever an UPDATE above them did. */
function writes(
  { operation, before }: OperationContext,
  { table, column }: { readonly table: string; readonly column: string },
): boolean {
  if (!('table' in operation) || operation.table === null || !('name' in operation.table)) return false;
  if (relationKey(before, operation.table) !== table) return false;
  return (
    operation.kind !== 'Update' ||
    operation.columns.length === 0 ||
    operation.columns.some(({ value }) => sameName(before.dialect, value, column))
  );
}

function leavesNoNull(context: OperationContext, { values, rows }: PlainUpdate, column: string): boolean {
  const { dialect } = context.before;
  const isIt = (name: string): boolean => sameName(dialect, name, column);
  if (rows === null || (rows.kind === 'null-in' && !isIt(rows.column))) return false;
  const value = values.find(assigned => isIt(assigned.column))?.value;
  return value !== undefined && isNeverNull(context, value);
}

const LITERAL =
  /^(?:[-+]?\d+(?:\.\d+)?|'[^']*'|(?:timestamp|date|time)\s+'[^']*'|true|false|current_timestamp(?:\(\d?\))?|now\(\d?\)|uuid\(\))$/i;
const COLUMN = /^(?:[\w$]+|`[^`]+`|"[^"]+")(?:\s*\.\s*(?:[\w$]+|`[^`]+`|"[^"]+"))?$/;

/** A constant, the time, or a NOT NULL column of the same table. */
function isNeverNull(context: OperationContext, value: string): boolean {
  if (LITERAL.test(value)) return true;
  const { operation, before } = context;
  // In MySQL and MariaDB "x" may be a string as well, which is not NULL either; a string that is a column's name is rare.
  if (operation.kind !== 'Update' || !COLUMN.test(value)) return false;
  const name = bare(value.split('.').at(-1)?.trim() ?? '');
  return findColumn(before, findTable(before, operation.table), name)?.notNull === true;
}
