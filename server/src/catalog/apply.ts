import { assertNever, type Operation } from '../operations/operation.ts';
import { applyBlock, applyDynamic, applyQuery, applyUnknown, applyUnknownAction } from './applyBodies.ts';
import {
  applyAddColumn,
  applyAlterColumnType,
  applyColumnDefault,
  applyColumnExpression,
  applyColumnOption,
  applyDropColumn,
  applyIdentity,
  applyModifyColumn,
  applyNotNull,
  applyRenameColumn,
} from './applyColumns.ts';
import {
  applyAddConstraint,
  applyAlterConstraint,
  applyDropConstraint,
  applyRenameConstraint,
  applyValidateConstraint,
} from './applyConstraints.ts';
import { applyCreateTable } from './applyCreateTable.ts';
import { applyGrant } from './applyGrants.ts';
import { applyAlterIndex, applyCreateIndex, applyDropIndex, applyRenameIndex } from './applyIndexes.ts';
import {
  applyCreateObject,
  applyCreateSchema,
  applyDropObject,
  applyRenameObject,
  applySetObjectSchema,
  checkCommented,
} from './applyObjects.ts';
import {
  applyAlterPolicy,
  applyCreatePolicy,
  applyCreateRoutine,
  applyCreateTrigger,
} from './applyRoutines.ts';
import {
  applyCopy,
  applyInsert,
  applySetVariable,
  applyTransaction,
  applyTruncate,
  applyUpdate,
  applyUseDatabase,
  writtenTable,
} from './applySession.ts';
import {
  applyAttachPartition,
  applyConvertCharset,
  applyDetachPartition,
  applyDropTable,
  applyPartitions,
  applyRenameTable,
  applySetTableOption,
  applySetTableSchema,
  applyTableMaintenance,
  applyTableProperty,
} from './applyTables.ts';
import {
  applyAddEnumValue,
  applyAlterDomain,
  applyCreateDomain,
  applyCreateType,
  applyRenameEnumValue,
  applyTypeAttribute,
} from './applyTypes.ts';
import { applyAlterSequence, applyCreateSequence, applyCreateView, applyRefresh } from './applyViews.ts';
import type { ApplyOperation } from './change.ts';
import { Draft } from './draft.ts';
import { tableKeyFor } from './knownTable.ts';

export type { ApplyOperation, ApplyProblem, CatalogChange } from './change.ts';

/** See {@link ApplyOperation}. */
export const applyOperation: ApplyOperation = (catalog, operation, origin) => {
  const draft = Draft.on(catalog, origin);
  applyTo(draft, operation);
  return draft.change();
};

function applyTo(draft: Draft, operation: Operation): void {
  switch (operation.kind) {
    case 'CreateTable':
      applyCreateTable(draft, operation);
      return;
    case 'DropTable':
      applyDropTable(draft, operation);
      return;
    case 'AddColumn':
      applyAddColumn(draft, operation);
      return;
    case 'DropColumn':
      applyDropColumn(draft, operation);
      return;
    case 'RenameColumn':
      applyRenameColumn(draft, operation);
      return;
    case 'AlterColumnType':
      applyAlterColumnType(draft, operation);
      return;
    case 'ModifyColumn':
      applyModifyColumn(draft, operation);
      return;
    case 'SetColumnDefault':
    case 'DropColumnDefault':
      applyColumnDefault(draft, operation);
      return;
    case 'SetNotNull':
    case 'DropNotNull':
      applyNotNull(draft, operation);
      return;
    case 'AlterIdentity':
      applyIdentity(draft, operation);
      return;
    case 'AlterColumnExpression':
      applyColumnExpression(draft, operation);
      return;
    case 'SetColumnOption':
      applyColumnOption(draft, operation);
      return;
    case 'AddConstraint':
      applyAddConstraint(draft, operation);
      return;
    case 'DropConstraint':
      applyDropConstraint(draft, operation);
      return;
    case 'ValidateConstraint':
      applyValidateConstraint(draft, operation);
      return;
    case 'AlterConstraint':
      applyAlterConstraint(draft, operation);
      return;
    case 'RenameConstraint':
      applyRenameConstraint(draft, operation);
      return;
    case 'RenameTable':
      applyRenameTable(draft, operation);
      return;
    case 'SetTableSchema':
      applySetTableSchema(draft, operation);
      return;
    case 'SetTableOption':
      applySetTableOption(draft, operation);
      return;
    case 'ConvertCharset':
      applyConvertCharset(draft, operation);
      return;
    case 'SetTableProperty':
      applyTableProperty(draft, operation);
      return;
    case 'AttachPartition':
      applyAttachPartition(draft, operation);
      return;
    case 'DetachPartition':
      applyDetachPartition(draft, operation);
      return;
    case 'AlterPartitions':
      applyPartitions(draft, operation);
      return;
    case 'TableMaintenance':
      applyTableMaintenance(draft, operation);
      return;
    case 'UnknownTableAction':
      applyUnknownAction(draft, operation);
      return;
    case 'CreateIndex':
      applyCreateIndex(draft, operation);
      return;
    case 'DropIndex':
      applyDropIndex(draft, operation);
      return;
    case 'RenameIndex':
      applyRenameIndex(draft, operation);
      return;
    case 'AlterIndex':
      applyAlterIndex(draft, operation);
      return;
    case 'CreateView':
      applyCreateView(draft, operation);
      return;
    case 'RefreshMaterializedView':
      applyRefresh(draft, operation);
      return;
    case 'CreateSequence':
      applyCreateSequence(draft, operation);
      return;
    case 'AlterSequence':
      applyAlterSequence(draft, operation);
      return;
    case 'CreateType':
      applyCreateType(draft, operation);
      return;
    case 'AddEnumValue':
      applyAddEnumValue(draft, operation);
      return;
    case 'RenameEnumValue':
      applyRenameEnumValue(draft, operation);
      return;
    case 'AlterTypeAttribute':
      applyTypeAttribute(draft, operation);
      return;
    case 'CreateDomain':
      applyCreateDomain(draft, operation);
      return;
    case 'AlterDomain':
      applyAlterDomain(draft, operation);
      return;
    case 'CreateRoutine':
      applyCreateRoutine(draft, operation);
      return;
    case 'CreateTrigger':
      applyCreateTrigger(draft, operation);
      return;
    case 'CreatePolicy':
      applyCreatePolicy(draft, operation);
      return;
    case 'CreateSchema':
      applyCreateSchema(draft, operation);
      return;
    case 'Grant':
    case 'Revoke':
      applyGrant(draft, operation);
      return;
    case 'DropObject':
      applyDropObject(draft, operation);
      return;
    case 'RenameObject':
      applyRenameObject(draft, operation);
      return;
    case 'SetObjectSchema':
      applySetObjectSchema(draft, operation);
      return;
    case 'CreateObject':
      applyCreateObject(draft, operation);
      return;
    case 'TransactionControl':
      applyTransaction(draft, operation);
      return;
    case 'SetVariable':
      applySetVariable(draft, operation);
      return;
    case 'UseDatabase':
      applyUseDatabase(draft, operation);
      return;
    case 'Truncate':
      applyTruncate(draft, operation);
      return;
    case 'Insert':
      applyInsert(draft, operation);
      return;
    case 'CopyRows':
      applyCopy(draft, operation);
      return;
    case 'Query':
      applyQuery(draft, operation, applyTo);
      return;
    case 'ExecuteBlock':
      applyBlock(draft, operation, applyTo);
      return;
    case 'DynamicStatement':
      applyDynamic(draft, operation, applyTo);
      return;
    case 'Unknown':
      applyUnknown(draft, operation);
      return;
    case 'Update':
      applyUpdate(draft, operation);
      return;
    case 'Delete':
    case 'Merge':
      // They change no definition, but fail without their table.
      writtenTable(draft, operation.table);
      return;
    case 'CommentOn':
      checkCommented(draft, operation);
      return;
    case 'SetStorageParameters':
    case 'SetTriggerState':
      tableKeyFor(draft, operation);
      return;
    case 'AlterPolicy':
      applyAlterPolicy(draft, operation);
      return;
    case 'Reindex':
    case 'SetOwner':
    case 'AlterObject':
    case 'LockTables':
    case 'UnlockTables':
    case 'Maintenance':
    case 'ClientCommand':
      return;
    default:
      assertNever(operation);
      return;
  }
}
