import type { ObjectName } from '../operations/names.ts';
import {
  defaultDatabaseKey,
  listKey,
  type NameSpace,
  objectKey,
  sessionKey,
  TEMPORARY_SCHEMA,
} from './keys.ts';
import type { CatalogReader } from './reader.ts';

/** The keys of a name space in a schema, in no particular order. */
export function keysIn(catalog: CatalogReader, space: NameSpace, schema: string): Iterable<string> {
  const list = catalog.get(listKey(space, schema));
  return list?.kind === 'key-list' ? list.keys : [];
}

/** The names of all session variables that the file set. */
export function sessionVariableKeys(catalog: CatalogReader): Iterable<string> {
  const list = catalog.get(listKey('session', ''));
  return list?.kind === 'key-list' ? list.keys : [];
}

/**
 * The schema that an unqualified name gets when it is created.
 * MySQL/MariaDB without USE: the database that the schema was first made in, when a statement named it, else empty.
 */
export function currentSchema(catalog: CatalogReader): string {
  if (catalog.dialect === 'postgresql') return postgresqlPath(catalog)[0] ?? 'public';
  const database = catalog.get(sessionKey('database'));
  if (database?.kind === 'session-variable') return database.value ?? '';
  const usual = catalog.get(defaultDatabaseKey);
  return usual?.kind === 'default-database' ? usual.name : '';
}

/** The schemas that an unqualified name is looked up in, in order; temporary objects come before all. */
export function searchPath(catalog: CatalogReader): readonly string[] {
  return catalog.dialect === 'postgresql' ? postgresqlPath(catalog) : [currentSchema(catalog)];
}

/** False when the statements so far set a search path or a database that nobody can know. */
export function isSearchPathKnown(catalog: CatalogReader): boolean {
  const variable = catalog.get(sessionKey(catalog.dialect === 'postgresql' ? 'search_path' : 'database'));
  return variable?.kind !== 'session-variable' || variable.value !== null;
}

const defaultPath: readonly string[] = ['public'];

function postgresqlPath(catalog: CatalogReader): readonly string[] {
  const variable = catalog.get(sessionKey('search_path'));
  if (variable?.kind !== 'session-variable' || variable.value === null) return defaultPath;
  const schemas = variable.value
    .split(',')
    .map(part => unquote(part.trim()))
    .filter(part => part !== '' && part !== '$user' && part !== 'pg_catalog' && part !== TEMPORARY_SCHEMA);
  return schemas.length === 0 ? defaultPath : schemas;
}

function unquote(part: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(part);
  return quoted?.[2] ?? part;
}

/** The key of a relation as the session resolves the name; where nothing is found, the key it would be created under. */
export function relationKey(catalog: CatalogReader, name: ObjectName): string {
  return nameKey(catalog, 'relation', name);
}

/** As {@link relationKey}, for any name space. */
export function nameKey(catalog: CatalogReader, space: NameSpace, name: ObjectName): string {
  if (name.schema !== null) return objectKey(space, name.schema.value, name.name.value);
  if (space === 'relation' || space === 'type') {
    const temporary = objectKey(space, TEMPORARY_SCHEMA, name.name.value);
    if (catalog.get(temporary) !== undefined) return temporary;
  }
  const path = searchPath(catalog);
  if (path.length > 1) {
    for (const schema of path) {
      const key = objectKey(space, schema, name.name.value);
      if (catalog.get(key) !== undefined) return key;
    }
  }
  return objectKey(space, path[0] ?? '', name.name.value);
}

/** The key that a new object of this name gets. */
export function newKey(catalog: CatalogReader, space: NameSpace, name: ObjectName): string {
  return objectKey(space, name.schema?.value ?? currentSchema(catalog), name.name.value);
}

/** The schema part of a written name, or the one it is created in. */
export function schemaOf(catalog: CatalogReader, name: ObjectName): string {
  return name.schema?.value ?? currentSchema(catalog);
}

export function hasKeys(catalog: CatalogReader, space: NameSpace, schema: string): boolean {
  const list = catalog.get(listKey(space, schema));
  return list?.kind === 'key-list' && list.keys.size > 0;
}
