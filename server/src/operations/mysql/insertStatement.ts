import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Identifier } from '../names.ts';
import type { Insert } from '../sessionOperations.ts';
import { readColumnReference, readObjectName } from './names.ts';
import { atQuery, isWhole } from './queryText.ts';
import type { Reading } from './reading.ts';
import { returningAt } from './returning.ts';
import { tablesRead } from './tableReferences.ts';

type Source = Pick<Insert, 'source' | 'rows' | 'reads' | 'limited'>;

const SOURCE_ENDS: ReadonlySet<string> = new Set(['ON', 'RETURNING']);
const ASSIGNMENT_ENDS: ReadonlySet<string> = new Set([',', 'ON', 'AS', 'RETURNING']);
const LIMITS: ReadonlySet<string> = new Set(['WHERE', 'LIMIT', 'FETCH']);

/** Reads INSERT or REPLACE from the word after it. */
export function readInsert(reading: Reading, verb: 'insert' | 'replace'): void {
  const { cursor } = reading;
  while (cursor.accept('LOW_PRIORITY') || cursor.accept('DELAYED') || cursor.accept('HIGH_PRIORITY'));
  const ignores = cursor.accept('IGNORE');
  cursor.accept('INTO');
  const table = readObjectName(cursor);
  reading.noteHead(verb, table);
  if (cursor.accept('PARTITION')) cursor.skipParentheses();
  const named = cursor.at('(') && !startsQuery(cursor) ? readColumns(cursor) : null;
  const setColumns: Identifier[] = [];
  const source = cursor.accept('SET') ? readAssignments(cursor, setColumns) : readSource(cursor);
  readRowAlias(cursor);
  const updates = readOnDuplicateKey(cursor);
  const returning = returningAt(cursor);
  if (cursor.accept('RETURNING')) moveToEnd(cursor);
  const columns = setColumns.length > 0 ? setColumns : named;
  reading.emit({
    kind: 'Insert',
    span: cursor.wholeSpan(),
    table,
    columns,
    ...source,
    onConflict: onConflict(verb, { ignores, updates }),
    ...returning,
  });
}

function onConflict(
  verb: 'insert' | 'replace',
  { ignores, updates }: { readonly ignores: boolean; readonly updates: boolean },
): Insert['onConflict'] {
  if (verb === 'replace') return 'replace';
  if (updates) return 'update';
  return ignores ? 'ignore' : 'none';
}

function startsQuery(cursor: TokenCursor): boolean {
  const next = cursor.peek().text;
  return next === 'SELECT' || next === 'WITH' || next === '(' || next === 'TABLE' || next === 'VALUES';
}

function readColumns(cursor: TokenCursor): Identifier[] {
  cursor.expect('(');
  const columns: Identifier[] = [];
  if (cursor.accept(')')) return columns;
  do columns.push(readColumnReference(cursor));
  while (cursor.accept(','));
  cursor.expect(')');
  return columns;
}

function readSource(cursor: TokenCursor): Source {
  if (cursor.at('VALUE') || cursor.at('VALUES')) return readRows(cursor);
  if (!atQuery(cursor)) cursor.fail();
  const from = cursor.index;
  const to = endOfQuery(cursor);
  if (!isWhole(cursor, from, to)) cursor.fail();
  const limited = isLimited(cursor, from, to);
  const source: Source = { source: 'select', rows: 0, reads: tablesRead(cursor, from, to), limited };
  cursor.moveTo(to);
  return source;
}

function readRows(cursor: TokenCursor): Source {
  cursor.advance();
  const from = cursor.index;
  let rows = 0;
  do {
    if (cursor.token.kind === 'rows') {
      rows += cursor.source.skippedRows;
      cursor.advance();
    } else {
      cursor.accept('ROW');
      cursor.skipParentheses();
      rows++;
    }
  } while (cursor.accept(','));
  const reads = cursor.failed ? [] : tablesRead(cursor, from, cursor.index);
  return { source: 'values', rows, reads, limited: false };
}

function readAssignments(cursor: TokenCursor, columns: Identifier[]): Source {
  const from = cursor.index;
  do {
    columns.push(readColumnReference(cursor));
    if (!cursor.accept('=')) cursor.expect(':=');
    const valueFrom = cursor.index;
    const to = cursor.findAtLevel(ASSIGNMENT_ENDS);
    if (to === valueFrom || !isWhole(cursor, valueFrom, to)) cursor.fail();
    cursor.moveTo(to);
  } while (cursor.accept(','));
  return { source: 'values', rows: 1, reads: tablesRead(cursor, from, cursor.index), limited: false };
}

/** MySQL: `VALUES (...) AS new (a, b)`. */
function readRowAlias(cursor: TokenCursor): void {
  if (!cursor.accept('AS')) return;
  readColumnReference(cursor);
  if (cursor.at('(')) cursor.skipParentheses();
}

function readOnDuplicateKey(cursor: TokenCursor): boolean {
  if (!cursor.acceptSequence('ON', 'DUPLICATE', 'KEY')) return false;
  cursor.expect('UPDATE');
  const from = cursor.index;
  const to = cursor.findAtLevel(new Set(['RETURNING']));
  if (to === from || !isWhole(cursor, from, to)) cursor.fail();
  cursor.moveTo(to);
  return true;
}

/** ON inside a query joins tables; only ON DUPLICATE ends it. */
function endOfQuery(cursor: TokenCursor): number {
  let at = cursor.findAtLevel(SOURCE_ENDS);
  while (cursor.tokenAt(at).text === 'ON' && cursor.tokenAt(at + 1).text !== 'DUPLICATE') {
    at = cursor.findAtLevel(SOURCE_ENDS, at + 1);
  }
  return at;
}

/** WHERE or LIMIT at the level of the query, also when it stands in parentheses. */
function isLimited(cursor: TokenCursor, from: number, to: number): boolean {
  let start = from;
  while (cursor.tokenAt(start).text === '(') start++;
  return (
    cursor.findAtLevel(LIMITS, start) < to &&
    LIMITS.has(cursor.tokenAt(cursor.findAtLevel(LIMITS, start)).text)
  );
}

function moveToEnd(cursor: TokenCursor): void {
  if (!isWhole(cursor, cursor.index, cursor.limit) || cursor.atEnd) cursor.fail();
  else cursor.moveTo(cursor.limit);
}
