import type { Identifier, ObjectName } from '../operations/names.ts';
import {
  completenessKey,
  currentSchema,
  droppedKey,
  findColumn,
  hasKeys,
  isKnownToBeGone,
  isKnownWhole,
  isSearchPathKnown,
  keysIn,
  listKey,
  type NameSpace,
  nameOfKey,
  objectKey,
  relationKey,
  sameName,
  TEMPORARY_SCHEMA,
} from './catalog.ts';
import type { ApplyProblem } from './change.ts';
import type { Draft } from './draft.ts';
import type { DroppedPart, NamedObject, Table } from './model.ts';
import { nearest } from './nearest.ts';

const SPACES: readonly NameSpace[] = ['relation', 'type', 'routine', 'schema', 'trigger'];

type ProblemObject = ApplyProblem['objectKind'];

const SYSTEM_SCHEMAS = new Set([
  'pg_catalog',
  'information_schema',
  'mysql',
  'sys',
  'performance_schema',
  TEMPORARY_SCHEMA,
]);

/** Reports that the schema has no object under `key`, when that is certain. */
export function reportMissing(draft: Draft, objectKind: ProblemObject, key: string, name: ObjectName): void {
  if (draft.doubtful || !(isCertainlyMissing(draft, key, name) || isDropped(draft, key))) return;
  const dropped = draft.get(droppedKey(key));
  const space = spaceOfKey(key);
  const schema = space === 'schema' ? '' : (name.schema?.value ?? currentSchema(draft));
  const prefix = objectKey(space, schema, '');
  const names: string[] = [];
  for (const other of keysIn(draft, space, schema)) names.push(other.slice(prefix.length));
  draft.report({
    kind: 'missing',
    objectKind,
    name: nameOfKey(key),
    origin: dropped?.kind === 'dropped-object' ? dropped.origin : null,
    candidates: nearest(name.name.value, names).filter(
      candidate => isIndexName(draft, prefix + candidate) === (objectKind === 'index'),
    ),
  });
}

/** What was known and then dropped is gone, however little is known of the rest. */
function isDropped(draft: Draft, key: string): boolean {
  return isKnownToBeGone(draft, key);
}

function isIndexName(draft: Draft, key: string): boolean {
  return draft.get(key)?.kind === 'index';
}

/** True when the catalog knows the schema of the name and would know the object if it were there. */
export function isCertainlyMissing(draft: Draft, key: string, name: ObjectName): boolean {
  const completeness = draft.get(completenessKey);
  if (completeness?.kind !== 'completeness' || !completeness.complete) return false;
  const dropped = draft.get(droppedKey(key));
  if (dropped?.kind === 'dropped-object' && !dropped.certain) return false;
  if (draft.dialect === 'postgresql' && name.name.value.startsWith('pg_')) return false;
  if (isToolTable(name.name.value) || EXTENSION_TABLE.test(name.name.value)) return false;
  if (name.schema === null)
    return isSearchPathKnown(draft) && !isInAnotherSchema(draft, key, name.name.value);
  const schema = name.schema.value;
  if (SYSTEM_SCHEMAS.has(schema)) return false;
  return isKnownSchema(draft, schema);
}

/** Tables that migration tools make for themselves. */
const TOOL_TABLE =
  /^_*(?:flyway_schema_history|schema_version|schema_migrations?|schema_history|databasechangelog(?:lock)?|goose_db_version|gorp_migrations|pgmigrations|knex_migrations(?:_lock)?|ar_internal_metadata|diesel_schema_migrations|sqlx_migrations|prisma_migrations|drizzle_migrations|atlas_schema_revisions|migrations?)$/i;

/** Tables and views that PostGIS makes beside those of the migrations. */
const EXTENSION_TABLE =
  /^(?:spatial_ref_sys|geometry_columns|geography_columns|raster_columns|raster_overviews)$/;

function isToolTable(name: string): boolean {
  return TOOL_TABLE.test(name);
}

/** The search path of the role or the tool is not known: a table of another schema may be meant. */
function isInAnotherSchema(draft: Draft, key: string, name: string): boolean {
  const space = spaceOfKey(key);
  if (space === 'schema') return false;
  for (const other of keysIn(draft, 'schema', '')) {
    const schema = draft.get(other);
    if (schema?.kind === 'schema' && draft.get(objectKey(space, schema.name, name)) !== undefined)
      return true;
  }
  return false;
}

function spaceOfKey(key: string): NameSpace {
  return SPACES.find(space => key.startsWith(`${space}:`)) ?? 'relation';
}

function isKnownSchema(draft: Draft, schema: string): boolean {
  if (draft.dialect === 'postgresql' && schema === 'public') return true;
  const object = draft.get(objectKey('schema', '', schema));
  if (object?.kind === 'schema' && object.certain) return true;
  return draft.get(listKey('relation', schema)) !== undefined && hasKeys(draft, 'relation', schema);
}

/** True when a part that the table does not show is really not there. */
export function knowsParts(draft: Draft, table: Table): boolean {
  return isKnownWhole(draft, table);
}

/** Reports a column, constraint or index that the table does not have, when that is certain. */
export function reportMissingPart(
  draft: Draft,
  table: Table,
  part: { readonly kind: DroppedPart['kind']; readonly name: string; readonly known: readonly string[] },
): void {
  if (draft.doubtful || !knowsParts(draft, table)) return;
  const dropped = table.dropped.find(
    other => other.kind === part.kind && sameName(draft.dialect, other.name, part.name),
  );
  draft.report({
    kind: 'missing',
    objectKind: part.kind,
    name: `${table.name}.${part.name}`,
    origin: dropped?.origin ?? null,
    candidates: nearest(part.name, part.known),
  });
}

/** Reports each of the columns that the table does not have. */
export function checkColumns(draft: Draft, table: Table, columns: readonly Identifier[]): void {
  if (draft.doubtful || !table.certain) return;
  for (const column of columns) {
    if (findColumn(draft, table, column) !== undefined || isSystemColumn(draft, column.value)) continue;
    reportMissingPart(draft, table, {
      kind: 'column',
      name: column.value,
      known: table.columns.map(known => known.name),
    });
  }
}

const SYSTEM_COLUMNS = new Set(['ctid', 'oid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax']);

function isSystemColumn(draft: Draft, name: string): boolean {
  return draft.dialect === 'postgresql' && SYSTEM_COLUMNS.has(name);
}

/** Reports that a name is taken, when the object that has it is certain. */
export function reportExists(
  draft: Draft,
  objectKind: ProblemObject,
  key: string,
  existing: NamedObject,
): void {
  if (!isKnownWhole(draft, existing)) return;
  draft.report({ kind: 'exists', objectKind, name: nameOfKey(key), origin: existing.origin, candidates: [] });
}

/** Reports that the table already has a part of this name, when that is certain. */
export function reportExistingPart(
  draft: Draft,
  table: Table,
  part: {
    readonly kind: 'column' | 'constraint' | 'index' | 'trigger' | 'policy';
    readonly name: string;
    readonly origin: Table['origin'];
  },
): void {
  if (!knowsParts(draft, table)) return;
  draft.report({
    kind: part.kind === 'column' ? 'duplicate-column' : 'exists',
    objectKind: part.kind,
    name: `${table.name}.${part.name}`,
    origin: part.origin,
    candidates: [],
  });
}

/** Reports each relation that a query reads and the schema does not have, when that is certain. */
export function checkReads(draft: Draft, reads: readonly ObjectName[]): void {
  for (const name of reads) {
    const key = relationKey(draft, name);
    if (draft.get(key) === undefined && name.name.value.toLowerCase() !== 'dual')
      reportMissing(draft, 'table', key, name);
  }
}
