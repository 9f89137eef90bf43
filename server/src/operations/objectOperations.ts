import type { Attribute, Expression, InlineCheck, TypeReference } from './columns.ts';
import type { AlterIndex, CreateIndex, DropIndex, Reindex, RenameIndex } from './indexOperations.ts';
import type {
  AlterObject,
  CommentOn,
  CreateObject,
  DropObject,
  Grant,
  RenameObject,
  SetObjectSchema,
  SetOwner,
} from './namedObjectOperations.ts';
import type { Identifier, ObjectName } from './names.ts';
import type { NamedOption, OperationBase } from './operationBase.ts';
import type { AlterPolicy, CreatePolicy, CreateRoutine, CreateTrigger } from './routineOperations.ts';

export type * from './indexOperations.ts';
export type * from './namedObjectOperations.ts';
export type * from './routineOperations.ts';

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
  /** The names of the column list; empty when none is written. */
  readonly columnList?: readonly Identifier[];
  /** PostgreSQL WITH (...), USING as `access_method`, TABLESPACE, and WITH CHECK OPTION as `check_option`. */
  readonly options?: readonly NamedOption[];
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
  readonly temporary?: boolean;
  /** `as`, `increment`, `start`, `minvalue`, `maxvalue`, `cache`, `cycle` ... */
  readonly options?: readonly NamedOption[];
}
export interface AlterSequence extends OperationBase<'AlterSequence'> {
  readonly sequence: ObjectName;
  readonly ifExists: boolean;
  readonly restarts: boolean;
  readonly ownedBy: { readonly table: ObjectName; readonly column: Identifier } | null;
  readonly options?: readonly NamedOption[];
}

export interface CreateType extends OperationBase<'CreateType'> {
  readonly type: ObjectName;
  readonly variant:
    | { readonly kind: 'enum'; readonly labels: readonly Attribute<string>[] }
    | {
        readonly kind: 'composite';
        readonly attributes: readonly { readonly name: Identifier; readonly type: TypeReference }[];
      }
    | { readonly kind: 'range' | 'base' | 'shell'; readonly options?: readonly NamedOption[] };
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
  /** ADD and ALTER: the type; null for the others. */
  readonly attributeType?: TypeReference | null;
  /** RENAME: the new name. */
  readonly to?: Identifier | null;
  /** DROP ATTRIBUTE IF EXISTS. */
  readonly ifExists?: boolean;
}

export interface CreateDomain extends OperationBase<'CreateDomain'> {
  readonly domain: ObjectName;
  readonly type: TypeReference;
  readonly notNull: boolean;
  readonly checks: readonly Expression[];
  readonly default: Expression | null;
  /** The same checks with their names and places. */
  readonly constraints?: readonly InlineCheck[];
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
  /** RENAME CONSTRAINT: the new name. */
  readonly to?: Identifier | null;
  /** DROP CONSTRAINT IF EXISTS and CASCADE. */
  readonly ifExists?: boolean;
  readonly cascade?: boolean;
}

export interface CreateSchema extends OperationBase<'CreateSchema'> {
  /** `database` in MySQL/MariaDB and for PostgreSQL CREATE DATABASE. */
  readonly objectKind: 'schema' | 'database';
  readonly schema: Identifier;
  readonly ifNotExists: boolean;
  /** PostgreSQL AUTHORIZATION; null when it is not written. */
  readonly owner?: string | null;
  readonly options?: readonly NamedOption[];
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
