import type { SchemaCondition, StoredName } from '../operations/schemaCondition.ts';
import {
  type CatalogReader,
  currentSchema,
  hasKeys,
  hasUnseenChanges,
  isAbsent,
  isSearchPathKnown,
  keysIn,
  objectKey,
  tableAt,
} from './catalog.ts';
import type { CatalogObject, Index, Table } from './model.ts';

/** Null where nobody can know. */
type Answer = boolean | null;

/**
 * Whether a condition holds on the schema; null when the schema does not tell for certain. Objects that may have been
 * changed by something unread answer nothing, nor does a name that differs from theirs in nothing but its case.
 */
export function conditionHolds(catalog: CatalogReader, condition: SchemaCondition): Answer {
  switch (condition.kind) {
    case 'unknown':
      return null;
    case 'settled':
      return condition.holds;
    case 'all':
      return allOf(condition.of.map(each => conditionHolds(catalog, each)));
    case 'any':
      return anyOf(condition.of.map(each => conditionHolds(catalog, each)));
    case 'none':
      return not(anyOf(condition.of.map(each => conditionHolds(catalog, each))));
    default:
      return hasUnseenChanges(catalog) ? null : exists(catalog, condition);
  }
}

type Existence = Exclude<SchemaCondition, { readonly kind: 'unknown' | 'settled' | 'all' | 'any' | 'none' }>;

function exists(catalog: CatalogReader, condition: Existence): Answer {
  switch (condition.kind) {
    case 'table':
    case 'view':
    case 'sequence':
      return relationExists(catalog, condition.kind, condition.relation);
    case 'column':
      return partExists(catalog, condition.table, ({ columns }) =>
        anyOf(columns.map(({ name }) => alike(catalog, name, condition.column))),
      );
    case 'index':
      return condition.table === null
        ? someTable(catalog, condition.schema, table => indexExists(catalog, table, condition))
        : partExists(catalog, condition.table, table => indexExists(catalog, table, condition));
    case 'foreign-key': {
      const inTable = ({ constraints }: Table): Answer =>
        anyOf(
          constraints
            .filter(({ kind }) => kind === 'foreign-key')
            .map(({ name }) => alike(catalog, name, condition.name)),
        );
      return condition.table === null
        ? someTable(catalog, condition.schema, inTable)
        : partExists(catalog, condition.table, inTable);
    }
    case 'primary-key':
      return partExists(catalog, condition.table, table => primaryKeyExists(catalog, table, condition.name));
    case 'unique-constraint':
      return partExists(catalog, condition.table, table => uniqueExists(catalog, table, condition));
  }
}

function relationExists(
  catalog: CatalogReader,
  kind: 'table' | 'view' | 'sequence',
  name: StoredName,
): Answer {
  const object = relationNamed(catalog, name);
  if (object === 'absent') return false;
  if (object === null || object.kind !== kind || !('certain' in object) || !object.certain) return null;
  // Drivers count these among others, or not at all.
  if (object.kind === 'view' && object.materialized) return null;
  if (object.kind === 'sequence' && object.ownedBy !== null) return null;
  return object.kind !== 'table' || object.persistence !== 'temporary' ? true : null;
}

function partExists(catalog: CatalogReader, name: StoredName, inTable: (table: Table) => Answer): Answer {
  const object = relationNamed(catalog, name);
  if (object === 'absent') return false;
  return object?.kind === 'table' && knowsParts(object) ? inTable(object) : null;
}

/** What is found in no known table may be in another one: only a yes is certain. */
function someTable(
  catalog: CatalogReader,
  schema: string | null,
  inTable: (table: Table) => Answer,
): true | null {
  if (schema === null && !isSearchPathKnown(catalog)) return null;
  for (const key of keysIn(catalog, 'relation', schema ?? currentSchema(catalog))) {
    const table = tableAt(catalog, key);
    if (table !== undefined && knowsParts(table) && inTable(table) === true) return true;
  }
  return null;
}

function knowsParts({ certain, mayBeOlder }: Table): boolean {
  return certain && mayBeOlder !== true;
}

function relationNamed(
  catalog: CatalogReader,
  { schema, name }: StoredName,
): CatalogObject | 'absent' | null {
  if (schema === null && !isSearchPathKnown(catalog)) return null;
  const inSchema = schema ?? currentSchema(catalog);
  const key = objectKey('relation', inSchema, name);
  const object = catalog.get(key);
  if (object !== undefined) return object;
  if (!isAbsent(catalog, key) || (schema !== null && mayBeOwn(catalog, schema, name))) return null;
  const lower = key.toLowerCase();
  for (const other of keysIn(catalog, 'relation', inSchema)) if (other.toLowerCase() === lower) return null;
  return 'absent';
}

/** True when a schema that is named may be the connection's own, which nobody told the name of. */
function mayBeOwn(catalog: CatalogReader, schema: string, name: string): boolean {
  const own = catalog.get(objectKey('relation', currentSchema(catalog), name));
  return own !== undefined || !hasKeys(catalog, 'relation', schema);
}

function indexExists(
  catalog: CatalogReader,
  { indexes }: Table,
  { name, columns }: Pick<Extract<Existence, { readonly kind: 'index' }>, 'name' | 'columns'>,
): Answer {
  return anyOf(
    indexes.map(index =>
      name === null ? hasColumns(catalog, index, columns) : alike(catalog, index.name, name),
    ),
  );
}

function hasColumns(catalog: CatalogReader, { keys, include }: Index, columns: readonly string[]): Answer {
  if (columns.length === 0) return null;
  const isSame =
    keys.length !== columns.length
      ? false
      : allOf(
          keys.map(({ column }, at) => (column === null ? false : alike(catalog, column, columns[at] ?? ''))),
        );
  // Where the driver tells that a column descends, it is compared with that.
  if (isSame === true && keys.some(({ descending }) => descending)) return null;
  // Drivers differ in whether they list such columns among the others.
  return include.length > 0 && keys.length <= columns.length ? null : isSame;
}

function primaryKeyExists(catalog: CatalogReader, { constraints }: Table, name: string | null): Answer {
  const key = constraints.find(({ kind }) => kind === 'primary-key');
  if (key === undefined) return false;
  if (name === null) return true;
  return alike(catalog, catalog.dialect === 'postgresql' ? key.name : 'PRIMARY', name);
}

/** On MySQL and MariaDB a unique index is a unique constraint. */
function uniqueExists(
  catalog: CatalogReader,
  { constraints, indexes }: Table,
  { name, columns }: Pick<Extract<Existence, { readonly kind: 'unique-constraint' }>, 'name' | 'columns'>,
): Answer {
  const names = new Set(constraints.flatMap(({ kind, name: own }) => (kind === 'unique' ? [own] : [])));
  const primary = new Set(
    constraints.flatMap(({ kind, name: own }) => (kind === 'primary-key' ? [own] : [])),
  );
  const uniques = indexes.filter(
    index =>
      names.has(index.constraint ?? index.name) ||
      (catalog.dialect !== 'postgresql' && index.unique && !primary.has(index.constraint ?? index.name)),
  );
  return anyOf(
    uniques.map(index => {
      const byName = name === null ? true : alike(catalog, index.name, name);
      if (columns.length === 0 || byName === false) return byName;
      const isSame = hasColumns(catalog, index, columns);
      // The same columns in another order.
      const isReordered =
        index.keys.length === columns.length &&
        columns.every(each =>
          index.keys.some(({ column }) => column !== null && alike(catalog, column, each) !== false),
        );
      if (isSame === false && isReordered) return null;
      return name !== null && isSame === false ? null : allOf([byName, isSame]);
    }),
  );
}

/** MySQL and MariaDB compare the names of parts without case; with PostgreSQL it depends on who asks. */
function alike(catalog: CatalogReader, stored: string, asked: string): Answer {
  if (stored === asked) return true;
  if (stored.toLowerCase() !== asked.toLowerCase()) return false;
  return catalog.dialect === 'postgresql' ? null : true;
}

function allOf(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

function not(answer: Answer): Answer {
  return answer === null ? null : !answer;
}
