import { grantsKey, objectKey, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { dropConstraint } from './dropConstraint.ts';
import { indexNameKey } from './indexes.ts';
import { editTable, linkTable, without } from './knownTable.ts';
import type { View } from './model.ts';
import { dropOwnedSequence } from './ownedSequences.ts';
import { leaveAwaited, removeReader, removeReference } from './references.ts';
import { releaseType } from './typeUse.ts';

/**
 * Drops a table with its indexes, owned sequences, triggers and (PostgreSQL) partitions. Foreign keys of other tables
 * go in PostgreSQL; in MySQL and MariaDB, where only foreign_key_checks=0 allows it, they stay and point to nothing.
 */
export function dropTable(draft: Draft, key: string, options: { readonly cascade: boolean }): void {
  const table = tableAt(draft, key);
  if (table === undefined) return;
  for (const partition of table.partitioning?.partitions ?? []) dropTable(draft, partition, options);
  for (const child of table.inheritedBy) {
    if (options.cascade) dropTable(draft, child, options);
    else editTable(draft, child, other => ({ inherits: without(other.inherits, key) }));
  }
  for (const parent of table.inherits)
    linkTable(draft, parent, other => ({ inheritedBy: without(other.inheritedBy, key) }));
  if (table.partitionOf !== null) {
    linkTable(draft, table.partitionOf.parent, other => ({
      partitioning:
        other.partitioning === null
          ? null
          : { ...other.partitioning, partitions: without(other.partitioning.partitions, key) },
    }));
  }
  for (const constraint of table.constraints) {
    if (constraint.kind === 'foreign-key' && constraint.target !== key) {
      removeReference(draft, constraint.target, { table: key, constraint: constraint.name });
    }
  }
  const referencedBy = tableAt(draft, key)?.referencedBy ?? [];
  if (draft.dialect === 'postgresql') {
    for (const reference of referencedBy)
      dropConstraint(draft, reference.table, reference.constraint, { cascade: false });
  }
  const readBy = leaveReaders(draft, table.readBy, options);
  for (const index of table.indexes) {
    const nameKey = indexNameKey(draft, table.schema, index.name);
    if (nameKey !== null) draft.drop(nameKey);
  }
  for (const trigger of table.triggers) {
    if (draft.dialect !== 'postgresql') draft.drop(objectKey('trigger', table.schema, trigger.name));
  }
  remove(draft, key);
  for (const column of table.columns) {
    dropOwnedSequence(draft, column);
    releaseType(draft, key, column.type);
  }
  leaveAwaited(draft, key, { referencedBy: draft.dialect === 'postgresql' ? [] : referencedBy, readBy });
}

/** Drops a view with its indexes and, with CASCADE, the views that read it. */
export function dropView(draft: Draft, key: string, options: { readonly cascade: boolean }): void {
  const view = draft.get(key);
  if (view?.kind !== 'view') return;
  const readBy = leaveReaders(draft, view.readBy, options);
  forgetReads(draft, key, view);
  for (const index of view.indexes) draft.drop(objectKey('relation', view.schema, index.name));
  remove(draft, key);
  leaveAwaited(draft, key, { referencedBy: [], readBy });
}

/** Takes a view out of the lists of the relations it reads. */
export function forgetReads(draft: Draft, key: string, view: View): void {
  for (const read of view.reads) removeReader(draft, read, key);
}

/** With CASCADE, PostgreSQL drops the views that read a relation; otherwise they stay. Gives those that stay. */
function leaveReaders(
  draft: Draft,
  readBy: readonly string[],
  options: { readonly cascade: boolean },
): readonly string[] {
  if (draft.dialect !== 'postgresql' || !options.cascade) return readBy;
  for (const reader of readBy) dropView(draft, reader, options);
  return [];
}

function remove(draft: Draft, key: string): void {
  draft.drop(key);
  draft.erase(grantsKey(key));
}
