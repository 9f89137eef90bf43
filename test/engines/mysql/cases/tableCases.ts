import type { MeasuredCase } from '../measuredCase.ts';
import { BY_HASH, BY_RANGE, childOfParent, FULLTEXT, INDEXED_VIRTUAL, MYISAM, plainTable, SPATIAL, table, TWO_FULLTEXT, VIRTUAL } from './tables.ts';

const A = 'ALTER TABLE t ';
const C = 'ALTER TABLE t CLAUSE ';
const renamed = { rewrite: 'the table is gone under its name' };
const replaced = { rewrite: 'partitions get other table ids without a copy' };
const noClause = { lock: 'the grammar has no LOCK here' };

const OPTIONS: readonly MeasuredCase[] = [
  { name: 'engine, same', setup: table(), statement: `${A}ENGINE=InnoDB` },
  { name: 'engine, same, one fulltext', setup: table(FULLTEXT), statement: `${A}ENGINE=InnoDB` },
  { name: 'engine, same, partitioned', setup: table(BY_HASH), statement: `${A}ENGINE=InnoDB` },
  { name: 'engine InnoDB -> MyISAM', setup: table(), statement: `${A}ENGINE=MyISAM` },
  { name: 'engine MyISAM -> InnoDB', setup: table(MYISAM), statement: `${A}ENGINE=InnoDB` },
  { name: 'force', setup: table(), statement: `${A}FORCE` },
  { name: 'force, one fulltext', setup: table(FULLTEXT), statement: `${A}FORCE` },
  { name: 'force, two fulltext', setup: table(TWO_FULLTEXT), statement: `${A}FORCE` },
  { name: 'force, spatial', setup: table(SPATIAL), statement: `${A}FORCE` },
  { name: 'force, indexed virtual column', setup: table(INDEXED_VIRTUAL), statement: `${A}FORCE` },
  { name: 'force, partitioned', setup: table(BY_HASH), statement: `${A}FORCE` },
  { name: 'row_format', setup: table(), statement: `${A}ROW_FORMAT=COMPRESSED` },
  { name: 'row_format, same', setup: table(), statement: `${A}ROW_FORMAT=DYNAMIC` },
  { name: 'row_format, one fulltext', setup: table(FULLTEXT), statement: `${A}ROW_FORMAT=COMPACT` },
  { name: 'row_format, indexed virtual column', setup: table(INDEXED_VIRTUAL), statement: `${A}ROW_FORMAT=COMPACT` },
  { name: 'key_block_size', setup: table(), statement: `${A}KEY_BLOCK_SIZE=8` },
  { name: 'auto_increment', setup: table(), statement: `${A}AUTO_INCREMENT=1000` },
  { name: 'comment', setup: table(), statement: `${A}COMMENT='x'` },
  { name: 'default charset', setup: table(), statement: `${A}DEFAULT CHARACTER SET latin1` },
  { name: 'default collate', setup: table(), statement: `${A}COLLATE utf8mb4_bin` },
  { name: 'stats_persistent', setup: table(), statement: `${A}STATS_PERSISTENT=1` },
  { name: 'stats_sample_pages', setup: table(), statement: `${A}STATS_SAMPLE_PAGES=30` },
  { name: 'max_rows', setup: table(), statement: `${A}MAX_ROWS=1000` },
  { name: 'compression', setup: table(), statement: `${A}COMPRESSION='zlib'`, engine: 'mysql' },
  { name: "encryption 'N'", setup: table(), statement: `${A}ENCRYPTION='N'`, engine: 'mysql' },
  { name: 'tablespace', setup: table(), statement: `${A}TABLESPACE=innodb_system`, engine: 'mysql' },
  { name: 'autoextend_size', setup: table(), statement: `${A}AUTOEXTEND_SIZE=4M`, engine: 'mysql' },
  { name: 'page_compressed on', setup: table(), statement: `${A}PAGE_COMPRESSED=1`, engine: 'mariadb' },
  { name: 'page_compressed off', setup: table({ options: 'PAGE_COMPRESSED=1' }), statement: `${A}PAGE_COMPRESSED=0`, engine: 'mariadb' },
  { name: 'page_compression_level', setup: table({ options: 'PAGE_COMPRESSED=1' }), statement: `${A}PAGE_COMPRESSION_LEVEL=5`, engine: 'mariadb' },
  { name: 'encrypted', setup: table(), statement: `${A}ENCRYPTED=NO`, engine: 'mariadb' },
];

const CONVERSIONS: readonly MeasuredCase[] = [
  { name: 'convert to latin1', setup: table(), statement: `${A}CONVERT TO CHARACTER SET latin1` },
  { name: 'convert to the same', setup: table(), statement: `${A}CONVERT TO CHARACTER SET utf8mb4` },
  { name: 'convert collation', setup: table(), statement: `${A}CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin` },
  { name: 'convert collation of varchars', setup: plainTable('id int PRIMARY KEY, a varchar(20)'), statement: `${A}CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin` },
  { name: 'convert collation of an indexed varchar', setup: plainTable('id int PRIMARY KEY, a varchar(20), KEY ia (a)'), statement: `${A}CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin` },
  { name: 'convert utf8mb3 to utf8mb4', setup: table({ charset: 'utf8mb3' }), statement: `${A}CONVERT TO CHARACTER SET utf8mb4` },
  { name: 'convert without strings', setup: plainTable('id int PRIMARY KEY, a int', 'DEFAULT CHARSET=latin1'), statement: `${A}CONVERT TO CHARACTER SET utf8mb4` },
  { name: 'convert utf8mb3 varchars', setup: plainTable('id int PRIMARY KEY, a varchar(20)', 'DEFAULT CHARSET=utf8mb3'), statement: `${A}CONVERT TO CHARACTER SET utf8mb4` },
  { name: 'convert utf8mb3 varchars past 255 bytes', setup: plainTable('id int PRIMARY KEY, a varchar(70)', 'DEFAULT CHARSET=utf8mb3'), statement: `${A}CONVERT TO CHARACTER SET utf8mb4` },
  { name: 'convert an indexed utf8mb3 varchar', setup: plainTable('id int PRIMARY KEY, a varchar(20), KEY ia (a)', 'DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci'), statement: `${A}CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci` },
  { name: 'convert utf8mb3 text', setup: plainTable('id int PRIMARY KEY, a text', 'DEFAULT CHARSET=utf8mb3'), statement: `${A}CONVERT TO CHARACTER SET utf8mb4` },
];

const WHOLE: readonly MeasuredCase[] = [
  { name: 'order by', setup: table(), statement: `${C}ORDER BY a` },
  { name: 'disable keys', setup: table(), statement: `${A}DISABLE KEYS` },
  { name: 'enable keys', setup: table(), statement: `${A}ENABLE KEYS` },
  { name: 'rename to', setup: table(), statement: `${A}RENAME TO t2`, skip: { ...renamed } },
  { name: 'rename table', setup: table(), statement: 'RENAME TABLE t TO t2', measure: 'plain', skip: renamed },
  { name: 'add system versioning', setup: table(), statement: `${A}ADD SYSTEM VERSIONING`, engine: 'mariadb' },
  { name: 'drop system versioning', setup: table({ options: 'WITH SYSTEM VERSIONING' }), statement: `${A}DROP SYSTEM VERSIONING`, engine: 'mariadb' },
  { name: 'add period', setup: plainTable('id int PRIMARY KEY, d1 datetime NOT NULL, d2 datetime NOT NULL').slice(0, 2).concat("INSERT INTO t SELECT seq, '2020-01-01', '2020-02-01' FROM n"), statement: `${A}ADD PERIOD FOR pp (d1, d2)`, engine: 'mariadb' },
  { name: 'drop period', setup: plainTable('id int PRIMARY KEY, d1 datetime NOT NULL, d2 datetime NOT NULL, PERIOD FOR pp (d1, d2)').slice(0, 2).concat("INSERT INTO t SELECT seq, '2020-01-01', '2020-02-01' FROM n"), statement: `${A}DROP PERIOD FOR pp`, engine: 'mariadb' },
  { name: 'discard tablespace', setup: table(), statement: `${A}DISCARD TABLESPACE`, measure: 'plain', skip: { rewrite: 'the rows are thrown away' } },
  { name: 'drop table', setup: table(), statement: 'DROP TABLE t', measure: 'plain', skip: renamed },
  { name: 'truncate', setup: table(), statement: 'TRUNCATE TABLE t', measure: 'plain', skip: { rewrite: 'an empty table takes its place' } },
  { name: 'optimize', setup: table(), statement: 'OPTIMIZE TABLE t', measure: 'plain' },
  { name: 'optimize, one fulltext', setup: table(FULLTEXT), statement: 'OPTIMIZE TABLE t', measure: 'plain' },
  { name: 'analyze', setup: table(), statement: 'ANALYZE TABLE t', measure: 'plain' },
  { name: 'check table', setup: table(), statement: 'CHECK TABLE t', measure: 'plain' },
];

const PARTITIONS: readonly MeasuredCase[] = [
  { name: 'partition by hash', setup: table(), statement: 'ALTER TABLE t CLAUSE PARTITION BY HASH(id) PARTITIONS 4' },
  { name: 'partition by range', setup: table(), statement: `ALTER TABLE t CLAUSE ${BY_RANGE.options}` },
  { name: 'remove partitioning', setup: table(BY_HASH), statement: 'ALTER TABLE t CLAUSE REMOVE PARTITIONING' },
  { name: 'add range partition', setup: table(BY_RANGE), statement: `${C}ADD PARTITION (PARTITION p2 VALUES LESS THAN (2000))`, skip: replaced },
  { name: 'add hash partition', setup: table(BY_HASH), statement: `${C}ADD PARTITION PARTITIONS 1`, skip: replaced },
  { name: 'drop partition', setup: table(BY_RANGE), statement: `${C}DROP PARTITION p0`, skip: replaced },
  { name: 'truncate partition', setup: table(BY_RANGE), statement: `${A}TRUNCATE PARTITION p0`, measure: 'plain', skip: replaced },
  { name: 'coalesce partition', setup: table(BY_HASH), statement: `${C}COALESCE PARTITION 1`, skip: replaced },
  { name: 'reorganize partition', setup: table(BY_RANGE), statement: `${C}REORGANIZE PARTITION p1 INTO (PARTITION p1a VALUES LESS THAN (100), PARTITION p1b VALUES LESS THAN (1000))`, skip: replaced },
  { name: 'rebuild partition', setup: table(BY_RANGE), statement: `${C}REBUILD PARTITION p0`, skip: replaced },
  { name: 'optimize partition', setup: table(BY_RANGE), statement: `${A}OPTIMIZE PARTITION p0`, measure: 'plain' },
  { name: 'analyze partition', setup: table(BY_RANGE), statement: `${A}ANALYZE PARTITION p0`, measure: 'plain' },
  { name: 'check partition', setup: table(BY_RANGE), statement: `${A}CHECK PARTITION p0`, measure: 'plain' },
  { name: 'exchange partition', setup: [...table(BY_RANGE), 'CREATE TABLE x LIKE t', 'ALTER TABLE x REMOVE PARTITIONING'], statement: `${A}EXCHANGE PARTITION p0 WITH TABLE x`, measure: 'plain', skip: replaced },
  { name: 'repair partition', setup: table(BY_RANGE), statement: `${A}REPAIR PARTITION p0`, measure: 'plain' },
  { name: 'exchange partition without validation', setup: [...table(BY_RANGE), 'CREATE TABLE x LIKE t', 'ALTER TABLE x REMOVE PARTITIONING'], statement: `${A}EXCHANGE PARTITION p0 WITH TABLE x WITHOUT VALIDATION`, measure: 'plain', skip: replaced },
  { name: 'convert partition to table', setup: table(BY_RANGE), statement: `${A}CONVERT PARTITION p0 TO TABLE x`, engine: 'mariadb', measure: 'plain', skip: replaced },
];

const SEVERAL: readonly MeasuredCase[] = [
  ['add column and add index', 'ADD COLUMN n1 int, ADD INDEX i1 (a)'],
  ['add column and index on it', 'ADD COLUMN n1 int, ADD INDEX i1 (n1)'],
  ['add column and drop index', 'ADD COLUMN n1 int, DROP INDEX ix_b'],
  ['add column first and drop index', 'ADD COLUMN n1 int FIRST, DROP INDEX ix_b'],
  ['drop column and add index', 'DROP COLUMN c, ADD INDEX i1 (a)'],
  ['drop indexed column and add index', 'DROP COLUMN b, ADD INDEX i1 (a)'],
  ['add column and drop indexed column', 'ADD COLUMN n1 int, DROP COLUMN b'],
  ['reorder and drop index', 'MODIFY a int AFTER c, DROP INDEX ix_b'],
  ['reorder and add index', 'MODIFY a int AFTER c, ADD INDEX i1 (a)'],
  ['rename column and add index', 'RENAME COLUMN a TO a2, ADD INDEX i1 (c)'],
  ['append to enum and add index', "MODIFY en enum('x','y','z') DEFAULT 'x', ADD INDEX i1 (a)"],
  ['grow varchar and add index', 'MODIFY c varchar(60), ADD INDEX i1 (a)'],
  ['grow varchar and add column', 'MODIFY c varchar(60), ADD COLUMN n1 int'],
  ['add column and grow varchar', 'ADD COLUMN n1 int, MODIFY c varchar(60)'],
  ['set default and rename column', 'ALTER COLUMN a SET DEFAULT 5, RENAME COLUMN d TO d2'],
  ['set default and add column', 'ALTER COLUMN a SET DEFAULT 5, ADD COLUMN n1 int'],
  ['drop default and add index', 'ALTER COLUMN b DROP DEFAULT, ADD INDEX i1 (a)'],
  ['add column and comment', "ADD COLUMN n1 int, COMMENT 'x'"],
  ['add column and auto_increment', 'ADD COLUMN n1 int, AUTO_INCREMENT=500'],
  ['add column and rename index', 'ADD COLUMN n1 int, RENAME INDEX ix_b TO i2'],
  ['drop index and set default', 'DROP INDEX ix_b, ALTER COLUMN a SET DEFAULT 4'],
  ['add column and check', 'ADD COLUMN n1 int, ADD CHECK (a > 0)'],
  ['add fulltext and change type', 'ADD FULLTEXT f1 (c), MODIFY a bigint'],
  ['add fulltext and add column', 'ADD FULLTEXT f1 (c), ADD COLUMN n1 int'],
].map(([name, actions]) => ({ name: name ?? '', setup: table(), statement: `${A}${actions}` }));

const SEVERAL_ELSEWHERE: readonly MeasuredCase[] = [
  { name: 'add column and drop foreign key', setup: childOfParent(), statement: `${A}ADD COLUMN n1 int, DROP FOREIGN KEY fk1` },
  { name: 'add column and drop check', setup: table({ extra: ['CONSTRAINT ck CHECK (a > 0)'] }), statement: `${A}ADD COLUMN n1 int, DROP CONSTRAINT ck` },
  { name: 'set not null and change type, one fulltext', setup: table(FULLTEXT), statement: `${A}MODIFY a int NOT NULL, MODIFY b bigint` },
  { name: 'add later fulltext and index', setup: table(FULLTEXT), statement: `${A}ADD FULLTEXT f2 (txt), ADD INDEX i1 (a)` },
  { name: 'add auto_increment and change type', setup: plainTable('a int, b int'), statement: `${A}ADD COLUMN n1 int NOT NULL AUTO_INCREMENT UNIQUE, MODIFY a bigint` },
  { name: 'add virtual column twice with index', setup: table(VIRTUAL), statement: `${A}DROP COLUMN gv, ADD INDEX i1 (a)` },
];

const CLAUSES: readonly MeasuredCase[] = [
  ['add column, LOCK=NONE', 'ADD COLUMN n1 int, LOCK=NONE'],
  ['add column, LOCK=SHARED', 'ADD COLUMN n1 int, LOCK=SHARED'],
  ['add column, INPLACE', 'ADD COLUMN n1 int, ALGORITHM=INPLACE'],
  ['add column, INPLACE, NONE', 'ADD COLUMN n1 int, ALGORITHM=INPLACE, LOCK=NONE'],
  ['add column, NOCOPY', 'ADD COLUMN n1 int, ALGORITHM=NOCOPY'],
  ['add column, unknown algorithm', 'ADD COLUMN n1 int, ALGORITHM=FAST'],
  ['add column, unknown lock', 'ADD COLUMN n1 int, LOCK=FAST'],
  ['rename column, INPLACE', 'RENAME COLUMN a TO a2, ALGORITHM=INPLACE'],
  ['comment, COPY', "COMMENT 'x', ALGORITHM=COPY"],
  ['add index, COPY', 'ADD INDEX i1 (a), ALGORITHM=COPY'],
  ['set default, COPY', 'ALTER COLUMN a SET DEFAULT 3, ALGORITHM=COPY'],
  ['add index, LOCK=NONE', 'ADD INDEX i1 (a), LOCK=NONE'],
  ['change type, LOCK=NONE', 'MODIFY a bigint, LOCK=NONE'],
  ['change type, LOCK=SHARED', 'MODIFY a bigint, LOCK=SHARED'],
  ['default clauses', 'MODIFY a bigint, ALGORITHM=DEFAULT, LOCK=DEFAULT'],
].map(([name, actions]) => ({ name: name ?? '', setup: table(), statement: `${A}${actions}`, measure: 'plain' as const, skip: noClause }));

const SESSIONS: readonly MeasuredCase[] = [
  { name: 'online word', setup: table(), statement: 'ALTER ONLINE TABLE t MODIFY a bigint', measure: 'plain', skip: noClause },
  { name: 'wait', setup: table(), statement: 'ALTER TABLE t WAIT 5 ADD COLUMN n1 int', measure: 'plain', skip: noClause },
  { name: 'nowait', setup: table(), statement: 'ALTER TABLE t NOWAIT ADD COLUMN n1 int', measure: 'plain', skip: noClause },
  { name: 'drop index with clauses', setup: table(), statement: 'DROP INDEX ix_b ON t ALGORITHM=INPLACE LOCK=NONE', measure: 'plain', skip: noClause },
  { name: 'old_alter_table', setup: table(), statement: `${A}ADD COLUMN n1 int`, session: ['SET SESSION old_alter_table = ON'], engine: 'mysql', measure: 'plain', skip: noClause },
];

export const TABLE_CASES: readonly MeasuredCase[] = [
  ...OPTIONS, ...CONVERSIONS, ...WHOLE, ...PARTITIONS, ...SEVERAL, ...SEVERAL_ELSEWHERE, ...CLAUSES, ...SESSIONS,
];
