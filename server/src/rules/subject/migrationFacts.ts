/* What version control and the files around it say about the migration that a file is. */

import type { Span } from '../../text/span.ts';

/** `unknown`: nobody tells, so the file is reviewed as if it alone were pending. */
export type Standing = 'pending' | 'history' | 'unknown';

/** A migration as the base branch has it. */
export interface MergedMigration {
  readonly path: string;
  readonly text: string;
  /** False when the tool takes the present file for another migration: its version or name changed. */
  readonly isSame: boolean;
}

/** How a migration that was merged differs from what was merged. */
export type MergedEdit =
  /** `statement`: the first one that differs, or -1 when only comments and white space do. `added`: those that are new, when all others are as they were. */
  | { readonly kind: 'text'; readonly statement: number; readonly added: readonly number[] | null }
  /** The tool takes it for another migration. */
  | { readonly kind: 'renamed'; readonly from: string }
  /** Liquibase: a changeset has another content, another name, or is gone. The span is in the present text. */
  | {
      readonly kind: 'change-set';
      readonly id: string;
      readonly change: 'edited' | 'removed';
      readonly span: Span;
    }
  | {
      readonly kind: 'change-set';
      readonly id: string;
      readonly change: 'renamed';
      readonly from: string;
      readonly span: Span;
    };

export interface FileRename {
  readonly from: string;
  readonly to: string;
}

/** What is wrong with a migration's place among the others. `renames` mend it; empty when nobody knows how. */
export type VersionConflict =
  | {
      readonly kind: 'duplicate';
      readonly version: string;
      readonly other: string;
      readonly where: 'here' | 'base';
      readonly renames: readonly FileRename[];
    }
  | {
      readonly kind: 'out-of-order';
      readonly version: string;
      /** Path of the newest merged one. */
      readonly newest: string;
      readonly renames: readonly FileRename[];
    }
  | { readonly kind: 'gap'; readonly version: string; readonly missing: string }
  /** Not quite a name that the tool looks for. */
  | { readonly kind: 'unseen-name'; readonly tool: string; readonly renames: readonly FileRename[] }
  /** Without the comment that the tool looks for. */
  | { readonly kind: 'unmarked'; readonly mark: string }
  /** Not in the file that says what to run. */
  | { readonly kind: 'not-listed'; readonly list: string }
  /** Two changesets of the file have one author and id; the span is the later one's. */
  | { readonly kind: 'double-change-set'; readonly id: string; readonly span: Span };

/** A migration that was merged and is no longer in its folder. */
export interface GoneMigration {
  readonly path: string;
  readonly text: string;
}

/** Facts about one migration, the same for all targets. */
export interface MigrationFacts {
  readonly standing: Standing;
  /** `origin/main`; null where there is nothing to compare with. */
  readonly base: string | null;
  readonly merged: MergedMigration | null;
  readonly edit: MergedEdit | null;
  readonly conflicts: readonly VersionConflict[];
  /** What is missing of the set, when this is the file to tell it of. */
  readonly gone: readonly GoneMigration[];
  /** What the tool does with edited and misplaced migrations. */
  readonly tool: {
    readonly edited: 'refused' | 'warned' | 'unnoticed';
    readonly outOfOrder: 'refused' | 'skipped' | 'late';
    readonly duplicate: 'refused' | 'fails' | 'allowed';
    /** A migration that has run is not there any more. */
    readonly gone: 'refused' | 'unnoticed';
  };
}
