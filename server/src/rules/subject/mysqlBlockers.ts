import { findColumn, relationKey } from '../../catalog/catalog.ts';
import type { Column, Table } from '../../catalog/model.ts';
import { displayName, type ObjectName } from '../../operations/names.ts';
import type { Operation } from '../../operations/operation.ts';
import type { OperationContext } from '../rule.ts';
import type { Blocker } from './blockers.ts';
import { certainTable } from './certainty.ts';
import { areForeignKeysChecked } from './foreignKeyChecks.ts';
import { foreignKeysTo, ownForeignKeys, pointsTo, same } from './mysqlForeignKeys.ts';
import { indexBlocker, primaryKeyBlocker } from './mysqlKeyBlockers.ts';
import { modifyBlocker } from './mysqlModifyBlocker.ts';
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
