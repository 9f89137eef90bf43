import assert from 'node:assert/strict';
import { does, type EngineText, type Situation, USUAL } from './asking.ts';

/** One change on the last version before a boundary and on the first after it. */
interface Boundary {
  readonly sql: string;
  readonly before: readonly [EngineText, string];
  readonly after: readonly [EngineText, string];
  readonly situation?: Situation;
}

const A = 'ALTER TABLE t ';
const virtual: Situation = {
  schema: ['CREATE TABLE t (id int PRIMARY KEY, a int, g int AS (a + 1) VIRTUAL) DEFAULT CHARSET=utf8mb4'],
};
const utf8mb3: Situation = {
  schema: ['CREATE TABLE t (id int PRIMARY KEY, c varchar(20)) DEFAULT CHARSET=utf8mb3'],
};
const indexedText: Situation = {
  schema: ['CREATE TABLE t (id int PRIMARY KEY, c varchar(20), KEY ic (c)) DEFAULT CHARSET=utf8mb4'],
};
const latin1: Situation = {
  schema: ['CREATE TABLE t (id int PRIMARY KEY, c varchar(100)) DEFAULT CHARSET=latin1'],
};

const BOUNDARIES: readonly Boundary[] = [
  {
    sql: `${A}ADD COLUMN n int`,
    before: ['mysql 8.0.11', 'INPLACE NONE rewrite'],
    after: ['mysql 8.0.12', 'INSTANT NONE'],
  },
  {
    sql: `${A}ADD COLUMN n int FIRST`,
    before: ['mysql 8.0.28', 'INPLACE NONE rewrite'],
    after: ['mysql 8.0.29', 'INSTANT NONE'],
  },
  {
    sql: `${A}ADD COLUMN n int AFTER a`,
    before: ['mysql 8.0.28', 'INPLACE NONE rewrite'],
    after: ['mysql 8.0.29', 'INSTANT NONE'],
  },
  {
    sql: `${A}DROP COLUMN c`,
    before: ['mysql 8.0.28', 'INPLACE NONE rewrite'],
    after: ['mysql 8.0.29', 'INSTANT NONE'],
  },
  {
    sql: `${A}RENAME COLUMN a TO a2`,
    before: ['mysql 8.0.27', 'INPLACE NONE'],
    after: ['mysql 8.0.28', 'INSTANT NONE'],
  },
  {
    sql: `${A}CHANGE a a2 int`,
    before: ['mysql 8.0.27', 'INPLACE NONE'],
    after: ['mysql 8.0.28', 'INSTANT NONE'],
  },
  {
    sql: `${A}ALTER COLUMN a SET DEFAULT 1`,
    before: ['mysql 8.0.11', 'INPLACE NONE'],
    after: ['mysql 8.0.12', 'INSTANT NONE'],
  },
  {
    sql: `${A}MODIFY en enum('x','y','z')`,
    before: ['mysql 8.0.11', 'INPLACE NONE'],
    after: ['mysql 8.0.12', 'INSTANT NONE'],
  },
  {
    sql: `${A}DROP COLUMN g`,
    situation: virtual,
    before: ['mysql 8.0.11', 'INPLACE NONE'],
    after: ['mysql 8.0.12', 'INSTANT NONE'],
  },
  {
    sql: `${A}ADD CHECK (a > 0)`,
    before: ['mysql 8.0.15', 'INSTANT NONE'],
    after: ['mysql 8.0.16', 'COPY SHARED rewrite'],
  },
  {
    sql: `${A}ADD COLUMN n int CHECK (n > 0)`,
    before: ['mysql 8.0.15', 'INSTANT NONE'],
    after: ['mysql 8.0.16', 'COPY SHARED rewrite'],
  },
  {
    sql: `${A}ADD COLUMN n int REFERENCES p (id)`,
    before: ['mysql 8.4.9', 'INSTANT NONE'],
    after: ['mysql 9.0.0', 'COPY SHARED rewrite'],
  },
  {
    sql: `${A}MODIFY c varchar(20) CHARACTER SET utf8mb4`,
    situation: utf8mb3,
    before: ['mysql 8.0.13', 'COPY SHARED rewrite'],
    after: ['mysql 8.0.14', 'INPLACE NONE'],
  },
  {
    sql: `${A}MODIFY c varchar(30)`,
    situation: indexedText,
    before: ['mysql 5.7.22', 'INPLACE NONE index'],
    after: ['mysql 5.7.23', 'INPLACE NONE'],
  },

  {
    sql: `${A}ADD COLUMN n int FIRST`,
    before: ['mariadb 10.3.39', 'INPLACE NONE rewrite'],
    after: ['mariadb 10.4.0', 'INSTANT NONE'],
  },
  {
    sql: `${A}DROP COLUMN c`,
    before: ['mariadb 10.3.39', 'INPLACE NONE rewrite'],
    after: ['mariadb 10.4.0', 'INSTANT NONE'],
  },
  {
    sql: `${A}DROP COLUMN b`,
    before: ['mariadb 10.3.39', 'INPLACE NONE rewrite'],
    after: ['mariadb 10.4.0', 'NOCOPY NONE'],
  },
  {
    sql: `${A}MODIFY a int AFTER c`,
    before: ['mariadb 10.3.39', 'INPLACE NONE rewrite'],
    after: ['mariadb 10.4.0', 'INSTANT NONE'],
  },
  {
    sql: `${A}MODIFY c varchar(256)`,
    situation: latin1,
    before: ['mariadb 10.4.2', 'COPY SHARED rewrite'],
    after: ['mariadb 10.4.3', 'INSTANT NONE'],
  },
  {
    sql: `${A}MODIFY c varchar(20) CHARACTER SET utf8mb4`,
    situation: utf8mb3,
    before: ['mariadb 10.4.2', 'COPY SHARED rewrite'],
    after: ['mariadb 10.4.3', 'INSTANT NONE'],
  },
  {
    sql: `${A}MODIFY c varchar(20) COLLATE utf8mb4_bin`,
    situation: indexedText,
    before: ['mariadb 10.5.29', 'COPY SHARED rewrite'],
    after: ['mariadb 10.6.0', 'NOCOPY NONE index'],
  },
  {
    sql: `${A}MODIFY a bigint`,
    before: ['mariadb 11.1.6', 'COPY SHARED rewrite'],
    after: ['mariadb 11.2.0', 'COPY NONE rewrite'],
  },
  {
    sql: `${A}ADD CHECK (a > 0)`,
    before: ['mariadb 11.1.6', 'COPY SHARED rewrite'],
    after: ['mariadb 11.2.0', 'COPY NONE rewrite'],
  },
  {
    sql: `${A}ENGINE=MyISAM`,
    before: ['mariadb 11.1.6', 'COPY SHARED rewrite'],
    after: ['mariadb 11.2.0', 'COPY NONE rewrite'],
  },
];

describe('MySQL and MariaDB facts at version boundaries', () => {
  for (const { sql, before, after, situation } of BOUNDARIES) {
    it(`${sql}: ${before[0]} | ${after[0]}`, () => {
      assert.equal(does(before[0], sql, situation ?? { schema: USUAL }), before[1]);
      assert.equal(does(after[0], sql, situation ?? { schema: USUAL }), after[1]);
    });
  }

  it('gives versions newer than all known ones the newest facts', () => {
    assert.equal(does('mysql 26.10', `${A}ADD COLUMN n int FIRST`), 'INSTANT NONE');
    assert.equal(does('mysql 9.7.4', `${A}ADD COLUMN n int FIRST`), 'INSTANT NONE');
    assert.equal(does('mysql 10.0', `${A}RENAME COLUMN a TO a2`), 'INSTANT NONE');
    assert.equal(does('mariadb 13.1', `${A}MODIFY a bigint`), 'COPY NONE rewrite');
  });

  it('gives versions older than all known ones the oldest facts', () => {
    assert.equal(does('mysql 5.6.51', `${A}ADD COLUMN n int`), 'INPLACE NONE rewrite');
    assert.equal(does('mysql 5.7.44', `${A}ADD COLUMN n int`), 'INPLACE NONE rewrite');
  });
});
