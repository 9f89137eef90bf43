import assert from 'node:assert/strict';
import { assertOperations, readSql } from './support/readSql.ts';

describe('mysql CREATE TABLE', () => {
  it('reads columns, constraints, indexes and options', () => {
    assertOperations(
      `CREATE TABLE IF NOT EXISTS d.t (
        id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
        a VARCHAR(9) DEFAULT 'x' COMMENT 'a, b)', -- a comment, with a comma
        \`key\` INT,
        PRIMARY KEY (id) USING BTREE,
        UNIQUE KEY u (a(4)) COMMENT 'x',
        KEY k (a, \`key\` DESC),
        FULLTEXT KEY f (a) /*!50100 WITH PARSER ngram */,
        CONSTRAINT fk FOREIGN KEY (\`key\`) REFERENCES d.u (id) ON DELETE CASCADE,
        CONSTRAINT c CHECK (a <> '')
      ) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE utf8mb4_bin COMMENT='c' ROW_FORMAT=DYNAMIC`,
      [
        {
          kind: 'CreateTable',
          table: 'd.t',
          ifNotExists: true,
          orReplace: false,
          persistence: 'permanent',
          foreign: false,
          columns: [
            {
              name: 'id',
              nullable: false,
              autoIncrement: true,
              span: 'id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT',
            },
            { name: 'a', default: "'x'", comment: 'a, b)' },
            { name: 'key', span: '`key` INT' },
          ],
          constraints: [
            {
              kind: 'primary-key',
              name: null,
              span: 'PRIMARY KEY (id) USING BTREE',
              parts: [{ column: 'id' }],
            },
            { kind: 'unique', name: 'u', parts: [{ column: 'a', prefixLength: 4 }] },
            {
              kind: 'foreign-key',
              name: 'fk',
              target: { table: 'd.u', columns: ['id'], onDelete: 'cascade' },
            },
            { kind: 'check', name: 'c', expression: "a <> ''" },
          ],
          indexes: [
            {
              name: 'k',
              method: 'btree',
              unique: false,
              parts: [{ column: 'a' }, { column: 'key', descending: true }],
            },
            { name: 'f', method: 'fulltext' },
          ],
          options: [
            { name: 'engine', value: 'InnoDB', span: 'ENGINE=InnoDB' },
            { name: 'auto_increment', value: '5' },
            { name: 'charset', value: 'utf8mb4', span: 'DEFAULT CHARSET=utf8mb4' },
            { name: 'collate', value: 'utf8mb4_bin' },
            { name: 'comment', value: 'c' },
            { name: 'row_format', value: 'DYNAMIC' },
          ],
          partitionBy: null,
          partitionOf: null,
          inherits: [],
          like: [],
          asQuery: null,
          systemVersioning: false,
        },
      ],
    );
  });

  it('takes words that are reserved in neither engine for column names', () => {
    const sql =
      'CREATE TABLE t (status INT, rank INT, groups INT, system INT, comment INT, date DATE, row INT, serial INT, period INT)';
    const [create] = readSql(sql).operations;
    assert.ok(create?.kind === 'CreateTable');
    assert.deepEqual(
      create.columns.map(({ name }) => name.value),
      ['status', 'rank', 'groups', 'system', 'comment', 'date', 'row', 'serial', 'period'],
    );
  });

  it('reads OR REPLACE and TEMPORARY', () => {
    assertOperations(
      'CREATE OR REPLACE TEMPORARY TABLE t (a INT)',
      [{ kind: 'CreateTable', orReplace: true, persistence: 'temporary' }],
      { dialect: 'mariadb' },
    );
  });

  it('reads LIKE with and without parentheses', () => {
    assertOperations('CREATE TABLE t LIKE d.u', [
      { kind: 'CreateTable', columns: [], like: [{ table: 'd.u', options: [], span: 'LIKE d.u' }] },
    ]);
    assertOperations('CREATE TABLE t (LIKE u)', [
      { kind: 'CreateTable', like: [{ table: 'u', span: 'LIKE u' }] },
    ]);
  });

  it('reads AS SELECT in all its forms', () => {
    assertOperations('CREATE TABLE t AS SELECT a FROM u JOIN d.v ON u.x = v.x', [
      {
        kind: 'CreateTable',
        columns: [],
        asQuery: { span: 'SELECT a FROM u JOIN d.v ON u.x = v.x', tables: ['u', 'd.v'], withData: true },
      },
    ]);
    assertOperations('CREATE TABLE t SELECT 1', [
      { kind: 'CreateTable', asQuery: { span: 'SELECT 1', tables: [] } },
    ]);
    assertOperations('CREATE TABLE t (a INT, KEY (a)) ENGINE=MyISAM IGNORE AS (SELECT a FROM u)', [
      {
        kind: 'CreateTable',
        columns: [{ name: 'a' }],
        options: [{ name: 'engine' }],
        asQuery: { span: '(SELECT a FROM u)', tables: ['u'] },
      },
    ]);
    assertOperations('CREATE TABLE t (SELECT a FROM u)', [
      { kind: 'CreateTable', columns: [], asQuery: { tables: ['u'] } },
    ]);
    assertOperations('CREATE TABLE t REPLACE WITH c AS (SELECT * FROM u) SELECT * FROM c', [
      { kind: 'CreateTable', asQuery: { tables: ['u'] } },
    ]);
    assertOperations('CREATE TABLE t TABLE u', [{ kind: 'CreateTable', asQuery: { span: 'TABLE u' } }]);
  });

  it('reads options with blanks, without =, in double forms and of unknown engines', () => {
    const sql = `CREATE TABLE t (a INT) TYPE=MyISAM, MAX_ROWS 5 CHARACTER SET latin1 DEFAULT COLLATE = latin1_bin DATA DIRECTORY='/x'
      INDEX DIRECTORY '/y' UNION=(a, b) INSERT_METHOD LAST STATS_PERSISTENT=DEFAULT PACK_KEYS=1 TABLE_TYPE = ODBC
      PAGE_COMPRESSED=1 ENCRYPTED=YES ENCRYPTION_KEY_ID=2 TRANSACTIONAL=0 TABLESPACE ts AUTOEXTEND_SIZE=4M START TRANSACTION`;
    const [create] = readSql(sql).operations;
    assert.ok(create?.kind === 'CreateTable');
    assert.deepEqual(
      create.options.map(({ name, value }) => [name, value]),
      [
        ['engine', 'MyISAM'],
        ['max_rows', '5'],
        ['charset', 'latin1'],
        ['collate', 'latin1_bin'],
        ['data_directory', '/x'],
        ['index_directory', '/y'],
        ['union', 'a, b'],
        ['insert_method', 'LAST'],
        ['stats_persistent', 'DEFAULT'],
        ['pack_keys', '1'],
        ['table_type', 'ODBC'],
        ['page_compressed', '1'],
        ['encrypted', 'YES'],
        ['encryption_key_id', '2'],
        ['transactional', '0'],
        ['tablespace', 'ts'],
        ['autoextend_size', '4M'],
        ['start_transaction', 'on'],
      ],
    );
  });

  it('reads system versioning and periods', () => {
    assertOperations(
      'CREATE TABLE t (a INT, s TIMESTAMP(6) GENERATED ALWAYS AS ROW START, e TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e), PERIOD FOR p (x, y), UNIQUE (a, p WITHOUT OVERLAPS)) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME INTERVAL 1 MONTH AUTO (PARTITION p0 HISTORY, PARTITION pn CURRENT)',
      [
        {
          kind: 'CreateTable',
          systemVersioning: true,
          options: [],
          columns: [
            { name: 'a' },
            { name: 's', options: ['row start'] },
            { name: 'e', options: ['row end'] },
          ],
          constraints: [{ kind: 'unique' }],
          partitionBy: { method: 'system_time', partitions: ['p0', 'pn'] },
        },
      ],
      { dialect: 'mariadb' },
    );
  });

  describe('partitions', () => {
    const schemes: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
      ['PARTITION BY HASH (a)', { method: 'hash', expressions: ['a'], columns: [], partitions: [] }],
      [
        'PARTITION BY LINEAR HASH (YEAR(d)) PARTITIONS 4',
        { method: 'linear hash', expressions: ['YEAR(d)'] },
      ],
      ['PARTITION BY KEY () PARTITIONS 2', { method: 'key', columns: [] }],
      ['PARTITION BY LINEAR KEY ALGORITHM=2 (a, b)', { method: 'linear key', columns: ['a', 'b'] }],
      [
        'PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (5), PARTITION p1 VALUES LESS THAN (MAXVALUE))',
        { method: 'range', expressions: ['a'], partitions: ['p0', 'p1'] },
      ],
      [
        'PARTITION BY RANGE COLUMNS (a, b) (PARTITION p VALUES LESS THAN (1, MAXVALUE))',
        { method: 'range', columns: ['a', 'b'], expressions: [], partitions: ['p'] },
      ],
      [
        "PARTITION BY LIST COLUMNS(a) (PARTITION p VALUES IN ('x', 'y') COMMENT = 'c' DATA DIRECTORY '/d' MAX_ROWS=1, PARTITION q DEFAULT)",
        { method: 'list', columns: ['a'], partitions: ['p', 'q'] },
      ],
      [
        'PARTITION BY RANGE (a) SUBPARTITION BY HASH (b) SUBPARTITIONS 2 (PARTITION p VALUES LESS THAN (5) (SUBPARTITION s0 ENGINE = InnoDB, SUBPARTITION s1), PARTITION q VALUES LESS THAN MAXVALUE STORAGE ENGINE = InnoDB)',
        { method: 'range', partitions: ['p', 'q'] },
      ],
      [
        'PARTITION BY SYSTEM_TIME LIMIT 1000 (PARTITION p HISTORY, PARTITION c CURRENT)',
        { method: 'system_time', partitions: ['p', 'c'] },
      ],
      [
        "PARTITION BY SYSTEM_TIME INTERVAL '1' WEEK STARTS '2020-01-01 00:00:00' AUTO PARTITIONS 3",
        { method: 'system_time', partitions: [] },
      ],
    ];
    for (const [scheme, expected] of schemes) {
      it(scheme, () => {
        assertOperations(`CREATE TABLE t (a INT) ENGINE=InnoDB ${scheme}`, [
          { kind: 'CreateTable', partitionBy: { ...expected, span: scheme } },
        ]);
      });
    }
  });

  it('keeps the elements around one that cannot be read', () => {
    assertOperations(
      'CREATE TABLE t (a INT, b JSONB NOT NULL, c INT, KEY k (a) ???) ENGINE=InnoDB',
      [
        {
          kind: 'CreateTable',
          columns: [{ name: 'a' }, { name: 'c' }],
          indexes: [],
          options: [{ name: 'engine' }],
        },
        { kind: 'UnknownTableAction', at: 'b JSONB NOT NULL', table: 't', tableIfExists: false },
        { kind: 'UnknownTableAction', at: 'KEY k (a) ???' },
      ],
      { level: 'partial' },
    );
  });

  it('keeps the table when an option cannot be read', () => {
    assertOperations(
      'CREATE TABLE t (a INT) INHERITS (u)',
      [
        { kind: 'CreateTable', columns: [{ name: 'a' }] },
        { kind: 'UnknownTableAction', at: 'INHERITS (u)' },
      ],
      { level: 'partial' },
    );
  });

  it('gives only the head without any column', () => {
    for (const sql of [
      'CREATE TABLE t',
      'CREATE TABLE t (',
      'CREATE TABLE t (a',
      'CREATE TABLE d.t ()',
      'CREATE TABLE t LIKE',
    ]) {
      const { level, operations } = readSql(sql);
      assert.equal(level, 'head', sql);
      assert.equal(operations.length, 1, sql);
      const [unknown] = operations;
      assert.ok(
        unknown?.kind === 'Unknown' &&
          unknown.verb === 'create table' &&
          unknown.object?.name.value === 't' &&
          !unknown.harmless,
      );
    }
  });
});
