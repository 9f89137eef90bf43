import { findColumn, findIndex, relationKey, tableAt } from '../../catalog/catalog.ts';
import type { Column, ForeignKeyConstraint, Index, Table } from '../../catalog/model.ts';
import { foreignKeyRefusal } from '../../engines/foreignKeyRefusal.ts';
import { displayName, type ObjectName } from '../../operations/names.ts';
import type { Operation } from '../../operations/operation.ts';
import type { ModifyColumn } from '../../operations/tableOperations.ts';
import type { OperationContext } from '../rule.ts';
import type { Blocker } from './blockers.ts';
import { certainTable } from './certainty.ts';
import { shortName } from './dependents.ts';
import { areForeignKeysChecked } from './foreignKeyChecks.ts';
import { code, columnCode } from './wording.ts';

/** MySQL and MariaDB: what refuses the operation. One ALTER TABLE is judged by what is left when all of it is done. */
export function mysqlBlocker(context: OperationContext): Blocker | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'DropTable':
      return areForeignKeysChecked(context) ? tableBlocker(context, operation.table) : null;
    case 'DropColumn':
      return columnBlocker(context, operation.table, operation.column.value);
    case 'DropIndex':
      return operation.table === null
        ? null
        : indexBlocker(context, operation.table, operation.index.name.value);
    case 'DropConstraint':
      return operation.constraintKind === 'primary-key' ? primaryKeyBlocker(context, operation.table) : null;
    case 'ModifyColumn':
      return modifyBlocker(context, operation);
    default:
      return null;
  }
}

interface ForeignKeyHere {
  readonly foreignKey: ForeignKeyConstraint;
  readonly owner: Table;
  readonly ownerKey: string;
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Foreign keys that other tables have on this one, as the catalog knows for certain. */
function foreignKeysTo(context: OperationContext, key: string, table: Table): readonly ForeignKeyHere[] {
  return table.referencedBy.flatMap(({ table: ownerKey, constraint }) => {
    const owner = tableAt(context.before, ownerKey);
    const foreignKey = owner?.constraints.find(({ name }) => same(name, constraint));
    return owner?.certain === true && foreignKey?.kind === 'foreign-key' && foreignKey.target === key
      ? [{ foreignKey, owner, ownerKey }]
      : [];
  });
}

function ownForeignKeys(context: OperationContext, table: Table): readonly ForeignKeyConstraint[] {
  const dropped = new Set(
    context.statement.operations.flatMap(operation =>
      operation.kind === 'DropConstraint' && operation.name !== null
        ? [operation.name.value.toLowerCase()]
        : [],
    ),
  );
  return table.constraints.flatMap(constraint =>
    constraint.kind === 'foreign-key' && !dropped.has(constraint.name.toLowerCase()) ? [constraint] : [],
  );
}

function pointsTo({ foreignKey, ownerKey }: ForeignKeyHere, subject: string): string {
  return `foreign key ${code(foreignKey.name)} of ${code(shortName(ownerKey))} points to ${subject}`;
}

function tableBlocker(context: OperationContext, name: ObjectName): Blocker | null {
  const table = certainTable(context, name);
  if (table === undefined || table.persistence === 'temporary') return null;
  const key = relationKey(context.before, name);
  // MySQL looks at the whole list; MariaDB drops one table after the other.
  const goes = new Set(
    context.target.engine === 'mysql'
      ? context.statement.operations.flatMap(operation =>
          operation.kind === 'DropTable' ? [relationKey(context.before, operation.table)] : [],
        )
      : [],
  );
  const found = foreignKeysTo(context, key, table).find(({ ownerKey }) => !goes.has(ownerKey));
  return found === undefined
    ? null
    : {
        conflict: 'drop-of-referenced-table',
        because: pointsTo(found, code(displayName(name))),
        origin: found.foreignKey.origin,
      };
}

function columnBlocker(context: OperationContext, name: ObjectName, columnName: string): Blocker | null {
  const table = certainTable(context, name);
  const column = findColumn(context.before, table, columnName);
  if (table === undefined || column === undefined) return null;
  const subject = columnCode(name, columnName);
  const uses = (columns: readonly string[]): boolean => columns.some(other => same(other, column.name));
  if (areForeignKeysChecked(context)) {
    const own = ownForeignKeys(context, table).find(({ columns }) => uses(columns));
    if (own !== undefined)
      return {
        conflict: 'drop-of-foreign-key-column',
        because: `foreign key ${code(own.name)} needs ${subject}`,
        origin: own.origin,
      };
    const found = foreignKeysTo(context, relationKey(context.before, name), table).find(({ foreignKey }) =>
      uses(foreignKey.targetColumns),
    );
    if (found !== undefined)
      return {
        conflict: 'drop-of-referenced-column',
        because: pointsTo(found, subject),
        origin: found.foreignKey.origin,
      };
  }
  return expressionBlocker(context, name, table, column);
}

/** Other columns, checks and indexes whose expressions name the column. */
function expressionBlocker(
  context: OperationContext,
  name: ObjectName,
  table: Table,
  column: Column,
): Blocker | null {
  const subject = columnCode(name, column.name);
  const dropped = droppedNames(context.statement.operations);
  const uses = (columns: readonly string[]): boolean => columns.some(other => same(other, column.name));
  const generated = table.columns.find(
    other =>
      other !== column &&
      !dropped.has(other.name.toLowerCase()) &&
      uses(other.generated?.expression.columns ?? []),
  );
  if (generated !== undefined)
    return {
      conflict: 'drop-of-generation-source',
      because: `${columnCode(name, generated.name)} is generated from ${subject}`,
      origin: generated.origin,
    };
  const check = table.constraints.find(
    constraint =>
      constraint.kind === 'check' &&
      !dropped.has(constraint.name.toLowerCase()) &&
      uses(constraint.expression.columns) &&
      new Set(constraint.expression.columns.map(other => other.toLowerCase())).size > 1 &&
      (constraint.ofColumn === null || !same(constraint.ofColumn, column.name)),
  );
  if (check !== undefined)
    return {
      conflict: 'drop-of-checked-column',
      because: `the check ${code(check.name)} uses ${subject}`,
      origin: check.origin,
    };
  const index = table.indexes.find(
    ({ name: indexName, keys }) =>
      !dropped.has(indexName.toLowerCase()) && keys.some(({ expression }) => uses(expression?.columns ?? [])),
  );
  return index === undefined
    ? null
    : {
        conflict: 'drop-of-indexed-expression-column',
        because: `the index ${code(index.name)} computes with ${subject}`,
        origin: index.origin,
      };
}

function droppedNames(operations: readonly Operation[]): ReadonlySet<string> {
  return new Set(
    operations.flatMap(operation => {
      switch (operation.kind) {
        case 'DropColumn':
          return [operation.column.value.toLowerCase()];
        case 'DropConstraint':
          return operation.name === null ? [] : [operation.name.value.toLowerCase()];
        case 'DropIndex':
          return [operation.index.name.value.toLowerCase()];
        default:
          return [];
      }
    }),
  );
}

/** Another action of the statement may bring what the dropped index gave. */
function replacesKeys({ operations }: OperationContext['statement']): boolean {
  return operations.some(
    ({ kind }) =>
      kind === 'CreateIndex' ||
      kind === 'AddConstraint' ||
      kind === 'ModifyColumn' ||
      kind === 'AddColumn' ||
      kind === 'DropColumn',
  );
}

function indexBlocker(context: OperationContext, name: ObjectName, indexName: string): Blocker | null {
  const table = certainTable(context, name);
  const index = findIndex(context.before, table, indexName);
  if (table === undefined || index === undefined || replacesKeys(context.statement)) return null;
  const left = table.indexes.filter(other => other !== index);
  const heads = (columns: readonly string[]): boolean =>
    [...left.map(keysOf), ...primaryKey(table)].some(keys =>
      columns.every(column => keys.slice(0, columns.length).some(key => same(key, column))),
    );
  if (areForeignKeysChecked(context)) {
    const own = ownForeignKeys(context, table).find(
      ({ columns }) => startsWith(index, columns) && !heads(columns),
    );
    if (own !== undefined)
      return {
        conflict: 'drop-of-foreign-key-index',
        because: `foreign key ${code(own.name)} needs an index on ${code(own.columns.join(', '))}, and no other one begins with it`,
        origin: own.origin,
      };
    const found = foreignKeysTo(context, relationKey(context.before, name), table).find(
      ({ foreignKey }) => startsWith(index, foreignKey.targetColumns) && !heads(foreignKey.targetColumns),
    );
    if (found !== undefined)
      return {
        conflict: 'drop-of-foreign-key-index',
        because: `foreign key ${code(found.foreignKey.name)} of ${code(shortName(found.ownerKey))} needs it`,
        origin: found.foreignKey.origin,
      };
  }
  const auto = table.columns.find(column => column.autoIncrement);
  if (auto === undefined || !startsWith(index, [auto.name]) || heads([auto.name])) return null;
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

function startsWith(index: Index, columns: readonly string[]): boolean {
  const keys = keysOf(index);
  return columns.every(column => keys.slice(0, columns.length).some(key => same(key, column)));
}

function primaryKeyBlocker(context: OperationContext, name: ObjectName): Blocker | null {
  const table = certainTable(context, name);
  const columns = table === undefined ? undefined : primaryKey(table)[0];
  if (table === undefined || columns === undefined || replacesKeys(context.statement)) return null;
  const others = table.indexes.filter(index => index.constraint === null || !isPrimary(table, index));
  const heads = (wanted: readonly string[]): boolean => others.some(index => startsWith(index, wanted));
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

function modifyBlocker(context: OperationContext, operation: ModifyColumn): Blocker | null {
  const table = certainTable(context, operation.table);
  const column = findColumn(context.before, table, operation.column);
  const key = relationKey(context.after, operation.table);
  const changed = tableAt(context.after, key);
  if (table === undefined || column === undefined || changed?.certain !== true) return null;
  if (!areForeignKeysChecked(context)) return null;
  const name = operation.definition.name.value;
  const subject = columnCode(operation.table, column.name);
  for (const foreignKey of ownForeignKeys(context, changed)) {
    const parent = tableAt(context.after, foreignKey.target);
    if (parent?.certain !== true || !foreignKey.columns.some(other => same(other, name))) continue;
    const refusal = foreignKeyRefusal({ target: context.target, child: changed, parent, key: foreignKey });
    if (refusal?.reason === 'types-differ' && same(refusal.column, name))
      return {
        conflict: 'type-of-foreign-key-column',
        because: `foreign key ${code(foreignKey.name)} holds ${subject} to the type of ${code(`${shortName(foreignKey.target)}.${refusal.targetColumn}`)}`,
        origin: foreignKey.origin,
      };
    if (refusal?.reason === 'set-null-on-not-null' && !column.notNull && same(refusal.column, name))
      return {
        conflict: 'required-set-null-column',
        because: `foreign key ${code(foreignKey.name)} sets ${subject} to NULL`,
        origin: foreignKey.origin,
      };
  }
  for (const found of foreignKeysTo(context, relationKey(context.before, operation.table), table)) {
    const { foreignKey, owner } = found;
    if (!foreignKey.targetColumns.some(other => same(other, column.name)) || !same(name, column.name))
      continue;
    const refusal = foreignKeyRefusal({
      target: context.target,
      child: owner,
      parent: changed,
      key: foreignKey,
    });
    if (refusal?.reason === 'types-differ' && same(refusal.targetColumn, name))
      return {
        conflict: 'type-of-referenced-column',
        because: pointsTo(found, subject),
        origin: foreignKey.origin,
      };
    if (column.autoIncrement && operation.definition.autoIncrement === null)
      return {
        conflict: 'referenced-column-without-auto-increment',
        because: `${pointsTo(found, subject)}, which would lose AUTO_INCREMENT`,
        origin: foreignKey.origin,
      };
  }
  return null;
}
