import assert from 'node:assert/strict';
import { does, type EngineText, noteOf, notesOf } from './asking.ts';

const MYSQL: EngineText = 'mysql 9.7.4';
const unknown = { schema: null };

describe('MySQL facts without a known schema', () => {
  it('take a MODIFY as a change of type, and say that nobody measured that', () => {
    const note = noteOf(MYSQL, 'ALTER TABLE t MODIFY a int', unknown);
    assert.equal(note.algorithm, 'COPY');
    assert.equal(note.basis, 'documented');
  });

  it('take CONVERT TO as a change of every string', () => {
    assert.equal(
      does(MYSQL, 'ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4', unknown),
      'COPY SHARED rewrite',
    );
  });

  it('take the table for an ordinary one', () => {
    assert.equal(does(MYSQL, 'ALTER TABLE t ADD COLUMN n int', unknown), 'INSTANT NONE');
    assert.equal(does(MYSQL, 'ALTER TABLE t ADD COLUMN n int AFTER x', unknown), 'INSTANT NONE');
    assert.equal(
      does('mysql 8.0.28', 'ALTER TABLE t ADD COLUMN n int AFTER x', unknown),
      'INPLACE NONE rewrite',
    );
    assert.equal(does(MYSQL, 'ALTER TABLE t DROP COLUMN c', unknown), 'INSTANT NONE');
    assert.equal(does(MYSQL, 'ALTER TABLE t ADD INDEX i (a)', unknown), 'INPLACE NONE index');
    assert.equal(noteOf(MYSQL, 'ALTER TABLE t DROP COLUMN c', unknown).basis, 'documented');
    assert.equal(noteOf(MYSQL, 'ALTER TABLE t ADD COLUMN n int', unknown).basis, 'measured');
  });

  it('take an unchecked foreign key to need its index', () => {
    assert.equal(
      does(MYSQL, 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id)', {
        ...unknown,
        settings: { foreign_key_checks: '0' },
      }),
      'INPLACE NONE index',
    );
  });

  it('do not trust columns of a table that something unread may have changed', () => {
    const schema = [
      'CREATE TABLE t (id int PRIMARY KEY, a int) DEFAULT CHARSET=utf8mb4',
      'ALTER TABLE t FROBNICATE a',
    ];
    assert.equal(does(MYSQL, 'ALTER TABLE t MODIFY a int', { schema }), 'COPY SHARED rewrite');
    assert.equal(does(MYSQL, 'ALTER TABLE t MODIFY a int', { schema: schema.slice(0, 1) }), 'INSTANT NONE');
  });

  it('survive what is no SQL', () => {
    for (const sql of [
      '',
      'ALTER TABLE',
      'ALTER TABLE t MODIFY',
      'ALTER TABLE t ADD COLUMN',
      'ALTER TABLE t ADD CHECK (',
      'ALTER TABLE t ???, ADD COLUMN x int',
    ]) {
      assert.doesNotThrow(() => notesOf(MYSQL, sql, unknown), sql);
      assert.doesNotThrow(() => notesOf(MYSQL, `${sql}, ADD COLUMN z int`, unknown), sql);
    }
  });
});
