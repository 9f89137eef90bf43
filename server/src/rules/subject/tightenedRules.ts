import {
  type CatalogReader,
  findColumn,
  findIndex,
  findTable,
  relationKey,
  sameName,
} from '../../catalog/catalog.ts';
import type { Column, Table } from '../../catalog/model.ts';
import type { TableConstraint } from '../../operations/constraints.ts';
import type { Operation } from '../../operations/operation.ts';
import type { OperationContext } from '../rule.ts';
import { isNewColumn } from './relations.ts';

/** What every write has to do from now on, behind "must", in back quotes where it is SQL; null when no old write can fail it. */
export function demandOf(
  context: OperationContext,
  constraint: TableConstraint,
  table: Table,
): string | null {
  if (!constraint.enforced) return null;
  const columns = columnsOf(constraint);
  if (!touchesOldColumn(context, table, columns)) return null;
  switch (constraint.kind) {
    case 'check':
      return isKnownCheck(table, constraint.expression.text)
        ? null
        : `satisfy \`${constraint.expression.text}\``;
    case 'unique':
    case 'primary-key':
      if (constraint.usingIndex !== null) return null;
      return `have unique values in \`${columns.join(', ')}\``;
    case 'foreign-key':
      return `have a parent row for \`${columns.join(', ')}\``;
    case 'exclude':
      return `be free of conflicts in \`${columns.join(', ')}\``;
    case 'not-null': {
      const column = findColumn(context.before, table, constraint.column);
      return column === undefined || isAlwaysFilled(context, table, column)
        ? null
        : `satisfy \`${column.name} IS NOT NULL\``;
    }
  }
}

function columnsOf(constraint: TableConstraint): readonly string[] {
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

/** Old writes leave new columns alone, so a rule over new columns only binds nobody. */
export function touchesOldColumn(
  context: OperationContext,
  table: Table,
  columns: readonly string[],
): boolean {
  const known = columns.map(name => findColumn(context.before, table, name));
  return known.length > 0 && known.some(column => column !== undefined && !isNewColumn(context, column));
}

function isKnownCheck(table: Table, text: string): boolean {
  const plain = (sql: string): string => sql.replace(/[\s()`"]+/g, '').toLowerCase();
  return table.constraints.some(
    other => other.kind === 'check' && other.enforced && plain(other.expression.text) === plain(text),
  );
}

/** NOT NULL already, proved by a check, or with a default that fills it for writers that leave it out. */
export function isAlwaysFilled({ before }: OperationContext, table: Table, column: Column): boolean {
  if (column.notNull || column.identity !== null || column.autoIncrement || column.generated !== null)
    return true;
  if (column.default !== null && column.default.kind !== 'null') return true;
  return table.constraints.some(
    constraint =>
      constraint.kind === 'check' &&
      constraint.enforced &&
      constraint.expression.notNullColumns.some(name => sameName(before.dialect, name, column.name)),
  );
}

/** True when a unique index or key on the same or fewer columns binds writers already. */
export function isUniqueAlready(
  { before }: OperationContext,
  table: Table,
  columns: readonly string[],
): boolean {
  return table.indexes.some(
    index =>
      index.unique &&
      index.valid &&
      index.predicate === null &&
      findIndex(before, table, index.name) !== undefined &&
      index.keys.every(
        ({ column }) => column !== null && columns.some(name => sameName(before.dialect, name, column)),
      ),
  );
}

/** A new column that may be NULL stays NULL in what old writers write, and NULL equals nothing. */
export function sparesOldWriters(
  context: OperationContext,
  table: Table,
  columns: readonly string[],
): boolean {
  return columns.some(name => {
    const column = findColumn(context.before, table, name);
    return (
      column !== undefined &&
      isNewColumn(context, column) &&
      !column.notNull &&
      column.default === null &&
      column.generated === null &&
      column.identity === null
    );
  });
}

/** True when the schema of the running release demanded it already: what is dropped and made again binds nobody anew. */
export function wasDemandedBefore(start: CatalogReader | null, operation: Operation): boolean {
  if (start === null || !('table' in operation) || operation.table === null) return false;
  const table = findTable(start, operation.table);
  if (table === undefined) return false;
  const same = (left: readonly string[], right: readonly string[]): boolean =>
    left.length === right.length && left.every(name => includes(start, right, name));
  switch (operation.kind) {
    case 'SetNotNull':
      return findColumn(start, table, operation.column)?.notNull === true;
    case 'CreateIndex': {
      const columns = operation.index.parts.flatMap(({ column }) => (column === null ? [] : [column.value]));
      return (
        operation.index.unique &&
        columns.length === operation.index.parts.length &&
        wasUnique(start, table, columns)
      );
    }
    case 'AddConstraint': {
      const { constraint } = operation;
      switch (constraint.kind) {
        case 'unique':
        case 'primary-key': {
          const columns = constraint.parts.flatMap(({ column }) => (column === null ? [] : [column.value]));
          return columns.length === constraint.parts.length && wasUnique(start, table, columns);
        }
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
          return isKnownCheck(table, constraint.expression.text);
        default:
          return false;
      }
    }
    default:
      return false;
  }
}

function includes(catalog: CatalogReader, names: readonly string[], wanted: string): boolean {
  return names.some(name => sameName(catalog.dialect, name, wanted));
}

function wasUnique(start: CatalogReader, table: Table, columns: readonly string[]): boolean {
  return table.indexes.some(
    index =>
      index.unique &&
      index.valid &&
      index.predicate === null &&
      index.keys.every(({ column }) => column !== null && includes(start, columns, column)),
  );
}
