import assert from 'node:assert/strict';
import { changeSetsOf, readChangelog } from '../../../server/src/frameworks/liquibase/changelog.ts';
import { emptyTables } from '../../../server/src/frameworks/liquibase/emptyTables.ts';

function tablesOf(preconditions: string): readonly string[] {
  const xml = `<databaseChangeLog><changeSet id="1" author="a"><preConditions onFail="MARK_RAN">${preconditions}</preConditions></changeSet></databaseChangeLog>`;
  const { root } = readChangelog('changelog.xml', xml);
  const [changeSet] = root === null ? [] : changeSetsOf(root);
  assert.ok(changeSet !== undefined);
  return emptyTables(changeSet);
}

describe('preconditions that ask for an empty table', () => {
  const cases: readonly (readonly [preconditions: string, tables: readonly string[]])[] = [
    ['<sqlCheck expectedResult="0">select count(*) from m_loan</sqlCheck>', ['m_loan']],
    ['<sqlCheck expectedResult="0">\n  SELECT COUNT(1) AS n FROM shop."Notes";\n</sqlCheck>', ['Notes']],
    ['<tableIsEmpty tableName="notes"/>', ['notes']],
    ['<rowCount tableName="notes" expectedRows="0"/>', ['notes']],
    ['<and><tableIsEmpty tableName="a"/><tableIsEmpty tableName="b"/></and>', ['a', 'b']],
    ['<or><tableIsEmpty tableName="a"/><tableIsEmpty tableName="b"/></or>', []],
    ['<not><tableIsEmpty tableName="a"/></not>', []],
    ['<rowCount tableName="notes" expectedRows="10"/>', []],
    ['<sqlCheck expectedResult="1">select count(*) from m_loan</sqlCheck>', []],
    ['<sqlCheck expectedResult="0">select count(*) from m_loan where a is null</sqlCheck>', []],
    ['<sqlCheck expectedResult="0">select count(*) from a, b</sqlCheck>', []],
    ['<tableExists tableName="notes"/>', []],
  ];
  for (const [preconditions, tables] of cases)
    it(`${preconditions.replaceAll(/\s+/g, ' ')} means ${tables.join(' and ') || 'none'}`, () =>
      assert.deepEqual(tablesOf(preconditions), tables));
});
