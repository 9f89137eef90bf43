import type {
  CommentOn,
  CreateObject,
  CreateSchema,
  DropObject,
  RenameObject,
  SetObjectSchema,
} from '../operations/objectOperations.ts';
import { dropPolicy, dropTrigger } from './applyRoutines.ts';
import { droppedKey, nameKey, objectKey, relationKey } from './catalog.ts';
import type { Draft } from './draft.ts';
import { noteDefaultDatabase } from './knownSchemas.ts';
import { editTable, tableKeyFor, withDropped } from './knownTable.ts';
import { dropNamed, moveNamed, spaceOf } from './namedObjects.ts';
import { checkColumns, reportExists, reportMissing } from './problems.ts';
import { dropSchema, renameSchema } from './schemas.ts';

export function applyDropObject(draft: Draft, operation: DropObject): void {
  if (operation.objectKind === 'schema' || operation.objectKind === 'database') {
    dropSchema(draft, operation);
    return;
  }
  if (operation.objectKind === 'extension') {
    draft.drop(objectKey('extension', '', operation.name.name.value));
    return;
  }
  if (operation.objectKind === 'trigger' || operation.objectKind === 'policy') {
    dropTablePart(draft, operation);
    return;
  }
  const place = spaceOf(operation.objectKind);
  if (place === null) return;
  const key = nameKey(draft, place.space, operation.name);
  const object = draft.get(key);
  if (object !== undefined) {
    dropNamed(draft, key, object, operation);
    return;
  }
  if (!operation.ifExists && place.problem !== null) reportMissing(draft, place.problem, key, operation.name);
}

function dropTablePart(draft: Draft, operation: DropObject): void {
  const name = operation.name.name.value;
  if (operation.table === null) {
    const nameObject = draft.get(nameKey(draft, 'trigger', operation.name));
    if (nameObject?.kind === 'trigger-name') dropTrigger(draft, nameObject.table, name, operation);
    return;
  }
  const key = tableKeyFor(draft, { table: operation.table, tableIfExists: operation.ifExists });
  if (key === null) return;
  if (operation.objectKind === 'policy') dropPolicy(draft, key, name, operation);
  else dropTrigger(draft, key, name, operation);
}

export function applyRenameObject(draft: Draft, operation: RenameObject): void {
  const to = operation.to.value;
  if (operation.objectKind === 'schema' || operation.objectKind === 'database') {
    renameSchema(draft, operation.name.name.value, to);
    return;
  }
  if (operation.objectKind === 'trigger' || operation.objectKind === 'policy') {
    renameTablePart(draft, operation);
    return;
  }
  const place = spaceOf(operation.objectKind);
  if (place === null) return;
  const key = nameKey(draft, place.space, operation.name);
  const object = draft.get(key);
  if (object === undefined || !('schema' in object)) {
    if (place.problem !== null) reportMissing(draft, place.problem, key, operation.name);
    return;
  }
  moveNamed(draft, key, object, { schema: object.schema, name: to });
}

export function applySetObjectSchema(draft: Draft, operation: SetObjectSchema): void {
  const place = spaceOf(operation.objectKind);
  if (place === null) return;
  const key = nameKey(draft, place.space, operation.name);
  const object = draft.get(key);
  if (object === undefined || !('schema' in object)) {
    if (place.problem !== null) reportMissing(draft, place.problem, key, operation.name);
    return;
  }
  moveNamed(draft, key, object, { schema: operation.schema.value, name: object.name });
}

function renameTablePart(draft: Draft, operation: RenameObject): void {
  const key = operation.table === null ? null : tableKeyFor(draft, { table: operation.table });
  if (key === null) return;
  const from = operation.name.name.value;
  const rename = <Part extends { readonly name: string }>(part: Part): Part =>
    part.name === from ? { ...part, name: operation.to.value, origin: draft.origin } : part;
  const kind = operation.objectKind === 'policy' ? 'policy' : 'trigger';
  editTable(draft, key, table => ({
    ...(kind === 'policy'
      ? { policies: table.policies.map(rename) }
      : { triggers: table.triggers.map(rename) }),
    dropped: withDropped(draft, table, kind, from),
  }));
}

export function applyCreateSchema(draft: Draft, operation: CreateSchema): void {
  const name = operation.schema.value;
  const key = objectKey('schema', '', name);
  const existing = draft.get(key);
  if (existing !== undefined && 'schema' in existing && existing.certain) {
    if (!operation.ifNotExists) reportExists(draft, 'schema', key, existing);
    return;
  }
  if (operation.objectKind === 'database' && draft.dialect === 'postgresql') return;
  noteDefaultDatabase(draft, name);
  draft.put(key, {
    kind: 'schema',
    schema: '',
    name,
    origin: draft.origin,
    changedBy: null,
    certain: true,
    objectKind: operation.objectKind,
    ...collationOf(operation),
  });
}

function collationOf({ options = [] }: CreateSchema): { readonly collation?: string } {
  const collation = options.find(({ name }) => name === 'collate')?.value.toLowerCase();
  return collation === undefined ? {} : { collation };
}

export function applyCreateObject(draft: Draft, operation: CreateObject): void {
  if (operation.objectKind !== 'extension' || operation.name === null) return;
  const name = operation.name.name.value;
  const key = objectKey('extension', '', name);
  if (draft.get(key) !== undefined) return;
  draft.erase(droppedKey(key));
  draft.put(key, {
    kind: 'extension',
    schema: '',
    name,
    origin: draft.origin,
    changedBy: null,
    certain: true,
  });
}

/** COMMENT ON changes no definition, but fails without its object. */
export function checkCommented(draft: Draft, operation: CommentOn): void {
  if (operation.objectKind === 'table') {
    const key = relationKey(draft, operation.name);
    if (draft.get(key) === undefined) reportMissing(draft, 'table', key, operation.name);
  }
  if (operation.objectKind !== 'column' || operation.table === null) return;
  const key = relationKey(draft, operation.table);
  const object = draft.get(key);
  if (object === undefined) reportMissing(draft, 'table', key, operation.table);
  if (object?.kind === 'table') checkColumns(draft, object, [operation.name.name]);
}
