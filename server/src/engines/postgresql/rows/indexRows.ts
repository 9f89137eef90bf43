import { always, type FactTable, since } from '../factRow.ts';
import { BUILD } from './locks.ts';

const BUILD_LOCKS = { target: 'SHARE', partition: 'SHARE' } as const;
const CONCURRENT = { target: 'SHARE UPDATE EXCLUSIVE', partition: 'SHARE UPDATE EXCLUSIVE' } as const;
const ON_INDEX = { index: 'SHARE UPDATE EXCLUSIVE' } as const;
const HOLD_INDEX = { index: 'ACCESS EXCLUSIVE' } as const;
const REINDEX = { target: 'SHARE', index: 'ACCESS EXCLUSIVE', partition: 'SHARE' } as const;
const ALONE = { transactional: false } as const;

/** Indexes. The manual's "ShareLock" of REINDEX is only half of it: the index itself is held ACCESS EXCLUSIVE, and every reader's planner wants it. */
export const indexRows = {
  'create-index': always(BUILD_LOCKS, { work: BUILD }),
  'create-index-only': [since(11, { target: 'SHARE' })],
  'create-index-existing': always({ target: 'SHARE' }),
  'create-index-concurrently': always(CONCURRENT, { work: BUILD, ...ALONE }),
  'create-index-concurrently-existing': always({ target: 'SHARE UPDATE EXCLUSIVE' }, ALONE),
  'drop-index': always({
    target: 'ACCESS EXCLUSIVE',
    index: 'ACCESS EXCLUSIVE',
    partition: 'ACCESS EXCLUSIVE',
  }),
  'drop-index-concurrently': always(
    { target: 'SHARE UPDATE EXCLUSIVE', index: 'SHARE UPDATE EXCLUSIVE' },
    ALONE,
  ),
  'rename-index': [since(10, HOLD_INDEX), since(12, ON_INDEX)],
  /** Readers plan with the indexes of the partitions. */
  'rename-partitioned-index': [since(11, HOLD_INDEX, { stopsReaders: false }), since(12, ON_INDEX)],
  'rename-index-as-table': always(HOLD_INDEX),
  'move-index': always(HOLD_INDEX, { time: 'long' }),
  'set-index-parameters': always(ON_INDEX),
  'set-index-statistics': [since(11, ON_INDEX)],
  'index-depends': always(HOLD_INDEX),
  'attach-index': [
    since(11, {
      target: 'ACCESS SHARE',
      index: 'ACCESS EXCLUSIVE',
      partition: 'ACCESS SHARE',
      other: 'ACCESS EXCLUSIVE',
    }),
    since(12, {
      target: 'ACCESS SHARE',
      index: 'SHARE UPDATE EXCLUSIVE',
      partition: 'ACCESS SHARE',
      other: 'ACCESS EXCLUSIVE',
    }),
  ],
  reindex: always(REINDEX, { work: BUILD }),
  /** A table without an index. */
  'reindex-nothing': always({ target: 'SHARE' }),
  'reindex-concurrently-nothing': [since(12, { target: 'SHARE UPDATE EXCLUSIVE' }, ALONE)],
  'reindex-partitioned-nothing': [
    since(11, { target: 'SHARE' }),
    since(14, { target: 'SHARE', partition: 'SHARE' }, ALONE),
  ],
  'reindex-concurrently-partitioned-nothing': [
    since(12, { target: 'SHARE UPDATE EXCLUSIVE' }, ALONE),
    since(14, { target: 'SHARE UPDATE EXCLUSIVE', partition: 'SHARE' }, ALONE),
  ],
  /** 11 to 13 warn and do nothing. */
  'reindex-partitioned': [since(11, { target: 'SHARE' }), since(14, REINDEX, { work: BUILD, ...ALONE })],
  'reindex-all': always(REINDEX, { work: BUILD, ...ALONE }),
  'reindex-concurrently': [since(12, CONCURRENT, { work: BUILD, ...ALONE })],
  'reindex-concurrently-partitioned': [
    since(12, { target: 'SHARE UPDATE EXCLUSIVE' }, ALONE),
    // SHARE on the partitions only while they are listed.
    since(14, { target: 'SHARE UPDATE EXCLUSIVE', partition: 'SHARE' }, { work: BUILD, ...ALONE }),
  ],
} satisfies FactTable;
