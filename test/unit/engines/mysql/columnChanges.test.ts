import assert from 'node:assert/strict';
import { does, type EngineText, noteOf, notesOf, type Situation, summaryOf, USUAL } from './asking.ts';

const MYSQL: EngineText = 'mysql 9.7.4';
const OLD_MARIADB: EngineText = 'mariadb 10.11.18';
const MARIADB: EngineText = 'mariadb 11.8.9';
const COPY = 'COPY SHARED rewrite';
const ONLINE_COPY = 'COPY NONE rewrite';
const REBUILD = 'INPLACE NONE rewrite';
const INSTANT = 'INSTANT NONE';

describe('ADD COLUMN', () => {
  it('loses INSTANT on compressed tables and tables with FULLTEXT', () => {
    const compressed = { schema: ['CREATE TABLE t (id int PRIMARY KEY) ROW_FORMAT=COMPRESSED'] };
    const fulltext = { schema: ['CREATE TABLE t (id int PRIMARY KEY, c text, FULLTEXT KEY f (c))'] };
    const two = {
      schema: ['CREATE TABLE t (id int PRIMARY KEY, c text, e text, FULLTEXT KEY f (c), FULLTEXT KEY g (e))'],
    };
    const sql = 'ALTER TABLE t ADD COLUMN n int';
    assert.equal(does(MYSQL, sql, compressed), REBUILD);
    assert.equal(does(MARIADB, sql, compressed), REBUILD);
    assert.equal(does(MYSQL, sql, fulltext), COPY);
    assert.equal(does(MARIADB, sql, fulltext), 'INPLACE SHARED rewrite');
    assert.equal(does(OLD_MARIADB, sql, two), COPY);
    assert.equal(does(MARIADB, sql, two), ONLINE_COPY);
    assert.equal(does(MYSQL, 'ALTER TABLE t RENAME COLUMN c TO c2', fulltext), INSTANT);
  });

  it('takes literals and CURRENT_TIMESTAMP as they are, and expressions row by row in MySQL', () => {
    assert.equal(does(MYSQL, 'ALTER TABLE t ADD COLUMN n int DEFAULT 5'), INSTANT);
    assert.equal(does(MYSQL, 'ALTER TABLE t ADD COLUMN n datetime DEFAULT CURRENT_TIMESTAMP'), INSTANT);
    assert.equal(does(MYSQL, 'ALTER TABLE t ADD COLUMN n int DEFAULT (5)'), COPY);
    assert.equal(does(MARIADB, 'ALTER TABLE t ADD COLUMN n int DEFAULT (5)'), INSTANT);
    assert.equal(does(MARIADB, 'ALTER TABLE t ADD COLUMN n double DEFAULT (rand())'), INSTANT);
    assert.equal(does(OLD_MARIADB, 'ALTER TABLE t ADD COLUMN n varchar(36) DEFAULT (uuid())'), COPY);
    assert.equal(does(MARIADB, 'ALTER TABLE t ADD COLUMN n varchar(36) DEFAULT (uuid())'), ONLINE_COPY);
    assert.equal(does(MARIADB, 'ALTER TABLE t ADD COLUMN n bigint DEFAULT (NEXT VALUE FOR s)'), COPY);
    assert.equal(does(MARIADB, 'ALTER TABLE t ADD COLUMN n int DEFAULT (a + 1)'), ONLINE_COPY);
  });

  it('is refused for defaults that differ between servers, and for expressions before 8.0.13', () => {
    const refusal = (engine: EngineText, sql: string) => noteOf(engine, sql, { schema: USUAL }).refusal;
    assert.equal(refusal(MYSQL, 'ALTER TABLE t ADD COLUMN n varchar(36) DEFAULT (uuid())')?.code, '1674');
    assert.equal(refusal(MARIADB, 'ALTER TABLE t ADD COLUMN n varchar(36) DEFAULT (uuid())'), null);
    assert.deepEqual(refusal('mysql 8.0.12', 'ALTER TABLE t ADD COLUMN n int DEFAULT (1)'), {
      code: '1064',
      reason: 'needs-newer-version',
      since: '8.0.13',
    });
    assert.equal(refusal('mysql 8.0.13', 'ALTER TABLE t ADD COLUMN n int DEFAULT (1)'), null);
  });

  it('meets zero dates', () => {
    const sql = 'ALTER TABLE t ADD COLUMN n datetime NOT NULL';
    assert.equal(noteOf(MYSQL, sql, { schema: USUAL }).refusal?.code, '1292');
    assert.equal(noteOf(MARIADB, sql, { schema: USUAL }).refusal, null);
    assert.equal(
      noteOf(MYSQL, sql, { schema: USUAL, settings: { sql_mode: 'STRICT_TRANS_TABLES' } }).refusal,
      null,
    );
    assert.equal(noteOf(MYSQL, 'ALTER TABLE t ADD COLUMN n datetime', { schema: USUAL }).refusal, null);
    assert.equal(
      noteOf(MYSQL, "ALTER TABLE t ADD COLUMN n datetime NOT NULL DEFAULT '2020-01-01'", { schema: USUAL })
        .refusal,
      null,
    );
  });

  it('counts row versions: 64 up to 9.0, 255 from 9.1', () => {
    const versions = (count: number): Situation => ({
      schema: [
        ...USUAL,
        ...Array.from({ length: count }, (_, index) => `ALTER TABLE t ADD COLUMN x${index} int`),
      ],
    });
    assert.equal(does('mysql 8.0.36', 'ALTER TABLE t ADD COLUMN n int', versions(63)), INSTANT);
    assert.equal(does('mysql 8.0.36', 'ALTER TABLE t ADD COLUMN n int', versions(64)), REBUILD);
    assert.equal(
      noteOf('mysql 8.0.36', 'ALTER TABLE t ADD COLUMN n int, ALGORITHM=INSTANT', versions(64)).refusal?.code,
      '4092',
    );
    assert.equal(does('mysql 9.1.0', 'ALTER TABLE t ADD COLUMN n int', versions(64)), INSTANT);
    assert.equal(does('mysql 8.0.28', 'ALTER TABLE t ADD COLUMN n int', versions(64)), INSTANT);
    assert.equal(does('mariadb 11.8.9', 'ALTER TABLE t ADD COLUMN n int', versions(255)), INSTANT);
  });

  it('does nothing in MariaDB when the column is there and IF NOT EXISTS says so', () => {
    assert.equal(
      does(MARIADB, 'ALTER TABLE t ADD COLUMN IF NOT EXISTS a bigint AUTO_INCREMENT UNIQUE'),
      INSTANT,
    );
    assert.equal(
      noteOf(MYSQL, 'ALTER TABLE t ADD COLUMN IF NOT EXISTS a int', { schema: USUAL }).refusal?.code,
      '1064',
    );
  });

  it('minds innodb_instant_alter_column_allowed', () => {
    const sql = 'ALTER TABLE t ADD COLUMN n int FIRST';
    const allowed = (value: string): Situation => ({
      schema: USUAL,
      settings: { innodb_instant_alter_column_allowed: value },
    });
    assert.equal(does(MARIADB, sql, allowed('add_drop_reorder')), INSTANT);
    assert.equal(does(MARIADB, sql, allowed('add_last')), REBUILD);
    assert.equal(does(MARIADB, 'ALTER TABLE t ADD COLUMN n int', allowed('add_last')), INSTANT);
    assert.equal(does(MARIADB, 'ALTER TABLE t ADD COLUMN n int', allowed('never')), REBUILD);
    assert.equal(does(MARIADB, 'ALTER TABLE t RENAME COLUMN a TO a2', allowed('never')), INSTANT);
  });
});

describe('several actions in one ALTER', () => {
  const summaries = (engine: EngineText, sql: string): readonly string[] =>
    notesOf(engine, sql, { schema: USUAL }).map(note => (note === null ? 'none' : summaryOf(note)));

  it('lose INSTANT as soon as one of them is not', () => {
    assert.deepEqual(summaries(MYSQL, 'ALTER TABLE t ADD COLUMN n int, ADD INDEX i (a)'), [
      REBUILD,
      'INPLACE NONE index',
    ]);
    assert.deepEqual(summaries(MYSQL, "ALTER TABLE t ADD COLUMN n int, COMMENT 'x'"), [
      REBUILD,
      'INPLACE NONE',
    ]);
    assert.deepEqual(summaries(MYSQL, 'ALTER TABLE t ADD COLUMN n int, ALTER COLUMN a SET DEFAULT 1'), [
      INSTANT,
      INSTANT,
    ]);
    assert.deepEqual(summaries(MYSQL, 'ALTER TABLE t RENAME COLUMN a TO a2, ADD INDEX i (c)'), [
      'INPLACE NONE',
      'INPLACE NONE index',
    ]);
  });

  it('keep an instant column in MariaDB beside a dropped index, not beside a new one', () => {
    assert.deepEqual(summaries(MARIADB, 'ALTER TABLE t ADD COLUMN n int, DROP INDEX ix_b'), [
      INSTANT,
      'NOCOPY NONE',
    ]);
    assert.deepEqual(summaries(MARIADB, 'ALTER TABLE t ADD COLUMN n int, ADD INDEX i (a)'), [
      REBUILD,
      'NOCOPY NONE index',
    ]);
  });

  it('start from one schema, whatever the order', () => {
    assert.deepEqual(summaries(MYSQL, 'ALTER TABLE t MODIFY c varchar(60), ADD COLUMN n int'), [
      'INPLACE NONE',
      REBUILD,
    ]);
    assert.deepEqual(summaries(MYSQL, 'ALTER TABLE t DROP INDEX ix_b, ADD INDEX ix_b (b)'), [
      INSTANT,
      INSTANT,
    ]);
  });

  it('drop a column and its index without a rebuild in MariaDB only', () => {
    assert.deepEqual(summaries(MARIADB, 'ALTER TABLE t DROP INDEX ix_b, DROP COLUMN b'), [
      'NOCOPY NONE',
      'NOCOPY NONE',
    ]);
    assert.deepEqual(summaries(MYSQL, 'ALTER TABLE t DROP INDEX ix_b, DROP COLUMN b'), [
      'INPLACE NONE',
      REBUILD,
    ]);
  });
});
