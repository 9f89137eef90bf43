import type { Algorithm, LockMode, LockNote, RelationLock } from './lockNote.ts';
import { MYSQL_LOCK_LEVELS, POSTGRESQL_LOCK_MODES } from './lockNote.ts';

const ALGORITHMS: readonly Algorithm[] = ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'];
const DURATIONS: readonly LockNote['duration'][] = ['instant', 'brief', 'grows-with-table'];
const MODES: readonly LockMode[] = [...MYSQL_LOCK_LEVELS, ...POSTGRESQL_LOCK_MODES];

/**
 * What a statement does that does all of this at once: the costliest algorithm, the strongest lock on each relation,
 * and every kind of work that one of its operations needs. Basis, source and remarks are those of the costliest.
 * Null for no notes.
 */
export function statementNote(notes: readonly LockNote[]): LockNote | null {
  const [first, ...others] = notes;
  return first === undefined ? null : others.reduce(together, first);
}

/** INSTANT < NOCOPY < INPLACE < COPY; null where no note has one. */
export function effectiveAlgorithm(notes: readonly LockNote[]): Algorithm | null {
  return ALGORITHMS.findLast(algorithm => notes.some(note => note.algorithm === algorithm)) ?? null;
}

/** Orders lock modes of one engine, weakest first. */
export function compareLockModes(left: LockMode, right: LockMode): number {
  return MODES.indexOf(left) - MODES.indexOf(right);
}

/** Both at once: the costlier in every respect; basis, source, remarks and changes of the costlier one. */
export function together(left: LockNote, right: LockNote): LockNote {
  const main = costOf(right) > costOf(left) ? right : left;
  return {
    ...main,
    locks: strongestLocks([...left.locks, ...right.locks]),
    algorithm: effectiveAlgorithm([left, right]),
    blocksReads: left.blocksReads || right.blocksReads,
    blocksWrites: left.blocksWrites || right.blocksWrites,
    rewritesTable: left.rewritesTable || right.rewritesTable,
    scansTable: left.scansTable || right.scansTable,
    buildsIndex: left.buildsIndex || right.buildsIndex,
    transactional: left.transactional && right.transactional,
    refusal: left.refusal ?? right.refusal,
    duration:
      DURATIONS.findLast(duration => duration === left.duration || duration === right.duration) ??
      main.duration,
  };
}

/** Orders notes by what they cost; a refusal weighs most. */
export function costOf(note: LockNote): number {
  const algorithm = note.algorithm === null ? 0 : ALGORITHMS.indexOf(note.algorithm) + 1;
  const lock = Math.max(0, ...note.locks.map(held => MODES.indexOf(held.mode)));
  return (
    (note.refusal === null ? 0 : 10_000) +
    algorithm * 1000 +
    (note.rewritesTable ? 400 : 0) +
    (note.scansTable ? 200 : 0) +
    (note.blocksReads ? 20 : 0) +
    (note.blocksWrites ? 10 : 0) +
    DURATIONS.indexOf(note.duration) * 50 +
    lock
  );
}

function strongestLocks(locks: readonly RelationLock[]): readonly RelationLock[] {
  const strongest = new Map<string, RelationLock>();
  for (const lock of locks) {
    const key = `${lock.role}:${lock.relation}`;
    const known = strongest.get(key);
    if (known === undefined || compareLockModes(lock.mode, known.mode) > 0) strongest.set(key, lock);
  }
  return [...strongest.values()];
}
