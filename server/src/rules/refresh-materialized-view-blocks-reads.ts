import { findView, isComplete } from '../catalog/catalog.ts';
import type { View } from '../catalog/model.ts';
import { displayName } from '../operations/names.ts';
import type { OperationOf } from '../operations/operation.ts';
import { nonTransactionalFollowUp } from './fixes/followUps.ts';
import { quoteLike, slugOf } from './fixes/identifiers.ts';
import { cutStatement } from './fixes/moveStatement.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan, written } from './fixes/site.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { existingRelation } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { code, withDoubt } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const refreshMaterializedViewBlocksReads = operationRule({
  metadata: {
    id: 'refresh-materialized-view-blocks-reads',
    title: 'Refresh closes the view',
    categories: ['locking'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql'],
    fixes: 'safe and suggestion',
    related: { pgfence: ['refresh-matview-blocking'], migrationpilot: ['MP033'] },
  },
  kinds: ['RefreshMaterializedView'],
  *check(context) {
    const { operation, note } = context;
    const existing = existingRelation(context, operation.view);
    const view = findView(context.before, operation.view);
    if (operation.concurrently) {
      const reason = note?.refusal?.reason === 'not-supported' ? whyRefused(context, view) : null;
      if (reason === null) return;
      yield {
        span: findPhrase(context.sql, 'postgresql', operation.span, ['concurrently']) ?? operation.span,
        severity: 'error',
        categories: ['fails'],
        message: `${code(displayName(operation.view))} ${reason}, so that it cannot be refreshed CONCURRENTLY (SQLSTATE ${note?.refusal?.code ?? ''}).`,
      };
      return;
    }
    if (
      !operation.withData ||
      existing === null ||
      note === null ||
      note.refusal !== null ||
      !note.blocksReads
    )
      return;
    // Nobody reads a view that a pending migration emptied.
    if (view?.populated === false && view.changedBy !== null && context.isPending(view.changedBy.path))
      return;
    yield {
      span: statementHead(context),
      message: withDoubt(existing, `Readers of ${existing.label} wait until this refresh ends.`),
      table: existing.key,
      fixes: remedies(context, view === undefined ? [] : fixesOf(operation, view)),
    };
  },
});

/** Only what is certain: a view whose indexes are all known, or that a pending migration left empty. */
function whyRefused(context: OperationContext, view: View | undefined): string | null {
  if (view?.materialized !== true || !view.certain) return null;
  if (!view.populated) {
    const origin = view.changedBy ?? view.origin;
    return origin !== null && context.isPending(origin.path) ? 'holds no data yet' : null;
  }
  return isComplete(context.before) || (view.origin !== null && context.isPending(view.origin.path))
    ? 'has no unique index on plain columns without WHERE'
    : null;
}

function hasKey(view: View): boolean {
  return view.indexes.some(
    ({ unique, predicate, keys, valid }) =>
      unique && valid && predicate === null && keys.every(key => key.column !== null),
  );
}

function fixesOf(operation: OperationOf<'RefreshMaterializedView'>, view: View): Remedy[] {
  const names = [operation.view.name];
  if (hasKey(view))
    return [
      {
        title: 'Refresh concurrently',
        kind: 'safe',
        build: ({ site, sql }) =>
          plan({ edits: [insertAt(site, operation.view.span.start, sql`CONCURRENTLY `)] }),
      },
    ];
  const [column] = view.columns ?? [];
  if (column === undefined) return [];
  return [
    {
      title: `Make ${code(column)} a key of the view, then refresh concurrently`,
      kind: 'suggestion',
      names,
      build({ site, sql }) {
        const cut = cutStatement(site, site.index);
        if (cut === null) return null;
        const name = written(site, operation.view.span);
        const key = quoteLike(operation.view.name, 'postgresql', `${view.name}_${column}_key`);
        const quoted = quoteLike(operation.view.name, 'postgresql', column);
        return plan({
          edits: [cut.edit],
          followUps: [
            nonTransactionalFollowUp(site, {
              slug: slugOf('index', view.name, column),
              statements: [sql`CREATE UNIQUE INDEX CONCURRENTLY ${key} ON ${name} (${quoted});`],
            }),
            {
              slug: slugOf('refresh', view.name),
              body: sql`REFRESH MATERIALIZED VIEW CONCURRENTLY ${name};`,
              transaction: 'default',
            },
          ],
        });
      },
    },
  ];
}
