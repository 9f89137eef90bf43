import assert from 'node:assert/strict';
import { findPhrase, headThrough, mentions, wordsOf } from '../../../../server/src/rules/subject/words.ts';
import type { Dialect } from '../../../../server/src/syntax/dialect.ts';
import { textOf } from '../../../../server/src/text/span.ts';

function words(sql: string, dialect: Dialect): string[] {
  return [...wordsOf(sql, dialect, { start: 0, end: sql.length })].map(word => word.text);
}

describe('words of a statement', () => {
  it('are lower case and leave out strings, quoted names and comments', () => {
    const sql = `CREATE /* unique */ INDEX "Index one" ON T -- index\n (a) WHERE b = 'index' AND c = E'it\\'s index'`;
    assert.deepEqual(words(sql, 'postgresql'), ['create', 'index', 'on', 't', 'a', 'where', 'b', 'and', 'c']);
  });

  it('pass over dollar quotes, whole or unclosed', () => {
    assert.deepEqual(words('DO $x$ BEGIN a; $$ b $$ END $x$ LANGUAGE plpgsql', 'postgresql'), [
      'do',
      'language',
      'plpgsql',
    ]);
    assert.deepEqual(words('DO $$ BEGIN a', 'postgresql'), ['do']);
  });

  it('know the comments and quotes of MySQL', () => {
    assert.deepEqual(
      words("ALTER TABLE `add` # drop\nADD c INT COMMENT 'it\\'s' -- drop\n, DROP d", 'mysql'),
      ['alter', 'table', 'add', 'c', 'int', 'comment', 'drop', 'd'],
    );
  });

  it('take linear time on text that never closes', () => {
    const sql = '/*'.repeat(200_000);
    const start = performance.now();
    assert.deepEqual(words(sql, 'postgresql'), []);
    assert.deepEqual(words("'".repeat(200_001), 'postgresql'), []);
    assert.ok(performance.now() - start < 1000);
  });
});

describe('a phrase', () => {
  const sql = "ALTER TABLE t ALTER COLUMN c SET\n  NOT NULL, ADD d text DEFAULT 'set not null'";

  it('is found word by word', () => {
    const found = findPhrase(sql, 'postgresql', { start: 0, end: sql.length }, ['set', 'not', 'null']);
    assert.ok(found);
    assert.equal(textOf(sql, found), 'SET\n  NOT NULL');
  });

  it('is not found outside the range or in another order', () => {
    assert.equal(findPhrase(sql, 'postgresql', { start: 0, end: 20 }, ['set', 'not', 'null']), null);
    assert.equal(findPhrase(sql, 'postgresql', { start: 0, end: sql.length }, ['null', 'not']), null);
  });

  it('ends a head', () => {
    const create = 'CREATE UNIQUE INDEX i ON t (a)';
    const range = { start: 0, end: create.length };
    assert.equal(textOf(create, headThrough(create, 'postgresql', range, ['index'])), 'CREATE UNIQUE INDEX');
    assert.deepEqual(headThrough(create, 'postgresql', range, ['table']), range);
  });
});

describe('a mention', () => {
  it('is a whole name in any letter case', () => {
    assert.ok(mentions('ALTER INDEX Orders_Idx RENAME TO x', 'orders_idx'));
    assert.ok(mentions('ALTER INDEX "a.b" RENAME TO x', 'a.b'));
    assert.ok(!mentions('ALTER INDEX orders_idx2 RENAME TO x', 'orders_idx'));
    assert.ok(!mentions('ALTER INDEX axb RENAME TO x', 'a.b'));
  });
});
