import assert from 'node:assert/strict';
import { assertOperations, shown, testReader } from './shownOperations.ts';

describe('PostgreSQL ALTER TABLE: the list', () => {
  it('gives each action its own words, brackets and strings included', async () => {
    const sql = "ALTER TABLE app.t * ADD a numeric(1,2) DEFAULT (f(1, 2)), ALTER b SET DEFAULT ',' , DROP c";
    const { alterTable } = await assertOperations(sql, [
      { kind: 'AddColumn' },
      { kind: 'SetColumnDefault' },
      { kind: 'DropColumn' },
    ]);
    assert.deepEqual(shown(sql, alterTable), {
      table: 'app.t',
      span: 'ALTER TABLE app.t *',
      actions: ['ADD a numeric(1,2) DEFAULT (f(1, 2))', "ALTER b SET DEFAULT ','", 'DROP c'],
    });
  });

  it('names no table for other statements', async () => {
    const reader = await testReader();
    for (const sql of [
      'DROP TABLE t',
      'ALTER INDEX i RENAME TO j',
      'ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b',
    ]) {
      assert.equal(reader.read(sql).alterTable, null, sql);
    }
  });

  it('cuts names as the server stores them', async () => {
    const long = 'x'.repeat(70);
    await assertOperations(`ALTER TABLE t DROP ${long}`, [{ kind: 'DropColumn', column: 'x'.repeat(63) }]);
  });
});
