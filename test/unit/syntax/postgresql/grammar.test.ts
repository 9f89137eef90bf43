import assert from 'node:assert/strict';
import { loadPostgresqlGrammar } from '../../../../server/src/syntax/postgresql/grammar.ts';
import { freshGrammar, testGrammar } from './testGrammar.ts';

describe('PostgreSQL grammar', () => {
  it('gives the tree', async () => {
    const result = (await testGrammar()).parse('DROP TABLE a');
    assert.ok('tree' in result);
    assert.equal(result.tree.version, 180004);
    assert.equal(result.tree.stmts?.length, 1);
  });

  it('gives no statement for blanks and comments', async () => {
    const result = (await testGrammar()).parse(' -- x\n');
    assert.ok('tree' in result);
    assert.deepEqual(result.tree.stmts ?? [], []);
  });

  const errors: readonly [sql: string, message: string, offset: number][] = [
    ['SELECT 1 FRM x y', 'syntax error at or near "x"', 13],
    ["SELECT 'ü😀' FRM x y", 'syntax error at or near "x"', 17],
    ['SELECT 1 FROM', 'syntax error at end of input', 13],
    ["SELECT 'a", `unterminated quoted string at or near "'a"`, 7],
    ["SELECT 'a\0b'", 'invalid byte sequence for encoding "UTF8": 0x00', 9],
  ];
  for (const [sql, message, offset] of errors) {
    it(`refuses ${JSON.stringify(sql)}`, async () => {
      assert.deepEqual((await testGrammar()).parse(sql), { error: { message, offset } });
    });
  }

  it('survives text that nests too deeply', async () => {
    const grammar = await freshGrammar();
    for (let round = 0; round < 3; round++) {
      const result = grammar.parse(`SELECT ${'1+'.repeat(50_000)}1`);
      assert.deepEqual(result, { error: { message: 'statement is nested too deeply', offset: 0 } });
      assert.ok('tree' in grammar.parse('SELECT 1'), 'right after');
      await new Promise(resolve => setTimeout(resolve, 50));
      assert.ok('tree' in grammar.parse('SELECT 1'), 'after the restart');
    }
  });

  it('comes back after the module is worn out', async function () {
    this.timeout(60_000);
    const grammar = await freshGrammar();
    // Without a turn of the event loop the broken module is not replaced, and each overflow leaves less of its stack.
    for (let round = 0; round < 100 && 'tree' in grammar.parse('SELECT 1'); round++) {
      grammar.parse(`SELECT ${'1+'.repeat(12_000)}1`);
    }
    assert.ok('error' in grammar.parse('SELECT 1'), 'worn out');
    for (let wait = 0; wait < 500 && !('tree' in grammar.parse('SELECT 1')); wait++) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    assert.ok('tree' in grammar.parse('SELECT 1'));
  });

  it('reads long text', async () => {
    const result = (await testGrammar()).parse(`SELECT '${'ü'.repeat(1_000_000)}'`);
    assert.ok('tree' in result);
  });

  it('rejects bytes that are no module', async () => {
    await assert.rejects(loadPostgresqlGrammar({ wasm: new Uint8Array([1, 2, 3]) }));
  });
});
