import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { ReadLevel } from '../statementSyntax.ts';
import type { Reading } from './reading.ts';
import { statementReader } from './statementReaders.ts';

/** Bodies and prepared texts inside one another are read to this depth. */
const DEEPEST = 4;
const MOST_VERB_WORDS = 2;

/**
 * Reads the statement in the cursor's range and says how well that went. On failure the operations are replaced by one
 * Unknown that names what the head named. A range without tokens (only comments) is a full reading of nothing.
 */
export function readStatement(reading: Reading): ReadLevel {
  const { cursor } = reading;
  if (cursor.atEnd) return 'full';
  const readContent = reading.depth > DEEPEST ? undefined : statementReader(cursor);
  if (readContent === undefined) return giveUp(reading);
  readContent(reading);
  if (!cursor.failed && cursor.atEnd) return reading.partial ? 'partial' : 'full';
  if (reading.keepsFinished && reading.operations.length > 0) return 'partial';
  return giveUp(reading);
}

function giveUp(reading: Reading): ReadLevel {
  const { cursor, head } = reading;
  reading.operations.length = 0;
  reading.alterTable = null;
  const span = cursor.wholeSpan();
  const verb = head?.verb ?? firstWords(cursor);
  reading.emit({ kind: 'Unknown', span, verb, object: head?.object ?? null, harmless: false });
  return head === null ? 'opaque' : 'head';
}

function firstWords(cursor: TokenCursor): string {
  const words: string[] = [];
  for (let index = cursor.first; words.length < MOST_VERB_WORDS; index++) {
    const token = cursor.tokenAt(index);
    if (token.kind !== 'word') break;
    words.push(token.text.toLowerCase());
  }
  return words.join(' ');
}
