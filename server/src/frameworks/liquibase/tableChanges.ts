import { addColumn } from './addColumnChange.ts';
import { flagOf, textOf } from './changelogNode.ts';
import { ChangeSql, firstOf } from './changeSql.ts';
import type { ChangeWriters } from './changeWriter.ts';
import { hasForeignKey } from './columnForeignKeys.ts';
import {
  addDefaultOf,
  addNullability,
  addRemarksOf,
  addTypeOf,
  type ColumnNode,
  columnsOf,
  constraintValue,
  hasConstraint,
  isPrimaryKey,
} from './columns.ts';
import type { PlacedText } from './placedText.ts';
import { commentOn } from './remarks.ts';

/** Changes of tables and their columns. What each sends was measured with Liquibase 4.28 (`update-sql`). */
export const tableChanges: ChangeWriters = {
  createTable(change, surroundings) {
    const columns = columnsOf(change);
    const sql = new ChangeSql(change, surroundings);
    sql.add(`CREATE ${textOf(change, 'tableType')?.toUpperCase() ?? ''} TABLE `.replace(/ +/g, ' '));
    if (flagOf(change, 'ifNotExists') === true) sql.add('IF NOT EXISTS ');
    sql.addObject(change, { name: 'tableName' }).add(' (');
    for (const [index, column] of columns.entries()) {
      if (index > 0) sql.add(', ');
      addColumnDefinition(sql, column);
    }
    addTableConstraints(sql, columns);
    sql.add(')', change);
    const startWith = columns.map(({ node }) => firstOf(node, 'startWith')).find(value => value !== null);
    if (startWith != null && !sql.isPostgresql) sql.addFor(' AUTO_INCREMENT=', startWith).addRaw(startWith);
    const tablespace = firstOf(change, 'tablespace');
    if (tablespace !== null && sql.isPostgresql) sql.addFor(' TABLESPACE ', tablespace).addName(tablespace);
    const remarks = firstOf(change, 'remarks');
    if (remarks !== null && !sql.isPostgresql) sql.addFor(' COMMENT=', remarks).addString(remarks);
    return [
      sql.build(),
      ...commentOn('TABLE', change, null, surroundings),
      ...columns.flatMap(column => commentOn('COLUMN', change, column, surroundings)),
    ];
  },

  dropTable(change, surroundings) {
    const sql = new ChangeSql(change, surroundings).add('DROP TABLE ');
    sql.addObject(change, { name: 'tableName' });
    const cascade = change.attributes.get('cascadeConstraints');
    if (flagOf(change, 'cascadeConstraints') === true && sql.isPostgresql) sql.addFor(' CASCADE', cascade);
    return [sql.build()];
  },

  renameTable(change, surroundings) {
    const sql = new ChangeSql(change, surroundings).add('ALTER TABLE ');
    sql.addObject(change, { name: 'oldTableName' }).add(' RENAME TO ');
    return [sql.addObject(change, { name: 'newTableName', schema: '', catalog: '' }).build()];
  },

  addColumn,

  dropColumn(change, surroundings) {
    const named = firstOf(change, 'columnName');
    const names = [...(named === null ? [] : [named]), ...columnsOf(change).map(({ name }) => name)];
    const dropAll = (some: typeof names): PlacedText => {
      const sql = new ChangeSql(change, surroundings).add('ALTER TABLE ');
      sql.addObject(change, { name: 'tableName' });
      for (const [index, name] of some.entries())
        sql.addFor(`${index > 0 ? ',' : ''} DROP COLUMN `, name).addName(name);
      return sql.build();
    };
    if (names.length === 0) return [];
    return surroundings.dialect === 'postgresql' ? names.map(name => dropAll([name])) : [dropAll(names)];
  },

  renameColumn(change, surroundings) {
    const from = firstOf(change, 'oldColumnName');
    const to = firstOf(change, 'newColumnName');
    const type = firstOf(change, 'columnDataType');
    if (from === null || to === null) return [];
    const sql = new ChangeSql(change, surroundings).add('ALTER TABLE ');
    sql.addObject(change, { name: 'tableName' });
    if (sql.isPostgresql) return [sql.add(' RENAME COLUMN ').addName(from).add(' TO ').addName(to).build()];
    if (type === null) return null;
    sql.add(' CHANGE ').addName(from).add(' ').addName(to).add(' ').addType(type);
    const remarks = firstOf(change, 'remarks');
    if (remarks !== null) sql.addFor(' COMMENT ', remarks).addString(remarks);
    return [sql.build()];
  },

  modifyDataType(change, surroundings) {
    const column = firstOf(change, 'columnName');
    const type = firstOf(change, 'newDataType');
    if (column === null || type === null) return [];
    const sql = new ChangeSql(change, surroundings).add('ALTER TABLE ');
    sql.addObject(change, { name: 'tableName' });
    if (!sql.isPostgresql) {
      sql.add(' MODIFY ').addName(column).add(' ').addType(type);
      return [sql.build()];
    }
    sql.add(' ALTER COLUMN ').addName(column).add(' TYPE ').addType(type);
    sql.add(' USING (').addName(column).add('::').addType(type);
    return [sql.add(')').build()];
  },

  mergeColumns(change, surroundings) {
    const [first, second, final, type] = [
      'column1Name',
      'column2Name',
      'finalColumnName',
      'finalColumnType',
    ].map(name => firstOf(change, name));
    if (first == null || second == null || final == null || type == null) return [];
    const alter = (): ChangeSql =>
      new ChangeSql(change, surroundings).add('ALTER TABLE ').addObject(change, { name: 'tableName' });
    const add = alter().addFor(' ADD ', final).addName(final).add(' ');
    add.addType(type);
    if (!add.isPostgresql) add.add(' NULL');
    const join = change.attributes.get('joinString');
    const update = new ChangeSql(change, surroundings)
      .add('UPDATE ')
      .addObject(change, { name: 'tableName' });
    update
      .add(' SET ')
      .addName(final)
      .add(update.isPostgresql ? ' = ' : ' = CONCAT_WS(');
    if (update.isPostgresql) {
      update.addName(first).add(' || ');
      if (join !== undefined) update.addString(join).add(' || ');
      update.addName(second);
    } else {
      if (join === undefined) update.add("''");
      else update.addString(join);
      update.add(', ').addName(first).add(', ').addName(second).add(')');
    }
    return [
      add.build(),
      update.build(),
      alter().addFor(' DROP COLUMN ', first).addName(first).build(),
      alter().addFor(' DROP COLUMN ', second).addName(second).build(),
    ];
  },
};

function addColumnDefinition(sql: ChangeSql, column: ColumnNode): void {
  sql.add('', column.node).addName(column.name);
  addTypeOf(sql, column);
  addDefaultOf(sql, column.node, column.type);
  addNullability(sql, column);
  addRemarksOf(sql, column);
}

function addTableConstraints(sql: ChangeSql, columns: readonly ColumnNode[]): void {
  const keys = columns.filter(isPrimaryKey);
  const [key] = keys;
  if (key !== undefined) {
    const name = keys.map(column => constraintValue(column, 'primaryKeyName')).find(value => value !== null);
    sql.add(', ', key.constraints);
    if (name != null && sql.isPostgresql) sql.addFor('CONSTRAINT ', name).addName(name).add(' ');
    sql.addFor('PRIMARY KEY (', key.constraints?.attributes.get('primaryKey'));
    addNameList(sql, keys);
    sql.add(')');
  }
  for (const column of columns.filter(hasForeignKey)) addInlineForeignKey(sql, column);
  const unique = columns.filter(column => hasConstraint(column, 'unique'));
  const named = new Map<string, ColumnNode[]>();
  for (const [index, column] of unique.entries()) {
    const name = constraintValue(column, 'uniqueConstraintName')?.value.text ?? `\0${index}`;
    named.set(name, [...(named.get(name) ?? []), column]);
  }
  for (const group of named.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const name = constraintValue(first, 'uniqueConstraintName');
    sql.add(', ', first.constraints);
    if (name !== null) sql.addFor('CONSTRAINT ', name).addName(name).add(' ');
    sql.addFor('UNIQUE (', first.constraints?.attributes.get('unique'));
    addNameList(sql, group);
    sql.add(')');
  }
}

function addNameList(sql: ChangeSql, columns: readonly ColumnNode[]): void {
  for (const [index, column] of columns.entries()) sql.add(index > 0 ? ', ' : '').addName(column.name);
}

function addInlineForeignKey(sql: ChangeSql, column: ColumnNode): void {
  const name = constraintValue(column, 'foreignKeyName');
  sql.add(', ', column.constraints);
  if (name !== null) sql.addFor('CONSTRAINT ', name).addName(name).add(' ');
  sql.add('FOREIGN KEY (').addName(column.name).add(') REFERENCES ');
  const references = constraintValue(column, 'references');
  if (references !== null) sql.addRaw(references);
  else if (column.constraints !== null) {
    sql.addObject(column.constraints, {
      name: 'referencedTableName',
      schema: 'referencedTableSchemaName',
      catalog: 'referencedTableCatalogName',
    });
    const columns = constraintValue(column, 'referencedColumnNames');
    if (columns !== null) sql.add('(').addNames(columns).add(')');
  }
  const attributes = column.constraints?.attributes;
  if (hasConstraint(column, 'deleteCascade'))
    sql.addFor(' ON DELETE CASCADE', attributes?.get('deleteCascade'));
  if (hasConstraint(column, 'initiallyDeferred'))
    sql.addFor(' INITIALLY DEFERRED', attributes?.get('initiallyDeferred'));
  if (hasConstraint(column, 'deferrable')) sql.addFor(' DEFERRABLE', attributes?.get('deferrable'));
}
