import assert from 'node:assert/strict';
import { does, type EngineText, noteOf, type Situation, USUAL } from './asking.ts';

const MYSQL: EngineText = 'mysql 9.7.4';
const OLD_MARIADB: EngineText = 'mariadb 10.11.18';
const MARIADB: EngineText = 'mariadb 11.8.9';
const A = 'ALTER TABLE t ';

function code(engine: EngineText, sql: string, situation: Situation = { schema: USUAL }): string | null {
  return noteOf(engine, sql, situation).refusal?.code ?? null;
}

describe('ALGORITHM and LOCK clauses', () => {
  it('are accepted where the server can do so', () => {
    for (const engine of [MYSQL, MARIADB] as const) {
      assert.equal(code(engine, `${A}ADD COLUMN n int, ALGORITHM=INSTANT`), null);
      assert.equal(code(engine, `${A}ADD INDEX i (a), ALGORITHM=INPLACE, LOCK=NONE`), null);
      assert.equal(code(engine, `${A}MODIFY a bigint, ALGORITHM=DEFAULT, LOCK=DEFAULT`), null);
      assert.equal(code(engine, `${A}MODIFY a bigint, ALGORITHM=COPY, LOCK=SHARED`), null);
    }
  });

  it("are refused with the server's own number", () => {
    assert.equal(code(MYSQL, `${A}ADD INDEX i (a), ALGORITHM=INSTANT`), '1845');
    assert.equal(code(MYSQL, `${A}MODIFY a bigint, ALGORITHM=INSTANT`), '1846');
    assert.equal(code(MYSQL, `${A}MODIFY a bigint, ALGORITHM=INPLACE`), '1846');
    assert.equal(code(MYSQL, `${A}MODIFY a bigint, LOCK=NONE`), '1846');
    assert.equal(code(MYSQL, `${A}ADD FULLTEXT f (c), LOCK=NONE`), '1846');
    assert.equal(code(MYSQL, `${A}ADD CHECK (a > 0), ALGORITHM=INPLACE`), '1845');
    assert.equal(code(MARIADB, `${A}ADD INDEX i (a), ALGORITHM=INSTANT`), '1846');
    assert.equal(code(MARIADB, `${A}MODIFY a int NOT NULL, ALGORITHM=NOCOPY`), '1845');
    assert.equal(code(MARIADB, `${A}RENAME TO t2, LOCK=NONE`), '1845');
  });

  it('have no place beside work on partitions in MySQL 5.7 and MariaDB', () => {
    const add = `${A}ALGORITHM=INPLACE, ADD PARTITION (PARTITION p9 VALUES LESS THAN (9))`;
    assert.equal(code('mysql 5.7.44', add), '1064');
    assert.equal(code(MYSQL, add), null);
    assert.equal(code(MARIADB, add), '1064');
    assert.equal(code('mysql 5.7.44', `${A}ALGORITHM=COPY PARTITION BY HASH(id) PARTITIONS 2`), null);
  });

  it('INSTANT takes no LOCK in MySQL', () => {
    assert.equal(code(MYSQL, `${A}ADD COLUMN n int, ALGORITHM=INSTANT, LOCK=NONE`), '1221');
    assert.equal(code(MYSQL, `${A}ADD COLUMN n int, ALGORITHM=INSTANT, LOCK=DEFAULT`), null);
    assert.equal(code(MYSQL, `${A}ADD COLUMN n int, LOCK=NONE`), null);
    assert.equal(code(MARIADB, `${A}ADD COLUMN n int, ALGORITHM=INSTANT, LOCK=NONE`), null);
  });

  it('of other servers or versions are unknown', () => {
    assert.equal(code('mysql 8.0.11', `${A}ADD COLUMN n int, ALGORITHM=INSTANT`), '1800');
    assert.equal(code('mysql 8.0.12', `${A}ADD COLUMN n int, ALGORITHM=INSTANT`), null);
    assert.equal(code(MYSQL, `${A}ADD COLUMN n int, ALGORITHM=NOCOPY`), '1800');
    assert.equal(code(MYSQL, 'ALTER ONLINE TABLE t ADD COLUMN n int'), '1064');
    assert.equal(code(MYSQL, 'ALTER TABLE t WAIT 5 ADD COLUMN n int'), '1064');
    assert.equal(code(MARIADB, 'ALTER TABLE t NOWAIT ADD COLUMN n int'), null);
    assert.equal(code(MARIADB, 'DROP INDEX ix_b ON t ALGORITHM=INPLACE LOCK=NONE'), '1064');
    assert.equal(code(MYSQL, 'DROP INDEX ix_b ON t ALGORITHM=INPLACE LOCK=NONE'), null);
  });

  it('ONLINE means LOCK=NONE', () => {
    assert.equal(code(OLD_MARIADB, 'ALTER ONLINE TABLE t MODIFY a bigint'), '1846');
    assert.equal(code(MARIADB, 'ALTER ONLINE TABLE t MODIFY a bigint'), null);
  });

  it('are accepted and ignored by MariaDB up to 11.1', () => {
    const note = noteOf(OLD_MARIADB, `${A}ENGINE=MyISAM, ALGORITHM=INSTANT`, { schema: USUAL });
    assert.equal(note.refusal, null);
    assert.equal(note.algorithm, 'COPY');
    assert.equal(code(OLD_MARIADB, `${A}ENGINE=MyISAM, LOCK=NONE`), '1846');
    assert.equal(code(MARIADB, `${A}ENGINE=MyISAM, ALGORITHM=INSTANT`), '1845');
  });

  it('that ask for more than needed get it', () => {
    assert.equal(does(MYSQL, `${A}ADD INDEX i (a), ALGORITHM=COPY`), 'COPY SHARED rewrite+index');
    assert.equal(does(MARIADB, `${A}ADD INDEX i (a), ALGORITHM=COPY`), 'COPY NONE rewrite+index');
    assert.equal(does(MYSQL, `${A}ADD COLUMN n int, ALGORITHM=INPLACE`), 'INPLACE NONE rewrite');
    assert.equal(does(MARIADB, `${A}ADD COLUMN n int, ALGORITHM=INPLACE`), 'INSTANT NONE');
    assert.equal(does(MYSQL, `${A}ADD INDEX i (a), LOCK=SHARED`), 'INPLACE SHARED index');
    const note = noteOf(MYSQL, `${A}ADD INDEX i (a), LOCK=EXCLUSIVE`, { schema: USUAL });
    assert.equal(note.blocksReads && note.blocksWrites, true);
  });

  it('of the session count as well', () => {
    const old: Situation = { schema: [...USUAL, 'SET SESSION old_alter_table = 1'] };
    assert.equal(does(MYSQL, `${A}ADD COLUMN n int`, old), 'COPY SHARED rewrite');
    const copies: Situation = { schema: USUAL, settings: { alter_algorithm: 'COPY' } };
    assert.equal(does(OLD_MARIADB, `${A}ADD COLUMN n int`, copies), 'COPY SHARED rewrite');
    assert.equal(does('mariadb 11.5.1', `${A}ADD COLUMN n int`, copies), 'INSTANT NONE');
    assert.equal(
      code(OLD_MARIADB, `${A}ADD INDEX i (a)`, { schema: USUAL, settings: { alter_algorithm: 'INSTANT' } }),
      '1846',
    );
  });

  it('of the session may lock a copy that need not be locked', () => {
    const locked: Situation = { schema: USUAL, settings: { old_mode: 'LOCK_ALTER_TABLE_COPY' } };
    assert.equal(does(MARIADB, `${A}MODIFY a bigint`), 'COPY NONE rewrite');
    assert.equal(does(MARIADB, `${A}MODIFY a bigint`, locked), 'COPY SHARED rewrite');
    assert.equal(does(MARIADB, `${A}MODIFY a bigint, LOCK=NONE`, locked), 'COPY NONE rewrite');
    assert.equal(code(MARIADB, `${A}MODIFY a bigint, LOCK=NONE`, locked), null);
    assert.equal(does(MARIADB, `${A}ADD INDEX i (a)`, locked), does(MARIADB, `${A}ADD INDEX i (a)`));
  });
});
