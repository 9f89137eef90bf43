import assert from 'node:assert/strict';
import type { EmbeddedStatement } from '../../../../server/src/operations/statementSyntax.ts';
import { readSql } from './support/readSql.ts';

const ORACLE = { dialect: 'mariadb' } as const;

/** `Kind: text` of every operation of the body. */
function bodyOf(sql: string, level = 'full'): string[] {
  const syntax = readSql(sql, ORACLE);
  assert.equal(syntax.level, level, sql);
  const [operation] = syntax.operations;
  assert.ok(operation !== undefined && 'body' in operation, sql);
  const body: readonly EmbeddedStatement[] = operation.body ?? [];
  return body.flatMap(statement =>
    statement.operations.map(({ kind, span }) => `${kind}: ${sql.slice(span.start, span.end)}`),
  );
}

describe('mysql reader and the Oracle mode of MariaDB', () => {
  it('passes over declarations, and reads the block behind them', () => {
    assert.deepEqual(
      bodyOf(`CREATE OR REPLACE PROCEDURE p (a IN INT, b OUT VARCHAR2(10)) AS
        n INT := 0;
        limit_value CONSTANT NUMBER(10) := 5;
        row_value t%ROWTYPE;
        name_value t.name%TYPE DEFAULT 'x';
        missing EXCEPTION;
        CURSOR c IS SELECT a FROM t;
        rec c%ROWTYPE;
        list list_type;
      BEGIN
        n := n + 1;
        row_value.a := 2;
        <<again>>
        FOR i IN 1..10 LOOP INSERT INTO t VALUES (i); EXIT WHEN i > 5; END LOOP;
        WHILE n < 3 LOOP DELETE FROM u WHERE a = n; END LOOP;
        IF n = 1 THEN DROP TABLE v; ELSIF n = 2 THEN ALTER TABLE t ADD c INT; ELSE NULL; END IF;
        EXECUTE IMMEDIATE 'TRUNCATE TABLE w';
        log_it(n, 'x');
        tools.clean;
        COMMIT;
      EXCEPTION
        WHEN NO_DATA_FOUND THEN ROLLBACK;
        WHEN OTHERS THEN RAISE missing;
      END`),
      [
        'Insert: INSERT INTO t VALUES (i)',
        'Delete: DELETE FROM u WHERE a = n',
        'DropTable: v',
        'AddColumn: ADD c INT',
        "DynamicStatement: EXECUTE IMMEDIATE 'TRUNCATE TABLE w'",
        "DynamicStatement: log_it(n, 'x')",
        'DynamicStatement: tools.clean',
        'TransactionControl: COMMIT',
        'TransactionControl: ROLLBACK',
      ],
    );
  });

  it('reads routines inside routines', () => {
    assert.deepEqual(
      bodyOf(`CREATE FUNCTION f RETURN INT IS
        PROCEDURE inner_one(x INT) AS y INT; BEGIN UPDATE t SET a = x; END;
        FUNCTION inner_two RETURN INT IS BEGIN RETURN 1; END;
        z INT;
      BEGIN
        inner_one(1);
        RETURN inner_two();
      END`),
      ['Update: UPDATE t SET a = x', 'DynamicStatement: inner_one(1)'],
    );
  });

  it('reads the members of packages and the statements behind them', () => {
    assert.deepEqual(
      bodyOf(`CREATE OR REPLACE PACKAGE tools AS
        FUNCTION f(a INT) RETURN INT;
        PROCEDURE q;
        counter INT := 0;
      END`),
      [],
    );
    assert.deepEqual(
      bodyOf(`CREATE PACKAGE BODY tools AS
        counter INT := 0;
        FUNCTION f(a INT) RETURN INT AS n INT; BEGIN INSERT INTO l VALUES (a); RETURN n; END;
        PROCEDURE q AS BEGIN DROP TABLE old_rows; END;
      BEGIN
        DELETE FROM cache;
      END`),
      ['Insert: INSERT INTO l VALUES (a)', 'DropTable: old_rows', 'Delete: DELETE FROM cache'],
    );
    const [create] = readSql('CREATE PACKAGE BODY d.p SQL SECURITY INVOKER IS END', ORACLE).operations;
    assert.ok(create?.kind === 'CreateRoutine' && create.routineKind === 'package');
  });

  it('finds assignments to the new row of a trigger', () => {
    assert.deepEqual(
      bodyOf(
        'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN :NEW.Created := now(); SET NEW.b = 1; END',
      ),
      ['SetVariable: :NEW.Created := now()', 'SetVariable: NEW.b = 1'],
    );
  });

  it('reads anonymous blocks with a declaration part', () => {
    assert.deepEqual(bodyOf('DECLARE a INT := 1; b VARCHAR2(10); BEGIN DROP VIEW v; END'), ['DropObject: v']);
  });

  it('takes nothing else for a declaration', () => {
    const near = [
      'CREATE PROCEDURE p() BEGIN FROB x; END',
      'CREATE PROCEDURE p() BEGIN DROP TABLE t; frobnicate the table; END',
      'CREATE PACKAGE BODY p AS PROCEDURE q AS BEGIN DROP TABLE t; END;',
      'CREATE PACKAGE BODY p AS PROCEDURE q AS BEGIN DROP TABLE t; END; END; END',
      'CREATE PROCEDURE p AS x INT; BEGIN x(1; END',
    ];
    for (const sql of near) assert.equal(readSql(sql, ORACLE).level, 'partial', sql);
    assert.equal(readSql('CREATE PACKAGE p', ORACLE).level, 'head');
  });
});
