import type { MeasuredCase, WaitCase } from '../measuredCase.ts';
import {
  BY_HASH,
  BY_RANGE,
  besideParent,
  childOfParent,
  FULLTEXT,
  MYISAM,
  parentOfChild,
  STORED,
  table,
  VIRTUAL,
} from './tables.ts';

/* Statements of the manuals' lists that no other file has, in their usual states. */

const A = 'ALTER TABLE t ';
const C = 'ALTER TABLE t CLAUSE ';
const replaced = { rewrite: 'partitions get other table ids without a copy' };

const listed = [
  'CREATE TABLE t (id int NOT NULL, a int) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 PARTITION BY LIST(id) (PARTITION p0 VALUES IN (1, 2, 3), PARTITION p1 VALUES IN (4, 5, 6))',
  'INSERT INTO t VALUES (1, 1), (2, 2), (4, 4)',
];
const byKey = [
  'CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 PARTITION BY KEY(id) PARTITIONS 2',
  'INSERT INTO t VALUES (1, 1), (2, 2), (4, 4)',
];

function actions(
  list: readonly (readonly [name: string, actions: string])[],
  setup: readonly string[],
  more: Partial<MeasuredCase> = {},
): readonly MeasuredCase[] {
  return list.map(([name, text]) => ({ name, setup, statement: `${A}${text}`, ...more }));
}

const ORDINARY = actions(
  [
    [
      'add column with every attribute',
      "ADD COLUMN n1 varchar(20) CHARACTER SET utf8mb4 NOT NULL DEFAULT 'x' COMMENT 'y'",
    ],
    ['add column bigint unsigned', 'ADD COLUMN n1 bigint unsigned NOT NULL DEFAULT 0'],
    ['add column decimal', 'ADD COLUMN n1 decimal(12,4) DEFAULT 1.5'],
    ['add column enum', "ADD COLUMN n1 enum('a','b') NOT NULL DEFAULT 'a'"],
    ['add column blob', 'ADD COLUMN n1 blob'],
    ['add column longtext', 'ADD COLUMN n1 longtext'],
    ['add column timestamp default', 'ADD COLUMN n1 timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP'],
    ['add column point', 'ADD COLUMN n1 point'],
    ['add column binary(16)', 'ADD COLUMN n1 binary(16)'],
    ['add column year', 'ADD COLUMN n1 year'],
    ['add three columns, one after', 'ADD COLUMN n1 int, ADD COLUMN n2 int AFTER a, ADD COLUMN n3 int'],
    ['drop two columns', 'DROP COLUMN c, DROP COLUMN txt'],
    ['drop and add a column', 'DROP COLUMN c, ADD COLUMN c2 varchar(50)'],
    ['rename two columns', 'RENAME COLUMN a TO a2, RENAME COLUMN d TO d2'],
    ['swap two columns', 'RENAME COLUMN a TO u, RENAME COLUMN u TO a'],
    ['set two defaults', 'ALTER COLUMN a SET DEFAULT 1, ALTER COLUMN b SET DEFAULT 2'],
    ['int -> unsigned', 'MODIFY a int unsigned'],
    ['int -> smallint', 'MODIFY a smallint'],
    ['int -> int(11)', 'MODIFY a int(11)'],
    ['int -> varchar', 'MODIFY a varchar(20)'],
    ['int -> decimal', 'MODIFY a decimal(20,0)'],
    ['datetime -> date', 'MODIFY d date'],
    ['datetime -> varchar', 'MODIFY d varchar(40)'],
    ['varchar shrinks', 'MODIFY c varchar(40)'],
    ['varchar(50) -> varchar(63)', 'MODIFY c varchar(63)'],
    ['varchar(50) -> varchar(64)', 'MODIFY c varchar(64)'],
    ['varchar(50) -> longtext', 'MODIFY c longtext'],
    ['decimal shrinks', 'MODIFY amount decimal(8,2)'],
    ['change name, type and place', 'CHANGE a a2 bigint AFTER c'],
    ['change comment and default', "MODIFY a int DEFAULT 4 COMMENT 'x'"],
    ['modify three columns', 'MODIFY a bigint, MODIFY b bigint NOT NULL DEFAULT 1, MODIFY c varchar(60)'],
    ['add unique of two columns', 'ADD UNIQUE KEY u1 (a, b)'],
    ['add index of three columns', 'ADD INDEX i1 (a, b, d)'],
    ['add index using hash', 'ADD INDEX i1 (a) USING HASH'],
    ['add index with comment', "ADD INDEX i1 (a) COMMENT 'x'"],
    ['add and drop index', 'ADD INDEX i1 (a), DROP INDEX ix_b'],
    ['add index and rename index', 'ADD INDEX i1 (a), RENAME INDEX ix_b TO i2'],
    ['add check of two columns', 'ADD CONSTRAINT ck CHECK (a < b + 1000)'],
    ['add two checks', 'ADD CHECK (a > 0), ADD CHECK (b > 0)'],
    ['engine and comment', "ENGINE=InnoDB, COMMENT='x'"],
    ['row_format and key_block_size', 'ROW_FORMAT=COMPRESSED, KEY_BLOCK_SIZE=4'],
    ['row_format redundant', 'ROW_FORMAT=REDUNDANT'],
    ['row_format default', 'ROW_FORMAT=DEFAULT'],
    ['stats_auto_recalc', 'STATS_AUTO_RECALC=0'],
    ['avg_row_length', 'AVG_ROW_LENGTH=100'],
    ['min_rows', 'MIN_ROWS=10'],
    ['pack_keys', 'PACK_KEYS=1'],
    ['checksum', 'CHECKSUM=1'],
    ['convert and default charset', 'CONVERT TO CHARACTER SET latin1, DEFAULT CHARACTER SET latin1'],
    ['default charset and collate', 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'],

    ['force and add column', 'ADD COLUMN n1 int, FORCE'],
    ['add column and engine', 'ADD COLUMN n1 int, ENGINE=InnoDB'],
    ['add column and default charset', 'ADD COLUMN n1 int, DEFAULT CHARACTER SET utf8mb4'],
    [
      'drop primary key of auto_increment, add another',
      'MODIFY id int NOT NULL, DROP PRIMARY KEY, ADD PRIMARY KEY (id, b)',
    ],
    ['add column stored and index', 'ADD COLUMN g1 int AS (a + 1) STORED, ADD INDEX i1 (g1)'],
    ['add column as the first key', 'ADD COLUMN n1 int NOT NULL DEFAULT 0, ADD UNIQUE KEY u1 (id, n1)'],
  ],
  table(),
);

const IN_STATES: readonly MeasuredCase[] = [
  ...actions(
    [
      ['child: add column', 'ADD COLUMN n1 int'],
      ['child: drop index beside the key', 'ADD INDEX ib (b)'],
      ['child: rename to', 'RENAME TO t2'],
      ['child: force', 'FORCE'],
      ['child: change type beside the key', 'MODIFY b varchar(20)'],
      ['child: set not null beside the key', 'MODIFY b int NOT NULL'],
    ],
    childOfParent(),
  ).map(entry =>
    entry.statement.includes('RENAME TO')
      ? { ...entry, skip: { rewrite: 'the table is gone under its name' } }
      : entry,
  ),
  ...actions(
    [
      ['parent: drop column', 'DROP COLUMN c'],
      ['parent: force', 'FORCE'],
      ['parent: add index', 'ADD INDEX ic (c)'],
      ['parent: change charset', 'CONVERT TO CHARACTER SET latin1'],
    ],
    parentOfChild(),
  ),
  ...actions(
    [
      ['partitioned: add index', 'ADD INDEX i1 (a)'],
      ['partitioned: drop column', 'DROP COLUMN c'],
      ['partitioned: change type', 'MODIFY a bigint'],
      ['partitioned: comment', "COMMENT 'x'"],
      ['partitioned: rename column', 'RENAME COLUMN a TO a2'],
      ['partitioned: set default', 'ALTER COLUMN a SET DEFAULT 4'],
      ['partitioned: row_format', 'ROW_FORMAT=COMPACT'],
    ],
    table(BY_RANGE),
  ),
  ...actions(
    [
      ['fulltext: drop another column', 'DROP COLUMN txt'],
      ['fulltext: rename column', 'RENAME COLUMN a TO a2'],
      ['fulltext: set default', 'ALTER COLUMN a SET DEFAULT 4'],
      ['fulltext: comment', "COMMENT 'x'"],
      ['fulltext: append to enum', "MODIFY en enum('x','y','z') DEFAULT 'x'"],
    ],
    table(FULLTEXT),
  ),
  ...actions(
    [
      ['virtual: add index on another', 'ADD INDEX i1 (b)'],
      ['virtual: force', 'FORCE'],
      ['virtual: rename base column', 'RENAME COLUMN d TO d2'],
      ['virtual: drop another column', 'DROP COLUMN c'],
    ],
    table(VIRTUAL),
  ),
  ...actions(
    [
      ['stored: add index on it', 'ADD INDEX i1 (gs)'],
      ['stored: drop another column', 'DROP COLUMN c'],
      ['stored: force', 'FORCE'],
    ],
    table(STORED),
  ),
  ...actions(
    [
      ['MyISAM: drop column', 'DROP COLUMN c'],
      ['MyISAM: engine, same', 'ENGINE=MyISAM'],
      ['MyISAM: rename column', 'RENAME COLUMN a TO a2'],
    ],
    table(MYISAM),
  ),
  {
    name: 'add foreign key on delete set null, checks off',
    setup: besideParent(),
    statement: `${A}ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id) ON UPDATE CASCADE`,
    session: ['SET SESSION foreign_key_checks = 0'],
  },
  {
    name: 'add foreign key to itself',
    setup: table(),
    statement: `${A}ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES t (id)`,
  },
  {
    name: 'add two foreign keys',
    setup: besideParent(),
    statement: `${A}ADD FOREIGN KEY (a) REFERENCES p (id), ADD FOREIGN KEY (b) REFERENCES p (x)`,
  },
  {
    name: 'drop and add a foreign key',
    setup: childOfParent(),
    statement: `${A}DROP FOREIGN KEY fk1, ADD CONSTRAINT fk2 FOREIGN KEY (a) REFERENCES p (id)`,
  },
  {
    name: 'add list partition',
    setup: listed,
    statement: `${C}ADD PARTITION (PARTITION p2 VALUES IN (7, 8))`,
    skip: replaced,
  },
  { name: 'drop list partition', setup: listed, statement: `${C}DROP PARTITION p1`, skip: replaced },
  {
    name: 'reorganize list partitions',
    setup: listed,
    statement: `${C}REORGANIZE PARTITION p0, p1 INTO (PARTITION p0 VALUES IN (1, 2, 3, 4, 5, 6))`,
    skip: replaced,
  },
  { name: 'add key partition', setup: byKey, statement: `${C}ADD PARTITION PARTITIONS 2`, skip: replaced },
  { name: 'drop column of a list table', setup: listed, statement: `${A}DROP COLUMN a` },
  { name: 'partition by key', setup: table(), statement: `${C}PARTITION BY KEY(id) PARTITIONS 3` },
  { name: 'partition anew', setup: table(BY_HASH), statement: `${C}PARTITION BY HASH(id) PARTITIONS 2` },
];

const STATEMENTS: readonly MeasuredCase[] = [
  ...[
    'CREATE INDEX i1 ON t (a, b)',
    'CREATE UNIQUE INDEX i1 ON t (a)',
    'CREATE INDEX i1 ON t (c(10)) USING BTREE',
  ].map(statement => ({ name: statement, setup: table(), statement })),
  ...[
    'UPDATE t SET a = 1',
    'DELETE FROM t WHERE id = 3',
    'INSERT INTO t (a, v) VALUES (1, 2)',
    "INSERT INTO t (a, v) SELECT seq, 'v' FROM n",
    'REPLACE INTO t (id, v) VALUES (1, 2)',
    'SELECT * FROM t FOR UPDATE',
    'SELECT count(*) FROM t',
    'SET SESSION lock_wait_timeout = 5',
    'START TRANSACTION',
    'COMMIT',
    "CREATE TABLE x (id int PRIMARY KEY, v varchar(10) DEFAULT 'y')",
    'CREATE TABLE IF NOT EXISTS t (id int)',
    'CREATE TABLE x LIKE t',
    'CREATE TABLE x AS SELECT * FROM t',
    'CREATE TEMPORARY TABLE x (id int)',
    'CREATE VIEW x AS SELECT id FROM t',
    'CREATE OR REPLACE VIEW x AS SELECT id FROM t',
    'CREATE PROCEDURE x() SELECT 1',
    'CREATE FUNCTION x() RETURNS int DETERMINISTIC RETURN 1',
    'CREATE EVENT x ON SCHEDULE EVERY 1 DAY DO DELETE FROM t',
    'CREATE DATABASE IF NOT EXISTS interlock_measure',
    'ALTER DATABASE interlock_measure CHARACTER SET utf8mb4',
    'DROP TABLE IF EXISTS missing',
    'DROP VIEW IF EXISTS missing',
    'DROP PROCEDURE IF EXISTS missing',
    'DROP TRIGGER IF EXISTS missing',
    'DROP EVENT IF EXISTS missing',
    'ANALYZE TABLE t',
    'FLUSH TABLES',
    'DO 1',
    'USE interlock_measure',
  ].map(statement => ({
    name: statement,
    setup: table(),
    statement,
    measure: 'plain' as const,
    skip: { rewrite: 'not told by table ids', lock: 'the grammar has no LOCK here' },
  })),
];

const REFUSED: readonly MeasuredCase[] = [
  { statement: 'CREATE OR REPLACE TABLE x (id int)', engine: 'mysql' as const },
  { statement: 'CREATE TABLE x (id int, KEY i ((id + 1)))', engine: 'mariadb' as const },
  { statement: 'CREATE TABLE x (id int) WITH SYSTEM VERSIONING', engine: 'mysql' as const },
  { statement: 'ALTER TABLE t ADD COLUMN IF NOT EXISTS x int', engine: 'mysql' as const },
  { statement: 'CREATE INDEX IF NOT EXISTS i ON t (a)', engine: 'mysql' as const },
  { statement: 'DROP INDEX IF EXISTS i ON t', engine: 'mysql' as const },
  { statement: 'ALTER TABLE t ALTER CHECK ck NOT ENFORCED', engine: 'mariadb' as const },
  { statement: 'ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT ENFORCED', engine: 'mariadb' as const },
  { statement: 'ALTER TABLE t ADD COLUMN x uuid', engine: 'mysql' as const },
  { statement: 'CREATE TABLE x (id uuid)', engine: 'mysql' as const },
  { statement: 'CREATE SEQUENCE x', engine: 'mysql' as const },
  { statement: 'ALTER TABLE t ALTER INDEX ix_b INVISIBLE', engine: 'mariadb' as const },
  { statement: 'ALTER TABLE t ALTER INDEX ix_b IGNORED', engine: 'mysql' as const },
  { statement: 'CREATE INDEX i ON t (a) INVISIBLE', engine: 'mariadb' as const },
  { statement: 'CREATE INDEX i ON t (a) IGNORED', engine: 'mysql' as const },
].map(entry => ({
  ...entry,
  name: `refused: ${entry.statement}`,
  setup: table(),
  measure: 'plain' as const,
  skip: { lock: 'refused' },
}));

export const FAMILY_CASES: readonly MeasuredCase[] = [
  ...ORDINARY,
  ...IN_STATES,
  ...STATEMENTS,
  ...REFUSED,
].map(measured => ({ ...measured, name: `more: ${measured.name}` }));

export const FAMILY_WAITS: readonly WaitCase[] = [
  { name: 'more: rename column of child', statement: 'ALTER TABLE t RENAME COLUMN a TO a2' },
  {
    name: 'more: drop column of child',
    statement: 'ALTER TABLE t DROP COLUMN b',
    setup: ['ALTER TABLE t DROP CONSTRAINT ck'],
  },
  { name: 'more: drop index of child', statement: 'DROP INDEX ib ON t', setup: ['CREATE INDEX ib ON t (b)'] },
  { name: 'more: add check to child', statement: 'ALTER TABLE t ADD CHECK (a > -1)' },
  { name: 'more: set default of child', statement: 'ALTER TABLE t ALTER COLUMN b SET DEFAULT 1' },
  { name: 'more: comment of child', statement: "ALTER TABLE t COMMENT 'x'" },
  { name: 'more: rename two tables', statement: 'RENAME TABLE q TO q2, t TO t2' },
  { name: 'more: drop table if exists', statement: 'DROP TABLE IF EXISTS q' },
  { name: 'more: set default of q', statement: 'ALTER TABLE q ALTER COLUMN a SET DEFAULT 1' },
  { name: 'more: change type of q', statement: 'ALTER TABLE q MODIFY a bigint' },
  { name: 'more: create view of q', statement: 'CREATE VIEW vq AS SELECT * FROM q' },
  { name: 'more: query of q', statement: 'SELECT * FROM q' },
  { name: 'more: set', statement: 'SET SESSION lock_wait_timeout = 5' },
  { name: 'more: force of child', statement: 'ALTER TABLE t FORCE' },
  { name: 'more: convert charset of child', statement: 'ALTER TABLE t CONVERT TO CHARACTER SET latin1' },
];
