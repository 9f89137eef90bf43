import type { FollowUp } from '../../frameworks/framework.ts';
import type { StatementSyntax } from '../../operations/statementSyntax.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { FileRename } from '../subject/migrationFacts.ts';
import type { FileContext, StatementContext } from './context.ts';
import type { RuleFinding } from './finding.ts';

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

/** A further remedy for what another rule found. */
export interface FurtherFix {
  readonly of: RuleFinding;
  readonly fix: FixDraft;
}
