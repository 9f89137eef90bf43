import assert from 'node:assert/strict';
import type { Reviewer } from '../../../server/src/review/reviewer.ts';
import { projectOf, reviewerFor } from '../reviewing.ts';

const FILE = 'db/changelog/002.xml';
const DROP_KEY = '<dropForeignKeyConstraint baseTableName="events" constraintName="events_device"/>';
const DROP_COLUMN = '<dropColumn tableName="events" columnName="device"/>';
const ADD_COLUMN = '<addColumn tableName="events"><column name="device" type="bigint"/></addColumn>';
const RENAME_COLUMN =
  '<renameColumn tableName="events" oldColumnName="device" newColumnName="unit" columnDataType="bigint"/>';
const CREATE_INDEX =
  '<createIndex tableName="events" indexName="by_device"><column name="device"/></createIndex>';
const LAST = '<addUniqueConstraint tableName="positions" columnNames="at" constraintName="positions_at"/>';

describe('a change set that stops half-way under a precondition', () => {
  let mysql: Reviewer;
  before(async () => {
    mysql = await reviewerFor(['mysql@8.4']);
  });

  const nextRun = (asks: string, first: string, onFail = 'MARK_RAN'): string => {
    const text = `<databaseChangeLog>\n<changeSet id="1" author="a"><preConditions onFail="${onFail}">${asks}</preConditions>${first}${LAST}</changeSet>\n</databaseChangeLog>\n`;
    const result = mysql.review(projectOf({ files: { [FILE]: text } }), FILE);
    const found = result?.findings.find(({ rule }) => rule === 'partial-apply-on-failure');
    return /the next run (leaves the rest out|stops there)/.exec(found?.message ?? '')?.[1] ?? 'nothing';
  };

  const KEY = '<foreignKeyConstraintExists foreignKeyTableName="events" foreignKeyName="events_device"/>';
  const COLUMN = '<columnExists tableName="events" columnName="device"/>';
  const INDEX = '<indexExists tableName="events" indexName="by_device"/>';

  it('is passed over when it took away what is asked for, or made what must not be there', () => {
    assert.equal(nextRun(KEY, DROP_KEY), 'leaves the rest out');
    assert.equal(nextRun(KEY, DROP_KEY, 'CONTINUE'), 'leaves the rest out');
    assert.equal(nextRun(COLUMN, DROP_COLUMN), 'leaves the rest out');
    assert.equal(nextRun(COLUMN, RENAME_COLUMN), 'leaves the rest out');
    assert.equal(nextRun(`<not>${COLUMN}</not>`, ADD_COLUMN), 'leaves the rest out');
    assert.equal(nextRun(`<not>${INDEX}</not>`, CREATE_INDEX), 'leaves the rest out');
    assert.equal(nextRun(`${INDEX}${KEY}`, DROP_KEY), 'leaves the rest out');
  });

  it('is run again when the answer is still the same, nobody knows it, or the update would halt', () => {
    assert.equal(nextRun(COLUMN, DROP_KEY), 'stops there');
    assert.equal(nextRun(KEY.replace('events_device', 'events_user'), DROP_KEY), 'stops there');
    assert.equal(nextRun(KEY.replace('"events"', '"devices"'), DROP_KEY), 'stops there');
    assert.equal(nextRun(COLUMN, ADD_COLUMN), 'stops there');
    assert.equal(nextRun(`<or>${INDEX}${KEY}</or>`, DROP_KEY), 'stops there');
    assert.equal(nextRun(KEY, DROP_KEY, 'HALT'), 'stops there');
  });
});
