import type { Attribute } from './columns.ts';
import type { Identifier, ObjectName } from './names.ts';
import type { NamedOption, OperationBase } from './operationBase.ts';
import type { EmbeddedStatement } from './statementSyntax.ts';

export interface Grant extends OperationBase<'Grant' | 'Revoke'> {
  readonly privileges: readonly string[];
  readonly objectKind: ObjectKind | 'role' | 'all-in-schema';
  readonly objects: readonly ObjectName[];
  readonly grantees: readonly string[];
  readonly cascade: boolean;
  /** Privileges that are given or taken for columns alone. */
  readonly columnPrivileges?: readonly {
    readonly privilege: string;
    readonly columns: readonly Identifier[];
  }[];
  /** WITH GRANT OPTION or WITH ADMIN OPTION; of REVOKE: that option alone is taken. */
  readonly grantOption?: boolean;
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
  /** Argument types of a routine or operator as written; null when none are. */
  readonly signature?: readonly string[] | null;
  readonly objectKind: ObjectKind;
  readonly name: ObjectName;
  readonly table: ObjectName | null;
  readonly to: Identifier;
  readonly ifExists?: boolean;
}
export interface SetObjectSchema extends OperationBase<'SetObjectSchema'> {
  /** Argument types of a routine or operator as written; null when none are. */
  readonly signature?: readonly string[] | null;
  readonly objectKind: ObjectKind;
  readonly name: ObjectName;
  readonly schema: Identifier;
  readonly ifExists?: boolean;
}
export interface SetOwner extends OperationBase<'SetOwner'> {
  /** Argument types of a routine or operator as written; null when none are. */
  readonly signature?: readonly string[] | null;
  readonly objectKind: ObjectKind;
  readonly name: ObjectName;
  readonly owner: string;
  readonly ifExists?: boolean;
}
export interface CommentOn extends OperationBase<'CommentOn'> {
  /** Argument types of a routine or operator as written; null when none are. */
  readonly signature?: readonly string[] | null;
  readonly objectKind: ObjectKind;
  readonly name: ObjectName;
  /** The table of a column, constraint, trigger, policy or rule. */
  readonly table: ObjectName | null;
  /** The comment; the value is null for IS NULL, which takes the comment away. */
  readonly comment?: Attribute<string | null> | null;
}
/** What CREATE and ALTER of any other kind say behind the name. */
interface ObjectDefinition {
  /** Argument types of a routine or operator as written; null when none are. */
  readonly signature?: readonly string[] | null;
  /** All that stands behind the name, as written; null when nothing does. */
  readonly definition?: Attribute<string> | null;
  /** Options in brackets or clauses, in their order. */
  readonly options?: readonly NamedOption[];
  /** Relations that are named: those of a publication, a rule's, a statistics object's. */
  readonly relations?: readonly ObjectName[];
  /** The function behind a cast, event trigger, operator, conversion or language. */
  readonly routine?: ObjectName | null;
  /** The statements of a rule. */
  readonly body?: readonly EmbeddedStatement[];
}
/** CREATE or ALTER of a kind that has no operation of its own (extension, publication, statistics, role, ...). */
export interface CreateObject extends OperationBase<'CreateObject'>, ObjectDefinition {
  readonly objectKind: ObjectKind;
  readonly name: ObjectName | null;
  readonly ifNotExists: boolean;
  readonly table: ObjectName | null;
}
export interface AlterObject extends OperationBase<'AlterObject'>, ObjectDefinition {
  readonly objectKind: ObjectKind;
  readonly ifExists?: boolean;
  readonly name: ObjectName | null;
  readonly table: ObjectName | null;
}
