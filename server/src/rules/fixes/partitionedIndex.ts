import { findTable, nameOfKey, tableAt } from '../../catalog/catalog.ts';
import type { CreateIndex } from '../../operations/objectOperations.ts';
import type { OperationContext } from '../rule.ts';
import { findPhrase } from '../subject/words.ts';
import { addedIndex } from './addedParts.ts';
import { boundedFollowUp, nonTransactionalFollowUp } from './followUps.ts';
import { quoteIdentifier } from './identifiers.ts';
import type { Remedy } from './remedy.ts';
import { insertAt, plan, removeWithSpaceBefore, written } from './site.ts';

const LONGEST_NAME = 63;

/**
 * PostgreSQL: the index on ONLY the parent, one concurrent build for each partition, and the parts attached. None while
 * a partition is not known or is partitioned itself.
 */
export function indexEachPartition(context: OperationContext, operation: CreateIndex): Remedy[] {
  const table = findTable(context.before, operation.table);
  const keys = table?.partitioning?.partitions ?? [];
  const partitions = keys.map(key => tableAt(context.before, key));
  const name = operation.index.name?.name.value ?? addedIndex(context, operation.table)?.name;
  const concurrently = findPhrase(context.sql, 'postgresql', operation.span, ['concurrently']);
  if (keys.length === 0 || name === undefined) return [];
  if (partitions.some(part => part?.certain !== true || part.partitioning !== null)) return [];
  return [
    {
      title: 'Index each partition and attach',
      kind: 'safe',
      names: [operation.table.name],
      build(style) {
        const { site, sql } = style;
        const rest = written(site, { start: operation.table.span.end, end: operation.span.end });
        const unique = operation.index.unique ? sql`UNIQUE ` : '';
        const parent = quoteIdentifier('postgresql', name);
        const built = keys.map(key => {
          const [schema = 'public', ...parts] = nameOfKey(key).split('.');
          const partition = parts.join('.');
          const prefix = schema === 'public' ? '' : `${quoteIdentifier('postgresql', schema)}.`;
          const index = quoteIdentifier('postgresql', `${partition}_${name}`.slice(0, LONGEST_NAME));
          const statement = sql`CREATE ${unique}INDEX CONCURRENTLY ${index} ON ${prefix}${quoteIdentifier('postgresql', partition)}${rest};`;
          return {
            partition,
            statement,
            attach: sql`ALTER INDEX ${parent} ATTACH PARTITION ${prefix}${index};`,
          };
        });
        return plan({
          edits: [
            ...(concurrently === null ? [] : [removeWithSpaceBefore(site, concurrently)]),
            insertAt(site, operation.table.span.start, sql`ONLY `),
          ],
          followUps: [
            ...built.map(({ partition, statement }) =>
              nonTransactionalFollowUp(site, { slug: `index_${partition}`, statements: [statement] }),
            ),
            boundedFollowUp(style, { slug: `attach_${name}`, statements: built.map(({ attach }) => attach) }),
          ],
        });
      },
    },
  ];
}
