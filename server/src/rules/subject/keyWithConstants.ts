import { tableAt } from '../../catalog/catalog.ts';
import type { Column, Index } from '../../catalog/model.ts';
import type { OperationContext, ReviewedFile } from '../rule.ts';
import { isFilledByTrigger } from './filledByTrigger.ts';
import { finalSchema } from './finalSchema.ts';
import { isUpdatedInFile } from './leftNull.ts';
import { hasReplacement } from './uniqueKeys.ts';

/**
 * MySQL and MariaDB: true when the file leaves a unique key that adds to the columns of a dropped one only columns of the
 * file that hold one constant in all that old writers store: among their rows it finds the same duplicates. False on
 * PostgreSQL, where ON CONFLICT wants a key on exactly the columns that it names.
 */
export function isKeptBesideConstants(
  reviewed: ReviewedFile,
  { before, file, target }: OperationContext,
  key: string,
  dropped: Index,
): boolean {
  if (target.engine === 'postgresql') return false;
  const last = finalSchema(reviewed);
  const table = last === null ? undefined : tableAt(last, key);
  if (last === null || table === undefined) return false;
  const isConstant = (column: Column): boolean =>
    column.origin?.path === file.path &&
    column.notNull &&
    column.default?.kind === 'literal' &&
    column.generated === null &&
    !isFilledByTrigger(last, table, column.name) &&
    !isUpdatedInFile(reviewed, table, column);
  const constants = new Set(table.columns.filter(isConstant).map(({ name }) => name));
  if (constants.size === 0) return false;
  const indexes = table.indexes.flatMap(index => {
    const keys = index.keys.filter(({ column }) => column === null || !constants.has(column));
    return keys.length === 0 ? [] : [{ ...index, keys }];
  });
  return hasReplacement(before.dialect, { ...table, indexes }, dropped);
}
