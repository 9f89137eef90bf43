import { findColumn, findTable, sameName } from '../../catalog/catalog.ts';
import type { Column, Table } from '../../catalog/model.ts';
import type { Target } from '../../engines/engine.ts';
import { charsetChange, textDefaults, typeChange } from '../../engines/mysql/typeChange.ts';
import type { Expression, TypeReference } from '../../operations/columns.ts';
import type { ModifyColumn } from '../../operations/tableOperations.ts';
import type { OperationContext } from '../rule.ts';

/**
 * MySQL/MariaDB: true for a MODIFY or CHANGE that repeats a required column as it is and leaves out NOT NULL alone. That
 * is what the statement is for: these servers know no other way to write DROP NOT NULL.
 */
export function onlyMakesNullable(context: OperationContext, operation: ModifyColumn): boolean {
  const { before, target } = context;
  const table = findTable(before, operation.table);
  const column = findColumn(before, table, operation.column);
  const { definition, position } = operation;
  if (table === undefined || column === undefined || column.type === null || definition.type === null)
    return false;
  if (!column.notNull || definition.nullable?.value === false || position !== null) return false;
  return (
    sameName(before.dialect, definition.name.value, column.name) &&
    keepsType(table, column.type, definition.type, target) &&
    hasSameAttributes(column, operation)
  );
}

function keepsType(table: Table, from: TypeReference, to: TypeReference, target: Target): boolean {
  const defaults = textDefaults(table.options, target);
  return (
    typeChange(from, to, defaults) === 'none' &&
    charsetChange(from, to, defaults, target) === 'none' &&
    // What columns inherit of a table that is known in part only is a guess.
    (table.certain || (from.charset === to.charset && from.collation === to.collation)) &&
    from.zerofill === to.zerofill
  );
}

function hasSameAttributes(column: Column, { definition }: ModifyColumn): boolean {
  const { autoIncrement, generated, primaryKey, unique, references, invisible, checks, options } = definition;
  const addsNothing =
    generated === null &&
    primaryKey === null &&
    unique === null &&
    references === null &&
    checks.length === 0 &&
    options.every(({ value }) => value === `srid ${column.srid ?? ''}`);
  return (
    addsNothing &&
    column.generated === null &&
    column.autoIncrement === (autoIncrement !== null) &&
    column.invisible === (invisible?.value ?? false) &&
    (column.comment ?? '') === (definition.comment?.value ?? '') &&
    (column.srid === undefined || options.length > 0) &&
    isSameDefault(column.default, definition.default?.value ?? null) &&
    isSame(column.onUpdate, definition.onUpdate?.value ?? null)
  );
}

/** DEFAULT NULL says no more than no default does. */
function isSameDefault(left: Expression | null, right: Expression | null): boolean {
  return isSame(left?.kind === 'null' ? null : left, right?.kind === 'null' ? null : right);
}

function isSame(left: Expression | null, right: Expression | null): boolean {
  if (left === null || right === null) return left === right;
  return left.kind === 'literal' || right.kind === 'literal'
    ? left.text === right.text
    : left.text.toLowerCase() === right.text.toLowerCase();
}
