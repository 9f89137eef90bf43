import type { TypeReference } from '../operations/columns.ts';
import { nameKey, objectKey, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { including, without } from './knownTable.ts';
import type { UserType } from './model.ts';

/* PostgreSQL: which tables have columns of which user's types. */

export function userTypeAt(draft: Draft, key: string): UserType | undefined {
  const object = draft.get(key);
  return object?.kind === 'enum' || object?.kind === 'domain' || object?.kind === 'type' ? object : undefined;
}

/** Built-in types that are worth no look-up; all others are looked up and not found. */
const COMMON_TYPES = new Set([
  'integer',
  'bigint',
  'smallint',
  'text',
  'boolean',
  'numeric',
  'uuid',
  'jsonb',
  'json',
  'date',
  'real',
  'bytea',
  'character',
  'serial',
  'bigserial',
  'smallserial',
  'interval',
  'inet',
]);

/** The key of a user's type that a column has; null for built-in types and types nobody has seen. */
export function userTypeKey(draft: Draft, type: TypeReference | null): string | null {
  if (type === null || draft.dialect !== 'postgresql') return null;
  if (type.schema === null && (COMMON_TYPES.has(type.name) || type.name.includes(' '))) return null;
  const key = nameKey(draft, 'type', {
    schema: type.schema === null ? null : { value: type.schema, quoted: true, span: type.span },
    name: { value: type.name, quoted: true, span: type.span },
    span: type.span,
  });
  return userTypeAt(draft, key) === undefined ? null : key;
}

/** The type with the schema that it is found in. */
export function qualifiedType(draft: Draft, type: TypeReference): TypeReference {
  if (type.schema !== null || draft.dialect !== 'postgresql') return type;
  const key = userTypeKey(draft, type);
  const found = key === null ? undefined : userTypeAt(draft, key);
  return found === undefined ? type : { ...type, schema: found.schema };
}

/** Notes that the table has a column of the type. */
export function useType(draft: Draft, table: string, type: TypeReference | null): void {
  editUsers(draft, userTypeKey(draft, type), users => including(users, table));
}

/** Notes that a column of the type has gone; other columns of the table may still have it. */
export function releaseType(draft: Draft, table: string, type: TypeReference | null): void {
  const key = userTypeKey(draft, type);
  if (key === null) return;
  if (tableAt(draft, table)?.columns.some(column => userTypeKey(draft, column.type) === key)) return;
  editUsers(draft, key, users => without(users, table));
}

/** For a table that moves to another key. */
export function moveTypeUse(
  draft: Draft,
  from: string,
  to: string,
  types: Iterable<TypeReference | null>,
): void {
  for (const type of types) {
    editUsers(draft, userTypeKey(draft, type), users =>
      users.includes(from) ? including(without(users, from), to) : users,
    );
  }
}

/** Gives every column of a type the type's new name. */
export function renameTypeInColumns(
  draft: Draft,
  from: UserType,
  to: { readonly schema: string; readonly name: string },
): void {
  const fromKey = objectKey('type', from.schema, from.name);
  for (const key of from.usedBy) {
    const table = tableAt(draft, key);
    if (table === undefined) continue;
    draft.put(key, {
      ...table,
      columns: table.columns.map(column => {
        if (column.type === null || userTypeKey(draft, column.type) !== fromKey) return column;
        return { ...column, type: { ...column.type, schema: to.schema, name: to.name, text: to.name } };
      }),
    });
  }
}

function editUsers(
  draft: Draft,
  key: string | null,
  edit: (users: readonly string[]) => readonly string[],
): void {
  const type = key === null ? undefined : userTypeAt(draft, key);
  if (key === null || type === undefined) return;
  const usedBy = edit(type.usedBy);
  if (usedBy !== type.usedBy) draft.put(key, { ...type, usedBy });
}
