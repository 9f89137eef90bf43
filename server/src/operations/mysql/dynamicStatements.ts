import { tokenize } from '../../syntax/mysql/lexer.ts';
import { literalContent } from '../../syntax/mysql/literals.ts';
import { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Attribute } from '../columns.ts';
import { displayName } from '../names.ts';
import type { DynamicStatement } from '../sessionOperations.ts';
import type { EmbeddedStatement } from '../statementSyntax.ts';
import { readIdentifier, readObjectName } from './names.ts';
import { skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';

/** The constant text of a prepared statement and what it does. */
interface ConstantText {
  readonly text: Attribute<string> | null;
  readonly body: readonly EmbeddedStatement[];
}

/** Reads PREPARE from the word after it. */
export function readPrepare(reading: Reading): void {
  const { cursor } = reading;
  const name = readIdentifier(cursor).value;
  cursor.expect('FROM');
  const constant = readConstantText(reading);
  emit(reading, { verb: 'prepare', name, ...constant });
}

/** Reads EXECUTE and EXECUTE IMMEDIATE from the word after EXECUTE. */
export function readExecute(reading: Reading): void {
  const { cursor } = reading;
  if (cursor.accept('IMMEDIATE')) {
    const constant = readConstantText(reading);
    skipUsing(reading);
    emit(reading, { verb: 'execute', name: null, ...constant });
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

/** One literal is read as a statement of its own; a variable or an expression is passed over. */
function readConstantText(reading: Reading): ConstantText {
  const { cursor } = reading;
  const from = cursor.index;
  const { token } = cursor;
  cursor.moveTo(cursor.findAtLevel(new Set(['USING'])));
  if (cursor.index === from) cursor.fail();
  if (cursor.failed || cursor.index - from !== 1 || token.kind !== 'string') return { text: null, body: [] };
  const { value, offsetOf } = literalContent(
    cursor.source.text,
    token.start,
    token.end,
    cursor.source.escapes,
  );
  const text = { value, span: cursor.spanOf(token) };
  const outer = cursor.source.offsetOf;
  const source = {
    ...tokenize(value, reading.options),
    offsetOf: (offset: number) => outer(offsetOf(offset)),
  };
  const count = source.tokens.length;
  const to = source.tokens[count - 1]?.text === ';' ? count - 1 : count;
  const inner = new TokenCursor(source, 0, to);
  if (inner.atEnd) return { text, body: [] };
  const innerReading = reading.inner(inner);
  if (reading.readStatement(innerReading) !== 'full') reading.partial = true;
  return { text, body: [{ span: inner.wholeSpan(), operations: innerReading.operations }] };
}
