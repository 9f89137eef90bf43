import { type CatalogReader, findColumn, findTable, relationKey, sameName } from '../../catalog/catalog.ts';
import type { Column, Table } from '../../catalog/model.ts';
import { ignoredBy } from '../../engines/silentlyIgnored.ts';
import type { Expression } from '../../operations/columns.ts';
import type { TableConstraint } from '../../operations/constraints.ts';
import type { Operation } from '../../operations/operation.ts';
import type { OperationContext, ReviewedFile } from '../rule.ts';
import { isKnownCheck } from './knownChecks.ts';
import { columnsLeftNull } from './leftNull.ts';
import { formerColumn } from './newNames.ts';
import { isNewColumn } from './relations.ts';
import { isImplied, partsText, type UniqueDemand, uniqueDemand } from './uniqueKeys.ts';

/** What every write has to do from now on, behind "must", in back quotes where it is SQL; null when no old write can fail it. */
export function demandOf(
  context: OperationContext,
  constraint: TableConstraint,
  table: Table | undefined,
): string | null {
  if (!constraint.enforced) return null;
  const columns = constrainedColumns(constraint);
  if (!touchesOldColumn(context, table, columns)) return null;
  switch (constraint.kind) {
    case 'check':
      return isKnownCheck(context.before.dialect, table, constraint.expression.text) ||
        ignoredBy(context.target, 'check') !== undefined
        ? null
        : `satisfy \`${constraint.expression.text}\``;
    case 'unique':
    case 'primary-key':
      if (constraint.usingIndex !== null) return null;
      return `have unique values in \`${partsText(constraint.parts)}\``;
    case 'foreign-key':
      return `have a parent row for \`${columns.join(', ')}\`${unlessNull(context, constraint, table)}`;
    case 'exclude':
      return `be free of conflicts in \`${partsText(constraint.parts)}\`${whereText(constraint.predicate)}`;
    case 'not-null': {
      return isAlwaysFilled(context, table, constraint.column.value)
        ? null
        : `satisfy \`${constraint.column.value} IS NOT NULL\``;
    }
  }
}

/**
 * A row without a value needs no parent: one NULL is enough with MATCH SIMPLE, which MySQL and MariaDB always go by
 * (MySQL 8.4 manual, FOREIGN KEY Constraint Differences); MATCH FULL wants NULL in all columns.
 */
function unlessNull(
  { before }: OperationContext,
  { columns, target }: Extract<TableConstraint, { readonly kind: 'foreign-key' }>,
  table: Table | undefined,
): string {
  const nullable = columns.flatMap(({ value }) => (isNeverNull(before, table, value) ? [] : [value]));
  if (columns.length > 1 && before.dialect === 'postgresql' && target.match === 'full')
    return nullable.length < columns.length ? '' : ' unless all of them are NULL';
  if (nullable.length === 0) return '';
  const which = columns.length === 1 ? 'it' : nullable.map(name => `\`${name}\``).join(' or ');
  return ` unless ${which} is NULL`;
}

/** The rows that a partial index is about. */
export function whereText(predicate: Expression | null): string {
  return predicate === null ? '' : ` where \`${predicate.text}\``;
}

/** The columns that a constraint is about, with those inside its expressions. */
export function constrainedColumns(constraint: TableConstraint): readonly string[] {
  switch (constraint.kind) {
    case 'check':
      return constraint.expression.columns;
    case 'foreign-key':
      return constraint.columns.map(({ value }) => value);
    case 'not-null':
      return [constraint.column.value];
    case 'unique':
    case 'primary-key':
    case 'exclude':
      return constraint.parts.flatMap(({ column, expression }) =>
        column === null ? (expression?.columns ?? []) : [column.value],
      );
  }
}

/**
 * Old writes leave new columns alone, so a rule over new columns only binds nobody. A column that nobody has seen, of a
 * table that nobody knows whole, is an old one.
 */
export function touchesOldColumn(
  context: OperationContext,
  table: Table | undefined,
  columns: readonly string[],
): boolean {
  return columns.some(name => isOldColumn(context, table, name));
}

export function isOldColumn(context: OperationContext, table: Table | undefined, name: string): boolean {
  const column = findColumn(context.before, table, name);
  if (column === undefined) return table?.certain !== true;
  return !isNewColumn(context, column) && formerColumn(context, column) === null;
}

/** NOT NULL already, proved by a check, or with a default that fills it for writers that leave it out. */
export function isAlwaysFilled(
  { before }: OperationContext,
  table: Table | undefined,
  name: string,
): boolean {
  const column = findColumn(before, table, name);
  return (column !== undefined && fillsItself(column)) || isNeverNull(before, table, name);
}

function isNeverNull(catalog: CatalogReader, table: Table | undefined, name: string): boolean {
  if (findColumn(catalog, table, name)?.notNull === true) return true;
  return (table?.constraints ?? []).some(
    constraint =>
      constraint.kind === 'check' &&
      constraint.enforced &&
      constraint.expression.notNullColumns.some(other => sameName(catalog.dialect, other, name)),
  );
}

function fillsItself({ notNull, identity, autoIncrement, generated, default: value }: Column): boolean {
  if (notNull || identity !== null || autoIncrement || generated !== null) return true;
  return value !== null && value.kind !== 'null';
}

/** The file gives the column that it requires a default: writers that leave it out are served. */
export function isFilledInFile(reviewed: ReviewedFile, { operation, before }: OperationContext): boolean {
  if (operation.kind !== 'SetNotNull') return false;
  const table = relationKey(before, operation.table);
  return reviewed.ofKinds('SetColumnDefault', 'AlterIdentity').some(({ context }) => {
    const other = context.operation;
    if (other.kind !== 'SetColumnDefault' && other.kind !== 'AlterIdentity') return false;
    if (other.kind === 'SetColumnDefault' ? other.default.kind === 'null' : other.action === 'drop')
      return false;
    return (
      relationKey(context.before, other.table) === table &&
      sameName(before.dialect, other.column.value, operation.column.value)
    );
  });
}

/** What a unique or primary key, or a unique index, asks of the rows; null for everything else. */
function uniqueDemandOf(operation: Operation): UniqueDemand | null {
  switch (operation.kind) {
    case 'CreateIndex':
      return operation.index.unique ? uniqueDemand(operation.index) : null;
    case 'AddConstraint': {
      const { constraint } = operation;
      return constraint.kind === 'unique' || constraint.kind === 'primary-key'
        ? uniqueDemand(constraint)
        : null;
    }
    default:
      return null;
  }
}

/** True when the schema of the running release demanded it already: what is dropped and made again binds nobody anew. */
export function wasDemandedBefore(
  reviewed: ReviewedFile,
  start: CatalogReader | null,
  context: OperationContext,
): boolean {
  const { operation, before } = context;
  if (start === null || !('table' in operation) || operation.table === null) return false;
  const known = findTable(start, operation.table);
  if (known === undefined) return false;
  const table = withPendingDrops(context, known);
  const unique = uniqueDemandOf(operation);
  if (unique !== null) {
    const now = findTable(before, operation.table);
    return isImplied(
      start.dialect,
      table,
      unique,
      name => formerColumn(context, findColumn(before, now, name)) ?? name,
    );
  }
  const same = (left: readonly string[], right: readonly string[]): boolean =>
    left.length === right.length && left.every(name => includes(start, right, name));
  switch (operation.kind) {
    case 'SetNotNull':
      return findColumn(start, table, operation.column)?.notNull === true;
    case 'AddConstraint': {
      const { constraint } = operation;
      switch (constraint.kind) {
        case 'foreign-key':
          return table.constraints.some(
            other =>
              other.kind === 'foreign-key' &&
              other.enforced &&
              other.target === relationKey(start, constraint.target.table) &&
              same(
                constraint.columns.map(({ value }) => value),
                other.columns,
              ),
          );
        case 'check':
          return isKnownCheck(
            start.dialect,
            table,
            constraint.expression.text,
            columnsLeftNull(reviewed, context, table),
          );
        default:
          return false;
      }
    }
    default:
      return false;
  }
}

/** The table with what migrations that go out together with this one have dropped: the running release complies with it. */
function withPendingDrops(context: OperationContext, table: Table): Table {
  const rules = table.dropped.flatMap(({ rule, origin }) =>
    rule !== undefined &&
    context.isPending(origin.path) &&
    (rule.origin === null || !context.isPending(rule.origin.path))
      ? [rule]
      : [],
  );
  return {
    ...table,
    indexes: [...table.indexes, ...rules.flatMap(rule => ('keys' in rule ? [rule] : []))],
    constraints: [...table.constraints, ...rules.flatMap(rule => ('keys' in rule ? [] : [rule]))],
  };
}

function includes(catalog: CatalogReader, names: readonly string[], wanted: string): boolean {
  return names.some(name => sameName(catalog.dialect, name, wanted));
}
