import assert from 'node:assert/strict';
import type { EmbeddedStatement } from '../../../../server/src/operations/statementSyntax.ts';
import { assertOperations, describeOperations, shown, testReader } from './shownOperations.ts';

/** The statements of the body of a DO block, each as its words and the kinds of its operations. */
async function statementsOf(body: string): Promise<string[]> {
  const sql = `DO $ü$${body}$ü$`;
  const reader = await testReader();
  const syntax = reader.read(sql);
  assert.equal(syntax.level, 'full', syntax.error?.message);
  const [block] = syntax.operations;
  assert.ok(block?.kind === 'ExecuteBlock');
  return block.body.map(statement => shownStatement(sql, statement));
}

function shownStatement(sql: string, { span, operations }: EmbeddedStatement): string {
  const kinds = operations.map(operation => {
    shown(sql, operation);
    return operation.kind;
  });
  return `${String(shown(sql, span)).replace(/\s+/g, ' ')} -> ${kinds.join(', ')}`;
}

describe('PostgreSQL DO blocks', () => {
  const cases: readonly [body: string, statements: readonly string[]][] = [
    ['BEGIN DROP TABLE a; END', ['DROP TABLE a -> DropTable']],
    ['BEGIN NULL; END', []],
    [
      `DECLARE x int := 1; c CURSOR FOR SELECT 1; drop_it text = 'DROP TABLE a';
       BEGIN IF x > 1 THEN DROP TABLE a; ELSIF x = 2 THEN DROP TABLE b; ELSE DROP TABLE c; END IF; END;`,
      ['DROP TABLE a -> DropTable', 'DROP TABLE b -> DropTable', 'DROP TABLE c -> DropTable'],
    ],
    [
      "BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type) AND CASE WHEN true THEN true END THEN CREATE TYPE t AS ENUM ('ü'); END IF; END",
      ["CREATE TYPE t AS ENUM ('ü') -> CreateType"],
    ],
    [
      'BEGIN CREATE TYPE t AS ENUM (); EXCEPTION WHEN duplicate_object THEN NULL; WHEN OTHERS THEN DROP TYPE t; END',
      ['CREATE TYPE t AS ENUM () -> CreateType', 'DROP TYPE t -> DropObject'],
    ],
    [
      '<<l>> BEGIN FOR r IN SELECT a FROM t LOOP UPDATE t SET a = r.a; END LOOP; WHILE true LOOP DELETE FROM t; END LOOP l; LOOP EXIT; END LOOP; FOR i IN 1..10 LOOP INSERT INTO t VALUES (i); END LOOP; END',
      [
        'SELECT a FROM t -> Query',
        'UPDATE t SET a = r.a -> Update',
        'DELETE FROM t -> Delete',
        'INSERT INTO t VALUES (i) -> Insert',
      ],
    ],
    [
      'BEGIN CASE x WHEN 1 THEN DROP TABLE a; ELSE DROP TABLE b; END CASE; END',
      ['DROP TABLE a -> DropTable', 'DROP TABLE b -> DropTable'],
    ],
    [
      'BEGIN SELECT a, b INTO STRICT x, y.z FROM t WHERE c; END',
      ['SELECT a, b INTO STRICT x, y.z FROM t WHERE c -> Query'],
    ],
    [
      'BEGIN INSERT INTO t (a) VALUES (1) RETURNING id INTO x; END',
      ['INSERT INTO t (a) VALUES (1) RETURNING id INTO x -> Insert'],
    ],
    ['BEGIN PERFORM f(1) FROM t; END', ['PERFORM f(1) FROM t -> Query']],
    ['BEGIN RETURN QUERY SELECT 1; RETURN; END', ['SELECT 1 -> Query']],
    ["BEGIN comment := 1; update.x := 2; RAISE NOTICE 'DROP TABLE a;'; END", []],
    ['BEGIN COMMIT; ROLLBACK; END', ['COMMIT -> TransactionControl', 'ROLLBACK -> TransactionControl']],
    [
      "BEGIN EXECUTE 'DROP TABLE a; DROP TABLE b'; END",
      ['DROP TABLE a -> DropTable', 'DROP TABLE b -> DropTable'],
    ],
    ['BEGIN EXECUTE $q$ALTER TABLE t ADD c int$q$ USING x; END', ['ALTER TABLE t ADD c int -> AddColumn']],
    [
      "BEGIN EXECUTE ('DROP TABLE a'); EXECUTE format('DROP TABLE b'); END",
      ['DROP TABLE a -> DropTable', 'DROP TABLE b -> DropTable'],
    ],
    ["BEGIN EXECUTE 'DROP TABLE ' || x; END", ["EXECUTE 'DROP TABLE ' || x -> DynamicStatement"]],
    [
      "BEGIN EXECUTE format('DROP TABLE %I', x); END",
      ["EXECUTE format('DROP TABLE %I', x) -> DynamicStatement"],
    ],
    ["BEGIN FOR r IN EXECUTE 'SELECT 1 FROM t' LOOP NULL; END LOOP; END", ['SELECT 1 FROM t -> Query']],
    ['BEGIN DO $x$BEGIN DROP TABLE a; END$x$; END', ['DO $x$BEGIN DROP TABLE a; END$x$ -> ExecuteBlock']],
    ['BEGIN DROP TABEL a; DROP TABLE b; END', ['DROP TABEL a -> Unknown', 'DROP TABLE b -> DropTable']],
    [
      'BEGIN ALTER TABLE t ADD a int, ADD; END',
      ['ALTER TABLE t ADD a int, ADD -> AddColumn, UnknownTableAction'],
    ],
    ['BEGIN DROP TABLE a', ['DROP TABLE a -> DropTable']],
    ['BEGIN constructor; __proto__ := 1; DROP TABLE a; END', ['DROP TABLE a -> DropTable']],
    ['', []],
  ];
  for (const [body, statements] of cases) {
    it(body.replace(/\s+/g, ' ').slice(0, 120) || 'empty', async () => {
      assert.deepEqual(await statementsOf(body), statements);
    });
  }

  it('gives places in the text with doubled quotes', async () => {
    const sql = "DO 'BEGIN EXECUTE ''ALTER TABLE \"Ü\" ADD c text DEFAULT ''''x'''''' ; END'";
    const syntax = await assertOperations(sql, [{ kind: 'ExecuteBlock', language: 'plpgsql' }]);
    const [block] = syntax.operations;
    assert.ok(block?.kind === 'ExecuteBlock');
    assert.deepEqual(shown(sql, block.body[0]?.span), "ALTER TABLE \"Ü\" ADD c text DEFAULT ''''x''''");
    const [add] = block.body[0]?.operations ?? [];
    assert.ok(add?.kind === 'AddColumn');
    assert.equal(sql.slice(add.table.span.start, add.table.span.end), '"Ü"');
    assert.equal(add.table.name.value, 'Ü');
    assert.equal(add.column.default?.value.text, "'x'");
  });

  it('does not follow bodies without end', async () => {
    let sql = 'DROP TABLE a';
    for (let depth = 0; depth < 8; depth++) sql = `DO $d${depth}$BEGIN ${sql}; END$d${depth}$`;
    await assertOperations(sql, [{ kind: 'ExecuteBlock' }]);
  });
});

const routine = { kind: 'CreateRoutine', ifNotExists: false };

describeOperations('PostgreSQL routines', [
  [
    `CREATE OR REPLACE FUNCTION app.f(a int DEFAULT 1, OUT b text, INOUT "C" app.mood, VARIADIC d int[] = '{}')
       RETURNS SETOF record LANGUAGE plpgsql STABLE AS $$BEGIN UPDATE app.t SET a = 1; END$$`,
    {
      ...routine,
      routine: 'app.f',
      routineKind: 'function',
      orReplace: true,
      parameters: [
        { name: 'a', mode: 'in', type: 'int', hasDefault: true },
        { name: 'b', mode: 'out', type: 'text', hasDefault: false },
        { name: 'C', mode: 'inout', type: 'app.mood', hasDefault: false },
        { name: 'd', mode: 'variadic', type: 'int[]', hasDefault: true },
      ],
      returns: 'setof record',
      language: 'plpgsql',
      volatility: 'stable',
      body: [
        { span: 'UPDATE app.t SET a = 1', operations: [{ kind: 'Update', table: 'app.t', where: null }] },
      ],
    },
  ],
  [
    "CREATE FUNCTION f(int) RETURNS trigger AS 'SELECT 1; DELETE FROM t WHERE a = ''x''' LANGUAGE 'SQL' IMMUTABLE",
    {
      ...routine,
      parameters: [{ name: null, mode: 'in', type: 'int' }],
      returns: 'trigger',
      language: 'sql',
      volatility: 'immutable',
      body: [
        { span: 'SELECT 1' },
        {
          span: "DELETE FROM t WHERE a = ''x''",
          operations: [{ kind: 'Delete', where: { text: "a = 'x'" } }],
        },
      ],
    },
  ],
  [
    'CREATE FUNCTION f() RETURNS TABLE (a int, b text) BEGIN ATOMIC SELECT 1, CASE WHEN true THEN 2 END; INSERT INTO t VALUES (1); END',
    {
      ...routine,
      returns: 'TABLE (a int, b text)',
      language: 'sql',
      volatility: null,
      parameters: [{ mode: 'table' }, { mode: 'table' }],
      body: [
        { span: 'SELECT 1, CASE WHEN true THEN 2 END', operations: [{ kind: 'Query' }] },
        { operations: [{ kind: 'Insert', table: 't' }] },
      ],
    },
  ],
  ['CREATE FUNCTION f() RETURNS int RETURN 1 + 1', { ...routine, returns: 'int', language: 'sql', body: [] }],
  [
    "CREATE FUNCTION f(t.a%TYPE) RETURNS void LANGUAGE c AS 'lib', 'sym'",
    { ...routine, language: 'c', body: [], parameters: [{ type: 't.a%TYPE' }] },
  ],
  [
    "CREATE FUNCTION f() RETURNS void LANGUAGE plpython3u AS 'DROP TABLE x;'",
    { ...routine, language: 'plpython3u', body: [] },
  ],
  [
    'CREATE PROCEDURE p(a int) LANGUAGE sql AS $$TRUNCATE t$$',
    { ...routine, routineKind: 'procedure', returns: null, body: [{ operations: [{ kind: 'Truncate' }] }] },
  ],
  [
    'CREATE OR REPLACE AGGREGATE app.g(int, text) (sfunc = x, stype = int)',
    {
      ...routine,
      routineKind: 'aggregate',
      routine: 'app.g',
      orReplace: true,
      parameters: [{ type: 'int' }, { type: 'text' }],
    },
  ],
  [
    "DO LANGUAGE plpgsql 'BEGIN DROP TABLE a; END'",
    {
      kind: 'ExecuteBlock',
      language: 'plpgsql',
      body: [{ span: 'DROP TABLE a', operations: [{ kind: 'DropTable', table: 'a', span: 'DROP TABLE a' }] }],
    },
  ],
  ['DO $$x$$ LANGUAGE plpython3u', { kind: 'ExecuteBlock', language: 'plpython3u', body: [] }],
]);
