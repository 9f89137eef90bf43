import { isAbsent, relationKey } from '../../../catalog/catalog.ts';
import type { ForeignKeyTarget } from '../../../operations/columns.ts';
import type { ObjectName } from '../../../operations/names.ts';
import type { OperationOf } from '../../../operations/operation.ts';
import type { Refusal, RelationLock } from '../../lockNote.ts';
import {
  type Change,
  type ChangeContext,
  change,
  isMysql,
  isVersion,
  refused,
  relationName,
} from '../context.ts';
import type { FactId } from '../rows/index.ts';
import { definitionRefusal } from './columnDefinition.ts';
import { parentLocks } from './foreignKeys.ts';
import { constraintRefusal, indexRefusal } from './keyDefinition.ts';

/** CREATE TABLE. The table is new, so that only what it refers to or reads from can keep anybody waiting. */
export function tableCreated(operation: OperationOf<'CreateTable'>, context: ChangeContext): Change {
  const facts: FactId[] = [operation.asQuery === null ? 'create-table' : 'create-table-from-query'];
  const parents = operation.persistence === 'temporary' ? [] : referencedTables(operation, context);
  // MySQL 8.0+ writes a foreign key into the parent's dictionary entry (measured on 9.7.4); MariaDB does not.
  const locksParents = isMysql(context) && isVersion(context, 8);
  const parentNotes = locksParents ? parents.map(table => lock(table, 'referenced', 'EXCLUSIVE')) : [];
  // Rows that the query reads stay locked for writers until it ends.
  const sources = operation.asQuery?.tables.map(table => lock(table, 'other', 'SHARED')) ?? [];
  return {
    ...change(...facts),
    refusal: creationRefusal(operation, context),
    locks: distinct([...parentNotes, ...sources]),
  };
}

function creationRefusal(operation: OperationOf<'CreateTable'>, context: ChangeContext): Refusal | null {
  if (isMysql(context) && (operation.orReplace || operation.systemVersioning))
    return refused('1064', 'syntax');
  for (const column of operation.columns) {
    const refusal = definitionRefusal(column, context);
    if (refusal !== null) return refusal;
  }
  for (const index of operation.indexes) {
    const refusal = indexRefusal(index, context);
    if (refusal !== null) return refusal;
  }
  for (const constraint of operation.constraints) {
    const refusal = constraintRefusal(constraint, context);
    if (refusal !== null) return refusal;
  }
  return null;
}

function referencedTables(
  operation: OperationOf<'CreateTable'>,
  context: ChangeContext,
): readonly ObjectName[] {
  const inline: readonly (ForeignKeyTarget | null)[] = isVersion(context, 9)
    ? operation.columns.map(column => column.references?.value ?? null)
    : [];
  const named = operation.constraints.flatMap(constraint =>
    constraint.kind === 'foreign-key' ? [constraint.target] : [],
  );
  return [...inline, ...named]
    .flatMap(target => (target === null ? [] : [target.table]))
    .filter(table => relationName(table) !== relationName(operation.table));
}

function lock(table: ObjectName, role: RelationLock['role'], mode: RelationLock['mode']): RelationLock {
  return { relation: relationName(table), role, mode };
}

function distinct(locks: readonly RelationLock[]): readonly RelationLock[] {
  return locks.filter(
    (candidate, index) => locks.findIndex(other => other.relation === candidate.relation) === index,
  );
}

/** DROP TABLE. Of a table that is gone already IF EXISTS makes a warning: nobody can hold or wait for its lock. */
export function tableDropped(operation: OperationOf<'DropTable'>, context: ChangeContext): Change {
  const { before } = context.question;
  if (operation.ifExists && isAbsent(before, relationKey(before, operation.table)))
    return change('drop-missing');
  return { ...change('drop-table'), locks: operation.temporary ? [] : parentLocks(operation.table, context) };
}

/** LOCK TABLES; the modes stand with each table. */
export function tablesLocked(operation: OperationOf<'LockTables'>): Change {
  const writes = operation.tables.some(({ mode }) => /write/i.test(mode));
  const locks = operation.tables.map(({ table, mode }) =>
    lock(table, 'target', /write/i.test(mode) ? 'EXCLUSIVE' : 'SHARED'),
  );
  return { ...change(writes ? 'lock-tables-write' : 'lock-tables-read'), locks };
}

export function tableServiced(operation: OperationOf<'Maintenance'>): Change {
  switch (operation.command) {
    case 'optimize':
      return change('optimize-table');
    case 'analyze':
      return change('analyze-table');
    case 'check':
      return change('check-table');
    case 'checksum':
      return change('checksum-table');
    case 'repair':
      return change('repair-table');
    case 'flush':
      return change(operation.table === null ? 'no-relation' : 'flush-tables');
    case 'vacuum':
    case 'vacuum-full':
    case 'cluster':
    case 'repack':
    case 'checkpoint':
      return { ...change('unread-statement'), refusal: refused('1064', 'syntax') };
  }
}

/**
 * Rows. What UPDATE, DELETE and INSERT lock are rows, to the end of the transaction, and no table lock stops others:
 * the note holds no locks and blocks nobody as a whole, and says whether all rows are read.
 */
export function rowsChanged(operation: OperationOf<'Update' | 'Delete'>, context: ChangeContext): Change {
  const fact = operation.where === null && !operation.limit ? 'change-all-rows' : 'change-some-rows';
  return { ...change(fact), refusal: returningRefusal(operation, context) };
}

export function rowsInserted(operation: OperationOf<'Insert'>, context: ChangeContext): Change {
  const fact = operation.source === 'select' && !operation.limited ? 'change-all-rows' : 'insert-rows';
  return { ...change(fact), refusal: returningRefusal(operation, context) };
}

/**
 * MySQL has no RETURNING (measured on 9.7). MariaDB has it for DELETE from 10.0.5 and for INSERT and REPLACE from 10.5.0 on
 * (manual, INSERT...RETURNING), and refuses it for UPDATE (measured on 11.8; later releases are not known).
 */
function returningRefusal(
  { kind, returning }: OperationOf<'Insert' | 'Update' | 'Delete'>,
  context: ChangeContext,
): Refusal | null {
  if (returning === undefined) return null;
  if (isMysql(context)) return refused('1064', 'syntax');
  if (kind === 'Insert' && !isVersion(context, 10, 5)) return refused('1064', 'needs-newer-version', '10.5');
  return kind === 'Update' && !isVersion(context, 12) ? refused('1064', 'syntax') : null;
}
