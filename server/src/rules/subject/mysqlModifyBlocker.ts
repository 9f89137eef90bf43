import { findColumn, relationKey, tableAt } from '../../catalog/catalog.ts';
import { foreignKeyRefusal } from '../../engines/foreignKeyRefusal.ts';
import type { ModifyColumn } from '../../operations/tableOperations.ts';
import type { OperationContext } from '../rule.ts';
import type { Blocker } from './blockers.ts';
import { certainTable } from './certainty.ts';
import { shortName } from './dependents.ts';
import { areForeignKeysChecked } from './foreignKeyChecks.ts';
import { foreignKeysTo, ownForeignKeys, pointsTo, same } from './mysqlForeignKeys.ts';
import { code, columnCode } from './wording.ts';

/** MySQL and MariaDB: foreign keys that MODIFY or CHANGE of their columns does not fit. */
export function modifyBlocker(context: OperationContext, operation: ModifyColumn): Blocker | null {
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
