import type {
  Expression,
  GeneratedKind,
  IdentityKind,
  ReferentialAction,
  TypeReference,
} from '../operations/columns.ts';
import type { EmbeddedStatement } from '../operations/statementSyntax.ts';
import type {
  AwaitedRelation,
  Completeness,
  DefaultDatabase,
  DroppedObject,
  GivenName,
  GrantedPrivileges,
  KeyList,
  ServerVersion,
  SessionVariable,
} from './bookkeeping.ts';
import type { Origin, Reference } from './origin.ts';
import type { DroppedPart, Policy, Trigger } from './tableParts.ts';

export type * from './bookkeeping.ts';
export type { Origin, Reference } from './origin.ts';
export type * from './tableParts.ts';

interface Traced {
  readonly origin: Origin | null;
  /** The last statement that changed the definition or the name; null when none did. */
  readonly changedBy: Origin | null;
}

interface SchemaObject<Kind extends string> extends Traced {
  readonly kind: Kind;
  /** PostgreSQL schema or MySQL database as stored; empty where MySQL text names none; `pg_temp` for temporary objects. */
  readonly schema: string;
  readonly name: string;
  /**
   * False when something that could not be read may have changed the object: rules that need certainty stay quiet.
   * A table that is only known from statements that alter it is also uncertain, has no origin, and holds
   * only the columns, constraints and indexes that those statements added.
   */
  readonly certain: boolean;
  /** How many statements that nobody could read there were when it was made; missing for none. */
  readonly unseenBefore?: number;
}

export interface Column extends Traced {
  readonly name: string;
  /**
   * Null when the definition's type could not be read. PostgreSQL serial types are stored as the integer type they
   * stand for. MySQL/MariaDB: a null charset means the table's; `unknown` when the table's charset changed after the
   * column was made and nobody wrote the former one.
   */
  readonly type: TypeReference | null;
  /** True for NOT NULL, primary key columns and identity columns; false while a NOT NULL constraint is NOT VALID. */
  readonly notNull: boolean;
  /** PostgreSQL: the name that the definition gives its NOT NULL, which servers before 18 forget; missing when none is written. */
  readonly notNullName?: string;
  readonly default: Expression | null;
  readonly onUpdate: Expression | null;
  readonly generated: { readonly kind: GeneratedKind; readonly expression: Expression } | null;
  readonly identity: IdentityKind | null;
  /** PostgreSQL: key of the sequence that the column owns (serial, identity, OWNED BY). */
  readonly sequence: string | null;
  readonly autoIncrement: boolean;
  readonly comment: string | null;
  readonly invisible: boolean;
  /** MySQL: the reference system that values of a spatial column have to be of; missing when none is written. */
  readonly srid?: string;
  /** The last rename: the name before it, and what took the present name from another column before. Missing when none was. */
  readonly renamed?: { readonly from: string; readonly origin: Origin; readonly freedBy: Origin | null };
}

interface ConstraintBase extends Traced {
  /** The written name, or the one the server gives. */
  readonly name: string;
  /** False for NOT VALID. */
  readonly valid: boolean;
  readonly enforced: boolean;
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
}

export interface KeyConstraint extends ConstraintBase {
  readonly kind: 'primary-key' | 'unique';
  readonly columns: readonly string[];
  /** Key of the index, when it has one of its own name. The index itself is in the table, under the constraint's name. */
  readonly index: string | null;
  readonly nullsNotDistinct: boolean;
}

export interface ForeignKeyConstraint extends ConstraintBase {
  readonly kind: 'foreign-key';
  readonly columns: readonly string[];
  /** Key of the referenced table. */
  readonly target: string;
  /** Empty when the text means the primary key of a table that is not known. */
  readonly targetColumns: readonly string[];
  readonly onDelete: ReferentialAction | null;
  readonly onUpdate: ReferentialAction | null;
  readonly match: 'full' | 'partial' | 'simple' | null;
}

export interface CheckConstraint extends ConstraintBase {
  readonly kind: 'check';
  readonly expression: Expression;
  /** MariaDB: the column whose definition holds the check, and loses it with MODIFY; null for a check of its own. */
  readonly ofColumn: string | null;
}

export interface NotNullConstraint extends ConstraintBase {
  readonly kind: 'not-null';
  readonly columns: readonly string[];
}

export interface ExclusionConstraint extends ConstraintBase {
  readonly kind: 'exclude';
  readonly columns: readonly string[];
  readonly method: string;
}

export type Constraint =
  | KeyConstraint
  | ForeignKeyConstraint
  | CheckConstraint
  | NotNullConstraint
  | ExclusionConstraint;

export interface IndexKey {
  /** Null for an expression. */
  readonly column: string | null;
  readonly expression: Expression | null;
  readonly prefixLength: number | null;
  readonly descending: boolean;
  /** Null when not written. */
  readonly nullsFirst: boolean | null;
  readonly collation: string | null;
  readonly operatorClass: string | null;
}

export interface Index extends Traced {
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly predicate: Expression | null;
  readonly nullsNotDistinct: boolean;
  /** False for an index on ONLY a partitioned table whose partitions are not all attached. */
  readonly valid: boolean;
  readonly invisible: boolean;
  /** The constraint that owns it; null for a plain index. */
  readonly constraint: string | null;
  /** MySQL/MariaDB: the server made it for a foreign key, and drops it when another index can serve. */
  readonly implicit: boolean;
  /** PostgreSQL: key of the partitioned index it is attached to. */
  readonly partOf: string | null;
}

export interface Table extends SchemaObject<'table'> {
  readonly persistence: 'permanent' | 'temporary' | 'unlogged';
  readonly foreign: boolean;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  /** `partitions`: PostgreSQL keys of tables; MySQL/MariaDB names of partitions. */
  readonly partitioning: {
    readonly method: string;
    readonly columns: readonly string[];
    readonly expressions: readonly Expression[];
    readonly partitions: readonly string[];
  } | null;
  /** Key of the parent and the bound, for a partition. */
  readonly partitionOf: {
    readonly parent: string;
    readonly isDefault: boolean;
    readonly bound: string;
  } | null;
  /** Keys of the tables it inherits from; its partition parent is not among them. */
  readonly inherits: readonly string[];
  /** Keys of the tables that inherit from it; partitions are not among them. */
  readonly inheritedBy: readonly string[];
  /** Foreign keys of other tables (by key) that point here. */
  readonly referencedBy: readonly Reference[];
  /** Keys of views that read the table. */
  readonly readBy: readonly string[];
  /** MySQL/MariaDB: engine, charset, collation, row_format, comment, auto_increment; PostgreSQL: tablespace, access_method. Lower-case names. */
  readonly options: Readonly<Record<string, string>>;
  readonly triggers: readonly Trigger[];
  readonly policies: readonly Policy[];
  readonly rowSecurity: boolean;
  readonly systemVersioned: boolean;
  /** Paths of the migrations with the instant ADD/DROP COLUMN statements since the last rebuild (MySQL 8.0.29+), one for each statement. */
  readonly rowVersions: readonly string[];
  /** Path of the migration that rebuilt it last; null when none did. */
  readonly rebuiltBy: string | null;
  /** Made with IF NOT EXISTS where nobody knew that it was missing: an older table of that name may have other parts. */
  readonly mayBeOlder?: true;
  /** The table was filled by the pending set itself (INSERT ... SELECT, COPY, many rows). */
  readonly loaded: boolean;
  /** What it had and has no more under that name, the last first. */
  readonly dropped: readonly DroppedPart[];
}

export interface View extends SchemaObject<'view'> {
  readonly materialized: boolean;
  /** Null when a star or an unread query hides them. */
  readonly columns: readonly string[] | null;
  /** Keys of the relations it reads. */
  readonly reads: readonly string[];
  readonly readBy: readonly string[];
  readonly populated: boolean;
  readonly indexes: readonly Index[];
  /** As written; names in it do not follow later renames. */
  readonly query: string;
}

export interface Sequence extends SchemaObject<'sequence'> {
  /** The first value by START or RESTART; absent where the text does not say. */
  readonly start?: number;
  readonly ownedBy: { readonly table: string; readonly column: string } | null;
}

/** PostgreSQL: the name of an index in the relation name space; the index itself is in its table or materialized view. */
export interface IndexName extends SchemaObject<'index'> {
  /** Key of the table or materialized view. */
  readonly table: string;
}

/** MySQL/MariaDB: triggers have names of their own in a database; the trigger itself is in its table. */
export interface TriggerName extends SchemaObject<'trigger-name'> {
  readonly table: string;
}

export interface EnumType extends SchemaObject<'enum'> {
  readonly labels: readonly string[];
  /** Labels that came after the type, and what added them; missing when none did. */
  readonly added?: readonly { readonly label: string; readonly origin: Origin | null }[];
  /** Keys of the tables with a column of this type. */
  readonly usedBy: readonly string[];
}
export interface Domain extends SchemaObject<'domain'> {
  readonly type: TypeReference;
  readonly notNull: boolean;
  readonly default: Expression | null;
  readonly constraints: readonly {
    readonly name: string;
    readonly valid: boolean;
    readonly expression: Expression | null;
  }[];
  /** Keys of the tables with a column of this domain. */
  readonly usedBy: readonly string[];
}
export interface OtherType extends SchemaObject<'type'> {
  readonly variant: 'composite' | 'range' | 'base' | 'shell';
  readonly attributes: readonly { readonly name: string; readonly type: TypeReference | null }[];
  readonly usedBy: readonly string[];
}

export type UserType = EnumType | Domain | OtherType;

export interface RoutineSignature {
  readonly parameters: readonly {
    readonly name: string | null;
    readonly type: string;
    readonly hasDefault: boolean;
  }[];
  readonly returns: string | null;
  /** PostgreSQL: OUT and INOUT parameters, which make the columns of the result; missing where there are none. */
  readonly outputs?: readonly { readonly name: string | null; readonly type: string }[];
  readonly volatility: 'volatile' | 'stable' | 'immutable';
  /** What a call does, as far as the body could be read. */
  readonly body: readonly EmbeddedStatement[];
  /** The body as it stands in the text, quotes included; null when there is none. */
  readonly source: string | null;
  readonly origin: Origin | null;
}

export interface Routine extends SchemaObject<'routine'> {
  readonly routineKind: 'function' | 'procedure' | 'aggregate' | 'event' | 'package';
  readonly signatures: readonly RoutineSignature[];
}

export interface Schema extends SchemaObject<'schema'> {
  readonly objectKind: 'schema' | 'database';
  /** MySQL/MariaDB: the collation of new tables that name none; absent where the text does not say. */
  readonly collation?: string;
}

export interface Extension extends SchemaObject<'extension'> {}

export type CatalogObject =
  | Table
  | View
  | Sequence
  | IndexName
  | TriggerName
  | EnumType
  | Domain
  | OtherType
  | Routine
  | Schema
  | Extension
  | SessionVariable
  | Completeness
  | ServerVersion
  | DefaultDatabase
  | KeyList
  | AwaitedRelation
  | DroppedObject
  | GivenName
  | GrantedPrivileges;

/** Objects that have a name in a schema. */
export type NamedObject = Extract<CatalogObject, { readonly schema: string }>;

/** Objects of the relation name space. */
export type Relation = Table | View | Sequence | IndexName;
