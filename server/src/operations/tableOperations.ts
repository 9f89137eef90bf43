import type { Span } from '../text/span.ts';
import type {
  Attribute,
  ColumnDefinition,
  ColumnPosition,
  Expression,
  IdentityKind,
  TypeReference,
} from './columns.ts';
import type { IndexDefinition, TableConstraint } from './constraints.ts';
import type { Identifier, ObjectName } from './names.ts';

/** What every operation has. `span` is the smallest text that says it: the ALTER action, the name in a DROP list. */
export interface OperationBase<Kind extends string> {
  readonly kind: Kind;
  readonly span: Span;
}

/** An operation on one existing table (ALTER TABLE action and its like). */
export interface OnTable<Kind extends string> extends OperationBase<Kind> {
  readonly table: ObjectName;
  /** `ALTER TABLE IF EXISTS`. */
  readonly tableIfExists: boolean;
}

export interface OnColumn<Kind extends string> extends OnTable<Kind> {
  readonly column: Identifier;
}

/** A table option such as ENGINE, ROW_FORMAT, AUTO_INCREMENT, COMMENT; `name` is lower case with `_` for blanks (`default_charset` is `charset`). */
export interface TableOption {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

export interface PartitionScheme {
  readonly span: Span;
  /** `range`, `list`, `hash`, `key`, `system_time`; `linear` variants by name (`linear hash`). */
  readonly method: string;
  readonly columns: readonly Identifier[];
  readonly expressions: readonly Expression[];
  readonly partitions: readonly Identifier[];
}

export interface PartitionBound {
  readonly span: Span;
  readonly isDefault: boolean;
  /** As written after FOR VALUES. */
  readonly text: string;
}

export interface CreateTable extends OperationBase<'CreateTable'> {
  readonly table: ObjectName;
  readonly ifNotExists: boolean;
  readonly orReplace: boolean;
  readonly persistence: 'permanent' | 'temporary' | 'unlogged';
  /** CREATE FOREIGN TABLE. */
  readonly foreign: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly TableConstraint[];
  /** MySQL/MariaDB KEY definitions that are no constraints. */
  readonly indexes: readonly IndexDefinition[];
  readonly partitionBy: PartitionScheme | null;
  readonly partitionOf: { readonly parent: ObjectName; readonly bound: PartitionBound } | null;
  readonly inherits: readonly ObjectName[];
  readonly like: readonly {
    readonly table: ObjectName;
    readonly options: readonly string[];
    readonly span: Span;
  }[];
  /** `CREATE TABLE ... AS SELECT`: the query's span and the tables it reads. */
  readonly asQuery: {
    readonly span: Span;
    readonly tables: readonly ObjectName[];
    readonly withData: boolean;
  } | null;
  readonly options: readonly TableOption[];
  /** MariaDB WITH SYSTEM VERSIONING. */
  readonly systemVersioning: boolean;
}

export interface DropTable extends OperationBase<'DropTable'> {
  readonly table: ObjectName;
  readonly ifExists: boolean;
  readonly cascade: boolean;
  readonly temporary: boolean;
  readonly foreign: boolean;
}

export interface AddColumn extends OnTable<'AddColumn'> {
  readonly column: ColumnDefinition;
  readonly ifNotExists: boolean;
  readonly position: ColumnPosition | null;
}

export interface DropColumn extends OnColumn<'DropColumn'> {
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

export interface RenameColumn extends OnColumn<'RenameColumn'> {
  readonly to: Identifier;
  readonly ifExists: boolean;
}

/** PostgreSQL ALTER COLUMN TYPE. */
export interface AlterColumnType extends OnColumn<'AlterColumnType'> {
  readonly type: TypeReference;
  readonly using: Expression | null;
}

/** MySQL/MariaDB MODIFY (`definition.name` equals `column`) and CHANGE (it may differ). */
export interface ModifyColumn extends OnColumn<'ModifyColumn'> {
  readonly verb: 'modify' | 'change';
  readonly definition: ColumnDefinition;
  readonly position: ColumnPosition | null;
  readonly ifExists: boolean;
}

export interface SetColumnDefault extends OnColumn<'SetColumnDefault'> {
  readonly default: Expression;
}
export type DropColumnDefault = OnColumn<'DropColumnDefault'>;
export type SetNotNull = OnColumn<'SetNotNull'>;
export type DropNotNull = OnColumn<'DropNotNull'>;

export interface AlterIdentity extends OnColumn<'AlterIdentity'> {
  readonly action: 'add' | 'set' | 'drop';
  readonly identity: IdentityKind | null;
  readonly ifExists: boolean;
}

/** PostgreSQL SET EXPRESSION and DROP EXPRESSION of a generated column. */
export interface AlterColumnExpression extends OnColumn<'AlterColumnExpression'> {
  readonly action: 'set' | 'drop';
  readonly expression: Expression | null;
}

/** SET STORAGE / STATISTICS / COMPRESSION / (options), MySQL SET VISIBLE / INVISIBLE. */
export interface SetColumnOption extends OnColumn<'SetColumnOption'> {
  readonly option: 'storage' | 'statistics' | 'compression' | 'attributes' | 'visibility';
  readonly value: string;
}

export interface AddConstraint extends OnTable<'AddConstraint'> {
  readonly constraint: TableConstraint;
  readonly ifNotExists: boolean;
}

export interface DropConstraint extends OnTable<'DropConstraint'> {
  /** Null only for MySQL/MariaDB DROP PRIMARY KEY. */
  readonly name: Identifier | null;
  /** What the text says is dropped; `any` for DROP CONSTRAINT. */
  readonly constraintKind: 'any' | 'primary-key' | 'foreign-key' | 'check';
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

export interface ValidateConstraint extends OnTable<'ValidateConstraint'> {
  readonly name: Identifier;
}

export interface AlterConstraint extends OnTable<'AlterConstraint'> {
  readonly name: Identifier;
  readonly enforced: boolean | null;
  readonly deferrable: boolean | null;
}

export interface RenameConstraint extends OnTable<'RenameConstraint'> {
  readonly name: Identifier;
  readonly to: Identifier;
}

/** RENAME TO of a table; RENAME TABLE gives one operation per pair. */
export interface RenameTable extends OnTable<'RenameTable'> {
  readonly to: ObjectName;
}

export interface SetTableSchema extends OnTable<'SetTableSchema'> {
  readonly schema: Identifier;
}

/** One MySQL/MariaDB table option of ALTER TABLE. */
export interface SetTableOption extends OnTable<'SetTableOption'> {
  readonly option: TableOption;
}

/** MySQL/MariaDB CONVERT TO CHARACTER SET. `charset` is null for DEFAULT. */
export interface ConvertCharset extends OnTable<'ConvertCharset'> {
  readonly charset: string | null;
  readonly collation: string | null;
}

/** PostgreSQL SET / RESET (storage parameters); names lower case. */
export interface SetStorageParameters extends OnTable<'SetStorageParameters'> {
  readonly parameters: readonly Attribute<string>[];
  readonly reset: boolean;
}

/** PostgreSQL ALTER TABLE forms that carry at most a word. */
export interface SetTableProperty extends OnTable<'SetTableProperty'> {
  readonly property:
    | 'tablespace'
    | 'access-method'
    | 'logged'
    | 'unlogged'
    | 'cluster-on'
    | 'without-cluster'
    | 'replica-identity'
    | 'enable-row-security'
    | 'disable-row-security'
    | 'force-row-security'
    | 'no-force-row-security'
    | 'inherit'
    | 'no-inherit'
    | 'of-type'
    | 'not-of'
    | 'enable-rule'
    | 'disable-rule'
    | 'without-oids';
  /** The name or word that follows, as stored; null when there is none. */
  readonly value: string | null;
}

/** ENABLE / DISABLE TRIGGER; `trigger` is a name, `all` or `user`. */
export interface SetTriggerState extends OnTable<'SetTriggerState'> {
  readonly enabled: boolean;
  readonly trigger: { readonly kind: 'all' | 'user' } | { readonly kind: 'named'; readonly name: Identifier };
}

export interface AttachPartition extends OnTable<'AttachPartition'> {
  readonly partition: ObjectName;
  readonly bound: PartitionBound;
}

export interface DetachPartition extends OnTable<'DetachPartition'> {
  readonly partition: ObjectName;
  readonly concurrently: boolean;
  readonly finalize: boolean;
}

/** MySQL/MariaDB partition actions of ALTER TABLE. */
export interface AlterPartitions extends OnTable<'AlterPartitions'> {
  readonly action:
    | 'partition-by'
    | 'remove-partitioning'
    | 'add'
    | 'drop'
    | 'truncate'
    | 'coalesce'
    | 'reorganize'
    | 'exchange'
    | 'rebuild'
    | 'optimize'
    | 'analyze'
    | 'check'
    | 'repair'
    | 'discard-tablespace'
    | 'import-tablespace'
    | 'convert';
  readonly partitions: readonly Identifier[];
  readonly scheme: PartitionScheme | null;
  /** EXCHANGE / CONVERT: the other table. */
  readonly exchangeWith: ObjectName | null;
  /** EXCHANGE ... WITHOUT VALIDATION is false. */
  readonly validation: boolean;
}

/** MySQL/MariaDB words that concern the table as a whole. */
export interface TableMaintenance extends OnTable<'TableMaintenance'> {
  readonly action:
    | 'force'
    | 'order-by'
    | 'enable-keys'
    | 'disable-keys'
    | 'discard-tablespace'
    | 'import-tablespace'
    | 'add-system-versioning'
    | 'drop-system-versioning'
    | 'add-period'
    | 'drop-period'
    | 'secondary-load'
    | 'secondary-unload';
}

/** An ALTER TABLE action that the reader could not read; the table is uncertain from here on. */
export type UnknownTableAction = OnTable<'UnknownTableAction'>;

export type TableOperation =
  | CreateTable
  | DropTable
  | AddColumn
  | DropColumn
  | RenameColumn
  | AlterColumnType
  | ModifyColumn
  | SetColumnDefault
  | DropColumnDefault
  | SetNotNull
  | DropNotNull
  | AlterIdentity
  | AlterColumnExpression
  | SetColumnOption
  | AddConstraint
  | DropConstraint
  | ValidateConstraint
  | AlterConstraint
  | RenameConstraint
  | RenameTable
  | SetTableSchema
  | SetTableOption
  | ConvertCharset
  | SetStorageParameters
  | SetTableProperty
  | SetTriggerState
  | AttachPartition
  | DetachPartition
  | AlterPartitions
  | TableMaintenance
  | UnknownTableAction;
