import type { PartitionBound } from '../operations/tableOperations.ts';
import { addForeignKeyTo } from './addForeignKey.ts';
import { tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { freeRelationName } from './implicitNames.ts';
import { addIndexTo, indexNameKey, newIndex } from './indexes.ts';
import { editTable, including, linkTable, without } from './knownTable.ts';
import type { Index, Table } from './model.ts';

/* PostgreSQL: tables as partitions of others. */

/** Makes a table a partition of another: it gets the indexes, keys and foreign keys of the parent that it lacks. */
export function joinParent(draft: Draft, key: string, parentKey: string, bound: PartitionBound): void {
  leaveParent(draft, key);
  editTable(draft, key, () => ({
    partitionOf: { parent: parentKey, isDefault: bound.isDefault, bound: bound.text },
  }));
  linkTable(draft, parentKey, table => ({
    partitioning:
      table.partitioning === null
        ? null
        : { ...table.partitioning, partitions: including(table.partitioning.partitions, key) },
  }));
  const parent = tableAt(draft, parentKey);
  if (parent === undefined) return;
  for (const index of parent.indexes) copyIndex(draft, key, parent, index);
  for (const constraint of parent.constraints) {
    if (constraint.kind !== 'foreign-key') continue;
    const has = tableAt(draft, key)?.constraints.some(
      other =>
        other.kind === 'foreign-key' &&
        other.target === constraint.target &&
        sameList(other.columns, constraint.columns),
    );
    if (has !== true) addForeignKeyTo(draft, key, { ...constraint, origin: draft.origin, changedBy: null });
  }
}

export function leaveParent(draft: Draft, key: string): void {
  const parent = tableAt(draft, key)?.partitionOf?.parent;
  if (parent === undefined) return;
  editTable(draft, key, table => ({
    partitionOf: null,
    indexes: table.indexes.map(index => (index.partOf === null ? index : { ...index, partOf: null })),
  }));
  linkTable(draft, parent, table => ({
    partitioning:
      table.partitioning === null
        ? null
        : { ...table.partitioning, partitions: without(table.partitioning.partitions, key) },
  }));
}

/** Attaches an index of the partition that is alike, or makes one. */
function copyIndex(draft: Draft, key: string, parent: Table, index: Index): void {
  const table = tableAt(draft, key);
  const partOf = indexNameKey(draft, parent.schema, index.name);
  if (table === undefined || (index.constraint === null && !index.valid)) return;
  const alike = table.indexes.find(other => other.partOf === null && isAlike(other, index));
  if (alike !== undefined) {
    editTable(draft, key, ({ indexes }) => ({
      indexes: indexes.map(other => (other === alike ? { ...other, partOf } : other)),
    }));
    return;
  }
  const constraint = parent.constraints.find(other => other.name === index.constraint);
  const primary = constraint?.kind === 'primary-key';
  const label = primary
    ? 'pkey'
    : constraint === undefined
      ? 'idx'
      : constraint.kind === 'exclude'
        ? 'excl'
        : 'key';
  const second = primary
    ? null
    : [...index.keys.map(part => part.column ?? 'expr'), ...index.include].join('_');
  const name = freeRelationName(draft, table.schema, { first: table.name, second, label });
  if (constraint !== undefined) {
    const renamed = { ...constraint, name, origin: draft.origin, changedBy: null };
    const added =
      renamed.kind === 'primary-key' || renamed.kind === 'unique'
        ? { ...renamed, index: indexNameKey(draft, table.schema, name) }
        : renamed;
    editTable(draft, key, ({ constraints }) => ({ constraints: [...constraints, added] }));
  }
  const copy = {
    ...index,
    name,
    constraint: constraint === undefined ? null : name,
    partOf,
    origin: draft.origin,
    changedBy: null,
  };
  addIndexTo(draft, key, newIndex(draft, copy));
  for (const partition of tableAt(draft, key)?.partitioning?.partitions ?? []) {
    const own = tableAt(draft, key);
    if (own !== undefined) copyIndex(draft, partition, own, copy);
  }
}

function isAlike(left: Index, right: Index): boolean {
  return (
    left.unique === right.unique &&
    left.method === right.method &&
    left.predicate?.text === right.predicate?.text &&
    (left.constraint === null) === (right.constraint === null) &&
    sameList(left.include, right.include) &&
    sameList(left.keys.map(describeKey), right.keys.map(describeKey))
  );
}

function describeKey(key: Index['keys'][number]): string {
  return `${key.column ?? ''}|${key.expression?.text ?? ''}|${key.descending}|${key.operatorClass ?? ''}|${key.collation ?? ''}`;
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

/** An index ON ONLY a partitioned table becomes valid when each partition has an index attached to it. */
export function validateWhenAttached(draft: Draft, key: string, indexKey: string, name: string): void {
  const table = tableAt(draft, key);
  const partitions = table?.partitioning?.partitions ?? [];
  const attached = partitions.every(
    partition =>
      tableAt(draft, partition)?.indexes.some(index => index.partOf === indexKey && index.valid) === true,
  );
  if (!attached) return;
  editTable(draft, key, ({ indexes }) => ({
    indexes: indexes.map(index =>
      index.name === name && !index.valid ? { ...index, valid: true, changedBy: draft.origin } : index,
    ),
  }));
}
