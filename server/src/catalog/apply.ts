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
import { applyCreatePolicy, applyCreateRoutine, applyCreateTrigger } from './applyRoutines.ts';
import {
  applyCopy,
  applyInsert,
  applySetVariable,
  applyTransaction,
  applyTruncate,
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
      return applyCreateTable(draft, operation);
    case 'DropTable':
      return applyDropTable(draft, operation);
    case 'AddColumn':
      return applyAddColumn(draft, operation);
    case 'DropColumn':
      return applyDropColumn(draft, operation);
    case 'RenameColumn':
      return applyRenameColumn(draft, operation);
    case 'AlterColumnType':
      return applyAlterColumnType(draft, operation);
    case 'ModifyColumn':
      return applyModifyColumn(draft, operation);
    case 'SetColumnDefault':
    case 'DropColumnDefault':
      return applyColumnDefault(draft, operation);
    case 'SetNotNull':
    case 'DropNotNull':
      return applyNotNull(draft, operation);
    case 'AlterIdentity':
      return applyIdentity(draft, operation);
    case 'AlterColumnExpression':
      return applyColumnExpression(draft, operation);
    case 'SetColumnOption':
      return applyColumnOption(draft, operation);
    case 'AddConstraint':
      return applyAddConstraint(draft, operation);
    case 'DropConstraint':
      return applyDropConstraint(draft, operation);
    case 'ValidateConstraint':
      return applyValidateConstraint(draft, operation);
    case 'AlterConstraint':
      return applyAlterConstraint(draft, operation);
    case 'RenameConstraint':
      return applyRenameConstraint(draft, operation);
    case 'RenameTable':
      return applyRenameTable(draft, operation);
    case 'SetTableSchema':
      return applySetTableSchema(draft, operation);
    case 'SetTableOption':
      return applySetTableOption(draft, operation);
    case 'ConvertCharset':
      return applyConvertCharset(draft, operation);
    case 'SetTableProperty':
      return applyTableProperty(draft, operation);
    case 'AttachPartition':
      return applyAttachPartition(draft, operation);
    case 'DetachPartition':
      return applyDetachPartition(draft, operation);
    case 'AlterPartitions':
      return applyPartitions(draft, operation);
    case 'TableMaintenance':
      return applyTableMaintenance(draft, operation);
    case 'UnknownTableAction':
      return applyUnknownAction(draft, operation);
    case 'CreateIndex':
      return applyCreateIndex(draft, operation);
    case 'DropIndex':
      return applyDropIndex(draft, operation);
    case 'RenameIndex':
      return applyRenameIndex(draft, operation);
    case 'AlterIndex':
      return applyAlterIndex(draft, operation);
    case 'CreateView':
      return applyCreateView(draft, operation);
    case 'RefreshMaterializedView':
      return applyRefresh(draft, operation);
    case 'CreateSequence':
      return applyCreateSequence(draft, operation);
    case 'AlterSequence':
      return applyAlterSequence(draft, operation);
    case 'CreateType':
      return applyCreateType(draft, operation);
    case 'AddEnumValue':
      return applyAddEnumValue(draft, operation);
    case 'RenameEnumValue':
      return applyRenameEnumValue(draft, operation);
    case 'AlterTypeAttribute':
      return applyTypeAttribute(draft, operation);
    case 'CreateDomain':
      return applyCreateDomain(draft, operation);
    case 'AlterDomain':
      return applyAlterDomain(draft, operation);
    case 'CreateRoutine':
      return applyCreateRoutine(draft, operation);
    case 'CreateTrigger':
      return applyCreateTrigger(draft, operation);
    case 'CreatePolicy':
      return applyCreatePolicy(draft, operation);
    case 'CreateSchema':
      return applyCreateSchema(draft, operation);
    case 'Grant':
    case 'Revoke':
      return applyGrant(draft, operation);
    case 'DropObject':
      return applyDropObject(draft, operation);
    case 'RenameObject':
      return applyRenameObject(draft, operation);
    case 'SetObjectSchema':
      return applySetObjectSchema(draft, operation);
    case 'CreateObject':
      return applyCreateObject(draft, operation);
    case 'TransactionControl':
      return applyTransaction(draft, operation);
    case 'SetVariable':
      return applySetVariable(draft, operation);
    case 'UseDatabase':
      return applyUseDatabase(draft, operation);
    case 'Truncate':
      return applyTruncate(draft, operation);
    case 'Insert':
      return applyInsert(draft, operation);
    case 'CopyRows':
      return applyCopy(draft, operation);
    case 'Query':
      return applyQuery(draft, operation, applyTo);
    case 'ExecuteBlock':
      return applyBlock(draft, operation, applyTo);
    case 'DynamicStatement':
      return applyDynamic(draft, operation, applyTo);
    case 'Unknown':
      return applyUnknown(draft, operation);
    case 'Update':
    case 'Delete':
    case 'Merge':
      // They change no definition, but fail without their table.
      writtenTable(draft, operation.table);
      return;
    case 'CommentOn':
      return checkCommented(draft, operation);
    case 'SetStorageParameters':
    case 'SetTriggerState':
    case 'AlterPolicy':
      tableKeyFor(draft, operation);
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
      return assertNever(operation);
  }
}
