import type { EngineFacts, LockNote } from '../lockNote.ts';
import { availableSince, refusedAsTooNew } from './availability.ts';
import { OLDEST_MAJOR } from './builds.ts';
import { classify } from './classify.ts';
import { noteOf } from './note.ts';
import { structureRefusal } from './structureRefusals.ts';
import { worstOf } from './worstNote.ts';

/**
 * What an operation does to a live PostgreSQL server of a version, 10 to 18: versions before 10 get the facts of 10, newer
 * ones those of 18. For a target that is a range, the worst over its majors; the remarks say where it changes.
 * Null for operations that touch no relation or that PostgreSQL does not have.
 */
export const postgresqlFacts: EngineFacts = question => {
  const { target } = question;
  const first = Math.max(target.version.major, OLDEST_MAJOR);
  const last = Math.max(target.newestVersion.major, first);
  let worst: LockNote | null = null;
  for (let major = first; major <= Math.min(last, first + LONGEST_RANGE); major += 1) {
    const asked =
      major === target.version.major
        ? question
        : { ...question, target: { ...target, version: { ...target.version, major } } };
    const situation = classify(asked);
    if (situation === null) return null;
    const note = noteOf(situation, {
      major,
      inTransaction: question.inTransaction,
      refusal: refusedAsTooNew(asked, major) ?? structureRefusal(asked, major),
      availableSince: availableSince(asked),
    });
    worst = worst === null ? note : worstOf(worst, note);
  }
  return worst;
};

/** Nobody declares more majors than this; a typing error must not cost time. */
const LONGEST_RANGE = 30;
