import type { CreateTableAsStmt, RefreshMatViewStmt, ViewStmt } from '@pgsql/types';
import type { Identifier } from '../names.ts';
import type { CreateView } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import type { NamedOption } from '../operationBase.ts';
import { endOfQuery } from './createTable.ts';
import { objectNameAt, TokenCursor } from './cursor.ts';
import { readBracketOptions } from './namedOptions.ts';
import { columnsOf } from './outputColumns.ts';
import { readReads } from './reads.ts';
import { type StatementSource, spanOf, textOf, tokenAt, wholeSpan, wordAt } from './source.ts';

export function lowerCreateView(source: StatementSource, node: ViewStmt): Operation[] {
  const { from, nameAt, columnList, options } = queryStart(source, node.view?.location);
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
      columnList,
      options: [...options, ...checkOption(source, node, to)],
    },
  ];
}

export function lowerCreateMaterializedView(source: StatementSource, node: CreateTableAsStmt): Operation[] {
  const { from, nameAt, columnList, options } = queryStart(source, node.into?.rel?.location);
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
      columnList,
      options,
    },
  ];
}

interface ViewHead {
  readonly nameAt: CreateView['view'];
  readonly columnList: readonly Identifier[];
  readonly options: readonly NamedOption[];
  /** Index of the query's first token. */
  readonly from: number;
}

/** WITH [LOCAL | CASCADED] CHECK OPTION behind the query. */
function checkOption(source: StatementSource, node: ViewStmt, from: number): NamedOption[] {
  const end = source.tokens.length;
  if (from === end) return [];
  const value = node.withCheckOption === 'LOCAL_CHECK_OPTION' ? 'local' : 'cascaded';
  return [{ name: 'check_option', value, span: spanOf(source, from, end) }];
}

function queryStart(source: StatementSource, location: number | undefined): ViewHead {
  const cursor = new TokenCursor(source, tokenAt(source, location));
  const nameAt = cursor.objectName();
  const columnList = cursor.identifierList();
  const options: NamedOption[] = [];
  while (!cursor.done && cursor.word !== 'as') {
    const start = cursor.at;
    const word = cursor.takeOneOf('using', 'tablespace', 'with');
    if (word === 'with') options.push(...readBracketOptions(source, cursor.at, cursor.end));
    if (word === 'using' || word === 'tablespace') {
      const name = word === 'using' ? 'access_method' : word;
      const { value } = cursor.identifier();
      options.push({ name, value, span: cursor.spanFrom(start) });
    } else cursor.skip();
  }
  cursor.take('as');
  return { nameAt, columnList, options, from: cursor.at };
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
