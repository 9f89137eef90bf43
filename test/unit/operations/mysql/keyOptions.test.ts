import assert from 'node:assert/strict';
import { assertOperations, readSql } from './support/readSql.ts';

describe('mysql reader, what stands at keys and partitions', () => {
  it('keeps method, visibility and comment of UNIQUE and PRIMARY KEY', () => {
    assertOperations("ALTER TABLE t ADD UNIQUE KEY u USING HASH (a) COMMENT 'why' INVISIBLE", [
      {
        kind: 'AddConstraint',
        at: "ADD UNIQUE KEY u USING HASH (a) COMMENT 'why' INVISIBLE",
        constraint: {
          kind: 'unique',
          name: 'u',
          method: 'hash',
          invisible: true,
          comment: 'why',
          withoutOverlaps: false,
          options: [
            { name: 'using', value: 'hash', span: 'USING HASH' },
            { name: 'comment', value: 'why', span: "COMMENT 'why'" },
            { name: 'invisible', value: '', span: 'INVISIBLE' },
          ],
        },
      },
    ]);
    const create = readSql(
      'CREATE TABLE t (a INT, PRIMARY KEY (a) USING BTREE KEY_BLOCK_SIZE=4, UNIQUE (a) IGNORED NOT IGNORED, KEY k (a) IGNORED, FULLTEXT KEY f (b) WITH PARSER ngram VISIBLE)',
    ).operations[0];
    assert.ok(create?.kind === 'CreateTable');
    const [primary, unique] = create.constraints;
    assert.ok(primary?.kind === 'primary-key' && unique?.kind === 'unique');
    assert.deepEqual([primary.method, primary.invisible, primary.comment], ['btree', false, null]);
    assert.deepEqual(
      primary.options?.map(({ name, value }) => [name, value]),
      [
        ['using', 'btree'],
        ['key_block_size', '4'],
      ],
    );
    assert.deepEqual([unique.method, unique.invisible], [null, false]);
    assert.deepEqual(
      create.indexes.map(({ invisible, options }) => [invisible, options?.map(({ name }) => name)]),
      [
        [true, ['ignored']],
        [false, ['parser', 'visible']],
      ],
    );
  });

  it('knows keys over periods', () => {
    const create = readSql(
      'CREATE TABLE t (id INT, s DATE, e DATE, PERIOD FOR app (s, e), UNIQUE u (id, app WITHOUT OVERLAPS), KEY k (id))',
      { dialect: 'mariadb' },
    ).operations[0];
    assert.ok(create?.kind === 'CreateTable');
    const [unique] = create.constraints;
    assert.ok(unique?.kind === 'unique' && unique.withoutOverlaps === true);
    assert.deepEqual(
      create.periods?.map(({ name, columns }) => [name.value, columns?.start.value, columns?.end.value]),
      [['app', 's', 'e']],
    );
  });

  it('keeps the periods of ALTER TABLE', () => {
    const { operations } = readSql(
      'ALTER TABLE t ADD PERIOD IF NOT EXISTS FOR SYSTEM_TIME (rs, re), DROP PERIOD IF EXISTS FOR app, DROP SYSTEM VERSIONING IF EXISTS',
      { dialect: 'mariadb' },
    );
    const [add, drop, versioning] = operations;
    assert.ok(add?.kind === 'TableMaintenance' && drop?.kind === 'TableMaintenance');
    assert.deepEqual(
      [add.action, add.ifNotExists, add.period?.name.value, add.period?.columns?.end.value],
      ['add-period', true, 'SYSTEM_TIME', 're'],
    );
    assert.deepEqual(
      [drop.action, drop.ifExists, drop.period?.name.value, drop.period?.columns],
      ['drop-period', true, 'app', null],
    );
    assert.ok(versioning?.kind === 'TableMaintenance' && versioning.ifExists === true);
  });

  it('keeps the bounds, options and subpartitions of a partition list', () => {
    const sql = `CREATE TABLE t (a INT) PARTITION BY LIST COLUMNS (a, b) PARTITIONS 3 SUBPARTITION BY LINEAR KEY (c) SUBPARTITIONS 2 (
      PARTITION p VALUES IN ((1, 'x'), (2, NULL)) COMMENT = 'c' (SUBPARTITION s0, SUBPARTITION 's1' STORAGE ENGINE = InnoDB),
      PARTITION q DEFAULT)`;
    const [create] = readSql(sql, { dialect: 'mariadb' }).operations;
    assert.ok(create?.kind === 'CreateTable');
    const scheme = create.partitionBy;
    assert.deepEqual(
      [scheme?.method, scheme?.count, scheme?.subpartitionBy?.method],
      ['list', 3, 'linear key'],
    );
    assert.equal(scheme?.subpartitionBy?.count, 2);
    assert.deepEqual(
      scheme?.definitions?.map(({ name, bound, options, subpartitions }) => ({
        name: name.value,
        bound: [bound?.kind, bound?.values.map(value => value.text)],
        options: options.map(option => [option.name, option.value]),
        subpartitions: subpartitions.map(part => [part.name.value, part.options.length]),
      })),
      [
        {
          name: 'p',
          bound: ['in', ["(1, 'x')", '(2, NULL)']],
          options: [['comment', 'c']],
          subpartitions: [
            ['s0', 0],
            ['s1', 1],
          ],
        },
        { name: 'q', bound: ['default', []], options: [], subpartitions: [] },
      ],
    );
  });

  it('keeps the limits of system time', () => {
    const [create] = readSql(
      "CREATE TABLE t (a INT) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME INTERVAL 1 MONTH STARTS '2024-01-01' AUTO (PARTITION h HISTORY, PARTITION n CURRENT)",
      { dialect: 'mariadb' },
    ).operations;
    assert.ok(create?.kind === 'CreateTable');
    assert.deepEqual(
      create.partitionBy?.options?.map(({ name, value }) => [name, value]),
      [
        ['interval', '1 MONTH'],
        ['starts', "'2024-01-01'"],
        ['auto', ''],
      ],
    );
    assert.deepEqual(
      create.partitionBy?.definitions?.map(({ bound }) => bound?.kind),
      ['history', 'current'],
    );
  });

  it('tells old and new partitions of an action apart', () => {
    assertOperations(
      'ALTER TABLE t REORGANIZE PARTITION a, b INTO (PARTITION c VALUES LESS THAN (5), PARTITION d VALUES LESS THAN MAXVALUE)',
      [
        {
          kind: 'AlterPartitions',
          at: 'REORGANIZE PARTITION a, b INTO (PARTITION c VALUES LESS THAN (5), PARTITION d VALUES LESS THAN MAXVALUE)',
          action: 'reorganize',
          partitions: ['a', 'b'],
          definitions: [
            { name: 'c', bound: { kind: 'less-than', values: ['5'] } },
            { name: 'd', bound: { kind: 'less-than', values: ['MAXVALUE'] } },
          ],
        },
      ],
    );
    assertOperations(
      'ALTER TABLE t ADD PARTITION IF NOT EXISTS (p VALUES LESS THAN (1 + 1))',
      [
        {
          kind: 'AlterPartitions',
          at: 'ADD PARTITION IF NOT EXISTS (p VALUES LESS THAN (1 + 1))',
          partitions: ['p'],
          ifNotExists: true,
          count: null,
          definitions: [{ span: 'p VALUES LESS THAN (1 + 1)', bound: { values: ['1 + 1'] } }],
        },
      ],
      { dialect: 'mariadb' },
    );
    const counted = [
      ['ADD PARTITION PARTITIONS 4', 4],
      ['COALESCE PARTITION 2', 2],
      ['DROP PARTITION p', null],
    ] as const;
    for (const [action, count] of counted) {
      assertOperations(`ALTER TABLE t ${action}`, [
        { kind: 'AlterPartitions', at: action, count, ifExists: false },
      ]);
    }
    for (const broken of [
      'ADD PARTITION (',
      'ADD PARTITION (PARTITION p VALUES LESS THAN (',
      'COALESCE PARTITION x',
    ]) {
      assert.equal(readSql(`ALTER TABLE t ${broken}`).level, 'partial', broken);
    }
  });

  it('keeps IF EXISTS wherever MariaDB takes it', () => {
    const actions = [
      'ALTER COLUMN IF EXISTS a SET DEFAULT 1',
      'ALTER COLUMN IF EXISTS a DROP DEFAULT',
      'ALTER INDEX IF EXISTS i IGNORED',
      'RENAME INDEX IF EXISTS i TO j',
      'RENAME COLUMN IF EXISTS a TO b',
      'MODIFY COLUMN IF EXISTS a INT',
      'CHANGE COLUMN IF EXISTS a b INT',
      'DROP COLUMN IF EXISTS a',
      'DROP INDEX IF EXISTS i',
      'DROP FOREIGN KEY IF EXISTS f',
      'DROP CONSTRAINT IF EXISTS c',
      'DROP PARTITION IF EXISTS p',
      'DROP PERIOD IF EXISTS FOR p',
    ];
    for (const action of actions) {
      for (const [sql, expected] of [
        [`ALTER TABLE t ${action}`, true],
        [`ALTER TABLE t ${action.replace('IF EXISTS ', '')}`, false],
      ] as const) {
        const { level, operations } = readSql(sql, { dialect: 'mariadb' });
        const [operation] = operations;
        assert.ok(level === 'full' && operation !== undefined && 'ifExists' in operation, sql);
        assert.equal(operation.ifExists, expected, sql);
      }
    }
  });

  it('reads DELETE HISTORY as a delete of earlier rows of the table', () => {
    assertOperations(
      "DELETE HISTORY FROM d.t PARTITION (p) BEFORE SYSTEM_TIME '2020-01-01'",
      [{ kind: 'Delete', table: 'd.t', history: true, where: "'2020-01-01'", limit: false }],
      { dialect: 'mariadb' },
    );
    assertOperations('DELETE HISTORY FROM t', [{ kind: 'Delete', table: 't', history: true, where: null }], {
      dialect: 'mariadb',
    });
    assertOperations('DELETE history FROM history WHERE a = 1', [
      { kind: 'Delete', table: 'history', where: 'a = 1' },
    ]);
  });
});
