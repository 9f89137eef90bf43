import type { IndexDefinition } from '../operations/constraints.ts';
import type { ObjectName } from '../operations/names.ts';
import type { AlterIndex, CreateIndex, DropIndex, RenameIndex } from '../operations/objectOperations.ts';
import { findIndex, objectKey, relationKey, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { dropConstraint } from './dropConstraint.ts';
import { freeIndexName, freeRelationName, joinedColumnNames } from './implicitNames.ts';
import { addIndexTo, dropIndexOf, indexKeyOf, indexNameKey, newIndex, renameIndexOf } from './indexes.ts';
import { editTable, tableKeyFor } from './knownTable.ts';
import type { Index, KeyConstraint, Table, View } from './model.ts';
import { validateWhenAttached } from './partitions.ts';
import { tableKeyForAddition } from './placeholderTable.ts';
import {
  checkColumns,
  reportExistingPart,
  reportExists,
  reportMissing,
  reportMissingPart,
} from './problems.ts';
import { dropImplicitIndexes } from './supportingIndex.ts';

export function applyCreateIndex(draft: Draft, operation: CreateIndex): void {
  const key = ownerKey(draft, operation);
  const owner = key === null ? undefined : draft.get(key);
  if (key === null || (owner?.kind !== 'table' && owner?.kind !== 'view')) return;
  const name = operation.index.name?.name.value ?? null;
  const taken = name === null ? undefined : takenBy(draft, owner, name);
  if (taken !== undefined) {
    if (!operation.ifNotExists) reportTaken(draft, owner, name ?? '', taken);
    return;
  }
  if (owner.kind === 'table') {
    checkColumns(draft, owner, [
      ...operation.index.parts.flatMap(part => part.column ?? []),
      ...operation.index.include,
    ]);
  }
  addIndex(draft, key, operation.index, operation);
}

/** The table or materialized view to be indexed. */
function ownerKey(draft: Draft, operation: CreateIndex): string | null {
  const key = relationKey(draft, operation.table);
  return draft.get(key)?.kind === 'view' ? key : tableKeyForAddition(draft, operation);
}

type Taken =
  | { readonly kind: 'index'; readonly index: Index }
  | { readonly kind: 'relation'; readonly key: string };

function takenBy(draft: Draft, owner: Table | View, name: string): Taken | undefined {
  if (draft.dialect === 'postgresql') {
    const key = objectKey('relation', owner.schema, name);
    return draft.get(key) === undefined ? undefined : { kind: 'relation', key };
  }
  const index = owner.kind === 'table' ? findIndex(draft, owner, name) : undefined;
  return index === undefined || index.implicit ? undefined : { kind: 'index', index };
}

function reportTaken(draft: Draft, owner: Table | View, name: string, taken: Taken): void {
  if (taken.kind === 'index') {
    if (owner.kind === 'table')
      reportExistingPart(draft, owner, { kind: 'index', name, origin: taken.index.origin });
    return;
  }
  const existing = draft.get(taken.key);
  if (existing !== undefined && 'schema' in existing) reportExists(draft, 'index', taken.key, existing);
}

/** Adds an index, and in PostgreSQL one to each partition. A unique index of MySQL and MariaDB is also a constraint. */
export function addIndex(
  draft: Draft,
  key: string,
  definition: IndexDefinition,
  options: { readonly only: boolean },
): void {
  addIndexPart(draft, key, definition, { only: options.only, partOf: null });
}

function addIndexPart(
  draft: Draft,
  key: string,
  definition: IndexDefinition,
  options: { readonly only: boolean; readonly partOf: string | null },
): void {
  const owner = draft.get(key);
  if (owner?.kind !== 'table' && owner?.kind !== 'view') return;
  const written = options.partOf === null ? (definition.name?.name.value ?? null) : null;
  const name = written ?? indexNameFor(draft, owner, definition);
  const partitions =
    owner.kind === 'table' && draft.dialect === 'postgresql' ? (owner.partitioning?.partitions ?? []) : [];
  const isConstraint = definition.unique && draft.dialect !== 'postgresql' && owner.kind === 'table';
  const index = newIndex(draft, {
    name,
    unique: definition.unique,
    method: definition.method === '' ? 'btree' : definition.method,
    keys: definition.parts.map(indexKeyOf),
    include: definition.include.map(column => column.value),
    predicate: definition.predicate,
    nullsNotDistinct: definition.nullsNotDistinct,
    valid: !(options.only && partitions.length > 0),
    invisible: definition.invisible,
    constraint: isConstraint ? name : null,
    partOf: options.partOf,
  });
  if (isConstraint)
    editTable(draft, key, table => ({ constraints: [...table.constraints, uniqueConstraint(draft, index)] }));
  addIndexTo(draft, key, index);
  if (draft.dialect !== 'postgresql') {
    dropImplicitIndexes(draft, key, name);
    return;
  }
  if (options.only) return;
  const partOf = indexNameKey(draft, owner.schema, name);
  for (const partition of partitions) addIndexPart(draft, partition, definition, { only: false, partOf });
}

function uniqueConstraint(draft: Draft, index: Index): KeyConstraint {
  return {
    kind: 'unique',
    name: index.name,
    columns: index.keys.flatMap(part => part.column ?? []),
    index: null,
    nullsNotDistinct: false,
    valid: true,
    enforced: true,
    deferrable: false,
    initiallyDeferred: false,
    origin: draft.origin,
    changedBy: null,
  };
}

function indexNameFor(draft: Draft, owner: Table | View, definition: IndexDefinition): string {
  if (draft.dialect !== 'postgresql') {
    return owner.kind === 'table'
      ? freeIndexName(draft, owner, definition.parts[0]?.column?.value ?? null)
      : '';
  }
  const second = joinedColumnNames(
    definition.parts,
    definition.include.map(column => column.value),
  );
  return freeRelationName(draft, owner.schema, { first: owner.name, second, label: 'idx' });
}

interface FoundIndex {
  readonly owner: string;
  readonly index: Index;
}

/** The index that a name means: of the named table in MySQL and MariaDB, of the schema in PostgreSQL. */
function indexNamed(
  draft: Draft,
  mention: { readonly index: ObjectName; readonly table: ObjectName | null },
): FoundIndex | null {
  const owner =
    mention.table === null ? ownerOfIndex(draft, mention.index) : relationKey(draft, mention.table);
  const object = owner === null ? undefined : draft.get(owner);
  if (owner === null || (object?.kind !== 'table' && object?.kind !== 'view')) return null;
  const index =
    object.indexes.find(other => other.name === mention.index.name.value) ??
    (object.kind === 'table' ? findIndex(draft, object, mention.index.name.value) : undefined);
  return index === undefined ? null : { owner, index };
}

function ownerOfIndex(draft: Draft, name: ObjectName): string | null {
  const object = draft.get(relationKey(draft, name));
  return object?.kind === 'index' ? object.table : null;
}

function reportMissingIndex(
  draft: Draft,
  mention: { readonly index: ObjectName; readonly table: ObjectName | null },
): void {
  if (mention.table === null) {
    reportMissing(draft, 'index', relationKey(draft, mention.index), mention.index);
    return;
  }
  const key = tableKeyFor(draft, { table: mention.table });
  const table = key === null ? undefined : tableAt(draft, key);
  if (table === undefined) return;
  reportMissingPart(draft, table, {
    kind: 'index',
    name: mention.index.name.value,
    known: table.indexes.map(index => index.name),
  });
}

export function applyDropIndex(draft: Draft, operation: DropIndex): void {
  const found = indexNamed(draft, operation);
  if (found === null) {
    if (!operation.ifExists) reportMissingIndex(draft, operation);
    return;
  }
  if (found.index.constraint === null) dropIndexOf(draft, found.owner, found.index.name);
  else dropConstraint(draft, found.owner, found.index.constraint, operation);
}

export function applyRenameIndex(draft: Draft, operation: RenameIndex): void {
  const found = indexNamed(draft, operation);
  if (found === null) {
    reportMissingIndex(draft, operation);
    return;
  }
  const owner = draft.get(found.owner);
  if (owner?.kind !== 'table' && owner?.kind !== 'view') return;
  const to = operation.to.value;
  const taken = takenBy(draft, owner, to);
  if (taken !== undefined && to !== found.index.name) {
    reportTaken(draft, owner, to, taken);
    return;
  }
  renameIndexOf(draft, found.owner, found.index.name, to);
}

export function applyAlterIndex(draft: Draft, operation: AlterIndex): void {
  const found = indexNamed(draft, operation);
  if (found === null) {
    reportMissingIndex(draft, operation);
    return;
  }
  const { owner, index } = found;
  if (operation.action === 'invisible' || operation.action === 'visible') {
    const invisible = operation.action === 'invisible';
    editTable(draft, owner, ({ indexes }) => ({
      indexes: indexes.map(other =>
        other === index ? { ...other, invisible, changedBy: draft.origin } : other,
      ),
    }));
  }
  if (operation.action === 'attach-partition' && operation.partition !== null) {
    const table = tableAt(draft, owner);
    const part = indexNamed(draft, { index: operation.partition, table: null });
    const partOf = table === undefined ? null : indexNameKey(draft, table.schema, index.name);
    if (part === null || partOf === null) return;
    editTable(draft, part.owner, ({ indexes }) => ({
      indexes: indexes.map(other =>
        other.name === part.index.name ? { ...other, partOf, changedBy: draft.origin } : other,
      ),
    }));
    validateWhenAttached(draft, owner, partOf, index.name);
  }
}
