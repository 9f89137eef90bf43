import type { Unknown } from '../../../operations/sessionOperations.ts';
import type { FactQuestion, Refusal } from '../../lockNote.ts';
import { nameOf } from '../relations.ts';
import { type Situation, situation } from '../situation.ts';

const SYNTAX_ERROR: Refusal = { code: '42601', reason: 'syntax', since: null };

/** What PostgreSQL's grammar does not have: it is refused before any lock is taken. */
export function notOfThisEngine(): Situation {
  return situation('invalid-statement', {}, { refusal: SYNTAX_ERROR });
}

/** A statement of which little or nothing was read; as careful as ALTER TABLE where it names an object. */
export function unread({ before, statement }: FactQuestion, operation: Unknown): Situation {
  if (operation.harmless) return situation('no-relation', {});
  if (statement.error !== null) return notOfThisEngine();
  return situation(
    'unread-statement',
    operation.object === null ? {} : { target: [nameOf(before, operation.object)] },
  );
}
