import type { TypeReference } from '../operations/columns.ts';
import { grantsKey, nameOfKey, objectKey } from './catalog.ts';
import type { Draft } from './draft.ts';
import { dropTable, dropView } from './dropRelation.ts';
import { noteRename } from './givenNames.ts';
import { isGeneratedFrom } from './implicitNames.ts';
import { indexName, indexNameKey } from './indexes.ts';
import { claimIndexName } from './indexNames.ts';
import { linkTable, replaceIn } from './knownTable.ts';
import type { Column, Constraint, Relation, Table, View } from './model.ts';
import {
  addReader,
  editReferring,
  leaveAwaited,
  removeReader,
  replaceReference,
  takeAwaited,
} from './references.ts';
import { moveTypeUse } from './typeUse.ts';

export interface Place {
  readonly schema: string;
  readonly name: string;
}

/** Gives a relation another name or schema, and follows it wherever it is pointed to. */
export function moveRelation(draft: Draft, key: string, to: Place): void {
  const toKey = objectKey('relation', to.schema, to.name);
  if (toKey === key) return;
  clear(draft, toKey);
  const object = draft.get(key);
  if (object === undefined) return;
  noteRename(draft, key, toKey);
  if ((object.kind === 'table' || object.kind === 'view') && object.schema !== to.schema) {
    // The indexes come along, under names that must be free as well.
    if (!object.indexes.every(index => claimIndexName(draft, to.schema, index.name))) return;
  }
  if (object.kind === 'table') moveTable(draft, key, toKey, object, to);
  else if (object.kind === 'view') moveView(draft, key, toKey, object, to);
  else if (object.kind === 'sequence') {
    relocate(draft, key, toKey, object, to);
    if (object.ownedBy !== null) {
      linkTable(draft, object.ownedBy.table, table => ({
        columns: table.columns.map(column =>
          column.sequence === key
            ? { ...column, sequence: toKey, default: drawingFrom(column.default, toKey) }
            : column,
        ),
      }));
    }
  }
}

/** A default holds the sequence itself, not its name of the moment. */
function drawingFrom(value: Column['default'], sequence: string): Column['default'] {
  if (value === null || !/^\s*nextval\s*\(/i.test(value.text)) return value;
  return { ...value, text: `nextval('${nameOfKey(sequence)}'::regclass)` };
}

/** Whatever was under the new name must have gone unseen. */
function clear(draft: Draft, key: string): void {
  const former = draft.get(key);
  if (former?.kind === 'table') dropTable(draft, key, { cascade: false });
  else if (former?.kind === 'view') dropView(draft, key, { cascade: false });
}

function relocate(draft: Draft, key: string, toKey: string, object: Relation, to: Place): void {
  draft.drop(key);
  draft.put(toKey, { ...object, schema: to.schema, name: to.name, changedBy: draft.origin });
  const grants = draft.get(grantsKey(key));
  if (grants === undefined) return;
  draft.erase(grantsKey(key));
  draft.put(grantsKey(toKey), grants);
}

function moveTable(draft: Draft, key: string, toKey: string, table: Table, to: Place): void {
  const awaited = takeAwaited(draft, toKey);
  const staysRead = draft.dialect === 'postgresql';
  // A foreign key to the new name turns into one to the table itself.
  const awaitedReferences = awaited.referencedBy.filter(reference => reference.table !== key);
  moveIndexNames(draft, toKey, table, to.schema);
  moveTriggerNames(draft, toKey, table, to.schema);
  relocate(
    draft,
    key,
    toKey,
    {
      ...table,
      constraints: table.constraints.map(constraint =>
        movedConstraint(draft, constraint, { table, key, toKey, to }),
      ),
      indexes: table.indexes.map(index =>
        index.implicit && isGeneratedFrom(table.name, index.name)
          ? { ...index, name: regenerated(table.name, to.name, index.name) }
          : index,
      ),
      referencedBy: [...table.referencedBy, ...awaitedReferences],
      readBy: staysRead ? [...table.readBy, ...awaited.readBy] : awaited.readBy,
    },
    to,
  );
  for (const constraint of table.constraints) {
    if (constraint.kind !== 'foreign-key' || constraint.target === key || constraint.target === toKey)
      continue;
    const name = movedName(draft, constraint, table, to);
    replaceReference(
      draft,
      constraint.target,
      { table: key, constraint: constraint.name },
      { table: toKey, constraint: name },
    );
  }
  editReferring(draft, table, constraint =>
    constraint.target === key ? { ...constraint, target: toKey } : constraint,
  );
  if (staysRead) for (const reader of table.readBy) followRead(draft, reader, key, toKey);
  // A MySQL view names what it reads: it waits for a table of the old name.
  else leaveAwaited(draft, key, { referencedBy: [], readBy: table.readBy });
  moveFamily(draft, key, toKey, table);
  moveOwnedSequences(draft, toKey, table, to.schema);
  moveTypeUse(draft, key, toKey, columnTypes(table));
}

interface TableMove {
  readonly table: Table;
  readonly key: string;
  readonly toKey: string;
  readonly to: Place;
}

function movedConstraint(draft: Draft, constraint: Constraint, move: TableMove): Constraint {
  const name = movedName(draft, constraint, move.table, move.to);
  if (constraint.kind === 'foreign-key') {
    return { ...constraint, name, target: constraint.target === move.key ? move.toKey : constraint.target };
  }
  if (constraint.kind === 'primary-key' || constraint.kind === 'unique') {
    return constraint.index === null
      ? constraint
      : { ...constraint, index: indexNameKey(draft, move.to.schema, constraint.name) };
  }
  return name === constraint.name ? constraint : { ...constraint, name };
}

/** MySQL and MariaDB: names made from the table's name follow it. */
function movedName(draft: Draft, constraint: Constraint, table: Table, to: Place): string {
  if (draft.dialect === 'postgresql' || !isGeneratedFrom(table.name, constraint.name)) return constraint.name;
  return regenerated(table.name, to.name, constraint.name);
}

function regenerated(from: string, to: string, name: string): string {
  return to + name.slice(from.length);
}

function moveIndexNames(draft: Draft, toKey: string, owner: Table | View, schema: string): void {
  for (const index of owner.indexes) {
    const from = indexNameKey(draft, owner.schema, index.name);
    const to = indexNameKey(draft, schema, index.name);
    if (from === null || to === null) continue;
    const name = draft.get(from);
    if (from !== to) draft.drop(from);
    draft.put(
      to,
      name?.kind === 'index'
        ? { ...name, schema, table: toKey }
        : indexName(draft, schema, index.name, toKey),
    );
    if (from !== to && owner.kind === 'table') {
      for (const partition of owner.partitioning?.partitions ?? []) {
        linkTable(draft, partition, ({ indexes }) => ({
          indexes: indexes.map(other => (other.partOf === from ? { ...other, partOf: to } : other)),
        }));
      }
    }
  }
}

function moveTriggerNames(draft: Draft, toKey: string, table: Table, schema: string): void {
  if (draft.dialect === 'postgresql') return;
  for (const trigger of table.triggers) {
    const from = objectKey('trigger', table.schema, trigger.name);
    const name = draft.get(from);
    if (name?.kind !== 'trigger-name') continue;
    draft.erase(from);
    draft.put(objectKey('trigger', schema, trigger.name), { ...name, schema, table: toKey });
  }
}

function moveFamily(draft: Draft, key: string, toKey: string, table: Table): void {
  for (const partition of draft.dialect === 'postgresql' ? (table.partitioning?.partitions ?? []) : []) {
    linkTable(draft, partition, other => ({
      partitionOf: other.partitionOf === null ? null : { ...other.partitionOf, parent: toKey },
    }));
  }
  for (const child of table.inheritedBy)
    linkTable(draft, child, other => ({ inherits: replaceIn(other.inherits, key, toKey) }));
  for (const parent of table.inherits)
    linkTable(draft, parent, other => ({ inheritedBy: replaceIn(other.inheritedBy, key, toKey) }));
  if (table.partitionOf !== null) {
    linkTable(draft, table.partitionOf.parent, other => ({
      partitioning:
        other.partitioning === null
          ? null
          : { ...other.partitioning, partitions: replaceIn(other.partitioning.partitions, key, toKey) },
    }));
  }
}

/** Owned sequences keep their name and follow into another schema. */
function moveOwnedSequences(draft: Draft, toKey: string, table: Table, schema: string): void {
  for (const column of table.columns) {
    if (column.sequence === null) continue;
    const sequence = draft.get(column.sequence);
    if (sequence?.kind !== 'sequence' || sequence.ownedBy === null) continue;
    draft.put(column.sequence, { ...sequence, ownedBy: { ...sequence.ownedBy, table: toKey } });
    if (sequence.schema !== schema) moveRelation(draft, column.sequence, { schema, name: sequence.name });
  }
}

function moveView(draft: Draft, key: string, toKey: string, view: View, to: Place): void {
  const awaited = takeAwaited(draft, toKey);
  const staysRead = draft.dialect === 'postgresql';
  moveIndexNames(draft, toKey, view, to.schema);
  relocate(
    draft,
    key,
    toKey,
    { ...view, readBy: staysRead ? [...view.readBy, ...awaited.readBy] : awaited.readBy },
    to,
  );
  for (const read of view.reads) {
    removeReader(draft, read, key);
    addReader(draft, read, toKey);
  }
  if (staysRead) for (const reader of view.readBy) followRead(draft, reader, key, toKey);
  else leaveAwaited(draft, key, { referencedBy: [], readBy: view.readBy });
}

function followRead(draft: Draft, reader: string, key: string, toKey: string): void {
  const view = draft.get(reader);
  if (view?.kind === 'view') draft.put(reader, { ...view, reads: replaceIn(view.reads, key, toKey) });
}

function columnTypes(table: Table): readonly (TypeReference | null)[] {
  return table.columns.map(column => column.type);
}
