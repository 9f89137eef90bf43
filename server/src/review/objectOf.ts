import { type CatalogReader, nameOfKey, relationKey } from '../catalog/catalog.ts';
import { displayName, type Identifier, type ObjectName } from '../operations/names.ts';
import { assertNever, type Operation } from '../operations/operation.ts';

/**
 * The name of what an operation is about, with the schema that the session gives it: `public.payments.reference_id`.
 * Empty for operations without an object.
 */
export function objectOf(operation: Operation, catalog: CatalogReader | null): string {
  const relation = (name: ObjectName): string =>
    catalog === null ? displayName(name) : nameOfKey(relationKey(catalog, name));
  const inTable = (table: ObjectName, part: Identifier | null): string =>
    part === null ? relation(table) : `${relation(table)}.${part.value}`;
  switch (operation.kind) {
    case 'CreateTable':
    case 'DropTable':
    case 'RenameTable':
    case 'SetTableSchema':
    case 'SetTableOption':
    case 'ConvertCharset':
    case 'SetStorageParameters':
    case 'SetTableProperty':
    case 'SetTriggerState':
    case 'AttachPartition':
    case 'DetachPartition':
    case 'AlterPartitions':
    case 'TableMaintenance':
    case 'UnknownTableAction':
    case 'Truncate':
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return relation(operation.table);
    case 'AddColumn':
      return inTable(operation.table, operation.column.name);
    case 'DropColumn':
    case 'RenameColumn':
    case 'AlterColumnType':
    case 'ModifyColumn':
    case 'SetColumnDefault':
    case 'DropColumnDefault':
    case 'SetNotNull':
    case 'DropNotNull':
    case 'AlterIdentity':
    case 'AlterColumnExpression':
    case 'SetColumnOption':
      return inTable(operation.table, operation.column);
    case 'AddConstraint':
      return inTable(operation.table, operation.constraint.name);
    case 'DropConstraint':
    case 'ValidateConstraint':
    case 'AlterConstraint':
    case 'RenameConstraint':
      return inTable(operation.table, operation.name);
    case 'CreateIndex':
      return operation.index.name === null ? relation(operation.table) : relation(operation.index.name);
    case 'DropIndex':
    case 'RenameIndex':
    case 'AlterIndex':
      return operation.table === null
        ? relation(operation.index)
        : inTable(operation.table, operation.index.name);
    case 'CreateView':
    case 'RefreshMaterializedView':
      return relation(operation.view);
    case 'CreateSequence':
    case 'AlterSequence':
      return relation(operation.sequence);
    case 'CreateType':
    case 'AddEnumValue':
    case 'RenameEnumValue':
    case 'AlterTypeAttribute':
      return displayName(operation.type);
    case 'CreateDomain':
    case 'AlterDomain':
      return displayName(operation.domain);
    case 'CreateRoutine':
      return displayName(operation.routine);
    case 'CreateTrigger':
      return inTable(operation.table, operation.trigger);
    case 'CreatePolicy':
    case 'AlterPolicy':
      return inTable(operation.table, operation.policy);
    case 'CreateSchema':
      return operation.schema.value;
    case 'Grant':
    case 'Revoke':
      return operation.objects.map(displayName).join(', ');
    case 'Reindex':
      return operation.name === null ? '' : relation(operation.name);
    case 'DropObject':
    case 'RenameObject':
    case 'SetObjectSchema':
    case 'SetOwner':
      return displayName(operation.name);
    case 'CommentOn':
      return operation.table === null
        ? displayName(operation.name)
        : inTable(operation.table, operation.name.name);
    case 'CreateObject':
    case 'AlterObject':
      return operation.name === null ? '' : displayName(operation.name);
    case 'LockTables':
      return operation.tables.map(({ table }) => relation(table)).join(', ');
    case 'CopyRows':
    case 'Maintenance':
      return operation.table === null ? '' : relation(operation.table);
    case 'Unknown':
      return operation.object === null ? '' : displayName(operation.object);
    case 'TransactionControl':
    case 'SetVariable':
    case 'UseDatabase':
    case 'UnlockTables':
    case 'Query':
    case 'ExecuteBlock':
    case 'DynamicStatement':
    case 'ClientCommand':
      return '';
    default:
      return assertNever(operation);
  }
}
