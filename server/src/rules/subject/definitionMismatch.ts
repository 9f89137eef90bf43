import {
  type CatalogReader,
  findColumn,
  findIndex,
  findRelation,
  findTable,
  sameName,
  tableAt,
} from '../../catalog/catalog.ts';
import type { CatalogObject, Column, Index, Relation, Table } from '../../catalog/model.ts';
import type { ColumnDefinition } from '../../operations/columns.ts';
import type { IndexDefinition } from '../../operations/constraints.ts';
import { displayName, type ObjectName } from '../../operations/names.ts';
import type { CreateView } from '../../operations/objectOperations.ts';
import type { AddConstraint, CreateTable } from '../../operations/tableOperations.ts';
import type { OperationContext } from '../rule.ts';
import { meetsKnownSchema } from './certainty.ts';
import { isSameType } from './types.ts';
import { typeText } from './typeText.ts';
import { code, columnCode, listed } from './wording.ts';

export interface Mismatch {
  /** "`orders` exists already without `note`". */
  readonly what: string;
  readonly origin: Column['origin'];
  /** What is there has all that is wanted, and more. */
  readonly isMore?: true;
}

/**
 * What an operation with IF NOT EXISTS certainly meets under its name, where that is something else; null where it meets
 * nothing, or what it would make itself.
 */
export function mismatchOf(context: OperationContext): Mismatch | null {
  if (!meetsKnownSchema(context)) return null;
  const { operation, before } = context;
  switch (operation.kind) {
    case 'CreateTable':
      return tableMismatch(context, operation);
    case 'AddColumn': {
      const table = findTable(before, operation.table);
      const column = findColumn(before, table, operation.column.name);
      if (table?.certain !== true || column === undefined) return null;
      const difference =
        asType(differentTypes(context, operation.column, column)) ??
        (operation.column.nullable?.value === false && !column.notNull ? 'and may be NULL' : null);
      return difference === null
        ? null
        : {
            what: `${columnCode(operation.table, column.name)} exists already ${difference}`,
            origin: column.changedBy ?? column.origin,
          };
    }
    case 'CreateIndex':
      return indexMismatch(context, operation.table, operation.index);
    case 'AddConstraint':
      return constraintMismatch(context, operation);
    case 'CreateView':
      return operation.materialized ? viewMismatch(context, operation) : null;
    case 'CreateSequence':
      return anotherKind(context, operation.sequence, 'sequence');
    default:
      return null;
  }
}

function tableMismatch(context: OperationContext, operation: CreateTable): Mismatch | null {
  const found = findRelation(context.before, operation.table);
  const name = code(displayName(operation.table));
  if (operation.persistence === 'temporary' || operation.like.length > 0 || operation.asQuery !== null)
    return null;
  const other = anotherKind(context, operation.table, 'table');
  if (other !== null) return other;
  if (found?.kind !== 'table' || !found.certain) return null;
  const missing = operation.columns.filter(({ name: column }) => !wasThere(context, found, column.value));
  if (missing.length > 0)
    return {
      what: `${name} exists already without ${listed(missing.slice(0, 3).map(column => code(column.name.value)))}`,
      origin: found.origin,
    };
  for (const column of operation.columns) {
    const known = findColumn(context.before, found, column.name);
    const types =
      known === undefined || known.changedBy !== null ? null : differentTypes(context, column, known);
    if (types !== null && known !== undefined)
      return {
        what: `${columnCode(operation.table, known.name)} exists already as ${types}`,
        origin: known.origin ?? found.origin,
      };
  }
  const more = madeBesides(context, found, operation);
  return more.length === 0
    ? null
    : {
        what: `${name} exists already, with ${listed(more.slice(0, 3).map(column => code(column.name)))} required besides`,
        origin: found.origin,
        isMore: true,
      };
}

/**
 * Columns that the table of the same name was made with in another migration, and that the code of this one does not know:
 * its INSERTs fail where they are required. Later ones may have followed on purpose.
 */
function madeBesides(
  { before, file }: OperationContext,
  { origin, columns }: Table,
  operation: CreateTable,
): readonly Column[] {
  if (origin === null || origin.path === file.path) return [];
  return columns.filter(
    column =>
      column.changedBy === null &&
      isRequired(column) &&
      column.origin?.path === origin.path &&
      column.origin.statement === origin.statement &&
      !operation.columns.some(({ name }) => sameName(before.dialect, name.value, column.name)),
  );
}

function isRequired({ notNull, default: value, generated, identity, autoIncrement }: Column): boolean {
  return notNull && value === null && generated === null && identity === null && !autoIncrement;
}

const KIND_WORDS: Readonly<Record<Relation['kind'], string>> = {
  table: 'a table',
  view: 'a view',
  sequence: 'a sequence',
  index: 'an index',
};

function isRelation(object: CatalogObject): object is Relation {
  return Object.hasOwn(KIND_WORDS, object.kind);
}

/** PostgreSQL: tables, views, sequences and indexes share their names. */
function anotherKind(
  { before }: OperationContext,
  wanted: ObjectName,
  kind: Relation['kind'],
): Mismatch | null {
  const found = findRelation(before, wanted);
  if (found === undefined || !isRelation(found) || found.kind === kind || !found.certain) return null;
  return {
    what: `${code(displayName(wanted))} exists already as ${KIND_WORDS[found.kind]}`,
    origin: found.origin,
  };
}

function viewMismatch(context: OperationContext, operation: CreateView): Mismatch | null {
  const other = anotherKind(context, operation.view, 'view');
  const found = findRelation(context.before, operation.view);
  if (other !== null || found?.kind !== 'view' || !found.certain) return other;
  const label = code(displayName(operation.view));
  if (!found.materialized) return { what: `${label} exists already as a plain view`, origin: found.origin };
  if (found.changedBy !== null || plain(found.query) === plain(operation.query.value)) return null;
  return { what: `${label} exists already with another query`, origin: found.origin };
}

/** MariaDB: ADD UNIQUE IF NOT EXISTS and its like look for the name only. */
function constraintMismatch(context: OperationContext, operation: AddConstraint): Mismatch | null {
  const { constraint, table } = operation;
  if (constraint.name === null || constraint.kind !== 'unique') return null;
  const name: ObjectName = { schema: null, name: constraint.name, span: constraint.name.span };
  return indexMismatch(context, table, {
    name,
    unique: true,
    method: 'btree',
    parts: constraint.parts,
    predicate: null,
  });
}

function asType(text: string | null): string | null {
  return text === null ? null : `as ${text}`;
}

/** A column that a later migration dropped or renamed was there when the statement was written. */
function wasThere({ before }: OperationContext, table: Table, name: string): boolean {
  return (
    findColumn(before, table, name) !== undefined ||
    table.dropped.some(part => part.kind === 'column' && sameName(before.dialect, part.name, name))
  );
}

const SERIAL: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
};

/** The type that is there, when it is certainly another one. */
function differentTypes(
  { target }: OperationContext,
  wanted: ColumnDefinition,
  known: Column,
): string | null {
  if (wanted.type === null || known.type === null) return null;
  const { type } = wanted;
  const name = target.engine === 'postgresql' ? (SERIAL[type.name] ?? type.name) : type.name;
  // Display widths of integers say nothing.
  const isInteger = /int$/.test(name) && name === known.type.name && type.unsigned === known.type.unsigned;
  if (isInteger || isSameType({ ...type, name }, known.type)) return null;
  return typeText(known.type);
}

type WantedIndex = Pick<IndexDefinition, 'name' | 'unique' | 'method' | 'parts' | 'predicate'>;

function indexMismatch({ before }: OperationContext, on: ObjectName, wanted: WantedIndex): Mismatch | null {
  if (wanted.name === null) return null;
  const table = findTable(before, on);
  const label = code(wanted.name.name.value);
  if (before.dialect === 'postgresql') {
    const schema = wanted.name.schema ?? on.schema;
    const found = findRelation(before, { ...wanted.name, schema });
    if (found?.kind === 'index' && found.certain) {
      const owner = tableAt(before, found.table);
      if (owner !== undefined && table !== undefined && owner !== table)
        return { what: `${label} exists already on ${code(owner.name)}`, origin: found.origin };
    }
  }
  const index = findIndex(before, table, wanted.name.name.value);
  if (table?.certain !== true || index === undefined) return null;
  const difference = indexDifference(before, index, wanted);
  return difference === null ? null : { what: `${label} exists already ${difference}`, origin: index.origin };
}

function plain(text: string): string {
  return text.replace(/[\s()"`]+/g, '').toLowerCase();
}

function indexDifference({ dialect }: CatalogReader, index: Index, wanted: WantedIndex): string | null {
  const there = index.keys.map(key => key.column ?? key.expression?.text ?? '');
  const here = wanted.parts.map(part => part.column?.value ?? part.expression?.text ?? '');
  if (there.map(plain).join(',') !== here.map(plain).join(',')) return `on (${there.join(', ')})`;
  if (index.unique !== wanted.unique) return index.unique ? 'as a unique index' : 'and is not unique';
  if (dialect === 'postgresql' && index.method !== wanted.method) return `as ${index.method}`;
  for (const [at, key] of index.keys.entries()) {
    const part = wanted.parts[at];
    if (part !== undefined && key.descending !== part.descending)
      return `with ${code(there[at] ?? '')} ${key.descending ? 'descending' : 'ascending'}`;
    if (part !== undefined && key.prefixLength !== part.prefixLength)
      return key.prefixLength === null
        ? `on the whole of ${code(there[at] ?? '')}`
        : `on the first ${key.prefixLength} of ${code(there[at] ?? '')}`;
  }
  const [before, after] = [index.predicate?.text ?? '', wanted.predicate?.text ?? ''];
  if (plain(before) === plain(after)) return null;
  return before === '' ? 'without a WHERE' : `WHERE ${before}`;
}
