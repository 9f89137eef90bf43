import type { EngineFacts, FactQuestion, LockNote } from '../lockNote.ts';
import { type VersionNote, worstOverRange } from '../versionRange.ts';
import { availableSince, refusedAsTooNew } from './availability.ts';
import { OLDEST_MAJOR } from './builds.ts';
import { classify } from './classify.ts';
import { noteOf } from './note.ts';
import { withoutDescendants, withoutMissing } from './scope.ts';
import { structureRefusal } from './structureRefusals.ts';

/**
 * What an operation does to a live PostgreSQL server of a version, 10 to 18: versions before 10 get the facts of 10, newer
 * ones those of 18. For a target that is a range, the worst over its majors, and where it changes.
 * Never null: what touches no relation has a note without locks, and what PostgreSQL does not have one with a refusal.
 */
export const postgresqlFacts: EngineFacts = question => {
  const { target } = question;
  const first = Math.max(target.version.major, OLDEST_MAJOR);
  const last = Math.min(Math.max(target.newestVersion.major, first), first + LONGEST_RANGE);
  const notes: VersionNote[] = [];
  for (let major = first; major <= last; major += 1) {
    notes.push({
      version: String(major),
      note: noteAt(
        major === target.version.major
          ? question
          : { ...question, target: { ...target, version: { ...target.version, major } } },
        major,
      ),
    });
  }
  const [only] = notes;
  return notes.length === 1 && only !== undefined ? only.note : worstOverRange(notes);
};

function noteAt(question: FactQuestion, major: number): LockNote {
  const situation = withoutMissing(question, withoutDescendants(question, classify(question)));
  return noteOf(situation, {
    major,
    inTransaction: question.inTransaction,
    refusal: refusedAsTooNew(question, major) ?? structureRefusal(question, major),
    availableSince: availableSince(question),
  });
}

/** Nobody declares more majors than this; a typing error must not cost time. */
const LONGEST_RANGE = 30;
