import { findIndex, relationKey, tableAt } from '../catalog/catalog.ts';
import type { Index } from '../catalog/model.ts';
import type { DropIndex } from '../operations/objectOperations.ts';
import { isOnlyAction } from './fixes/alterActions.ts';
import { hasFeature } from './fixes/availability.ts';
import { boundedFollowUp } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, replaceAt, written } from './fixes/site.ts';
import {
  type FindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { finalSchema } from './subject/finalSchema.ts';
import { existingRelation } from './subject/relations.ts';
import { sizeText } from './subject/sizeText.ts';
import { isUniqueIndexName } from './subject/uniqueByName.ts';
import { code, withDoubt } from './subject/wording.ts';

export const indexDroppedWithoutInvisibleStep = fileRule({
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
  *check(reviewed) {
    for (const dropped of reviewed.ofKinds('DropIndex')) {
      const { operation } = dropped.context;
      if (operation.kind !== 'DropIndex' || dropped.statement.run.direction === 'down') continue;
      const draft = withoutTrial(reviewed, dropped, operation);
      if (draft !== null) yield { ...draft, statement: dropped.statement.index };
    }
  },
});

function withoutTrial(
  reviewed: ReviewedFile,
  { context }: ReviewedOperation,
  operation: DropIndex,
): FindingDraft | null {
  const { before, target } = context;
  if (operation.table === null || !hasFeature(target, 'invisible-index')) return null;
  const existing = existingRelation(context, operation.table);
  const key = relationKey(before, operation.table);
  const name = operation.index.name.value;
  const index = findIndex(before, tableAt(before, key), name);
  if (
    existing === null ||
    (index === undefined && (existing.known || isUniqueIndexName(target.engine, name)))
  )
    return null;
  if (index !== undefined && !isWorthTrying(context, reviewed, key, index)) return null;
  return {
    span: operation.span,
    message: withDoubt(
      existing,
      `If a query turns out to need ${code(name)}, building it again reads all of ${existing.label}${sizeText(context, existing.key)}; made ${target.engine === 'mysql' ? 'invisible' : 'ignored'} first, it is back at once.`,
    ),
    table: existing.key,
    fixes: remedies(context, invisibleFirst(context, operation)),
  };
}

/** An index that only makes queries faster, that they use by now, and that no other replaces. */
function isWorthTrying(
  context: OperationContext,
  reviewed: ReviewedFile,
  key: string,
  index: Index,
): boolean {
  if (index.unique || index.constraint !== null || index.method !== 'btree') return false;
  if (index.invisible && !isHiddenHere(reviewed, context, key, index)) return false;
  if (index.origin !== null && context.isPending(index.origin.path)) return false;
  const columns = index.keys.map(({ column }) => column?.toLowerCase() ?? null);
  const [before, after] = [
    tableAt(context.before, key),
    tableAt(finalSchema(reviewed) ?? context.after, key),
  ];
  return ![...(before?.indexes ?? []), ...(after?.indexes ?? [])].some(
    other =>
      other.name !== index.name &&
      !other.invisible &&
      after?.indexes.some(({ name }) => name === other.name) === true &&
      columns.every((column, at) => column !== null && other.keys[at]?.column?.toLowerCase() === column),
  );
}

/** Made invisible by this very file: nobody has lived without it yet. */
function isHiddenHere(
  reviewed: ReviewedFile,
  { before }: OperationContext,
  key: string,
  { name }: Index,
): boolean {
  return reviewed
    .ofKinds('AlterIndex')
    .some(
      ({ context: { operation } }) =>
        operation.kind === 'AlterIndex' &&
        operation.action === 'invisible' &&
        operation.table !== null &&
        relationKey(before, operation.table) === key &&
        operation.index.name.value.toLowerCase() === name.toLowerCase(),
    );
}

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
