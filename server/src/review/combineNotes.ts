import type { Algorithm, LockNote, RelationLock } from '../engines/lockNote.ts';
import { lockStrength } from './lockRow.ts';

const ALGORITHMS: readonly Algorithm[] = ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'];
const DURATIONS: readonly LockNote['duration'][] = ['instant', 'brief', 'grows-with-table'];

/**
 * What a statement of several actions does: the server takes the strongest lock and the slowest algorithm for all.
 * Null when no action has a note.
 */
export function combineNotes(notes: readonly LockNote[]): LockNote | null {
  const [first, ...others] = notes;
  if (first === undefined) return null;
  return others.reduce(
    (all, note) => ({
      ...all,
      basis: all.basis === note.basis ? all.basis : 'documented',
      source: all.source === note.source ? all.source : `${all.source}; ${note.source}`,
      locks: strongestPerRelation([...all.locks, ...note.locks]),
      algorithm: slowest(all.algorithm, note.algorithm),
      blocksReads: all.blocksReads || note.blocksReads,
      blocksWrites: all.blocksWrites || note.blocksWrites,
      rewritesTable: all.rewritesTable || note.rewritesTable,
      scansTable: all.scansTable || note.scansTable,
      buildsIndex: all.buildsIndex || note.buildsIndex,
      transactional: all.transactional && note.transactional,
      refusal: all.refusal ?? note.refusal,
      duration:
        DURATIONS.indexOf(all.duration) >= DURATIONS.indexOf(note.duration) ? all.duration : note.duration,
      remarks: [],
    }),
    first,
  );
}

function slowest(left: Algorithm | null, right: Algorithm | null): Algorithm | null {
  if (left === null || right === null) return left ?? right;
  return ALGORITHMS.indexOf(left) >= ALGORITHMS.indexOf(right) ? left : right;
}

function strongestPerRelation(locks: readonly RelationLock[]): readonly RelationLock[] {
  const strongest = new Map<string, RelationLock>();
  for (const lock of locks) {
    const known = strongest.get(lock.relation);
    if (known === undefined || lockStrength(lock.mode) > lockStrength(known.mode))
      strongest.set(lock.relation, lock);
  }
  return [...strongest.values()];
}
