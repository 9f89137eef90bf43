import type { Operation } from '../../operations/operation.ts';
import type { FixSite } from '../rule.ts';

/** True when a statement of the file, after that of the finding, has an operation that stands in the way of a fix. */
export function isFollowedBy(
  { statements, index }: FixSite,
  matters: (operation: Operation) => boolean,
): boolean {
  return statements.slice(index + 1).some(({ syntax }) => syntax.operations.some(matters));
}

/** True when a statement of the file, before that of the finding, has an operation that the fix would part it from. */
export function isPrecededBy(
  { statements, index }: FixSite,
  matters: (operation: Operation) => boolean,
): boolean {
  return statements.slice(0, index).some(({ syntax }) => syntax.operations.some(matters));
}
