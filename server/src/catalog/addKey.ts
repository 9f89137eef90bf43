import type { TableConstraint } from '../operations/constraints.ts';
import { findIndex, tableAt } from './catalog.ts';
import { constraintBase, requireNotNull } from './constraintParts.ts';
import type { Draft } from './draft.ts';
import { freeIndexName, freeRelationName, joinedColumnNames } from './implicitNames.ts';
import { addIndexTo, indexKeyOf, indexNameKey, newIndex, renameIndexOf } from './indexes.ts';
import { claimIndexName } from './indexNames.ts';
import { editTable } from './knownTable.ts';
import type { KeyConstraint, Table } from './model.ts';
import { reportExistingPart, reportMissingPart } from './problems.ts';
import { dropImplicitIndexes } from './supportingIndex.ts';

export type KeyDefinition = Extract<TableConstraint, { readonly kind: 'primary-key' | 'unique' }>;

/** Adds a PRIMARY KEY or UNIQUE constraint with its index, and to the partitions of a PostgreSQL table. */
export function addKey(draft: Draft, key: string, constraint: KeyDefinition): void {
  addKeyPart(draft, key, constraint, null);
}

function addKeyPart(draft: Draft, key: string, constraint: KeyDefinition, partOf: string | null): void {
  const table = tableAt(draft, key);
  if (table === undefined) return;
  const former = table.constraints.find(other => other.kind === 'primary-key');
  if (constraint.kind === 'primary-key' && former !== undefined) {
    if (partOf === null)
      reportExistingPart(draft, table, { kind: 'constraint', name: former.name, origin: former.origin });
    return;
  }
  if (constraint.usingIndex !== null) {
    addKeyUsingIndex(draft, key, table, constraint);
    return;
  }
  const columns = constraint.parts.flatMap(part => (part.column === null ? [] : [part.column.value]));
  const name = keyName(draft, table, constraint, partOf);
  if (!claimIndexName(draft, table.schema, name)) return;
  const nameKey = indexNameKey(draft, table.schema, name);
  const added: KeyConstraint = {
    ...constraintBase(draft, name, constraint),
    kind: constraint.kind,
    columns,
    index: nameKey,
    nullsNotDistinct: constraint.nullsNotDistinct,
  };
  editTable(draft, key, ({ constraints }) => ({ constraints: [...constraints, added] }));
  addIndexTo(
    draft,
    key,
    newIndex(draft, {
      name,
      unique: true,
      method: 'btree',
      invisible: constraint.invisible ?? false,
      keys: constraint.parts.map(indexKeyOf),
      include: constraint.include.map(column => column.value),
      nullsNotDistinct: constraint.nullsNotDistinct,
      constraint: name,
      partOf,
    }),
  );
  dropImplicitIndexes(draft, key, name);
  if (constraint.kind === 'primary-key') requireNotNull(draft, key, columns);
  if (draft.dialect !== 'postgresql') return;
  for (const partition of table.partitioning?.partitions ?? [])
    addKeyPart(draft, partition, { ...constraint, name: null }, nameKey);
}

function keyName(draft: Draft, table: Table, constraint: KeyDefinition, partOf: string | null): string {
  if (draft.dialect !== 'postgresql') {
    if (constraint.kind === 'primary-key') return 'PRIMARY';
    return constraint.name?.value ?? freeIndexName(draft, table, constraint.parts[0]?.column?.value ?? null);
  }
  if (constraint.name !== null && partOf === null) return constraint.name.value;
  const isTaken = (name: string): boolean => table.constraints.some(other => other.name === name);
  const primary = constraint.kind === 'primary-key';
  return freeRelationName(
    draft,
    table.schema,
    {
      first: table.name,
      second: primary
        ? null
        : joinedColumnNames(
            constraint.parts,
            constraint.include.map(column => column.value),
          ),
      label: primary ? 'pkey' : 'key',
    },
    isTaken,
  );
}

/** PostgreSQL: an existing unique index becomes the constraint's and takes its name. */
function addKeyUsingIndex(draft: Draft, key: string, table: Table, constraint: KeyDefinition): void {
  const wanted = constraint.usingIndex?.value ?? '';
  const index = findIndex(draft, table, wanted);
  if (index === undefined) {
    reportMissingPart(draft, table, {
      kind: 'index',
      name: wanted,
      known: table.indexes.map(other => other.name),
    });
  }
  const name = constraint.name?.value ?? wanted;
  if (index !== undefined && index.name !== name && !claimIndexName(draft, table.schema, name)) return;
  if (index !== undefined && index.name !== name) renameIndexOf(draft, key, index.name, name);
  const columns = index?.keys.flatMap(part => part.column ?? []) ?? [];
  editTable(draft, key, edited => ({
    certain: edited.certain && index !== undefined,
    constraints: [
      ...edited.constraints,
      {
        ...constraintBase(draft, name, constraint),
        kind: constraint.kind,
        columns,
        index: indexNameKey(draft, table.schema, name),
        nullsNotDistinct: index?.nullsNotDistinct ?? false,
      },
    ],
    indexes: edited.indexes.map(other =>
      other.name === name ? { ...other, constraint: name, changedBy: draft.origin } : other,
    ),
  }));
  if (constraint.kind === 'primary-key') requireNotNull(draft, key, columns);
}

/**
 * The keys of one CREATE TABLE as PostgreSQL makes them: the primary key first, and one index only for keys over the
 * same columns, which takes the first written name (transformIndexConstraints in parse_utilcmd.c).
 */
export function mergedKeys(keys: readonly KeyDefinition[]): readonly KeyDefinition[] {
  const primaryFirst = [...keys].sort(
    (left, right) => Number(right.kind === 'primary-key') - Number(left.kind === 'primary-key'),
  );
  const merged: KeyDefinition[] = [];
  for (const key of primaryFirst) {
    const place = key.usingIndex === null ? merged.findIndex(other => isSameKey(other, key)) : -1;
    const former = merged[place];
    if (former === undefined) merged.push(key);
    else if (former.name === null && key.name !== null) merged[place] = { ...former, name: key.name };
  }
  return merged;
}

function isSameKey(left: KeyDefinition, right: KeyDefinition): boolean {
  const columns = (key: KeyDefinition): string =>
    JSON.stringify([
      key.parts.map(part => part.column?.value ?? null),
      key.include.map(column => column.value),
      key.deferrable,
      key.initiallyDeferred,
      key.nullsNotDistinct,
    ]);
  return (
    left.usingIndex === null &&
    !(left.kind === 'primary-key' && right.kind === 'primary-key') &&
    columns(left) === columns(right)
  );
}
