import { findColumn, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import type { ReviewedOperation } from '../rule.ts';
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
    const { operation, before } = other;
    if (run.direction !== statement.run.direction || operation === context.operation) return false;
    if (!('column' in operation) || !('table' in operation) || operation.table === null) return false;
    const isSame =
      relationKey(before, operation.table) === table &&
      'value' in operation.column &&
      sameName(before.dialect, operation.column.value, column);
    if (!isSame) return false;
    if (operation.kind === 'DropNotNull') return true;
    if (index < statement.index) return false;
    if (operation.kind === 'DropColumn') return true;
    return operation.kind === 'SetColumnDefault'
      ? operation.default.kind !== 'null'
      : operation.kind === 'AlterIdentity' && operation.action !== 'drop';
  });
}
