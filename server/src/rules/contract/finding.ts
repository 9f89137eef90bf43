import type { Span } from '../../text/span.ts';
import type { FixDraft } from './fix.ts';
import type { Category, RuleMetadata, Severity } from './metadata.ts';

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

/** A finding of a file rule: `statement` says from which statement's start the span counts; -1 from the file's. */
export interface FileFindingDraft extends FindingDraft {
  readonly statement: number;
  /** Findings of other rules on this target that this one says better. */
  readonly replaces?: readonly RuleFinding[];
}

/** What another rule said about the file on this target. */
export interface RuleFinding {
  readonly rule: RuleMetadata;
  readonly statement: number;
  readonly draft: FindingDraft;
}
