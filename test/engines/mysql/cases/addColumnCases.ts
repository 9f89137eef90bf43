import type { MeasuredCase } from '../measuredCase.ts';
import {
  BY_HASH,
  besideParent,
  COMPRESSED,
  childOfParent,
  FULLTEXT,
  INDEXED_VIRTUAL,
  MYISAM,
  parentOfChild,
  plainTable,
  REDUNDANT,
  SPATIAL,
  STORED,
  TWO_FULLTEXT,
  table,
  VIRTUAL,
} from './tables.ts';

const A = 'ALTER TABLE t ';
const strictOnly = ["SET SESSION sql_mode = 'STRICT_TRANS_TABLES'"];

const ADD: readonly MeasuredCase[] = [
  { name: 'add column', setup: table(), statement: `${A}ADD COLUMN n1 int` },
  {
    name: 'add column not null default',
    setup: table(),
    statement: `${A}ADD COLUMN n1 int NOT NULL DEFAULT 5`,
  },
  { name: 'add column not null', setup: table(), statement: `${A}ADD COLUMN n1 int NOT NULL` },
  { name: 'add column first', setup: table(), statement: `${A}ADD COLUMN n1 int FIRST` },
  { name: 'add column after', setup: table(), statement: `${A}ADD COLUMN n1 int AFTER a` },
  { name: 'add column after last', setup: table(), statement: `${A}ADD COLUMN n1 int AFTER u` },
  { name: 'add two columns', setup: table(), statement: `${A}ADD COLUMN n1 int, ADD COLUMN n2 int` },
  {
    name: 'add columns in parentheses',
    setup: table(),
    statement: `${A}ADD COLUMN (n1 int, n2 varchar(10))`,
  },
  {
    name: 'add column auto_increment unique',
    setup: plainTable('a int, b int'),
    statement: `${A}ADD COLUMN n1 int NOT NULL AUTO_INCREMENT UNIQUE`,
  },
  {
    name: 'add column auto_increment primary key',
    setup: plainTable('a int, b int'),
    statement: `${A}ADD COLUMN n1 int NOT NULL AUTO_INCREMENT PRIMARY KEY`,
  },
  { name: 'add column unique', setup: table(), statement: `${A}ADD COLUMN n1 int UNIQUE` },
  { name: 'add column comment', setup: table(), statement: `${A}ADD COLUMN n1 int COMMENT 'hi'` },
  { name: 'add column invisible', setup: table(), statement: `${A}ADD COLUMN n1 int INVISIBLE` },
  { name: 'add column json', setup: table(), statement: `${A}ADD COLUMN n1 json` },
  { name: 'add column json not null', setup: table(), statement: `${A}ADD COLUMN n1 json NOT NULL` },
  { name: 'add column text not null', setup: table(), statement: `${A}ADD COLUMN n1 text NOT NULL` },
  { name: 'add column bool', setup: table(), statement: `${A}ADD COLUMN n1 bool` },
  { name: 'add column uuid type', setup: table(), statement: `${A}ADD COLUMN n1 uuid`, engine: 'mariadb' },
  {
    name: 'add column current_timestamp',
    setup: table(),
    statement: `${A}ADD COLUMN n1 datetime DEFAULT CURRENT_TIMESTAMP`,
  },
  { name: 'add column now(3)', setup: table(), statement: `${A}ADD COLUMN n1 datetime(3) DEFAULT now(3)` },
  {
    name: 'add column on update',
    setup: table(),
    statement: `${A}ADD COLUMN n1 timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP`,
  },
  { name: 'add datetime not null', setup: table(), statement: `${A}ADD COLUMN n1 datetime NOT NULL` },
  { name: 'add date not null', setup: table(), statement: `${A}ADD COLUMN n1 date NOT NULL` },
  {
    name: 'add datetime not null, zero dates allowed',
    setup: table(),
    statement: `${A}ADD COLUMN n1 datetime NOT NULL`,
    session: strictOnly,
  },
  { name: 'add timestamp not null', setup: table(), statement: `${A}ADD COLUMN n1 timestamp NOT NULL` },
  { name: 'add time not null', setup: table(), statement: `${A}ADD COLUMN n1 time NOT NULL` },
  { name: 'add column check', setup: table(), statement: `${A}ADD COLUMN n1 int CHECK (n1 > 0)` },
  {
    name: 'add column check not enforced',
    setup: table(),
    statement: `${A}ADD COLUMN n1 int CHECK (n1 > 0) NOT ENFORCED`,
    engine: 'mysql',
  },
  {
    name: 'add column references',
    setup: besideParent(),
    statement: `${A}ADD COLUMN n1 int REFERENCES p (id)`,
  },
  {
    name: 'add column, existing check',
    setup: table({ extra: ['CHECK (a > 0)'] }),
    statement: `${A}ADD COLUMN n1 int`,
  },
  { name: 'add column, foreign key child', setup: childOfParent(), statement: `${A}ADD COLUMN n1 int` },
  { name: 'add column, foreign key parent', setup: parentOfChild(), statement: `${A}ADD COLUMN n1 int` },
  { name: 'add column, one fulltext', setup: table(FULLTEXT), statement: `${A}ADD COLUMN n1 int` },
  { name: 'add column, two fulltext', setup: table(TWO_FULLTEXT), statement: `${A}ADD COLUMN n1 int` },
  { name: 'add column, compressed', setup: table(COMPRESSED), statement: `${A}ADD COLUMN n1 int` },
  { name: 'add column, redundant', setup: table(REDUNDANT), statement: `${A}ADD COLUMN n1 int` },
  { name: 'add column, spatial', setup: table(SPATIAL), statement: `${A}ADD COLUMN n1 int` },
  {
    name: 'add column, functional index',
    setup: table({ extra: ['KEY fi ((a + 1))'] }),
    statement: `${A}ADD COLUMN n1 int`,
    engine: 'mysql',
  },
  { name: 'add column, virtual column', setup: table(VIRTUAL), statement: `${A}ADD COLUMN n1 int` },
  {
    name: 'add column after, virtual column behind',
    setup: table(VIRTUAL),
    statement: `${A}ADD COLUMN n1 int AFTER a`,
  },
  {
    name: 'add column, indexed virtual column',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}ADD COLUMN n1 int`,
  },
  {
    name: 'add column first, indexed virtual column',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}ADD COLUMN n1 int FIRST`,
  },
  {
    name: 'add column after, stored column',
    setup: table(STORED),
    statement: `${A}ADD COLUMN n1 int AFTER a`,
  },
  { name: 'add column, partitioned', setup: table(BY_HASH), statement: `${A}ADD COLUMN n1 int` },
  { name: 'add column, MyISAM', setup: table(MYISAM), statement: `${A}ADD COLUMN n1 int` },
];

const MYSQL_UNSAFE = [
  'uuid()',
  'rand()',
  'uuid_short()',
  'user()',
  'random_bytes(4)',
  'uuid_to_bin(uuid())',
  'sysdate()',
  'floor(rand() * 10)',
];
const MARIADB_EACH_ROW = ['uuid()', 'uuid_short()', 'md5(uuid())', 'utc_timestamp()', 'sysdate()'];
const CONSTANT = [
  '1 + 2',
  '5',
  "'a'",
  'NULL',
  "concat('x', 'y')",
  'now(6)',
  'unix_timestamp()',
  'connection_id()',
  'curdate()',
  'pi()',
  'char(65)',
];
const MARIADB_ONCE = ['rand()', 'user()', 'version()', 'floor(rand() * 10)'];

const DEFAULTS: readonly MeasuredCase[] = [
  ...CONSTANT.map(text => ({
    name: `add column default (${text})`,
    setup: table(),
    statement: `${A}ADD COLUMN n1 varchar(60) DEFAULT (${text})`,
  })),
  ...MYSQL_UNSAFE.map(text => ({
    name: `add column default (${text})`,
    setup: table(),
    statement: `${A}ADD COLUMN n1 varchar(60) DEFAULT (${text})`,
    engine: 'mysql' as const,
  })),
  ...[...MARIADB_EACH_ROW, ...MARIADB_ONCE].map(text => ({
    name: `add column default (${text})`,
    setup: table(),
    statement: `${A}ADD COLUMN n1 varchar(60) DEFAULT (${text})`,
    engine: 'mariadb' as const,
  })),
  {
    name: 'add column default of another column',
    setup: table(),
    statement: `${A}ADD COLUMN n1 int DEFAULT (a + 1)`,
  },
  {
    name: 'add column default nextval',
    setup: [...table(), 'CREATE SEQUENCE s1'],
    statement: `${A}ADD COLUMN n1 bigint DEFAULT (NEXT VALUE FOR s1)`,
    engine: 'mariadb',
  },
  { name: 'add text column with default', setup: table(), statement: `${A}ADD COLUMN n1 text DEFAULT ('x')` },
  { name: 'set default', setup: table(), statement: `${A}ALTER COLUMN a SET DEFAULT 5` },
  { name: 'set default expression', setup: table(), statement: `${A}ALTER COLUMN a SET DEFAULT (1 + 2)` },
  { name: 'drop default', setup: table(), statement: `${A}ALTER COLUMN b DROP DEFAULT` },
  { name: 'set invisible', setup: table(), statement: `${A}ALTER COLUMN a SET INVISIBLE`, engine: 'mysql' },
];

const GENERATED: readonly MeasuredCase[] = [
  {
    name: 'add stored column',
    setup: table(),
    statement: `${A}ADD COLUMN n1 int GENERATED ALWAYS AS (a + 1) STORED`,
  },
  {
    name: 'add virtual column',
    setup: table(),
    statement: `${A}ADD COLUMN n1 int GENERATED ALWAYS AS (a + 1) VIRTUAL`,
  },
  {
    name: 'add virtual column first',
    setup: table(),
    statement: `${A}ADD COLUMN n1 int GENERATED ALWAYS AS (a + 1) VIRTUAL FIRST`,
  },
  {
    name: 'add virtual column, partitioned',
    setup: table(BY_HASH),
    statement: `${A}ADD COLUMN n1 int AS (a + 1) VIRTUAL`,
  },
  {
    name: 'add virtual column, compressed',
    setup: table(COMPRESSED),
    statement: `${A}ADD COLUMN n1 int AS (a + 1) VIRTUAL`,
  },
  {
    name: 'add virtual column, indexed virtual column',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}ADD COLUMN n1 int AS (a + 1) VIRTUAL`,
  },
  {
    name: 'add two virtual columns',
    setup: table(),
    statement: `${A}ADD COLUMN g1 int AS (a) VIRTUAL, ADD COLUMN g2 int AS (a) VIRTUAL`,
  },
  {
    name: 'add virtual and plain column',
    setup: table(),
    statement: `${A}ADD COLUMN g1 int AS (a) VIRTUAL, ADD COLUMN n1 int`,
  },
  {
    name: 'add virtual column and its index',
    setup: table(),
    statement: `${A}ADD COLUMN g1 int AS (a) VIRTUAL, ADD INDEX i1 (g1)`,
  },
  {
    name: 'add virtual column and another index',
    setup: table(),
    statement: `${A}ADD COLUMN g1 int AS (a) VIRTUAL, ADD INDEX i1 (a)`,
  },
  {
    name: 'add virtual column and drop index',
    setup: table(),
    statement: `${A}ADD COLUMN g1 int AS (a) VIRTUAL, DROP INDEX ix_b`,
  },
  {
    name: 'add virtual column and set default',
    setup: table(),
    statement: `${A}ADD COLUMN g1 int AS (a) VIRTUAL, ALTER COLUMN a SET DEFAULT 4`,
  },
  {
    name: 'add virtual column and comment',
    setup: table(),
    statement: `${A}ADD COLUMN g1 int AS (a) VIRTUAL, COMMENT 'x'`,
  },
  {
    name: 'add virtual column and rename column',
    setup: table(),
    statement: `${A}ADD COLUMN g1 int AS (a) VIRTUAL, RENAME COLUMN d TO d2`,
  },
  {
    name: 'add virtual column and change type',
    setup: table(),
    statement: `${A}ADD COLUMN g1 int AS (a) VIRTUAL, MODIFY d date`,
  },
  {
    name: 'drop virtual and add column',
    setup: table(VIRTUAL),
    statement: `${A}DROP COLUMN gv, ADD COLUMN n1 int`,
  },
  {
    name: 'drop virtual and drop column',
    setup: table(VIRTUAL),
    statement: `${A}DROP COLUMN gv, DROP COLUMN c`,
  },
  { name: 'drop stored column', setup: table(STORED), statement: `${A}DROP COLUMN gs` },
  { name: 'drop virtual column', setup: table(VIRTUAL), statement: `${A}DROP COLUMN gv` },
  { name: 'drop indexed virtual column', setup: table(INDEXED_VIRTUAL), statement: `${A}DROP COLUMN gv` },
];

export const ADD_COLUMN_CASES: readonly MeasuredCase[] = [...ADD, ...DEFAULTS, ...GENERATED];
