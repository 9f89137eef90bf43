import assert from 'node:assert/strict';
import type { EmbeddedStatement } from '../../../../server/src/operations/statementSyntax.ts';
import { assertOperations, readSql } from './support/readSql.ts';

/** `kind: text` of every operation in a body. */
function bodyOf(sql: string, body: readonly EmbeddedStatement[]): string[] {
  return body.flatMap(({ operations }) =>
    operations.map(({ kind, span }) => `${kind}: ${sql.slice(span.start, span.end)}`),
  );
}

/** Reads a routine, trigger, event or block in full and gives what its body does. */
function readBody(sql: string): string[] {
  const { level, operations } = readSql(sql);
  assert.equal(level, 'full', sql);
  const [operation] = operations;
  assert.ok(operation !== undefined && 'body' in operation, sql);
  return bodyOf(sql, operation.body);
}

describe('mysql stored programs', () => {
  it('reads the head of a procedure', () => {
    assertOperations(
      "CREATE DEFINER = `u`@`%` PROCEDURE IF NOT EXISTS d.p (IN a INT UNSIGNED, OUT b VARCHAR(10), INOUT `c` DECIMAL(10, 2), e JSON) COMMENT 'x' LANGUAGE SQL NOT DETERMINISTIC MODIFIES SQL DATA SQL SECURITY INVOKER SELECT 1",
      [
        {
          kind: 'CreateRoutine',
          routine: 'd.p',
          routineKind: 'procedure',
          ifNotExists: true,
          orReplace: false,
          returns: null,
          language: 'sql',
          volatility: 'volatile',
          parameters: [
            { name: 'a', mode: 'in', type: 'INT UNSIGNED', hasDefault: false },
            { name: 'b', mode: 'out', type: 'VARCHAR(10)' },
            { name: 'c', mode: 'inout', type: 'DECIMAL(10, 2)' },
            { name: 'e', mode: 'in', type: 'JSON' },
          ],
          body: [{ span: 'SELECT 1' }],
        },
      ],
    );
  });

  it('reads the head of a function', () => {
    assertOperations(
      'CREATE OR REPLACE FUNCTION f(a INT) RETURNS varchar(5) CHARSET utf8 COLLATE utf8_bin DETERMINISTIC NO SQL RETURN a',
      [
        {
          kind: 'CreateRoutine',
          routine: 'f',
          routineKind: 'function',
          orReplace: true,
          returns: 'varchar(5) CHARSET utf8 COLLATE utf8_bin',
          volatility: 'immutable',
          body: [],
        },
      ],
    );
    assertOperations("CREATE AGGREGATE FUNCTION f RETURNS REAL SONAME 'x.so'", [
      { kind: 'CreateRoutine', routineKind: 'aggregate', returns: 'REAL', language: null, parameters: [] },
    ]);
    assertOperations('CREATE FUNCTION f(a INT) RETURNS INT LANGUAGE JAVASCRIPT AS $$ return a; $$', [
      { kind: 'CreateRoutine', language: 'javascript', body: [] },
    ]);
    assertOperations('CREATE FUNCTION f(a INT DEFAULT 5, b INT) RETURN INT AS BEGIN RETURN a; END', [
      {
        kind: 'CreateRoutine',
        parameters: [
          { name: 'a', type: 'INT', hasDefault: true },
          { name: 'b', hasDefault: false },
        ],
        returns: 'INT',
      },
    ]);
    assertOperations('CREATE PROCEDURE p(a IN INT, b OUT INT) AS BEGIN NULL; END', [
      {
        kind: 'CreateRoutine',
        parameters: [
          { name: 'a', mode: 'in', type: 'INT' },
          { name: 'b', mode: 'out', type: 'INT' },
        ],
      },
    ]);
  });

  it('finds the DDL in branches, loops, handlers and nested blocks', () => {
    const sql = `CREATE PROCEDURE p()
      outer_block: BEGIN
        DECLARE n, m INT DEFAULT 0;
        DECLARE c CURSOR FOR SELECT a FROM t;
        DECLARE dup CONDITION FOR 1062;
        DECLARE CONTINUE HANDLER FOR NOT FOUND, SQLSTATE VALUE '42S01', 1062, dup SET @done = 1;
        DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;
        IF NOT EXISTS (SELECT * FROM information_schema.columns WHERE x = 1) AND CASE WHEN n THEN 1 ELSE 0 END THEN
          ALTER TABLE t ADD COLUMN a INT, DROP COLUMN b;
        ELSEIF n > 1 THEN
          DROP TABLE u;
        ELSE
          CREATE INDEX i ON t (a);
        END IF;
        OPEN c;
        l: LOOP
          FETCH c INTO n;
          IF n = 1 THEN LEAVE l; END IF;
          INSERT INTO t (a) VALUES (n);
        END LOOP l;
        CLOSE c;
        WHILE n < 5 DO SET n = n + 1; UPDATE t SET a = IF(n > 1, 1, 2); END WHILE;
        REPEAT DELETE FROM t WHERE a = n; UNTIL n > 9 END REPEAT;
        CASE n WHEN 1 THEN TRUNCATE TABLE t; ELSE BEGIN END; END CASE;
        CASE WHEN n = 1 THEN CALL q(1); END CASE;
        FOR i IN 1..3 DO DROP VIEW v; END FOR;
        FOR r IN (SELECT a FROM t) DO DROP VIEW w; END FOR;
        SET NEW.a = 1, NEW.b = 2;
        SELECT COUNT(*) INTO n FROM t;
      END outer_block`;
    assert.deepEqual(readBody(sql), [
      'SetVariable: @done = 1',
      'TransactionControl: ROLLBACK',
      'AddColumn: ADD COLUMN a INT',
      'DropColumn: DROP COLUMN b',
      'DropTable: u',
      'CreateIndex: CREATE INDEX i ON t (a)',
      'Insert: INSERT INTO t (a) VALUES (n)',
      'SetVariable: n = n + 1',
      'Update: UPDATE t SET a = IF(n > 1, 1, 2)',
      'Delete: DELETE FROM t WHERE a = n',
      'Truncate: TRUNCATE TABLE t',
      'DynamicStatement: CALL q(1)',
      'DropObject: v',
      'DropObject: w',
      'SetVariable: NEW.a = 1',
      'SetVariable: NEW.b = 2',
      'Query: SELECT COUNT(*) INTO n FROM t',
    ]);
  });

  it('reads a body of one statement and one that ends with a semicolon', () => {
    assert.deepEqual(readBody('CREATE PROCEDURE p() ALTER TABLE t FORCE'), ['TableMaintenance: FORCE']);
    assert.deepEqual(readBody('CREATE PROCEDURE p() BEGIN DROP TABLE t; END;'), ['DropTable: t']);
  });

  it('reads the statement that a body prepares from a constant', () => {
    const sql = "CREATE PROCEDURE p() BEGIN PREPARE s FROM 'DROP TABLE t'; EXECUTE s; END";
    const [routine] = readSql(sql).operations;
    assert.ok(routine?.kind === 'CreateRoutine');
    const [prepare] = routine.body[0]?.operations ?? [];
    assert.ok(prepare?.kind === 'DynamicStatement');
    assert.deepEqual(bodyOf(sql, prepare.body), ['DropTable: t']);
  });

  it('marks a body as partial when a block stays open or a statement cannot be read', () => {
    for (const sql of [
      'CREATE PROCEDURE p() BEGIN DROP TABLE t; ',
      'CREATE PROCEDURE p() BEGIN IF a THEN DROP TABLE t; END',
      'CREATE PROCEDURE p() BEGIN DROP TABLE t; END; END',
      'CREATE PROCEDURE p() BEGIN DROP TABLE t; FROB x; END',
      'CREATE PROCEDURE p() BEGIN ALTER TABLE t ADD; DROP TABLE t; END',
      "CREATE PROCEDURE p() BEGIN DROP TABLE t; SET @a = 'x; END",
    ]) {
      const { level, operations } = readSql(sql);
      assert.equal(level, 'partial', sql);
      const [routine] = operations;
      assert.ok(routine?.kind === 'CreateRoutine', sql);
      assert.ok(bodyOf(sql, routine.body).includes('DropTable: t'), sql);
    }
  });

  it('gives the head of a routine that stops short', () => {
    for (const sql of [
      'CREATE PROCEDURE p',
      'CREATE PROCEDURE p()',
      'CREATE PROCEDURE p(IN a INT',
      'CREATE FUNCTION p() RETURNS',
      'CREATE FUNCTION p() RETURNS INT',
    ]) {
      const { level, operations } = readSql(sql);
      assert.equal(level, 'head', sql);
      assert.ok(operations[0]?.kind === 'Unknown' && operations[0].object?.name.value === 'p', sql);
    }
  });

  it('reads triggers', () => {
    assertOperations('CREATE TRIGGER d.x BEFORE INSERT ON d.t FOR EACH ROW SET NEW.a = 1', [
      {
        kind: 'CreateTrigger',
        trigger: 'x',
        table: 'd.t',
        tableIfExists: false,
        timing: 'before',
        events: ['insert'],
        orReplace: false,
        constraint: false,
        ifNotExists: false,
        order: null,
        columns: [],
        body: [{ operations: [{ kind: 'SetVariable', span: 'NEW.a = 1', name: 'new.a', valueSpan: '1' }] }],
      },
    ]);
    assertOperations(
      "CREATE OR REPLACE DEFINER='u'@'h' TRIGGER IF NOT EXISTS x AFTER DELETE ON t FOR EACH ROW FOLLOWS y BEGIN INSERT INTO l VALUES (OLD.a); END",
      [
        {
          kind: 'CreateTrigger',
          timing: 'after',
          events: ['delete'],
          orReplace: true,
          ifNotExists: true,
          order: { side: 'follows', trigger: 'y' },
          body: [{ span: 'INSERT INTO l VALUES (OLD.a)' }],
        },
      ],
    );
    assertOperations('CREATE TRIGGER x AFTER INSERT OR UPDATE OF a, b ON t FOR EACH ROW BEGIN END', [
      { kind: 'CreateTrigger', events: ['insert', 'update'], columns: ['a', 'b'] },
    ]);
    assertOperations('DROP TRIGGER IF EXISTS d.x', [
      { kind: 'DropObject', at: 'd.x', objectKind: 'trigger', name: 'd.x', table: null, ifExists: true },
    ]);
  });

  it('reads events', () => {
    assertOperations(
      'CREATE EVENT IF NOT EXISTS d.e ON SCHEDULE EVERY 1 HOUR STARTS NOW() + INTERVAL 1 DAY ON COMPLETION PRESERVE DISABLE DO DELETE FROM t',
      [
        {
          kind: 'CreateRoutine',
          routineKind: 'event',
          routine: 'd.e',
          ifNotExists: true,
          body: [{ span: 'DELETE FROM t' }],
        },
      ],
    );
    assert.deepEqual(
      readBody("CREATE EVENT e ON SCHEDULE AT '2030-01-01' COMMENT 'x' DO BEGIN DROP TABLE t; END"),
      ['DropTable: t'],
    );
    assertOperations('ALTER DEFINER = CURRENT_USER EVENT e ON SCHEDULE EVERY 1 DAY', [
      { kind: 'AlterObject', objectKind: 'event', name: 'e' },
    ]);
    assertOperations(
      'ALTER EVENT e ON SCHEDULE EVERY 1 DAY RENAME TO f DISABLE DO BEGIN DELETE FROM t; END',
      [
        { kind: 'AlterObject', objectKind: 'event', name: 'e', body: [{ span: 'DELETE FROM t' }] },
        { kind: 'RenameObject', at: 'RENAME TO f', objectKind: 'event', name: 'e', to: 'f' },
      ],
    );
    assertOperations('ALTER EVENT e RENAME TO f', [
      { kind: 'RenameObject', objectKind: 'event', name: 'e', to: 'f' },
    ]);
    assertOperations('DROP EVENT IF EXISTS e', [{ kind: 'DropObject', at: 'e', objectKind: 'event' }]);
  });

  it('reads ALTER and DROP of routines and packages', () => {
    assertOperations("ALTER PROCEDURE d.p COMMENT 'x' SQL SECURITY INVOKER", [
      { kind: 'AlterObject', objectKind: 'procedure', name: 'd.p' },
    ]);
    assertOperations('ALTER FUNCTION f READS SQL DATA', [
      { kind: 'AlterObject', objectKind: 'function', name: 'f' },
    ]);
    assertOperations('DROP PROCEDURE IF EXISTS d.p', [
      {
        kind: 'DropObject',
        at: 'd.p',
        objectKind: 'procedure',
        name: 'd.p',
        signature: null,
        ifExists: true,
      },
    ]);
    assertOperations('DROP FUNCTION f', [{ kind: 'DropObject', at: 'f', objectKind: 'function' }]);
    assertOperations('CREATE OR REPLACE PACKAGE BODY d.k AS PROCEDURE p AS BEGIN NULL; END; END', [
      { kind: 'CreateRoutine', routineKind: 'package', routine: 'd.k', orReplace: true },
    ]);
    assertOperations('DROP PACKAGE BODY IF EXISTS k', [
      { kind: 'DropObject', at: 'k', objectKind: 'routine', ifExists: true },
    ]);
  });

  it('reads compound statements outside a routine', () => {
    const sql = "BEGIN NOT ATOMIC IF @@version LIKE '1%' THEN DROP TABLE t; END IF; END";
    assertOperations(sql, [{ kind: 'ExecuteBlock', language: 'sql' }], { dialect: 'mariadb' });
    assert.deepEqual(readBody(sql), ['DropTable: t']);
    assert.deepEqual(readBody('IF 1 THEN DROP TABLE t; END IF'), ['DropTable: t']);
    assert.deepEqual(readBody('l: LOOP DROP TABLE t; LEAVE l; END LOOP'), ['DropTable: t']);
  });
});
