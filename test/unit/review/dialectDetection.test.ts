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

  it('knows accounts with their hosts', () => {
    for (const sql of [
      "DROP USER 'app'@'%';",
      "CREATE USER IF NOT EXISTS 'app'@localhost IDENTIFIED BY 'x';",
      'GRANT SELECT ON shop.* TO `app`@`10.0.0.%`;',
      "REVOKE ALL ON shop.* FROM app@'%';",
      'DROP USER "app"@"%";',
    ])
      assert.equal(dialectOfText(sql), 'mysql', sql);
  });

  it('takes no address and no operator for an account', () => {
    assert.equal(dialectOfText("-- by 'a'@'b'\nDROP USER app;"), null);
    assert.equal(dialectOfText("INSERT INTO t VALUES ('a@b.example', '@');"), null);
    assert.equal(dialectOfText("SELECT @ -5, body @@ to_tsquery('a') FROM t;"), null);
  });

  it('knows variables of MySQL', () => {
    assert.equal(dialectOfText("SET @change = 'DROP TABLE t'; PREPARE st FROM @change;"), 'mysql');
    assert.equal(dialectOfText('SELECT @@session.sql_mode;'), 'mysql');
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
