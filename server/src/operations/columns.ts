import type { Span } from '../text/span.ts';
import type { Identifier, ObjectName } from './names.ts';

/** A type as written, with the parts that decide rewrites. */
export interface TypeReference {
  /**
   * Canonical lower-case name. PostgreSQL: the SQL spelling that psql shows (`integer`, `bigint`, `smallint`,
   * `character varying`, `character`, `timestamp without time zone`, `timestamp with time zone`,
   * `time without time zone`, `time with time zone`, `double precision`, `real`, `boolean`, `bit varying`, `numeric`,
   * `text`, `jsonb`, ...; serial types keep `serial`, `bigserial`, `smallserial`); a user's type keeps its
   * stored name. MySQL/MariaDB: `int`, `bigint`, `tinyint`, `varchar`, `char`, `decimal`, `datetime`, `enum`, ...
   * with synonyms resolved (`integer` -> `int`, `bool` -> `tinyint` with argument `1`, `dec` -> `decimal`, `serial` -> `bigint`).
   */
  readonly name: string;
  /** Schema of a user's type, as stored; null when not written or built in. */
  readonly schema: string | null;
  /** Arguments as written, string quotes removed: `['64']`, `['10', '2']`, enum labels. */
  readonly arguments: readonly string[];
  /** Number of array dimensions; 0 for a plain type. */
  readonly arrayDimensions: number;
  /** MySQL/MariaDB only; false elsewhere. */
  readonly unsigned: boolean;
  readonly zerofill: boolean;
  /** Character set written with the type (`CHARACTER SET x`, `ASCII`, `BINARY` ...), lower case; null when not written. */
  readonly charset: string | null;
  readonly collation: string | null;
  readonly span: Span;
  /** As written. */
  readonly text: string;
}

/** An expression, read as far as rules need it. */
export interface Expression {
  readonly span: Span;
  /** As written. */
  readonly text: string;
  /** `function`: a call at the top, such as `now()` or CURRENT_TIMESTAMP. */
  readonly kind: 'null' | 'literal' | 'function' | 'column' | 'other';
  /** Every function called anywhere inside, lower case, qualified only when written so; keyword calls by name (`current_timestamp`). */
  readonly functions: readonly string[];
  /** Every column named inside, as stored, without qualifier. */
  readonly columns: readonly string[];
  /**
   * Columns that the expression proves to be NOT NULL: `c IS NOT NULL` alone, as a member of a top-level AND or of every
   * arm of an OR, and `NOT (c IS NULL)` with its like, which PostgreSQL simplifies to the same
   * (eval_const_expressions in its clauses.c).
   */
  readonly notNullColumns: readonly string[];
}

/** A part of a definition that has a value and a place. */
export interface Attribute<Value> {
  readonly value: Value;
  readonly span: Span;
}

export type GeneratedKind = 'stored' | 'virtual';
export type IdentityKind = 'always' | 'by-default';
export type ReferentialAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default';

export interface ForeignKeyTarget {
  readonly table: ObjectName;
  /** Empty when not written: the primary key of the table is meant. */
  readonly columns: readonly Identifier[];
  readonly onDelete: ReferentialAction | null;
  readonly onUpdate: ReferentialAction | null;
  readonly match: 'full' | 'partial' | 'simple' | null;
  /** PostgreSQL 15 ON DELETE SET NULL (a, b): the columns that are set; empty for all. */
  readonly onDeleteColumns?: readonly Identifier[];
  /** PostgreSQL 18: the last columns are periods. */
  readonly period?: boolean;
}

/** A column as CREATE TABLE, ADD COLUMN, MODIFY or CHANGE defines it. Attributes that are not written are null. */
export interface ColumnDefinition {
  readonly span: Span;
  readonly name: Identifier;
  /** Null when the text has no readable type. */
  readonly type: TypeReference | null;
  /** `NOT NULL` is false, `NULL` is true; inline PRIMARY KEY does not count here. */
  readonly nullable: Attribute<boolean> | null;
  /** The name of a NOT NULL constraint (kept by PostgreSQL 18); null when none is written. */
  readonly notNullName?: Identifier | null;
  /** PostgreSQL 18 NOT NULL NO INHERIT. */
  readonly notNullNoInherit?: boolean;
  readonly default: Attribute<Expression> | null;
  readonly onUpdate: Attribute<Expression> | null;
  readonly generated: Attribute<{ readonly kind: GeneratedKind; readonly expression: Expression }> | null;
  readonly identity: Attribute<IdentityKind> | null;
  /** START WITH of an identity column; not written means absent. */
  readonly identityStart?: number;
  /** MySQL/MariaDB AUTO_INCREMENT (also what SERIAL implies there). */
  readonly autoIncrement: Attribute<true> | null;
  readonly primaryKey: Attribute<ConstraintName> | null;
  readonly unique: Attribute<ConstraintName> | null;
  readonly checks: readonly InlineCheck[];
  readonly references: Attribute<ForeignKeyTarget & ConstraintName> | null;
  readonly comment: Attribute<string> | null;
  readonly invisible: Attribute<boolean> | null;
  /** PostgreSQL COMPRESSION / STORAGE, MySQL COLUMN_FORMAT / STORAGE / SRID / ENGINE_ATTRIBUTE, MariaDB COMPRESSED ... */
  readonly options: readonly Attribute<string>[];
}

/** A column of which nothing but its type is written. */
export function plainColumn({
  span,
  name,
  type,
}: Pick<ColumnDefinition, 'span' | 'name' | 'type'>): ColumnDefinition {
  return {
    span,
    name,
    type,
    nullable: null,
    default: null,
    onUpdate: null,
    generated: null,
    identity: null,
    autoIncrement: null,
    primaryKey: null,
    unique: null,
    checks: [],
    references: null,
    comment: null,
    invisible: null,
    options: [],
  };
}

export interface ConstraintName {
  readonly constraint: Identifier | null;
  /** What stands behind the inline constraint; not written means false. */
  readonly deferrable?: boolean;
  readonly initiallyDeferred?: boolean;
  /** UNIQUE NULLS NOT DISTINCT. */
  readonly nullsNotDistinct?: boolean;
  /** PostgreSQL 18 NOT ENFORCED is false; not written means true. */
  readonly enforced?: boolean;
}

export interface InlineCheck extends ConstraintName {
  readonly expression: Expression;
  readonly enforced: boolean;
  readonly notValid: boolean;
  readonly noInherit?: boolean;
  readonly span: Span;
}

/** MySQL/MariaDB `FIRST` and `AFTER c`. */
export type ColumnPosition =
  | { readonly kind: 'first'; readonly span: Span }
  | { readonly kind: 'after'; readonly column: Identifier; readonly span: Span };
