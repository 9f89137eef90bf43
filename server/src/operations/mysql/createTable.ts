import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { ColumnDefinition } from '../columns.ts';
import type { IndexDefinition, TableConstraint } from '../constraints.ts';
import type { ObjectName } from '../names.ts';
import type { CreateTable, PartitionScheme, Period, TableOption } from '../tableOperations.ts';
import { readObjectName } from './names.ts';
import { readPartitionScheme } from './partitionScheme.ts';
import type { Reading } from './reading.ts';
import { acceptIfNotExists, readTableElement, type TableElement } from './tableElement.ts';
import { readTableOption } from './tableOptions.ts';
import { tablesRead } from './tableReferences.ts';

interface Parts {
  readonly columns: ColumnDefinition[];
  readonly constraints: TableConstraint[];
  readonly indexes: IndexDefinition[];
  readonly options: TableOption[];
  partitionBy: PartitionScheme | null;
  like: CreateTable['like'];
  asQuery: CreateTable['asQuery'];
  systemVersioning: boolean;
  readonly periods: Period[];
}

/** Token indices of a part that could not be read. */
interface UnreadPart {
  readonly from: number;
  readonly to: number;
}

const COMMA: ReadonlySet<string> = new Set([',']);
const QUERY_STARTS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE', '(']);

/**
 * Reads CREATE TABLE from the word after TABLE. Elements and options that cannot be read are left out and reported as
 * one UnknownTableAction each, behind the CreateTable.
 */
export function readCreateTable(
  reading: Reading,
  prefix: { readonly orReplace: boolean; readonly temporary: boolean },
): void {
  const { cursor } = reading;
  const ifNotExists = acceptIfNotExists(cursor);
  const table = readObjectName(cursor);
  reading.noteHead('create table', table);
  if (cursor.failed || cursor.atEnd) {
    cursor.fail();
    return;
  }
  const parts: Parts = {
    columns: [],
    constraints: [],
    indexes: [],
    options: [],
    partitionBy: null,
    like: [],
    asQuery: null,
    systemVersioning: false,
    periods: [],
  };
  const unread = readContent(cursor, parts);
  const isEmpty = parts.columns.length === 0 && parts.like.length === 0 && parts.asQuery === null;
  if (unread.length > 0 && isEmpty) {
    cursor.fail();
    return;
  }
  reading.emit({
    kind: 'CreateTable',
    span: cursor.wholeSpan(),
    table,
    ifNotExists,
    orReplace: prefix.orReplace,
    persistence: prefix.temporary ? 'temporary' : 'permanent',
    foreign: false,
    partitionOf: null,
    inherits: [],
    ...parts,
  });
  reportUnread(reading, table, unread);
}

function reportUnread(reading: Reading, table: ObjectName, unread: readonly UnreadPart[]): void {
  for (const { from, to } of unread) {
    reading.partial = true;
    if (to === from) continue;
    const span = reading.cursor.spanBetween(from, to);
    reading.emit({ kind: 'UnknownTableAction', span, table, tableIfExists: false });
  }
}

function readContent(cursor: TokenCursor, parts: Parts): UnreadPart[] {
  const unread: UnreadPart[] = [];
  if (cursor.at('LIKE') || (cursor.at('(') && cursor.peek().text === 'LIKE')) readLike(cursor, parts);
  else if (cursor.at('(') && !QUERY_STARTS.has(cursor.peek().text)) readElements(cursor, parts, unread);
  const tail = cursor.index;
  if (!cursor.failed) readOptionsAndQuery(cursor, parts);
  if (cursor.failed || !cursor.atEnd) {
    cursor.recoverAt(cursor.limit);
    unread.push({ from: tail, to: cursor.limit });
  }
  return unread;
}

function readElements(cursor: TokenCursor, parts: Parts, unread: UnreadPart[]): void {
  const close = cursor.closeOf(cursor.index);
  const isOpen = close >= cursor.limit;
  const widen = cursor.narrow(close);
  cursor.advance();
  do {
    const from = cursor.index;
    const element = readTableElement(cursor);
    if (cursor.failed || !(cursor.atEnd || cursor.at(','))) {
      const to = cursor.findAtLevel(COMMA, from);
      unread.push({ from, to });
      cursor.recoverAt(to);
    } else addElement(parts, element);
  } while (cursor.accept(','));
  if (!cursor.atEnd) unread.push({ from: cursor.index, to: close });
  widen();
  cursor.moveTo(isOpen ? close : close + 1);
  if (isOpen) unread.push({ from: close, to: close });
}

function addElement(parts: Parts, element: TableElement): void {
  switch (element.kind) {
    case 'column':
      parts.columns.push(element.column);
      break;
    case 'constraint':
      parts.constraints.push(element.constraint);
      break;
    case 'index':
      parts.indexes.push(element.index);
      break;
    case 'period':
      parts.periods.push(element.period);
      break;
  }
}

function readLike(cursor: TokenCursor, parts: Parts): void {
  const isParenthesized = cursor.accept('(');
  const from = cursor.index;
  cursor.expect('LIKE');
  const table = readObjectName(cursor);
  const span = cursor.spanFrom(from);
  if (isParenthesized) cursor.expect(')');
  if (!cursor.failed) parts.like = [{ table, options: [], span }];
}

function readOptionsAndQuery(cursor: TokenCursor, parts: Parts): void {
  for (
    let option = readTableOption(cursor);
    option !== null && !cursor.failed;
    option = readTableOption(cursor)
  ) {
    if (option.name === 'system_versioning') parts.systemVersioning = true;
    else parts.options.push(option);
    cursor.accept(',');
  }
  if (cursor.atSequence('PARTITION', 'BY')) parts.partitionBy = readPartitionScheme(cursor);
  if (!cursor.accept('IGNORE')) cursor.accept('REPLACE');
  const hasAs = cursor.accept('AS');
  if (!QUERY_STARTS.has(cursor.token.text)) {
    if (hasAs) cursor.fail();
    return;
  }
  const from = cursor.index;
  const tables = tablesRead(cursor, from, cursor.limit);
  cursor.moveTo(cursor.limit);
  parts.asQuery = { span: cursor.spanFrom(from), tables, withData: true };
}
