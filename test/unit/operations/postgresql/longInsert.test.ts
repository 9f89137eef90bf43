import assert from 'node:assert/strict';
import { shortenInsert } from '../../../../server/src/operations/postgresql/longInsert.ts';
import { assertOperations, testReader } from './shownOperations.ts';

const ROW = "(1, 'it''s, (x)', E'\\'(', \"a(\", $q$ ( $q$, DATE'2020-01-01', f(1, 2) /* ( */)";

function insertOf(rows: number, row = ROW): string {
  return `INSERT INTO app."Ü" (a, b) VALUES ${Array.from({ length: rows }, () => row).join(', ')}`;
}

describe('PostgreSQL INSERT with many rows', () => {
  it('counts all rows and keeps the places', async () => {
    const sql = `${insertOf(5000)} ON CONFLICT (a) DO UPDATE SET c = 1 RETURNING "Ende"`;
    const short = shortenInsert(sql);
    assert.ok(short !== null && short.sql.length < 5000);
    assert.equal(short.place(short.sql.length), sql.length);
    await assertOperations(sql, [
      {
        kind: 'Insert',
        span: sql,
        table: 'app.Ü',
        columns: ['a', 'b'],
        source: 'values',
        rows: 5000,
        onConflict: 'update',
      },
    ]);
  });

  it('reads fast', async () => {
    const reader = await testReader();
    const sql = insertOf(20_000);
    reader.read(sql);
    const started = performance.now();
    reader.read(sql);
    assert.ok(performance.now() - started < 1000, 'milliseconds for two megabytes');
  });

  it('says where the text after the rows is wrong', async () => {
    const sql = `${insertOf(5000)} ON CONFLIKT DO NOTHING`;
    const { error } = (await testReader()).read(sql);
    assert.ok(error !== null);
    assert.equal(sql.slice(error.span.start, error.span.end), 'CONFLIKT');
  });

  it('leaves all other text alone', () => {
    assert.equal(shortenInsert(insertOf(20)), null, 'short');
    assert.equal(shortenInsert(`INSERT INTO t SELECT '${'x'.repeat(100_000)}'`), null, 'no rows');
    assert.equal(shortenInsert(`INSERT INTO t VALUES (1, '${'x'.repeat(100_000)}')`), null, 'one row');
    assert.equal(shortenInsert(insertOf(5000).slice(0, -3)), null, 'open bracket');
    assert.equal(shortenInsert(`${insertOf(5000)}, ('open`), null, 'open string');
    assert.equal(shortenInsert(`${insertOf(3000)} + ${ROW}`), null, 'no list');
    assert.equal(shortenInsert(insertOf(5000).replace('INSERT INTO', 'MERGE INTO')), null, 'no INSERT');
  });
});
