import type { MeasuredCase } from '../measuredCase.ts';
import { childOfParent, FULLTEXT, plainTable, table, VIRTUAL } from './tables.ts';

const A = 'ALTER TABLE t ';
const noClause = { lock: 'the grammar has no LOCK here' };

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
  {
    name: 'add column and drop foreign key',
    setup: childOfParent(),
    statement: `${A}ADD COLUMN n1 int, DROP FOREIGN KEY fk1`,
  },
  {
    name: 'add column and drop check',
    setup: table({ extra: ['CONSTRAINT ck CHECK (a > 0)'] }),
    statement: `${A}ADD COLUMN n1 int, DROP CONSTRAINT ck`,
  },
  {
    name: 'set not null and change type, one fulltext',
    setup: table(FULLTEXT),
    statement: `${A}MODIFY a int NOT NULL, MODIFY b bigint`,
  },
  {
    name: 'add later fulltext and index',
    setup: table(FULLTEXT),
    statement: `${A}ADD FULLTEXT f2 (txt), ADD INDEX i1 (a)`,
  },
  {
    name: 'add auto_increment and change type',
    setup: plainTable('a int, b int'),
    statement: `${A}ADD COLUMN n1 int NOT NULL AUTO_INCREMENT UNIQUE, MODIFY a bigint`,
  },
  {
    name: 'add virtual column twice with index',
    setup: table(VIRTUAL),
    statement: `${A}DROP COLUMN gv, ADD INDEX i1 (a)`,
  },
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
].map(([name, actions]) => ({
  name: name ?? '',
  setup: table(),
  statement: `${A}${actions}`,
  measure: 'plain' as const,
  skip: noClause,
}));

const SESSIONS: readonly MeasuredCase[] = [
  {
    name: 'online word',
    setup: table(),
    statement: 'ALTER ONLINE TABLE t MODIFY a bigint',
    measure: 'plain',
    skip: noClause,
  },
  {
    name: 'wait',
    setup: table(),
    statement: 'ALTER TABLE t WAIT 5 ADD COLUMN n1 int',
    measure: 'plain',
    skip: noClause,
  },
  {
    name: 'nowait',
    setup: table(),
    statement: 'ALTER TABLE t NOWAIT ADD COLUMN n1 int',
    measure: 'plain',
    skip: noClause,
  },
  {
    name: 'drop index with clauses',
    setup: table(),
    statement: 'DROP INDEX ix_b ON t ALGORITHM=INPLACE LOCK=NONE',
    measure: 'plain',
    skip: noClause,
  },
  {
    name: 'old_alter_table',
    setup: table(),
    statement: `${A}ADD COLUMN n1 int`,
    session: ['SET SESSION old_alter_table = ON'],
    engine: 'mysql',
    measure: 'plain',
    skip: noClause,
  },
];

export const SEVERAL_ACTION_CASES: readonly MeasuredCase[] = [
  ...SEVERAL,
  ...SEVERAL_ELSEWHERE,
  ...CLAUSES,
  ...SESSIONS,
];
