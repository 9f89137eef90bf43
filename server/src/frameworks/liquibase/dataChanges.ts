import { type ChangelogNode, type ChangelogValue, childrenNamed, textOf } from './changelogNode.ts';
import { ChangeSql, firstOf } from './changeSql.ts';
import type { ChangeWriters } from './changeWriter.ts';
import { addLiteral, columnsOf, filledValue } from './columns.ts';
import { bodyOf } from './objectChanges.ts';

/** Changes of rows. What each sends was measured with Liquibase 4.28 (`update-sql`). */
export const dataChanges: ChangeWriters = {
  insert(change, surroundings) {
    const columns = columnsOf(change);
    if (columns.length === 0) return [];
    const sql = new ChangeSql(change, surroundings)
      .add('INSERT INTO ')
      .addObject(change, { name: 'tableName' });
    sql.add(' (');
    for (const [index, column] of columns.entries())
      sql.add(index > 0 ? ', ' : '', column.node).addName(column.name);
    sql.add(') VALUES (', change);
    for (const [index, column] of columns.entries()) {
      sql.add(index > 0 ? ', ' : '', column.node);
      addValue(sql, column.node);
    }
    return [sql.add(')', change).build()];
  },

  update(change, surroundings) {
    const columns = columnsOf(change);
    if (columns.length === 0) return [];
    const sql = new ChangeSql(change, surroundings).add('UPDATE ').addObject(change, { name: 'tableName' });
    sql.add(' SET ');
    for (const [index, column] of columns.entries()) {
      sql
        .add(index > 0 ? ', ' : '', column.node)
        .addName(column.name)
        .add(' = ');
      addValue(sql, column.node);
    }
    addWhere(sql, change);
    return [sql.build()];
  },

  delete(change, surroundings) {
    const sql = new ChangeSql(change, surroundings)
      .add('DELETE FROM ')
      .addObject(change, { name: 'tableName' });
    addWhere(sql, change);
    return [sql.build()];
  },

  // The rows stand in another file. That some come is all that matters here.
  loadData(change, surroundings) {
    if (textOf(change, 'tableName') === null) return [];
    const sql = new ChangeSql(change, surroundings)
      .add('INSERT INTO ')
      .addObject(change, { name: 'tableName' });
    return [sql.add(sql.isPostgresql ? ' DEFAULT VALUES' : ' VALUES ()').build()];
  },

  loadUpdateData(change, surroundings) {
    return dataChanges['loadData']?.(change, surroundings) ?? null;
  },

  addLookupTable(change, surroundings) {
    const [table, column, newColumn] = ['existingTableName', 'existingColumnName', 'newColumnName'].map(
      name => firstOf(change, name),
    );
    if (table == null || column == null || newColumn == null) return [];
    const statement = (): ChangeSql => new ChangeSql(change, surroundings);
    const addNew = (sql: ChangeSql): ChangeSql =>
      sql.addObject(change, {
        name: 'newTableName',
        schema: 'newTableSchemaName',
        catalog: 'newTableCatalogName',
      });
    const addExisting = (sql: ChangeSql): ChangeSql =>
      sql.addObject(change, {
        name: 'existingTableName',
        schema: 'existingTableSchemaName',
        catalog: 'existingTableCatalogName',
      });
    const create = addNew(statement().add('CREATE TABLE ')).add(' AS SELECT DISTINCT ').addName(column);
    addExisting(create.add(' AS ').addName(newColumn).add(' FROM '));
    create.add(' WHERE ').addName(column).add(' IS NOT NULL');
    const required = addNew(statement().add('ALTER TABLE '));
    const type = firstOf(change, 'newColumnDataType');
    if (required.isPostgresql) required.add(' ALTER COLUMN ').addName(newColumn).add(' SET NOT NULL');
    else {
      required.add(' MODIFY ').addName(newColumn).add(' ');
      if (type !== null) required.addType(type);
      required.add(' NOT NULL');
    }
    const key = addNew(statement().add('ALTER TABLE ')).add(' ADD PRIMARY KEY (').addName(newColumn).add(')');
    const reference = addExisting(statement().add('ALTER TABLE ')).add(' ADD ');
    const name = firstOf(change, 'constraintName');
    if (name !== null) reference.add('CONSTRAINT ').addName(name).add(' ');
    addNew(reference.add('FOREIGN KEY (').addName(column).add(') REFERENCES '));
    reference.add(' (').addName(newColumn).add(')');
    const needsType = type === null && !required.isPostgresql;
    return [create, ...(needsType ? [] : [required]), key, reference].map(sql => sql.build());
  },
};

function addValue(sql: ChangeSql, column: ChangelogNode): void {
  const value = filledValue(column);
  if (value === null) sql.add('NULL');
  else addLiteral(sql, value);
}

function addWhere(sql: ChangeSql, change: ChangelogNode): void {
  const child = childrenNamed(change, 'where').at(-1);
  const where = firstOf(change, 'where') ?? (child === undefined ? null : bodyOf(child));
  if (where === null) return;
  sql.addFor(' WHERE ', where);
  const parameters = childrenNamed(change, 'whereParams').flatMap(list => childrenNamed(list, 'param'));
  if (parameters.length === 0) sql.addRaw(where);
  else addWithParameters(sql, where, parameters);
}

/** `:name` and `:value` take the parameters in turn. */
function addWithParameters(
  sql: ChangeSql,
  where: ChangelogValue,
  parameters: readonly ChangelogNode[],
): void {
  let next = 0;
  for (const part of sql.textOf(where).split(/(:name\b|:value\b)/)) {
    const parameter = parameters[Math.min(next, parameters.length - 1)];
    if (part === ':name' && parameter !== undefined) {
      const name = firstOf(parameter, 'name');
      if (name !== null) sql.addName(name);
    } else if (part === ':value' && parameter !== undefined) {
      addValue(sql, parameter);
      next++;
    } else {
      sql.addFor(part, where);
    }
  }
}
