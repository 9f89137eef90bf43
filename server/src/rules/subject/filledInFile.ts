import { findColumn, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import type { OperationContext, ReviewedOperation } from '../rule.ts';
import { isFilledByTrigger } from './filledByTrigger.ts';
import { hasDefault, isRequired } from './forgottenDefault.ts';

/** A column that loses what fills it. */
export interface UnfilledColumn {
  /** Catalog key of the table. */
  readonly table: string;
  readonly column: string;
}

/**
 * Something later in the file, or in the same statement, fills the column after all, or takes it away: that is what old
 * writers fail on then, and the default has to go first where it is AUTO_INCREMENT.
 */
export function isFilledAgain(
  { table: key, column: name }: UnfilledColumn,
  { statement, context }: ReviewedOperation,
  others: readonly ReviewedOperation[],
): boolean {
  return others.some(other => {
    if (other.statement.index < statement.index || other.context.operation === context.operation)
      return false;
    if (other.statement.run.direction !== statement.run.direction) return false;
    const { operation, before, after } = other.context;
    if (!('table' in operation) || operation.table === null) return false;
    if (relationKey(before, operation.table) !== key) return false;
    if (operation.kind === 'DropTable') return true;
    if (operation.kind === 'DropColumn') return sameName(before.dialect, operation.column.value, name);
    const table = tableAt(after, key);
    const column = findColumn(after, table, name);
    if (table === undefined || column === undefined) return false;
    return (
      hasDefault(column) ||
      !isRequired(table, column, other.context) ||
      isFilledByTrigger(after, table, column.name)
    );
  });
}

/** As {@link isFilledAgain}, by what the file says about a column that the catalog does not hold. */
export function isServedInFile(
  { table, column }: UnfilledColumn,
  { statement, context }: ReviewedOperation,
  others: readonly ReviewedOperation[],
): boolean {
  return others.some(({ context: other, statement: { run, index } }) => {
    const { operation } = other;
    if (run.direction !== statement.run.direction || operation === context.operation) return false;
    if (!isAbout(other, { table, column })) return false;
    if (operation.kind === 'DropNotNull') return true;
    if (index < statement.index) return false;
    if (operation.kind === 'DropColumn') return true;
    return operation.kind === 'SetColumnDefault'
      ? operation.default.kind !== 'null'
      : operation.kind === 'AlterIdentity' && operation.action !== 'drop';
  });
}

/**
 * The file makes a column NOT NULL that the catalog does not hold, and gives it no default on the way: writers that leave
 * it out fail on the NOT NULL.
 */
export function isRequiredInFile(
  lost: UnfilledColumn,
  { statement }: ReviewedOperation,
  others: readonly ReviewedOperation[],
): boolean {
  const same = others.filter(
    other => other.statement.run.direction === statement.run.direction && isAbout(other.context, lost),
  );
  return (
    same.some(({ kind }) => kind === 'SetNotNull') &&
    !same.some(({ context: { operation } }) =>
      operation.kind === 'SetColumnDefault'
        ? operation.default.kind !== 'null'
        : operation.kind === 'AlterIdentity' && operation.action !== 'drop',
    )
  );
}

function isAbout({ operation, before }: OperationContext, { table, column }: UnfilledColumn): boolean {
  if (!('column' in operation) || !('table' in operation) || operation.table === null) return false;
  return (
    relationKey(before, operation.table) === table &&
    'value' in operation.column &&
    sameName(before.dialect, operation.column.value, column)
  );
}
