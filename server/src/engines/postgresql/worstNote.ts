import type { LockNote, RelationLock } from '../lockNote.ts';
import { modeStrength } from './factRow.ts';

/** The worse of both in every respect: what must be reckoned with when either server may run the statement. */
export function worstOf(left: LockNote, right: LockNote): LockNote {
  return {
    basis: left.basis === 'measured' ? right.basis : left.basis,
    source: left.source === right.source ? left.source : `${left.source}; ${right.source}`,
    locks: strongest([...left.locks, ...right.locks]),
    algorithm: null,
    blocksReads: left.blocksReads || right.blocksReads,
    blocksWrites: left.blocksWrites || right.blocksWrites,
    rewritesTable: left.rewritesTable || right.rewritesTable,
    scansTable: left.scansTable || right.scansTable,
    buildsIndex: left.buildsIndex || right.buildsIndex,
    transactional: left.transactional && right.transactional,
    refusal: left.refusal ?? right.refusal,
    duration:
      DURATIONS.findLast(duration => duration === left.duration || duration === right.duration) ?? 'instant',
    remarks: left.remarks,
  };
}

const DURATIONS: readonly LockNote['duration'][] = ['instant', 'brief', 'grows-with-table'];

function strongest(locks: readonly RelationLock[]): readonly RelationLock[] {
  const byRelation = new Map<string, RelationLock>();
  for (const lock of locks) {
    const present = byRelation.get(lock.relation);
    if (present === undefined || modeStrength(present.mode) < modeStrength(lock.mode))
      byRelation.set(lock.relation, lock);
  }
  return [...byRelation.values()];
}
