import type { ChangelogNode } from './changelogNode.ts';
import { ChangeSql, type ChangeSurroundings, firstOf } from './changeSql.ts';
import type { ChangeWriter } from './changeWriter.ts';
import { foreignKeyOf } from './columnForeignKeys.ts';
import {
  addChangedDefault,
  addDefaultOf,
  addLiteral,
  addNullability,
  addRemarksOf,
  addTypeOf,
  type ColumnNode,
  columnsOf,
  constraintValue,
  defaultOf,
  filledValue,
  hasConstraint,
  isNotNull,
  isPrimaryKey,
} from './columns.ts';
import type { PlacedText } from './placedText.ts';
import { commentOn } from './remarks.ts';

/** Adding columns: on PostgreSQL one by one, and what belongs to each after it. */
export const addColumn: ChangeWriter = (change, surroundings) => {
  const columns = columnsOf(change);
  if (columns.length === 0) return [];
  const groups = surroundings.dialect === 'postgresql' ? columns.map(column => [column]) : [columns];
  return [
    ...groups.flatMap(group => [
      alterWith(change, group, surroundings),
      ...group.flatMap(column => [
        ...uniqueOf(change, column, surroundings),
        ...foreignKeyOf(change, column, surroundings),
      ]),
    ]),
    ...columns.flatMap(column => commentOn('COLUMN', change, column, surroundings)),
    ...columns.flatMap(column => filledColumn(change, column, surroundings)),
  ];
};

/** A column that is filled gets its NOT NULL afterwards. */
function isFilled(column: ColumnNode): boolean {
  return filledValue(column.node) !== null;
}

function alterWith(
  change: ChangelogNode,
  columns: readonly ColumnNode[],
  surroundings: ChangeSurroundings,
): PlacedText {
  const sql = new ChangeSql(change, surroundings).add('ALTER TABLE ');
  sql.addObject(change, { name: 'tableName' });
  for (const [index, column] of columns.entries()) {
    sql.add(`${index > 0 ? ',' : ''} ADD `, column.node).addName(column.name);
    addTypeOf(sql, column);
    addDefaultOf(sql, column.node, column.type);
    if (!isFilled(column) || isPrimaryKey(column))
      addNullability(sql, column, constraintValue(column, 'notNullConstraintName'));
    else if (!sql.isPostgresql) sql.add(' NULL');
    if (isPrimaryKey(column)) sql.addFor(' PRIMARY KEY', column.constraints?.attributes.get('primaryKey'));
    addRemarksOf(sql, column);
    const after = firstOf(column.node, 'afterColumn');
    if (after !== null && !sql.isPostgresql) sql.addFor(' AFTER ', after).addName(after);
  }
  return sql.build();
}

function uniqueOf(
  change: ChangelogNode,
  column: ColumnNode,
  surroundings: ChangeSurroundings,
): readonly PlacedText[] {
  if (!hasConstraint(column, 'unique') || column.constraints === null) return [];
  const sql = new ChangeSql(column.constraints, surroundings).add('ALTER TABLE ');
  sql.addObject(change, { name: 'tableName' }).add(' ADD ');
  const name = constraintValue(column, 'uniqueConstraintName');
  if (name !== null) sql.addFor('CONSTRAINT ', name).addName(name).add(' ');
  sql.addFor('UNIQUE (', column.constraints.attributes.get('unique')).addName(column.name);
  return [sql.add(')').build()];
}

/** `value` and its like: an UPDATE of all rows, and only then NOT NULL. */
function filledColumn(
  change: ChangelogNode,
  column: ColumnNode,
  surroundings: ChangeSurroundings,
): readonly PlacedText[] {
  const value = filledValue(column.node);
  if (value === null) return [];
  const update = new ChangeSql(column.node, surroundings).add('UPDATE ');
  update.addObject(change, { name: 'tableName' }).add(' SET ').addName(column.name).add(' = ');
  addLiteral(update, value);
  if (!isNotNull(column) || isPrimaryKey(column) || column.constraints === null) return [update.build()];
  const sql = new ChangeSql(column.constraints, surroundings).add('ALTER TABLE ');
  sql.addObject(change, { name: 'tableName' });
  const nullable = column.constraints.attributes.get('nullable');
  if (sql.isPostgresql) {
    sql.add(' ALTER COLUMN ').addName(column.name).addFor(' SET NOT NULL', nullable);
  } else {
    sql.add(' MODIFY ').addName(column.name).add(' ');
    if (column.type !== null) sql.addType(column.type);
    sql.addFor(' NOT NULL', nullable);
  }
  const found = defaultOf(column.node);
  if (found === null || sql.isPostgresql) return [update.build(), sql.build()];
  // MODIFY has taken the default away.
  const again = new ChangeSql(column.node, surroundings).add('ALTER TABLE ');
  again.addObject(change, { name: 'tableName' }).add(' ALTER COLUMN ').addName(column.name);
  addChangedDefault(again, column.node, column.type);
  return [update.build(), sql.build(), again.build()];
}
