import { findIndex, relationKey } from '../../catalog/catalog.ts';
import type { Index, Table } from '../../catalog/model.ts';
import type { IndexPart } from '../../operations/constraints.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { OperationContext } from '../rule.ts';
import type { Blocker } from './blockers.ts';
import { certainTable } from './certainty.ts';
import { shortName } from './dependents.ts';
import { areForeignKeysChecked } from './foreignKeyChecks.ts';
import { foreignKeysTo, ownForeignKeys, pointsTo, same } from './mysqlForeignKeys.ts';
import { code, columnCode } from './wording.ts';

/**
 * Columns of the keys that the other actions of the statement bring. Null when the statement also drops, renames or
 * changes columns, so that nobody can say what is left in the end.
 */
function addedKeys({ operations }: OperationContext['statement']): readonly (readonly string[])[] | null {
  const keys: (readonly string[])[] = [];
  for (const operation of operations) {
    switch (operation.kind) {
      case 'CreateIndex':
        if (operation.index.method !== 'fulltext' && operation.index.method !== 'spatial')
          keys.push(namesOf(operation.index.parts));
        break;
      case 'AddConstraint':
        if (operation.constraint.kind === 'primary-key' || operation.constraint.kind === 'unique')
          keys.push(namesOf(operation.constraint.parts));
        // It brings an index of its own.
        if (operation.constraint.kind === 'foreign-key')
          keys.push(operation.constraint.columns.map(({ value }) => value));
        break;
      case 'AddColumn':
        if (operation.column.primaryKey !== null || operation.column.unique !== null)
          keys.push([operation.column.name.value]);
        break;
      case 'DropColumn':
      case 'RenameColumn':
      case 'ModifyColumn':
        return null;
      default:
        break;
    }
  }
  return keys;
}

function namesOf(parts: readonly IndexPart[]): readonly string[] {
  return parts.map(({ column }) => column?.value ?? '');
}

/** An index that a foreign key or the AUTO_INCREMENT column needs. */
export function indexBlocker(context: OperationContext, name: ObjectName, indexName: string): Blocker | null {
  const table = certainTable(context, name);
  const index = findIndex(context.before, table, indexName);
  const added = addedKeys(context.statement);
  if (table === undefined || index === undefined || added === null) return null;
  const left = table.indexes.filter(other => other !== index).map(keysOf);
  const heads = (columns: readonly string[]): boolean =>
    [...left, ...primaryKey(table), ...added].some(keys => beginsWith(keys, columns));
  if (areForeignKeysChecked(context)) {
    const own = ownForeignKeys(context, table).find(
      ({ columns }) => beginsWith(keysOf(index), columns) && !heads(columns),
    );
    if (own !== undefined)
      return {
        conflict: 'drop-of-foreign-key-index',
        because: `foreign key ${code(own.name)} needs an index on ${code(own.columns.join(', '))}, and no other one begins with it`,
        origin: own.origin,
      };
    const found = foreignKeysTo(context, relationKey(context.before, name), table).find(
      ({ foreignKey }) =>
        beginsWith(keysOf(index), foreignKey.targetColumns) && !heads(foreignKey.targetColumns),
    );
    if (found !== undefined)
      return {
        conflict: 'drop-of-foreign-key-index',
        because: `foreign key ${code(found.foreignKey.name)} of ${code(shortName(found.ownerKey))} needs it`,
        origin: found.foreignKey.origin,
      };
  }
  const auto = table.columns.find(column => column.autoIncrement);
  if (auto === undefined || !beginsWith(keysOf(index), [auto.name]) || heads([auto.name])) return null;
  return {
    conflict: 'auto-column-without-key',
    because: `the AUTO_INCREMENT column ${columnCode(name, auto.name)} needs a key`,
    origin: auto.origin,
  };
}

function keysOf(index: Index): readonly string[] {
  return index.method === 'fulltext' || index.method === 'spatial'
    ? []
    : index.keys.map(({ column }) => column ?? '');
}

function primaryKey(table: Table): readonly (readonly string[])[] {
  return table.constraints.flatMap(constraint =>
    constraint.kind === 'primary-key' ? [constraint.columns] : [],
  );
}

/** True when the first columns of a key are these, in whatever order. */
function beginsWith(keys: readonly string[], columns: readonly string[]): boolean {
  return columns.every(column => keys.slice(0, columns.length).some(key => same(key, column)));
}

/** A primary key that foreign keys point to, or that the AUTO_INCREMENT column needs. */
export function primaryKeyBlocker(context: OperationContext, name: ObjectName): Blocker | null {
  const table = certainTable(context, name);
  const columns = table === undefined ? undefined : primaryKey(table)[0];
  const added = addedKeys(context.statement);
  if (table === undefined || columns === undefined || added === null) return null;
  const others = table.indexes.filter(index => index.constraint === null || !isPrimary(table, index));
  const heads = (wanted: readonly string[]): boolean =>
    [...others.map(keysOf), ...added].some(keys => beginsWith(keys, wanted));
  const found = areForeignKeysChecked(context)
    ? foreignKeysTo(context, relationKey(context.before, name), table).find(
        ({ foreignKey: { targetColumns } }) =>
          targetColumns.every((column, at) => same(columns[at] ?? '', column)) && !heads(targetColumns),
      )
    : undefined;
  if (found !== undefined)
    return {
      conflict: 'drop-of-referenced-primary-key',
      because: pointsTo(found, 'it'),
      origin: found.foreignKey.origin,
    };
  const auto = table.columns.find(column => column.autoIncrement && same(column.name, columns[0] ?? ''));
  return auto === undefined || heads([auto.name])
    ? null
    : {
        conflict: 'auto-column-without-key',
        because: `the AUTO_INCREMENT column ${columnCode(name, auto.name)} needs a key`,
        origin: auto.origin,
      };
}

function isPrimary(table: Table, index: Index): boolean {
  return table.constraints.some(({ kind, name }) => kind === 'primary-key' && name === index.constraint);
}
