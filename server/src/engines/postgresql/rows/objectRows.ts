import { always, type FactTable, since } from '../factRow.ts';
import { ALTER_ONLY, NO_LOCKS, REWRITE, SCAN, TUNE } from './locks.ts';

const DROPPED_VIEW = {
  target: 'ACCESS EXCLUSIVE',
  index: 'ACCESS EXCLUSIVE',
  view: 'ACCESS EXCLUSIVE',
} as const;

/** Views, sequences, types, domains, routines. */
export const objectRows = {
  'create-view': always({ other: 'ACCESS SHARE' }),
  'replace-view': always({ target: 'ACCESS EXCLUSIVE', other: 'ACCESS SHARE' }),
  'create-materialized-view': always({ other: 'ACCESS SHARE' }, { work: SCAN }),
  refresh: always(
    { target: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE', other: 'ACCESS SHARE' },
    { work: REWRITE },
  ),
  'refresh-empty': always({ target: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE' }),
  'refresh-concurrently': always({ target: 'EXCLUSIVE', other: 'ACCESS SHARE' }, { work: SCAN }),
  'drop-view': always(DROPPED_VIEW),
  'alter-view': always(ALTER_ONLY),
  'create-sequence': always({ other: 'ACCESS SHARE' }),
  'alter-sequence': always({ target: 'SHARE ROW EXCLUSIVE', other: 'ACCESS SHARE' }),
  'move-sequence': always(ALTER_ONLY),
  'drop-sequence': always({ target: 'ACCESS EXCLUSIVE', dependent: 'ACCESS EXCLUSIVE' }),
  'create-type': always(NO_LOCKS),
  'add-enum-value': [since(10, NO_LOCKS, { transactional: false }), since(12, NO_LOCKS)],
  /** The type was made in the same transaction. */
  'add-enum-value-new': always(NO_LOCKS),
  'rename-enum-value': always(NO_LOCKS),
  /** Only tables made OF the type follow. */
  'alter-type-attribute': always({ dependent: 'ACCESS EXCLUSIVE' }),
  'drop-type': always({ dependent: 'ACCESS EXCLUSIVE' }),
  'create-domain': always(NO_LOCKS),
  'alter-domain': always(NO_LOCKS),
  'check-domain': always({ dependent: 'SHARE' }, { work: SCAN }),
  routine: always({ other: 'ACCESS SHARE' }),
  'create-schema': always(NO_LOCKS),
  'drop-schema': always({
    dependent: 'ACCESS EXCLUSIVE',
    view: 'ACCESS EXCLUSIVE',
    sequence: 'ACCESS EXCLUSIVE',
  }),
  database: always(NO_LOCKS, { transactional: false, manual: 'CREATE DATABASE' }),
  'concerns-table': always(TUNE),
} satisfies FactTable;
