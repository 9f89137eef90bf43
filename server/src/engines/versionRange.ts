import type { LockNote, NoteFacts, RangeChange } from './lockNote.ts';
import { costOf, together } from './statementNote.ts';

/** What one version of a range does. */
export interface VersionNote {
  /** `14`, `8.0.29`. */
  readonly version: string;
  readonly note: LockNote;
}

/**
 * The note of a target that is a range of versions: the worst of them in every respect, and where the answer changes.
 * `notes` has the oldest version and every one from which on something may differ, oldest first. Remarks are those of
 * the costliest version; `measured` is only what was measured on all of them. Null for none.
 */
export function worstOverRange(notes: readonly VersionNote[]): LockNote | null {
  const [first, ...newer] = notes;
  if (first === undefined) return null;
  const worst = newer.reduce((all, { note }) => together(all, note), first.note);
  const changes = newer.flatMap(({ version, note }, index) => {
    const change = changeBetween(notes[index]?.note ?? first.note, note, version);
    return change === null ? [] : [change];
  });
  const whole: LockNote = {
    ...worst,
    basis: notes.every(({ note }) => note.basis === 'measured')
      ? 'measured'
      : worst.basis === 'measured'
        ? 'documented'
        : worst.basis,
    source: [...new Set(notes.map(({ note }) => note.source))].join('; '),
  };
  return changes.length === 0 ? whole : { ...whole, changes };
}

const RESPECTS = [
  'locks',
  'algorithm',
  'blocksReads',
  'blocksWrites',
  'rewritesTable',
  'scansTable',
  'buildsIndex',
  'transactional',
  'refusal',
  'duration',
] as const satisfies readonly (keyof NoteFacts)[];

function changeBetween(former: LockNote, present: LockNote, from: string): RangeChange | null {
  const differs: Partial<NoteFacts> = Object.fromEntries(
    RESPECTS.filter(respect => !isSame(former[respect], present[respect])).map(respect => [
      respect,
      present[respect],
    ]),
  );
  if (Object.keys(differs).length === 0) return null;
  return { from, better: costOf(present) < costOf(former), differs };
}

/** Values of notes are plain data whose members are always made in the same order. */
function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
