import type { Catalog, CatalogReader } from '../../catalog/catalog.ts';
import type { CatalogDifference } from '../../catalog/diff.ts';
import type { Target } from '../../engines/engine.ts';
import type { OperationKind } from '../../operations/operation.ts';
import type { StatementSyntax } from '../../operations/statementSyntax.ts';
import type { Span } from '../../text/span.ts';
import type { MigrationFacts } from '../subject/migrationFacts.ts';
import type { FileContext, OperationContext, ReviewSettings, StatementContext } from './context.ts';
import type { RuleFinding } from './finding.ts';

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
