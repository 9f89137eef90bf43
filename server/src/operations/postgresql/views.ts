import type { CreateTableAsStmt, Node, RefreshMatViewStmt, ViewStmt } from '@pgsql/types';
import type { CreateView } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import { endOfQuery } from './createTable.ts';
import { objectNameAt, TokenCursor } from './cursor.ts';
import { outputColumns } from './outputColumns.ts';
import { readReads } from './reads.ts';
import { type StatementSource, spanOf, textOf, tokenAt, wholeSpan, wordAt } from './source.ts';
import { stringList } from './typeReference.ts';

export function lowerCreateView(source: StatementSource, node: ViewStmt): Operation[] {
  const { from, nameAt } = queryStart(source, node.view?.location);
  const to = endOfViewQuery(source, from);
  return [
    {
      kind: 'CreateView',
      span: wholeSpan(source),
      view: nameAt,
      materialized: false,
      orReplace: node.replace === true,
      ifNotExists: false,
      temporary: node.view?.relpersistence === 't',
      columns: columnsOf(node.aliases, node.query),
      reads: readReads(source, node.query),
      withData: true,
      query: queryText(source, from, to),
    },
  ];
}

export function lowerCreateMaterializedView(source: StatementSource, node: CreateTableAsStmt): Operation[] {
  const { from, nameAt } = queryStart(source, node.into?.rel?.location);
  return [
    {
      kind: 'CreateView',
      span: wholeSpan(source),
      view: nameAt,
      materialized: true,
      orReplace: false,
      ifNotExists: node.if_not_exists === true,
      temporary: false,
      columns: columnsOf(node.into?.colNames, node.query),
      reads: readReads(source, node.query),
      withData: node.into?.skipData !== true,
      query: queryText(source, from, endOfQuery(source, from)),
    },
  ];
}

function queryStart(
  source: StatementSource,
  location: number | undefined,
): { readonly nameAt: CreateView['view']; readonly from: number } {
  const cursor = new TokenCursor(source, tokenAt(source, location));
  const nameAt = cursor.objectName();
  cursor.skipTo('as');
  cursor.take('as');
  return { nameAt, from: cursor.at };
}

/** Where the query ends: before WITH [CASCADED | LOCAL] CHECK OPTION at the end of the statement. */
function endOfViewQuery(source: StatementSource, from: number): number {
  const end = source.tokens.length;
  if (wordAt(source, end - 1) !== 'option' || wordAt(source, end - 2) !== 'check') return end;
  const start = wordAt(source, end - 3) === 'with' ? end - 3 : end - 4;
  return start > from && wordAt(source, start) === 'with' ? start : end;
}

function queryText(source: StatementSource, from: number, to: number): CreateView['query'] {
  return { value: textOf(source, from, to), span: spanOf(source, from, to) };
}

/** A column list may be shorter than the query's own columns: it renames the first ones. */
function columnsOf(aliases: readonly Node[] | undefined, query: Node | undefined): string[] | null {
  const written = stringList(aliases);
  const own = outputColumns(query);
  if (own === null) return written.length > 0 ? written : null;
  return [...written, ...own.slice(written.length)];
}

export function lowerRefresh(source: StatementSource, node: RefreshMatViewStmt): Operation[] {
  return [
    {
      kind: 'RefreshMaterializedView',
      span: wholeSpan(source),
      view: objectNameAt(source, node.relation?.location),
      concurrently: node.concurrent === true,
      withData: node.skipData !== true,
    },
  ];
}
