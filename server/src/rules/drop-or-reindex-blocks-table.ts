import { isComplete, nameOfKey, relationKey, tableAt } from '../catalog/catalog.ts';
import type { Table } from '../catalog/model.ts';
import { displayName } from '../operations/names.ts';
import type { DropIndex, Reindex } from '../operations/objectOperations.ts';
import { hasFeature } from './fixes/availability.ts';
import { outsideTransaction } from './fixes/concurrently.ts';
import {
  concurrentDrop,
  dropEachConcurrently,
  droppingStatements,
  takesIndexesAlong,
} from './fixes/dropConcurrently.ts';
import { type FollowUpStyle, nonTransactionalFollowUp } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { isFollowedBy } from './fixes/otherStatements.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, statementText, written } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FindingDraft,
  type FixPlan,
  fileRule,
  type OperationContext,
  type RelatedPlace,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { dropsAbsentIndex, isIndexUnheardOf, makesRoomForIndex } from './subject/absentIndex.ts';
import { type DraftedOperation, draftsOfKinds } from './subject/draftsOfKinds.ts';
import { type DraftedDrop, firstOnEachTable } from './subject/dropsUnderOneLock.ts';
import { failsAnyway } from './subject/failsAnyway.ts';
import { isLockWaitShort } from './subject/lockWait.ts';
import { code } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const dropOrReindexBlocksTable = fileRule({
  metadata: {
    id: 'drop-or-reindex-blocks-table',
    title: 'Index dropped or rebuilt under a strong lock',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql'],
    fixes: 'safe',
    related: {
      squawk: ['require-concurrent-index-deletion', 'require-concurrent-reindex'],
      'postgres-language-server': ['requireConcurrentIndexDeletion', 'requireConcurrentReindex'],
      pgfence: ['drop-index-not-concurrent', 'reindex-non-concurrent'],
      strong_migrations: ['remove_index'],
      migrationpilot: ['MP009', 'MP021'],
    },
  },
  *check(reviewed) {
    const blocking = reviewed
      .fromEach(blockingWork)
      .filter(
        ({ change }) =>
          !wentWithItsTable(reviewed, change) &&
          !goesWithItsColumn(reviewed, change) &&
          !makesRoomForIndex(reviewed, change) &&
          !failsAnyway(reviewed, change),
      );
    for (const { change, drafts } of blocking) if (change.kind === 'Reindex') yield* drafts;
    const drops = blocking
      .filter(({ change }) => change.kind === 'DropIndex')
      .map(drop => (isIndexUnheardOf(reviewed, drop.change) ? ifThere(drop) : drop));
    for (const { first, later } of firstOnEachTable(reviewed, drops)) yield withLater(first, later);
  },
});

const blockingWork = draftsOfKinds(['DropIndex', 'Reindex'], blockedBy);

function blockedBy(context: OperationContext): Iterable<FindingDraft> {
  const { operation, note } = context;
  if (
    (operation.kind !== 'DropIndex' && operation.kind !== 'Reindex') ||
    operation.concurrently ||
    note === null ||
    note.refusal !== null ||
    !(note.blocksReads || note.blocksWrites)
  )
    return [];
  return operation.kind === 'DropIndex' ? dropped(context, operation) : rebuilt(context, operation);
}

/** `DROP TABLE t; DROP INDEX IF EXISTS t_a_idx;`: nothing is left to lock. The other way round the table goes at once. */
function wentWithItsTable(reviewed: ReviewedFile, { context, order, statement }: ReviewedOperation): boolean {
  const { operation, before } = context;
  if (operation.kind !== 'DropIndex') return false;
  const found = before.get(relationKey(before, operation.index));
  if (found?.kind === 'index')
    return reviewed.ofKinds('DropTable').some(drop => {
      const later = drop.context.operation;
      return (
        later.kind === 'DropTable' &&
        drop.order > order &&
        drop.statement.run.section === statement.run.section &&
        relationKey(drop.context.before, later.table) === found.table
      );
    });
  if (found !== undefined) return false;
  return reviewed.ofKinds('DropTable').some(drop => {
    const earlier = drop.context.operation;
    if (earlier.kind !== 'DropTable' || drop.order >= order) return false;
    const table = tableAt(drop.context.before, relationKey(drop.context.before, earlier.table));
    return table?.indexes.some(index => index.name === operation.index.name.value) === true;
  });
}

/** `DROP INDEX t_a_idx; ALTER TABLE t DROP COLUMN a;`: the column takes the index along, under a lock it needs anyway. */
function goesWithItsColumn(
  reviewed: ReviewedFile,
  { context, order, statement }: ReviewedOperation,
): boolean {
  const { operation, before } = context;
  if (operation.kind !== 'DropIndex') return false;
  const found = before.get(relationKey(before, operation.index));
  if (found?.kind !== 'index') return false;
  const index = tableAt(before, found.table)?.indexes.find(({ name }) => name === operation.index.name.value);
  if (index === undefined) return false;
  const columns = new Set([...index.keys.map(({ column }) => column), ...index.include]);
  return reviewed.ofKinds('DropColumn').some(drop => {
    const later = drop.context.operation;
    return (
      later.kind === 'DropColumn' &&
      drop.order > order &&
      drop.statement.run.section === statement.run.section &&
      relationKey(drop.context.before, later.table) === found.table &&
      columns.has(later.column.value)
    );
  });
}

/** Most often a clean-up that finds nothing, and then locks nothing. */
function ifThere({ change, drafts }: DraftedOperation): DraftedOperation {
  const { operation } = change.context;
  if (operation.kind !== 'DropIndex') return { change, drafts };
  const name = code(displayName(operation.index));
  const message = `If ${name} exists, which no migration so far has made, dropping it needs an exclusive lock on its table; every query queues behind it while it waits.`;
  return { change, drafts: drafts.map(draft => ({ ...draft, severity: 'info', message })) };
}

function* dropped(context: OperationContext, operation: DropIndex): Generator<FindingDraft> {
  const key = relationKey(context.before, operation.index);
  const found = context.before.get(key);
  if (dropsAbsentIndex(context) || (found === undefined && isComplete(context.before))) return;
  const owner = found?.kind === 'index' ? found.table : null;
  const table = owner === null ? undefined : tableAt(context.before, owner);
  if (context.isNew(key) || (owner !== null && context.isNew(owner)) || table?.persistence === 'temporary')
    return;
  if (table?.indexes.some(index => index.name === operation.index.name.value && index.constraint !== null))
    return;
  const isPartitioned = table?.partitioning != null;
  const where = owner === null ? 'its table' : code(nameOfKey(owner).replace(/^public\./, ''));
  const message = `${code(`DROP INDEX ${displayName(operation.index)}`)} needs an exclusive lock on ${where}; every query queues behind it while it waits${owner === null ? ' (schema unknown)' : '.'}`;
  yield {
    span: operation.index.span,
    message,
    severity: isPartitioned ? 'info' : 'warning',
    ...(isLockWaitShort(context) ? { isWaitLimited: true as const } : {}),
    ...(owner === null ? {} : { table: owner }),
  };
}

/** The lock of the first serves the others: one finding, whose fix takes them all out of the transaction. */
function withLater(first: DraftedDrop, later: readonly DraftedDrop[]): FileFindingDraft {
  const { draft, change } = first;
  const path = change.context.file.path;
  const related: readonly RelatedPlace[] = later.map(other => ({
    place: { kind: 'statement', path, statement: other.draft.statement, span: other.draft.span },
    message: 'This one is dropped under the same lock.',
  }));
  return {
    ...draft,
    ...(related.length === 0 ? {} : { related }),
    fixes: remedies(change.context, dropConcurrently(first, later)),
  };
}

function dropConcurrently(first: DraftedDrop, later: readonly DraftedDrop[]): Remedy[] {
  const { context } = first.change;
  const { operation } = context;
  const statements = droppingStatements([first, ...later]);
  const drops = statements?.flatMap(statement => statement.drops) ?? [];
  // A list is taken apart once, by the finding about its first name.
  if (statements === null || operation.kind !== 'DropIndex' || drops[0] !== operation) return [];
  const isAlone = drops.length === 1;
  return [
    {
      title: isAlone ? 'Drop the index concurrently' : 'Drop the indexes concurrently, one by one',
      kind: 'safe',
      names: [operation.index.name],
      build: style =>
        isAlone ? dropOne(context, style, operation) : dropEachConcurrently(style, statements),
    },
  ];
}

function dropOne(context: OperationContext, style: FollowUpStyle, operation: DropIndex): FixPlan | null {
  const { site, sql } = style;
  const whole = { start: 0, end: context.sql.length };
  const keyword = findPhrase(statementText(site), 'postgresql', whole, ['index']);
  if (keyword === null || isFollowedBy(site, takesIndexesAlong)) return null;
  return outsideTransaction(site, {
    inPlace: [insertAt(site, keyword.end, sql` CONCURRENTLY`)],
    elsewhere: nonTransactionalFollowUp(site, {
      slug: slugOf('drop', operation.index.name.value),
      statements: [concurrentDrop(style, operation, written(site, operation.index.span))],
    }),
    provides: [operation.index.name.value],
  });
}

function* rebuilt(context: OperationContext, operation: Reindex): Generator<FindingDraft> {
  const table = reindexedTable(context, operation);
  if (table.isNew) return;
  const what = `REINDEX ${operation.target.toUpperCase()}`;
  const object = operation.name === null ? '' : ` ${displayName(operation.name)}`;
  const label =
    table.key === null ? 'every table it covers' : code(nameOfKey(table.key).replace(/^public\./, ''));
  yield {
    span: operation.span,
    message: `${code(`${what}${object}`)} blocks writes to ${label}, and every query that plans to use the index, until the rebuild is done.`,
    ...(table.key === null ? {} : { table: table.key }),
    fixes: remedies(
      context,
      canRunConcurrently(context, operation, table.table) ? [reindexConcurrently(context, operation)] : [],
    ),
  };
}

function canRunConcurrently(
  context: OperationContext,
  { target }: Reindex,
  table: Table | undefined,
): boolean {
  return (
    target !== 'system' &&
    table?.persistence !== 'temporary' &&
    hasFeature(context.target, 'reindex-concurrently')
  );
}

interface ReindexedTable {
  readonly key: string | null;
  readonly table: Table | undefined;
  readonly isNew: boolean;
}

function reindexedTable(context: OperationContext, { target, name }: Reindex): ReindexedTable {
  if (name === null || (target !== 'index' && target !== 'table'))
    return { key: null, table: undefined, isNew: false };
  const key = relationKey(context.before, name);
  const found = context.before.get(key);
  const tableKey = found?.kind === 'index' ? found.table : target === 'table' ? key : null;
  const table = tableKey === null ? undefined : tableAt(context.before, tableKey);
  const isNew =
    context.isNew(key) ||
    (tableKey !== null && context.isNew(tableKey)) ||
    table?.persistence === 'temporary';
  return { key: tableKey, table, isNew };
}

function reindexConcurrently(context: OperationContext, operation: Reindex): Remedy {
  return {
    title: 'Rebuild concurrently',
    kind: 'safe',
    build({ site, sql }) {
      const words = findPhrase(context.sql, 'postgresql', operation.span, [operation.target]);
      if (words === null) return null;
      const head = written(site, { start: operation.span.start, end: words.end });
      const rest = written(site, { start: words.end, end: operation.span.end });
      return outsideTransaction(site, {
        inPlace: [insertAt(site, words.end, sql` CONCURRENTLY`)],
        elsewhere: nonTransactionalFollowUp(site, {
          slug: slugOf('reindex', operation.name?.name.value ?? operation.target),
          statements: [`${head}${sql` CONCURRENTLY`}${rest};`],
        }),
        provides: [],
      });
    },
  };
}
