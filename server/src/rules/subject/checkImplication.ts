import type { Condition } from './checkCondition.ts';

/** Deeper nesting is not compared. */
const DEEPEST = 8;

/**
 * True when every row that passes a CHECK with the old condition passes one with the new condition: CHECK lets pass what
 * is not false. `isNoStricter` compares two tests.
 */
export function asksNoMore(
  now: Condition,
  old: Condition,
  isNoStricter: (now: string, old: string) => boolean,
  depth = 0,
): boolean {
  if (depth > DEEPEST) return false;
  if (now.kind === 'constant') return now.value !== false;
  if (old.kind === 'constant') return old.value === false;
  if (now.kind === 'unknown') return false;
  const follows = (left: Condition, right: Condition): boolean =>
    asksNoMore(left, right, isNoStricter, depth + 1);
  if (now.kind === 'and') return now.parts.every(part => follows(part, old));
  if (old.kind === 'or') return old.parts.every(part => follows(now, part));
  if (old.kind === 'and' && old.parts.some(part => follows(now, part))) return true;
  if (now.kind === 'or') return now.parts.some(part => follows(part, old));
  return now.kind === 'leaf' && old.kind === 'leaf' && isNoStricter(now.text, old.text);
}
