import { findColumn, findTable } from '../../catalog/catalog.ts';
import type { Column, Table } from '../../catalog/model.ts';
import { charsetChange, textDefaults, typeChange } from '../../engines/mysql/typeChange.ts';
import type { AddColumn, AlterColumnType, ModifyColumn } from '../../operations/columnOperations.ts';
import type { TypeReference } from '../../operations/columns.ts';
import type { Identifier } from '../../operations/names.ts';
import type { Delete, Update } from '../../operations/sessionOperations.ts';
import type { OperationContext } from '../rule.ts';
import { readShape } from './typeInCatalog.ts';
import { lossBetween } from './valueLoss.ts';

/** True for work on a table that no row of it can stop, whatever it holds: what nobody can tell is false. */
export function fitsEveryRow(context: OperationContext): boolean {
  const { operation } = context;
  switch (operation.kind) {
    case 'AddColumn':
      return isPlainNullable(operation);
    case 'ModifyColumn':
      return demandsNoMore(context, operation);
    case 'AlterColumnType':
      return onlyWidens(context, operation);
    case 'Delete':
      return isReferredToByNobody(context, operation);
    case 'Update':
      return fillsFreeColumn(context, operation);
    default:
      return false;
  }
}

/** A column that may be NULL and demands nothing of its rows: all of them have NULL, or the same constant. */
export function isPlainNullable({ column }: AddColumn): boolean {
  return (
    column.nullable?.value !== false &&
    (column.default === null ||
      column.default.value.kind === 'null' ||
      column.default.value.kind === 'literal') &&
    column.generated === null &&
    column.identity === null &&
    column.autoIncrement === null &&
    column.primaryKey === null &&
    column.unique === null &&
    column.references === null &&
    column.checks.length === 0
  );
}

/**
 * MODIFY and CHANGE that keep the type or give it more room, and ask for nothing that the column does not have: those that
 * drop NOT NULL, or give another name.
 */
function demandsNoMore(context: OperationContext, operation: ModifyColumn): boolean {
  const { before, target } = context;
  const table = findTable(before, operation.table);
  const column = findColumn(before, table, operation.column);
  const { definition } = operation;
  if (table === undefined || column === undefined || column.type === null || definition.type === null)
    return false;
  const defaults = textDefaults(table.options, target);
  return (
    (typeChange(column.type, definition.type, defaults) === 'none' ||
      hasMoreRoom(context, table, column, definition.type)) &&
    charsetChange(column.type, definition.type, defaults, target) === 'none' &&
    (table.certain || saysSameCharset(column.type, definition.type)) &&
    (column.notNull || definition.nullable?.value !== false) &&
    column.generated === null &&
    definition.generated === null &&
    column.autoIncrement === (definition.autoIncrement !== null) &&
    definition.primaryKey === null &&
    definition.unique === null &&
    definition.references === null &&
    definition.checks.length === 0 &&
    definition.options.length === 0
  );
}

/** PostgreSQL: ALTER TYPE that computes nothing. */
function onlyWidens(context: OperationContext, operation: AlterColumnType): boolean {
  const table = findTable(context.before, operation.table);
  const column = findColumn(context.before, table, operation.column);
  return (
    operation.using === null &&
    table !== undefined &&
    column !== undefined &&
    hasMoreRoom(context, table, column, operation.type)
  );
}

/**
 * Strings with a higher limit of the same sort, integers with more bits, and ENUM and SET with more members. An index may refuse longer strings, and a
 * foreign key, on MySQL and MariaDB, any other type than that of its parent.
 */
function hasMoreRoom(context: OperationContext, table: Table, column: Column, type: TypeReference): boolean {
  if (column.type === null || !table.certain) return false;
  const from = readShape(context, column.type);
  const to = readShape(context, type);
  if (from === null || to === null || lossBetween(from, to) !== null) return false;
  if (from.kind === 'integer' && to.kind === 'integer') return !isInForeignKey(table, column);
  if (from.kind === 'members' && to.kind === 'members') return !isRestricted(table, column);
  if (from.kind !== 'text' || to.kind !== 'text') return false;
  // A limit in bytes says nothing about characters.
  const isSameSort = (from.characters === null) === (to.characters === null);
  return isSameSort && !isRestricted(table, column);
}

function isInForeignKey(table: Table, { name, generated }: Column): boolean {
  return (
    generated !== null ||
    table.referencedBy.length > 0 ||
    table.constraints.some(
      constraint => constraint.kind === 'foreign-key' && constraint.columns.includes(name),
    )
  );
}

/** What columns inherit of a table that is known in part only is a guess. */
function saysSameCharset(from: TypeReference, to: TypeReference): boolean {
  return from.charset === to.charset && from.collation === to.collation;
}

/** UPDATE that gives every row one constant, or those without a value, in a column of this file that nothing restricts. */
function fillsFreeColumn({ before, file, sql }: OperationContext, operation: Update): boolean {
  const table = findTable(before, operation.table);
  if (table === undefined || table.triggers.length > 0) return false;
  const isFree = (name: Identifier): boolean => {
    const column = findColumn(before, table, name);
    return column?.origin?.path === file.path && !isRestricted(table, column);
  };
  return (
    operation.columns.every(isFree) && SETS_CONSTANT.test(sql.slice(operation.span.start, operation.span.end))
  );
}

/** DELETE by plain comparisons from a table that no key points to and no trigger watches. */
function isReferredToByNobody({ before, sql }: OperationContext, operation: Delete): boolean {
  const table = findTable(before, operation.table);
  if (table?.certain !== true || table.triggers.length > 0) return false;
  return (
    table.referencedBy.length === 0 &&
    DELETES_PLAINLY.test(sql.slice(operation.span.start, operation.span.end))
  );
}

function isRestricted(table: Table, column: Column): boolean {
  return (
    column.generated !== null ||
    table.columns.some(({ generated }) => generated?.expression.columns.includes(column.name)) ||
    table.indexes.some(({ keys }) => keys.some(key => key.column === column.name || key.column === null)) ||
    table.constraints.some(constraint => {
      switch (constraint.kind) {
        case 'foreign-key':
        case 'primary-key':
        case 'unique':
          return constraint.columns.includes(column.name);
        default:
          return constraint.kind === 'check' || constraint.kind === 'exclude';
      }
    })
  );
}

const NAME_PART = '(?:[\\w$]+|`[^`]+`|"[^"]+")';
const NAME = `${NAME_PART}(?:\\s*\\.\\s*${NAME_PART})*`;
const TEXT = "'[^'\\\\]*'";
const SETS_ONE = `${NAME}\\s*=\\s*(?:[-+]?\\d+(?:\\.\\d+)?|${TEXT}|true|false|null)`;
/** A comparison in WHERE may fail on a row, by what it converts; IS NULL does not, nor one with a text. */
const SETS_CONSTANT = new RegExp(
  `^update\\s+${NAME}\\s+set\\s+${SETS_ONE}(?:\\s*,\\s*${SETS_ONE})*(?:\\s+where\\s+${NAME}\\s+is\\s+null)?\\s*$`,
  'i',
);
const DELETES_PLAINLY = new RegExp(
  `^delete\\s+from\\s+${NAME}(?:\\s+where\\s+${NAME}\\s*(?:is\\s+(?:not\\s+)?null|(?:=|<>|!=|like)\\s*${TEXT}|in\\s*\\(\\s*${TEXT}(?:\\s*,\\s*${TEXT})*\\s*\\)))?\\s*$`,
  'i',
);
