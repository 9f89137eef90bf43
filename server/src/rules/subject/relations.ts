import {
  droppedKey,
  findRelation,
  findTable,
  isAbsent,
  isComplete,
  relationKey,
  tableAt,
} from '../../catalog/catalog.ts';
import type { Column, Table } from '../../catalog/model.ts';
import { displayName, type ObjectName } from '../../operations/names.ts';
import type { OperationContext } from '../rule.ts';
import { code } from './wording.ts';

/** A relation that was there before the pending migrations, or that nobody knows and that must be taken for such a one. */
export interface ExistingRelation {
  /** Catalog key. */
  readonly key: string;
  /** Undefined when the catalog does not hold it, or when it is no table. */
  readonly table: Table | undefined;
  /** In back quotes, as written. */
  readonly label: string;
  /** False when neither a baseline nor the migrations so far tell what it looks like. */
  readonly known: boolean;
}

/** Null when the relation is new in the pending set or lives in one session only: then nobody waits for it or misses it. */
export function existingRelation(context: OperationContext, name: ObjectName): ExistingRelation | null {
  const key = relationKey(context.before, name);
  if (context.isNew(key)) return null;
  const found = findRelation(context.before, name);
  if (found === undefined && isSystemCatalog(context, name)) return null;
  const table = found?.kind === 'table' ? found : undefined;
  if (table?.persistence === 'temporary') return null;
  return {
    key,
    table,
    label: code(displayName(name)),
    known: found !== undefined && 'certain' in found && found.certain,
  };
}

/**
 * True when nothing of that name was there before the file for certain: the catalog holds every object, or an earlier
 * file dropped this one. What the file itself takes away, with CASCADE too, is its own doing.
 */
export function isGoneBefore({ before, file }: OperationContext, key: string): boolean {
  if (before.get(key) !== undefined) return false;
  if (isComplete(before)) return true;
  const dropped = before.get(droppedKey(key));
  return isAbsent(before, key) && dropped?.kind === 'dropped-object' && dropped.origin?.path !== file.path;
}

/** The server's own tables: small, and no release reads or writes them in its daily work. */
function isSystemCatalog({ target }: OperationContext, { schema, name }: ObjectName): boolean {
  const owner = schema?.value.toLowerCase() ?? null;
  if (target.engine === 'postgresql')
    return (
      owner === 'pg_temp' ||
      owner === 'pg_catalog' ||
      owner === 'information_schema' ||
      (owner === null && /^pg_/.test(name.value))
    );
  return (
    owner === 'mysql' || owner === 'information_schema' || owner === 'performance_schema' || owner === 'sys'
  );
}

/** True for a new table that is full already: nobody waits for it, but work on it takes its time. */
export function isNewAndFull(context: OperationContext, name: ObjectName): boolean {
  const table = findTable(context.before, name);
  return (
    table?.loaded === true &&
    table.persistence !== 'temporary' &&
    context.isNew(relationKey(context.before, name))
  );
}

/** As {@link existingRelation} for a relation that is known by its key only, such as the table of an index. */
export function existingRelationAt(
  context: OperationContext,
  key: string,
  label: string,
): ExistingRelation | null {
  if (context.isNew(key)) return null;
  const table = tableAt(context.before, key);
  if (table?.persistence === 'temporary') return null;
  return { key, table, label: code(label), known: table?.certain ?? false };
}

/** True when the column came with a pending migration, so that no running release knows it. */
export function isNewColumn(context: OperationContext, column: Column | undefined): boolean {
  return column?.origin != null && context.isPending(column.origin.path);
}

/** True when the statement itself, not a body inside it, says the operation: only then can it be edited as a statement. */
export function standsAlone(context: OperationContext): boolean {
  return context.statement.operations.includes(context.operation);
}

/** The table as the catalog has it after the operation. */
export function tableAfter(context: OperationContext, name: ObjectName): Table | undefined {
  return findTable(context.after, name);
}
