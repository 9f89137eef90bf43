import { type FactTable, since } from '../factRow.ts';
import { SCAN } from './locks.ts';

const EXCLUSIVE = { target: 'ACCESS EXCLUSIVE', partition: 'ACCESS EXCLUSIVE', 'default-partition': 'ACCESS EXCLUSIVE' } as const;
const SHARED = { ...EXCLUSIVE, target: 'SHARE UPDATE EXCLUSIVE' } as const;

/** Partitions. `partition` is the table that comes or goes. */
export const partitionRows = {
  'attach-partition': [
    since(10, { ...EXCLUSIVE, referenced: 'ROW SHARE' }, { work: SCAN }),
    since(12, { ...SHARED, referenced: 'SHARE ROW EXCLUSIVE' }, { work: SCAN }),
  ],
  /** A CHECK proves the bound. */
  'attach-partition-proved': [
    since(10, { ...EXCLUSIVE, referenced: 'ROW SHARE' }),
    since(12, { ...SHARED, referenced: 'SHARE ROW EXCLUSIVE' }),
  ],
  'create-partition': [
    since(10, { parent: 'ACCESS EXCLUSIVE', 'default-partition': 'ACCESS EXCLUSIVE', referenced: 'ACCESS SHARE' }),
    since(12, { parent: 'ACCESS EXCLUSIVE', 'default-partition': 'ACCESS EXCLUSIVE', referenced: 'SHARE ROW EXCLUSIVE' }),
  ],
  'create-partition-beside-default': [
    since(11, { parent: 'ACCESS EXCLUSIVE', 'default-partition': 'ACCESS EXCLUSIVE', referenced: 'ACCESS SHARE' }, { work: SCAN }),
    since(12, { parent: 'ACCESS EXCLUSIVE', 'default-partition': 'ACCESS EXCLUSIVE', referenced: 'SHARE ROW EXCLUSIVE' }, { work: SCAN }),
  ],
  'detach-partition': [
    since(10, { ...EXCLUSIVE, partition: 'SHARE UPDATE EXCLUSIVE', referenced: 'SHARE ROW EXCLUSIVE', dependent: 'ACCESS EXCLUSIVE' }),
    since(14, { ...EXCLUSIVE, referenced: 'SHARE ROW EXCLUSIVE', dependent: 'ACCESS EXCLUSIVE' }),
  ],
  'detach-partition-concurrently': [
    since(14, { target: 'SHARE UPDATE EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' }, { transactional: false }),
  ],
  'detach-partition-finalize': [
    since(14, { target: 'SHARE UPDATE EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' }, { manual: 'ALTER TABLE, DETACH PARTITION ... FINALIZE' }),
  ],
} satisfies FactTable;
