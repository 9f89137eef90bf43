import type {
  CreateObject, CreateSchema, DropObject, Grant, ObjectKind, RenameObject, SetObjectSchema,
} from '../operations/objectOperations.ts';
import type { ApplyProblem } from './change.ts';
import { dropPolicy, dropRoutine, dropTrigger } from './applyRoutines.ts';
import { dropType } from './applyTypes.ts';
import { defaultDatabaseKey, droppedKey, grantsKey, hasKeys, nameKey, objectKey, relationKey, type NameSpace } from './catalog.ts';
import type { Draft } from './draft.ts';
import { dropTable, dropView } from './dropRelation.ts';
import { dropIndexOf, renameIndexOf } from './indexes.ts';
import { editTable, tableKeyFor, withDropped } from './knownTable.ts';
import type { CatalogObject, GrantedPrivileges, Sequence } from './model.ts';
import { moveRelation } from './moveRelation.ts';
import { setSequenceOwner } from './ownedSequences.ts';
import { reportExists, reportMissing } from './problems.ts';
import { dropSchema, renameSchema } from './schemas.ts';
import { renameTypeInColumns, userTypeAt } from './typeUse.ts';

/** Name space and problem name of the kinds that the catalog holds; null for all others. */
function spaceOf(kind: ObjectKind): { readonly space: NameSpace; readonly problem: ApplyProblem['objectKind'] | null } | null {
  switch (kind) {
    case 'table':
    case 'foreign table':
      return { space: 'relation', problem: 'table' };
    case 'view':
    case 'materialized view':
      return { space: 'relation', problem: 'view' };
    case 'index':
      return { space: 'relation', problem: 'index' };
    case 'sequence':
      return { space: 'relation', problem: 'sequence' };
    case 'type':
    case 'domain':
      return { space: 'type', problem: 'type' };
    case 'function':
    case 'procedure':
    case 'routine':
    case 'aggregate':
    case 'event':
      // A routine of an extension, or one whose arguments differ, is not known: never missing for certain.
      return { space: 'routine', problem: null };
    default:
      return null;
  }
}

export function applyDropObject(draft: Draft, operation: DropObject): void {
  if (operation.objectKind === 'schema' || operation.objectKind === 'database') return dropSchema(draft, operation);
  if (operation.objectKind === 'extension') return draft.drop(objectKey('extension', '', operation.name.name.value));
  if (operation.objectKind === 'trigger' || operation.objectKind === 'policy') return dropTablePart(draft, operation);
  const place = spaceOf(operation.objectKind);
  if (place === null) return;
  const key = nameKey(draft, place.space, operation.name);
  const object = draft.get(key);
  if (object !== undefined) return dropNamed(draft, key, object, operation);
  if (!operation.ifExists && place.problem !== null) reportMissing(draft, place.problem, key, operation.name);
}

export function dropNamed(
  draft: Draft,
  key: string,
  object: CatalogObject,
  options: { readonly cascade: boolean; readonly signature?: readonly string[] | null },
): void {
  if (object.kind === 'table') dropTable(draft, key, options);
  else if (object.kind === 'view') dropView(draft, key, options);
  else if (object.kind === 'sequence') dropSequence(draft, key, object);
  else if (object.kind === 'index') dropIndexOf(draft, object.table, object.name);
  else if (object.kind === 'routine') dropRoutine(draft, key, options.signature ?? null);
  else if (userTypeAt(draft, key) !== undefined) dropType(draft, key, options);
}

function dropSequence(draft: Draft, key: string, sequence: Sequence): void {
  setSequenceOwner(draft, key, null);
  if (sequence.ownedBy !== null) {
    const { column, table } = sequence.ownedBy;
    editTable(draft, table, ({ columns }) => ({
      columns: columns.map(other => (other.name === column ? { ...other, default: null, changedBy: draft.origin } : other)),
    }));
  }
  draft.drop(key);
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
  if (operation.objectKind === 'schema' || operation.objectKind === 'database') return renameSchema(draft, operation.name.name.value, to);
  if (operation.objectKind === 'trigger' || operation.objectKind === 'policy') return renameTablePart(draft, operation);
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

/** Gives any named object another name or schema. */
export function moveNamed(
  draft: Draft,
  key: string,
  object: Extract<CatalogObject, { readonly schema: string }>,
  to: { readonly schema: string; readonly name: string },
): void {
  if (object.kind === 'index') {
    if (to.schema === object.schema) renameIndexOf(draft, object.table, object.name, to.name);
    return;
  }
  const space = key.slice(0, key.indexOf(':'));
  const toKey = `${space}:${to.schema}.${to.name}`;
  const existing = toKey === key ? undefined : draft.get(toKey);
  if (existing !== undefined && 'schema' in existing) {
    reportExists(draft, space === 'type' ? 'type' : space === 'routine' ? 'routine' : 'table', toKey, existing);
    if (existing.certain) return;
  }
  if (space === 'relation') return moveRelation(draft, key, to);
  const type = userTypeAt(draft, key);
  if (type !== undefined) renameTypeInColumns(draft, type, to);
  draft.drop(key);
  draft.put(toKey, { ...object, schema: to.schema, name: to.name, origin: draft.origin, changedBy: null });
}

function renameTablePart(draft: Draft, operation: RenameObject): void {
  const key = operation.table === null ? null : tableKeyFor(draft, { table: operation.table });
  if (key === null) return;
  const from = operation.name.name.value;
  const rename = <Part extends { readonly name: string }>(part: Part): Part =>
    part.name === from ? { ...part, name: operation.to.value, origin: draft.origin } : part;
  const kind = operation.objectKind === 'policy' ? 'policy' : 'trigger';
  editTable(draft, key, table => ({
    ...(kind === 'policy' ? { policies: table.policies.map(rename) } : { triggers: table.triggers.map(rename) }),
    dropped: withDropped(draft, table, kind, from),
  }));
}

export function applyCreateSchema(draft: Draft, operation: CreateSchema): void {
  const name = operation.schema.value;
  const key = objectKey('schema', '', name);
  const existing = draft.get(key);
  if (existing !== undefined && 'schema' in existing) {
    if (!operation.ifNotExists) reportExists(draft, 'schema', key, existing);
    return;
  }
  if (operation.objectKind === 'database' && draft.dialect === 'postgresql') return;
  noteDefaultDatabase(draft, name);
  draft.put(key, {
    kind: 'schema', schema: '', name, origin: draft.origin, changedBy: null, certain: true, objectKind: operation.objectKind,
  });
}

/**
 * MySQL/MariaDB: statements without USE mean the database that a dump creates before anything else; not when the
 * dump holds several.
 */
function noteDefaultDatabase(draft: Draft, name: string): void {
  if (draft.dialect === 'postgresql') return;
  const known = draft.get(defaultDatabaseKey);
  if (known?.kind === 'default-database') {
    if (known.path === draft.origin.path && known.name !== name) draft.erase(defaultDatabaseKey);
    return;
  }
  if (hasKeys(draft, 'relation', '') || hasKeys(draft, 'schema', '')) return;
  draft.put(defaultDatabaseKey, { kind: 'default-database', name, path: draft.origin.path });
}

export function applyCreateObject(draft: Draft, operation: CreateObject): void {
  if (operation.objectKind !== 'extension' || operation.name === null) return;
  const name = operation.name.name.value;
  const key = objectKey('extension', '', name);
  if (draft.get(key) !== undefined) return;
  draft.erase(droppedKey(key));
  draft.put(key, { kind: 'extension', schema: '', name, origin: draft.origin, changedBy: null, certain: true });
}

/** Keeps what was granted on relations and routines, so that a rule can tell what a new object lacks. */
export function applyGrant(draft: Draft, operation: Grant): void {
  const { objectKind } = operation;
  if (objectKind === 'role' || objectKind === 'all-in-schema') return;
  const space = objectKind === 'table' ? 'relation' : (spaceOf(objectKind)?.space ?? null);
  if (space === null) return;
  for (const name of operation.objects) {
    const key = space === 'relation' ? relationKey(draft, name) : nameKey(draft, space, name);
    editGrants(draft, key, operation);
  }
}

function editGrants(draft: Draft, key: string, operation: Grant): void {
  const known = draft.get(grantsKey(key));
  const former = known?.kind === 'granted-privileges' ? known.grants : [];
  const privileges = operation.privileges.map(privilege => privilege.toLowerCase());
  const grants = operation.kind === 'Grant' ? granted(draft, former, operation.grantees, privileges) : revoked(former, operation.grantees, privileges);
  if (grants.length === 0) draft.erase(grantsKey(key));
  else draft.put(grantsKey(key), { kind: 'granted-privileges', grants });
}

function granted(draft: Draft, former: GrantedPrivileges['grants'], grantees: readonly string[], privileges: readonly string[]) {
  const untouched = former.filter(grant => !grantees.includes(grant.grantee));
  return [...untouched, ...grantees.map(grantee => {
    const has = former.find(grant => grant.grantee === grantee)?.privileges ?? [];
    return { grantee, privileges: [...new Set([...has, ...privileges])], origin: draft.origin };
  })];
}

function revoked(former: GrantedPrivileges['grants'], grantees: readonly string[], privileges: readonly string[]) {
  const all = privileges.some(privilege => privilege.startsWith('all'));
  return former.flatMap(grant => {
    if (!grantees.includes(grant.grantee)) return [grant];
    const left = all ? [] : grant.privileges.filter(privilege => !privileges.includes(privilege));
    return left.length === 0 ? [] : [{ ...grant, privileges: left }];
  });
}

