import assert from 'node:assert/strict';
import type { LockNote } from '../../../server/src/engines/lockNote.ts';
import { worstOverRange } from '../../../server/src/engines/versionRange.ts';
import { noteOf as mysqlNoteOf, USUAL } from './mysql/asking.ts';
import { noteOf, sketch } from './postgresql/asking.ts';

const T = 'CREATE TABLE t (id int PRIMARY KEY, a int, ts timestamp);';

/** The versions from which on something differs, with what differs. */
function changes(note: LockNote): readonly string[] {
  return (note.changes ?? []).map(
    ({ from, better, differs }) =>
      `${from} ${better ? 'better' : 'worse'}: ${Object.keys(differs).join(' ')}`,
  );
}

describe('a range of versions', () => {
  it('of one version is that version', () => {
    const sql = 'ALTER TABLE t ADD COLUMN x int DEFAULT 1';
    assert.deepEqual(noteOf(sql, 11, { after: T, to: 11 }), noteOf(sql, 11, { after: T }));
    assert.equal(worstOverRange([]), null);
  });

  it('says nothing of changes outside of it', () => {
    const sql = 'ALTER TABLE t ADD COLUMN x int DEFAULT 1';
    assert.equal(noteOf(sql, 11, { after: T, to: 18 }).changes, undefined);
    assert.deepEqual(changes(noteOf(sql, 10, { after: T, to: 11 })), [
      '11 better: rewritesTable scansTable buildsIndex duration',
    ]);
  });

  it('takes the worst of PostgreSQL majors and says where it changes', () => {
    const attach = "ALTER TABLE t ATTACH PARTITION p FOR VALUES IN ('x')";
    const range = noteOf(attach, 11, { to: 13 });
    assert.equal(sketch(range), 't AE, p AE: reads writes scan');
    assert.deepEqual(changes(range), ['12 better: locks blocksReads blocksWrites']);
    assert.equal(sketch(noteOf(attach, 12, { to: 13 })), 't SUE, p AE: scan');
    // Worse in the newer half: DETACH holds the partition as well from 14 on.
    assert.deepEqual(changes(noteOf('ALTER TABLE t DETACH PARTITION p', 13, { to: 14 })), [
      '14 worse: locks',
    ]);
  });

  it('is refused where one of its servers refuses', () => {
    const sql = 'ALTER TABLE t DETACH PARTITION p CONCURRENTLY';
    const range = noteOf(sql, 13, { to: 15 });
    assert.equal(range.refusal?.since, '14');
    assert.deepEqual(changes(range), ['14 better: refusal']);
    assert.equal(range.changes?.[0]?.differs.refusal, null);
    assert.equal(noteOf(sql, 14, { to: 15 }).refusal, null);
  });

  it('takes the worst of MySQL releases and says where it changes', () => {
    const sql = 'ALTER TABLE t ADD COLUMN n int AFTER a';
    const range = (oldest: string, newest: string) =>
      mysqlNoteOf(`mysql ${oldest}`, sql, { schema: USUAL, newest });
    assert.deepEqual(changes(range('8.0.20', '8.0.36')), [
      '8.0.29 better: algorithm rewritesTable scansTable duration',
    ]);
    assert.equal(range('8.0.20', '8.0.28').changes, undefined);
    assert.equal(range('8.0.28', '8.0.29').rewritesTable, true);
    assert.equal(range('8.0.29', '8.0.36').rewritesTable, false);
  });

  it('checks a written clause against every server', () => {
    const sql = 'ALTER TABLE t ADD COLUMN n int, ALGORITHM=INSTANT';
    const range = mysqlNoteOf('mysql 5.7', sql, { schema: USUAL, newest: '8.0.36' });
    assert.deepEqual([range.refusal?.code, range.refusal?.since], ['1800', '8.0.12']);
    assert.deepEqual(
      range.changes?.map(({ from, differs }) => [from, differs.refusal]),
      [['8.0.12', null]],
    );
    const lock = mysqlNoteOf('mariadb 10.11', 'ALTER TABLE t MODIFY a bigint, LOCK=NONE', {
      schema: USUAL,
      newest: '11.8',
    });
    assert.equal(lock.refusal?.code, '1846');
    assert.deepEqual(
      lock.changes?.map(({ from }) => from),
      ['11.2'],
    );
  });

  it('is measured only where all of it was', () => {
    const sql = 'ALTER TABLE t ADD COLUMN n int';
    assert.equal(mysqlNoteOf('mysql 9.7', sql, { schema: USUAL }).basis, 'measured');
    assert.equal(mysqlNoteOf('mysql 8.0.12', sql, { schema: USUAL, newest: '9.7' }).basis, 'documented');
    assert.equal(noteOf('ALTER TABLE t ADD COLUMN x int', 10, { after: T, to: 18 }).basis, 'measured');
  });
});
