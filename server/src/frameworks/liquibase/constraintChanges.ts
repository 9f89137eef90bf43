import { type ChangelogNode, flagOf, textOf } from './changelogNode.ts';
import { ChangeSql, type ChangeSurroundings, firstOf } from './changeSql.ts';
import type { ChangeWriters } from './changeWriter.ts';
import { addChangedDefault, addLiteral, defaultOf, literalOf } from './columns.ts';
import type { PlacedText } from './placedText.ts';

/** Changes of constraints and defaults. What each sends was measured with Liquibase 4.28 (`update-sql`). */
export const constraintChanges: ChangeWriters = {
  addNotNullConstraint(change, surroundings) {
    const column = firstOf(change, 'columnName');
    const filler = firstOf(change, 'defaultNullValue');
    const type = firstOf(change, 'columnDataType');
    if (column === null) return [];
    const sql = alterTable(change, surroundings);
    const statement = nullability(sql, change, 'NOT NULL');
    if (statement === null) return null;
    if (filler === null) return [statement];
    const update = new ChangeSql(change, surroundings).addFor('UPDATE ', filler);
    update.addObject(change, { name: 'tableName' }).addFor(' SET ', filler).addName(column).add(' = ');
    const literal = literalOf(update, type);
    addLiteral(
      update,
      { name: 'value', value: filler },
      literal === 'moment' ? momentOf(update.textOf(filler)) : literal,
    );
    return [update.add(' WHERE ').addName(column).add(' IS NULL').build(), statement];
  },

  dropNotNullConstraint(change, surroundings) {
    if (firstOf(change, 'columnName') === null) return [];
    const statement = nullability(alterTable(change, surroundings), change, 'NULL');
    return statement === null ? null : [statement];
  },

  addDefaultValue(change, surroundings) {
    const column = firstOf(change, 'columnName');
    const found = defaultOf(change);
    if (column === null || found === null) return [];
    const sql = alterTable(change, surroundings).add(' ALTER COLUMN ').addName(column);
    addChangedDefault(sql, change, firstOf(change, 'columnDataType'));
    return [sql.build()];
  },

  dropDefaultValue(change, surroundings) {
    const column = firstOf(change, 'columnName');
    if (column === null) return [];
    const sql = alterTable(change, surroundings).add(' ALTER COLUMN ').addName(column);
    return [sql.add(' DROP DEFAULT').build()];
  },

  addPrimaryKey(change, surroundings) {
    const columns = firstOf(change, 'columnNames');
    if (columns === null) return [];
    const sql = alterTable(change, surroundings).add(' ADD ');
    const name = firstOf(change, 'constraintName');
    if (name !== null && sql.isPostgresql) sql.addFor('CONSTRAINT ', name).addName(name).add(' ');
    return [sql.add('PRIMARY KEY (').addNames(columns).add(')').build()];
  },

  dropPrimaryKey(change, surroundings) {
    const sql = alterTable(change, surroundings);
    if (!sql.isPostgresql) return [sql.add(' DROP PRIMARY KEY').build()];
    const name = firstOf(change, 'constraintName');
    const table = textOf(change, 'tableName');
    if (table === null) return [];
    // Without a name the tool looks it up; PostgreSQL's own name is the likely one.
    sql.add(' DROP CONSTRAINT ');
    if (name !== null) sql.addName(name);
    else sql.add(`"${table.replaceAll('"', '')}_pkey"`);
    return [sql.build()];
  },

  addForeignKeyConstraint(change, surroundings) {
    const columns = firstOf(change, 'baseColumnNames');
    const referenced = firstOf(change, 'referencedColumnNames');
    if (columns === null || firstOf(change, 'referencedTableName') === null) return [];
    const sql = alterBase(change, surroundings).add(' ADD ');
    const name = firstOf(change, 'constraintName');
    if (name !== null) sql.add('CONSTRAINT ').addName(name).add(' ');
    sql.add('FOREIGN KEY (').addNames(columns).add(') REFERENCES ');
    sql.addObject(change, {
      name: 'referencedTableName',
      schema: 'referencedTableSchemaName',
      catalog: 'referencedTableCatalogName',
    });
    if (referenced !== null) sql.add(' (').addNames(referenced).add(')');
    const onUpdate = firstOf(change, 'onUpdate');
    if (onUpdate !== null) sql.addFor(' ON UPDATE ', onUpdate).addRaw(onUpdate);
    const onDelete = firstOf(change, 'onDelete');
    if (onDelete !== null) sql.addFor(' ON DELETE ', onDelete).addRaw(onDelete);
    else if (flagOf(change, 'deleteCascade') === true)
      sql.addFor(' ON DELETE CASCADE', change.attributes.get('deleteCascade'));
    addDeferral(sql, change);
    if (flagOf(change, 'validate') === false && sql.isPostgresql)
      sql.addFor(' NOT VALID', change.attributes.get('validate'));
    return [sql.build()];
  },

  dropForeignKeyConstraint(change, surroundings) {
    const name = firstOf(change, 'constraintName');
    if (name === null) return [];
    const sql = alterBase(change, surroundings);
    return [
      sql
        .add(sql.isPostgresql ? ' DROP CONSTRAINT ' : ' DROP FOREIGN KEY ')
        .addName(name)
        .build(),
    ];
  },

  // The names are those that the table has at that moment.
  dropAllForeignKeyConstraints: () => null,

  addUniqueConstraint(change, surroundings) {
    const columns = firstOf(change, 'columnNames');
    if (columns === null) return [];
    const sql = alterTable(change, surroundings).add(' ADD ');
    const name = firstOf(change, 'constraintName');
    if (name !== null) sql.add('CONSTRAINT ').addName(name).add(' ');
    sql.add('UNIQUE (').addNames(columns).add(')');
    addDeferral(sql, change);
    return [sql.build()];
  },

  dropUniqueConstraint(change, surroundings) {
    const name = firstOf(change, 'constraintName');
    if (name === null) return [];
    const sql = alterTable(change, surroundings);
    return [
      sql
        .add(sql.isPostgresql ? ' DROP CONSTRAINT ' : ' DROP KEY ')
        .addName(name)
        .build(),
    ];
  },

  addAutoIncrement(change, surroundings) {
    const column = firstOf(change, 'columnName');
    const type = firstOf(change, 'columnDataType');
    if (column === null) return [];
    const sql = alterTable(change, surroundings);
    // PostgreSQL gets a sequence of its own, whose name and owner the tool makes up in four statements.
    if (sql.isPostgresql || type === null) return null;
    sql.add(' MODIFY ').addName(column).add(' ').addType(type);
    return [sql.add(' AUTO_INCREMENT').build()];
  },
};

function alterTable(change: ChangelogNode, surroundings: ChangeSurroundings): ChangeSql {
  return new ChangeSql(change, surroundings).add('ALTER TABLE ').addObject(change, { name: 'tableName' });
}

function alterBase(change: ChangelogNode, surroundings: ChangeSurroundings): ChangeSql {
  return new ChangeSql(change, surroundings).add('ALTER TABLE ').addObject(change, {
    name: 'baseTableName',
    schema: 'baseTableSchemaName',
    catalog: 'baseTableCatalogName',
  });
}

/** MySQL needs the type, which the tool asks for. */
function nullability(sql: ChangeSql, change: ChangelogNode, word: 'NULL' | 'NOT NULL'): PlacedText | null {
  const column = firstOf(change, 'columnName');
  const type = firstOf(change, 'columnDataType');
  if (column === null) return null;
  if (sql.isPostgresql) {
    sql.add(' ALTER COLUMN ').addName(column);
    return sql.add(word === 'NULL' ? ' DROP NOT NULL' : ' SET NOT NULL').build();
  }
  if (type === null) return null;
  sql.add(' MODIFY ').addName(column).add(' ').addType(type);
  return sql.add(` ${word}`).build();
}

function addDeferral(sql: ChangeSql, change: ChangelogNode): void {
  if (flagOf(change, 'deferrable') === true && sql.isPostgresql)
    sql.addFor(' DEFERRABLE', change.attributes.get('deferrable'));
  if (flagOf(change, 'initiallyDeferred') === true && sql.isPostgresql)
    sql.addFor(' INITIALLY DEFERRED', change.attributes.get('initiallyDeferred'));
}

/** `now()` is called, a date is quoted. */
function momentOf(text: string): 'number' | 'text' {
  return /\(|^current_/i.test(text.trim()) ? 'number' : 'text';
}
