import { displayName } from '../names.ts';
import type { DynamicStatement } from '../sessionOperations.ts';
import { variableName } from './accountName.ts';
import { possibleTexts, readTexts } from './constantText.ts';
import { readIdentifier, readObjectName } from './names.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';

/** The constant text of a prepared statement and what it does, or the variable that holds it. */
type PreparedText = Pick<DynamicStatement, 'text' | 'variable' | 'body'>;

const USING: ReadonlySet<string> = new Set(['USING']);
const NOTHING_READ: PreparedText = { text: null, variable: null, body: [] };

/** Reads PREPARE from the word after it. */
export function readPrepare(reading: Reading): void {
  const { cursor } = reading;
  const name = readIdentifier(cursor).value;
  cursor.expect('FROM');
  const prepared = readPreparedText(reading);
  emit(reading, { verb: 'prepare', name, ...prepared });
}

/** Reads EXECUTE and EXECUTE IMMEDIATE from the word after EXECUTE. */
export function readExecute(reading: Reading): void {
  const { cursor } = reading;
  if (cursor.accept('IMMEDIATE')) {
    const prepared = readPreparedText(reading);
    skipUsing(reading);
    emit(reading, { verb: 'execute', name: null, ...prepared });
    return;
  }
  const name = readIdentifier(cursor).value;
  skipUsing(reading);
  emit(reading, { verb: 'execute', name, text: null, body: [] });
}

/** Reads DEALLOCATE PREPARE and DROP PREPARE from the word PREPARE on. */
export function readDeallocate(reading: Reading): void {
  const { cursor } = reading;
  cursor.expect('PREPARE');
  emit(reading, { verb: 'deallocate', name: readIdentifier(cursor).value, text: null, body: [] });
}

/** Reads CALL from the word after it. */
export function readCall(reading: Reading): void {
  const { cursor } = reading;
  const procedure = readObjectName(cursor);
  reading.noteHead('call', procedure);
  if (cursor.at('(')) cursor.skipParentheses();
  emit(reading, { verb: 'call', name: displayName(procedure), text: null, body: [] });
}

function emit(reading: Reading, parts: Omit<DynamicStatement, 'kind' | 'span'>): void {
  reading.emit({ kind: 'DynamicStatement', span: reading.cursor.wholeSpan(), ...parts });
}

function skipUsing({ cursor }: Reading): void {
  if (cursor.accept('USING')) skipRest(cursor);
}

/** A text that is certain is read as a statement of its own; a variable is named, another expression is passed over. */
function readPreparedText(reading: Reading): PreparedText {
  const { cursor } = reading;
  const from = cursor.index;
  const { token } = cursor;
  cursor.moveTo(cursor.findAtLevel(USING));
  const to = cursor.index;
  if (to === from) cursor.fail();
  if (cursor.failed) return NOTHING_READ;
  if (to - from === 1 && token.kind === 'user-variable')
    return { ...NOTHING_READ, variable: variableName(cursor.source.text, token).toLowerCase() };
  const { texts, complete } = possibleTexts(cursor, from, to);
  const [first] = texts;
  if (first === undefined || texts.length > 1 || !complete) return NOTHING_READ;
  const { statements, isFull } = readTexts(reading, texts);
  if (!isFull) reading.partial = true;
  const span = cursor.spanBetween(from, to);
  return { text: { value: first.value, span }, variable: null, body: statements };
}
