import type { ObjectName } from '../names.ts';
import type { CreatePrefix } from './createPrefix.ts';
import { readColumnList, readObjectName } from './names.ts';
import { atQuery, isWhole, outputColumns } from './queryText.ts';
import type { Reading } from './reading.ts';
import { acceptIfNotExists } from './tableElement.ts';
import { tablesRead } from './tableReferences.ts';

/** Reads CREATE VIEW from the word after VIEW. */
export function readCreateView(reading: Reading, { orReplace, materialized }: CreatePrefix): void {
  readDefinition(reading, 'create view', { orReplace, materialized });
}

/** Reads ALTER VIEW from the word after VIEW: it replaces the definition. */
export function readAlterView(reading: Reading): void {
  readDefinition(reading, 'alter view', { orReplace: true, materialized: false });
}

function readDefinition(
  reading: Reading,
  verb: 'create view' | 'alter view',
  { orReplace, materialized }: { readonly orReplace: boolean; readonly materialized: boolean },
): void {
  const { cursor } = reading;
  const ifNotExists = acceptIfNotExists(cursor);
  const view: ObjectName = readObjectName(cursor);
  reading.noteHead(verb, view);
  const named = cursor.at('(') ? readColumnList(cursor) : null;
  cursor.expect('AS');
  if (!atQuery(cursor)) cursor.fail();
  if (cursor.failed) return;
  const from = cursor.index;
  const to = endOfQuery(reading);
  if (!isWhole(cursor, from, to)) {
    cursor.fail();
    return;
  }
  cursor.moveTo(cursor.limit);
  reading.emit({
    kind: 'CreateView',
    span: cursor.wholeSpan(),
    view,
    materialized,
    orReplace,
    ifNotExists,
    temporary: false,
    columns: named === null ? outputColumns(cursor, from, to) : named.map(column => column.value),
    reads: tablesRead(cursor, from, to),
    withData: true,
    columnList: named ?? [],
    query: { value: cursor.textBetween(from, to), span: cursor.spanBetween(from, to) },
  });
}

/** Where WITH [CASCADED | LOCAL] CHECK OPTION begins, or the end. */
function endOfQuery({ cursor }: Reading): number {
  const { limit } = cursor;
  if (cursor.tokenAt(limit - 1).text !== 'OPTION' || cursor.tokenAt(limit - 2).text !== 'CHECK') return limit;
  if (cursor.tokenAt(limit - 3).text === 'WITH') return limit - 3;
  return cursor.tokenAt(limit - 4).text === 'WITH' ? limit - 4 : limit;
}
