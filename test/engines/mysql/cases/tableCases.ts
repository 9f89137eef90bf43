import type { MeasuredCase } from '../measuredCase.ts';
import {
  BY_HASH,
  FULLTEXT,
  INDEXED_VIRTUAL,
  MYISAM,
  plainTable,
  SPATIAL,
  TWO_FULLTEXT,
  table,
} from './tables.ts';

const A = 'ALTER TABLE t ';
const C = 'ALTER TABLE t CLAUSE ';
const renamed = { rewrite: 'the table is gone under its name' };

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
  {
    name: 'row_format, indexed virtual column',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}ROW_FORMAT=COMPACT`,
  },
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
  {
    name: 'page_compressed off',
    setup: table({ options: 'PAGE_COMPRESSED=1' }),
    statement: `${A}PAGE_COMPRESSED=0`,
    engine: 'mariadb',
  },
  {
    name: 'page_compression_level',
    setup: table({ options: 'PAGE_COMPRESSED=1' }),
    statement: `${A}PAGE_COMPRESSION_LEVEL=5`,
    engine: 'mariadb',
  },
  { name: 'encrypted', setup: table(), statement: `${A}ENCRYPTED=NO`, engine: 'mariadb' },
];

const CONVERSIONS: readonly MeasuredCase[] = [
  { name: 'convert to latin1', setup: table(), statement: `${A}CONVERT TO CHARACTER SET latin1` },
  { name: 'convert to the same', setup: table(), statement: `${A}CONVERT TO CHARACTER SET utf8mb4` },
  {
    name: 'convert collation',
    setup: table(),
    statement: `${A}CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  },
  {
    name: 'convert collation of varchars',
    setup: plainTable('id int PRIMARY KEY, a varchar(20)'),
    statement: `${A}CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  },
  {
    name: 'convert collation of an indexed varchar',
    setup: plainTable('id int PRIMARY KEY, a varchar(20), KEY ia (a)'),
    statement: `${A}CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  },
  {
    name: 'convert utf8mb3 to utf8mb4',
    setup: table({ charset: 'utf8mb3' }),
    statement: `${A}CONVERT TO CHARACTER SET utf8mb4`,
  },
  {
    name: 'convert without strings',
    setup: plainTable('id int PRIMARY KEY, a int', 'DEFAULT CHARSET=latin1'),
    statement: `${A}CONVERT TO CHARACTER SET utf8mb4`,
  },
  {
    name: 'convert utf8mb3 varchars',
    setup: plainTable('id int PRIMARY KEY, a varchar(20)', 'DEFAULT CHARSET=utf8mb3'),
    statement: `${A}CONVERT TO CHARACTER SET utf8mb4`,
  },
  {
    name: 'convert utf8mb3 varchars past 255 bytes',
    setup: plainTable('id int PRIMARY KEY, a varchar(70)', 'DEFAULT CHARSET=utf8mb3'),
    statement: `${A}CONVERT TO CHARACTER SET utf8mb4`,
  },
  {
    name: 'convert an indexed utf8mb3 varchar',
    setup: plainTable(
      'id int PRIMARY KEY, a varchar(20), KEY ia (a)',
      'DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci',
    ),
    statement: `${A}CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`,
  },
  {
    name: 'convert utf8mb3 text',
    setup: plainTable('id int PRIMARY KEY, a text', 'DEFAULT CHARSET=utf8mb3'),
    statement: `${A}CONVERT TO CHARACTER SET utf8mb4`,
  },
];

const WHOLE: readonly MeasuredCase[] = [
  { name: 'order by', setup: table(), statement: `${C}ORDER BY a` },
  { name: 'disable keys', setup: table(), statement: `${A}DISABLE KEYS` },
  { name: 'enable keys', setup: table(), statement: `${A}ENABLE KEYS` },
  { name: 'rename to', setup: table(), statement: `${A}RENAME TO t2`, skip: { ...renamed } },
  {
    name: 'rename table',
    setup: table(),
    statement: 'RENAME TABLE t TO t2',
    measure: 'plain',
    skip: renamed,
  },
  {
    name: 'add system versioning',
    setup: table(),
    statement: `${A}ADD SYSTEM VERSIONING`,
    engine: 'mariadb',
  },
  {
    name: 'drop system versioning',
    setup: table({ options: 'WITH SYSTEM VERSIONING' }),
    statement: `${A}DROP SYSTEM VERSIONING`,
    engine: 'mariadb',
  },
  {
    name: 'add period',
    setup: plainTable('id int PRIMARY KEY, d1 datetime NOT NULL, d2 datetime NOT NULL')
      .slice(0, 2)
      .concat("INSERT INTO t SELECT seq, '2020-01-01', '2020-02-01' FROM n"),
    statement: `${A}ADD PERIOD FOR pp (d1, d2)`,
    engine: 'mariadb',
  },
  {
    name: 'drop period',
    setup: plainTable(
      'id int PRIMARY KEY, d1 datetime NOT NULL, d2 datetime NOT NULL, PERIOD FOR pp (d1, d2)',
    )
      .slice(0, 2)
      .concat("INSERT INTO t SELECT seq, '2020-01-01', '2020-02-01' FROM n"),
    statement: `${A}DROP PERIOD FOR pp`,
    engine: 'mariadb',
  },
  {
    name: 'discard tablespace',
    setup: table(),
    statement: `${A}DISCARD TABLESPACE`,
    measure: 'plain',
    skip: { rewrite: 'the rows are thrown away' },
  },
  { name: 'drop table', setup: table(), statement: 'DROP TABLE t', measure: 'plain', skip: renamed },
  {
    name: 'truncate',
    setup: table(),
    statement: 'TRUNCATE TABLE t',
    measure: 'plain',
    skip: { rewrite: 'an empty table takes its place' },
  },
  { name: 'optimize', setup: table(), statement: 'OPTIMIZE TABLE t', measure: 'plain' },
  { name: 'optimize, one fulltext', setup: table(FULLTEXT), statement: 'OPTIMIZE TABLE t', measure: 'plain' },
  { name: 'analyze', setup: table(), statement: 'ANALYZE TABLE t', measure: 'plain' },
  { name: 'check table', setup: table(), statement: 'CHECK TABLE t', measure: 'plain' },
];

export const TABLE_CASES: readonly MeasuredCase[] = [...OPTIONS, ...CONVERSIONS, ...WHOLE];
