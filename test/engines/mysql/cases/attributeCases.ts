import type { MeasuredCase } from '../measuredCase.ts';
import {
  COMPRESSED,
  childOfParent,
  FULLTEXT,
  INDEXED_VIRTUAL,
  plainTable,
  STORED,
  table,
  VIRTUAL,
} from './tables.ts';

const A = 'ALTER TABLE t ';

export const ATTRIBUTE_CASES: readonly MeasuredCase[] = [
  { name: 'modify to the same', setup: table(), statement: `${A}MODIFY a int` },
  { name: 'modify comment', setup: table(), statement: `${A}MODIFY a int COMMENT 'x'` },
  { name: 'modify default', setup: table(), statement: `${A}MODIFY a int DEFAULT 7` },
  { name: 'modify default expression', setup: table(), statement: `${A}MODIFY a int DEFAULT (1 + 2)` },
  {
    name: 'modify on update',
    setup: table(),
    statement: `${A}MODIFY d datetime DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP`,
  },
  {
    name: 'modify comment of a foreign key column',
    setup: childOfParent(),
    statement: `${A}MODIFY a int COMMENT 'x'`,
  },
  { name: 'modify invisible', setup: table(), statement: `${A}MODIFY a int INVISIBLE` },
  { name: 'modify and unique', setup: table(), statement: `${A}MODIFY a int UNIQUE` },
  { name: 'modify and check', setup: table(), statement: `${A}MODIFY a int CHECK (a > 0)` },
  {
    name: 'modify column_format',
    setup: table(),
    statement: `${A}MODIFY a int COLUMN_FORMAT FIXED`,
    engine: 'mysql',
  },
  { name: 'modify loses auto_increment', setup: table(), statement: `${A}MODIFY id int NOT NULL` },
  {
    name: 'modify gains auto_increment',
    setup: plainTable('id int NOT NULL PRIMARY KEY, a int'),
    statement: `${A}MODIFY id int NOT NULL AUTO_INCREMENT`,
  },
  { name: 'reorder after', setup: table(), statement: `${A}MODIFY a int AFTER c` },
  { name: 'reorder first', setup: table(), statement: `${A}MODIFY c varchar(50) FIRST` },
  { name: 'reorder to the same place', setup: table(), statement: `${A}MODIFY a int AFTER id` },
  { name: 'reorder the key', setup: table(), statement: `${A}MODIFY id int NOT NULL AUTO_INCREMENT AFTER c` },
  { name: 'reorder, one fulltext', setup: table(FULLTEXT), statement: `${A}MODIFY a int AFTER c` },
  { name: 'reorder, compressed', setup: table(COMPRESSED), statement: `${A}MODIFY a int AFTER c` },
  { name: 'reorder, virtual column behind', setup: table(VIRTUAL), statement: `${A}MODIFY a int AFTER c` },
  {
    name: 'reorder, indexed virtual column',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}MODIFY d datetime FIRST`,
  },
  { name: 'reorder, stored column', setup: table(STORED), statement: `${A}MODIFY a int AFTER c` },
  {
    name: 'virtual column to the same',
    setup: table(VIRTUAL),
    statement: `${A}MODIFY gv int AS (a + 1) VIRTUAL`,
  },
  {
    name: 'virtual column, new expression',
    setup: table(VIRTUAL),
    statement: `${A}MODIFY gv int AS (a + 2) VIRTUAL`,
  },
  {
    name: 'virtual column, new expression, indexed',
    setup: table(INDEXED_VIRTUAL),
    statement: `${A}MODIFY gv int AS (a + 2) VIRTUAL`,
  },
  {
    name: 'virtual column, new type',
    setup: table(VIRTUAL),
    statement: `${A}MODIFY gv bigint AS (a + 1) VIRTUAL`,
  },
  {
    name: 'virtual column first',
    setup: table(VIRTUAL),
    statement: `${A}MODIFY gv int AS (a + 1) VIRTUAL FIRST`,
  },
  {
    name: 'virtual column, new name',
    setup: table(VIRTUAL),
    statement: `${A}CHANGE gv g2 int AS (a + 1) VIRTUAL`,
  },
  { name: 'virtual -> plain', setup: table(VIRTUAL), statement: `${A}MODIFY gv int` },
  { name: 'plain -> virtual', setup: table(), statement: `${A}MODIFY a int AS (b + 1) VIRTUAL` },
  {
    name: 'stored column to the same',
    setup: table(STORED),
    statement: `${A}MODIFY gs int AS (a + 1) STORED`,
  },
  {
    name: 'stored column, new comment',
    setup: table(STORED),
    statement: `${A}MODIFY gs int AS (a + 1) STORED COMMENT 'x'`,
  },
  {
    name: 'stored column, new expression',
    setup: table(STORED),
    statement: `${A}MODIFY gs int AS (a + 2) STORED`,
  },
  {
    name: 'stored column, new type',
    setup: table(STORED),
    statement: `${A}MODIFY gs bigint AS (a + 1) STORED`,
  },
  {
    name: 'stored column first',
    setup: table(STORED),
    statement: `${A}MODIFY gs int AS (a + 1) STORED FIRST`,
  },
  { name: 'stored -> plain', setup: table(STORED), statement: `${A}MODIFY gs int` },
  { name: 'stored -> virtual', setup: table(STORED), statement: `${A}MODIFY gs int AS (a + 1) VIRTUAL` },
  { name: 'plain -> stored', setup: table(), statement: `${A}MODIFY a int AS (b + 1) STORED` },
];
