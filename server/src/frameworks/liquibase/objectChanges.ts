import { type ChangelogNode, type ChangelogValue, childrenNamed, flagOf } from './changelogNode.ts';
import { ChangeSql, firstOf } from './changeSql.ts';
import type { ChangeWriters } from './changeWriter.ts';
import { columnsOf } from './columns.ts';
import { commentOn } from './remarks.ts';

/** Changes of indexes, views, sequences and remarks. What each sends was measured with Liquibase 4.28 (`update-sql`). */
export const objectChanges: ChangeWriters = {
  createIndex(change, surroundings) {
    const columns = columnsOf(change);
    const name = firstOf(change, 'indexName');
    if (columns.length === 0) return [];
    const sql = new ChangeSql(change, surroundings).add('CREATE ');
    if (flagOf(change, 'unique') === true) sql.addFor('UNIQUE ', change.attributes.get('unique'));
    sql.add('INDEX ');
    if (name !== null) sql.addName(name).add(' ');
    sql.add('ON ').addObject(change, { name: 'tableName' }).add(' (');
    for (const [index, column] of columns.entries()) {
      sql.add(index > 0 ? ', ' : '', column.node);
      const isExpression = flagOf(column.node, 'computed') === true || sql.textOf(column.name).includes('(');
      if (isExpression) sql.addRaw(column.name);
      else sql.addName(column.name);
      if (flagOf(column.node, 'descending') === true)
        sql.addFor(' DESC', column.node.attributes.get('descending'));
    }
    sql.add(')', change);
    const tablespace = firstOf(change, 'tablespace');
    if (tablespace !== null && sql.isPostgresql) sql.addFor(' TABLESPACE ', tablespace).addName(tablespace);
    const clustered = change.attributes.get('clustered');
    if (flagOf(change, 'clustered') !== true || name === null || !sql.isPostgresql) return [sql.build()];
    const cluster = new ChangeSql(change, surroundings).addFor('CLUSTER ', clustered);
    cluster.addObject(change, { name: 'tableName' }).addFor(' USING ', clustered);
    return [sql.build(), cluster.addName(name).build()];
  },

  dropIndex(change, surroundings) {
    const name = firstOf(change, 'indexName');
    if (name === null) return [];
    const sql = new ChangeSql(change, surroundings).add('DROP INDEX ');
    if (sql.isPostgresql) return [sql.addObject(change, { name: 'indexName' }).build()];
    return [sql.addName(name).add(' ON ').addObject(change, { name: 'tableName' }).build()];
  },

  createView(change, surroundings) {
    const query = bodyOf(change, 'selectQuery');
    if (query === null) return firstOf(change, 'path') === null ? [] : null;
    const sql = new ChangeSql(change, surroundings);
    if (flagOf(change, 'fullDefinition') === true) return [sql.addRaw(query).build()];
    sql.add('CREATE ');
    if (flagOf(change, 'replaceIfExists') === true)
      sql.addFor('OR REPLACE ', change.attributes.get('replaceIfExists'));
    sql.add('VIEW ').addObject(change, { name: 'viewName' }).add(' AS ').addRaw(query);
    const remarks = firstOf(change, 'remarks');
    if (remarks === null || !sql.isPostgresql) return [sql.build()];
    const comment = new ChangeSql(change, surroundings).add('COMMENT ON VIEW ');
    return [
      sql.build(),
      comment.addObject(change, { name: 'viewName' }).add(' IS ').addString(remarks).build(),
    ];
  },

  dropView(change, surroundings) {
    const sql = new ChangeSql(change, surroundings).add('DROP VIEW ');
    if (flagOf(change, 'ifExists') === true) sql.add('IF EXISTS ');
    return [sql.addObject(change, { name: 'viewName' }).build()];
  },

  renameView(change, surroundings) {
    const sql = new ChangeSql(change, surroundings);
    sql.add(sql.isPostgresql ? 'ALTER TABLE ' : 'RENAME TABLE ').addObject(change, { name: 'oldViewName' });
    sql.add(sql.isPostgresql ? ' RENAME TO ' : ' TO ');
    return [sql.addObject(change, { name: 'newViewName', schema: '', catalog: '' }).build()];
  },

  createSequence(change, surroundings) {
    const sql = new ChangeSql(change, surroundings);
    sql.add(sql.isPostgresql ? 'CREATE SEQUENCE IF NOT EXISTS ' : 'CREATE SEQUENCE ');
    sql.addObject(change, { name: 'sequenceName' });
    const type = firstOf(change, 'dataType');
    if (type !== null && sql.isPostgresql) sql.add(' AS ').addRaw(type);
    addSequenceOptions(sql, change, ['startValue', ...SEQUENCE_NUMBERS]);
    return [sql.build()];
  },

  alterSequence(change, surroundings) {
    const sql = new ChangeSql(change, surroundings).add('ALTER SEQUENCE ');
    sql.addObject(change, { name: 'sequenceName' });
    addSequenceOptions(sql, change, SEQUENCE_NUMBERS);
    return [sql.build()];
  },

  dropSequence(change, surroundings) {
    const sql = new ChangeSql(change, surroundings).add('DROP SEQUENCE ');
    sql.addObject(change, { name: 'sequenceName' });
    return [sql.add(sql.isPostgresql ? ' CASCADE' : '').build()];
  },

  renameSequence(change, surroundings) {
    const sql = new ChangeSql(change, surroundings);
    sql.add(sql.isPostgresql ? 'ALTER SEQUENCE ' : 'RENAME TABLE ');
    sql.addObject(change, { name: 'oldSequenceName' }).add(sql.isPostgresql ? ' RENAME TO ' : ' TO ');
    return [sql.addObject(change, { name: 'newSequenceName', schema: '', catalog: '' }).build()];
  },

  createProcedure(change, surroundings) {
    const body = bodyOf(change, 'procedureText', 'procedureBody');
    if (body === null) return firstOf(change, 'path') === null ? [] : null;
    return [new ChangeSql(change, surroundings).addRaw(body).build()];
  },

  dropProcedure(change, surroundings) {
    const sql = new ChangeSql(change, surroundings).add('DROP PROCEDURE ');
    return [sql.addObject(change, { name: 'procedureName' }).build()];
  },

  setTableRemarks(change, surroundings) {
    if (surroundings.dialect === 'postgresql') return commentOn('TABLE', change, null, surroundings);
    const remarks = firstOf(change, 'remarks');
    if (remarks === null) return [];
    const sql = new ChangeSql(change, surroundings).add('ALTER TABLE ');
    return [sql.addObject(change, { name: 'tableName' }).add(' COMMENT = ').addString(remarks).build()];
  },

  setColumnRemarks(change, surroundings) {
    const name = firstOf(change, 'columnName');
    const remarks = firstOf(change, 'remarks');
    const type = firstOf(change, 'columnDataType');
    if (name === null || remarks === null) return [];
    if (surroundings.dialect === 'postgresql')
      return commentOn('COLUMN', change, { node: change, name, type: null, constraints: null }, surroundings);
    if (type === null) return null;
    const sql = new ChangeSql(change, surroundings).add('ALTER TABLE ');
    sql.addObject(change, { name: 'tableName' }).add(' MODIFY COLUMN ').addName(name).add(' ').addType(type);
    return [sql.add(' COMMENT ').addString(remarks).build()];
  },

  // They do nothing to the schema.
  tagDatabase: () => [],
  empty: () => [],
  output: () => [],
  stop: () => [],
};

const SEQUENCE_NUMBERS = ['incrementBy', 'minValue', 'maxValue', 'cacheSize'];
const SEQUENCE_WORDS: Readonly<Record<string, string>> = {
  startValue: ' START WITH ',
  incrementBy: ' INCREMENT BY ',
  minValue: ' MINVALUE ',
  maxValue: ' MAXVALUE ',
  cacheSize: ' CACHE ',
};

function addSequenceOptions(sql: ChangeSql, change: ChangelogNode, numbers: readonly string[]): void {
  for (const name of numbers) {
    const value = firstOf(change, name);
    if (value !== null) sql.addFor(SEQUENCE_WORDS[name] ?? ' ', value).addRaw(value);
  }
  if (flagOf(change, 'cycle') === true) sql.addFor(' CYCLE', change.attributes.get('cycle'));
}

/** The text of an element, or what an attribute, or a child of that name, holds instead. */
export function bodyOf(change: ChangelogNode, ...names: string[]): ChangelogValue | null {
  for (const name of names) {
    const value = firstOf(change, name) ?? childrenNamed(change, name).at(-1)?.text ?? null;
    if (value !== null) return value;
  }
  return change.text;
}
