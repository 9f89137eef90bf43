import type { IndexStmt, ReindexStmt } from '@pgsql/types';
import type { IndexDefinition } from '../constraints.ts';
import type { Reindex } from '../objectOperations.ts';
import type { Operation } from '../operation.ts';
import type { NamedOption } from '../operationBase.ts';
import { TokenCursor, unqualified } from './cursor.ts';
import { isOn } from './definitionElements.ts';
import { readExpression } from './expression.ts';
import { readIndexParts } from './indexParts.ts';
import { readBracketOptions, readElements } from './namedOptions.ts';
import { type StatementSource, spanOf } from './source.ts';

export function lowerCreateIndex(source: StatementSource, node: IndexStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('create');
  cursor.take('unique');
  cursor.take('index');
  cursor.take('concurrently');
  cursor.takeIfNotExists();
  const name = cursor.word === 'on' ? null : unqualified(cursor.identifier());
  cursor.take('on');
  const only = cursor.take('only');
  const table = cursor.objectName();
  const span = spanOf(source, 0, source.tokens.length);
  return [
    {
      kind: 'CreateIndex',
      span,
      table,
      tableIfExists: false,
      index: { span, name, ...readDefinition(cursor, node) },
      concurrently: node.concurrent === true,
      ifNotExists: node.if_not_exists === true,
      only,
    },
  ];
}

function readDefinition(cursor: TokenCursor, node: IndexStmt): Omit<IndexDefinition, 'span' | 'name'> {
  const { source } = cursor;
  cursor.skipTo('(');
  const elements = (node.indexParams ?? []).flatMap(part => ('IndexElem' in part ? [part.IndexElem] : []));
  const parts = readIndexParts(source, elements, cursor.at);
  cursor.skip();
  const include = cursor.take('include') ? cursor.identifierList() : [];
  const options: NamedOption[] = [];
  while (!cursor.done && cursor.word !== 'where') {
    const start = cursor.at;
    if (cursor.take('with')) options.push(...readBracketOptions(source, cursor.at, source.tokens.length));
    else if (cursor.take('tablespace')) {
      const { value } = cursor.identifier();
      options.push({ name: 'tablespace', value, span: cursor.spanFrom(start) });
    } else cursor.skip();
  }
  cursor.take('where');
  return {
    unique: node.unique === true,
    method: node.accessMethod ?? 'btree',
    parts,
    include,
    predicate:
      node.whereClause === undefined
        ? null
        : readExpression(source, node.whereClause, cursor.at, source.tokens.length),
    nullsNotDistinct: node.nulls_not_distinct === true,
    invisible: false,
    comment: null,
    options,
  };
}

const REINDEX_TARGETS: Readonly<Record<string, Reindex['target']>> = {
  REINDEX_OBJECT_INDEX: 'index',
  REINDEX_OBJECT_TABLE: 'table',
  REINDEX_OBJECT_SCHEMA: 'schema',
  REINDEX_OBJECT_SYSTEM: 'system',
  REINDEX_OBJECT_DATABASE: 'database',
};

export function lowerReindex(source: StatementSource, node: ReindexStmt): Operation[] {
  const cursor = new TokenCursor(source);
  cursor.take('reindex');
  if (cursor.word === '(') cursor.skip();
  cursor.skip();
  const plainWord = cursor.take('concurrently');
  return [
    {
      kind: 'Reindex',
      span: spanOf(source, 0, source.tokens.length),
      target: REINDEX_TARGETS[node.kind ?? ''] ?? 'index',
      name: cursor.done ? null : cursor.objectName(),
      concurrently: plainWord || isOn(node.params, 'concurrently'),
      ...(!plainWord && isOn(node.params, 'concurrently') ? { concurrentlyAsOption: true } : {}),
      options: readElements(source, node.params).filter(({ name }) => name !== 'concurrently'),
    },
  ];
}
