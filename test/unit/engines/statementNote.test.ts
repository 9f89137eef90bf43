import assert from 'node:assert/strict';
import type { LockNote } from '../../../server/src/engines/lockNote.ts';
import {
  compareLockModes,
  effectiveAlgorithm,
  statementNote,
} from '../../../server/src/engines/statementNote.ts';

const QUIET: LockNote = {
  basis: 'measured',
  source: 'a',
  locks: [{ relation: 't', role: 'target', mode: 'NONE' }],
  algorithm: 'INSTANT',
  blocksReads: false,
  blocksWrites: false,
  rewritesTable: false,
  scansTable: false,
  buildsIndex: false,
  transactional: false,
  refusal: null,
  duration: 'brief',
  remarks: [],
};
const COPIES: LockNote = {
  ...QUIET,
  source: 'b',
  locks: [
    { relation: 't', role: 'target', mode: 'SHARED' },
    { relation: 'p', role: 'referenced', mode: 'NONE' },
  ],
  algorithm: 'COPY',
  blocksWrites: true,
  rewritesTable: true,
  scansTable: true,
  duration: 'grows-with-table',
};

describe('the note of a whole statement', () => {
  it('is null without notes and the same with one', () => {
    assert.equal(statementNote([]), null);
    assert.deepEqual(statementNote([QUIET]), QUIET);
  });

  it('takes the worst of each, whatever the order', () => {
    for (const notes of [
      [QUIET, COPIES],
      [COPIES, QUIET],
    ]) {
      const note = statementNote(notes);
      assert.ok(note);
      assert.equal(note.algorithm, 'COPY');
      assert.equal(note.source, 'b');
      assert.equal(note.blocksWrites, true);
      assert.equal(note.duration, 'grows-with-table');
      assert.deepEqual(
        new Map(note.locks.map(lock => [lock.relation, lock.mode])),
        new Map([
          ['t', 'SHARED'],
          ['p', 'NONE'],
        ]),
      );
    }
  });

  it('keeps work that only a cheaper operation does', () => {
    const builds: LockNote = {
      ...QUIET,
      algorithm: 'INPLACE',
      buildsIndex: true,
      scansTable: true,
      duration: 'grows-with-table',
    };
    assert.equal(statementNote([COPIES, builds])?.buildsIndex, true);
    const refused: LockNote = {
      ...QUIET,
      refusal: { code: '1846', reason: 'algorithm-not-supported', since: null },
    };
    assert.equal(statementNote([COPIES, refused])?.refusal?.code, '1846');
  });

  it('orders algorithms and lock modes of both engines', () => {
    assert.equal(effectiveAlgorithm([]), null);
    assert.equal(effectiveAlgorithm([{ ...QUIET, algorithm: null }]), null);
    assert.equal(effectiveAlgorithm([QUIET, { ...QUIET, algorithm: 'NOCOPY' }]), 'NOCOPY');
    assert.ok(compareLockModes('ACCESS SHARE', 'ACCESS EXCLUSIVE') < 0);
    assert.ok(compareLockModes('EXCLUSIVE', 'SHARED') > 0);
    const strongest = statementNote([
      { ...QUIET, locks: [{ relation: 't', role: 'target', mode: 'SHARE ROW EXCLUSIVE' }] },
      { ...QUIET, locks: [{ relation: 't', role: 'target', mode: 'ACCESS EXCLUSIVE' }] },
    ]);
    assert.deepEqual(strongest?.locks, [{ relation: 't', role: 'target', mode: 'ACCESS EXCLUSIVE' }]);
  });
});
