import assert from 'node:assert/strict';
import { assertOperations, type ExpectedOperation, readSql } from './support/readSql.ts';

type Case = readonly [sql: string, expected: readonly ExpectedOperation[]];

function statements(cases: readonly Case[]): void {
  for (const [sql, expected] of cases) it(sql, () => void assertOperations(sql, expected));
}

function assertHead(sql: string, verb: string, object: string | null): void {
  const { level, operations } = readSql(sql);
  const [unknown] = operations;
  assert.ok(unknown?.kind === 'Unknown', sql);
  assert.deepEqual(
    [level, unknown.verb, unknown.object?.name.value ?? null, unknown.harmless],
    ['head', verb, object, true],
    sql,
  );
}

describe('mysql INSERT and REPLACE', () => {
  statements([
    [
      'INSERT INTO t VALUES (1, 2), (3, 4)',
      [
        {
          kind: 'Insert',
          table: 't',
          columns: null,
          source: 'values',
          rows: 2,
          reads: [],
          onConflict: 'none',
          limited: false,
        },
      ],
    ],
    [
      'INSERT LOW_PRIORITY IGNORE d.t (a, `b`) VALUE (1, (SELECT x FROM u))',
      [{ kind: 'Insert', table: 'd.t', columns: ['a', 'b'], rows: 1, reads: ['u'], onConflict: 'ignore' }],
    ],
    ['INSERT INTO t () VALUES ()', [{ kind: 'Insert', columns: [], rows: 1 }]],
    ['INSERT INTO t (t.a) VALUES ROW(1), ROW(2)', [{ kind: 'Insert', columns: ['a'], rows: 2 }]],
    [
      'INSERT INTO t SET a = 1, b = (SELECT c FROM u) ON DUPLICATE KEY UPDATE a = 2',
      [
        {
          kind: 'Insert',
          columns: ['a', 'b'],
          source: 'values',
          rows: 1,
          reads: ['u'],
          onConflict: 'update',
        },
      ],
    ],
    [
      'INSERT INTO t (a) SELECT b FROM u WHERE c = 1',
      [{ kind: 'Insert', columns: ['a'], source: 'select', rows: 0, reads: ['u'], limited: true }],
    ],
    [
      'INSERT INTO t SELECT b FROM u JOIN v ON u.x = v.x ON DUPLICATE KEY UPDATE a = VALUES(a), b = 1',
      [{ kind: 'Insert', source: 'select', reads: ['u', 'v'], limited: false, onConflict: 'update' }],
    ],
    [
      'INSERT INTO t (a) (SELECT b FROM u LIMIT 5)',
      [{ kind: 'Insert', columns: ['a'], source: 'select', limited: true }],
    ],
    [
      'INSERT INTO t (SELECT b FROM u)',
      [{ kind: 'Insert', columns: null, source: 'select', limited: false }],
    ],
    [
      'INSERT INTO t (a) WITH c AS (SELECT 1 FROM u) SELECT * FROM c',
      [{ kind: 'Insert', source: 'select', reads: ['u'] }],
    ],
    ['INSERT INTO t TABLE u', [{ kind: 'Insert', source: 'select' }]],
    [
      'INSERT INTO t VALUES (1) AS n (a) ON DUPLICATE KEY UPDATE a = n.a',
      [{ kind: 'Insert', rows: 1, onConflict: 'update' }],
    ],
    ['INSERT INTO t PARTITION (p) (a) VALUES (1) RETURNING a', [{ kind: 'Insert', columns: ['a'], rows: 1 }]],
    ['REPLACE INTO t (a) VALUES (1)', [{ kind: 'Insert', onConflict: 'replace' }]],
    ['REPLACE t SELECT * FROM u', [{ kind: 'Insert', onConflict: 'replace', reads: ['u'] }]],
    [
      "LOAD DATA LOCAL INFILE 'f' REPLACE INTO TABLE d.t FIELDS TERMINATED BY ',' (a, @b) SET c = @b",
      [{ kind: 'CopyRows', table: 'd.t', direction: 'from' }],
    ],
    ["LOAD XML INFILE 'f' INTO TABLE t", [{ kind: 'CopyRows', table: 't' }]],
    ['LOAD INDEX INTO CACHE t', [{ kind: 'Unknown', harmless: true }]],
  ]);

  it('counts the rows of a long INSERT that it does not cut into tokens', () => {
    const row = "(1, 'it''s ) ( \\' \"', NULL, -1.5e3, NOW())";
    const sql = `INSERT INTO t (a, b) VALUES ${Array.from({ length: 500 }, () => row).join(',\n')} ON DUPLICATE KEY UPDATE a = VALUES(a)`;
    assertOperations(sql, [
      { kind: 'Insert', columns: ['a', 'b'], rows: 500, reads: [], onConflict: 'update' },
    ]);
  });

  it('reads the same in long and short INSERTs', () => {
    const pad = `'${'x'.repeat(3000)}'`;
    const sources = [
      'VALUES (1), (2)',
      'VALUES (1, (SELECT a FROM u)), (2, 3)',
      'SELECT 1 FROM u ON DUPLICATE KEY UPDATE a = VALUES(a)',
      'VALUES (1) /* c */, (2)',
      'VALUES (1), (2) AS n ON DUPLICATE KEY UPDATE a = 1',
      'SET a = 1 ON DUPLICATE KEY UPDATE a = VALUES(a)',
    ];
    for (const source of sources) {
      const [short] = readSql(`INSERT INTO t ${source}`).operations;
      const [long] = readSql(`INSERT INTO t ${source.replace('1', pad)}`).operations;
      assert.ok(short?.kind === 'Insert' && long?.kind === 'Insert', source);
      assert.deepEqual(
        [long.rows, long.reads.length, long.onConflict],
        [short.rows, short.reads.length, short.onConflict],
        source,
      );
    }
  });

  it('gives the head of an INSERT that stops short', () => {
    for (const rest of [
      '',
      ' (a',
      ' (a)',
      ' VALUES',
      ' VALUES (1',
      ' VALUES (1),',
      " VALUES ('x)",
      ' SET',
      ' SET a',
      ' SELECT (1',
      ' VALUES (1) ON DUPLICATE KEY',
      ' VALUES (1) junk',
    ]) {
      assertHead(`INSERT INTO t${rest}`, 'insert', 't');
    }
    assertHead(`INSERT INTO t VALUES ('${'x'.repeat(3000)}'), (1`, 'insert', 't');
  });
});

describe('mysql UPDATE and DELETE', () => {
  statements([
    [
      'UPDATE t SET a = 1, `b` = b + 1',
      [{ kind: 'Update', table: 't', columns: ['a', 'b'], where: null, limit: false, reads: [] }],
    ],
    [
      'UPDATE LOW_PRIORITY IGNORE d.t SET a = 1 WHERE b IS NULL ORDER BY c LIMIT 10',
      [{ kind: 'Update', table: 'd.t', columns: ['a'], where: 'b IS NULL', limit: true }],
    ],
    [
      'UPDATE t SET a = (SELECT max(x) FROM u WHERE u.y = t.y) WHERE a IN (SELECT z FROM v)',
      [{ kind: 'Update', where: 'a IN (SELECT z FROM v)', reads: ['u', 'v'] }],
    ],
    [
      'UPDATE t x JOIN d.u AS y ON x.i = y.i SET x.a = y.a WHERE y.b = 1',
      [{ kind: 'Update', table: 't', columns: ['a'], reads: ['d.u'], where: 'y.b = 1' }],
    ],
    [
      'UPDATE t, u SET t.a = 1, u.b = 2, t.c = 3',
      [
        { kind: 'Update', table: 't', columns: ['a', 'c'], reads: ['u'] },
        { kind: 'Update', table: 'u', columns: ['b'], reads: ['t'] },
      ],
    ],
    [
      'UPDATE t JOIN (SELECT a FROM u) s ON t.a = s.a SET t.b = 1',
      [{ kind: 'Update', table: 't', reads: ['u'] }],
    ],
    [
      'WITH c AS (SELECT a FROM u) UPDATE t JOIN c ON t.a = c.a SET t.b = 1 WHERE t.a > 0',
      [{ kind: 'Update', table: 't', where: 't.a > 0' }],
    ],
    ['DELETE FROM t', [{ kind: 'Delete', table: 't', where: null, limit: false, reads: [] }]],
    [
      'DELETE QUICK IGNORE FROM d.t PARTITION (p) AS x WHERE a = 1 ORDER BY b LIMIT 5 RETURNING a',
      [{ kind: 'Delete', table: 'd.t', where: 'a = 1', limit: true }],
    ],
    [
      'DELETE x, y.* FROM t AS x JOIN u y ON x.a = y.a WHERE x.b > 1',
      [
        { kind: 'Delete', table: 't', where: 'x.b > 1', reads: ['u'] },
        { kind: 'Delete', table: 'u', reads: ['t'] },
      ],
    ],
    [
      'DELETE t FROM t LEFT JOIN d.u ON t.a = u.a WHERE u.a IS NULL',
      [{ kind: 'Delete', table: 't', reads: ['d.u'] }],
    ],
    [
      'DELETE FROM t, u USING t JOIN u JOIN v WHERE t.a = v.a',
      [
        { kind: 'Delete', table: 't', reads: ['u', 'v'] },
        { kind: 'Delete', table: 'u', reads: ['t', 'v'] },
      ],
    ],
    ['DELETE FROM t WHERE a IN (SELECT b FROM u)', [{ kind: 'Delete', reads: ['u'] }]],
    [
      'WITH c AS (SELECT a FROM u) DELETE FROM t WHERE a IN (SELECT a FROM c)',
      [{ kind: 'Delete', table: 't', reads: ['u'] }],
    ],
    [
      'DELETE FROM t FOR PORTION OF p FROM 1 TO 2 WHERE a = 1',
      [{ kind: 'Delete', table: 't', where: 'a = 1' }],
    ],
  ]);

  it('gives the head of a change that stops short or has words that cannot be read', () => {
    assertHead('UPDATE t', 'update', 't');
    assertHead('UPDATE t SET', 'update', 't');
    assertHead('UPDATE t SET a', 'update', 't');
    assertHead('UPDATE t SET a =', 'update', 't');
    assertHead('UPDATE t SET a = 1 WHERE', 'update', 't');
    assertHead("UPDATE t SET a = 'x", 'update', 't');
    assertHead('UPDATE t SET a = (1', 'update', 't');
    assertHead('DELETE FROM t WHER a = 1', 'delete', 't');
    assertHead('DELETE FROM t WHERE', 'delete', 't');
    assertHead("DELETE FROM t WHERE a = 'x", 'delete', 't');
    assertHead('DELETE FROM', 'delete', null);
    assertHead('DELETE a', 'delete', 'a');
  });
});

describe('mysql queries', () => {
  statements([
    [
      'SELECT a, count(*) FROM t JOIN d.u USING (x) WHERE lower(a) = 1',
      [{ kind: 'Query', reads: ['t', 'd.u'], functions: ['count', 'lower'] }],
    ],
    ['(SELECT a FROM t) UNION ALL (SELECT b FROM u)', [{ kind: 'Query', reads: ['t', 'u'] }]],
    ['WITH c AS (SELECT 1 FROM t) SELECT * FROM c, u', [{ kind: 'Query', reads: ['t', 'u'] }]],
    [
      'WITH RECURSIVE c (n) AS (SELECT 1 UNION SELECT n FROM c) SELECT n FROM c',
      [{ kind: 'Query', reads: [] }],
    ],
    ['TABLE d.t ORDER BY a', [{ kind: 'Query', reads: ['d.t'] }]],
    ['VALUES ROW(1), ROW(2)', [{ kind: 'Query', reads: [] }]],
    ['DO SLEEP(5)', [{ kind: 'Query', reads: [], functions: ['sleep'] }]],
    [
      "SELECT j.x FROM t, JSON_TABLE(t.doc, '$[*]' COLUMNS (x INT PATH '$.x')) AS j",
      [{ kind: 'Query', reads: ['t'] }],
    ],
    ['SELECT * FROM t FOR SYSTEM_TIME ALL WHERE a = 1', [{ kind: 'Query', reads: ['t'] }]],
    ['SELECT 1 FROM DUAL', [{ kind: 'Query', reads: [] }]],
    ["SELECT a FROM t INTO OUTFILE 'x'", [{ kind: 'Query', reads: ['t'] }]],
  ]);

  it('gives the head of a query that stays open', () => {
    assertHead('SELECT (1', 'select', null);
    assertHead("SELECT 'x", 'select', null);
  });
});
