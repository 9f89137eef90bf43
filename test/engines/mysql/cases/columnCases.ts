import type { MeasuredCase } from '../measuredCase.ts';
import {
  BY_HASH,
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
const notStrict = ["SET SESSION sql_mode = ''"];

const DROP: readonly MeasuredCase[] = [
  { name: 'drop column', setup: table(), statement: `${A}DROP COLUMN c` },
  { name: 'drop indexed column', setup: table(), statement: `${A}DROP COLUMN b` },
  {
    name: 'drop indexed column and its index',
    setup: table(),
    statement: `${A}DROP INDEX ix_b, DROP COLUMN b`,
  },
  {
    name: 'drop column of a wider index',
    setup: table({ extra: ['KEY ab (a, b)'] }),
    statement: `${A}DROP COLUMN a`,
  },
  { name: 'drop column, one fulltext', setup: table(FULLTEXT), statement: `${A}DROP COLUMN a` },
  { name: 'drop column of the fulltext index', setup: table(FULLTEXT), statement: `${A}DROP COLUMN c` },
  { name: 'drop column, compressed', setup: table(COMPRESSED), statement: `${A}DROP COLUMN c` },
  { name: 'drop column, redundant', setup: table(REDUNDANT), statement: `${A}DROP COLUMN c` },
  { name: 'drop column, partitioned', setup: table(BY_HASH), statement: `${A}DROP COLUMN c` },
  { name: 'drop column, spatial', setup: table(SPATIAL), statement: `${A}DROP COLUMN c` },
  { name: 'drop column, virtual column', setup: table(VIRTUAL), statement: `${A}DROP COLUMN c` },
  { name: 'drop column, stored column', setup: table(STORED), statement: `${A}DROP COLUMN c` },
  {
    name: 'drop column, indexed virtual column behind',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}DROP COLUMN c`,
  },
  {
    name: 'drop column, indexed virtual column before',
    setup: table({ extra: ['gv int AS (a + 1) VIRTUAL', 'KEY fi (gv)', 'z int'] }),
    statement: `${A}DROP COLUMN z`,
  },
  {
    name: 'drop column of a check',
    setup: table({ extra: ['CONSTRAINT ck CHECK (a > 0)'] }),
    statement: `${A}DROP COLUMN a`,
  },
  {
    name: 'drop primary key column',
    setup: plainTable('id int PRIMARY KEY, a int'),
    statement: `${A}DROP COLUMN id`,
  },
  { name: 'drop and add column', setup: table(), statement: `${A}DROP COLUMN c, ADD COLUMN c2 int AFTER a` },
  {
    name: 'drop column if exists, missing',
    setup: table(),
    statement: `${A}DROP COLUMN IF EXISTS nope`,
    engine: 'mariadb',
  },
  {
    name: 'add column if not exists, there',
    setup: table(),
    statement: `${A}ADD COLUMN IF NOT EXISTS a int`,
    engine: 'mariadb',
  },
  { name: 'drop column, MyISAM', setup: table(MYISAM), statement: `${A}DROP COLUMN c` },
];

const RENAME: readonly MeasuredCase[] = [
  { name: 'rename column', setup: table(), statement: `${A}RENAME COLUMN a TO a2` },
  { name: 'rename indexed column', setup: table(), statement: `${A}RENAME COLUMN b TO b2` },
  { name: 'rename key column', setup: table(), statement: `${A}RENAME COLUMN id TO id2` },
  { name: 'rename fulltext column', setup: table(FULLTEXT), statement: `${A}RENAME COLUMN c TO c2` },
  { name: 'rename virtual column', setup: table(VIRTUAL), statement: `${A}RENAME COLUMN gv TO gv2` },
  { name: 'rename base of virtual column', setup: table(VIRTUAL), statement: `${A}RENAME COLUMN a TO a2` },
  {
    name: 'rename column of a check',
    setup: table({ extra: ['CONSTRAINT ck CHECK (a > 0)'] }),
    statement: `${A}RENAME COLUMN a TO a2`,
  },
  { name: 'rename foreign key column', setup: childOfParent(), statement: `${A}RENAME COLUMN a TO a2` },
  { name: 'rename referenced column', setup: parentOfChild(), statement: `${A}RENAME COLUMN a TO a2` },
  { name: 'rename column, partitioned', setup: table(BY_HASH), statement: `${A}RENAME COLUMN c TO c2` },
  { name: 'rename column, compressed', setup: table(COMPRESSED), statement: `${A}RENAME COLUMN c TO c2` },
  { name: 'rename column, MyISAM', setup: table(MYISAM), statement: `${A}RENAME COLUMN a TO a2` },
  { name: 'change, new name only', setup: table(), statement: `${A}CHANGE a a2 int` },
];

const NULLABILITY: readonly MeasuredCase[] = [
  { name: 'set not null', setup: table(), statement: `${A}MODIFY a int NOT NULL` },
  {
    name: 'set not null, not strict',
    setup: table(),
    statement: `${A}MODIFY a int NOT NULL`,
    session: notStrict,
  },
  { name: 'set not null, redundant', setup: table(REDUNDANT), statement: `${A}MODIFY a int NOT NULL` },
  { name: 'set not null, compressed', setup: table(COMPRESSED), statement: `${A}MODIFY a int NOT NULL` },
  { name: 'set not null, one fulltext', setup: table(FULLTEXT), statement: `${A}MODIFY a int NOT NULL` },
  { name: 'set not null, two fulltext', setup: table(TWO_FULLTEXT), statement: `${A}MODIFY a int NOT NULL` },
  { name: 'set not null, spatial', setup: table(SPATIAL), statement: `${A}MODIFY a int NOT NULL` },
  {
    name: 'set not null, base of virtual column',
    setup: table(VIRTUAL),
    statement: `${A}MODIFY a int NOT NULL`,
  },
  {
    name: 'set not null, indexed virtual column',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}MODIFY d datetime NOT NULL`,
  },
  { name: 'set not null, stored column', setup: table(STORED), statement: `${A}MODIFY d datetime NOT NULL` },
  { name: 'set not null, partitioned', setup: table(BY_HASH), statement: `${A}MODIFY a int NOT NULL` },
  {
    name: 'set not null, foreign key column',
    setup: childOfParent(),
    statement: `${A}MODIFY a int NOT NULL`,
  },
  {
    name: 'set not null twice',
    setup: table(),
    statement: `${A}MODIFY a int NOT NULL, MODIFY d datetime NOT NULL`,
  },
  { name: 'set not null and rename', setup: table(), statement: `${A}CHANGE a a2 int NOT NULL` },
  { name: 'drop not null', setup: table(), statement: `${A}MODIFY b int DEFAULT 1` },
  {
    name: 'drop not null, not strict',
    setup: table(),
    statement: `${A}MODIFY b int DEFAULT 1`,
    session: notStrict,
  },
  { name: 'drop not null, redundant', setup: table(REDUNDANT), statement: `${A}MODIFY b int DEFAULT 1` },
  {
    name: 'drop not null, indexed virtual column',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}MODIFY b int DEFAULT 1`,
  },
  { name: 'drop not null and default', setup: table(), statement: `${A}MODIFY b int` },
];

export const COLUMN_CASES: readonly MeasuredCase[] = [...DROP, ...RENAME, ...NULLABILITY];
