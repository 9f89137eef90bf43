import type { Attribute, Expression, TypeReference } from './columns.ts';
import type { IndexDefinition } from './constraints.ts';
import type { Identifier, ObjectName } from './names.ts';
import type { EmbeddedStatement } from './statementSyntax.ts';
import type { OnTable, OperationBase } from './tableOperations.ts';

/** CREATE INDEX, and MySQL/MariaDB ALTER TABLE ... ADD INDEX/KEY (not UNIQUE there: that is AddConstraint). */
export interface CreateIndex extends OnTable<'CreateIndex'> {
  readonly index: IndexDefinition;
  readonly concurrently: boolean;
  readonly ifNotExists: boolean;
  /** CREATE INDEX ... ON ONLY parent. */
  readonly only: boolean;
}

/** `table` is null in PostgreSQL, where the index alone is named. One operation per name. */
export interface DropIndex extends OperationBase<'DropIndex'> {
  readonly index: ObjectName;
  readonly table: ObjectName | null;
  readonly concurrently: boolean;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

export interface RenameIndex extends OperationBase<'RenameIndex'> {
  readonly index: ObjectName;
  readonly table: ObjectName | null;
  readonly to: Identifier;
  /** PostgreSQL: written as ALTER TABLE idx RENAME, which locks harder than ALTER INDEX. */
  readonly viaAlterTable: boolean;
}

export interface AlterIndex extends OperationBase<'AlterIndex'> {
  readonly index: ObjectName;
  readonly table: ObjectName | null;
  readonly action:
    | 'invisible'
    | 'visible'
    | 'tablespace'
    | 'parameters'
    | 'attach-partition'
    | 'statistics'
    | 'depends';
  /** ATTACH PARTITION: the partition's index. */
  readonly partition: ObjectName | null;
}

export interface Reindex extends OperationBase<'Reindex'> {
  readonly target: 'index' | 'table' | 'schema' | 'database' | 'system';
  readonly name: ObjectName | null;
  readonly concurrently: boolean;
}

export interface CreateView extends OperationBase<'CreateView'> {
  readonly view: ObjectName;
  readonly materialized: boolean;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  /** Output column names where they are known without a catalog (column list, plain names, aliases); null when a star hides them. */
  readonly columns: readonly string[] | null;
  /** Tables and views that the query reads. */
  readonly reads: readonly ObjectName[];
  readonly withData: boolean;
  readonly query: Attribute<string>;
}

export interface RefreshMaterializedView extends OperationBase<'RefreshMaterializedView'> {
  readonly view: ObjectName;
  readonly concurrently: boolean;
  readonly withData: boolean;
}

export interface CreateSequence extends OperationBase<'CreateSequence'> {
  readonly sequence: ObjectName;
  readonly ifNotExists: boolean;
  readonly ownedBy: { readonly table: ObjectName; readonly column: Identifier } | null;
}
export interface AlterSequence extends OperationBase<'AlterSequence'> {
  readonly sequence: ObjectName;
  readonly ifExists: boolean;
  readonly restarts: boolean;
  readonly ownedBy: { readonly table: ObjectName; readonly column: Identifier } | null;
}

export interface CreateType extends OperationBase<'CreateType'> {
  readonly type: ObjectName;
  readonly variant:
    | { readonly kind: 'enum'; readonly labels: readonly Attribute<string>[] }
    | {
        readonly kind: 'composite';
        readonly attributes: readonly { readonly name: Identifier; readonly type: TypeReference }[];
      }
    | { readonly kind: 'range' | 'base' | 'shell' };
}
export interface AddEnumValue extends OperationBase<'AddEnumValue'> {
  readonly type: ObjectName;
  readonly value: Attribute<string>;
  readonly ifNotExists: boolean;
  readonly neighbour: { readonly side: 'before' | 'after'; readonly value: string } | null;
}
export interface RenameEnumValue extends OperationBase<'RenameEnumValue'> {
  readonly type: ObjectName;
  readonly from: Attribute<string>;
  readonly to: Attribute<string>;
}
export interface AlterTypeAttribute extends OperationBase<'AlterTypeAttribute'> {
  readonly type: ObjectName;
  readonly action: 'add' | 'drop' | 'alter' | 'rename';
  readonly attribute: Identifier;
  readonly cascade: boolean;
}

export interface CreateDomain extends OperationBase<'CreateDomain'> {
  readonly domain: ObjectName;
  readonly type: TypeReference;
  readonly notNull: boolean;
  readonly checks: readonly Expression[];
  readonly default: Expression | null;
}
export interface AlterDomain extends OperationBase<'AlterDomain'> {
  readonly domain: ObjectName;
  readonly action:
    | 'add-constraint'
    | 'drop-constraint'
    | 'validate-constraint'
    | 'set-not-null'
    | 'drop-not-null'
    | 'set-default'
    | 'drop-default'
    | 'rename-constraint';
  readonly constraint: Identifier | null;
  readonly expression: Expression | null;
  readonly notValid: boolean;
}

export interface CreateRoutine extends OperationBase<'CreateRoutine'> {
  readonly routine: ObjectName;
  readonly routineKind: 'function' | 'procedure' | 'aggregate' | 'event' | 'package';
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly parameters: readonly {
    readonly name: string | null;
    readonly mode: 'in' | 'out' | 'inout' | 'variadic' | 'table';
    readonly type: string;
    readonly hasDefault: boolean;
  }[];
  readonly returns: string | null;
  readonly language: string | null;
  readonly volatility: 'volatile' | 'stable' | 'immutable' | null;
  /** Statements of the body that could be read, with spans in the file's statement. */
  readonly body: readonly EmbeddedStatement[];
}
export interface CreateTrigger extends OnTable<'CreateTrigger'> {
  readonly trigger: Identifier;
  readonly timing: 'before' | 'after' | 'instead of';
  readonly events: readonly ('insert' | 'update' | 'delete' | 'truncate')[];
  readonly orReplace: boolean;
  readonly constraint: boolean;
  readonly body: readonly EmbeddedStatement[];
}
export interface CreatePolicy extends OnTable<'CreatePolicy'> {
  readonly policy: Identifier;
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete';
}
export interface AlterPolicy extends OnTable<'AlterPolicy'> {
  readonly policy: Identifier;
}

export interface CreateSchema extends OperationBase<'CreateSchema'> {
  /** `database` in MySQL/MariaDB and for PostgreSQL CREATE DATABASE. */
  readonly objectKind: 'schema' | 'database';
  readonly schema: Identifier;
  readonly ifNotExists: boolean;
}

export interface Grant extends OperationBase<'Grant' | 'Revoke'> {
  readonly privileges: readonly string[];
  readonly objectKind: ObjectKind | 'role' | 'all-in-schema';
  readonly objects: readonly ObjectName[];
  readonly grantees: readonly string[];
  readonly cascade: boolean;
}

/** Kinds of objects named by the generic operations below. */
export type ObjectKind =
  | 'table'
  | 'view'
  | 'materialized view'
  | 'index'
  | 'sequence'
  | 'type'
  | 'domain'
  | 'function'
  | 'procedure'
  | 'routine'
  | 'aggregate'
  | 'trigger'
  | 'policy'
  | 'rule'
  | 'schema'
  | 'database'
  | 'extension'
  | 'column'
  | 'constraint'
  | 'role'
  | 'user'
  | 'event'
  | 'collation'
  | 'conversion'
  | 'operator'
  | 'operator class'
  | 'operator family'
  | 'cast'
  | 'language'
  | 'tablespace'
  | 'foreign data wrapper'
  | 'server'
  | 'user mapping'
  | 'publication'
  | 'subscription'
  | 'statistics'
  | 'text search'
  | 'access method'
  | 'transform'
  | 'foreign table'
  | 'event trigger'
  | 'default privileges'
  | 'large object'
  | 'system'
  | 'server object';

/** DROP of anything that has no operation of its own. One operation per name. */
export interface DropObject extends OperationBase<'DropObject'> {
  readonly objectKind: ObjectKind;
  readonly name: ObjectName;
  /** The table of a trigger, policy or rule. */
  readonly table: ObjectName | null;
  /** Argument types of a routine as written; null when not written. */
  readonly signature: readonly string[] | null;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
export interface RenameObject extends OperationBase<'RenameObject'> {
  readonly objectKind: ObjectKind;
  readonly name: ObjectName;
  readonly table: ObjectName | null;
  readonly to: Identifier;
}
export interface SetObjectSchema extends OperationBase<'SetObjectSchema'> {
  readonly objectKind: ObjectKind;
  readonly name: ObjectName;
  readonly schema: Identifier;
}
export interface SetOwner extends OperationBase<'SetOwner'> {
  readonly objectKind: ObjectKind;
  readonly name: ObjectName;
  readonly owner: string;
}
export interface CommentOn extends OperationBase<'CommentOn'> {
  readonly objectKind: ObjectKind;
  readonly name: ObjectName;
  /** The table of a column, constraint, trigger, policy or rule. */
  readonly table: ObjectName | null;
}
/** CREATE or ALTER of a kind that has no operation of its own (extension, publication, statistics, role, ...). */
export interface CreateObject extends OperationBase<'CreateObject'> {
  readonly objectKind: ObjectKind;
  readonly name: ObjectName | null;
  readonly ifNotExists: boolean;
  readonly table: ObjectName | null;
}
export interface AlterObject extends OperationBase<'AlterObject'> {
  readonly objectKind: ObjectKind;
  readonly name: ObjectName | null;
  readonly table: ObjectName | null;
}

export type ObjectOperation =
  | CreateIndex
  | DropIndex
  | RenameIndex
  | AlterIndex
  | Reindex
  | CreateView
  | RefreshMaterializedView
  | CreateSequence
  | AlterSequence
  | CreateType
  | AddEnumValue
  | RenameEnumValue
  | AlterTypeAttribute
  | CreateDomain
  | AlterDomain
  | CreateRoutine
  | CreateTrigger
  | CreatePolicy
  | AlterPolicy
  | CreateSchema
  | Grant
  | DropObject
  | RenameObject
  | SetObjectSchema
  | SetOwner
  | CommentOn
  | CreateObject
  | AlterObject;
