import type { Operation, OperationKind } from '../operations/operation.ts';

/** Words that differ from the kind's own name in capitals (`AddColumn` is ADD COLUMN). */
const TITLES: Partial<Readonly<Record<OperationKind, string>>> = {
  AlterColumnType: 'ALTER COLUMN TYPE',
  SetColumnDefault: 'SET DEFAULT',
  DropColumnDefault: 'DROP DEFAULT',
  SetTableSchema: 'SET SCHEMA',
  ConvertCharset: 'CONVERT TO CHARACTER SET',
  UnknownTableAction: 'ALTER TABLE',
  CopyRows: 'COPY',
  AddEnumValue: 'ADD VALUE',
  RenameEnumValue: 'RENAME VALUE',
  LockTables: 'LOCK TABLE',
  Query: 'SELECT',
};

/** How an operation is called in SQL: `ADD COLUMN`, `CREATE INDEX CONCURRENTLY`. */
export function operationTitle(operation: Operation): string {
  switch (operation.kind) {
    case 'CreateIndex':
      return `CREATE ${operation.index.unique ? 'UNIQUE ' : ''}INDEX${concurrently(operation)}`;
    case 'DropIndex':
      return `DROP INDEX${concurrently(operation)}`;
    case 'Reindex':
      return `REINDEX ${operation.target.toUpperCase()}${concurrently(operation)}`;
    case 'DetachPartition':
      return `DETACH PARTITION${concurrently(operation)}`;
    case 'RefreshMaterializedView':
      return `REFRESH MATERIALIZED VIEW${concurrently(operation)}`;
    case 'CreateView':
      return `CREATE ${operation.materialized ? 'MATERIALIZED ' : ''}VIEW`;
    case 'AddConstraint':
      return `ADD ${operation.constraint.kind.replace('-', ' ').toUpperCase()}${operation.constraint.notValid === null ? '' : ' NOT VALID'}`;
    case 'ModifyColumn':
      return operation.verb === 'modify' ? 'MODIFY COLUMN' : 'CHANGE COLUMN';
    case 'Maintenance':
      return operation.command.replace('-', ' ').toUpperCase();
    case 'DropObject':
    case 'CreateObject':
    case 'AlterObject':
    case 'RenameObject':
      return `${operation.kind.replace('Object', '').toUpperCase()} ${operation.objectKind.toUpperCase()}`;
    default:
      return TITLES[operation.kind] ?? operation.kind.replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase();
  }
}

function concurrently(operation: { readonly concurrently: boolean }): string {
  return operation.concurrently ? ' CONCURRENTLY' : '';
}
