import { findColumn, findIndex, sameName } from '../../catalog/catalog.ts';
import type { Column, Table } from '../../catalog/model.ts';
import type { TableConstraint } from '../../operations/constraints.ts';
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
