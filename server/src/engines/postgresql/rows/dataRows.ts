import { always, type FactTable, since } from '../factRow.ts';
import { REWRITE, SCAN } from './locks.ts';

const WRITE = { target: 'ROW EXCLUSIVE', partition: 'ROW EXCLUSIVE', other: 'ACCESS SHARE' } as const;

/** Statements that read or write rows, and maintenance. */
export const dataRows = {
  insert: always(WRITE),
  'insert-reading-itself': always(WRITE, { work: SCAN }),
  'change-rows': always(WRITE),
  'change-all-rows': always(WRITE, { work: SCAN }),
  /** `target`: tables of FOR UPDATE and its like. */
  query: always({ target: 'ROW SHARE', other: 'ACCESS SHARE' }, { time: 'long' }),
  'query-all': always({ target: 'ROW SHARE', other: 'ACCESS SHARE' }, { work: SCAN }),
  'copy-in': always({ target: 'ROW EXCLUSIVE', partition: 'ROW EXCLUSIVE' }),
  'copy-out': always({ target: 'ACCESS SHARE' }, { work: SCAN }),
  truncate: always({
    target: 'ACCESS EXCLUSIVE',
    index: 'ACCESS EXCLUSIVE',
    partition: 'ACCESS EXCLUSIVE',
    dependent: 'ACCESS EXCLUSIVE',
    sequence: 'ACCESS EXCLUSIVE',
  }),
  // `dependent` are tables that inherit: from 18 on VACUUM and ANALYZE take them, too, unless ONLY is written.
  vacuum: [
    since(
      10,
      { target: 'SHARE UPDATE EXCLUSIVE', partition: 'SHARE UPDATE EXCLUSIVE' },
      { transactional: false, time: 'long' },
    ),
    since(
      18,
      {
        target: 'SHARE UPDATE EXCLUSIVE',
        partition: 'SHARE UPDATE EXCLUSIVE',
        dependent: 'SHARE UPDATE EXCLUSIVE',
      },
      { transactional: false, time: 'long' },
    ),
  ],
  'vacuum-full': [
    since(
      10,
      { target: 'ACCESS EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' },
      { work: REWRITE, transactional: false },
    ),
    since(
      18,
      { target: 'ACCESS EXCLUSIVE', partition: 'ACCESS EXCLUSIVE', dependent: 'ACCESS EXCLUSIVE' },
      { work: REWRITE, transactional: false },
    ),
  ],
  analyze: [
    since(
      10,
      { target: 'SHARE UPDATE EXCLUSIVE', partition: 'SHARE UPDATE EXCLUSIVE', dependent: 'ACCESS SHARE' },
      { time: 'long' },
    ),
    since(
      18,
      {
        target: 'SHARE UPDATE EXCLUSIVE',
        partition: 'SHARE UPDATE EXCLUSIVE',
        dependent: 'SHARE UPDATE EXCLUSIVE',
      },
      { time: 'long' },
    ),
  ],
  cluster: always({ target: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE' }, { work: REWRITE }),
  'cluster-partitioned': always(
    { target: 'ACCESS EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' },
    { work: REWRITE, transactional: false },
  ),
  checkpoint: always({}, { time: 'long', manual: 'CHECKPOINT' }),
  'cluster-all': always({}, { work: REWRITE, transactional: false, manual: 'CLUSTER' }),
  repack: always(
    { target: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE' },
    { work: REWRITE, transactional: false, manual: 'REPACK' },
  ),
} satisfies FactTable;
