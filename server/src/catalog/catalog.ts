import { Map as PersistentMap, Set as PersistentSet } from 'immutable';
import type { Identifier, ObjectName } from '../operations/names.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { completenessKey, droppedKey, isListed, listKeyOf, serverVersionKey, sessionKey } from './keys.ts';
import type {
  CatalogObject,
  Column,
  Constraint,
  Index,
  KeyList,
  NamedObject,
  ServerVersion,
  SessionVariable,
  Table,
  View,
} from './model.ts';
import { relationKey } from './nameResolution.ts';
import type { CatalogReader } from './reader.ts';

export * from './keys.ts';
export * from './nameResolution.ts';
export type { CatalogReader } from './reader.ts';

/** The schema at one point, as a value: `with` gives another and shares what did not change. */
export interface Catalog extends CatalogReader {
  /** Null removes the key. */
  with(writes: CatalogWrites): Catalog;
  entries(): Iterable<readonly [string, CatalogObject]>;
}

export type CatalogWrites = ReadonlyMap<string, CatalogObject | null>;

/**
 * An empty catalog. `complete` says that the database is known to be empty, not merely unknown. `version` is that of
 * the server the statements run on, for the few whose effect depends on it; without it the older effect is taken.
 */
export function emptyCatalog(
  dialect: Dialect,
  options: {
    readonly complete: boolean;
    readonly version?: { readonly major: number; readonly minor: number };
  },
): Catalog {
  const objects: [string, CatalogObject][] = [
    [completenessKey, { kind: 'completeness', complete: options.complete, unseenChanges: 0 }],
  ];
  if (options.version !== undefined) {
    const { major, minor } = options.version;
    objects.push([serverVersionKey, { kind: 'server-version', major, minor }]);
  }
  return new PersistentCatalog(dialect, PersistentMap(objects));
}

class PersistentCatalog implements Catalog {
  readonly dialect: Dialect;
  readonly #objects: PersistentMap<string, CatalogObject>;

  constructor(dialect: Dialect, objects: PersistentMap<string, CatalogObject>) {
    this.dialect = dialect;
    this.#objects = objects;
  }

  get(key: string): CatalogObject | undefined {
    return this.#objects.get(key);
  }

  entries(): Iterable<readonly [string, CatalogObject]> {
    return this.#objects.entries();
  }

  with(writes: CatalogWrites): Catalog {
    if (writes.size === 0) return this;
    const changed = this.#objects.withMutations(map => {
      for (const [key, object] of writes) {
        if (isListed(key) && map.has(key) !== (object !== null)) relist(map, key, object !== null);
        if (object === null) map.delete(key);
        else map.set(key, object);
      }
    });
    return new PersistentCatalog(this.dialect, changed);
  }
}

function relist(map: PersistentMap<string, CatalogObject>, key: string, present: boolean): void {
  const listKey = listKeyOf(key);
  const list = map.get(listKey);
  const keys = list?.kind === 'key-list' ? list.keys : PersistentSet<string>();
  map.set(listKey, { kind: 'key-list', keys: present ? keys.add(key) : keys.delete(key) });
}

/** What was asked of a catalog and what it answered; equal answers later mean equal results. */
export type CatalogReads = ReadonlyMap<string, CatalogObject | undefined>;

/** A reader that records in `reads` every key it is asked. */
export function recordReads(catalog: CatalogReader): {
  readonly reader: CatalogReader;
  readonly reads: CatalogReads;
} {
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

/** A reader that sees `writes` laid over `catalog`, also when they are added to later. */
export function overlay(catalog: CatalogReader, writes: CatalogWrites): CatalogReader {
  return {
    dialect: catalog.dialect,
    get(key) {
      if (key.startsWith('keys:')) return overlaidList(catalog, writes, key);
      const written = writes.get(key);
      return written === undefined ? catalog.get(key) : (written ?? undefined);
    },
  };
}

function overlaidList(catalog: CatalogReader, writes: CatalogWrites, listKey: string): KeyList | undefined {
  const list = catalog.get(listKey);
  const known = list?.kind === 'key-list' ? list.keys : PersistentSet<string>();
  const keys = known.withMutations(set => {
    for (const [key, object] of writes) {
      if (!isListed(key) || listKeyOf(key) !== listKey) continue;
      if (object === null) set.delete(key);
      else set.add(key);
    }
  });
  if (keys === known) return list?.kind === 'key-list' ? list : undefined;
  return { kind: 'key-list', keys };
}

/** The object that the name means to the session: a table, view, sequence or (PostgreSQL) index. */
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

export function findColumn(
  catalog: CatalogReader,
  table: Table | undefined,
  name: Identifier | string,
): Column | undefined {
  const wanted = typeof name === 'string' ? name : name.value;
  return table?.columns.find(column => sameName(catalog.dialect, column.name, wanted));
}

export function findConstraint(
  catalog: CatalogReader,
  table: Table | undefined,
  name: string,
): Constraint | undefined {
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

/** True when a statement that nobody could read may have changed any object. */
export function hasUnseenChanges(catalog: CatalogReader): boolean {
  return unseenChanges(catalog) > 0;
}

/** How many statements that nobody could read there were so far. */
export function unseenChanges(catalog: CatalogReader): number {
  const object = catalog.get(completenessKey);
  return object?.kind === 'completeness' ? object.unseenChanges : 0;
}

/** True for an object that nobody could change unseen: it is certain, and nothing unread came after what made it. */
export function isKnownWhole(catalog: CatalogReader, object: NamedObject): boolean {
  if (!object.certain || ('mayBeOlder' in object && hasUnseenChanges(catalog))) return false;
  return (object.unseenBefore ?? 0) === unseenChanges(catalog);
}

/** True when an operation that the catalog saw took the object away, and nothing unseen can have brought it back. */
export function isKnownToBeGone(catalog: CatalogReader, key: string): boolean {
  const dropped = catalog.get(droppedKey(key));
  if (dropped?.kind !== 'dropped-object' || !dropped.certain) return false;
  return dropped.unseenBefore === unseenChanges(catalog);
}

/**
 * True when nothing has the name of `key` for certain: the catalog holds every object, or an operation that it saw took
 * this one away.
 */
export function isAbsent(catalog: CatalogReader, key: string): boolean {
  if (catalog.get(key) !== undefined) return false;
  return isComplete(catalog) || isKnownToBeGone(catalog, key);
}

/** The version of the server, when it is known. */
export function serverVersion(catalog: CatalogReader): ServerVersion | undefined {
  const object = catalog.get(serverVersionKey);
  return object?.kind === 'server-version' ? object : undefined;
}

/** MySQL and MariaDB: the name under which the session keeps what a @variable holds; no setting has such a name. */
export function userVariable(name: string): string {
  return `@${name}`;
}

/** The session's setting of a variable, or undefined when no statement of this file set it. */
export function sessionVariable(catalog: CatalogReader, name: string): SessionVariable | undefined {
  const object = catalog.get(sessionKey(name));
  return object?.kind === 'session-variable' ? object : undefined;
}
