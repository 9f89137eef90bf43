import { always, type FactTable } from '../factRow.ts';
import { REWRITE, SCAN } from './locks.ts';

const WRITE = { target: 'ROW EXCLUSIVE', partition: 'ROW EXCLUSIVE', other: 'ACCESS SHARE' } as const;

/** Statements that read or write rows, and maintenance. */
export const dataRows = {
  'insert': always(WRITE),
  'insert-reading-itself': always(WRITE, { work: SCAN }),
  'change-rows': always(WRITE),
  'change-all-rows': always(WRITE, { work: SCAN }),
  'copy-in': always({ target: 'ROW EXCLUSIVE', partition: 'ROW EXCLUSIVE' }),
  'copy-out': always({ target: 'ACCESS SHARE' }, { work: SCAN }),
  'truncate': always({
    target: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE', partition: 'ACCESS EXCLUSIVE', dependent: 'ACCESS EXCLUSIVE',
    sequence: 'ACCESS EXCLUSIVE',
  }),
  'vacuum': always({ target: 'SHARE UPDATE EXCLUSIVE', partition: 'SHARE UPDATE EXCLUSIVE' }, { transactional: false, time: 'long' }),
  'vacuum-full': always({ target: 'ACCESS EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' }, { work: REWRITE, transactional: false }),
  'analyze': always({ target: 'SHARE UPDATE EXCLUSIVE', partition: 'SHARE UPDATE EXCLUSIVE' }, { time: 'long' }),
  'cluster': always({ target: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE' }, { work: REWRITE }),
  'cluster-partitioned': always({ target: 'ACCESS EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' }, { work: REWRITE, transactional: false }),
  'cluster-all': always({}, { work: REWRITE, transactional: false, manual: 'CLUSTER' }),
  'repack': always({ target: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE' }, { work: REWRITE, transactional: false, manual: 'REPACK' }),
} satisfies FactTable;

