import type { MeasuredCase } from '../measuredCase.ts';
import {
  BY_HASH,
  besideParent,
  COMPRESSED,
  childOfParent,
  FULLTEXT,
  INDEXED_VIRTUAL,
  MYISAM,
  plainTable,
  SPATIAL,
  TWO_FULLTEXT,
  table,
  VIRTUAL,
} from './tables.ts';

const A = 'ALTER TABLE t ';
const notStrict = ["SET SESSION sql_mode = ''"];
const unchecked = ['SET SESSION foreign_key_checks = 0'];
const KEYED = 'a int NOT NULL PRIMARY KEY, b int NOT NULL';
const CHECKED = { extra: ['CONSTRAINT ck CHECK (a > 0)'] } as const;

const INDEXES: readonly MeasuredCase[] = [
  { name: 'add index', setup: table(), statement: `${A}ADD INDEX i1 (a)` },
  { name: 'add index desc', setup: table(), statement: `${A}ADD INDEX i1 (a DESC)` },
  { name: 'add index with prefix', setup: table(), statement: `${A}ADD INDEX i1 (txt(10))` },
  { name: 'add two indexes', setup: table(), statement: `${A}ADD INDEX i1 (a), ADD INDEX i2 (d)` },
  { name: 'add functional index', setup: table(), statement: `${A}ADD INDEX i1 ((a + 1))`, engine: 'mysql' },
  { name: 'add index on a virtual column', setup: table(VIRTUAL), statement: `${A}ADD INDEX i1 (gv)` },
  {
    name: 'add invisible index',
    setup: table(),
    statement: `${A}ADD INDEX i1 (a) INVISIBLE`,
    engine: 'mysql',
  },
  { name: 'add ignored index', setup: table(), statement: `${A}ADD INDEX i1 (a) IGNORED`, engine: 'mariadb' },
  { name: 'add index, one fulltext', setup: table(FULLTEXT), statement: `${A}ADD INDEX i1 (a)` },
  { name: 'add index, partitioned', setup: table(BY_HASH), statement: `${A}ADD INDEX i1 (a)` },
  { name: 'add index, compressed', setup: table(COMPRESSED), statement: `${A}ADD INDEX i1 (a)` },
  {
    name: 'add index, indexed virtual column',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}ADD INDEX i1 (a)`,
  },
  { name: 'add index, MyISAM', setup: table(MYISAM), statement: `${A}ADD INDEX i1 (a)` },
  {
    name: 'add index if not exists, there',
    setup: table(),
    statement: `${A}ADD INDEX IF NOT EXISTS ix_b (b)`,
    engine: 'mariadb',
  },
  { name: 'create index', setup: table(), statement: 'CREATE INDEX i1 ON t (a)' },
  { name: 'create unique index', setup: table(), statement: 'CREATE UNIQUE INDEX i1 ON t (a)' },
  { name: 'create fulltext index', setup: table(), statement: 'CREATE FULLTEXT INDEX i1 ON t (c)' },
  { name: 'add unique', setup: table(), statement: `${A}ADD UNIQUE u1 (a)` },
  { name: 'add first fulltext', setup: table(), statement: `${A}ADD FULLTEXT f1 (c)` },
  { name: 'add second fulltext', setup: table(FULLTEXT), statement: `${A}ADD FULLTEXT f2 (txt)` },
  { name: 'add two fulltext', setup: table(), statement: `${A}ADD FULLTEXT f1 (c), ADD FULLTEXT f2 (txt)` },
  { name: 'add first fulltext, compressed', setup: table(COMPRESSED), statement: `${A}ADD FULLTEXT f1 (c)` },
  {
    name: 'add first fulltext, indexed virtual column',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}ADD FULLTEXT f1 (c)`,
  },
  {
    name: 'add spatial',
    setup: table({ extra: ['g geometry NOT NULL DEFAULT (point(0,0))'] }),
    statement: `${A}ADD SPATIAL s1 (g)`,
  },
  { name: 'drop index', setup: table(), statement: `${A}DROP INDEX ix_b` },
  { name: 'drop index statement', setup: table(), statement: 'DROP INDEX ix_b ON t' },
  { name: 'drop unique', setup: table({ extra: ['UNIQUE KEY u1 (a)'] }), statement: `${A}DROP INDEX u1` },
  {
    name: 'drop unique constraint',
    setup: table({ extra: ['UNIQUE KEY u1 (a)'] }),
    statement: `${A}DROP CONSTRAINT u1`,
  },
  { name: 'drop the only fulltext', setup: table(FULLTEXT), statement: `${A}DROP INDEX ft` },
  { name: 'drop one of two fulltext', setup: table(TWO_FULLTEXT), statement: `${A}DROP INDEX ft` },
  { name: 'drop spatial', setup: table(SPATIAL), statement: `${A}DROP INDEX sp` },
  { name: 'drop index on a virtual column', setup: table(INDEXED_VIRTUAL), statement: `${A}DROP INDEX fi` },
  { name: 'drop index, partitioned', setup: table(BY_HASH), statement: `${A}DROP INDEX ix_b` },
  {
    name: 'drop and add another index',
    setup: table(),
    statement: `${A}DROP INDEX ix_b, ADD INDEX ix_b (b, a)`,
  },
  {
    name: 'drop and add the same index',
    setup: table(),
    statement: `${A}DROP INDEX ix_b, ADD INDEX ix_b (b) USING BTREE`,
  },
  { name: 'rename index', setup: table(), statement: `${A}RENAME INDEX ix_b TO ix_b2` },
  { name: 'rename index, partitioned', setup: table(BY_HASH), statement: `${A}RENAME INDEX ix_b TO ix_b2` },
  { name: 'index invisible', setup: table(), statement: `${A}ALTER INDEX ix_b INVISIBLE`, engine: 'mysql' },
  { name: 'index ignored', setup: table(), statement: `${A}ALTER INDEX ix_b IGNORED`, engine: 'mariadb' },
];

const PRIMARY_KEYS: readonly MeasuredCase[] = [
  {
    name: 'add primary key',
    setup: plainTable('a int NOT NULL, b int'),
    statement: `${A}ADD PRIMARY KEY (a)`,
  },
  {
    name: 'add primary key, nullable column',
    setup: plainTable('a int, b int'),
    statement: `${A}ADD PRIMARY KEY (a)`,
  },
  {
    name: 'add primary key, nullable column, not strict',
    setup: plainTable('a int, b int'),
    statement: `${A}ADD PRIMARY KEY (a)`,
    session: notStrict,
  },
  {
    name: 'add primary key, one fulltext',
    setup: plainTable('a int NOT NULL, c varchar(20), FULLTEXT KEY ft (c)'),
    statement: `${A}ADD PRIMARY KEY (a)`,
  },
  { name: 'drop primary key', setup: plainTable(KEYED), statement: `${A}DROP PRIMARY KEY` },
  {
    name: 'drop primary key, another unique key',
    setup: plainTable('a int NOT NULL PRIMARY KEY, b int NOT NULL UNIQUE'),
    statement: `${A}DROP PRIMARY KEY`,
  },
  {
    name: 'drop primary key, a nullable unique key',
    setup: plainTable('a int NOT NULL PRIMARY KEY, b int UNIQUE'),
    statement: `${A}DROP PRIMARY KEY`,
  },
  {
    name: 'replace primary key',
    setup: plainTable(KEYED),
    statement: `${A}DROP PRIMARY KEY, ADD PRIMARY KEY (b)`,
  },
  {
    name: 'widen primary key',
    setup: plainTable(KEYED),
    statement: `${A}DROP PRIMARY KEY, ADD PRIMARY KEY (a, b)`,
  },
  {
    name: 'replace primary key, partitioned',
    setup: table(BY_HASH),
    statement: `${A}DROP PRIMARY KEY, ADD PRIMARY KEY (id, b)`,
  },
  {
    name: 'replace primary key, indexed virtual column',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}DROP PRIMARY KEY, ADD PRIMARY KEY (id, b)`,
  },
];

const FOREIGN_KEYS: readonly MeasuredCase[] = [
  {
    name: 'add foreign key',
    setup: besideParent(),
    statement: `${A}ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)`,
  },
  {
    name: 'add foreign key, index there',
    setup: besideParent(),
    statement: `${A}ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id)`,
  },
  {
    name: 'add cascading foreign key',
    setup: besideParent(),
    statement: `${A}ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE`,
  },
  {
    name: 'add foreign key, checks off',
    setup: besideParent(),
    statement: `${A}ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)`,
    session: unchecked,
  },
  {
    name: 'add foreign key, checks off, index there',
    setup: besideParent(),
    statement: `${A}ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id)`,
    session: unchecked,
  },
  {
    name: 'add cascading foreign key, checks off, index there',
    setup: besideParent(),
    statement: `${A}ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id) ON DELETE CASCADE`,
    session: unchecked,
  },
  {
    name: 'add column and foreign key',
    setup: besideParent(),
    statement: `${A}ADD COLUMN pid int, ADD CONSTRAINT f FOREIGN KEY (pid) REFERENCES p (id)`,
  },
  {
    name: 'add column and foreign key, checks off',
    setup: besideParent(),
    statement: `${A}ADD COLUMN pid int, ADD CONSTRAINT f FOREIGN KEY (pid) REFERENCES p (id)`,
    session: unchecked,
  },
  { name: 'drop foreign key', setup: childOfParent(), statement: `${A}DROP FOREIGN KEY fk1` },
  { name: 'drop foreign key as constraint', setup: childOfParent(), statement: `${A}DROP CONSTRAINT fk1` },
  {
    name: 'drop foreign key and its index',
    setup: childOfParent(),
    statement: `${A}DROP FOREIGN KEY fk1, DROP INDEX ka`,
  },
];

const CHECKS: readonly MeasuredCase[] = [
  { name: 'add check', setup: table(), statement: `${A}ADD CONSTRAINT ck CHECK (a > 0)` },
  { name: 'add check, partitioned', setup: table(BY_HASH), statement: `${A}ADD CONSTRAINT ck CHECK (a > 0)` },
  {
    name: 'add check not enforced',
    setup: table(),
    statement: `${A}ADD CONSTRAINT ck CHECK (a > 0) NOT ENFORCED`,
    engine: 'mysql',
  },
  { name: 'drop check', setup: table(CHECKED), statement: `${A}DROP CHECK ck`, engine: 'mysql' },
  { name: 'drop check constraint', setup: table(CHECKED), statement: `${A}DROP CONSTRAINT ck` },
  {
    name: 'stop enforcing a check',
    setup: table(CHECKED),
    statement: `${A}ALTER CHECK ck NOT ENFORCED`,
    engine: 'mysql',
  },
  {
    name: 'enforce a check',
    setup: table({ extra: ['CONSTRAINT ck CHECK (a > 0) NOT ENFORCED'] }),
    statement: `${A}ALTER CHECK ck ENFORCED`,
    engine: 'mysql',
  },
];

export const KEY_CASES: readonly MeasuredCase[] = [...INDEXES, ...PRIMARY_KEYS, ...FOREIGN_KEYS, ...CHECKS];
