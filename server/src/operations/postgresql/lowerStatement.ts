import type { CreateTableAsStmt, Node } from '@pgsql/types';
import type { Operation } from '../operation.ts';
import { lowerComment, lowerDepends, lowerOwner, lowerRename, lowerSetSchema } from './alterObjects.ts';
import { lowerAlterTable } from './alterTable.ts';
import {
  lowerCreateForeignTable,
  lowerCreateTable,
  lowerCreateTableAs,
  lowerSelectInto,
} from './createTable.ts';
import { lowerDrop, lowerOtherDrop } from './dropObjects.ts';
import {
  harmless,
  lowerCall,
  lowerDeallocate,
  lowerDiscard,
  lowerExecute,
  lowerExplain,
  lowerPrepare,
} from './dynamicStatements.ts';
import { lowerCreateIndex, lowerReindex } from './indexes.ts';
import { lowerCluster, lowerVacuum } from './maintenance.ts';
import { lowerOtherObject } from './otherObjects.ts';
import { lowerAlterPolicy, lowerCreatePolicy, lowerCreateRule } from './policiesAndRules.ts';
import { lowerDefaultPrivileges, lowerGrant, lowerGrantRole } from './privileges.ts';
import { lowerAlterFunction, lowerCreateAggregate, lowerCreateFunction, lowerDo } from './routines.ts';
import { lowerCopy, lowerInWith, lowerRowStatement } from './rows.ts';
import { lowerCreateDatabase, lowerCreateSchema } from './schemas.ts';
import { lowerAlterSequence, lowerCreateSequence } from './sequences.ts';
import {
  lowerLock,
  lowerQuery,
  lowerSet,
  lowerSetConfig,
  lowerSetConstraints,
  lowerTransaction,
  lowerTruncate,
} from './session.ts';
import { type StatementSource, wholeSpan } from './source.ts';
import { lowerCreateTrigger } from './triggers.ts';
import {
  lowerAlterDomain,
  lowerAlterEnum,
  lowerAlterType,
  lowerCreateDomain,
  lowerCreateType,
} from './typesAndDomains.ts';
import { lowerCreateMaterializedView, lowerCreateView, lowerRefresh } from './views.ts';

/** The operations of one statement of the grammar's tree; null for a kind of statement that has no operation. */
export function lowerStatement(source: StatementSource, node: Node): readonly Operation[] | null {
  return (
    lowerTableStatement(source, node) ??
    lowerSessionStatement(source, node) ??
    lowerDefinition(source, node) ??
    lowerObjectChange(source, node) ??
    lowerDropOfKind(source, node) ??
    lowerDynamic(source, node) ??
    lowerOtherObject(source, node)
  );
}

function lowerTableStatement(source: StatementSource, node: Node): Operation[] | null {
  if ('AlterTableStmt' in node) return lowerAlterTable(source, node.AlterTableStmt);
  if ('CreateStmt' in node) return lowerCreateTable(source, node.CreateStmt);
  if ('IndexStmt' in node) return lowerCreateIndex(source, node.IndexStmt);
  if ('DropStmt' in node) return lowerDrop(source, node.DropStmt);
  if ('RenameStmt' in node) return lowerRename(source, node.RenameStmt);
  if ('CommentStmt' in node) return lowerComment(source, node.CommentStmt);
  if ('CreateForeignTableStmt' in node) return lowerCreateForeignTable(source, node.CreateForeignTableStmt);
  if ('ReindexStmt' in node) return lowerReindex(source, node.ReindexStmt);
  return 'CreateTableAsStmt' in node ? lowerCreateAs(source, node.CreateTableAsStmt) : null;
}

function lowerCreateAs(source: StatementSource, node: CreateTableAsStmt): Operation[] {
  return node.objtype === 'OBJECT_MATVIEW'
    ? lowerCreateMaterializedView(source, node)
    : lowerCreateTableAs(source, node);
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
  if ('VacuumStmt' in node) return lowerVacuum(source, node.VacuumStmt);
  if ('ClusterStmt' in node) return lowerCluster(source, node.ClusterStmt);
  if (!('CheckPointStmt' in node)) return null;
  return [{ kind: 'Maintenance', span: wholeSpan(source), command: 'checkpoint', table: null }];
}

function lowerSelect(source: StatementSource, node: Node): Operation[] {
  const into = 'SelectStmt' in node ? node.SelectStmt.intoClause?.rel : undefined;
  if (into !== undefined) return lowerSelectInto(source, node, into);
  const settings = lowerSetConfig(source, node);
  if (settings !== null) return settings;
  const operations: Operation[] = [];
  lowerInWith(source, node, operations);
  return [...operations, ...lowerQuery(source, node)];
}

function lowerDefinition(source: StatementSource, node: Node): Operation[] | null {
  if ('ViewStmt' in node) return lowerCreateView(source, node.ViewStmt);
  if ('CreateFunctionStmt' in node) return lowerCreateFunction(source, node.CreateFunctionStmt);
  if ('CreateTrigStmt' in node) return lowerCreateTrigger(source, node.CreateTrigStmt);
  if ('CreateSeqStmt' in node) return lowerCreateSequence(source, node.CreateSeqStmt);
  if ('CreateEnumStmt' in node) return lowerCreateType(source, node.CreateEnumStmt);
  if ('CompositeTypeStmt' in node) return lowerCreateType(source, node.CompositeTypeStmt);
  if ('CreateRangeStmt' in node) return lowerCreateType(source, node.CreateRangeStmt);
  if ('CreateDomainStmt' in node) return lowerCreateDomain(source, node.CreateDomainStmt);
  if ('CreatePolicyStmt' in node) return lowerCreatePolicy(source, node.CreatePolicyStmt);
  if ('CreateSchemaStmt' in node) return lowerCreateSchema(source, node.CreateSchemaStmt);
  if ('CreatedbStmt' in node) return lowerCreateDatabase(source, node.CreatedbStmt);
  if ('RuleStmt' in node) return lowerCreateRule(source, node.RuleStmt);
  if (!('DefineStmt' in node)) return null;
  if (node.DefineStmt.kind === 'OBJECT_TYPE') return lowerCreateType(source, node.DefineStmt);
  return node.DefineStmt.kind === 'OBJECT_AGGREGATE' ? lowerCreateAggregate(source, node.DefineStmt) : null;
}

function lowerObjectChange(source: StatementSource, node: Node): Operation[] | null {
  if ('AlterOwnerStmt' in node) return lowerOwner(source, node.AlterOwnerStmt);
  if ('AlterObjectSchemaStmt' in node) return lowerSetSchema(source, node.AlterObjectSchemaStmt);
  if ('AlterObjectDependsStmt' in node) return lowerDepends(source, node.AlterObjectDependsStmt);
  if ('AlterSeqStmt' in node) return lowerAlterSequence(source, node.AlterSeqStmt);
  if ('AlterEnumStmt' in node) return lowerAlterEnum(source, node.AlterEnumStmt);
  if ('AlterTypeStmt' in node) return lowerAlterType(source, node.AlterTypeStmt);
  if ('AlterDomainStmt' in node) return lowerAlterDomain(source, node.AlterDomainStmt);
  if ('AlterFunctionStmt' in node) return lowerAlterFunction(source, node.AlterFunctionStmt);
  if ('AlterPolicyStmt' in node) return lowerAlterPolicy(source, node.AlterPolicyStmt);
  if ('GrantStmt' in node) return lowerGrant(source, node.GrantStmt);
  if ('GrantRoleStmt' in node) return lowerGrantRole(source, node.GrantRoleStmt);
  if ('AlterDefaultPrivilegesStmt' in node) {
    return lowerDefaultPrivileges(source, node.AlterDefaultPrivilegesStmt);
  }
  return 'RefreshMatViewStmt' in node ? lowerRefresh(source, node.RefreshMatViewStmt) : null;
}

function lowerDropOfKind(source: StatementSource, node: Node): Operation[] | null {
  if ('DropRoleStmt' in node) return lowerOtherDrop(source, node.DropRoleStmt, 'OBJECT_ROLE');
  if ('DropdbStmt' in node) return lowerOtherDrop(source, node.DropdbStmt, 'OBJECT_DATABASE');
  if ('DropTableSpaceStmt' in node)
    return lowerOtherDrop(source, node.DropTableSpaceStmt, 'OBJECT_TABLESPACE');
  if ('DropSubscriptionStmt' in node) {
    return lowerOtherDrop(source, node.DropSubscriptionStmt, 'OBJECT_SUBSCRIPTION');
  }
  if ('DropUserMappingStmt' in node)
    return lowerOtherDrop(source, node.DropUserMappingStmt, 'OBJECT_USER_MAPPING');
  if (!('DropOwnedStmt' in node)) return null;
  // Everything that a role owns: which objects those are nobody can tell from the text.
  return [{ kind: 'Unknown', span: wholeSpan(source), verb: 'drop owned', object: null, harmless: false }];
}

function lowerDynamic(source: StatementSource, node: Node): readonly Operation[] | null {
  if ('DoStmt' in node) return lowerDo(source, node.DoStmt);
  if ('CallStmt' in node) return lowerCall(source, node.CallStmt);
  if ('PrepareStmt' in node) return lowerPrepare(source, node.PrepareStmt);
  if ('ExecuteStmt' in node) return lowerExecute(source, node.ExecuteStmt);
  if ('DeallocateStmt' in node) return lowerDeallocate(source, node.DeallocateStmt);
  if ('ExplainStmt' in node) return lowerExplain(source, node.ExplainStmt);
  if ('DiscardStmt' in node) return lowerDiscard(source, node.DiscardStmt);
  return HARMLESS.some(statement => statement in node) ? [harmless(source)] : null;
}

const HARMLESS: readonly string[] = [
  'VariableShowStmt',
  'ListenStmt',
  'UnlistenStmt',
  'NotifyStmt',
  'DeclareCursorStmt',
  'FetchStmt',
  'ClosePortalStmt',
  'LoadStmt',
];
