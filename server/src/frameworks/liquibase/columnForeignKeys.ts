import { type ChangelogNode, flagOf } from './changelogNode.ts';
import { ChangeSql, type ChangeSurroundings } from './changeSql.ts';
import { type ColumnNode, constraintValue, hasConstraint } from './columns.ts';
import type { PlacedText } from './placedText.ts';

/** True when the constraints of a column name a table that it refers to. */
export function hasForeignKey(column: ColumnNode): boolean {
  return constraintValue(column, 'references', 'referencedTableName') !== null;
}

/** The foreign key of an added column, which Liquibase adds in a statement of its own. */
export function foreignKeyOf(
  change: ChangelogNode,
  column: ColumnNode,
  surroundings: ChangeSurroundings,
): readonly PlacedText[] {
  const { constraints } = column;
  if (constraints === null || !hasForeignKey(column)) return [];
  const sql = new ChangeSql(constraints, surroundings).add('ALTER TABLE ');
  sql.addObject(change, { name: 'tableName' }).add(' ADD ');
  const name = constraintValue(column, 'foreignKeyName');
  if (name !== null) sql.addFor('CONSTRAINT ', name).addName(name).add(' ');
  sql.add('FOREIGN KEY (').addName(column.name).add(') REFERENCES ');
  const references = constraintValue(column, 'references');
  if (references !== null) sql.addRaw(references);
  else {
    sql.addObject(constraints, { name: 'referencedTableName', schema: 'referencedTableSchemaName' });
    const columns = constraintValue(column, 'referencedColumnNames');
    if (columns !== null) sql.add(' (').addNames(columns).add(')');
  }
  const { attributes } = constraints;
  if (hasConstraint(column, 'deleteCascade'))
    sql.addFor(' ON DELETE CASCADE', attributes.get('deleteCascade'));
  if (flagOf(constraints, 'validateForeignKey') === false && sql.isPostgresql)
    sql.addFor(' NOT VALID', attributes.get('validateForeignKey'));
  return [sql.build()];
}
