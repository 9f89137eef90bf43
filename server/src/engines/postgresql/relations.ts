import {
  type CatalogReader,
  nameOfKey,
  objectKey,
  relationKey,
  searchPath,
  tableAt,
} from '../../catalog/catalog.ts';
import type { Column, ForeignKeyConstraint, Index, Table, UserType, View } from '../../catalog/model.ts';
import type { TypeReference } from '../../operations/columns.ts';
import type { ObjectName } from '../../operations/names.ts';

/* What the catalog knows about the relations around a statement. Unknown relations have names and nothing else. */

/** A table, view or sequence that a statement names. */
export interface Subject {
  readonly key: string;
  /** For people: `public.users`. */
  readonly name: string;
  /** As far as it is known; also a table that is only known from statements that alter it. */
  readonly table: Table | undefined;
  readonly view: View | undefined;
  /** The table or view is known in full. */
  readonly isKnown: boolean;
}

export function subjectOf(catalog: CatalogReader, name: ObjectName): Subject {
  return subjectAt(catalog, relationKey(catalog, name));
}

export function subjectAt(catalog: CatalogReader, key: string): Subject {
  const object = catalog.get(key);
  const table = object?.kind === 'table' ? object : undefined;
  const view = object?.kind === 'view' ? object : undefined;
  return { key, name: nameOfKey(key), table, view, isKnown: (table ?? view)?.certain === true };
}

export function nameOf(catalog: CatalogReader, name: ObjectName): string {
  return nameOfKey(relationKey(catalog, name));
}

/** Keys of all partitions and inheriting tables below a table, nearest first. */
export function descendantsOf(catalog: CatalogReader, table: Table | undefined): readonly string[] {
  const found = new Set<string>();
  const visit = (parent: Table | undefined): void => {
    for (const key of [...(parent?.partitioning?.partitions ?? []), ...(parent?.inheritedBy ?? [])]) {
      if (found.has(key)) continue;
      found.add(key);
      visit(tableAt(catalog, key));
    }
  };
  visit(table);
  return [...found];
}

export function descendantNames(catalog: CatalogReader, table: Table | undefined): readonly string[] {
  return descendantsOf(catalog, table).map(nameOfKey);
}

/** Names of the partitions below a table, without tables that inherit. */
export function partitionNames(catalog: CatalogReader, table: Table | undefined): readonly string[] {
  return table?.partitioning == null ? [] : descendantNames(catalog, table);
}

/** Names of the tables that inherit from a table, without partitions. */
export function inheritingNames(catalog: CatalogReader, table: Table | undefined): readonly string[] {
  return table?.partitioning == null ? descendantNames(catalog, table) : [];
}

/** Keys of the tables that a table gets columns from. */
export function parentKeys(table: Table | undefined): readonly string[] {
  return table?.partitionOf == null ? (table?.inherits ?? []) : [table.partitionOf.parent];
}

/** The key of the default partition of a partitioned table; null when none is known. */
export function defaultPartition(catalog: CatalogReader, parent: Table | undefined): string | null {
  return (
    parent?.partitioning?.partitions.find(key => tableAt(catalog, key)?.partitionOf?.isDefault === true) ??
    null
  );
}

export function foreignKeys(table: Table | undefined): readonly ForeignKeyConstraint[] {
  return (table?.constraints ?? []).filter(constraint => constraint.kind === 'foreign-key');
}

/** Names of the tables that foreign keys of the table point to, itself left out; all of them, or those through a column. */
export function referencedNames(
  table: Table | undefined,
  own: string,
  column: string | null,
): readonly string[] {
  const keys = foreignKeys(table)
    .filter(constraint => column === null || constraint.columns.includes(column))
    .map(constraint => constraint.target);
  return distinct(keys.filter(key => key !== own)).map(nameOfKey);
}

/** Keys of the tables whose foreign keys point to the table, itself left out; all of them, or those that need a column. */
export function referencingKeys(
  catalog: CatalogReader,
  table: Table | undefined,
  own: string,
  column: string | null,
): readonly string[] {
  const references = (table?.referencedBy ?? []).filter(reference => {
    if (reference.table === own) return false;
    if (column === null) return true;
    const constraint = foreignKeys(tableAt(catalog, reference.table)).find(
      key => key.name === reference.constraint,
    );
    return constraint === undefined || pointsTo(constraint, table, column);
  });
  return distinct(references.map(reference => reference.table));
}

function pointsTo(constraint: ForeignKeyConstraint, target: Table | undefined, column: string): boolean {
  if (constraint.targetColumns.length > 0) return constraint.targetColumns.includes(column);
  return primaryKeyColumns(target).includes(column);
}

export function primaryKeyColumns(table: Table | undefined): readonly string[] {
  const key = table?.constraints.find(constraint => constraint.kind === 'primary-key');
  return key?.kind === 'primary-key' ? key.columns : [];
}

export function columnOf(table: Table | undefined, name: string): Column | undefined {
  return table?.columns.find(column => column.name === name);
}

/** Index and constraint expressions name columns as stored. */
export function mentions(index: Index, column: string): boolean {
  return (
    index.keys.some(key => key.column === column || key.expression?.columns.includes(column) === true) ||
    index.include.includes(column) ||
    index.predicate?.columns.includes(column) === true
  );
}

export function indexName(table: Table | View, index: Index): string {
  return table.schema === '' ? index.name : `${table.schema}.${index.name}`;
}

export function indexNames(table: Table | View | undefined): readonly string[] {
  return table === undefined ? [] : table.indexes.map(index => indexName(table, index));
}

/** A valid CHECK shows that the column holds no NULL. */
export function isProvedNotNull(table: Table | undefined, column: string): boolean {
  return (table?.constraints ?? []).some(
    constraint =>
      constraint.kind === 'check' &&
      constraint.valid &&
      constraint.enforced &&
      constraint.expression.notNullColumns.includes(column),
  );
}

/** Names of all views that read a relation, and of those that read them. */
export function viewsOver(catalog: CatalogReader, readBy: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const visit = (keys: readonly string[]): void => {
    for (const key of keys) {
      const view = catalog.get(key);
      if (found.has(key) || view?.kind !== 'view') continue;
      found.add(key);
      visit(view.readBy);
    }
  };
  visit(readBy);
  return [...found].map(nameOfKey);
}

/** Names of the sequences that columns of the table own. */
export function ownedSequenceNames(table: Table | undefined, column: string | null): readonly string[] {
  return (table?.columns ?? []).flatMap(candidate =>
    candidate.sequence === null || (column !== null && candidate.name !== column)
      ? []
      : [nameOfKey(candidate.sequence)],
  );
}

/** The table or materialized view that an index belongs to, with the index; null when the index is not known. */
export function indexOwner(
  catalog: CatalogReader,
  name: ObjectName,
): { readonly key: string; readonly relation: Table | View; readonly index: Index } | null {
  const entry = catalog.get(relationKey(catalog, name));
  if (entry?.kind !== 'index') return null;
  const relation = catalog.get(entry.table);
  if (relation?.kind !== 'table' && relation?.kind !== 'view') return null;
  const index = relation.indexes.find(candidate => candidate.name === entry.name);
  return index === undefined ? null : { key: entry.table, relation, index };
}

/** The user's type that a reference means; undefined for built-in types and types nobody has seen. */
export function userType(catalog: CatalogReader, type: TypeReference): UserType | undefined {
  const schemas = type.schema === null ? searchPath(catalog) : [type.schema];
  for (const schema of schemas) {
    const object = catalog.get(objectKey('type', schema, type.name));
    if (object?.kind === 'enum' || object?.kind === 'domain' || object?.kind === 'type') return object;
  }
  return undefined;
}

/** Stands for relations that nobody knows by name: everything in a schema, or in the database for null. */
export function allIn(schema: string | null): string {
  return schema === null ? '*' : `${schema}.*`;
}

export function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
