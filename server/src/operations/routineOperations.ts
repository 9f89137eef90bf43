import type { Attribute, Expression, TypeReference } from './columns.ts';
import type { Identifier, ObjectName } from './names.ts';
import type { NamedOption, OnTable, OperationBase } from './operationBase.ts';
import type { EmbeddedStatement } from './statementSyntax.ts';

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
    /** PostgreSQL: the parts with their places. */
    readonly typeReference?: TypeReference | null;
    readonly default?: Expression | null;
  }[];
  readonly returns: string | null;
  /** PostgreSQL: the type behind RETURNS; null for RETURNS TABLE and where nothing is returned. */
  readonly returnType?: TypeReference | null;
  readonly language: string | null;
  readonly volatility: 'volatile' | 'stable' | 'immutable' | null;
  /** PostgreSQL SECURITY DEFINER. */
  readonly securityDefiner?: boolean;
  /** PostgreSQL SET clauses: the name of the setting and its value; an empty value for FROM CURRENT. */
  readonly settings?: readonly NamedOption[];
  /** The body as it stands in the text, quotes included; null when there is none. */
  readonly source?: Attribute<string> | null;
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
  readonly ifNotExists?: boolean;
  /** MySQL/MariaDB FOLLOWS and PRECEDES; null when not written. */
  readonly order?: { readonly side: 'follows' | 'precedes'; readonly trigger: Identifier } | null;
  /** UPDATE OF; not written means empty, for all columns. */
  readonly columns?: readonly Identifier[];
  /** MySQL and MariaDB know rows alone; not written means `row`. */
  readonly forEach?: 'row' | 'statement';
  readonly when?: Expression | null;
  /** PostgreSQL: the function that is executed; null in MySQL and MariaDB, where the body stands in the trigger. */
  readonly routine?: ObjectName | null;
  /** The arguments of the function as the server stores them, quotes removed. */
  readonly arguments?: readonly string[];
  /** Constraint triggers: FROM referenced_table. */
  readonly referencedTable?: ObjectName | null;
  readonly deferrable?: boolean;
  readonly initiallyDeferred?: boolean;
  /** REFERENCING OLD / NEW TABLE AS name. */
  readonly transitionTables?: readonly { readonly rows: 'old' | 'new'; readonly name: Identifier }[];
}
export interface CreatePolicy extends OnTable<'CreatePolicy'> {
  readonly policy: Identifier;
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete';
  readonly using?: Expression | null;
  readonly withCheck?: Expression | null;
}
export interface AlterPolicy extends OnTable<'AlterPolicy'> {
  readonly policy: Identifier;
  /** Null when TO is not written. */
  readonly roles?: readonly string[] | null;
  readonly using?: Expression | null;
  readonly withCheck?: Expression | null;
}
