import assert from 'node:assert/strict';
import { tableAfter } from './replayedSql.ts';

/** Of a table without database. */
const KEY = 'relation:.t';

describe('what keys and partitions of MySQL and MariaDB become', () => {
  it('keeps that a unique key is invisible', () => {
    const table = tableAfter(
      'mysql',
      'CREATE TABLE t (a int, b int, UNIQUE KEY u (a) INVISIBLE, UNIQUE KEY v (b))',
      KEY,
    );
    assert.deepEqual(
      table.indexes.map(({ name, invisible }) => [name, invisible]),
      [
        ['u', true],
        ['v', false],
      ],
    );
  });

  it('puts the new partitions of REORGANIZE in the place of the old ones', () => {
    const table = tableAfter(
      'mysql',
      `CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10),
        PARTITION p1 VALUES LESS THAN (20), PARTITION p2 VALUES LESS THAN MAXVALUE);
      ALTER TABLE t REORGANIZE PARTITION p1 INTO (PARTITION n0 VALUES LESS THAN (15), PARTITION n1 VALUES LESS THAN (20));
      ALTER TABLE t DROP PARTITION p0;`,
      KEY,
    );
    assert.deepEqual(table.partitioning?.partitions, ['n0', 'n1', 'p2']);
  });

  it('knows the columns that a trigger gives a value', () => {
    const create = 'CREATE TABLE t (a int, b int);';
    const triggers = [
      'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1, NEW.B = 2',
      'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN IF NEW.a IS NULL THEN SET NEW.a = 1; END IF; SET NEW.b = 2; END',
      'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN :NEW.a := 1; :NEW.b := 2; END',
    ];
    for (const trigger of triggers) {
      const [found] = tableAfter('mariadb', `${create} ${trigger};`, KEY).triggers;
      assert.deepEqual(found?.assigns, ['a', 'b'], trigger);
    }
    const [other] = tableAfter(
      'mariadb',
      `${create} CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW SET @a = 1;`,
      KEY,
    ).triggers;
    assert.deepEqual(other?.assigns, []);
  });
});
