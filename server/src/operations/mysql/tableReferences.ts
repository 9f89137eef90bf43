import type { Token } from '../../syntax/mysql/token.ts';
import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { ObjectName } from '../names.ts';
import { identifierOf, isIdentifierToken } from './names.ts';

/** A table in a FROM list, with the name by which the rest of the statement knows it. */
export interface TableReference {
  readonly table: ObjectName;
  readonly alias: string;
}

/** One nesting level of a query. */
interface Level {
  /** In a query FROM starts a table list; in a call such as TRIM(x FROM y) it does not. */
  readonly isQuery: boolean;
  inTables: boolean;
  expectsTable: boolean;
}

const TABLE_STARTS: ReadonlySet<string> = new Set(['FROM', 'JOIN', 'STRAIGHT_JOIN']);
const TABLE_ENDS: ReadonlySet<string> = new Set(
  'WHERE GROUP HAVING ORDER LIMIT UNION EXCEPT INTERSECT SET WINDOW PROCEDURE INTO FOR LOCK RETURNING VALUES SELECT'.split(
    ' ',
  ),
);
const AFTER_TABLE: ReadonlySet<string> = new Set(
  'ON USING JOIN INNER CROSS LEFT RIGHT NATURAL STRAIGHT_JOIN USE FORCE IGNORE PARTITION FOR AS'.split(' '),
);

/** The tables and views that a query in the tokens from index `from` to before `to` reads, each named once. */
export function tablesRead(cursor: TokenCursor, from: number, to: number): ObjectName[] {
  return uniqueTables(tableReferences(cursor, from, to, { startsInTables: false }));
}

/** The tables without their aliases, each named once. */
export function uniqueTables(references: readonly TableReference[]): ObjectName[] {
  const byKey = new Map<string, ObjectName>();
  for (const { table } of references) {
    const key = `${table.schema?.value ?? ''}.${table.name.value}`;
    if (!byKey.has(key)) byKey.set(key, table);
  }
  return [...byKey.values()];
}

/**
 * Every table reference of the tokens in order, those of subqueries included; names of common table expressions and
 * table functions are left out. With `startsInTables` the range begins inside a table list, as after UPDATE.
 */
export function tableReferences(
  cursor: TokenCursor,
  from: number,
  to: number,
  { startsInTables }: { readonly startsInTables: boolean },
): TableReference[] {
  const commonTables = commonTableNames(cursor, cursor.first, to);
  const found: TableReference[] = [];
  let level: Level = { isQuery: true, inTables: startsInTables, expectsTable: startsInTables };
  const outer: Level[] = [];
  for (let index = from; index < to; index++) {
    const token = cursor.tokenAt(index);
    const { text } = token;
    if (text === '(') {
      outer.push(level);
      const next = cursor.tokenAt(index + 1).text;
      const opensQuery = next === 'SELECT' || next === 'WITH' || next === 'TABLE' || next === 'VALUES';
      const opensTables = level.expectsTable && !opensQuery;
      level.expectsTable = false;
      level = {
        isQuery: opensQuery || opensTables || next === '(',
        inTables: opensTables,
        expectsTable: opensTables,
      };
    } else if (text === ')') level = outer.pop() ?? level;
    else if (text === ',') level.expectsTable = level.inTables;
    else if (text !== '' && TABLE_STARTS.has(text) && level.isQuery && token.kind === 'word') {
      level.inTables = true;
      level.expectsTable = true;
    } else if (TABLE_ENDS.has(text) && token.kind === 'word') {
      level.inTables = false;
      level.expectsTable = false;
    } else if (level.expectsTable && text === 'LATERAL') level.expectsTable = true;
    else if (level.expectsTable && isIdentifierToken(token)) {
      const name = nameAt(cursor, index);
      level.expectsTable = false;
      index = name.end - 1;
      if (cursor.tokenAt(name.end).text === '(' || isCommonTable(name.table, commonTables)) continue;
      found.push({ table: name.table, alias: aliasAt(cursor, name.end) ?? name.table.name.value });
    } else level.expectsTable = false;
  }
  return found;
}

function isCommonTable(table: ObjectName, names: ReadonlySet<string>): boolean {
  return table.schema === null && names.has(table.name.value.toLowerCase());
}

function nameAt(cursor: TokenCursor, index: number): { readonly table: ObjectName; readonly end: number } {
  const first = identifierOf(cursor, cursor.tokenAt(index));
  const second = cursor.tokenAt(index + 2);
  if (cursor.tokenAt(index + 1).text !== '.' || (second.kind !== 'word' && second.kind !== 'quoted')) {
    return { table: { schema: null, name: first, span: first.span }, end: index + 1 };
  }
  const name = identifierOf(cursor, second);
  const span = { start: first.span.start, end: name.span.end };
  return { table: { schema: first, name, span }, end: index + 3 };
}

function aliasAt(cursor: TokenCursor, index: number): string | null {
  const at = cursor.tokenAt(index).text === 'AS' ? index + 1 : index;
  const token: Token = cursor.tokenAt(at);
  if (!isIdentifierToken(token) || (token.kind === 'word' && AFTER_TABLE.has(token.text))) return null;
  return identifierOf(cursor, token).value;
}

/** Names defined by WITH, also in front of the range: `name [(columns)] AS (`. */
function commonTableNames(cursor: TokenCursor, from: number, to: number): ReadonlySet<string> {
  const names = new Set<string>();
  for (let index = from; index < to; index++) {
    if (cursor.tokenAt(index).text !== 'WITH') continue;
    let at = cursor.tokenAt(index + 1).text === 'RECURSIVE' ? index + 2 : index + 1;
    while (at < to && isIdentifierToken(cursor.tokenAt(at))) {
      const name = identifierOf(cursor, cursor.tokenAt(at));
      at++;
      if (cursor.tokenAt(at).text === '(') at = cursor.closeOf(at) + 1;
      if (cursor.tokenAt(at).text !== 'AS' || cursor.tokenAt(at + 1).text !== '(') break;
      names.add(name.value.toLowerCase());
      at = cursor.closeOf(at + 1) + 1;
      if (cursor.tokenAt(at).text !== ',') break;
      at++;
    }
  }
  return names;
}
