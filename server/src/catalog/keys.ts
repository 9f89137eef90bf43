/* Keys: `<name space>:<schema>.<name>`. Relations (tables, views, sequences, PostgreSQL indexes) share one name space. */

export const completenessKey = 'catalog:completeness';

export const serverVersionKey = 'catalog:server-version';

export const defaultDatabaseKey = 'catalog:default-database';

export type NameSpace = 'relation' | 'type' | 'routine' | 'schema' | 'extension' | 'trigger';

/** The schema of temporary tables, of all dialects. */
export const TEMPORARY_SCHEMA = 'pg_temp';

export function objectKey(space: NameSpace, schema: string, name: string): string {
  return `${space}:${schema}.${name}`;
}

export function sessionKey(variable: string): string {
  return `session:${variable}`;
}

/** Key of the list of all keys of a name space in a schema, or of all session variables. */
export function listKey(space: NameSpace | 'session', schema: string): string {
  return `keys:${space}:${schema}`;
}

/** Key of what points to the relation `key` while it is not there. */
export function awaitedKey(key: string): string {
  return `awaited:${key}`;
}

/** Key of the note that `key` was dropped. */
export function droppedKey(key: string): string {
  return `dropped:${key}`;
}

/** Key of the note on how the relation `key` came by its name. */
export function givenNameKey(key: string): string {
  return `given-name:${key}`;
}

/** Key of the privileges given on the object `key`. */
export function grantsKey(key: string): string {
  return `grants:${key}`;
}

const LISTED = /^(?:relation|type|routine|schema|extension|trigger|session):/;

/** True for keys that the catalog lists under {@link listKey}. */
export function isListed(key: string): boolean {
  return LISTED.test(key);
}

/** The key of the list that holds `key`. A schema with a dot in its name shares a list with another; nothing is lost. */
export function listKeyOf(key: string): string {
  const colon = key.indexOf(':');
  const space = key.slice(0, colon);
  if (space === 'session') return 'keys:session:';
  const dot = key.indexOf('.', colon);
  return `keys:${space}:${key.slice(colon + 1, dot)}`;
}

/** `public.users` from `relation:public.users`; without a leading dot where no schema is known. */
export function nameOfKey(key: string): string {
  const name = key.slice(key.indexOf(':') + 1);
  if (name.startsWith('.')) return name.slice(1);
  return name.startsWith(`${TEMPORARY_SCHEMA}.`) ? name.slice(TEMPORARY_SCHEMA.length + 1) : name;
}
