import { findIndex, findRelation, findTable } from '../catalog/catalog.ts';
import type { CreateIndex } from '../operations/objectOperations.ts';
import { addedIndex } from './fixes/addedParts.ts';
import { outsideTransaction } from './fixes/concurrently.ts';
import { nonTransactionalFollowUp } from './fixes/followUps.ts';
import { quoteLike, slugOf } from './fixes/identifiers.ts';
import { noteOnlineTool } from './fixes/onlineTool.ts';
import { indexEachPartition } from './fixes/partitionedIndex.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, written } from './fixes/site.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { existingRelation } from './subject/relations.ts';
import { code, withDoubt } from './subject/wording.ts';
import { headThrough } from './subject/words.ts';

const WORDS_OF_INDEX = ['index', 'key'];

export const createIndexBlocksWrites = operationRule({
  metadata: {
    id: 'create-index-blocks-writes',
    title: 'Index build blocks writes',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {
      squawk: ['require-concurrent-index-creation'],
      'postgres-language-server': ['requireConcurrentIndexCreation'],
      eugene: ['E6'],
      pgfence: ['create-index-not-concurrent'],
      strong_migrations: ['add_index'],
      migrationpilot: ['MP001'],
      atlas: ['PG101'],
      bytebase: ['INDEX_CREATE_CONCURRENTLY'],
    },
  },
  kinds: ['CreateIndex'],
  *check(context) {
    const { operation, note } = context;
    if (
      operation.concurrently ||
      note === null ||
      !note.buildsIndex ||
      !note.blocksWrites ||
      note.refusal !== null
    )
      return;
    // An ordinary index of MySQL or MariaDB is built online; when it is not, another clause of its statement is to blame.
    if (context.target.engine !== 'postgresql' && !isBuiltUnderLock(operation.index.method)) return;
    const existing = existingRelation(context, operation.table);
    if (existing === null || isThereAlready(context, operation)) return;
    const index = indexName(context, operation);
    const subject = index === null ? 'this index' : code(index);
    const found = findRelation(context.before, operation.table);
    const isOfView = found?.kind === 'view' && found.materialized;
    yield {
      span: headThrough(context.sql, context.target.engine, operation.span, WORDS_OF_INDEX),
      ...(isOfView ? { severity: 'info' as const } : {}),
      message: withDoubt(
        existing,
        isOfView
          ? `Every REFRESH of the materialized view ${existing.label} waits until ${subject} is built; its readers go on.`
          : `Building ${subject} blocks all writes to ${existing.label} until it is done.`,
      ),
      table: existing.key,
      fixes: remedies(
        context,
        context.target.engine === 'postgresql'
          ? onPostgresql(context, operation)
          : [noteOnlineTool(context, operation.table)],
      ),
    };
  },
});

function isBuiltUnderLock(method: string): boolean {
  return method === 'fulltext' || method === 'spatial';
}

function isThereAlready(context: OperationContext, { ifNotExists, index, table }: CreateIndex): boolean {
  if (!ifNotExists || index.name === null) return false;
  return findIndex(context.before, findTable(context.before, table), index.name.name.value) !== undefined;
}

function indexName(context: OperationContext, { index, table }: CreateIndex): string | null {
  return index.name?.name.value ?? addedIndex(context, table)?.name ?? null;
}

function onPostgresql(context: OperationContext, operation: CreateIndex): Remedy[] {
  const { index, table } = operation;
  // Concurrent builds are not available on a partitioned parent, only on its partitions one by one.
  if (findTable(context.before, table)?.partitioning != null)
    return indexEachPartition(context, operation).map(remedy => ({ ...remedy, kind: 'suggestion' }));
  const name = indexName(context, operation);
  const columns = index.parts.map(part => part.column?.value ?? 'expression');
  const keyword = headThrough(context.sql, 'postgresql', operation.span, ['index']);
  return [
    {
      title: 'Build the index concurrently',
      kind: 'safe',
      names: [table.name],
      build({ site, sql }) {
        const unnamed =
          index.name === null && name !== null ? ` ${quoteLike(table.name, 'postgresql', name)}` : '';
        const head = written(site, { start: operation.span.start, end: keyword.end });
        const rest = written(site, { start: keyword.end, end: operation.span.end });
        return outsideTransaction(site, {
          inPlace: [insertAt(site, keyword.end, sql` CONCURRENTLY`)],
          elsewhere: nonTransactionalFollowUp(site, {
            slug: slugOf('index', table.name.value, ...columns),
            statements: [`${head}${sql` CONCURRENTLY`}${unnamed}${rest};`],
          }),
          provides: name === null ? [] : [name],
        });
      },
    },
  ];
}
