import { relationKey } from '../../catalog/catalog.ts';
import type { ReviewedFile } from '../rule.ts';

/**
 * Keys of the tables that the way forward of a file drops and does not make again, under each name that they had in it:
 * whoever waits for the lock on one finds it gone.
 */
export function goneForGood(reviewed: ReviewedFile): ReadonlySet<string> {
  const gone = new Set<string>();
  const changes = reviewed.ofKinds('DropTable', 'RenameTable');
  if (changes.length === 0) return gone;
  const end = reviewed.statements.findLast(({ run }) => run.direction === 'up')?.after;
  const isThere = (key: string): boolean => end?.get(key) !== undefined;
  // The last first, so that a drop is known before the renames that led to it.
  for (const { context, statement } of [...changes].reverse()) {
    const { operation, before, after } = context;
    if (statement.run.direction === 'down') continue;
    if (operation.kind === 'RenameTable') {
      const schema = operation.to.schema ?? operation.table.schema;
      if (!gone.has(relationKey(after, { ...operation.to, schema }))) continue;
    } else if (operation.kind !== 'DropTable') continue;
    const key = relationKey(before, operation.table);
    if (!isThere(key)) gone.add(key);
  }
  return gone;
}
