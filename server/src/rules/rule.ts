import type { ApplyProblem } from '../catalog/apply.ts';
import type { Catalog, CatalogReader } from '../catalog/catalog.ts';
import type { CatalogDifference } from '../catalog/diff.ts';
import type { Engine, Target } from '../engines/engine.ts';
import type { LockNote } from '../engines/lockNote.ts';
import type { ConnectionStart } from '../frameworks/connectionStart.ts';
import type { FollowUp, FrameworkName, TransactionMode } from '../frameworks/framework.ts';
import type { Operation, OperationKind, OperationOf } from '../operations/operation.ts';
import type { SchemaCondition } from '../operations/schemaCondition.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { FileRename, MigrationFacts } from './subject/migrationFacts.ts';

export type Severity = 'error' | 'warning' | 'info';

export type Category =
  | 'compatibility'
  | 'locking'
  | 'timeouts'
  | 'partial-state'
  | 'data-loss'
  | 'fails'
  | 'hygiene';

/** What a rule is, for documentation, configuration and reports. The id is public and is the file's name. */
export interface RuleMetadata {
  readonly id: string;
  readonly title: string;
  /** The first one is the main one. */
  readonly categories: readonly [Category, ...Category[]];
  readonly severity: Severity;
  readonly preset: 'recommended' | 'strict';
  readonly engines: readonly Engine[];
  readonly fixes: 'none' | 'suggestion' | 'safe' | 'safe and suggestion';
  /** Ids of the same check in other tools, by tool name. */
  readonly related: Readonly<Record<string, readonly string[]>>;
  /** Ids of rules whose findings on the same operation this one replaces. */
  readonly replaces?: readonly string[];
  /** A rule of the category compatibility that speaks of no step of a deploy: its severity is the same in every phase. */
  readonly ignoresPhase?: true;
}

export type Phase = 'expand' | 'contract';

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

/** A place in the same statement, in another statement of the file, or in another file. */
export type Place =
  | { readonly kind: 'here'; readonly span: Span }
  | { readonly kind: 'statement'; readonly path: string; readonly statement: number; readonly span: Span };

export interface RelatedPlace {
  readonly place: Place;
  readonly message: string;
}

/** What source code would say to use the object of a finding. */
export interface NameQuery {
  /** Name without schema. */
  readonly table: string;
  /** Null when the table itself, or another relation or routine, is meant. */
  readonly column: string | null;
  /** Any mention, or an INSERT into the table without a list of columns. */
  readonly use: 'name' | 'positional-insert';
}

/** One pass over a table for several actions of a statement: findings with the same kind of work become one. */
export interface SharedWork {
  readonly kind: 'rewrite' | 'copy' | 'rebuild' | 'scan';
  /** What the finding is about, as others name it: a column or key in back quotes. */
  readonly part: string;
}

/** What a rule says about one target. Spans count from the statement's start. */
export interface FindingDraft {
  readonly span: Span;
  /** One or two sentences: what breaks, for whom. Identifiers in back quotes. */
  readonly message: string;
  /** Instead of the rule's default. */
  readonly severity?: Severity;
  /** Instead of the rule's categories, for a variant. */
  readonly categories?: readonly [Category, ...Category[]];
  /** Key of the table whose size matters to the severity. */
  readonly table?: string;
  /** The lock is short and a limit bounds the wait for it, so that no table is too large for it. */
  readonly isWaitLimited?: true;
  /** The file took the table's rows away before: how many it had does not count any more. */
  readonly isEmptied?: true;
  /** The server does it together with what other findings of the rule on the same statement and table say. */
  readonly sharedWork?: SharedWork;
  /**
   * Keys of a view and of a relation that it reads (or of its column only): there is no finding when, in the end of the file
   * and the migrations behind it, the view is gone or made anew, or the relation or column is there again.
   */
  readonly unlessMended?: {
    readonly view: string;
    readonly relation: string;
    readonly column: string | null;
  };
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly FixDraft[];
  /** Uses in the workspace's source files make the finding more certain; the review itself cannot see them. */
  readonly uses?: NameQuery;
  /** Only with such a use there is a finding at all. */
  readonly onlyWithUses?: true;
}

/**
 * A remedy, built only when somebody asks. `safe`: same final schema and meaning; part of "fix all" (unless it
 * creates files). `build` may return null when the text at hand does not allow it.
 */
export interface FixDraft {
  readonly title: string;
  readonly kind: 'safe' | 'suggestion';
  /** It gives up what the author wrote: somebody has to choose it, and it is no part of fixing many at once. */
  readonly byHandOnly?: true;
  build(site: FixSite): FixPlan | null;
}

/** The file as it is when the fix is asked for. Edits count from the file's start. */
export interface FixSite {
  readonly text: string;
  /** The statement of the finding, without terminator. */
  readonly statement: Span;
  readonly terminator: Span | null;
  readonly statements: readonly {
    readonly span: Span;
    readonly terminator: Span | null;
    readonly syntax: StatementSyntax;
    /** As in {@link StatementContext}. */
    readonly section: number;
  }[];
  /** Index of the statement in `statements`. */
  readonly index: number;
  readonly file: FileContext;
  readonly run: StatementContext;
  /** `\n` or `\r\n`, as the file has it. */
  readonly newline: string;
  /** The edits that make the tool run this file outside a transaction; null when it cannot or need not. */
  optOutOfTransaction(): FixPlan | null;
  /** The runner wraps every migration and has no means to leave that out. */
  readonly alwaysInTransaction: boolean;
}

export interface FixPlan {
  readonly edits: readonly TextEdit[];
  /** Migrations to create after the present one, in order. */
  readonly followUps: readonly FollowUp[];
  /** Other files to create next to the migration. */
  readonly creates: readonly { readonly path: string; readonly text: string }[];
  /** Files that get another name. */
  readonly renames?: readonly FileRename[];
}

/** A rule that looks at one operation at a time. */
export interface OperationRule<Kind extends OperationKind = OperationKind> {
  readonly scope: 'operation';
  readonly metadata: RuleMetadata;
  readonly kinds: readonly Kind[];
  check(context: OperationContext<OperationOf<Kind>>): Iterable<FindingDraft>;
}

/** One statement of a reviewed file, for rules that look at the order of things. */
export interface ReviewedStatement {
  readonly index: number;
  readonly syntax: StatementSyntax;
  readonly sql: string;
  readonly run: StatementContext;
  /** One for each operation, as written; `before` and `after` follow the order in which the server runs them. */
  readonly operations: readonly OperationContext[];
  /** The schema after all of them. */
  readonly after: CatalogReader;
}

/** A finding of a file rule: `statement` says from which statement's start the span counts; -1 from the file's. */
export interface FileFindingDraft extends FindingDraft {
  readonly statement: number;
  /** Findings of other rules on this target that this one says better. */
  readonly replaces?: readonly RuleFinding[];
}

/** A further remedy for what another rule found. */
export interface FurtherFix {
  readonly of: RuleFinding;
  readonly fix: FixDraft;
}

/** What another rule said about the file on this target. */
export interface RuleFinding {
  readonly rule: RuleMetadata;
  readonly statement: number;
  readonly draft: FindingDraft;
}

/** The schema that the reviews start from, and its age. Dates are ISO 8601. */
export interface ProjectContext {
  /** Null where nobody tells the date. */
  readonly today: string | null;
  /** Null when no baseline is configured or its file cannot be read. */
  readonly baseline: {
    readonly path: string;
    /** The day it was taken, by its own words or the file's; null when neither tells. */
    readonly takenAt: string | null;
    readonly maxAgeDays: number;
    /** The newest version in its table of migrations, when that is older than what the servers are said to have. */
    readonly behind: { readonly newest: string; readonly deployed: string } | null;
  } | null;
  /** The place of the file among the versioned migrations of its set. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Path of the first versioned migration of its set; null where no tool runs the files in the order of versions. */
  readonly firstVersion: string | null;
  /** The tool runs it on an empty database only, instead of the versions up to its own. */
  readonly isBaseline: boolean;
  /** Versioned migrations from another one of its set to this one; null for a file that is none before it. */
  migrationsSince(path: string): number | null;
  /**
   * Whether a file of its own takes the migration back; null where the tool keeps that in the same file, or the project
   * has no such files.
   */
  readonly undoFile: 'there' | 'empty' | 'missing' | null;
  /** Liquibase's structured changelogs: the changesets with SQL of their own and no way back. */
  changeSetsWithoutRollback(): readonly Span[];
  /** True when a comment of an applied migration before the file says `interlock: unused <table>.<column>`. */
  isMarkedUnused(name: string): boolean;
}

/** The file as written; offsets count from its start. */
export interface FileText {
  readonly text: string;
  /** Comments between statements. */
  readonly comments: readonly { readonly span: Span; readonly text: string }[];
  /** Where statements stand, in their order. */
  readonly statements: readonly {
    readonly span: Span;
    readonly terminator: Span | null;
    /** For a statement that a tool makes from something else than SQL. */
    readonly generated?: { readonly isCut: boolean };
  }[];
}

/** Something that the way back of a migration does not put back as it was before the way forward. */
export interface Unrestored {
  /** `public.orders`, or `public.orders.total` for a part of a table. */
  readonly name: string;
  readonly what: CatalogDifference['objectKind'];
  readonly change: 'left' | 'lost' | 'changed';
  readonly origin: CatalogDifference['origin'];
}

/** A file and one target. */
export interface ReviewedFile {
  readonly file: FileContext;
  readonly target: Target;
  readonly settings: ReviewSettings;
  readonly project: ProjectContext;
  /** What version control and the files around it say about it. */
  readonly migration: MigrationFacts;
  readonly source: FileText;
  readonly statements: readonly ReviewedStatement[];
  /** The same file on each of its targets, this one included. */
  readonly onEveryTarget: readonly ReviewedFile[];
  /** The schema when the later migrations of the set have run too. */
  schemaAfterLater(): Catalog;
  /** What the way back leaves or loses; null where there is none that can be read. */
  unrestored(): readonly Unrestored[] | null;
  /** What the rules before this one found on this target. */
  readonly found: readonly RuleFinding[];
  /**
   * What `partsOf` makes of each statement, in file order. After an edit it is asked about those statements only that
   * were reviewed anew: it has to be the same function at every review, not one made in `check`, and to look at nothing
   * but its statement.
   */
  fromEach<Part>(partsOf: PartsOfStatement<Part>): readonly Part[];
  /** The operations of some kinds, in file order: for rules that most files give nothing to do. */
  ofKinds(...kinds: readonly OperationKind[]): readonly ReviewedOperation[];
}

/** What a rule takes from a statement, or from its operations one by one. */
export type PartsOfStatement<Part> = (
  statement: ReviewedStatement,
  operations: readonly ReviewedOperation[],
) => readonly Part[];

/** An operation and the statement it stands in. */
export interface ReviewedOperation {
  readonly kind: OperationKind;
  readonly statement: ReviewedStatement;
  readonly context: OperationContext;
  /** Grows through the file. */
  readonly order: number;
}

/**
 * A rule about several statements of a file. Runs at every change: what it finds out about single statements it takes
 * with {@link ReviewedFile.fromEach}, so that `check` is a pass over what is left.
 */
export interface FileRule {
  readonly scope: 'file';
  readonly metadata: RuleMetadata;
  /** After all others, for rules that look at what others found. */
  readonly last?: true;
  check(reviewed: ReviewedFile): Iterable<FileFindingDraft>;
  /** Remedies for findings of the rules before this one. */
  furtherFixes?(reviewed: ReviewedFile): Iterable<FurtherFix>;
}

export type Rule = OperationRule | FileRule;

/** Declares a rule of one operation; keeps the operation's type inside `check`. */
export function operationRule<Kind extends OperationKind>(
  rule: Omit<OperationRule<Kind>, 'scope'>,
): OperationRule {
  // A rule is only ever called with the kinds it lists, so widening its parameter is sound.
  return { scope: 'operation', ...rule } as unknown as OperationRule;
}

export function fileRule(rule: Omit<FileRule, 'scope'>): FileRule {
  return { scope: 'file', ...rule };
}
