import assert from 'node:assert/strict';
import { does, noteOf, type Situation, USUAL } from './asking.ts';

/* Where MySQL 9.7, MariaDB 10.11 and MariaDB 11.8 differ, as the servers do it. */

const SERVERS = ['mysql 9.7', 'mariadb 10.11', 'mariadb 11.8'] as const;
const PARENT = ['CREATE TABLE p (id int PRIMARY KEY) ENGINE=InnoDB', 'CREATE TABLE s (a varchar(20))'];
const FULLTEXT = { schema: [...USUAL, 'CREATE FULLTEXT INDEX ft ON t (c)'] };
const CHILD = {
  schema: [
    'CREATE TABLE p (code varchar(20) PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
    'CREATE TABLE t (id int PRIMARY KEY, a varchar(20), KEY ka (a), CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (code)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
  ],
};

type Row = readonly [sql: string, mysql: string, old: string, recent: string, situation?: Situation];

const ROWS: readonly Row[] = [
  ['ALTER TABLE t MODIFY a bigint', 'COPY SHARED rewrite', 'COPY SHARED rewrite', 'COPY NONE rewrite'],
  [
    'ALTER TABLE t MODIFY a int NOT NULL',
    'INPLACE NONE rewrite',
    'INPLACE NONE rewrite',
    'INPLACE NONE rewrite',
  ],
  [
    'ALTER TABLE t MODIFY b int DEFAULT 1',
    'INPLACE NONE rewrite',
    'INPLACE NONE rewrite',
    'INPLACE NONE rewrite',
  ],
  ['ALTER TABLE t MODIFY a int AFTER c', 'INPLACE NONE rewrite', 'INSTANT NONE', 'INSTANT NONE'],
  ['ALTER TABLE t MODIFY c varchar(60)', 'INPLACE NONE', 'INSTANT NONE', 'INSTANT NONE'],
  ['ALTER TABLE t MODIFY c varchar(100)', 'COPY SHARED rewrite', 'COPY SHARED rewrite', 'COPY NONE rewrite'],
  ['ALTER TABLE t DROP COLUMN b', 'INPLACE NONE rewrite', 'NOCOPY NONE', 'NOCOPY NONE'],
  ['ALTER TABLE t ADD COLUMN x int CHECK (x > 0)', 'COPY SHARED rewrite', 'INSTANT NONE', 'INSTANT NONE'],
  ['ALTER TABLE t ADD CHECK (a > 0)', 'COPY SHARED rewrite', 'COPY SHARED rewrite', 'COPY NONE rewrite'],
  [
    'ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES p (id)',
    'COPY SHARED rewrite',
    'COPY SHARED rewrite',
    'COPY NONE rewrite',
    { schema: [...USUAL, ...PARENT] },
  ],
  [
    'ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES p (id)',
    'INPLACE NONE',
    'INSTANT NONE',
    'INSTANT NONE',
    { schema: [...USUAL, ...PARENT, 'SET foreign_key_checks = 0'] },
  ],
  ['ALTER TABLE t RENAME INDEX ix_b TO i2', 'INPLACE NONE', 'INSTANT NONE', 'INSTANT NONE'],
  ["ALTER TABLE t COMMENT 'x'", 'INPLACE NONE', 'INSTANT NONE', 'INSTANT NONE'],
  ['ALTER TABLE t AUTO_INCREMENT=100', 'INPLACE NONE', 'INSTANT NONE', 'INSTANT NONE'],
  ['ALTER TABLE t DEFAULT CHARACTER SET latin1', 'INPLACE NONE', 'INSTANT NONE', 'INSTANT NONE'],
  [
    'ALTER TABLE t ADD COLUMN x int',
    'COPY SHARED rewrite',
    'INPLACE SHARED rewrite',
    'INPLACE SHARED rewrite',
    FULLTEXT,
  ],
  ['ALTER TABLE t ADD COLUMN x datetime NOT NULL', 'refused 1292', 'INSTANT NONE', 'INSTANT NONE'],
  ['ALTER TABLE t ADD COLUMN x json NOT NULL', 'INSTANT NONE', 'INSTANT NONE', 'INSTANT NONE'],
  [
    'ALTER TABLE t ADD COLUMN x varchar(36) DEFAULT (uuid())',
    'refused 1674',
    'COPY SHARED rewrite',
    'COPY NONE rewrite',
  ],
  ['ALTER TABLE t ADD COLUMN x float DEFAULT (rand())', 'refused 1674', 'INSTANT NONE', 'INSTANT NONE'],
  ['ALTER TABLE t ENGINE=MyISAM, ALGORITHM=INSTANT', 'refused 1845', 'COPY SHARED rewrite', 'refused 1845'],
  ['ALTER TABLE t ORDER BY a', 'COPY SHARED rewrite', 'COPY SHARED rewrite', 'COPY NONE rewrite'],
  ['ALTER TABLE t MODIFY a varchar(30)', 'INPLACE NONE', 'refused 1832', 'refused 1832', CHILD],
  ['DROP INDEX ix_b ON t ALGORITHM=INPLACE LOCK=NONE', 'INPLACE NONE', 'refused 1064', 'refused 1064'],
  ['ALTER TABLE t NOWAIT ADD COLUMN x int', 'refused 1064', 'INSTANT NONE', 'INSTANT NONE'],
  ['ALTER TABLE t WAIT 5 ADD COLUMN x int', 'refused 1064', 'INSTANT NONE', 'INSTANT NONE'],
  ['ALTER ONLINE TABLE t MODIFY a bigint', 'refused 1064', 'refused 1846', 'COPY NONE rewrite'],
  [
    'ALTER TABLE t ADD COLUMN x int, ALGORITHM=INSTANT, LOCK=NONE',
    'refused 1221',
    'INSTANT NONE',
    'INSTANT NONE',
  ],
  ['ALTER TABLE t ALTER INDEX ix_b INVISIBLE', 'INPLACE NONE', 'refused 1064', 'refused 1064'],
  ['ALTER TABLE t ALTER INDEX ix_b IGNORED', 'refused 1064', 'INSTANT NONE', 'INSTANT NONE'],
  ['CREATE OR REPLACE TABLE x (id int)', 'refused 1064', '- EXCLUSIVE', '- EXCLUSIVE'],
];

describe('MySQL 9.7, MariaDB 10.11 and MariaDB 11.8', () => {
  for (const [sql, ...rest] of ROWS) {
    const situation = rest[3] ?? { schema: USUAL };
    it(`${sql}${situation.schema?.includes('SET foreign_key_checks = 0') ? ' (unchecked)' : ''}`, () => {
      const actual = SERVERS.map(server => {
        const { refusal } = noteOf(server, sql, situation);
        return refusal === null ? does(server, sql, situation) : `refused ${refusal.code}`;
      });
      assert.deepEqual(actual, rest.slice(0, 3));
    });
  }

  it('refuse in a definition what came later', () => {
    const refusal = (server: `mysql ${string}`, sql: string): string | null =>
      noteOf(server, sql, { schema: USUAL }).refusal?.since ?? null;
    const INVISIBLE = 'CREATE TABLE x (id int, a int INVISIBLE)';
    assert.deepEqual(
      [refusal('mysql 8.0.22', INVISIBLE), refusal('mysql 8.0.23', INVISIBLE)],
      ['8.0.23', null],
    );
    const ADDED = 'ALTER TABLE t ADD COLUMN x int INVISIBLE';
    assert.deepEqual([refusal('mysql 5.7', ADDED), refusal('mysql 8.0.23', ADDED)], ['8.0.23', null]);
    const DEFAULT = 'CREATE TABLE x (id int DEFAULT (1 + 2))';
    assert.deepEqual([refusal('mysql 8.0.12', DEFAULT), refusal('mysql 8.0.13', DEFAULT)], ['8.0.13', null]);
    const FUNCTIONAL = 'CREATE TABLE x (id int, KEY i ((id + 1)))';
    assert.deepEqual(
      [refusal('mysql 8.0.12', FUNCTIONAL), refusal('mysql 8.0.13', FUNCTIONAL)],
      ['8.0.13', null],
    );
    const UNENFORCED = 'CREATE TABLE x (id int, CHECK (id > 0) NOT ENFORCED)';
    assert.deepEqual(
      [refusal('mysql 8.0.15', UNENFORCED), refusal('mysql 8.0.16', UNENFORCED)],
      ['8.0.16', null],
    );
  });
});
