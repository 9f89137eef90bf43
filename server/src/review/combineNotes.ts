import { compareVersions, parseVersion } from '../engines/engine.ts';
import type { Algorithm, LockNote, RangeChange, RelationLock } from '../engines/lockNote.ts';
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
  const combined = others.reduce<LockNote>(
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
  const changes = changesOf(notes);
  return changes.length === 0 ? combined : { ...combined, changes };
}

/** Where any of the actions changes within the range; better only where all that change there are. */
function changesOf(notes: readonly LockNote[]): readonly RangeChange[] {
  const byVersion = new Map<string, RangeChange>();
  for (const change of notes.flatMap(note => note.changes ?? [])) {
    const known = byVersion.get(change.from);
    byVersion.set(
      change.from,
      known === undefined
        ? change
        : {
            ...known,
            better: known.better && change.better,
            differs: { ...change.differs, ...known.differs },
          },
    );
  }
  return [...byVersion.values()].sort((left, right) => compareTexts(left.from, right.from));
}

function compareTexts(left: string, right: string): number {
  const [former, latter] = [parseVersion(left), parseVersion(right)];
  return former === null || latter === null ? 0 : compareVersions(former, latter);
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
