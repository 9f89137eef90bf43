import { findTable, relationKey } from '../catalog/catalog.ts';
import type { TableConstraint } from '../operations/constraints.ts';
import type { AddColumn, AddConstraint, DropConstraint } from '../operations/tableOperations.ts';
import { addedConstraint } from './fixes/addedParts.ts';
import { keyUsingIndex } from './fixes/keyUsingIndex.ts';
import { mergeWithNextPrimaryKey } from './fixes/mergePrimaryKey.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import {
  type FindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { failsAnyway } from './subject/failsAnyway.ts';
import { transactionsOf } from './subject/fileTransaction.ts';
import { perContext } from './subject/perContext.ts';
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
    fixes: 'safe',
    related: {
      squawk: ['adding-serial-primary-key-field'],
      'postgres-language-server': ['addingPrimaryKeyConstraint'],
      eugene: ['W14'],
      pgfence: ['add-pk-without-using-index', 'add-pk-using-index'],
      atlas: ['PG304'],
    },
  },
  *check(reviewed) {
    for (const change of reviewed.ofKinds('AddConstraint', 'AddColumn', 'DropConstraint')) {
      const drafts = draftsOf(change.context);
      if (drafts.length === 0 || failsAnyway(reviewed, change) || hasNewKeyAtCommit(reviewed, change))
        continue;
      for (const draft of drafts) yield { ...draft, statement: change.statement.index };
    }
  },
});

const draftsOf = perContext(context => [...changesOfKey(context)]);

function changesOfKey(context: OperationContext): Iterable<FindingDraft> {
  const { operation, note } = context;
  if (note === null || note.refusal !== null || !note.blocksWrites) return [];
  switch (operation.kind) {
    case 'AddConstraint': {
      const existing = existingRelation(context, operation.table);
      return existing !== null && operation.constraint.kind === 'primary-key'
        ? added(context, operation, operation.constraint, existing)
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
  const group = transactionsOf(reviewed).find(statements => statements.includes(statement)) ?? [];
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
  operation: AddConstraint,
  constraint: Key,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  const { note } = context;
  if (note === null || !(note.scansTable || note.buildsIndex || note.rewritesTable)) return;
  yield {
    span: constraint.span,
    message: withDoubt(existing, addedMessage(context, constraint, existing)),
    table: existing.key,
    fixes: remedies(
      context,
      context.target.engine === 'postgresql'
        ? concurrentIndexFirst(context, operation, constraint, existing)
        : [],
    ),
  };
}

function addedMessage({ note }: OperationContext, constraint: Key, { label }: ExistingRelation): string {
  if (note?.rewritesTable === true)
    return `Adding a primary key copies ${label} while ${whoWaits(note)} wait.`;
  if (constraint.usingIndex !== null)
    return `${code('PRIMARY KEY USING INDEX')} on a nullable column reads all of ${label} for NULLs while every query waits.`;
  return `${code('ADD PRIMARY KEY')} on ${label} builds an index and checks for NULLs while every query waits.`;
}

function concurrentIndexFirst(
  context: OperationContext,
  operation: AddConstraint,
  constraint: Key,
  existing: ExistingRelation,
): Remedy[] {
  const name =
    constraint.name?.value ?? addedConstraint(context, operation.table, 'primary-key')?.name ?? null;
  if (name === null || constraint.usingIndex !== null || existing.table?.partitioning != null) return [];
  return [
    {
      title: 'Build the index concurrently, then attach it as the primary key',
      kind: 'safe',
      names: [operation.table.name, ...constraint.parts.flatMap(part => part.column ?? [])],
      build: style => keyUsingIndex(context, style, { operation, constraint, name }),
    },
  ];
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
