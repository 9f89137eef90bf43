import type { Span } from '../text/span.ts';
import type { Attribute, Expression } from './columns.ts';
import type { Identifier, ObjectName } from './names.ts';
import type { NamedOption, OperationBase } from './operationBase.ts';
import type { EmbeddedStatement } from './statementSyntax.ts';

/* Statements that matter to a review without being DDL. */

export interface TransactionControl extends OperationBase<'TransactionControl'> {
  readonly action:
    | 'begin'
    | 'commit'
    | 'rollback'
    | 'savepoint'
    | 'release'
    | 'rollback-to'
    | 'set-autocommit-off'
    | 'set-autocommit-on';
  /** The savepoint, or the identifier of a prepared transaction; null when none is written. */
  readonly name?: string | null;
  /** PostgreSQL PREPARE TRANSACTION and its ends. */
  readonly twoPhase?: boolean;
  /** COMMIT AND CHAIN and ROLLBACK AND CHAIN. */
  readonly chain?: boolean;
  /** Transaction modes of BEGIN: `transaction_isolation`, `transaction_read_only`, `transaction_deferrable`. */
  readonly modes?: readonly NamedOption[];
}

/** SET, RESET, set_config(). One operation per variable. */
export interface SetVariable extends OperationBase<'SetVariable'> {
  /** `local` is PostgreSQL SET LOCAL; `user` a MySQL @variable. */
  readonly scope: 'session' | 'local' | 'global' | 'persist' | 'user';
  /** Lower case; `names` for SET NAMES, `search_path`, `timezone`, ... */
  readonly name: string;
  /** String quotes removed; null for RESET and DEFAULT, and where the value is no literal. */
  readonly value: string | null;
  /** RESET or `= DEFAULT`. */
  readonly reset: boolean;
  /** The value restores a saved one (`= @old_x`, `= @@x`). */
  readonly restoresSaved: boolean;
  /** Where the value stands; null when there is none. */
  readonly valueSpan?: Span | null;
  /** MySQL @variable: the statements that its text can be; they run when it is prepared. Left out when there is none. */
  readonly body?: readonly EmbeddedStatement[];
  /** The value can also be a text that nobody can tell. Not written means false. */
  readonly bodyIsPartial?: true;
}

export interface UseDatabase extends OperationBase<'UseDatabase'> {
  readonly database: Identifier;
}

export interface LockTables extends OperationBase<'LockTables'> {
  readonly tables: readonly { readonly table: ObjectName; readonly mode: string; readonly only?: boolean }[];
  readonly nowait: boolean;
}
export type UnlockTables = OperationBase<'UnlockTables'>;

/** One operation per table. */
export interface Truncate extends OperationBase<'Truncate'> {
  readonly table: ObjectName;
  readonly cascade: boolean;
  readonly restartIdentity: boolean;
  readonly only?: boolean;
}

export interface Insert extends OperationBase<'Insert'> {
  /** MySQL and MariaDB: the word RETURNING. Not written means that it is not there. */
  readonly returning?: Span;
  readonly table: ObjectName;
  /** Null when no column list is written. */
  readonly columns: readonly Identifier[] | null;
  readonly source: 'values' | 'select' | 'default-values';
  /** Rows of a VALUES list; 0 otherwise. */
  readonly rows: number;
  readonly reads: readonly ObjectName[];
  /** ON CONFLICT, ON DUPLICATE KEY, IGNORE, REPLACE. */
  readonly onConflict: 'none' | 'update' | 'ignore' | 'replace';
  /** The query has a WHERE, LIMIT or key range. */
  readonly limited: boolean;
}

export interface Update extends OperationBase<'Update'> {
  /** MySQL and MariaDB: the word RETURNING. Not written means that it is not there. */
  readonly returning?: Span;
  /** PostgreSQL ONLY: rows of children are left alone. */
  readonly only?: boolean;
  readonly table: ObjectName;
  readonly columns: readonly Identifier[];
  readonly where: Expression | null;
  readonly limit: boolean;
  readonly reads: readonly ObjectName[];
}

export interface Delete extends OperationBase<'Delete'> {
  /** MySQL and MariaDB: the word RETURNING. Not written means that it is not there. */
  readonly returning?: Span;
  /** MariaDB DELETE HISTORY: earlier versions of rows go, the rows themselves stay. Not written means false. */
  readonly history?: boolean;
  readonly only?: boolean;
  readonly table: ObjectName;
  readonly where: Expression | null;
  readonly limit: boolean;
  readonly reads: readonly ObjectName[];
}

export interface Merge extends OperationBase<'Merge'> {
  readonly table: ObjectName;
  readonly reads: readonly ObjectName[];
  /** Columns that a WHEN branch sets, or that stand in the column list of its INSERT; each once. */
  readonly columns?: readonly Identifier[];
  readonly only?: boolean;
  readonly inserts?: boolean;
  readonly deletes?: boolean;
}

export interface CopyRows extends OperationBase<'CopyRows'> {
  readonly table: ObjectName | null;
  readonly direction: 'from' | 'to';
  /** Null when no column list is written. */
  readonly columns?: readonly Identifier[] | null;
  readonly options?: readonly NamedOption[];
}

/** VACUUM, ANALYZE, CLUSTER, OPTIMIZE, ... One operation per table; `table` is null for the whole database. */
export interface Maintenance extends OperationBase<'Maintenance'> {
  readonly command:
    | 'vacuum'
    | 'vacuum-full'
    | 'analyze'
    | 'cluster'
    | 'repack'
    | 'optimize'
    | 'repair'
    | 'check'
    | 'checksum'
    | 'flush'
    | 'checkpoint';
  readonly table: ObjectName | null;
  /** VACUUM and ANALYZE of some columns; empty for all. */
  readonly columns?: readonly Identifier[];
  /** CLUSTER ... USING. */
  readonly index?: Identifier | null;
  readonly options?: readonly NamedOption[];
}

export interface Query extends OperationBase<'Query'> {
  readonly reads: readonly ObjectName[];
  /** Functions called, lower case. */
  readonly functions: readonly string[];
  /** PostgreSQL: columns in WHERE of the outermost query, as stored; null when it has none. */
  readonly whereColumns?: readonly string[] | null;
  /** PostgreSQL: LIMIT or FETCH FIRST. */
  readonly limited?: boolean;
  /** PostgreSQL: tables of FOR UPDATE, FOR SHARE and their like. */
  readonly locksRowsOf?: readonly ObjectName[];
}

/** DO block, or a MySQL compound statement; `body` holds what could be read. */
export interface ExecuteBlock extends OperationBase<'ExecuteBlock'> {
  readonly language: string;
  readonly body: readonly EmbeddedStatement[];
}

/** PREPARE, EXECUTE, EXECUTE IMMEDIATE, CALL, DEALLOCATE. `text` is the prepared text when it is a constant. */
export interface DynamicStatement extends OperationBase<'DynamicStatement'> {
  readonly verb: 'prepare' | 'execute' | 'deallocate' | 'call';
  readonly name: string | null;
  readonly text: Attribute<string> | null;
  /** MySQL: the @variable that holds the text, lower case, without `@`. */
  readonly variable?: string | null;
  readonly body: readonly EmbeddedStatement[];
}

/** A line for a client program. */
export interface ClientCommand extends OperationBase<'ClientCommand'> {
  readonly command: string;
}

/**
 * A statement read by its head only, or not at all. Every object it may touch is uncertain from here on:
 * `object` when the head names it, otherwise everything.
 */
export interface Unknown extends OperationBase<'Unknown'> {
  /** First words, lower case, such as `alter table`; empty when not even they are words. */
  readonly verb: string;
  readonly object: ObjectName | null;
  /** True for statements that cannot change the schema (SHOW, EXPLAIN, HANDLER, ...). */
  readonly harmless: boolean;
}

export type SessionOperation =
  | TransactionControl
  | SetVariable
  | UseDatabase
  | LockTables
  | UnlockTables
  | Truncate
  | Insert
  | Update
  | Delete
  | Merge
  | CopyRows
  | Maintenance
  | Query
  | ExecuteBlock
  | DynamicStatement
  | ClientCommand
  | Unknown;
