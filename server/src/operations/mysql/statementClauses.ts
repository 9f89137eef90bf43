import type { Reading } from './reading.ts';

/** Reads `ALGORITHM [=] x` or `LOCK [=] x` if one stands here; the server takes them in many statements. */
export function readAlgorithmOrLock(reading: Reading): boolean {
  const { cursor } = reading;
  const isAlgorithm = cursor.at('ALGORITHM');
  if (!isAlgorithm && !cursor.at('LOCK')) return false;
  const from = cursor.index;
  cursor.advance();
  cursor.accept('=');
  const value = cursor.advance();
  if (value.kind !== 'word') cursor.fail();
  const clause = { value: value.text, span: cursor.spanFrom(from) };
  if (isAlgorithm) reading.algorithm = clause;
  else reading.lock = clause;
  return true;
}

/** Reads MariaDB's `WAIT n` or `NOWAIT` if one stands here. */
export function readWait(reading: Reading): boolean {
  const { cursor } = reading;
  const from = cursor.index;
  if (cursor.accept('NOWAIT')) {
    reading.wait = { value: 0, span: cursor.spanFrom(from) };
    return true;
  }
  if (!cursor.at('WAIT') || cursor.peek().kind !== 'number') return false;
  cursor.advance();
  const seconds = Number(cursor.textOf(cursor.advance()));
  reading.wait = { value: seconds, span: cursor.spanFrom(from) };
  return true;
}

/** Reads ALGORITHM, LOCK, WAIT and NOWAIT clauses in any order and number. */
export function readTrailingClauses(reading: Reading): void {
  while (!reading.cursor.failed && (readAlgorithmOrLock(reading) || readWait(reading)));
}
