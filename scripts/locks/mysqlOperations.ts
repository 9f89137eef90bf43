import { type ShownOperation, type ShownTopic, topic } from './operation.ts';

const T = `CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, c varchar(50), d datetime, en enum('x','y'), txt text, KEY ix_b (b)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE p (id int PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;`;
const BY_RANGE =
  'CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 PARTITION BY RANGE(id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (1000));';
const BY_HASH =
  'CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 PARTITION BY HASH(id) PARTITIONS 4;';
const UNCHECKED = 'SET foreign_key_checks = 0;';
const FULLTEXT = 'CREATE FULLTEXT INDEX ft ON t (c);';
const CHILD =
  'CREATE TABLE ch (id int PRIMARY KEY, a int, KEY ka (a), CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;';

function only(engine: 'mysql' | 'mariadb', topicOf: ShownTopic, ...titles: readonly string[]): ShownTopic {
  return {
    ...topicOf,
    operations: topicOf.operations.map(
      (operation): ShownOperation =>
        titles.includes(operation.title) ? { ...operation, engine } : operation,
    ),
  };
}

const columns = topic('Columns', T, [
  ['add a column at the end', 'ALTER TABLE t ADD COLUMN x int'],
  ['add a column NOT NULL with a default', 'ALTER TABLE t ADD COLUMN x int NOT NULL DEFAULT 5'],
  ['add a column FIRST or AFTER another', 'ALTER TABLE t ADD COLUMN x int AFTER a'],
  ['add a column (the table has a FULLTEXT index)', 'ALTER TABLE t ADD COLUMN x int', FULLTEXT],
  [
    'add a column (ROW_FORMAT=COMPRESSED)',
    'ALTER TABLE z ADD COLUMN x int',
    'CREATE TABLE z (id int PRIMARY KEY) ROW_FORMAT=COMPRESSED;',
  ],
  ['add a column with DEFAULT (expression)', 'ALTER TABLE t ADD COLUMN x int DEFAULT (1 + 2)'],
  ['add a column with DEFAULT (uuid())', 'ALTER TABLE t ADD COLUMN x varchar(36) DEFAULT (uuid())'],
  ['add a column with a CHECK', 'ALTER TABLE t ADD COLUMN x int CHECK (x > 0)'],
  ['add a column datetime NOT NULL', 'ALTER TABLE t ADD COLUMN x datetime NOT NULL'],
  [
    'add an AUTO_INCREMENT column',
    'ALTER TABLE z ADD COLUMN x int NOT NULL AUTO_INCREMENT UNIQUE',
    'CREATE TABLE z (a int);',
  ],
  ['add a VIRTUAL generated column', 'ALTER TABLE t ADD COLUMN x int AS (a + 1) VIRTUAL'],
  ['add a STORED generated column', 'ALTER TABLE t ADD COLUMN x int AS (a + 1) STORED'],
  ['drop a column', 'ALTER TABLE t DROP COLUMN c'],
  ['drop an indexed column', 'ALTER TABLE t DROP COLUMN b'],
  ['rename a column', 'ALTER TABLE t RENAME COLUMN a TO a2'],
  ['rename a column with CHANGE', 'ALTER TABLE t CHANGE a a2 int'],
  ['set or drop a default', 'ALTER TABLE t ALTER COLUMN a SET DEFAULT 5'],
  ['change the comment of a column', "ALTER TABLE t MODIFY a int COMMENT 'x'"],
  ['reorder columns', 'ALTER TABLE t MODIFY a int AFTER c'],
  ['make a column NOT NULL', 'ALTER TABLE t MODIFY a int NOT NULL'],
  ['make a column NULL', 'ALTER TABLE t MODIFY b int DEFAULT 1'],
]);

const types = topic('Column types and character sets', T, [
  ['int to bigint, and most other types', 'ALTER TABLE t MODIFY a bigint'],
  ['varchar(50) to varchar(60), utf8mb4 (up to 255 bytes)', 'ALTER TABLE t MODIFY c varchar(60)'],
  [
    'varchar(50) to varchar(100), utf8mb4 (over the border of 255 bytes)',
    'ALTER TABLE t MODIFY c varchar(100)',
  ],
  [
    'varchar(64) to varchar(128), utf8mb4 (both over 255 bytes)',
    'ALTER TABLE z MODIFY c varchar(128)',
    'CREATE TABLE z (id int PRIMARY KEY, c varchar(64)) DEFAULT CHARSET=utf8mb4;',
  ],
  ['varchar to a shorter one', 'ALTER TABLE t MODIFY c varchar(40)'],
  ['append a value to an ENUM', "ALTER TABLE t MODIFY en enum('x','y','z')"],
  ['put a value inside an ENUM', "ALTER TABLE t MODIFY en enum('x','m','y')"],
  ['another collation of a column', 'ALTER TABLE t MODIFY c varchar(50) COLLATE utf8mb4_bin'],
  ['another character set of a column', 'ALTER TABLE t MODIFY c varchar(50) CHARACTER SET latin1'],
  ['CONVERT TO CHARACTER SET', 'ALTER TABLE t CONVERT TO CHARACTER SET latin1'],
  [
    'CONVERT TO CHARACTER SET, utf8mb3 to utf8mb4 (varchar below 64 characters)',
    'ALTER TABLE z CONVERT TO CHARACTER SET utf8mb4',
    'CREATE TABLE z (id int PRIMARY KEY, c varchar(20)) DEFAULT CHARSET=utf8mb3;',
  ],
  ['the default character set of a table', 'ALTER TABLE t DEFAULT CHARACTER SET latin1'],
]);

const keys = only(
  'mysql',
  topic('Indexes and constraints', T, [
    ['add an index', 'ALTER TABLE t ADD INDEX i (a)'],
    ['CREATE INDEX', 'CREATE INDEX i ON t (a)'],
    ['add UNIQUE', 'ALTER TABLE t ADD UNIQUE i (a)'],
    ['add an index on an expression', 'ALTER TABLE t ADD INDEX i ((a + 1))'],
    ['add the first FULLTEXT index', 'ALTER TABLE t ADD FULLTEXT i (c)'],
    ['add a further FULLTEXT index', 'ALTER TABLE t ADD FULLTEXT i (txt)', FULLTEXT],
    ['drop an index', 'ALTER TABLE t DROP INDEX ix_b'],
    ['rename an index', 'ALTER TABLE t RENAME INDEX ix_b TO i2'],
    ['make an index invisible', 'ALTER TABLE t ALTER INDEX ix_b INVISIBLE'],
    ['add a primary key', 'ALTER TABLE z ADD PRIMARY KEY (a)', 'CREATE TABLE z (a int NOT NULL);'],
    ['drop the primary key', 'ALTER TABLE t DROP PRIMARY KEY'],
    ['replace the primary key', 'ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id, b)'],
    ['add a foreign key', 'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id)'],
    [
      'add a foreign key (foreign_key_checks = 0)',
      'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id)',
      UNCHECKED,
    ],
    ['drop a foreign key', 'ALTER TABLE ch DROP FOREIGN KEY fk', CHILD],
    ['add a CHECK', 'ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)'],
    ['drop a CHECK', 'ALTER TABLE t DROP CONSTRAINT ck', 'ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0);'],
  ]),
  'add an index on an expression',
  'make an index invisible',
);

const tables = only(
  'mariadb',
  topic('Tables', T, [
    ['CREATE TABLE', 'CREATE TABLE x (id int PRIMARY KEY)'],
    [
      'CREATE TABLE with a foreign key',
      'CREATE TABLE x (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES p (id))',
    ],
    ['CREATE TABLE ... AS SELECT', 'CREATE TABLE x AS SELECT * FROM t'],
    ['DROP TABLE', 'DROP TABLE t'],
    ['TRUNCATE', 'TRUNCATE TABLE t'],
    ['RENAME TABLE', 'RENAME TABLE t TO t2'],
    ['ALTER TABLE ... RENAME TO', 'ALTER TABLE t RENAME TO t2'],
    ['ENGINE=InnoDB or FORCE (rebuild)', 'ALTER TABLE t FORCE'],
    ['another storage engine', 'ALTER TABLE t ENGINE=MyISAM'],
    ['ROW_FORMAT', 'ALTER TABLE t ROW_FORMAT=COMPRESSED'],
    ['KEY_BLOCK_SIZE', 'ALTER TABLE t KEY_BLOCK_SIZE=8'],
    ['AUTO_INCREMENT=', 'ALTER TABLE t AUTO_INCREMENT=1000'],
    ['COMMENT, STATS_PERSISTENT and their like', "ALTER TABLE t COMMENT='x'"],
    ['ORDER BY', 'ALTER TABLE t ORDER BY a'],
    ['OPTIMIZE TABLE', 'OPTIMIZE TABLE t'],
    ['ANALYZE TABLE', 'ANALYZE TABLE t'],
    ['CHECK TABLE', 'CHECK TABLE t'],
    ['LOCK TABLES ... READ', 'LOCK TABLES t READ'],
    ['LOCK TABLES ... WRITE', 'LOCK TABLES t WRITE'],
    ['CREATE TRIGGER', 'CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @x = 1'],
    ['CREATE or DROP VIEW', 'CREATE OR REPLACE VIEW v AS SELECT id FROM t'],
    ['ADD SYSTEM VERSIONING', 'ALTER TABLE t ADD SYSTEM VERSIONING'],
  ]),
  'ADD SYSTEM VERSIONING',
);

const partitions: ShownTopic = {
  title: 'Partitions',
  operations: [
    { title: 'PARTITION BY', sql: 'ALTER TABLE t PARTITION BY HASH(id) PARTITIONS 4', schema: T },
    { title: 'REMOVE PARTITIONING', sql: 'ALTER TABLE t REMOVE PARTITIONING', schema: BY_HASH },
    {
      title: 'ADD PARTITION (range or list)',
      sql: 'ALTER TABLE t ADD PARTITION (PARTITION p2 VALUES LESS THAN (2000))',
      schema: BY_RANGE,
    },
    {
      title: 'ADD PARTITION (hash or key)',
      sql: 'ALTER TABLE t ADD PARTITION PARTITIONS 1',
      schema: BY_HASH,
    },
    { title: 'DROP PARTITION', sql: 'ALTER TABLE t DROP PARTITION p0', schema: BY_RANGE },
    { title: 'TRUNCATE PARTITION', sql: 'ALTER TABLE t TRUNCATE PARTITION p0', schema: BY_RANGE },
    { title: 'COALESCE PARTITION', sql: 'ALTER TABLE t COALESCE PARTITION 1', schema: BY_HASH },
    {
      title: 'REORGANIZE PARTITION',
      sql: 'ALTER TABLE t REORGANIZE PARTITION p1 INTO (PARTITION p1a VALUES LESS THAN (100), PARTITION p1b VALUES LESS THAN (1000))',
      schema: BY_RANGE,
    },
    { title: 'REBUILD PARTITION', sql: 'ALTER TABLE t REBUILD PARTITION p0', schema: BY_RANGE },
    {
      title: 'EXCHANGE PARTITION',
      sql: 'ALTER TABLE t EXCHANGE PARTITION p0 WITH TABLE x',
      schema: `${BY_RANGE} CREATE TABLE x (id int NOT NULL PRIMARY KEY, a int);`,
    },
    {
      title: 'EXCHANGE PARTITION ... WITHOUT VALIDATION',
      sql: 'ALTER TABLE t EXCHANGE PARTITION p0 WITH TABLE x WITHOUT VALIDATION',
      schema: `${BY_RANGE} CREATE TABLE x (id int NOT NULL PRIMARY KEY, a int);`,
    },
    { title: 'ANALYZE PARTITION', sql: 'ALTER TABLE t ANALYZE PARTITION p0', schema: BY_RANGE },
    { title: 'OPTIMIZE PARTITION', sql: 'ALTER TABLE t OPTIMIZE PARTITION p0', schema: BY_RANGE },
  ],
};

const several = topic('Several actions, and clauses', T, [
  ['add a column and an index', 'ALTER TABLE t ADD COLUMN x int, ADD INDEX i (a)'],
  ['add a column and change a type', 'ALTER TABLE t ADD COLUMN x int, MODIFY a bigint'],
  ['add a column, ALGORITHM=INSTANT', 'ALTER TABLE t ADD COLUMN x int, ALGORITHM=INSTANT'],
  [
    'add a column, ALGORITHM=INSTANT, LOCK=NONE',
    'ALTER TABLE t ADD COLUMN x int, ALGORITHM=INSTANT, LOCK=NONE',
  ],
  [
    'add a column, ALGORITHM=INPLACE, LOCK=NONE',
    'ALTER TABLE t ADD COLUMN x int, ALGORITHM=INPLACE, LOCK=NONE',
  ],
  ['change a type, LOCK=NONE', 'ALTER TABLE t MODIFY a bigint, LOCK=NONE'],
  ['change a type, ALGORITHM=INPLACE', 'ALTER TABLE t MODIFY a bigint, ALGORITHM=INPLACE'],
  ['add a column with NOWAIT', 'ALTER TABLE t NOWAIT ADD COLUMN x int'],
]);

export const MYSQL_TOPICS: readonly ShownTopic[] = [columns, types, keys, tables, partitions, several];
