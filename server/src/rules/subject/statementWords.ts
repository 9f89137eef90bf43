import type { Operation } from '../../operations/operation.ts';

/** True for statements that change rows and not the schema. */
export function isDataChange(operation: Operation): boolean {
  switch (operation.kind) {
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
    case 'CopyRows':
      return true;
    default:
      return false;
  }
}

/** The words that start a statement with this operation, in capitals: `ALTER TABLE`, `DROP INDEX`. */
export function statementWords(operation: Operation): string {
  switch (operation.kind) {
    case 'CreateTable':
      return 'CREATE TABLE';
    case 'DropTable':
      return 'DROP TABLE';
    case 'CreateIndex':
      return 'CREATE INDEX';
    case 'DropIndex':
      return 'DROP INDEX';
    case 'RenameIndex':
    case 'AlterIndex':
      return 'ALTER INDEX';
    case 'Reindex':
      return `REINDEX ${operation.target.toUpperCase()}`;
    case 'RefreshMaterializedView':
      return 'REFRESH MATERIALIZED VIEW';
    case 'CreateView':
      return operation.materialized ? 'CREATE MATERIALIZED VIEW' : 'CREATE VIEW';
    case 'CreateTrigger':
      return 'CREATE TRIGGER';
    case 'CreateRoutine':
      return `CREATE ${operation.routineKind.toUpperCase()}`;
    case 'CreatePolicy':
      return 'CREATE POLICY';
    case 'AlterPolicy':
      return 'ALTER POLICY';
    case 'DropObject':
      return `DROP ${operation.objectKind.toUpperCase()}`;
    case 'RenameObject':
    case 'SetObjectSchema':
    case 'SetOwner':
    case 'AlterObject':
      return `ALTER ${operation.objectKind.toUpperCase()}`;
    case 'CreateObject':
      return `CREATE ${operation.objectKind.toUpperCase()}`;
    case 'Truncate':
      return 'TRUNCATE';
    case 'LockTables':
      return 'LOCK TABLE';
    case 'Maintenance':
      return operation.command.replace('-', ' ').toUpperCase();
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return operation.kind.toUpperCase();
    case 'CopyRows':
      return 'COPY';
    case 'Grant':
      return 'GRANT';
    case 'ExecuteBlock':
      return 'DO';
    case 'DynamicStatement':
      return operation.verb.toUpperCase();
    case 'AlterDomain':
      return 'ALTER DOMAIN';
    case 'AddEnumValue':
    case 'RenameEnumValue':
    case 'AlterTypeAttribute':
      return 'ALTER TYPE';
    case 'AlterSequence':
      return 'ALTER SEQUENCE';
    case 'CreateSequence':
      return 'CREATE SEQUENCE';
    case 'CreateType':
      return 'CREATE TYPE';
    case 'CreateDomain':
      return 'CREATE DOMAIN';
    case 'CreateSchema':
      return `CREATE ${operation.objectKind.toUpperCase()}`;
    case 'CommentOn':
      return 'COMMENT ON';
    case 'TransactionControl':
      return operation.action.toUpperCase();
    case 'SetVariable':
    case 'UseDatabase':
    case 'UnlockTables':
    case 'Query':
    case 'ClientCommand':
      return 'statement';
    case 'Unknown':
      return operation.verb.toUpperCase();
    default:
      return 'ALTER TABLE';
  }
}
