import type { OperationContext } from '../rule.ts';
import { perContext } from './perContext.ts';
import { existingRelation } from './relations.ts';
import { isDataChange } from './statementWords.ts';
import { type StrongLock, strongLockOf } from './strongLock.ts';

/** The lock on an existing relation that an operation may wait for and others then wait behind; LOCK TABLE included. */
export const askedLockOf = perContext(
  (context): StrongLock | null =>
    explicitLockOf(context) ?? (isDataChange(context.operation) ? null : strongLockOf(context)),
);

/** PostgreSQL modes that let everybody read and write (manual 18, 13.3.1 "Table-Level Locks"). */
const LENIENT: ReadonlySet<string> = new Set([
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
]);

function explicitLockOf(context: OperationContext): StrongLock | null {
  const { operation, target } = context;
  if (operation.kind !== 'LockTables' || operation.nowait) return null;
  for (const { table, mode } of operation.tables) {
    if (target.engine === 'postgresql' && LENIENT.has(mode.toUpperCase())) continue;
    const existing = existingRelation(context, table);
    if (existing !== null) return { key: existing.key, label: existing.label, known: existing.known };
  }
  return null;
}

/**
 * PostgreSQL: keys of relations that an operation has closed to everybody, or has failed at once: what the same
 * transaction asks for on them later waits for nobody.
 */
export function lockedWithoutWait(context: OperationContext): readonly string[] {
  const { operation, target, run } = context;
  if (operation.kind !== 'LockTables' || !operation.nowait) return [];
  if (target.engine !== 'postgresql' || !run.inTransaction) return [];
  return operation.tables.flatMap(({ table, mode }) =>
    mode.toUpperCase() === 'ACCESS EXCLUSIVE' ? (existingRelation(context, table)?.key ?? []) : [],
  );
}
