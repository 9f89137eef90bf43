import {
  currentSchema,
  isAbsent,
  keysIn,
  nameOfKey,
  relationKey,
  tableAt,
} from '../../../catalog/catalog.ts';
import type { ObjectName } from '../../../operations/names.ts';
import { assertNever, type Operation, type OperationOf } from '../../../operations/operation.ts';
import { version } from '../../engine.ts';
import type { RelationLock } from '../../lockNote.ts';
import { type Change, type ChangeContext, change, isMysql, needs, refused } from '../context.ts';
import { sameColumn } from '../tableState.ts';
import { columnAdded } from './columnAdded.ts';
import { columnDropped, columnRenamed } from './columnDropped.ts';
import { columnModified } from './columnModified.ts';
import {
  constraintAdded,
  constraintAltered,
  constraintDropped,
  indexAltered,
  indexCreated,
  indexDropped,
  indexRenamed,
} from './keys.ts';
import { partitionsAltered } from './partitions.ts';
import {
  rowsChanged,
  rowsInserted,
  tableCreated,
  tableDropped,
  tableServiced,
  tablesLocked,
} from './statements.ts';
import { charsetConverted, tableMaintained, tableOptionSet, tableRenamed } from './tableChanges.ts';

/** What an operation comes to; null for text that could not be read at all. */
export function classify(operation: Operation, context: ChangeContext): Change | null {
  switch (operation.kind) {
    case 'AddColumn':
      return columnAdded(operation, context);
    case 'DropColumn':
      return columnDropped(operation, context);
    case 'RenameColumn':
      return columnRenamed(operation, context);
    case 'ModifyColumn':
      return columnModified(operation, context);
    case 'SetColumnDefault':
    case 'DropColumnDefault':
      return change('change-default');
    case 'SetColumnOption':
      return operation.option === 'visibility' && isMysql(context)
        ? needs(context, '8.0.23', version(8, 0, 23), change('change-visibility'))
        : notOfThisEngine();
    case 'CreateIndex':
      return indexCreated(operation, context);
    case 'DropIndex':
      return indexDropped(operation, context);
    case 'RenameIndex':
      return indexRenamed(context);
    case 'AlterIndex':
      return operation.action === 'visible' || operation.action === 'invisible'
        ? indexAltered(operation, context)
        : notOfThisEngine();
    case 'AddConstraint':
      return constraintAdded(operation, context);
    case 'DropConstraint':
      return constraintDropped(operation, context);
    case 'AlterConstraint':
      return constraintAltered(operation, context);
    case 'SetTableOption':
      return tableOptionSet(operation, context);
    case 'ConvertCharset':
      return charsetConverted(operation, context);
    case 'TableMaintenance':
      return tableMaintained(operation, context);
    case 'AlterPartitions':
      return partitionsAltered(operation, context);
    case 'RenameTable':
      return tableRenamed(operation, context);
    case 'UnknownTableAction':
      return { ...change('unread-action'), assumed: true };
    case 'CreateTable':
      return tableCreated(operation, context);
    case 'DropTable':
      return tableDropped(operation, context);
    case 'Truncate':
      return change('truncate-table');
    case 'LockTables':
      return tablesLocked(operation);
    case 'Maintenance':
      return tableServiced(operation);
    case 'CreateTrigger':
      return change('create-trigger');
    case 'Update':
    case 'Delete':
      return rowsChanged(operation, context);
    case 'Insert':
      return rowsInserted(operation, context);
    case 'CopyRows':
      return change(operation.direction === 'from' ? 'load-rows' : 'read-rows');
    case 'CreateView':
      return change('change-view');
    case 'CreateSequence':
    case 'AlterSequence':
      return isMysql(context)
        ? notOfThisEngine()
        : needs(context, '10.3', version(10, 3), change('change-sequence'));
    case 'DropObject':
    case 'RenameObject':
      return objectChanged(operation, context);
    case 'CreateRoutine':
    case 'CreateSchema':
    case 'CreateObject':
    case 'AlterObject':
    case 'Grant':
    case 'Revoke':
      return change('change-other-object');
    case 'Unknown':
      if (operation.harmless) return change('no-relation');
      // Of text that names nothing nobody can say what it does.
      return operation.object === null ? null : { ...change('unread-statement'), assumed: true };
    case 'AlterColumnType':
    case 'SetNotNull':
    case 'DropNotNull':
    case 'AlterIdentity':
    case 'AlterColumnExpression':
    case 'ValidateConstraint':
    case 'RenameConstraint':
    case 'SetTableSchema':
    case 'SetStorageParameters':
    case 'SetTableProperty':
    case 'SetTriggerState':
    case 'AttachPartition':
    case 'DetachPartition':
    case 'Reindex':
    case 'RefreshMaterializedView':
    case 'CreateType':
    case 'AddEnumValue':
    case 'RenameEnumValue':
    case 'AlterTypeAttribute':
    case 'CreateDomain':
    case 'AlterDomain':
    case 'CreatePolicy':
    case 'AlterPolicy':
    case 'SetObjectSchema':
    case 'SetOwner':
    case 'CommentOn':
    case 'Merge':
      return notOfThisEngine();
    case 'Query':
      return change('read-rows');
    // Statements in a body have operations of their own.
    case 'TransactionControl':
    case 'SetVariable':
    case 'UseDatabase':
    case 'UnlockTables':
    case 'ExecuteBlock':
    case 'DynamicStatement':
    case 'ClientCommand':
      return change('no-relation');
    default:
      return assertNever(operation);
  }
}

/** PostgreSQL's grammar. */
function notOfThisEngine(): Change {
  return { ...change('unread-statement'), refusal: refused('1064', 'syntax') };
}

function objectChanged(
  operation: OperationOf<'DropObject' | 'RenameObject'>,
  context: ChangeContext,
): Change {
  switch (operation.objectKind) {
    case 'view':
      return change(isViewGone(operation, context) ? 'drop-missing' : 'change-view');
    case 'trigger':
      return { ...change('drop-trigger'), locks: triggerLocks(operation, context) };
    case 'sequence':
      return change('change-sequence');
    case 'schema':
    case 'database':
      return change('drop-database');
    default:
      return change('change-other-object');
  }
}

/** Of a view that is gone already IF EXISTS makes a warning: nobody can hold or wait for its lock. */
function isViewGone(
  operation: OperationOf<'DropObject' | 'RenameObject'>,
  { question: { before } }: ChangeContext,
): boolean {
  if (operation.kind !== 'DropObject' || !operation.ifExists) return false;
  return isAbsent(before, relationKey(before, operation.name));
}

/** DROP TRIGGER names no table: it is the one that has the trigger. */
function triggerLocks(
  operation: OperationOf<'DropObject' | 'RenameObject'>,
  context: ChangeContext,
): readonly RelationLock[] {
  const { before } = context.question;
  const schema = operation.name.schema?.value ?? currentSchema(before);
  for (const key of keysIn(before, 'relation', schema)) {
    const table = tableAt(before, key);
    if (table?.triggers.some(trigger => sameColumn(trigger.name, operation.name.name.value))) {
      return [{ relation: nameOfKey(key), role: 'target', mode: 'EXCLUSIVE' }];
    }
  }
  return [];
}

/** The relation that the note's first lock is on; null when the operation names none or locks no table as a whole. */
export function targetOf(operation: Operation): ObjectName | null {
  switch (operation.kind) {
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'CopyRows':
    case 'LockTables':
    case 'Grant':
    case 'Revoke':
    case 'CreateObject':
    case 'AlterObject':
    case 'CreateRoutine':
    case 'CreateSchema':
      return null;
    case 'CreateView':
      return operation.view;
    case 'CreateSequence':
    case 'AlterSequence':
      return operation.sequence;
    case 'DropObject':
      return (
        operation.table ??
        (operation.objectKind === 'view' || operation.objectKind === 'sequence' ? operation.name : null)
      );
    case 'Unknown':
      return operation.object;
    default:
      return 'table' in operation ? operation.table : null;
  }
}
