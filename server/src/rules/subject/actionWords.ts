import type { Operation } from '../../operations/operation.ts';
import type { OperationContext } from '../rule.ts';
import { statementWords } from './statementWords.ts';

/** The words that say an operation of a statement: `ADD INDEX` in an ALTER TABLE, `CREATE INDEX` by itself. */
export function operationWords({ statement }: OperationContext, operation: Operation): string {
  return statement.alterTable === null ? statementWords(operation) : actionWords(operation);
}

/** The words that say an operation, as part of an ALTER TABLE where it can be one: `ADD COLUMN`, `ADD INDEX`. */
export function actionWords(operation: Operation): string {
  switch (operation.kind) {
    case 'AddColumn':
      return 'ADD COLUMN';
    case 'DropColumn':
      return 'DROP COLUMN';
    case 'RenameColumn':
      return 'RENAME COLUMN';
    case 'ModifyColumn':
      return operation.verb.toUpperCase();
    case 'AlterColumnType':
      return 'ALTER COLUMN TYPE';
    case 'AlterColumnExpression':
      return `${operation.action.toUpperCase()} EXPRESSION`;
    case 'SetColumnDefault':
      return 'SET DEFAULT';
    case 'DropColumnDefault':
      return 'DROP DEFAULT';
    case 'SetNotNull':
      return 'SET NOT NULL';
    case 'DropNotNull':
      return 'DROP NOT NULL';
    case 'SetColumnOption':
      return 'ALTER COLUMN';
    case 'CreateIndex':
      return indexWords(operation.index.method, operation.index.unique);
    case 'DropIndex':
      return 'DROP INDEX';
    case 'RenameIndex':
      return 'RENAME INDEX';
    case 'AlterIndex':
      return 'ALTER INDEX';
    case 'AddConstraint':
      return constraintWords(operation.constraint.kind);
    case 'DropConstraint':
      return operation.constraintKind === 'any'
        ? 'DROP CONSTRAINT'
        : `DROP ${operation.constraintKind.replace('-', ' ').toUpperCase()}`;
    case 'ValidateConstraint':
      return 'VALIDATE CONSTRAINT';
    case 'AlterConstraint':
      return 'ALTER CONSTRAINT';
    case 'RenameConstraint':
      return 'RENAME CONSTRAINT';
    case 'RenameTable':
      return 'RENAME';
    case 'ConvertCharset':
      return 'CONVERT TO CHARACTER SET';
    case 'SetTableOption':
      return operation.option.name.replaceAll('_', ' ').toUpperCase();
    case 'AlterPartitions':
      return operation.action === 'partition-by' || operation.action === 'remove-partitioning'
        ? operation.action.replace('-', ' ').toUpperCase()
        : `${operation.action.replace('-', ' ').toUpperCase()} PARTITION`;
    case 'AttachPartition':
      return 'ATTACH PARTITION';
    case 'DetachPartition':
      return operation.concurrently ? 'DETACH PARTITION ... CONCURRENTLY' : 'DETACH PARTITION';
    case 'TableMaintenance':
      return operation.action.replaceAll('-', ' ').toUpperCase();
    default:
      return statementWords(operation);
  }
}

function indexWords(method: string, unique: boolean): string {
  if (method === 'fulltext' || method === 'spatial') return `ADD ${method.toUpperCase()} INDEX`;
  return unique ? 'ADD UNIQUE INDEX' : 'ADD INDEX';
}

function constraintWords(kind: string): string {
  return `ADD ${kind.replaceAll('-', ' ').toUpperCase()}`;
}
