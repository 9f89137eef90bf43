import type { ApplyProblem } from '../../catalog/apply.ts';
import type { CatalogReader } from '../../catalog/catalog.ts';
import type { Target } from '../../engines/engine.ts';
import type { LockNote } from '../../engines/lockNote.ts';
import type { ConnectionStart } from '../../frameworks/connectionStart.ts';
import type { FrameworkName, TransactionMode } from '../../frameworks/framework.ts';
import type { Operation } from '../../operations/operation.ts';
import type { SchemaCondition } from '../../operations/schemaCondition.ts';
import type { StatementSyntax } from '../../operations/statementSyntax.ts';
import type { Phase } from './metadata.ts';

/** The file a statement stands in, as far as it is the same for all its statements. */
export interface FileContext {
  readonly path: string;
  readonly framework: FrameworkName;
  readonly frameworkTitle: string;
  readonly oneString: boolean;
  readonly repeatable: boolean;
  /** As declared in the file or its folder; null when nobody says. */
  readonly phase: Phase | null;
  /** What the runner's own configuration says, by its key names in lower case. */
  readonly runnerSettings: Readonly<Record<string, string>>;
  /** What the runner's connection begins with, as far as its configuration says. */
  readonly connection: ConnectionStart;
}

/** How a statement is run. */
export interface StatementContext {
  /** Counts the parts of a file that the runner runs as a unit each: up and down, changesets. */
  readonly section: number;
  readonly direction: 'up' | 'down';
  /** The runner's mode for the section. */
  readonly transaction: TransactionMode;
  /** Inside a transaction, whoever opened it. */
  readonly inTransaction: boolean;
  /** An explicit BEGIN of the file is open. */
  readonly explicitTransaction: boolean;
  /** The tool runs the section again whenever it changes. */
  readonly repeatable: boolean;
  /**
   * The statement makes a routine that a statement of the file calls, or gives a variable the text that one prepares: its
   * body runs with the file.
   */
  readonly runsBody: boolean;
  /** The first statement of a way back that stands below the way forward: it is run by another session. */
  readonly startsSession: boolean;
  /** What the section itself says of the phase; null when it says nothing, and the file's holds. */
  readonly phase: Phase | null;
  /** Names, without schema, of tables that are empty then: the runner leaves the section out where they have rows. */
  readonly emptyTables: readonly string[];
  /** What the runner asks of the schema before the section, which it leaves out if it does not hold; null for nothing. */
  readonly runsIf: SchemaCondition | null;
}

/** Severity and shape options that users can set; defaults filled in. */
export interface ReviewSettings {
  /** Milliseconds that a wait for a lock may take at most. */
  readonly maxLockTimeout: number;
  /** Milliseconds after which the runner, or what runs it, gives a statement up; null when nobody says. */
  readonly runnerTimeout: number | null;
  readonly tables: {
    readonly small: { readonly rows: number; readonly bytes: number };
    readonly large: { readonly rows: number; readonly bytes: number };
    readonly hot: readonly string[];
    /** Glob patterns of table names whose rows nobody will miss. */
    readonly expendable: readonly string[];
  };
  readonly applicationRoles: readonly string[];
  /** Options per rule id. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * One operation, what it meets and what it does, on one target. Everything a rule of one operation may look at:
 * results are kept as long as these stay the same, so a rule must not look anywhere else.
 */
export interface OperationContext<Op extends Operation = Operation> {
  readonly operation: Op;
  /** The whole statement; its operations include this one. */
  readonly statement: StatementSyntax;
  /** The statement's text. Spans of operations count from its start. */
  readonly sql: string;
  /** The schema just before and just after the operation. */
  readonly before: CatalogReader;
  readonly after: CatalogReader;
  readonly problems: readonly ApplyProblem[];
  readonly note: LockNote | null;
  readonly target: Target;
  readonly file: FileContext;
  readonly run: StatementContext;
  readonly settings: ReviewSettings;
  /**
   * True when the relation was created by this file, or by another one of the pending set and none has loaded it since,
   * and for a table that the runner finds empty before it runs the statement.
   */
  isNew(relation: string): boolean;
  /** True when the origin lies in the pending set. */
  isPending(path: string): boolean;
}
