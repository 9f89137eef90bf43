import type { ColumnDefinition } from '../operations/columns.ts';
import type { TableConstraint } from '../operations/constraints.ts';
import type { CreateTable, PartitionScheme } from '../operations/tableOperations.ts';
import { addConstraint, setColumnCheck } from './addConstraint.ts';
import { type KeyDefinition, mergedKeys } from './addKey.ts';
import { addIndex } from './applyIndexes.ts';
import {
  droppedKey,
  isAbsent,
  isComplete,
  newKey,
  objectKey,
  relationKey,
  schemaOf,
  TEMPORARY_SCHEMA,
  tableAt,
} from './catalog.ts';
import { columnOf, inlineConstraints } from './columnOf.ts';
import { copyLike } from './copyLike.ts';
import type { Draft } from './draft.ts';
import { dropTable } from './dropRelation.ts';
import { noteSchema } from './knownSchemas.ts';
import { blankTable, editTable, including, linkTable } from './knownTable.ts';
import type { Column, Table } from './model.ts';
import { addOwnedSequence } from './ownedSequences.ts';
import { joinParent } from './partitions.ts';
import { checkReads, reportExistingPart, reportExists, reportMissing } from './problems.ts';
import { takeAwaited } from './references.ts';
import { withOption } from './tableOptions.ts';
import { useType } from './typeUse.ts';

export function applyCreateTable(draft: Draft, operation: CreateTable): void {
  const temporary = operation.persistence === 'temporary';
  const schema = temporary ? TEMPORARY_SCHEMA : schemaOf(draft, operation.table);
  const key = temporary
    ? objectKey('relation', schema, operation.table.name.value)
    : newKey(draft, 'relation', operation.table);
  const existing = draft.get(key);
  if (existing !== undefined && 'schema' in existing) {
    if (operation.ifNotExists) return;
    if (!operation.orReplace) reportExists(draft, 'table', key, existing);
    // The server refuses, unless what was replayed is not this database: then the table that was made stands.
    if (!operation.orReplace && existing.certain && isComplete(draft)) return;
    if (existing.kind === 'table') dropTable(draft, key, { cascade: false });
  }
  if (operation.asQuery !== null) checkReads(draft, operation.asQuery.tables);
  const mayBeOlder = operation.ifNotExists && !temporary && !isAbsent(draft, key);
  draft.erase(droppedKey(key));
  noteSchema(draft, schema);
  const table = createdTable(draft, operation, schema, key);
  draft.put(key, mayBeOlder ? { ...table, mayBeOlder } : table);
  addParts(draft, key, operation);
}

function createdTable(draft: Draft, operation: CreateTable, schema: string, key: string): Table {
  let options: Table['options'] = {};
  for (const option of operation.options) options = withOption(options, option);
  return {
    ...blankTable(schema, operation.table.name.value),
    ...takeAwaited(draft, key),
    origin: draft.origin,
    // What the columns of a query are is not known.
    certain: operation.asQuery === null,
    persistence: operation.persistence,
    foreign: operation.foreign,
    options,
    partitioning: partitioningOf(draft, operation.partitionBy),
    systemVersioned: operation.systemVersioning,
    loaded: operation.asQuery?.withData === true,
  };
}

/** PostgreSQL: no partitions yet; MySQL/MariaDB: those of the text. */
export function partitioningOf(draft: Draft, scheme: PartitionScheme | null): Table['partitioning'] {
  if (scheme === null) return null;
  return {
    method: scheme.method,
    columns: scheme.columns.map(column => column.value),
    expressions: scheme.expressions,
    partitions: draft.dialect === 'postgresql' ? [] : scheme.partitions.map(partition => partition.value),
  };
}

/** Columns in the order the server gives them, then constraints and indexes, then what a parent hands down. */
function addParts(draft: Draft, key: string, operation: CreateTable): void {
  inheritColumns(draft, key, operation);
  const later: (() => void)[] = [];
  let done = 0;
  for (const like of operation.like) {
    // LIKE stands among the columns, and its columns come where it stands.
    const before = operation.columns.filter(column => column.span.start < like.span.start).length;
    addPlainColumns(draft, key, operation.columns.slice(done, before));
    done = Math.max(done, before);
    copyLike(draft, key, like, later);
  }
  addPlainColumns(draft, key, operation.columns.slice(done));
  if (draft.dialect === 'postgresql') addPostgresqlConstraints(draft, key, operation);
  else addMysqlKeys(draft, key, operation);
  for (const add of later) add();
  if (operation.partitionOf !== null) {
    const parent = relationKey(draft, operation.partitionOf.parent);
    joinParent(draft, key, parent, operation.partitionOf.bound);
  }
}

function addPostgresqlConstraints(draft: Draft, key: string, operation: CreateTable): void {
  const all = [
    ...operation.columns.flatMap(column => inlineConstraints(draft, column)),
    ...operation.constraints,
  ];
  const keys: KeyDefinition[] = [];
  const others: TableConstraint[] = [];
  for (const constraint of all) {
    if (constraint.kind === 'primary-key' || constraint.kind === 'unique') keys.push(constraint);
    else others.push(constraint);
  }
  for (const constraint of mergedKeys(keys)) addConstraint(draft, key, constraint);
  for (const constraint of others) addConstraint(draft, key, constraint);
}

/** In the order of the text, since names without text are numbered in it; foreign keys need the indexes to be there. */
function addMysqlKeys(draft: Draft, key: string, operation: CreateTable): void {
  const foreignKeys: TableConstraint[] = [];
  const addOrKeep = (constraint: TableConstraint): void => {
    if (constraint.kind === 'foreign-key') foreignKeys.push(constraint);
    else addConstraint(draft, key, constraint);
  };
  for (const column of operation.columns) {
    for (const constraint of inlineConstraints(draft, column)) addOrKeep(constraint);
    setColumnCheck(draft, key, column);
  }
  const inOrder = [
    ...operation.indexes.map(index => ({
      at: index.span.start,
      add: () => addIndex(draft, key, index, { only: false }),
    })),
    ...operation.constraints.map(constraint => ({
      at: constraint.span.start,
      add: () => addOrKeep(constraint),
    })),
  ].sort((left, right) => left.at - right.at);
  for (const part of inOrder) part.add();
  for (const constraint of foreignKeys) addConstraint(draft, key, constraint);
}

/** Columns without the constraints in their definitions, which are named after all columns are there. */
function addPlainColumns(draft: Draft, key: string, definitions: readonly ColumnDefinition[]): void {
  const table = tableAt(draft, key);
  if (table === undefined) return;
  const columns = [...table.columns];
  const places = new Map(columns.map((column, place) => [foldedName(draft, column.name), place]));
  const isInherited = columns.length;
  for (const definition of definitions) {
    const column = columnOf(draft, definition, table);
    const place = places.get(foldedName(draft, column.name));
    const existing = place === undefined ? undefined : columns[place];
    if (place === undefined || existing === undefined) {
      places.set(foldedName(draft, column.name), columns.length);
      columns.push(column);
    } else if (place < isInherited) {
      columns[place] = mergedColumn(existing, column);
    } else {
      reportExistingPart(
        draft,
        { ...table, certain: true },
        { kind: 'column', name: existing.name, origin: existing.origin },
      );
    }
  }
  linkTable(draft, key, () => ({ columns }));
  for (const definition of definitions) {
    useType(draft, key, definition.type);
    addOwnedSequence(draft, key, definition);
  }
}

/** MySQL and MariaDB compare column names without case. */
function foldedName(draft: Draft, name: string): string {
  return draft.dialect === 'postgresql' ? name : name.toLowerCase();
}

/** A column that repeats an inherited one adds to it. */
function mergedColumn(inherited: Column, written: Column): Column {
  return {
    ...inherited,
    type: written.type ?? inherited.type,
    notNull: inherited.notNull || written.notNull,
    default: written.default ?? inherited.default,
    generated: written.generated ?? inherited.generated,
  };
}

function inheritColumns(draft: Draft, key: string, operation: CreateTable): void {
  for (const name of operation.inherits) {
    const parent = relationKey(draft, name);
    if (draft.get(parent) === undefined) reportMissing(draft, 'table', parent, name);
    copyFromParent(draft, key, parent);
    linkTable(draft, key, table => ({ inherits: including(table.inherits, parent) }));
    linkTable(draft, parent, table => ({ inheritedBy: including(table.inheritedBy, key) }));
  }
  if (operation.partitionOf === null) return;
  const parent = relationKey(draft, operation.partitionOf.parent);
  if (draft.get(parent) === undefined) reportMissing(draft, 'table', parent, operation.partitionOf.parent);
  const { bound } = operation.partitionOf;
  linkTable(draft, key, () => ({ partitionOf: { parent, isDefault: bound.isDefault, bound: bound.text } }));
  copyFromParent(draft, key, parent);
}

/** Columns with NOT NULL and defaults, and checks; a parent that is not known well leaves the child uncertain. */
function copyFromParent(draft: Draft, key: string, parentKey: string): void {
  const parent = tableAt(draft, parentKey);
  if (parent?.certain !== true) linkTable(draft, key, () => ({ certain: false }));
  if (parent === undefined) return;
  editTable(draft, key, table => ({
    columns: [
      ...table.columns,
      ...parent.columns
        .filter(column => !table.columns.some(other => other.name === column.name))
        .map(column => ({
          ...column,
          origin: draft.origin,
          changedBy: null,
          identity: null,
          sequence: null,
        })),
    ],
    constraints: [
      ...table.constraints,
      ...parent.constraints
        .filter(constraint => constraint.kind === 'check' || constraint.kind === 'not-null')
        .filter(constraint => !table.constraints.some(other => other.name === constraint.name))
        .map(constraint => ({ ...constraint, origin: draft.origin, changedBy: null })),
    ],
  }));
  for (const column of parent.columns) useType(draft, key, column.type);
}
