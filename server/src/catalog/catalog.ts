import { Map as PersistentMap } from 'immutable';
import type { Identifier, ObjectName } from '../operations/names.ts';
import type { Dialect } from '../syntax/dialect.ts';
import type { CatalogObject, Column, Constraint, Index, SessionVariable, Table, View } from './model.ts';

/** Read access to a schema. Everything that can be asked goes through `get`, so that reads can be recorded. */
export interface CatalogReader {
  readonly dialect: Dialect;
  get(key: string): CatalogObject | undefined;
}

/** The schema at one point, as a value: `with` gives another and shares what did not change. */
export interface Catalog extends CatalogReader {
  /** Null removes the key. */
  with(writes: CatalogWrites): Catalog;
  entries(): Iterable<readonly [string, CatalogObject]>;
}

export type CatalogWrites = ReadonlyMap<string, CatalogObject | null>;

/** An empty catalog. `complete` says that the database is known to be empty, not merely unknown. */
export function emptyCatalog(dialect: Dialect, options: { readonly complete: boolean }): Catalog {
  const completeness: CatalogObject = { kind: 'completeness', complete: options.complete };
  return catalogOf(dialect, PersistentMap<string, CatalogObject>([[completenessKey, completeness]]));
}

function catalogOf(dialect: Dialect, objects: PersistentMap<string, CatalogObject>): Catalog {
  return {
    dialect,
    get: key => objects.get(key),
    entries: () => objects.entries(),
    with(writes) {
      if (writes.size === 0) return this;
      const changed = objects.withMutations(map => {
        for (const [key, object] of writes) {
          if (object === null) map.delete(key);
          else map.set(key, object);
        }
      });
      return catalogOf(dialect, changed);
    },
  };
}

/** What was asked of a catalog and what it answered; equal answers later mean equal results. */
export type CatalogReads = ReadonlyMap<string, CatalogObject | undefined>;

/** A reader that records in `reads` every key it is asked. */
export function recordReads(catalog: CatalogReader): { readonly reader: CatalogReader; readonly reads: CatalogReads } {
  const reads = new Map<string, CatalogObject | undefined>();
  const reader: CatalogReader = {
    dialect: catalog.dialect,
    get(key) {
      const object = catalog.get(key);
      reads.set(key, object);
      return object;
    },
  };
  return { reader, reads };
}

/** True when the catalog gives the recorded answers, object for object. */
export function answersAlike(catalog: CatalogReader, reads: CatalogReads): boolean {
  for (const [key, object] of reads) if (catalog.get(key) !== object) return false;
  return true;
}

/** A reader that sees `writes` laid over `catalog`. */
export function overlay(catalog: CatalogReader, writes: CatalogWrites): CatalogReader {
  return {
    dialect: catalog.dialect,
    get(key) {
      const written = writes.get(key);
      return written === undefined ? catalog.get(key) : (written ?? undefined);
    },
  };
}

/* Keys: `<name space>:<schema>.<name>`. Relations (tables, views, sequences, PostgreSQL indexes) share one name space. */

export const completenessKey = 'catalog:completeness';

export type NameSpace = 'relation' | 'type' | 'routine' | 'schema' | 'extension';

export function objectKey(space: NameSpace, schema: string, name: string): string {
  return `${space}:${schema}.${name}`;
}

export function sessionKey(variable: string): string {
  return `session:${variable}`;
}

/** The schema that an unqualified name gets when it is created, and is first looked up in. */
export function currentSchema(catalog: CatalogReader): string {
  if (catalog.dialect !== 'postgresql') return sessionValue(catalog, 'database') ?? '';
  const path = sessionValue(catalog, 'search_path');
  if (path === null) return 'public';
  const first = path.split(',').map(part => part.trim().replace(/^"(.*)"$/, '$1')).find(part => part !== '$user' && part !== 'pg_catalog');
  return first === undefined || first === '' ? 'public' : first;
}

/** The key of a relation as the current session resolves the name. */
export function relationKey(catalog: CatalogReader, name: ObjectName): string {
  return nameKey(catalog, 'relation', name);
}

export function nameKey(catalog: CatalogReader, space: NameSpace, name: ObjectName): string {
  return objectKey(space, name.schema?.value ?? currentSchema(catalog), name.name.value);
}

/** `public.users` from `relation:public.users`; without a leading dot where no schema is known. */
export function nameOfKey(key: string): string {
  const name = key.slice(key.indexOf(':') + 1);
  return name.startsWith('.') ? name.slice(1) : name;
}

export function findRelation(catalog: CatalogReader, name: ObjectName): CatalogObject | undefined {
  return catalog.get(relationKey(catalog, name));
}

export function findTable(catalog: CatalogReader, name: ObjectName): Table | undefined {
  return tableAt(catalog, relationKey(catalog, name));
}

export function tableAt(catalog: CatalogReader, key: string): Table | undefined {
  const object = catalog.get(key);
  return object?.kind === 'table' ? object : undefined;
}

export function findView(catalog: CatalogReader, name: ObjectName): View | undefined {
  const object = findRelation(catalog, name);
  return object?.kind === 'view' ? object : undefined;
}

/** MySQL and MariaDB compare column, index and constraint names without case; PostgreSQL compares what is stored. */
export function sameName(dialect: Dialect, left: string, right: string): boolean {
  return left === right || (dialect !== 'postgresql' && left.toLowerCase() === right.toLowerCase());
}

export function findColumn(catalog: CatalogReader, table: Table | undefined, name: Identifier | string): Column | undefined {
  const wanted = typeof name === 'string' ? name : name.value;
  return table?.columns.find(column => sameName(catalog.dialect, column.name, wanted));
}

export function findConstraint(catalog: CatalogReader, table: Table | undefined, name: string): Constraint | undefined {
  return table?.constraints.find(constraint => sameName(catalog.dialect, constraint.name, name));
}

export function findIndex(catalog: CatalogReader, table: Table | undefined, name: string): Index | undefined {
  return table?.indexes.find(index => sameName(catalog.dialect, index.name, name));
}

/** True when the catalog holds every object of the database, so that a missing name is really missing. */
export function isComplete(catalog: CatalogReader): boolean {
  const object = catalog.get(completenessKey);
  return object?.kind === 'completeness' && object.complete;
}

/** The session's setting of a variable, or undefined when no statement of this file set it. */
export function sessionVariable(catalog: CatalogReader, name: string): SessionVariable | undefined {
  const object = catalog.get(sessionKey(name));
  return object?.kind === 'session-variable' ? object : undefined;
}

function sessionValue(catalog: CatalogReader, name: string): string | null {
  return sessionVariable(catalog, name)?.value ?? null;
}
