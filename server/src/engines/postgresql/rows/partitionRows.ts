import { type FactTable, since } from '../factRow.ts';
import { BUILD, SCAN } from './locks.ts';

const EXCLUSIVE = {
  target: 'ACCESS EXCLUSIVE',
  partition: 'ACCESS EXCLUSIVE',
  'default-partition': 'ACCESS EXCLUSIVE',
} as const;
/** Foreign keys of the parent: `referenced` where the partition gets one, `dependent` where it has its own already, and partitions of the partition. */
const ATTACH_LOCKS = { ...EXCLUSIVE, referenced: 'ROW SHARE', dependent: 'ACCESS EXCLUSIVE' } as const;
const SHARED_ATTACH_LOCKS = {
  ...ATTACH_LOCKS,
  target: 'SHARE UPDATE EXCLUSIVE',
  index: 'SHARE UPDATE EXCLUSIVE',
  referenced: 'SHARE ROW EXCLUSIVE',
} as const;

/** Partitions. `partition` is the table that comes or goes. */
export const partitionRows = {
  'attach-partition': [
    since(10, ATTACH_LOCKS, { work: SCAN }),
    since(12, SHARED_ATTACH_LOCKS, { work: SCAN }),
  ],
  /** A CHECK proves the bound. */
  'attach-partition-proved': [since(10, ATTACH_LOCKS), since(12, SHARED_ATTACH_LOCKS)],
  /** The parent has an index that the partition lacks. */
  'attach-partition-index': [
    since(11, ATTACH_LOCKS, { work: BUILD }),
    since(12, SHARED_ATTACH_LOCKS, { work: BUILD }),
  ],
  'create-partition': [
    since(10, {
      parent: 'ACCESS EXCLUSIVE',
      'default-partition': 'ACCESS EXCLUSIVE',
      referenced: 'ACCESS SHARE',
    }),
    since(12, {
      parent: 'ACCESS EXCLUSIVE',
      'default-partition': 'ACCESS EXCLUSIVE',
      referenced: 'SHARE ROW EXCLUSIVE',
    }),
  ],
  'create-partition-beside-default': [
    since(
      11,
      { parent: 'ACCESS EXCLUSIVE', 'default-partition': 'ACCESS EXCLUSIVE', referenced: 'ACCESS SHARE' },
      { work: SCAN },
    ),
    since(
      12,
      {
        parent: 'ACCESS EXCLUSIVE',
        'default-partition': 'ACCESS EXCLUSIVE',
        referenced: 'SHARE ROW EXCLUSIVE',
      },
      { work: SCAN },
    ),
  ],
  'detach-partition': [
    since(10, {
      ...EXCLUSIVE,
      partition: 'SHARE UPDATE EXCLUSIVE',
      referenced: 'SHARE ROW EXCLUSIVE',
      dependent: 'ACCESS EXCLUSIVE',
    }),
    since(14, { ...EXCLUSIVE, referenced: 'SHARE ROW EXCLUSIVE', dependent: 'ACCESS EXCLUSIVE' }),
  ],
  /** Another table's foreign key points to the partitioned table: the server looks whether a row there needs the partition. */
  'detach-partition-referenced': [since(12, { ...EXCLUSIVE, dependent: 'ACCESS EXCLUSIVE' }, { work: SCAN })],
  'detach-partition-concurrently': [
    since(14, { target: 'SHARE UPDATE EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' }, { transactional: false }),
  ],
  'detach-partition-finalize': [
    since(
      14,
      { target: 'SHARE UPDATE EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' },
      { manual: 'ALTER TABLE, DETACH PARTITION ... FINALIZE' },
    ),
  ],
} satisfies FactTable;
