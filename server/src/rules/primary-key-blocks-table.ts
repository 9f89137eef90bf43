import { findColumn, findIndex, findTable, relationKey, sameName } from '../catalog/catalog.ts';
import type { TableConstraint } from '../operations/constraints.ts';
import type { Identifier } from '../operations/names.ts';
import type { AddColumn, DropConstraint } from '../operations/tableOperations.ts';
import { addedConstraint } from './fixes/addedParts.ts';
import { keyUsingIndex } from './fixes/keyUsingIndex.ts';
import { mergeWithNextPrimaryKey } from './fixes/mergePrimaryKey.ts';
import { remedies } from './fixes/remedy.ts';
import { swapPrimaryKey } from './fixes/swapPrimaryKey.ts';
import {
  type FindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { draftsOfKinds } from './subject/draftsOfKinds.ts';
import { failsAnyway } from './subject/failsAnyway.ts';
import { transactionOf } from './subject/fileTransaction.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { code, columnCode, whoWaits, withDoubt } from './subject/wording.ts';

export const primaryKeyBlocksTable = fileRule({
  metadata: {
    id: 'primary-key-blocks-table',
    title: 'Primary key added, dropped or replaced under a lock',
    categories: ['locking', 'compatibility'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {
      squawk: ['adding-serial-primary-key-field'],
      'postgres-language-server': ['addingPrimaryKeyConstraint'],
      eugene: ['W14'],
      pgfence: ['add-pk-without-using-index', 'add-pk-using-index'],
      atlas: ['PG304'],
    },
  },
  *check(reviewed) {
    for (const { change, drafts } of reviewed.fromEach(changingKeys)) {
      if (failsAnyway(reviewed, change) || hasNewKeyAtCommit(reviewed, change)) continue;
      const fixes = concurrentIndexFirst(reviewed, change);
      for (const draft of drafts) yield fixes.length === 0 ? draft : { ...draft, fixes };
    }
  },
});

const changingKeys = draftsOfKinds(['AddConstraint', 'AddColumn', 'DropConstraint'], changesOfKey);

function changesOfKey(context: OperationContext): Iterable<FindingDraft> {
  const { operation, note } = context;
  if (note === null || note.refusal !== null || !note.blocksWrites) return [];
  switch (operation.kind) {
    case 'AddConstraint': {
      const existing = existingRelation(context, operation.table);
      return existing !== null && operation.constraint.kind === 'primary-key'
        ? added(context, operation.constraint, existing)
        : [];
    }
    case 'AddColumn': {
      const existing = existingRelation(context, operation.table);
      return existing === null ? [] : addedWithColumn(context, operation, existing);
    }
    case 'DropConstraint': {
      const existing = existingRelation(context, operation.table);
      return existing === null ? [] : dropped(context, operation, existing);
    }
    default:
      return [];
  }
}

/** PostgreSQL: dropped and added in one transaction, so that nobody sees the table without a key. */
function hasNewKeyAtCommit(
  reviewed: ReviewedFile,
  { context, statement, order }: ReviewedOperation,
): boolean {
  const { operation, before, target } = context;
  if (target.engine !== 'postgresql' || operation.kind !== 'DropConstraint') return false;
  const key = relationKey(before, operation.table);
  const group = transactionOf(reviewed, statement);
  return reviewed
    .ofKinds('AddConstraint', 'AddColumn')
    .some(
      later =>
        later.order > order &&
        group.includes(later.statement) &&
        addsPrimaryKey(later.context.operation) &&
        'table' in later.context.operation &&
        later.context.operation.table !== null &&
        relationKey(later.context.before, later.context.operation.table) === key,
    );
}

type Key = Extract<TableConstraint, { readonly kind: 'primary-key' | 'unique' }>;

function* added(
  context: OperationContext,
  constraint: Key,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  const { note } = context;
  if (note === null || !(note.scansTable || note.buildsIndex || note.rewritesTable)) return;
  if (constraint.usingIndex !== null && !hasNullableColumn(context, existing, constraint.usingIndex)) return;
  yield {
    span: constraint.span,
    message: withDoubt(existing, addedMessage(context, constraint, existing)),
    table: existing.key,
  };
}

/** Only a column that is known to be nullable is a reason to scan: USING INDEX is the last step of the way around. */
function hasNullableColumn(
  context: OperationContext,
  { table }: ExistingRelation,
  name: Identifier,
): boolean {
  const index = table === undefined ? undefined : findIndex(context.before, table, name.value);
  return (
    index?.keys.some(
      ({ column }) =>
        column !== null &&
        table?.columns.some(other => sameName(context.before.dialect, other.name, column) && !other.notNull),
    ) === true
  );
}

function addedMessage(context: OperationContext, constraint: Key, existing: ExistingRelation): string {
  const { note } = context;
  const { label } = existing;
  if (note?.rewritesTable === true)
    return `Adding a primary key copies ${label} while ${whoWaits(note)} wait.`;
  if (constraint.usingIndex !== null)
    return `${code('PRIMARY KEY USING INDEX')} on a nullable column reads all of ${label} for NULLs while every query waits.`;
  const work = isNullFree(context, constraint, existing)
    ? 'builds an index'
    : 'builds an index and checks for NULLs';
  return `${code('ADD PRIMARY KEY')} on ${label} ${work} while every query waits.`;
}

/** All its columns are NOT NULL for certain: then the server asks no row. */
function isNullFree(context: OperationContext, { parts }: Key, { table, known }: ExistingRelation): boolean {
  return (
    known &&
    parts.every(
      ({ column }) => column !== null && findColumn(context.before, table, column)?.notNull === true,
    )
  );
}

/** PostgreSQL: a key in the place of another one has to wait for its index while the old one is still there. */
function concurrentIndexFirst(reviewed: ReviewedFile, change: ReviewedOperation): readonly FixDraft[] {
  const { context } = change;
  const { operation } = context;
  if (
    context.target.engine !== 'postgresql' ||
    operation.kind !== 'AddConstraint' ||
    operation.constraint.kind !== 'primary-key'
  )
    return [];
  const { constraint, table } = operation;
  const name = constraint.name?.value ?? addedConstraint(context, table, 'primary-key')?.name ?? null;
  const isPartitioned = findTable(context.before, table)?.partitioning != null;
  if (name === null || constraint.usingIndex !== null || isPartitioned) return [];
  const key = { operation, constraint, name };
  const names = [table.name, ...constraint.parts.flatMap(part => part.column ?? [])];
  return remedies(context, [
    takesPlaceOfOldKey(reviewed, change)
      ? {
          title: 'Build the index of the new key concurrently, then swap the keys',
          kind: 'suggestion',
          names,
          build: style => swapPrimaryKey(context, style, key),
        }
      : {
          title: 'Build the index concurrently, then attach it as the primary key',
          kind: 'safe',
          names,
          build: style => keyUsingIndex(context, style, key),
        },
  ]);
}

/** The statement, or one before it, drops a constraint of the table: the old key or one that nobody knows. */
function takesPlaceOfOldKey(
  reviewed: ReviewedFile,
  { context, statement, order }: ReviewedOperation,
): boolean {
  const { operation, before } = context;
  if (!('table' in operation) || operation.table === null) return false;
  const table = relationKey(before, operation.table);
  return reviewed.ofKinds('DropConstraint').some(drop => {
    const dropped = drop.context.operation;
    return (
      dropped.kind === 'DropConstraint' &&
      (drop.order < order || drop.statement === statement) &&
      drop.statement.run.section === statement.run.section &&
      relationKey(drop.context.before, dropped.table) === table &&
      isMaybePrimaryKey(drop.context, dropped)
    );
  });
}

function isMaybePrimaryKey(
  { before }: OperationContext,
  { table, name, constraintKind }: DropConstraint,
): boolean {
  if (constraintKind !== 'any') return constraintKind === 'primary-key';
  const found = findTable(before, table)?.constraints.find(other => other.name === name?.value);
  return found === undefined || found.kind === 'primary-key';
}

function* addedWithColumn(
  context: OperationContext,
  { table, column }: AddColumn,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  // Where the new column rewrites the table, the index is the lesser part and the rewrite has its own finding.
  if (column.primaryKey === null || context.note?.rewritesTable === true) return;
  yield {
    span: column.primaryKey.span,
    message: withDoubt(
      existing,
      `The key on the new column ${columnCode(table, column.name.value)} builds an index while ${existing.label} is closed.`,
    ),
    table: existing.key,
  };
}

function* dropped(
  context: OperationContext,
  operation: DropConstraint,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  const { note, statement } = context;
  if (!dropsPrimaryKey(context, operation) || statement.operations.some(addsPrimaryKey)) return;
  const isCopy = note?.rewritesTable === true;
  yield {
    span: operation.span,
    message: withDoubt(
      existing,
      isCopy
        ? `Dropping the primary key copies ${existing.label} while ${whoWaits(note)} wait.`
        : `Without its primary key ${existing.label} accepts duplicate keys, and UPDATE and DELETE fail where the table is published for replication.`,
    ),
    ...(isCopy ? {} : { categories: ['compatibility', 'locking'] as const }),
    table: existing.key,
    fixes: remedies(
      context,
      isCopy
        ? [
            {
              title: 'Drop and add the primary key in one statement',
              kind: 'safe',
              build: ({ site, sql }) => mergeWithNextPrimaryKey(site, sql),
            },
          ]
        : [],
    ),
  };
}

function dropsPrimaryKey(
  context: OperationContext,
  { table, name, constraintKind }: DropConstraint,
): boolean {
  if (constraintKind === 'primary-key') return true;
  if (constraintKind !== 'any' || name === null) return false;
  const found = findTable(context.before, table)?.constraints.find(
    constraint => constraint.name === name.value,
  );
  if (found !== undefined) return found.kind === 'primary-key';
  return context.target.engine === 'postgresql' && name.value === `${table.name.value}_pkey`;
}

function addsPrimaryKey(operation: OperationContext['operation']): boolean {
  if (operation.kind === 'AddConstraint') return operation.constraint.kind === 'primary-key';
  return operation.kind === 'AddColumn' && operation.column.primaryKey !== null;
}
