import { compareVersions, parseVersion } from '../engines/engine.ts';
import type { LockNote, RangeChange, RelationLock } from '../engines/lockNote.ts';
import { compareLockModes, statementNote } from '../engines/statementNote.ts';

/**
 * What a statement of several actions does, to be shown: the server takes the strongest lock and the slowest algorithm
 * for all. Every action has its part in source and basis. Null when no action has a note.
 */
export function combineNotes(notes: readonly LockNote[]): LockNote | null {
  const [only, ...others] = notes;
  const together = statementNote(notes);
  if (only === undefined || together === null) return null;
  if (others.length === 0) return only;
  const { changes: _ofOne, ...combined } = together;
  const changes = changesOf(notes);
  return {
    ...combined,
    basis: others.every(({ basis }) => basis === only.basis) ? only.basis : 'documented',
    source: [...new Set(notes.map(({ source }) => source))].join('; '),
    locks: strongestPerRelation(combined.locks),
    remarks: [],
    ...(changes.length === 0 ? {} : { changes }),
  };
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

function strongestPerRelation(locks: readonly RelationLock[]): readonly RelationLock[] {
  const strongest = new Map<string, RelationLock>();
  for (const lock of locks) {
    const known = strongest.get(lock.relation);
    if (known === undefined || compareLockModes(lock.mode, known.mode) > 0)
      strongest.set(lock.relation, lock);
  }
  return [...strongest.values()];
}
