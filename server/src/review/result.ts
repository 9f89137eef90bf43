import type { Target } from '../engines/engine.ts';
import type { LockNote } from '../engines/lockNote.ts';
import type { FrameworkName, TransactionMode } from '../frameworks/framework.ts';
import type { Operation } from '../operations/operation.ts';
import type { ReadLevel } from '../operations/statementSyntax.ts';
import type { Category, NameQuery, Phase, Severity } from '../rules/rule.ts';
import type { FileRename, Standing } from '../rules/subject/migrationFacts.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { SourceSeverities } from './severity.ts';

/** All spans of a result are UTF-16 offsets into the file of their path. */
export interface ReviewResult {
  readonly path: string;
  readonly text: string;
  readonly framework: FrameworkName;
  readonly frameworkTitle: string;
  readonly transaction: TransactionMode;
  readonly phase: Phase | 'mixed' | null;
  /** Whether it still has to run, as far as git or the configuration tells. */
  readonly standing: Standing;
  readonly targets: readonly Target[];
  readonly read: Readonly<Record<ReadLevel, number>>;
  readonly statements: readonly StatementReport[];
  /** In file order; at one place by importance. */
  readonly findings: readonly Finding[];
  /** What is a finding only where the workspace's source files use the object. */
  readonly unconfirmed: readonly Finding[];
  readonly suppressed: number;
}

export interface StatementReport {
  /** Without the terminator. */
  readonly span: Span;
  readonly inTransaction: boolean;
  /** Where the tool does not run it: what its part of the file asks for does not hold. */
  readonly leftOutOn: readonly Target[];
  readonly operations: readonly OperationReport[];
}

export interface OperationReport {
  readonly operation: Operation;
  readonly span: Span;
  /** The object's name: `public.payments.reference_id`; empty for statements without one. */
  readonly object: string;
  /** One for each target for which the engine takes locks; in the targets' order. */
  readonly notes: readonly { readonly target: Target; readonly note: LockNote }[];
}

export interface Finding {
  readonly rule: string;
  readonly categories: readonly [Category, ...Category[]];
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly span: Span;
  /** Index in `statements`; -1 for findings about the file. */
  readonly statement: number;
  /** Names of the targets that it holds for. */
  readonly targets: readonly string[];
  readonly related: readonly { readonly path: string; readonly span: Span; readonly message: string }[];
  readonly fixes: readonly Fix[];
  /** What source code would say to use its object; left out when it does not matter. */
  readonly uses?: NameQuery;
  readonly onlyWithUses?: true;
  /** Instead of `severity`, once source code was searched; left out when that does not matter. */
  readonly bySource?: SourceSeverities;
}

/** A remedy. `build` computes it on demand, for the text of the result; null when that text does not allow it after all. */
export interface Fix {
  readonly title: string;
  readonly kind: 'safe' | 'suggestion';
  /** No part of fixing many at once. */
  readonly byHandOnly?: true;
  build(): FixEdits | null;
}

export interface FixEdits {
  readonly edits: readonly (TextEdit & { readonly path: string })[];
  readonly creates: readonly { readonly path: string; readonly text: string }[];
  /** Files that get another name, after their edits. */
  readonly renames?: readonly FileRename[];
}
