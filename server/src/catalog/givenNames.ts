import { droppedKey, givenNameKey } from './catalog.ts';
import type { Draft } from './draft.ts';
import type { Origin } from './model.ts';

/** Remembers that the relation `from` is called `to` from now on, be it known or not. */
export function noteRename(draft: Draft, from: string, to: string): void {
  const freedBy = lastTakenBy(draft, to);
  noteTakenAway(draft, from);
  draft.put(givenNameKey(to), { kind: 'given-name', former: from, origin: draft.origin, freedBy });
}

/** Remembers that a name is free now, though the catalog does not hold what had it. */
export function noteTakenAway(draft: Draft, key: string): void {
  // How it came by the name tells more.
  if (draft.get(givenNameKey(key)) !== undefined || draft.get(key) !== undefined) return;
  draft.put(givenNameKey(key), { kind: 'given-name', former: null, origin: draft.origin, freedBy: null });
}

/** The statement after which no relation had the name any more. */
function lastTakenBy(draft: Draft, key: string): Origin | null {
  const dropped = draft.get(droppedKey(key));
  if (dropped?.kind === 'dropped-object') return dropped.origin;
  const given = draft.get(givenNameKey(key));
  return given?.kind === 'given-name' ? given.origin : null;
}
