import assert from 'node:assert/strict';
import { assertOperations, readSql } from './support/readSql.ts';

describe('mysql reader and executable comments', () => {
  it('reads what mysqldump wraps for older servers', () => {
    assertOperations('/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */', [
      { kind: 'SetVariable', at: '@OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS', scope: 'user' },
      {
        kind: 'SetVariable',
        at: 'FOREIGN_KEY_CHECKS=0',
        scope: 'session',
        name: 'foreign_key_checks',
        value: '0',
      },
    ]);
    assertOperations('/*!40000 ALTER TABLE `t` DISABLE KEYS */', [
      { kind: 'TableMaintenance', at: 'DISABLE KEYS', table: 't' },
    ]);
    assertOperations(
      '/*!50001 CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */\n/*!50001 VIEW `v` AS select `t`.`a` AS `a` from `t` */',
      [
        {
          kind: 'CreateView',
          at: 'CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */\n/*!50001 VIEW `v` AS select `t`.`a` AS `a` from `t`',
          view: 'v',
          columns: ['a'],
          reads: ['t'],
        },
      ],
    );
    const trigger = readSql(
      '/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `x` BEFORE INSERT ON `t` FOR EACH ROW BEGIN INSERT INTO l VALUES (1); END */',
    );
    assert.ok(trigger.level === 'full' && trigger.operations[0]?.kind === 'CreateTrigger');
  });

  it('reads attributes of newer servers only for them', () => {
    const sql =
      "CREATE TABLE t (a INT /*!80023 INVISIBLE */, b POINT /*!80003 SRID 4326 */) /*!50100 TABLESPACE `ts` */ /*!80016 ENCRYPTION='N' */";
    const cases = [
      [80032, true, 1, 2],
      [80020, null, 1, 2],
      [50744, null, 0, 1],
    ] as const;
    for (const [version, invisible, attributes, options] of cases) {
      const { level, operations } = readSql(sql, { version });
      const [create] = operations;
      assert.ok(level === 'full' && create?.kind === 'CreateTable');
      assert.equal(create.columns[0]?.invisible?.value ?? null, invisible, String(version));
      assert.equal(create.columns[1]?.options.length, attributes, String(version));
      assert.equal(create.options.length, options, String(version));
    }
  });

  it('means the newest server when no version is given', () => {
    assertOperations('ALTER TABLE t ADD a INT /*!90100 INVISIBLE */', [
      { kind: 'AddColumn', at: 'ADD a INT /*!90100 INVISIBLE', column: { invisible: true } },
    ]);
    assertOperations('/*!120000 DROP TABLE t */', []);
    assertOperations('/*!120000 DROP TABLE t */', [{ kind: 'DropTable', at: 't' }], { dialect: 'mariadb' });
    assertOperations(
      'ALTER TABLE t ADD a INT /*!80023 INVISIBLE */',
      [{ kind: 'AddColumn', at: 'ADD a INT', column: { invisible: null } }],
      { dialect: 'mariadb' },
    );
  });

  it('reads what is meant for MariaDB only there', () => {
    const sql = '/*M!100616 SET @OLD_NOTE_VERBOSITY=@@NOTE_VERBOSITY, NOTE_VERBOSITY=0 */';
    assertOperations(sql, []);
    assertOperations(
      sql,
      [
        { kind: 'SetVariable', at: '@OLD_NOTE_VERBOSITY=@@NOTE_VERBOSITY' },
        { kind: 'SetVariable', at: 'NOTE_VERBOSITY=0' },
      ],
      { dialect: 'mariadb', version: 100616 },
    );
    assertOperations(sql, [], { dialect: 'mariadb', version: 100500 });
    assertOperations(
      'ALTER TABLE t DROP COLUMN /*M! IF EXISTS */ a',
      [{ kind: 'DropColumn', at: 'DROP COLUMN /*M! IF EXISTS */ a', ifExists: true }],
      { dialect: 'mariadb' },
    );
    assertOperations('ALTER TABLE t DROP COLUMN /*M! IF EXISTS */ a', [
      { kind: 'DropColumn', at: 'DROP COLUMN /*M! IF EXISTS */ a', ifExists: false },
    ]);
  });

  it('reads partitions in a comment behind the options', () => {
    assertOperations(
      'CREATE TABLE t (a INT) ENGINE=InnoDB\n/*!50100 PARTITION BY RANGE (a)\n(PARTITION p VALUES LESS THAN (5) ENGINE = InnoDB) */',
      [
        {
          kind: 'CreateTable',
          at: 'CREATE TABLE t (a INT) ENGINE=InnoDB\n/*!50100 PARTITION BY RANGE (a)\n(PARTITION p VALUES LESS THAN (5) ENGINE = InnoDB)',
          partitionBy: { method: 'range', partitions: ['p'] },
        },
      ],
    );
  });
});

describe('mysql reader under ANSI_QUOTES', () => {
  it('takes double quotes for names', () => {
    const sql = 'ALTER TABLE "d"."t" ADD COLUMN "a ""b" VARCHAR(9) DEFAULT \'x\'';
    assertOperations(
      sql,
      [{ kind: 'AddColumn', at: 'ADD COLUMN "a ""b" VARCHAR(9) DEFAULT \'x\'', table: 'd.t' }],
      { ansiQuotes: true },
    );
    const [add] = readSql(sql, { ansiQuotes: true }).operations;
    assert.ok(add?.kind === 'AddColumn' && add.column.name.value === 'a "b');
    assert.equal(readSql(sql).level, 'opaque');
  });
});

describe('mysql reader under NO_BACKSLASH_ESCAPES', () => {
  it('ends a literal at its quote, whatever stands before it', () => {
    const sql = "ALTER TABLE t ADD a VARCHAR(9) DEFAULT '\\', ADD b INT COMMENT 'x\\n'";
    const { level, operations } = readSql(sql, { backslashEscapes: false });
    const [first, second] = operations;
    assert.ok(level === 'full' && first?.kind === 'AddColumn' && second?.kind === 'AddColumn');
    assert.equal(second.column.comment?.value, 'x\\n');
    assert.notEqual(readSql(sql).level, 'full');
    const rows = Array.from({ length: 100 }, () => "('C:\\dir\\', 1)").join(', ');
    const insert = readSql(`INSERT INTO t VALUES ${rows}, ${rows}`, { backslashEscapes: false })
      .operations[0];
    assert.ok(insert?.kind === 'Insert' && insert.rows === 200);
  });
});
