import assert from 'node:assert/strict';
import { dialectOfChangelog, dialectOfText } from '../../../server/src/review/dialectDetection.ts';

describe('dialect detection', () => {
  it('does not count what stands in strings and comments', () => {
    assert.equal(dialectOfText("INSERT INTO r (p) VALUES ('PROJECT::READ', 'NOT VALID');"), null);
    assert.equal(dialectOfText('-- ENGINE=InnoDB\nSELECT 1;'), null);
  });

  it('takes a cast of a string for a cast', () => {
    assert.equal(dialectOfText("SELECT '{}'::jsonb;"), 'postgresql');
  });

  it('knows the names of InnoDB settings', () => {
    assert.equal(dialectOfText('SET SESSION innodb_lock_wait_timeout = 7200;'), 'mysql');
  });

  it('takes a property removed for one engine as no word about the engine in use', () => {
    const text = `databaseChangeLog:
- removeChangeSetProperty:
    change: addColumn
    dbms: postgresql
    remove: afterColumn
- changeSet:
    id: a
    author: b
`;
    assert.equal(dialectOfChangelog(text), null);
    assert.equal(dialectOfChangelog(`${text}    dbms: mysql\n`), 'mysql');
  });

  it('leaves types that Liquibase translates aside', () => {
    assert.equal(dialectOfChangelog('<column name="a" type="TINYINT"/>'), null);
    assert.equal(dialectOfChangelog('<column name="a" type="LONGTEXT"/>'), 'mysql');
  });
});
