import type { ObjectName } from '../names.ts';
import { variableName } from './accountName.ts';
import { readDelete, readUpdate } from './changeStatements.ts';
import { heldStatements, selectedTexts, UNTOLD } from './constantText.ts';
import { scanExpression } from './expressionScan.ts';
import { readObjectName } from './names.ts';
import { isWhole, skipRest } from './queryText.ts';
import type { Reading } from './reading.ts';
import { tablesRead } from './tableReferences.ts';

const CHANGES: ReadonlySet<string> = new Set(['SELECT', 'UPDATE', 'DELETE', '(', 'VALUES', 'TABLE']);

/** Reads SELECT, VALUES, TABLE and parenthesized queries, and DO; the cursor may stand anywhere before the end. */
export function readQuery(reading: Reading): void {
  const { cursor } = reading;
  const from = cursor.first;
  if (cursor.limit - from < 2 || !isWhole(cursor, from, cursor.limit)) {
    cursor.fail();
    return;
  }
  reading.noteHead(cursor.tokenAt(from).text.toLowerCase(), null);
  const listFrom = cursor.tokenAt(from).text === 'DO' ? from + 1 : from;
  const { functions } = scanExpression(cursor, listFrom, cursor.limit);
  cursor.moveTo(cursor.limit);
  const reads = tablesRead(cursor, from, cursor.limit);
  reading.emit({
    kind: 'Query',
    span: cursor.wholeSpan(),
    reads: [...reads, ...tableStatementTarget(reading)],
    functions,
  });
  emitVariables(reading, listFrom);
}

const INTO: ReadonlySet<string> = new Set(['INTO']);

/** SELECT ... INTO @x and SELECT @x := ... give variables a value. */
function emitVariables(reading: Reading, from: number): void {
  const { cursor } = reading;
  const into = cursor.findAtLevel(INTO, from);
  const isOnly = cursor.tokenAt(into + 2).text !== ',';
  for (let index = from; index < cursor.limit; index++) {
    const token = cursor.tokenAt(index);
    if (token.kind !== 'user-variable') continue;
    const isInto = index > into && (cursor.tokenAt(index - 1).text === ',' || index === into + 1);
    if (!isInto && cursor.tokenAt(index + 1).text !== ':=') continue;
    const texts =
      isInto && isOnly && cursor.tokenAt(from).text === 'SELECT'
        ? selectedTexts(cursor, from + 1, cursor.limit)
        : UNTOLD;
    reading.emit({
      kind: 'SetVariable',
      span: cursor.spanOf(token),
      scope: 'user',
      name: variableName(cursor.source.text, token).toLowerCase(),
      value: null,
      reset: false,
      restoresSaved: false,
      ...heldStatements(reading, texts),
    });
  }
}

/** Reads WITH: the statement behind the common table expressions decides. */
export function readWith(reading: Reading): void {
  const { cursor } = reading;
  let at = cursor.findAtLevel(CHANGES);
  while (cursor.tokenAt(at).text === '(' && cursor.tokenAt(at - 1).kind !== 'symbol') {
    at = cursor.findAtLevel(CHANGES, cursor.closeOf(at) + 1);
  }
  cursor.moveTo(at);
  if (cursor.accept('UPDATE')) {
    readUpdate(reading);
    return;
  }
  if (cursor.accept('DELETE')) {
    readDelete(reading);
    return;
  }
  if (cursor.atEnd) {
    cursor.fail();
    return;
  }
  readQuery(reading);
}

/** Reads LOAD DATA and LOAD XML from the word after LOAD. */
export function readLoad(reading: Reading): void {
  const { cursor } = reading;
  if (cursor.acceptSequence('INDEX', 'INTO', 'CACHE')) {
    skipRest(cursor);
    reading.emit({
      kind: 'Unknown',
      span: cursor.wholeSpan(),
      verb: 'load index',
      object: null,
      harmless: true,
    });
    return;
  }
  if (!cursor.accept('DATA')) cursor.expect('XML');
  const into = cursor.findAtLevel(new Set(['INTO']));
  cursor.moveTo(into);
  cursor.expect('INTO');
  cursor.expect('TABLE');
  const table = readObjectName(cursor);
  reading.noteHead('load data', table);
  skipRest(cursor);
  reading.emit({ kind: 'CopyRows', span: cursor.wholeSpan(), table, direction: 'from' });
}

/** The table of `TABLE t`. */
function tableStatementTarget({ cursor }: Reading): ObjectName[] {
  if (cursor.tokenAt(cursor.first).text !== 'TABLE') return [];
  cursor.moveTo(cursor.first + 1);
  const table = readObjectName(cursor);
  cursor.moveTo(cursor.limit);
  return [table];
}
