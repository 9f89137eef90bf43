import type { Span } from '../text/span.ts';
import type {
  AddColumn,
  AlterColumnExpression,
  AlterColumnType,
  AlterIdentity,
  DropColumn,
  DropColumnDefault,
  DropNotNull,
  ModifyColumn,
  RenameColumn,
  SetColumnDefault,
  SetColumnOption,
  SetNotNull,
} from './columnOperations.ts';
import type { Attribute, ColumnDefinition } from './columns.ts';
import type { IndexDefinition, TableConstraint } from './constraints.ts';
import type { Identifier, ObjectName } from './names.ts';
import type { NamedOption, OnTable, OperationBase } from './operationBase.ts';
import type {
  AlterPartitions,
  AttachPartition,
  DetachPartition,
  PartitionBound,
  PartitionScheme,
} from './partitionOperations.ts';

export type * from './columnOperations.ts';
export type * from './operationBase.ts';
export type * from './partitionOperations.ts';

/** A table option such as ENGINE, ROW_FORMAT, AUTO_INCREMENT, COMMENT; `name` is lower case with `_` for blanks (`default_charset` is `charset`). */
export type TableOption = NamedOption;

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
  /** PostgreSQL CREATE TABLE OF: the composite type that gives the columns. Not written means null. */
  readonly ofType?: ObjectName | null;
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
    /** The columns as far as they are known without a catalog; null when a star hides them. */
    readonly columns?: readonly string[] | null;
  } | null;
  readonly options: readonly TableOption[];
  /** MariaDB WITH SYSTEM VERSIONING. */
  readonly systemVersioning: boolean;
  /** MariaDB PERIOD FOR. Not written means empty. */
  readonly periods?: readonly Period[];
}

/** MariaDB `PERIOD FOR name (start, end)`; `name` is SYSTEM_TIME for system versioning. */
export interface Period {
  readonly span: Span;
  readonly name: Identifier;
  /** The columns; null where only the name is written, as in DROP PERIOD. */
  readonly columns: { readonly start: Identifier; readonly end: Identifier } | null;
}

export interface DropTable extends OperationBase<'DropTable'> {
  readonly table: ObjectName;
  readonly ifExists: boolean;
  readonly cascade: boolean;
  readonly temporary: boolean;
  readonly foreign: boolean;
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
  /** Null where the text says nothing about it. */
  readonly initiallyDeferred?: boolean | null;
  /** PostgreSQL 18 INHERIT (false is NO INHERIT) of a NOT NULL constraint; null where nothing is said. */
  readonly inherit?: boolean | null;
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

/** `value` is the parameter's name. */
export interface StorageParameter extends Attribute<string> {
  /** As written; null for RESET and for a name that stands alone. */
  readonly setting?: string | null;
}

/** PostgreSQL SET / RESET (storage parameters); names lower case. */
export interface SetStorageParameters extends OnTable<'SetStorageParameters'> {
  readonly parameters: readonly StorageParameter[];
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
  /** Where the value stands, with USING INDEX where written; null when there is none. */
  readonly valueSpan?: Span | null;
}

/** ENABLE / DISABLE TRIGGER; `trigger` is a name, `all` or `user`. */
export interface SetTriggerState extends OnTable<'SetTriggerState'> {
  readonly enabled: boolean;
  /** ENABLE REPLICA and ENABLE ALWAYS; not written means `origin`. */
  readonly firesOn?: 'origin' | 'replica' | 'always';
  readonly trigger: { readonly kind: 'all' | 'user' } | { readonly kind: 'named'; readonly name: Identifier };
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
  /** Of `add-period` and `drop-period`. */
  readonly period?: Period | null;
  /** Of `order-by`: the columns in their order. */
  readonly columns?: readonly Identifier[];
  /** DROP PERIOD IF EXISTS, DROP SYSTEM VERSIONING IF EXISTS. */
  readonly ifExists?: boolean;
  /** ADD PERIOD IF NOT EXISTS. */
  readonly ifNotExists?: boolean;
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
