import type { WaitCase } from '../measuredCase.ts';
import { FAMILY_WAITS } from './familyCases.ts';

const unchecked = ['SET SESSION foreign_key_checks = 0'];

/** `t` is a child of `p`; `q` has no key; `vw` reads `t`. */
export const WAIT_TABLES: readonly string[] = [
  'CREATE TABLE n AS WITH RECURSIVE s AS (SELECT 1 seq UNION ALL SELECT seq + 1 FROM s WHERE seq < 50) SELECT seq FROM s',
  'CREATE TABLE p (id int PRIMARY KEY, x int) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
  'INSERT INTO p SELECT seq, seq FROM n',
  'CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY ka (a), CONSTRAINT fk1 FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT ck CHECK (b > 0)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
  'INSERT INTO t SELECT seq, seq, seq FROM n',
  'CREATE TABLE q (id int PRIMARY KEY, a int) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
  'INSERT INTO q SELECT seq, seq FROM n',
  'CREATE VIEW vw AS SELECT * FROM t',
];

const partitioned = [
  'CREATE TABLE pt (id int PRIMARY KEY) PARTITION BY RANGE(id) (PARTITION p0 VALUES LESS THAN (1000))',
  'CREATE TABLE q2 (id int PRIMARY KEY)',
];

export const WAIT_CASES: readonly WaitCase[] = [
  { name: 'drop child', statement: 'DROP TABLE t' },
  { name: 'truncate child', statement: 'TRUNCATE TABLE t' },
  { name: 'rename child', statement: 'RENAME TABLE t TO t2' },
  { name: 'alter rename child', statement: 'ALTER TABLE t RENAME TO t2' },
  { name: 'rename parent', statement: 'RENAME TABLE p TO p2' },
  { name: 'truncate', statement: 'TRUNCATE TABLE q' },
  { name: 'analyze', statement: 'ANALYZE TABLE t' },
  { name: 'check table', statement: 'CHECK TABLE t' },
  { name: 'checksum', statement: 'CHECKSUM TABLE t' },
  { name: 'optimize', statement: 'OPTIMIZE TABLE t' },
  { name: 'repair', statement: 'REPAIR TABLE t' },
  { name: 'flush', statement: 'FLUSH TABLES t' },
  { name: 'lock read', statement: 'LOCK TABLES t READ' },
  { name: 'lock write', statement: 'LOCK TABLES t WRITE' },
  { name: 'create trigger', statement: 'CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @x = 1' },
  {
    name: 'drop trigger',
    setup: ['CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @x = 1'],
    statement: 'DROP TRIGGER tr',
  },
  { name: 'create view', statement: 'CREATE VIEW v2 AS SELECT * FROM t' },
  { name: 'replace view', statement: 'CREATE OR REPLACE VIEW vw AS SELECT id FROM t' },
  { name: 'drop view', statement: 'DROP VIEW vw' },
  { name: 'create like', statement: 'CREATE TABLE t3 LIKE t' },
  { name: 'create from query', statement: 'CREATE TABLE t3 AS SELECT * FROM t' },
  {
    name: 'create child',
    statement: 'CREATE TABLE t3 (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES p (id))',
  },
  {
    name: 'create child, checks off',
    session: unchecked,
    statement: 'CREATE TABLE t3 (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES p (id))',
  },
  { name: 'create table', statement: 'CREATE TABLE t3 (id int PRIMARY KEY)' },
  { name: 'add foreign key', statement: 'ALTER TABLE q ADD FOREIGN KEY (a) REFERENCES p (id)' },
  {
    name: 'add foreign key, checks off',
    session: unchecked,
    statement: 'ALTER TABLE q ADD FOREIGN KEY (a) REFERENCES p (id)',
  },
  { name: 'drop foreign key', statement: 'ALTER TABLE t DROP FOREIGN KEY fk1' },
  { name: 'drop check', statement: 'ALTER TABLE t DROP CONSTRAINT ck' },
  { name: 'add column to child', statement: 'ALTER TABLE t ADD COLUMN n1 int' },
  { name: 'change type of child', statement: 'ALTER TABLE t MODIFY b bigint' },
  { name: 'add index to child', statement: 'ALTER TABLE t ADD INDEX (b)' },
  { name: 'create index on child', statement: 'CREATE INDEX ib ON t (b)' },
  { name: 'add column to parent', statement: 'ALTER TABLE p ADD COLUMN n1 int' },
  { name: 'change type of parent', statement: 'ALTER TABLE p MODIFY x bigint' },
  { name: 'create index on parent', statement: 'CREATE INDEX ix ON p (x)' },
  { name: 'drop index of parent', setup: ['CREATE INDEX ix ON p (x)'], statement: 'DROP INDEX ix ON p' },
  { name: 'optimize parent', statement: 'OPTIMIZE TABLE p' },
  {
    name: 'add partition',
    setup: partitioned,
    statement: 'ALTER TABLE pt ADD PARTITION (PARTITION p1 VALUES LESS THAN (2000))',
  },
  { name: 'drop two tables', session: unchecked, statement: 'DROP TABLE t, q' },
  { name: 'update', statement: 'UPDATE q SET a = a + 1 WHERE id = 1' },
  { name: 'grant', statement: 'GRANT SELECT ON t TO CURRENT_USER' },
  ...FAMILY_WAITS,
];
