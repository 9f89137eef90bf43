import assert from 'node:assert/strict';
import type { LockNote } from '../../../server/src/engines/lockNote.ts';
import { combineNotes } from '../../../server/src/review/combineNotes.ts';
import { lockRow } from '../../../server/src/review/lockRow.ts';
import { parseTarget, parseVersionRange } from '../../../server/src/review/targets.ts';

const NOTE: LockNote = {
  basis: 'measured',
  source: 'a',
  locks: [{ relation: 'public.t', role: 'target', mode: 'ACCESS EXCLUSIVE' }],
  algorithm: null,
  blocksReads: true,
  blocksWrites: true,
  rewritesTable: true,
  scansTable: true,
  buildsIndex: false,
  transactional: true,
  refusal: null,
  duration: 'grows-with-table',
  remarks: [
    { version: '11', change: 'no-rewrite' },
    { version: '12', change: 'weaker-lock' },
  ],
};
const TO_13: LockNote = {
  ...NOTE,
  changes: [
    { from: '11', better: true, differs: { rewritesTable: false, scansTable: false, duration: 'brief' } },
    { from: '13', better: false, differs: { blocksReads: false, locks: [] } },
  ],
};

function target(text: string) {
  const parsed = parseTarget(text);
  assert.ok(parsed);
  return parsed;
}

describe('a range of versions in a lock row', () => {
  it('says each change once, and nothing from outside the range', () => {
    assert.deepEqual(lockRow(target('postgresql@10 - 13'), TO_13).remarks, [
      'weaker lock from PostgreSQL 12 on',
      'no rewrite from PostgreSQL 11 on',
      'reads go on from PostgreSQL 13 on',
    ]);
    const upTo11: LockNote = { ...NOTE, changes: TO_13.changes?.slice(0, 1) ?? [] };
    assert.deepEqual(lockRow(target('postgresql@10 - 11'), upTo11).remarks, [
      'no rewrite from PostgreSQL 11 on',
    ]);
  });

  it('leaves the remarks of a single version as they are', () => {
    assert.deepEqual(lockRow(target('postgresql@16'), NOTE).remarks, [
      'no rewrite from PostgreSQL 11 on',
      'weaker lock from PostgreSQL 12 on',
    ]);
  });

  it('tells what is accepted and what is refused from a version on', () => {
    const refused: LockNote = {
      ...NOTE,
      remarks: [],
      changes: [
        { from: '8.0.12', better: true, differs: { refusal: null, algorithm: 'INSTANT' } },
        {
          from: '9.0',
          better: false,
          differs: { refusal: { code: '1221', reason: 'lock-with-instant', since: null } },
        },
      ],
    };
    assert.deepEqual(lockRow(target('mysql@5.7 - 9.0'), refused).remarks, [
      'accepted, INSTANT from MySQL 8.0.12 on',
      'no LOCK clause is allowed with ALGORITHM=INSTANT (error 1221) from MySQL 9.0 on',
    ]);
  });
});

describe('the notes of several actions', () => {
  it('change wherever one of them does, oldest version first', () => {
    const other: LockNote = {
      ...NOTE,
      changes: [
        { from: '11', better: false, differs: { transactional: false } },
        { from: '10', better: true, differs: { blocksWrites: false } },
      ],
    };
    const combined = combineNotes([TO_13, other]);
    assert.deepEqual(
      combined?.changes?.map(({ from, better }) => [from, better]),
      [
        ['10', true],
        ['11', false],
        ['13', false],
      ],
    );
    assert.deepEqual(Object.keys(combined?.changes?.[1]?.differs ?? {}).sort(), [
      'duration',
      'rewritesTable',
      'scansTable',
      'transactional',
    ]);
    assert.equal(combineNotes([NOTE, NOTE])?.changes, undefined);
  });
});

describe('a declared range', () => {
  it('has two ends, in whatever order they are written', () => {
    const ends = (text: string, engine: 'mysql' | 'postgresql') => {
      const range = parseVersionRange(text, engine);
      return (
        range && [range.oldest, range.newest].map(({ major, minor, patch }) => `${major}.${minor}.${patch}`)
      );
    };
    assert.deepEqual(ends('8.0.20 - 8.0.36', 'mysql'), ['8.0.20', '8.0.36']);
    assert.deepEqual(ends('13 - 16', 'postgresql'), ['13.0.0', '16.0.0']);
    assert.deepEqual(ends('16-13', 'postgresql'), ['13.0.0', '16.0.0']);
    assert.deepEqual(ends('16', 'postgresql'), ['16.0.0', '16.0.0']);
    assert.equal(ends('13 - 14 - 15', 'postgresql'), null);
    assert.deepEqual(ends('8.0.20-8.0.36', 'mysql'), ['8.0.20', '8.0.36']);
  });

  it('does not take what a vendor puts behind a release for its end', () => {
    for (const text of ['8.0.30-22', '8.0.30-0ubuntu0.22.04.1', '8.0.30-1+deb12u1']) {
      const range = parseVersionRange(text, 'mysql');
      assert.deepEqual([range?.oldest.patch, range?.newest.patch, range?.newest.major], [30, 30, 8]);
    }
  });
});

describe('the lock in a lock row', () => {
  const lockOf = (note: Partial<LockNote>): string =>
    lockRow(target('postgresql@16'), { ...NOTE, ...note }).lock;

  it('is the one on the target, none where nobody waits, and not known where nothing is named', () => {
    assert.equal(lockOf({}), 'ACCESS EXCLUSIVE');
    assert.equal(lockOf({ locks: [], blocksReads: false, blocksWrites: false }), 'none');
    assert.equal(lockOf({ locks: [] }), 'not known');
  });
});
