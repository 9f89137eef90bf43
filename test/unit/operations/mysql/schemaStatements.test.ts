import assert from 'node:assert/strict';
import { assertOperations, type ExpectedOperation, readSql } from './support/readSql.ts';

type Case = readonly [sql: string, expected: readonly ExpectedOperation[]];

function statements(cases: readonly Case[]): void {
  for (const [sql, expected] of cases) it(sql, () => void assertOperations(sql, expected));
}

describe('mysql statements on tables and indexes', () => {
  statements([
    [
      'DROP TABLE t',
      [
        {
          kind: 'DropTable',
          at: 't',
          table: 't',
          ifExists: false,
          cascade: false,
          temporary: false,
          foreign: false,
        },
      ],
    ],
    [
      'DROP TABLE IF EXISTS a, d.b CASCADE',
      [
        { kind: 'DropTable', at: 'a', ifExists: true, cascade: true },
        { kind: 'DropTable', at: 'd.b', table: 'd.b', ifExists: true },
      ],
    ],
    ['DROP TEMPORARY TABLE t', [{ kind: 'DropTable', at: 't', temporary: true }]],
    ['DROP TABLES t RESTRICT', [{ kind: 'DropTable', at: 't', cascade: false }]],
    [
      'RENAME TABLE a TO b',
      [{ kind: 'RenameTable', at: 'a TO b', table: 'a', to: 'b', tableIfExists: false }],
    ],
    [
      'RENAME TABLES a TO x, d.b TO e.y',
      [
        { kind: 'RenameTable', at: 'a TO x' },
        { kind: 'RenameTable', at: 'd.b TO e.y', table: 'd.b', to: 'e.y' },
      ],
    ],
    [
      'RENAME TABLE IF EXISTS a WAIT 5 TO b',
      [{ kind: 'RenameTable', at: 'a WAIT 5 TO b', tableIfExists: true }],
    ],
    ['TRUNCATE TABLE d.t', [{ kind: 'Truncate', table: 'd.t', cascade: false, restartIdentity: false }]],
    ['TRUNCATE t', [{ kind: 'Truncate', table: 't' }]],
    ['TRUNCATE TABLE t NOWAIT', [{ kind: 'Truncate', table: 't' }]],
    [
      'CREATE INDEX i ON t (a)',
      [
        {
          kind: 'CreateIndex',
          table: 't',
          ifNotExists: false,
          only: false,
          index: {
            name: 'i',
            unique: false,
            method: 'btree',
            span: 'INDEX i ON t (a)',
            parts: [{ column: 'a' }],
          },
        },
      ],
    ],
    [
      'CREATE UNIQUE INDEX i USING BTREE ON d.t (a(5), (b + 1) DESC)',
      [
        {
          kind: 'CreateIndex',
          table: 'd.t',
          index: {
            unique: true,
            method: 'btree',
            parts: [
              { column: 'a', prefixLength: 5 },
              { expression: 'b + 1', descending: true },
            ],
          },
        },
      ],
    ],
    [
      'CREATE FULLTEXT INDEX i ON t (a) WITH PARSER ngram',
      [{ kind: 'CreateIndex', index: { method: 'fulltext' } }],
    ],
    ['CREATE SPATIAL INDEX i ON t (g)', [{ kind: 'CreateIndex', index: { method: 'spatial' } }]],
    ['CREATE VECTOR INDEX i ON t (v)', [{ kind: 'CreateIndex', index: { method: 'vector' } }]],
    [
      'CREATE OR REPLACE UNIQUE INDEX i ON t (a)',
      [
        { kind: 'DropIndex', at: 'OR REPLACE', index: 'i', table: 't', ifExists: true },
        { kind: 'CreateIndex', ifNotExists: false, index: { unique: true } },
      ],
    ],
    [
      "CREATE INDEX i ON t (a) USING HASH COMMENT 'x' INVISIBLE",
      [{ kind: 'CreateIndex', index: { method: 'hash', comment: 'x', invisible: true } }],
    ],
    ['DROP INDEX i ON t', [{ kind: 'DropIndex', index: 'i', table: 't', ifExists: false }]],
    ['DROP INDEX IF EXISTS i ON d.t', [{ kind: 'DropIndex', index: 'i', table: 'd.t', ifExists: true }]],
    ['DROP INDEX `PRIMARY` ON t', [{ kind: 'DropIndex', index: 'PRIMARY' }]],
  ]);

  it('reads ALGORITHM, LOCK, WAIT and ONLINE of index statements', () => {
    const create = readSql('CREATE ONLINE INDEX i ON t (a) LOCK default ALGORITHM = INPLACE WAIT 3');
    assert.deepEqual(
      [create.level, create.online, create.lock?.value, create.algorithm?.value, create.wait?.value],
      ['full', true, 'DEFAULT', 'INPLACE', 3],
    );
    const drop = readSql('DROP INDEX i ON t ALGORITHM=INPLACE LOCK=NONE');
    assert.deepEqual([drop.level, drop.lock?.value, drop.algorithm?.value], ['full', 'NONE', 'INPLACE']);
    const wait = readSql("create index i on t1(col1) nowait comment 'test index' using btree");
    assert.deepEqual([wait.level, wait.wait?.value], ['full', 0]);
  });

  it('keeps the finished names of a broken list', () => {
    assertOperations(
      'DROP TABLE a, b, ',
      [
        { kind: 'DropTable', at: 'a' },
        { kind: 'DropTable', at: 'b' },
      ],
      { level: 'partial' },
    );
    assertOperations('RENAME TABLE a TO b, c TO', [{ kind: 'RenameTable', at: 'a TO b' }], {
      level: 'partial',
    });
  });

  it('gives the head of index statements that stop short', () => {
    const cases: readonly (readonly [string, string, string | null])[] = [
      ['CREATE INDEX i', 'create index', 'i'],
      ['CREATE INDEX i ON t', 'create index', 't'],
      ['CREATE INDEX i ON t (a', 'create index', 't'],
      ['CREATE INDEX i ON t (a) WHERE a > 0', 'create index', 't'],
      ['DROP INDEX i', 'drop index', 'i'],
      ['DROP INDEX CONCURRENTLY i', 'drop index', 'CONCURRENTLY'],
      ['RENAME TABLE a', 'rename table', 'a'],
      ['TRUNCATE TABLE t CASCADE', 'truncate', 't'],
    ];
    for (const [sql, verb, object] of cases) {
      const { level, operations } = readSql(sql);
      const [unknown] = operations;
      assert.ok(unknown?.kind === 'Unknown', sql);
      assert.deepEqual(
        [level, unknown.verb, unknown.object?.name.value ?? null, unknown.harmless],
        ['head', verb, object, false],
        sql,
      );
    }
  });
});

describe('mysql views', () => {
  statements([
    [
      'CREATE VIEW v AS SELECT a, b AS c, t.d, count(*) n, 1 + 1 FROM t',
      [
        {
          kind: 'CreateView',
          view: 'v',
          materialized: false,
          orReplace: false,
          columns: ['a', 'c', 'd', 'n', '1 + 1'],
          reads: ['t'],
          query: 'SELECT a, b AS c, t.d, count(*) n, 1 + 1 FROM t',
        },
      ],
    ],
    [
      "CREATE OR REPLACE ALGORITHM = MERGE DEFINER = 'u'@'%' SQL SECURITY INVOKER VIEW d.v (x, `y`) AS SELECT * FROM t WITH CASCADED CHECK OPTION",
      [{ kind: 'CreateView', view: 'd.v', orReplace: true, columns: ['x', 'y'], query: 'SELECT * FROM t' }],
    ],
    [
      'CREATE VIEW IF NOT EXISTS v AS SELECT * FROM t',
      [{ kind: 'CreateView', ifNotExists: true, columns: null }],
    ],
    [
      'CREATE VIEW v AS SELECT t.* FROM t WITH CHECK OPTION',
      [{ kind: 'CreateView', columns: null, query: 'SELECT t.* FROM t' }],
    ],
    [
      'CREATE VIEW v AS (SELECT DISTINCT a FROM t) UNION (SELECT b FROM u LIMIT 1)',
      [{ kind: 'CreateView', columns: ['a'], reads: ['t', 'u'] }],
    ],
    [
      'CREATE VIEW v AS WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5), k AS (SELECT * FROM d.u) SELECT n FROM c JOIN k',
      [{ kind: 'CreateView', columns: ['n'], reads: ['d.u'] }],
    ],
    [
      'CREATE DEFINER = CURRENT_USER VIEW v AS SELECT x.a FROM (SELECT a FROM t1, t2 z) x LEFT JOIN (t3, t4 AS q) USING (a) WHERE EXISTS (SELECT 1 FROM t5)',
      [{ kind: 'CreateView', columns: ['a'], reads: ['t1', 't2', 't3', 't4', 't5'] }],
    ],
    [
      "CREATE VIEW v AS SELECT EXTRACT(YEAR FROM d) y, TRIM(BOTH 'x' FROM e) AS z FROM t",
      [{ kind: 'CreateView', columns: ['y', 'z'], reads: ['t'] }],
    ],
    [
      'CREATE VIEW v AS SELECT CASE WHEN a THEN 1 END FROM t',
      [{ kind: 'CreateView', columns: ['CASE WHEN a THEN 1 END'] }],
    ],
    ['ALTER VIEW v AS SELECT 1 AS a', [{ kind: 'CreateView', view: 'v', orReplace: true, columns: ['a'] }]],
    ['ALTER ALGORITHM = UNDEFINED VIEW v (a) AS SELECT 1', [{ kind: 'CreateView', columns: ['a'] }]],
    [
      'DROP VIEW IF EXISTS v, d.w CASCADE',
      [
        { kind: 'DropObject', at: 'v', objectKind: 'view', name: 'v', ifExists: true, cascade: true },
        { kind: 'DropObject', at: 'd.w', name: 'd.w' },
      ],
    ],
  ]);

  it('gives the head of a view that stops short', () => {
    for (const sql of [
      'CREATE VIEW v',
      'CREATE VIEW v AS',
      'CREATE VIEW v AS SELECT (1',
      "CREATE VIEW v AS SELECT 'x",
      'CREATE VIEW v (a',
      'ALTER VIEW v AS FROM t',
    ]) {
      const { level, operations } = readSql(sql);
      assert.equal(level, 'head', sql);
      assert.ok(operations[0]?.kind === 'Unknown' && operations[0].object?.name.value === 'v', sql);
    }
  });
});

describe('mysql databases, sequences and server objects', () => {
  statements([
    [
      'CREATE DATABASE d',
      [{ kind: 'CreateSchema', objectKind: 'database', schema: 'd', ifNotExists: false }],
    ],
    [
      "CREATE SCHEMA IF NOT EXISTS `d` DEFAULT CHARACTER SET = utf8 COLLATE utf8_bin ENCRYPTION = 'Y'",
      [{ kind: 'CreateSchema', schema: 'd', ifNotExists: true }],
    ],
    [
      "CREATE OR REPLACE DATABASE d COMMENT 'x'",
      [
        { kind: 'DropObject', at: 'OR REPLACE', objectKind: 'database', name: 'd', ifExists: true },
        { kind: 'CreateSchema', schema: 'd' },
      ],
    ],
    [
      "ALTER DATABASE d DEFAULT ENCRYPTION = 'Y' READ ONLY = 1",
      [{ kind: 'AlterObject', objectKind: 'database', name: 'd' }],
    ],
    ['ALTER DATABASE CHARACTER SET utf8', [{ kind: 'AlterObject', objectKind: 'database', name: null }]],
    ['ALTER SCHEMA d COLLATE utf8_bin', [{ kind: 'AlterObject', name: 'd' }]],
    ['ALTER DATABASE d UPGRADE DATA DIRECTORY NAME', [{ kind: 'AlterObject', name: 'd' }]],
    [
      'DROP DATABASE IF EXISTS d',
      [{ kind: 'DropObject', at: 'd', objectKind: 'database', name: 'd', ifExists: true }],
    ],
    ['DROP SCHEMA d', [{ kind: 'DropObject', at: 'd', objectKind: 'database' }]],
    ['CREATE SEQUENCE s', [{ kind: 'CreateSequence', sequence: 's', ifNotExists: false, ownedBy: null }]],
    [
      'CREATE OR REPLACE SEQUENCE IF NOT EXISTS d.s AS BIGINT UNSIGNED START WITH 100 INCREMENT BY -10 MINVALUE=1 NO MAXVALUE CACHE 1000 NOCYCLE ENGINE=InnoDB',
      [
        { kind: 'DropObject', at: 'OR REPLACE', objectKind: 'sequence', name: 'd.s', ifExists: true },
        { kind: 'CreateSequence', sequence: 'd.s', ifNotExists: true },
      ],
    ],
    [
      'ALTER SEQUENCE IF EXISTS s START=100',
      [{ kind: 'AlterSequence', sequence: 's', ifExists: true, restarts: false }],
    ],
    ['ALTER SEQUENCE s RESTART', [{ kind: 'AlterSequence', restarts: true, ifExists: false }]],
    ['ALTER SEQUENCE s CACHE=1000 NOCYCLE RESTART WITH 1', [{ kind: 'AlterSequence', restarts: true }]],
    [
      'DROP SEQUENCE IF EXISTS a, b',
      [
        { kind: 'DropObject', at: 'a', objectKind: 'sequence', ifExists: true },
        { kind: 'DropObject', at: 'b' },
      ],
    ],
    [
      "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (USER 'u', HOST 'h')",
      [{ kind: 'CreateObject', objectKind: 'server', name: 's' }],
    ],
    ["ALTER SERVER s OPTIONS (USER 'sally')", [{ kind: 'AlterObject', objectKind: 'server', name: 's' }]],
    ['DROP SERVER IF EXISTS s', [{ kind: 'DropObject', objectKind: 'server', name: 's', ifExists: true }]],
    [
      "CREATE TABLESPACE ts ADD DATAFILE 'f.ibd' FILE_BLOCK_SIZE = 8192 ENGINE = InnoDB",
      [{ kind: 'CreateObject', objectKind: 'tablespace', name: 'ts' }],
    ],
    [
      "CREATE UNDO TABLESPACE ts ADD DATAFILE 'f.ibu'",
      [{ kind: 'CreateObject', objectKind: 'tablespace', name: 'ts' }],
    ],
    ['ALTER UNDO TABLESPACE ts SET INACTIVE', [{ kind: 'AlterObject', objectKind: 'tablespace' }]],
    [
      'ALTER TABLESPACE ts RENAME TO tu',
      [{ kind: 'RenameObject', objectKind: 'tablespace', name: 'ts', to: 'tu' }],
    ],
    ['DROP TABLESPACE ts ENGINE = NDB', [{ kind: 'DropObject', objectKind: 'tablespace', name: 'ts' }]],
    [
      "CREATE LOGFILE GROUP lg ADD UNDOFILE 'u.dat' ENGINE = NDB",
      [{ kind: 'CreateObject', objectKind: 'server object', name: 'lg' }],
    ],
    ['DROP LOGFILE GROUP lg ENGINE = NDB', [{ kind: 'DropObject', objectKind: 'server object', name: 'lg' }]],
    [
      'CREATE RESOURCE GROUP rg TYPE = USER VCPU = 2-3',
      [{ kind: 'CreateObject', objectKind: 'server object', name: 'rg' }],
    ],
    [
      "CREATE OR REPLACE SPATIAL REFERENCE SYSTEM 4120 NAME 'Greek'",
      [{ kind: 'CreateObject', objectKind: 'server object', name: '4120' }],
    ],
    [
      'DROP SPATIAL REFERENCE SYSTEM IF EXISTS 4120',
      [{ kind: 'DropObject', objectKind: 'server object', name: '4120', ifExists: true }],
    ],
    ['ALTER INSTANCE ROTATE INNODB MASTER KEY', [{ kind: 'AlterObject', objectKind: 'system', name: null }]],
    ["INSTALL PLUGIN p SONAME 'p.so'", [{ kind: 'CreateObject', objectKind: 'server object', name: 'p' }]],
    [
      "INSTALL COMPONENT 'file://c'",
      [{ kind: 'CreateObject', objectKind: 'server object', name: 'file://c' }],
    ],
    ["INSTALL SONAME 'p'", [{ kind: 'CreateObject', name: 'p' }]],
    [
      'UNINSTALL PLUGIN IF EXISTS p',
      [{ kind: 'DropObject', objectKind: 'server object', name: 'p', ifExists: true }],
    ],
    [
      'CREATE LIBRARY d.l LANGUAGE JAVASCRIPT AS $$ export function f(a) { return "it\'s"; } $$',
      [{ kind: 'CreateObject', objectKind: 'server object', name: 'd.l' }],
    ],
  ]);
});
