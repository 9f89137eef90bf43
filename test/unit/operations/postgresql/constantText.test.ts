import assert from 'node:assert/strict';
import { assertOperations, shown, testReader } from './shownOperations.ts';

/** The operations of EXECUTE with the expression, inside a DO block, in the form that tests state. */
async function executed(expression: string): Promise<ReturnType<typeof shown>> {
  const sql = `DO $b$BEGIN EXECUTE ${expression}; END$b$`;
  const syntax = (await testReader()).read(sql);
  assert.equal(syntax.level, 'full', syntax.error?.message);
  const [block] = syntax.operations;
  assert.ok(block?.kind === 'ExecuteBlock');
  return shown(
    sql,
    block.body.flatMap(({ operations }) => operations),
  );
}

async function executedKinds(expression: string): Promise<string[]> {
  const operations = await executed(expression);
  assert.ok(Array.isArray(operations));
  return operations.map(operation => JSON.stringify(operation));
}

describe('PostgreSQL EXECUTE of a text that is put together', () => {
  const certain: readonly (readonly [expression: string, table: string, column: string])[] = [
    ["'ALTER TABLE t DROP COLUMN a'", 't', 'a'],
    ["'ALTER TABLE ' || 't' || ' DROP COLUMN a'", 't', 'a'],
    ["('ALTER TABLE app.' || ('t ' || 'DROP COLUMN a'))", 'app.t', 'a'],
    ["'ALTER TABLE t DROP COLUMN a'::text", 't', 'a'],
    ["format('ALTER TABLE t DROP COLUMN a')", 't', 'a'],
    ["format('ALTER TABLE %I DROP COLUMN %I', 't', 'My Column')", 't', 'My Column'],
    ["format('ALTER TABLE %s DROP COLUMN %2$I', 'app.t', 'a')", 'app.t', 'a'],
    ["format('ALTER TABLE %2$I DROP COLUMN %1$I', 'a', 't')", 't', 'a'],
    ["'ALTER TABLE ' || quote_ident('T') || ' DROP COLUMN a'", 'T', 'a'],
    ['$q$ALTER TABLE t DROP COLUMN a$q$ USING x', 't', 'a'],
  ];
  for (const [expression, table, column] of certain) {
    it(expression, async () => {
      const sql = `DO $b$BEGIN EXECUTE ${expression}; END$b$`;
      const [block] = (await testReader()).read(sql).operations;
      assert.ok(block?.kind === 'ExecuteBlock');
      const [drop] = block.body.flatMap(({ operations }) => operations);
      assert.ok(drop?.kind === 'DropColumn', drop?.kind);
      const schema = drop.table.schema === null ? '' : `${drop.table.schema.value}.`;
      assert.equal(`${schema}${drop.table.name.value}`, table);
      assert.equal(drop.column.value, column);
      // The places are those of the words in the file.
      assert.equal(sql.slice(drop.column.span.start, drop.column.span.end), column);
      assert.equal(sql.slice(drop.table.name.span.start, drop.table.name.span.end), drop.table.name.value);
    });
  }

  it('keeps a literal of format() and a per cent sign', async () => {
    const [update] = await executedKinds("format('UPDATE t SET a = %L WHERE b LIKE ''x%%''', 'it''s')");
    assert.match(update ?? '', /"kind":"Update"/);
    assert.match(update ?? '', /LIKE 'x%'/);
  });

  const unknown: readonly string[] = [
    'a_variable',
    "'DROP TABLE ' || a_variable",
    "format('DROP TABLE %I', a_variable)",
    "format('DROP TABLE %1$-10I', 't')",
    "format('DROP TABLE %I')",
    "lower('DROP TABLE T')",
    "'DROP TABLE t' || 1",
  ];
  for (const expression of unknown) {
    it(`knows no more than that it runs: ${expression}`, async () => {
      const operations = await executed(expression);
      assert.ok(Array.isArray(operations));
      assert.deepEqual(
        operations.map(operation =>
          typeof operation === 'object' && operation !== null && 'verb' in operation
            ? operation['verb']
            : operation,
        ),
        ['execute'],
      );
    });
  }

  it('takes time that grows with the text alone', async () => {
    const reader = await testReader();
    const pieces = Array.from({ length: 20_000 }, (_, index) => `'a${index}, '`).join(' || ');
    const started = performance.now();
    reader.read(`DO $b$BEGIN EXECUTE 'SELECT ' || ${pieces} || 'z'; END$b$`);
    assert.ok(performance.now() - started < 4000);
  });
});

describe('PostgreSQL bodies with template placeholders', () => {
  it('reads names that a template fills in', async () => {
    await assertOperations(
      'DO $$BEGIN ALTER TABLE ${schema}.t ADD COLUMN {{name}} int; DROP TABLE @schema@.u; DROP TABLE <%= v %>; END$$',
      [
        {
          kind: 'ExecuteBlock',
          body: [
            { span: 'ALTER TABLE ${schema}.t ADD COLUMN {{name}} int', operations: [{ kind: 'AddColumn' }] },
            { operations: [{ kind: 'DropTable' }] },
            { operations: [{ kind: 'DropTable' }] },
          ],
        },
      ],
    );
  });

  it('leaves strings as they are', async () => {
    const [added] = await executedKinds("'ALTER TABLE t ADD a text DEFAULT ''{{x}}'''");
    assert.match(added ?? '', /"text":"'\{\{x\}\}'"/);
  });
});
