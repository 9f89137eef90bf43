import type { Span } from '../text/span.ts';
import type { Expression, ForeignKeyTarget } from './columns.ts';
import type { Identifier, ObjectName } from './names.ts';
import type { NamedOption } from './operationBase.ts';

interface ConstraintBase {
  readonly span: Span;
  /** As written after CONSTRAINT (MySQL: also the index name of UNIQUE); null when the server names it. */
  readonly name: Identifier | null;
  readonly notValid: Attribute;
  /** NOT ENFORCED is false. */
  readonly enforced: boolean;
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
}

/** Where NOT VALID stands, or null when it is not written. */
type Attribute = Span | null;

/** A table constraint of CREATE TABLE or ADD CONSTRAINT. */
export type TableConstraint =
  | (ConstraintBase & {
      readonly kind: 'primary-key' | 'unique';
      readonly parts: readonly IndexPart[];
      readonly usingIndex: Identifier | null;
      /** PostgreSQL 18: the last column is a period. */
      readonly withoutOverlaps?: boolean;
      /** Parameters of WITH (...) and USING INDEX TABLESPACE as `tablespace`; MySQL/MariaDB as in {@link IndexDefinition}. */
      readonly options?: readonly NamedOption[];
      /** MySQL/MariaDB USING; null when not written. */
      readonly method?: string | null;
      /** MySQL INVISIBLE, MariaDB IGNORED. Not written means false. */
      readonly invisible?: boolean;
      /** MySQL/MariaDB COMMENT; null when not written. */
      readonly comment?: string | null;
      readonly include: readonly Identifier[];
      readonly nullsNotDistinct: boolean;
    })
  | (ConstraintBase & {
      readonly kind: 'foreign-key';
      readonly columns: readonly Identifier[];
      readonly target: ForeignKeyTarget /** MySQL index name after FOREIGN KEY. */;
      readonly indexName: Identifier | null;
    })
  | (ConstraintBase & {
      readonly kind: 'check';
      readonly expression: Expression;
      readonly noInherit: boolean;
    })
  | (ConstraintBase & { readonly kind: 'not-null'; readonly column: Identifier; readonly noInherit: boolean })
  | (ConstraintBase & {
      readonly kind: 'exclude';
      readonly method: string;
      readonly parts: readonly IndexPart[];
      readonly predicate: Expression | null;
      readonly include?: readonly Identifier[];
      readonly options?: readonly NamedOption[];
    });

/** One key part of an index. */
export interface IndexPart {
  readonly span: Span;
  /** The column, or null when the part is an expression. */
  readonly column: Identifier | null;
  readonly expression: Expression | null;
  /** MySQL prefix length in characters (bytes for binary types); null for the whole column. */
  readonly prefixLength: number | null;
  readonly descending: boolean;
  readonly nullsFirst: boolean | null;
  readonly collation: string | null;
  readonly operatorClass: string | null;
  /** EXCLUDE ... WITH operator, as written without OPERATOR(...); null elsewhere. */
  readonly operator?: string | null;
}

/** What a key part has that is the column as it stands, ascending. */
export const PLAIN_PART = {
  expression: null,
  prefixLength: null,
  descending: false,
  nullsFirst: null,
  collation: null,
  operatorClass: null,
} as const;

/** `btree`, `hash`, `gin`, `gist`, `brin`, ...; MySQL also `fulltext` and `spatial`. Lower case. */
export interface IndexDefinition {
  readonly span: Span;
  readonly name: ObjectName | null;
  readonly unique: boolean;
  readonly method: string;
  readonly parts: readonly IndexPart[];
  readonly include: readonly Identifier[];
  readonly predicate: Expression | null;
  readonly nullsNotDistinct: boolean;
  /** MySQL INVISIBLE, MariaDB IGNORED. */
  readonly invisible: boolean;
  readonly comment: string | null;
  /**
   * PostgreSQL: parameters of WITH (...) and `tablespace`. MySQL/MariaDB: everything beside the parts (`using`,
   * `key_block_size`, `parser`, `comment`, `visible`, `invisible`, `ignored`, `not_ignored`, engines' own).
   */
  readonly options?: readonly NamedOption[];
}
