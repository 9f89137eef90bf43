import type { Attribute, Expression } from './columns.ts';
import type { Identifier, ObjectName } from './names.ts';
import type { EmbeddedStatement } from './statementSyntax.ts';
import type { OperationBase } from './tableOperations.ts';

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
}

export interface UseDatabase extends OperationBase<'UseDatabase'> {
  readonly database: Identifier;
}

export interface LockTables extends OperationBase<'LockTables'> {
  readonly tables: readonly { readonly table: ObjectName; readonly mode: string }[];
  readonly nowait: boolean;
}
export type UnlockTables = OperationBase<'UnlockTables'>;

/** One operation per table. */
export interface Truncate extends OperationBase<'Truncate'> {
  readonly table: ObjectName;
  readonly cascade: boolean;
  readonly restartIdentity: boolean;
}

export interface Insert extends OperationBase<'Insert'> {
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
  readonly table: ObjectName;
  readonly columns: readonly Identifier[];
  readonly where: Expression | null;
  readonly limit: boolean;
  readonly reads: readonly ObjectName[];
}

export interface Delete extends OperationBase<'Delete'> {
  readonly table: ObjectName;
  readonly where: Expression | null;
  readonly limit: boolean;
  readonly reads: readonly ObjectName[];
}

export interface Merge extends OperationBase<'Merge'> {
  readonly table: ObjectName;
  readonly reads: readonly ObjectName[];
}

export interface CopyRows extends OperationBase<'CopyRows'> {
  readonly table: ObjectName | null;
  readonly direction: 'from' | 'to';
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
}

export interface Query extends OperationBase<'Query'> {
  readonly reads: readonly ObjectName[];
  /** Functions called, lower case. */
  readonly functions: readonly string[];
}

/** DO block, or a MySQL compound statement; `body` holds what could be read. */
export interface ExecuteBlock extends OperationBase<'ExecuteBlock'> {
  readonly language: string;
  readonly body: readonly EmbeddedStatement[];
}

/** PREPARE, EXECUTE, EXECUTE IMMEDIATE, CALL, DEALLOCATE. `text` is the prepared text when it is a literal. */
export interface DynamicStatement extends OperationBase<'DynamicStatement'> {
  readonly verb: 'prepare' | 'execute' | 'deallocate' | 'call';
  readonly name: string | null;
  readonly text: Attribute<string> | null;
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
