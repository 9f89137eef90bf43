import { findRelation, nameOfKey, relationKey, tableAt } from '../../catalog/catalog.ts';
import type { LockNote } from '../../engines/lockNote.ts';
import type { ObjectName } from '../../operations/names.ts';
import { displayName } from '../../operations/names.ts';
import type { Operation } from '../../operations/operation.ts';
import type { OperationContext } from '../rule.ts';
import { dropsAbsentIndex } from './absentIndex.ts';
import { perContext } from './perContext.ts';
import { code } from './wording.ts';

/** A lock that readers or writers of an existing relation wait for. */
export interface StrongLock {
  /** Catalog key of the relation; null when only something about it is known, such as the name of an index. */
  readonly key: string | null;
  /** In back quotes, as written where it is written. */
  readonly label: string;
  /** False when neither a baseline nor the migrations so far hold it. */
  readonly known: boolean;
}

/**
 * The strong lock that an operation asks for, if it is on an existing relation. MySQL and MariaDB take the exclusive
 * metadata lock for every change of a table, even where the change itself lets everybody work.
 */
export const strongLockOf = perContext(findStrongLock);

/** Refusals that come after the lock was taken, or that another rule cures. */
const LOCKING_REFUSALS: ReadonlySet<string> = new Set([
  'not-in-transaction',
  'not-null-violation',
  'zero-date',
]);

function findStrongLock(context: OperationContext): StrongLock | null {
  const { note, operation, target } = context;
  if (
    note === null ||
    (note.refusal !== null && !LOCKING_REFUSALS.has(note.refusal.reason)) ||
    isConcurrent(operation) ||
    dropsAbsentIndex(context)
  )
    return null;
  const isStrong =
    target.engine === 'postgresql' ? note.blocksReads || note.blocksWrites : takesMetadataLock(note);
  if (!isStrong) return null;
  const name = subjectOf(operation);
  if (name === null) return null;
  const key = relationKey(context.before, name);
  const found = findRelation(context.before, name);
  if (context.isNew(key)) return null;
  if (found?.kind === 'index') {
    if (context.isNew(found.table)) return null;
    return {
      key: found.table,
      label: code(nameOfKey(found.table).replace(/^public\./, '')),
      known: tableAt(context.before, found.table)?.certain ?? false,
    };
  }
  if (found?.kind === 'table' && found.persistence === 'temporary') return null;
  // Nobody writes to a materialized view but REFRESH.
  if (found?.kind === 'view' && found.materialized && !note.blocksReads) return null;
  const isIndex =
    operation.kind === 'DropIndex' || operation.kind === 'RenameIndex' || operation.kind === 'AlterIndex';
  if (isIndex && target.engine === 'postgresql')
    return { key: null, label: `the table of ${code(displayName(name))}`, known: false };
  return {
    key,
    label: code(displayName(name)),
    known: found !== undefined && 'certain' in found && found.certain,
  };
}

/** A view holds no rows: it is locked for as long as its definition changes, and its tables are not. */
export function isPlainView({ before, operation }: OperationContext, key: string): boolean {
  const found = before.get(key);
  if (found?.kind === 'view') return !found.materialized;
  return (
    (operation.kind === 'DropObject' || operation.kind === 'RenameObject') && operation.objectKind === 'view'
  );
}

/** MySQL and MariaDB: changes of a definition name an algorithm; of the rest, those that let nobody write. */
function takesMetadataLock({ algorithm, locks, blocksWrites }: LockNote): boolean {
  return blocksWrites || (algorithm !== null && locks.length > 0);
}

function isConcurrent(operation: Operation): boolean {
  return 'concurrently' in operation && operation.concurrently;
}

/** The relation that an operation is about; null for operations on something else. */
export function subjectOf(operation: Operation): ObjectName | null {
  switch (operation.kind) {
    case 'DropIndex':
    case 'RenameIndex':
    case 'AlterIndex':
      return operation.table ?? operation.index;
    case 'RefreshMaterializedView':
      return operation.view;
    case 'Reindex':
      return operation.target === 'index' || operation.target === 'table' ? operation.name : null;
    case 'CreateTable':
      return operation.partitionOf?.parent ?? null;
    case 'DropObject':
    case 'RenameObject':
      return operation.table ?? (isRelationKind(operation.objectKind) ? operation.name : null);
    case 'SetObjectSchema':
    case 'SetOwner':
      return isRelationKind(operation.objectKind) ? operation.name : null;
    default:
      return 'table' in operation && operation.table !== null ? operation.table : null;
  }
}

function isRelationKind(kind: string): boolean {
  return (
    kind === 'table' ||
    kind === 'view' ||
    kind === 'materialized view' ||
    kind === 'foreign table' ||
    kind === 'sequence' ||
    kind === 'index'
  );
}
