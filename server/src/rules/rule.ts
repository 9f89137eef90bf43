import type { OperationKind, OperationOf } from '../operations/operation.ts';
import type { OperationContext } from './contract/context.ts';
import type { FileFindingDraft, FindingDraft } from './contract/finding.ts';
import type { FurtherFix } from './contract/fix.ts';
import type { RuleMetadata } from './contract/metadata.ts';
import type { ReviewedFile } from './contract/reviewedFile.ts';

export type * from './contract/context.ts';
export type * from './contract/finding.ts';
export type * from './contract/fix.ts';
export type * from './contract/metadata.ts';
export type * from './contract/reviewedFile.ts';

/** A rule that looks at one operation at a time. */
export interface OperationRule<Kind extends OperationKind = OperationKind> {
  readonly scope: 'operation';
  readonly metadata: RuleMetadata;
  readonly kinds: readonly Kind[];
  check(context: OperationContext<OperationOf<Kind>>): Iterable<FindingDraft>;
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
