import {
  currentSchema,
  hasUnseenChanges,
  isAbsent,
  isKnownWhole,
  objectKey,
  relationKey,
  tableAt,
} from '../../catalog/catalog.ts';
import type { OperationContext, ReviewedFile, ReviewedOperation } from '../rule.ts';
import { isOfOneHistory } from './certainty.ts';
import { beginsWithTables, isUnheardOf } from './neverMade.ts';

/** PostgreSQL: true for `DROP INDEX IF EXISTS` of an index that is certainly not there; then no table is locked. */
export function dropsAbsentIndex({ operation, before, target }: OperationContext): boolean {
  return (
    operation.kind === 'DropIndex' &&
    operation.ifExists &&
    target.engine === 'postgresql' &&
    isAbsent(before, relationKey(before, operation.index))
  );
}

/**
 * PostgreSQL: true for `DROP INDEX IF EXISTS x` in front of the CREATE INDEX of `x`, in the same part of the file, when
 * the table to be indexed is known whole and has no such index: the DROP clears away what a broken run may have left.
 */
export function makesRoomForIndex(
  reviewed: ReviewedFile,
  { statement, context, order }: Pick<ReviewedOperation, 'statement' | 'context' | 'order'>,
): boolean {
  const { operation, before, target } = context;
  if (operation.kind !== 'DropIndex' || !operation.ifExists || target.engine !== 'postgresql') return false;
  const key = relationKey(before, operation.index);
  if (before.get(key) !== undefined) return false;
  return reviewed.ofKinds('CreateIndex').some(created => {
    const { operation: made } = created.context;
    if (
      made.kind !== 'CreateIndex' ||
      made.index.name?.name.value !== operation.index.name.value ||
      created.order < order ||
      created.statement.run.section !== statement.run.section
    )
      return false;
    const table = tableAt(before, relationKey(before, made.table));
    return (
      table !== undefined &&
      // An index is always in the schema of its table.
      objectKey('relation', table.schema, operation.index.name.value) === key &&
      isKnownWhole(before, table) &&
      (reviewed.project.firstVersion !== null || isOfOneHistory(context, table.origin))
    );
  });
}

/**
 * True for `DROP INDEX IF EXISTS x` when the versions of a migration tool begin with CREATE TABLE and come as far as this
 * file without a word of `x`: somebody made it by hand, or it is not there.
 */
export function isIndexUnheardOf(
  { project }: ReviewedFile,
  { context }: Pick<ReviewedOperation, 'context'>,
): boolean {
  const { operation, before } = context;
  if (operation.kind !== 'DropIndex' || !operation.ifExists || hasUnseenChanges(before)) return false;
  const { schema } = operation.index;
  // Whose tables another schema holds, the history of this one does not tell.
  if (schema !== null && schema.value !== currentSchema(before)) return false;
  return isUnheardOf(before, relationKey(before, operation.index)) && beginsWithTables(project, before);
}
