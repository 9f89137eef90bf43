import { findColumn, findTable, relationKey, sameName } from '../../catalog/catalog.ts';
import type { ReviewedFile, ReviewedOperation } from '../rule.ts';
import { isUnheardOf } from './neverMade.ts';

/**
 * True for `DROP TABLE IF EXISTS t` in front of the CREATE TABLE of `t`, in the same part of the file, when no migration
 * before the file says a word of `t`: the table is new, and the DROP clears away what a broken run may have left. Of a
 * file that nothing stands before, nobody can tell.
 */
export function makesRoomForNew(
  reviewed: ReviewedFile,
  { statement, context, order }: Pick<ReviewedOperation, 'statement' | 'context' | 'order'>,
): boolean {
  const { operation, before } = context;
  if (operation.kind !== 'DropTable' || !operation.ifExists || reviewed.project.isFirst) return false;
  const key = relationKey(before, operation.table);
  if (!isUnheardOf(before, key)) return false;
  return reviewed.ofKinds('CreateTable').some(created => {
    const { operation: made } = created.context;
    return (
      made.kind === 'CreateTable' &&
      created.order > order &&
      created.statement.run.section === statement.run.section &&
      relationKey(created.context.before, made.table) === key
    );
  });
}

/** The same of `DROP COLUMN IF EXISTS c` in front of the ADD COLUMN of `c`, when nobody before the file made a `c`. */
export function makesRoomForNewColumn(
  reviewed: ReviewedFile,
  { statement, context, order }: Pick<ReviewedOperation, 'statement' | 'context' | 'order'>,
): boolean {
  const { operation, before } = context;
  if (operation.kind !== 'DropColumn' || !operation.ifExists || reviewed.project.isFirst) return false;
  const table = findTable(before, operation.table);
  if (findColumn(before, table, operation.column) !== undefined) return false;
  if (
    table?.dropped.some(
      part => part.kind === 'column' && sameName(before.dialect, part.name, operation.column.value),
    )
  )
    return false;
  const key = relationKey(before, operation.table);
  return reviewed.ofKinds('AddColumn').some(added => {
    const { operation: made } = added.context;
    return (
      made.kind === 'AddColumn' &&
      added.order > order &&
      added.statement.run.section === statement.run.section &&
      relationKey(added.context.before, made.table) === key &&
      sameName(before.dialect, made.column.name.value, operation.column.value)
    );
  });
}
