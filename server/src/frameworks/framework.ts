import type { SchemaCondition } from '../operations/schemaCondition.ts';
import type { Dialect } from '../syntax/dialect.ts';
import type { SplitFile } from '../syntax/statement.ts';
import type { Span } from '../text/span.ts';

export const FRAMEWORK_NAMES = [
  'flyway',
  'liquibase',
  'golang-migrate',
  'goose',
  'dbmate',
  'prisma',
  'drizzle',
  'sqlx',
  'diesel',
  'node-pg-migrate',
  'rails',
  'sql-migrate',
  'tern',
  'atlas',
  'hasura',
  'supabase',
  'plain',
] as const;
export type FrameworkName = (typeof FRAMEWORK_NAMES)[number];

/**
 * - `file`: the tool runs the whole file (or section) in one transaction.
 * - `statement`: each statement commits by itself.
 * - `none`: the tool opens no transaction, but the file may open its own.
 */
export type TransactionMode = 'file' | 'statement' | 'none';

/** A part of a file that the tool runs as one unit. */
export interface Section {
  readonly direction: 'up' | 'down';
  /** In the file. */
  readonly span: Span;
  readonly transaction: TransactionMode;
  /** Instead of the layout's: the tool sends this part as one string. */
  readonly oneString?: boolean;
  /** The tool runs this part again whenever it changes. */
  readonly repeatable?: boolean;
  /** The phase of the deploy that the tool runs this part in, where the part says. */
  readonly phase?: 'expand' | 'contract' | null;
  /** Names, without schema, of tables that are empty whenever the tool runs this part: it asks them before. */
  readonly emptyTables?: readonly string[];
  /** The tool leaves this part out where this does not hold just before it. */
  readonly runsIf?: SchemaCondition;
}

/** How the tool runs one file. */
export interface FileLayout {
  readonly sections: readonly Section[];
  /** The strongest mode of the up sections, for reports. */
  readonly transaction: TransactionMode;
  /** The tool sends the file as one multi-statement string, which PostgreSQL runs as one implicit transaction. */
  readonly oneString: boolean;
  /** The tool runs the file again whenever it changes. */
  readonly repeatable: boolean;
}

/** One migration among its tool's files. */
export interface MigrationFile {
  /** With `/`, relative to the workspace folder. */
  readonly path: string;
  readonly version: string | null;
  readonly role: 'versioned' | 'repeatable' | 'undo' | 'baseline' | 'callback' | 'down';
  /** What it makes of the schema comes from other files of the set. */
  readonly replayed?: false;
  /** How changes of a changelog run a file of SQL that is none itself; each entry is one that does. */
  readonly runBy?: readonly SqlFileRun[];
  /** The schema of a whole release beside the upgrades: it meets an empty database, and no other file builds on it. */
  readonly wholeSchema?: true;
}

/** A change of a changelog that runs a file of SQL. */
export interface SqlFileRun {
  /** `dbms` of the changeset and of the change, where they have one: both have to allow the engine. */
  readonly dbms: readonly string[];
  readonly isIgnored: boolean;
  readonly inTransaction: boolean;
  readonly isOneString: boolean;
}

/** The migrations of one tool below one folder, in the order the tool runs them. */
export interface MigrationSet {
  readonly framework: FrameworkName;
  /** Folder, relative to the workspace folder; empty for the folder itself. */
  readonly root: string;
  readonly files: readonly MigrationFile[];
  /** What the tool's own configuration says, by its own key names in lower case. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Files of the workspace as frameworks may see them: all paths, and the texts of small configuration files. */
export interface ProjectFiles {
  readonly paths: readonly string[];
  /** Null when the file does not exist or is no text. */
  read(path: string): string | null;
}

/** What a fix wants to put into a migration of its own that runs after the present one. */
export interface FollowUp {
  /** Words of the name, `snake_case`. */
  readonly slug: string;
  /** Statements with terminators, without a final newline. */
  readonly body: string;
  /** `none` when a statement in it refuses a transaction. */
  readonly transaction: 'default' | 'none';
}

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface MigrationFramework {
  readonly name: FrameworkName;
  readonly title: string;
  /** Matches the paths of files other than SQL that the tool is configured by; they are read before `recognise`. */
  readonly configurationFiles: RegExp | null;
  /** The sets of this tool among the project's files; empty when there is none. */
  recognise(project: ProjectFiles): readonly MigrationSet[];
  /**
   * The statements of a file that is no SQL but is translated to it; null for files of SQL, and missing where the tool
   * has no others. Equal input gives the same value.
   */
  cut?(
    file: MigrationFile,
    text: string,
    dialect: Dialect,
    set: MigrationSet,
    project: ProjectFiles,
  ): SplitFile | null;
  /** Parts of a file of SQL that the tool does not run on this engine; missing where it runs all of it. */
  skipped?(split: SplitFile, text: string, dialect: Dialect): readonly Span[];
  layout(
    file: MigrationFile,
    split: SplitFile,
    text: string,
    dialect: Dialect,
    set: MigrationSet,
    project: ProjectFiles,
  ): FileLayout;
  /**
   * The files that run the follow-ups right after each other and after every present file of the set:
   * one migration each, with the companions and directives the tool needs.
   */
  nameFollowUps(
    followUps: readonly FollowUp[],
    after: MigrationFile,
    set: MigrationSet,
    dialect: Dialect,
  ): readonly NewFile[];
  /** How the tool is told to run a file outside a transaction; null when it opens none that could be in the way. */
  readonly optOut: TransactionOptOut | null;
}

/** The tool's way to run a file outside a transaction. */
export type TransactionOptOut =
  | { readonly kind: 'companion-file'; readonly path: (migration: string) => string; readonly text: string }
  | { readonly kind: 'first-line'; readonly text: string }
  /** Every SQL file runs in a transaction, whatever it says. */
  | { readonly kind: 'impossible' }
  /** Said at the end of the last line before the statement that `mark`, a global expression, matches as a whole. */
  | { readonly kind: 'mark-option'; readonly mark: RegExp; readonly option: string };
