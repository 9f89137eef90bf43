import { awaitedKey, droppedKey, givenNameKey, relationKey } from '../../catalog/catalog.ts';
import type { ReviewedFile, ReviewedOperation } from '../rule.ts';

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
  const traces = [key, awaitedKey(key), droppedKey(key), givenNameKey(key)];
  if (traces.some(trace => before.get(trace) !== undefined)) return false;
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
