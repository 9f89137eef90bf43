import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { ReadLevel } from '../statementSyntax.ts';
import type { Reading } from './reading.ts';
import { statementReader } from './statementReaders.ts';

/** First words of statements that change rows, sessions or privileges, but no table. */
const HARMLESS_VERBS: ReadonlySet<string> = new Set(
  `INSERT REPLACE UPDATE DELETE SELECT VALUES WITH TABLE DO LOAD SET USE LOCK UNLOCK GRANT REVOKE ANALYZE OPTIMIZE REPAIR
  CHECK CHECKSUM FLUSH BEGIN START COMMIT ROLLBACK SAVEPOINT RELEASE SHOW EXPLAIN DESCRIBE DESC HANDLER`.split(
    /\s+/,
  ),
);

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
  const harmless = isHarmless(cursor);
  const verb =
    head?.verb ?? (harmless ? cursor.tokenAt(cursor.first).text.toLowerCase() : firstWords(cursor));
  reading.emit({ kind: 'Unknown', span: cursor.wholeSpan(), verb, object: head?.object ?? null, harmless });
  return head === null && !harmless ? 'opaque' : 'head';
}

/** True when the verb alone says that no table changes; what follows FOR in SET STATEMENT, or a block, may be anything. */
function isHarmless(cursor: TokenCursor): boolean {
  const second = cursor.tokenAt(cursor.first + 1);
  const verb = cursor.tokenAt(cursor.first).text;
  if (verb === 'SET') return second.text !== 'STATEMENT';
  if (verb === 'BEGIN') return second.kind === 'end' || second.text === 'WORK';
  return HARMLESS_VERBS.has(verb);
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
