import type { Expression, GeneratedKind, IdentityKind, ReferentialAction, TypeReference } from '../operations/columns.ts';
import type { Span } from '../text/span.ts';

/**
 * Where an object got its present name: a statement of a file.
 * The statement is named by its place in the file, so that text which only moved changes nothing.
 */
export interface Origin {
  readonly path: string;
  /** Index of the statement piece in the file. */
  readonly statement: number;
  /** In that statement. */
  readonly span: Span;
}

interface SchemaObject<Kind extends string> {
  readonly kind: Kind;
  /** PostgreSQL schema or MySQL database as stored; empty where MySQL text names none. */
  readonly schema: string;
  readonly name: string;
  readonly origin: Origin | null;
  /**
   * False when something that could not be read may have changed the object: rules that need certainty stay quiet.
   */
  readonly certain: boolean;
}

export interface Column {
  readonly name: string;
  /** Null when the definition's type could not be read. */
  readonly type: TypeReference | null;
  /** True for NOT NULL, primary key columns and identity columns. */
  readonly notNull: boolean;
  readonly default: Expression | null;
  readonly onUpdate: Expression | null;
  readonly generated: { readonly kind: GeneratedKind; readonly expression: Expression } | null;
  readonly identity: IdentityKind | null;
  readonly autoIncrement: boolean;
  readonly comment: string | null;
  readonly invisible: boolean;
  readonly origin: Origin | null;
}

interface ConstraintBase {
  /** The written name, or the one the server gives. */
  readonly name: string;
  /** False for NOT VALID. */
  readonly valid: boolean;
  readonly enforced: boolean;
  readonly origin: Origin | null;
}

export type Constraint =
  | (ConstraintBase & { readonly kind: 'primary-key' | 'unique'; readonly columns: readonly string[]; /** Key of the index, when it has one of its own name. */ readonly index: string | null; readonly deferrable: boolean; readonly nullsNotDistinct: boolean })
  | (ConstraintBase & { readonly kind: 'foreign-key'; readonly columns: readonly string[]; readonly target: string; readonly targetColumns: readonly string[]; readonly onDelete: ReferentialAction | null; readonly onUpdate: ReferentialAction | null })
  | (ConstraintBase & { readonly kind: 'check'; readonly expression: Expression })
  | (ConstraintBase & { readonly kind: 'not-null'; readonly columns: readonly string[] })
  | (ConstraintBase & { readonly kind: 'exclude'; readonly columns: readonly string[]; readonly method: string });

export interface IndexKey {
  /** Null for an expression. */
  readonly column: string | null;
  readonly expression: Expression | null;
  readonly prefixLength: number | null;
  readonly descending: boolean;
}

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly predicate: Expression | null;
  /** False for an index on ONLY a partitioned table whose partitions are not all attached. */
  readonly valid: boolean;
  readonly invisible: boolean;
  /** The constraint that owns it; null for a plain index. */
  readonly constraint: string | null;
  readonly origin: Origin | null;
}

export interface Table extends SchemaObject<'table'> {
  readonly persistence: 'permanent' | 'temporary' | 'unlogged';
  readonly foreign: boolean;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly partitioning: { readonly method: string; readonly columns: readonly string[]; readonly partitions: readonly string[] } | null;
  /** Key of the parent and the bound, for a partition. */
  readonly partitionOf: { readonly parent: string; readonly isDefault: boolean; readonly bound: string } | null;
  readonly inherits: readonly string[];
  /** Foreign keys of other tables (by key) that point here. */
  readonly referencedBy: readonly { readonly table: string; readonly constraint: string }[];
  /** Keys of views that read the table. */
  readonly readBy: readonly string[];
  /** MySQL/MariaDB: engine, charset, collation, row_format, comment, auto_increment; PostgreSQL: tablespace, access method. Lower-case names. */
  readonly options: Readonly<Record<string, string>>;
  readonly triggers: readonly { readonly name: string; readonly timing: string; readonly events: readonly string[]; readonly assigns: readonly string[] }[];
  readonly policies: readonly { readonly name: string; readonly permissive: boolean; readonly roles: readonly string[] }[];
  readonly rowSecurity: boolean;
  readonly systemVersioned: boolean;
  /** Instant ADD/DROP COLUMN statements since the last rebuild (MySQL 8.0.29+). */
  readonly rowVersions: number;
  /** The table was filled by the pending set itself (INSERT ... SELECT, COPY, many rows). */
  readonly loaded: boolean;
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
  readonly query: string;
}

export interface Sequence extends SchemaObject<'sequence'> {
  readonly ownedBy: { readonly table: string; readonly column: string } | null;
}

/** PostgreSQL: the name of an index in the relation name space; the index itself is in its table. */
export interface IndexName extends SchemaObject<'index'> {
  readonly table: string;
}

export interface EnumType extends SchemaObject<'enum'> {
  readonly labels: readonly string[];
}
export interface Domain extends SchemaObject<'domain'> {
  readonly type: TypeReference;
  readonly notNull: boolean;
  readonly constraints: readonly { readonly name: string; readonly valid: boolean }[];
  /** Keys of the tables with a column of this domain. */
  readonly usedBy: readonly string[];
}
export interface OtherType extends SchemaObject<'type'> {
  readonly variant: 'composite' | 'range' | 'base' | 'shell';
  readonly attributes: readonly string[];
}

export interface Routine extends SchemaObject<'routine'> {
  readonly routineKind: 'function' | 'procedure' | 'aggregate' | 'event' | 'package';
  readonly signatures: readonly {
    readonly parameters: readonly { readonly name: string | null; readonly type: string; readonly hasDefault: boolean }[];
    readonly returns: string | null;
    readonly volatility: 'volatile' | 'stable' | 'immutable';
  }[];
}

export interface Schema extends SchemaObject<'schema'> {
  readonly objectKind: 'schema' | 'database';
}

export interface Extension extends SchemaObject<'extension'> {}

/**
 * A setting of the session as the statements so far left it: `lock_timeout`, `search_path`, `sql_mode`,
 * `foreign_key_checks`, ... `local` ends with the transaction. Dropped at the end of each file.
 */
export interface SessionVariable {
  readonly kind: 'session-variable';
  readonly name: string;
  /** Null when the value is not known. */
  readonly value: string | null;
  readonly scope: 'session' | 'local';
  readonly origin: Origin;
}

/** Whether every object of the database is known: from a baseline, or by replay from an empty database. */
export interface Completeness {
  readonly kind: 'completeness';
  readonly complete: boolean;
}

export type CatalogObject =
  | Table | View | Sequence | IndexName | EnumType | Domain | OtherType | Routine | Schema | Extension | SessionVariable | Completeness;
