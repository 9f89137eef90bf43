import assert from 'node:assert/strict';
import type { RelationLock } from '../../../../server/src/engines/lockNote.ts';
import { does, type EngineText, noteOf, notesOf, type Situation, summaryOf, USUAL } from './asking.ts';

const MYSQL: EngineText = 'mysql 9.7.4';
const OLD_MARIADB: EngineText = 'mariadb 10.11.18';
const MARIADB: EngineText = 'mariadb 11.8.9';
const PARENT: Situation = {
  schema: [...USUAL, 'CREATE TABLE p (id int PRIMARY KEY) DEFAULT CHARSET=utf8mb4'],
};
const UNCHECKED: Situation = { schema: [...(PARENT.schema ?? []), 'SET foreign_key_checks = 0'] };
const CHILD: Situation = {
  schema: [
    'CREATE TABLE p (id int PRIMARY KEY, x int)',
    'CREATE TABLE t (id int PRIMARY KEY, a int, KEY ka (a), CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id))',
  ],
};

function others(engine: EngineText, sql: string, situation: Situation): readonly string[] {
  const locks: readonly RelationLock[] = noteOf(engine, sql, situation).locks;
  return locks
    .filter(lock => lock.role !== 'target')
    .map(lock => `${lock.role} ${lock.relation} ${lock.mode}`);
}

describe('foreign keys', () => {
  const add = 'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)';

  it('copy while checks are on', () => {
    assert.equal(does(MYSQL, add, PARENT), 'COPY SHARED rewrite');
    assert.equal(does(OLD_MARIADB, add, PARENT), 'COPY SHARED rewrite');
    assert.equal(does(MARIADB, add, PARENT), 'COPY NONE rewrite');
  });

  it('need an index only while checks are off, by session or by target', () => {
    assert.equal(does(MYSQL, add, UNCHECKED), 'INPLACE NONE index');
    assert.equal(does(MARIADB, add, UNCHECKED), 'NOCOPY NONE index');
    assert.equal(
      does(MYSQL, add, { ...PARENT, settings: { foreign_key_checks: 'OFF' } }),
      'INPLACE NONE index',
    );
    const indexed = 'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id)';
    assert.equal(does(MYSQL, indexed, UNCHECKED), 'INPLACE NONE');
    assert.equal(does(MARIADB, indexed, UNCHECKED), 'INSTANT NONE');
    const backOn: Situation = { schema: [...(UNCHECKED.schema ?? []), 'SET foreign_key_checks = 1'] };
    assert.equal(does(MYSQL, indexed, backOn), 'COPY SHARED rewrite');
  });

  it('lock the referenced table', () => {
    assert.deepEqual(others(MYSQL, add, PARENT), ['referenced p SHARED']);
    assert.deepEqual(others(OLD_MARIADB, add, PARENT), ['referenced p SHARED']);
    assert.deepEqual(others(MARIADB, add, PARENT), []);
    assert.deepEqual(others(MYSQL, 'DROP TABLE t', CHILD), ['referenced p EXCLUSIVE']);
    assert.deepEqual(others(MARIADB, 'DROP TABLE t', CHILD), []);
    assert.deepEqual(others('mysql 5.7.44', 'DROP TABLE t', CHILD), []);
    assert.deepEqual(others(MYSQL, 'ALTER TABLE t DROP FOREIGN KEY fk', CHILD), ['referenced p NONE']);
    assert.deepEqual(others(MYSQL, 'ALTER TABLE p ADD COLUMN n int', CHILD), ['dependent t NONE']);
    assert.deepEqual(others(MYSQL, 'RENAME TABLE p TO p2', CHILD), ['dependent t EXCLUSIVE']);
    assert.deepEqual(others(MYSQL, 'CREATE TABLE u (a int, FOREIGN KEY (a) REFERENCES p (id))', CHILD), [
      'referenced p EXCLUSIVE',
    ]);
    assert.deepEqual(others(MARIADB, 'CREATE TABLE u (a int, FOREIGN KEY (a) REFERENCES p (id))', CHILD), []);
  });

  it('keep MariaDB from copying online when they cascade', () => {
    const child = (action: string): Situation => ({
      schema: [
        'CREATE TABLE p (id int PRIMARY KEY)',
        `CREATE TABLE t (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a) REFERENCES p (id) ${action})`,
      ],
    });
    assert.equal(does(MARIADB, 'ALTER TABLE t MODIFY b bigint', child('')), 'COPY NONE rewrite');
    assert.equal(
      does(MARIADB, 'ALTER TABLE t MODIFY b bigint', child('ON DELETE RESTRICT')),
      'COPY NONE rewrite',
    );
    assert.equal(
      does(MARIADB, 'ALTER TABLE t MODIFY b bigint', child('ON DELETE CASCADE')),
      'COPY SHARED rewrite',
    );
    assert.equal(
      does(MARIADB, 'ALTER TABLE t MODIFY b bigint', child('ON UPDATE SET NULL')),
      'COPY SHARED rewrite',
    );
  });

  it('make MariaDB refuse to change their columns', () => {
    assert.equal(noteOf(MARIADB, 'ALTER TABLE t MODIFY a bigint', CHILD).refusal?.code, '1832');
    assert.equal(noteOf(MARIADB, "ALTER TABLE t MODIFY a int COMMENT 'x'", CHILD).refusal, null);
  });

  it('are ignored inline before MySQL 9.0', () => {
    assert.equal(
      does('mysql 8.4.6', 'ALTER TABLE t ADD COLUMN n int REFERENCES p (id)', PARENT),
      'INSTANT NONE',
    );
    assert.equal(
      does(MYSQL, 'ALTER TABLE t ADD COLUMN n int REFERENCES p (id)', PARENT),
      'COPY SHARED rewrite',
    );
    assert.equal(
      does('mariadb 10.4.34', 'ALTER TABLE t ADD COLUMN n int REFERENCES p (id)', PARENT),
      'INSTANT NONE',
    );
    assert.equal(
      does('mariadb 10.5.0', 'ALTER TABLE t ADD COLUMN n int REFERENCES p (id)', PARENT),
      'COPY SHARED rewrite',
    );
  });
});

describe('indexes and keys', () => {
  it('are built beside readers and writers, FULLTEXT and SPATIAL beside readers only', () => {
    assert.equal(does(MYSQL, 'CREATE INDEX i ON t (a)'), 'INPLACE NONE index');
    assert.equal(does(MARIADB, 'CREATE UNIQUE INDEX i ON t (a)'), 'NOCOPY NONE index');
    assert.equal(does(MYSQL, 'CREATE FULLTEXT INDEX i ON t (c)'), 'INPLACE SHARED rewrite+index');
    assert.equal(does(MYSQL, 'ALTER TABLE t ADD INDEX i ((a + 1))'), 'INPLACE SHARED index');
    const fulltext: Situation = {
      schema: ['CREATE TABLE t (id int PRIMARY KEY, c text, e text, FULLTEXT KEY f (c))'],
    };
    assert.equal(does(MYSQL, 'ALTER TABLE t ADD FULLTEXT g (e)', fulltext), 'INPLACE SHARED index');
    assert.equal(does(MARIADB, 'ALTER TABLE t ADD FULLTEXT g (e)', fulltext), 'NOCOPY SHARED index');
    const documentId: Situation = {
      schema: ['CREATE TABLE t (FTS_DOC_ID bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, c text)'],
    };
    assert.equal(does(MYSQL, 'ALTER TABLE t ADD FULLTEXT g (c)', documentId), 'INPLACE SHARED index');
  });

  it('two FULLTEXT at once are refused by MySQL unless copied', () => {
    const codes = (engine: EngineText, sql: string) =>
      notesOf(engine, sql, { schema: USUAL }).map(note => note?.refusal?.code ?? null);
    const sql = 'ALTER TABLE t ADD FULLTEXT f (c), ADD FULLTEXT g (txt)';
    assert.deepEqual(codes(MYSQL, sql), ['1795', '1795']);
    assert.deepEqual(codes(MYSQL, `${sql}, ALGORITHM=COPY`), [null, null]);
    assert.deepEqual(codes(MARIADB, sql), [null, null]);
  });

  it('of the primary key: alone a drop copies, together with an add it rebuilds', () => {
    const keyed: Situation = { schema: ['CREATE TABLE t (a int NOT NULL PRIMARY KEY, b int NOT NULL)'] };
    assert.equal(does(MYSQL, 'ALTER TABLE t DROP PRIMARY KEY', keyed), 'COPY SHARED rewrite');
    assert.equal(does(MARIADB, 'ALTER TABLE t DROP PRIMARY KEY', keyed), 'COPY NONE rewrite');
    const both = notesOf(MYSQL, 'ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (b)', keyed);
    assert.deepEqual(
      both.map(note => (note === null ? '' : summaryOf(note))),
      ['INPLACE NONE rewrite', 'INPLACE NONE rewrite'],
    );
    const spare: Situation = {
      schema: ['CREATE TABLE t (a int NOT NULL PRIMARY KEY, b int NOT NULL UNIQUE)'],
    };
    assert.equal(does(OLD_MARIADB, 'ALTER TABLE t DROP PRIMARY KEY', spare), 'INPLACE NONE rewrite');
    const nullable: Situation = { schema: ['CREATE TABLE t (a int NOT NULL PRIMARY KEY, b int UNIQUE)'] };
    assert.equal(does(OLD_MARIADB, 'ALTER TABLE t DROP PRIMARY KEY', nullable), 'COPY SHARED rewrite');
  });

  it('know which words came when', () => {
    const refusal = (engine: EngineText, sql: string) =>
      noteOf(engine, sql, { schema: USUAL }).refusal?.since ?? null;
    assert.equal(refusal('mysql 5.7.44', 'ALTER TABLE t RENAME COLUMN a TO a2'), '8.0.3');
    assert.equal(refusal('mysql 8.0.12', 'ALTER TABLE t RENAME COLUMN a TO a2'), null);
    assert.equal(refusal('mariadb 10.5.1', 'ALTER TABLE t RENAME COLUMN a TO a2'), '10.5.2');
    assert.equal(refusal('mysql 8.0.18', 'ALTER TABLE t DROP CONSTRAINT x'), '8.0.19');
    assert.equal(refusal('mysql 8.0.12', 'CREATE INDEX i ON t ((a + 1))'), '8.0.13');
    assert.equal(refusal('mysql 8.0.12', 'ALTER TABLE t ADD UNIQUE ((a + 1))'), '8.0.13');
    assert.equal(noteOf(MARIADB, 'CREATE INDEX i ON t ((a + 1))', { schema: USUAL }).refusal?.code, '1064');
    assert.equal(refusal('mysql 8.0.22', 'ALTER TABLE t ALTER COLUMN a SET INVISIBLE'), '8.0.23');
    assert.equal(refusal('mariadb 10.5.29', 'ALTER TABLE t ALTER INDEX ix_b IGNORED'), '10.6');
    assert.equal(refusal('mariadb 10.6.0', 'ALTER TABLE t ADD COLUMN u uuid'), '10.7');
  });
});

describe('whole tables', () => {
  it('are closed for a moment by DROP, TRUNCATE and RENAME', () => {
    for (const sql of ['DROP TABLE t', 'TRUNCATE TABLE t', 'RENAME TABLE t TO t2']) {
      const note = noteOf(MYSQL, sql, { schema: USUAL });
      assert.equal(summaryOf(note), '- EXCLUSIVE', sql);
      assert.equal(note.blocksReads && note.blocksWrites, true, sql);
      assert.equal(note.duration, 'brief', sql);
      assert.equal(note.transactional, false, sql);
    }
    assert.equal(does(MARIADB, 'ALTER TABLE t RENAME TO t2'), 'INSTANT EXCLUSIVE');
  });

  it('that are new make nobody wait', () => {
    const note = noteOf(MYSQL, 'CREATE TABLE u (id int)', { schema: USUAL });
    assert.equal(note.blocksReads || note.blocksWrites, false);
    assert.deepEqual(note.locks, [{ relation: 'u', role: 'target', mode: 'EXCLUSIVE' }]);
  });

  it('that are temporary belong to one session', () => {
    const temporary: Situation = { schema: ['CREATE TEMPORARY TABLE t (id int)'] };
    const note = noteOf(MYSQL, 'ALTER TABLE t MODIFY id bigint', temporary);
    assert.deepEqual(note.locks, []);
    assert.equal(note.blocksWrites, false);
    assert.equal(note.algorithm, 'COPY');
  });

  it('of other storage engines are copied', () => {
    const myisam: Situation = {
      schema: ['CREATE TABLE t (id int PRIMARY KEY, a int, KEY ka (a)) ENGINE=MyISAM'],
    };
    assert.equal(does(MYSQL, 'ALTER TABLE t ADD COLUMN n int', myisam), 'COPY SHARED rewrite');
    assert.equal(does(MYSQL, 'ALTER TABLE t DROP INDEX ka', myisam), 'COPY SHARED rewrite');
    assert.equal(does(MYSQL, 'ALTER TABLE t RENAME COLUMN a TO b', myisam), 'INSTANT NONE');
  });

  it('take options as they weigh', () => {
    assert.equal(does(MYSQL, "ALTER TABLE t COMMENT 'x'"), 'INPLACE NONE');
    assert.equal(does(MARIADB, "ALTER TABLE t COMMENT 'x'"), 'INSTANT NONE');
    assert.equal(does(MYSQL, 'ALTER TABLE t ENGINE=InnoDB'), 'INPLACE NONE rewrite');
    assert.equal(does(MYSQL, 'ALTER TABLE t ENGINE=MyISAM'), 'COPY SHARED rewrite');
    assert.equal(does(MYSQL, 'ALTER TABLE t ROW_FORMAT=COMPACT'), 'INPLACE NONE rewrite');
    assert.equal(does(MYSQL, 'ALTER TABLE t CONVERT TO CHARACTER SET latin1'), 'COPY SHARED rewrite');
    assert.equal(does(MYSQL, 'ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4'), 'INPLACE NONE');
    assert.equal(does(MYSQL, 'OPTIMIZE TABLE t'), 'INPLACE NONE rewrite');
    assert.equal(does(MYSQL, 'ANALYZE TABLE t'), '- NONE');
  });

  it('know RANGE from HASH partitions', () => {
    const range: Situation = {
      schema: [
        'CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10))',
      ],
    };
    const hash: Situation = {
      schema: ['CREATE TABLE t (id int PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 4'],
    };
    assert.equal(
      does(MYSQL, 'ALTER TABLE t ADD PARTITION (PARTITION p1 VALUES LESS THAN (20))', range),
      'INPLACE NONE',
    );
    assert.equal(does(MYSQL, 'ALTER TABLE t ADD PARTITION PARTITIONS 2', hash), 'INPLACE SHARED rewrite');
    assert.equal(
      does(MYSQL, 'ALTER TABLE t PARTITION BY HASH (id) PARTITIONS 4', { schema: USUAL }),
      'COPY SHARED rewrite',
    );
  });

  it('are found by the trigger that is dropped', () => {
    const triggered: Situation = {
      schema: [...USUAL, 'CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1'],
    };
    assert.deepEqual(noteOf(MYSQL, 'DROP TRIGGER tr', triggered).locks, [
      { relation: 't', role: 'target', mode: 'EXCLUSIVE' },
    ]);
  });
});

describe('rows', () => {
  it('are locked one by one: no table lock, and a scan where nothing limits it', () => {
    const all = noteOf(MYSQL, 'UPDATE t SET a = 1', { schema: USUAL });
    assert.deepEqual(all.locks, []);
    assert.equal(all.blocksWrites, false);
    assert.equal(all.scansTable, true);
    assert.equal(all.duration, 'grows-with-table');
    assert.equal(all.transactional, true);
    const some = noteOf(MYSQL, 'UPDATE t SET a = 1 WHERE id = 5', { schema: USUAL });
    assert.equal(some.scansTable, false);
    assert.equal(noteOf(MYSQL, 'DELETE FROM t LIMIT 100', { schema: USUAL }).scansTable, false);
    assert.equal(noteOf(MYSQL, 'INSERT INTO t (a) VALUES (1)', { schema: USUAL }).scansTable, false);
  });

  it('of no table hold nothing', () => {
    for (const sql of ['SET lock_wait_timeout = 5', 'COMMIT', 'SELECT 1', 'USE app', 'SELECT * FROM t']) {
      const [note] = notesOf(MYSQL, sql, { schema: USUAL });
      assert.deepEqual(
        [note?.locks, note?.blocksReads, note?.blocksWrites, note?.duration],
        [[], false, false, 'instant'],
        sql,
      );
    }
  });
});
