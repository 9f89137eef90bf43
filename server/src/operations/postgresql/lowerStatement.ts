import type { Node } from '@pgsql/types';
import type { Operation } from '../operation.ts';
import { lowerComment, lowerDepends, lowerOwner, lowerRename, lowerSetSchema } from './alterObjects.ts';
import { lowerAlterTable } from './alterTable.ts';
import { lowerCreateForeignTable, lowerCreateTable, lowerCreateTableAs, lowerSelectInto } from './createTable.ts';
import { lowerDrop, lowerOtherDrop } from './dropObjects.ts';
import { lowerCreateIndex, lowerReindex } from './indexes.ts';
import { lowerCopy, lowerInWith, lowerRowStatement } from './rows.ts';
import {
  lowerLock,
  lowerQuery,
  lowerSet,
  lowerSetConfig,
  lowerSetConstraints,
  lowerTransaction,
  lowerTruncate,
} from './session.ts';
import type { StatementSource } from './source.ts';

/** The operations of one statement of the grammar's tree; null for a kind of statement that has no operation. */
export function lowerStatement(source: StatementSource, node: Node): Operation[] | null {
  return lowerTableStatement(source, node) ?? lowerDefinition(source, node) ?? lowerSessionStatement(source, node);
}

function lowerTableStatement(source: StatementSource, node: Node): Operation[] | null {
  if ('AlterTableStmt' in node) return lowerAlterTable(source, node.AlterTableStmt);
  if ('CreateStmt' in node) return lowerCreateTable(source, node.CreateStmt);
  if ('CreateForeignTableStmt' in node) return lowerCreateForeignTable(source, node.CreateForeignTableStmt);
  if ('IndexStmt' in node) return lowerCreateIndex(source, node.IndexStmt);
  if ('ReindexStmt' in node) return lowerReindex(source, node.ReindexStmt);
  if ('CreateTableAsStmt' in node) return lowerCreateTableAs(source, node.CreateTableAsStmt);
  return null;
}

function lowerDefinition(source: StatementSource, node: Node): Operation[] | null {
  if ('DropStmt' in node) return lowerDrop(source, node.DropStmt);
  if ('RenameStmt' in node) return lowerRename(source, node.RenameStmt);
  if ('CommentStmt' in node) return lowerComment(source, node.CommentStmt);
  if ('AlterOwnerStmt' in node) return lowerOwner(source, node.AlterOwnerStmt);
  if ('AlterObjectSchemaStmt' in node) return lowerSetSchema(source, node.AlterObjectSchemaStmt);
  if ('AlterObjectDependsStmt' in node) return lowerDepends(source, node.AlterObjectDependsStmt);
  if ('DropRoleStmt' in node) return lowerOtherDrop(source, node.DropRoleStmt, 'OBJECT_ROLE');
  if ('DropdbStmt' in node) return lowerOtherDrop(source, node.DropdbStmt, 'OBJECT_DATABASE');
  if ('DropTableSpaceStmt' in node) return lowerOtherDrop(source, node.DropTableSpaceStmt, 'OBJECT_TABLESPACE');
  if ('DropSubscriptionStmt' in node) return lowerOtherDrop(source, node.DropSubscriptionStmt, 'OBJECT_SUBSCRIPTION');
  if ('DropUserMappingStmt' in node) return lowerOtherDrop(source, node.DropUserMappingStmt, 'OBJECT_USER_MAPPING');
  return null;
}

function lowerSessionStatement(source: StatementSource, node: Node): Operation[] | null {
  if ('SelectStmt' in node) return lowerSelect(source, node);
  if ('InsertStmt' in node || 'UpdateStmt' in node || 'DeleteStmt' in node || 'MergeStmt' in node) {
    return lowerRowStatement(source, node);
  }
  if ('TransactionStmt' in node) return lowerTransaction(source, node.TransactionStmt);
  if ('VariableSetStmt' in node) return lowerSet(source, node.VariableSetStmt);
  if ('ConstraintsSetStmt' in node) return lowerSetConstraints(source, node.ConstraintsSetStmt);
  if ('LockStmt' in node) return lowerLock(source, node.LockStmt);
  if ('TruncateStmt' in node) return lowerTruncate(source, node.TruncateStmt);
  if ('CopyStmt' in node) return lowerCopy(source, node.CopyStmt);
  return null;
}

function lowerSelect(source: StatementSource, node: Node): Operation[] {
  const into = 'SelectStmt' in node ? node.SelectStmt.intoClause?.rel : undefined;
  if (into !== undefined) return lowerSelectInto(source, node, into.location, into.relpersistence);
  const settings = lowerSetConfig(source, node);
  if (settings !== null) return settings;
  const operations: Operation[] = [];
  lowerInWith(source, node, operations);
  return [...operations, ...lowerQuery(source, node)];
}
