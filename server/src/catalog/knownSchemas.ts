import { defaultDatabaseKey, hasKeys, objectKey, TEMPORARY_SCHEMA } from './catalog.ts';
import type { Draft } from './draft.ts';

/**
 * Notes that a schema is there, because an object is created in it. Until a statement creates it, it is uncertain
 * and has no origin.
 */
export function noteSchema(draft: Draft, schema: string): void {
  if (schema === '' || schema === TEMPORARY_SCHEMA || (schema === 'public' && draft.dialect === 'postgresql'))
    return;
  const key = objectKey('schema', '', schema);
  if (draft.get(key) !== undefined) return;
  const objectKind = draft.dialect === 'postgresql' ? 'schema' : 'database';
  draft.put(key, {
    kind: 'schema',
    schema: '',
    name: schema,
    origin: null,
    changedBy: null,
    certain: false,
    objectKind,
  });
}

/**
 * MySQL/MariaDB: statements without USE mean the database that a file creates or uses before anything else; not when
 * that file names several.
 */
export function noteDefaultDatabase(draft: Draft, name: string): void {
  if (draft.dialect === 'postgresql') return;
  const known = draft.get(defaultDatabaseKey);
  if (known?.kind === 'default-database') {
    if (known.path === draft.origin.path && known.name !== name) draft.erase(defaultDatabaseKey);
    return;
  }
  if (hasKeys(draft, 'relation', '') || hasKeys(draft, 'schema', '')) return;
  draft.put(defaultDatabaseKey, { kind: 'default-database', name, path: draft.origin.path });
}
