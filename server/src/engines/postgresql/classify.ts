import { assertNever } from '../../operations/operation.ts';
import type { FactQuestion } from '../lockNote.ts';
import { alterColumnType } from './classify/alterType.ts';
import {
  alterColumnExpression,
  alterIdentity,
  dropNotNull,
  plainColumnAction,
  renameColumn,
  setColumnOption,
  setNotNull,
} from './classify/columnState.ts';
import { addColumn, dropColumn } from './classify/columns.ts';
import {
  addConstraint,
  alterConstraint,
  dropConstraint,
  renameConstraint,
  validateConstraint,
} from './classify/constraints.ts';
import {
  changeRows,
  copyRows,
  insertRows,
  lockTables,
  maintain,
  readRows,
  truncate,
} from './classify/data.ts';
import { dropObject } from './classify/drops.ts';
import { alterIndex, createIndex, dropIndex, reindex, renameIndex } from './classify/indexes.ts';
import {
  addEnumValue,
  alterDomain,
  alterObject,
  alterSequence,
  commentOn,
  createObject,
  createRoutine,
  createSequence,
  createView,
  grant,
  moveObject,
  refreshMaterializedView,
  renameObject,
} from './classify/objects.ts';
import { attachPartition, detachPartition } from './classify/partitions.ts';
import {
  createTable,
  dropTable,
  onTable,
  onTableFamily,
  renameTable,
  setStorageParameters,
  setTableProperty,
  setTableSchema,
} from './classify/tables.ts';
import { notOfThisEngine, unread } from './classify/unread.ts';
import { type Situation, situation } from './situation.ts';

/** What an operation turns out to be. */
export function classify(question: FactQuestion): Situation {
  const { operation } = question;
  switch (operation.kind) {
    case 'CreateTable':
      return createTable(question, operation);
    case 'DropTable':
      return dropTable(question, operation);
    case 'AddColumn':
      return addColumn(question, operation);
    case 'DropColumn':
      return dropColumn(question, operation);
    case 'RenameColumn':
      return renameColumn(question, operation);
    case 'AlterColumnType':
      return alterColumnType(question, operation);
    case 'SetColumnDefault':
      return plainColumnAction(question, operation, 'set-default');
    case 'DropColumnDefault':
      return plainColumnAction(question, operation, 'drop-default');
    case 'SetNotNull':
      return setNotNull(question, operation);
    case 'DropNotNull':
      return dropNotNull(question, operation);
    case 'AlterIdentity':
      return alterIdentity(question, operation);
    case 'AlterColumnExpression':
      return alterColumnExpression(question, operation);
    case 'SetColumnOption':
      return setColumnOption(question, operation);
    case 'AddConstraint':
      return addConstraint(question, operation);
    case 'DropConstraint':
      return dropConstraint(question, operation);
    case 'ValidateConstraint':
      return validateConstraint(question, operation);
    case 'AlterConstraint':
      return alterConstraint(question, operation);
    case 'RenameConstraint':
      return renameConstraint(question, operation);
    case 'RenameTable':
      return renameTable(question, operation);
    case 'SetTableSchema':
      return setTableSchema(question, operation);
    case 'SetStorageParameters':
      return setStorageParameters(question, operation);
    case 'SetTableProperty':
      return setTableProperty(question, operation);
    case 'SetTriggerState':
      return onTable(question, operation, 'trigger-state');
    case 'AttachPartition':
      return attachPartition(question, operation);
    case 'DetachPartition':
      return detachPartition(question, operation);
    case 'UnknownTableAction':
      return onTableFamily(question, operation, 'unread-action');

    case 'CreateIndex':
      return createIndex(question, operation);
    case 'DropIndex':
      return dropIndex(question, operation);
    case 'RenameIndex':
      return renameIndex(question, operation);
    case 'AlterIndex':
      return alterIndex(question, operation);
    case 'Reindex':
      return reindex(question, operation);
    case 'CreateView':
      return createView(question, operation);
    case 'RefreshMaterializedView':
      return refreshMaterializedView(question, operation);
    case 'CreateSequence':
      return createSequence(question, operation);
    case 'AlterSequence':
      return alterSequence(question, operation);
    case 'CreateType':
      return situation('create-type', {});
    case 'AddEnumValue':
      return addEnumValue(question, operation);
    case 'RenameEnumValue':
      return situation('rename-enum-value', {});
    case 'AlterTypeAttribute':
      return situation('alter-type-attribute', {});
    case 'CreateDomain':
      return situation('create-domain', {});
    case 'AlterDomain':
      return alterDomain(question, operation);
    case 'CreateRoutine':
      return createRoutine(question, operation);
    case 'CreateTrigger':
      // Triggers on rows are made for every partition.
      return operation.forEach === 'statement'
        ? onTable(question, operation, 'create-trigger')
        : onTableFamily(question, operation, 'create-trigger');
    case 'CreatePolicy':
    case 'AlterPolicy':
      return onTable(question, operation, 'policy');
    case 'CreateSchema':
      return situation(operation.objectKind === 'database' ? 'database' : 'create-schema', {});
    case 'Grant':
    case 'Revoke':
      return grant(question, operation);
    case 'DropObject':
      return dropObject(question, operation);
    case 'RenameObject':
      return renameObject(question, operation);
    case 'SetObjectSchema':
    case 'SetOwner':
      return moveObject(question, operation);
    case 'CommentOn':
      return commentOn(question, operation);
    case 'CreateObject':
      return createObject(question, operation);
    case 'AlterObject':
      return alterObject(question, operation);

    case 'Insert':
      return insertRows(question, operation);
    case 'Update':
    case 'Delete':
    case 'Merge':
      return changeRows(question, operation);
    case 'Truncate':
      return truncate(question, operation);
    case 'CopyRows':
      return copyRows(question, operation);
    case 'LockTables':
      return lockTables(question, operation);
    case 'Maintenance':
      return maintain(question, operation);

    case 'Query':
      return readRows(question, operation);
    case 'Unknown':
      return unread(question, operation);
    // No relation is touched; statements in a body have operations of their own.
    case 'TransactionControl':
    case 'SetVariable':
    case 'ExecuteBlock':
    case 'DynamicStatement':
    case 'ClientCommand':
      return situation('no-relation', {});
    // MySQL and MariaDB only.
    case 'UseDatabase':
    case 'UnlockTables':
    case 'ModifyColumn':
    case 'SetTableOption':
    case 'ConvertCharset':
    case 'AlterPartitions':
    case 'TableMaintenance':
      return notOfThisEngine();
    default:
      return assertNever(operation);
  }
}
