import { findIndex, relationKey, tableAt } from '../catalog/catalog.ts';
import type { DropIndex } from '../operations/objectOperations.ts';
import { isOnlyAction } from './fixes/alterActions.ts';
import { hasFeature } from './fixes/availability.ts';
import { boundedFollowUp } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, replaceAt, written } from './fixes/site.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { existingRelation } from './subject/relations.ts';
import { sizeText } from './subject/sizeText.ts';
import { code } from './subject/wording.ts';

export const indexDroppedWithoutInvisibleStep = operationRule({
  metadata: {
    id: 'index-dropped-without-invisible-step',
    title: 'Index dropped without trying what it is like without it',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { spirit: ['invisible_index_before_drop'] },
  },
  kinds: ['DropIndex'],
  *check(context) {
    const { operation, before, target } = context;
    if (operation.table === null || !hasFeature(target, 'invisible-index')) return;
    const existing = existingRelation(context, operation.table);
    const table = tableAt(before, relationKey(before, operation.table));
    const index = findIndex(before, table, operation.index.name.value);
    if (existing === null || table === undefined || index === undefined) return;
    if (index.unique || index.invisible || index.constraint !== null || index.method !== 'btree') return;
    if (index.origin !== null && context.isPending(index.origin.path)) return;
    const columns = index.keys.map(({ column }) => column?.toLowerCase() ?? null);
    const isRepeated = table.indexes.some(
      other =>
        other !== index &&
        !other.invisible &&
        columns.every((column, at) => column !== null && other.keys[at]?.column?.toLowerCase() === column),
    );
    if (isRepeated) return;
    yield {
      span: operation.span,
      message: `If a query turns out to need ${code(index.name)}, building it again reads all of ${existing.label}${sizeText(context, existing.key)}; made ${target.engine === 'mysql' ? 'invisible' : 'ignored'} first, it is back at once.`,
      table: existing.key,
      fixes: remedies(context, invisibleFirst(context, operation)),
    };
  },
});

function invisibleFirst(context: OperationContext, { table, index, span }: DropIndex): Remedy[] {
  const { statement, target, sql: text } = context;
  if (table === null || !isOnlyAction(statement, span)) return [];
  return [
    {
      title: 'Hide the index now, drop it in the next migration',
      kind: 'suggestion',
      names: [table.name, index.name],
      build(style) {
        const { site, sql } = style;
        const [tableSql, indexSql] = [written(site, table.span), written(site, index.name.span)];
        const word = target.engine === 'mysql' ? sql`INVISIBLE` : sql`IGNORED`;
        return plan({
          edits: [
            replaceAt(
              site,
              { start: 0, end: text.length },
              sql`ALTER TABLE ${tableSql} ALTER INDEX ${indexSql} ${word}`,
            ),
          ],
          followUps: [
            boundedFollowUp(style, {
              slug: slugOf('drop', index.name.value),
              statements: [sql`DROP INDEX ${indexSql} ON ${tableSql};`],
            }),
          ],
        });
      },
    },
  ];
}
