import type { LocksByRole, Work } from '../factRow.ts';

/* Lock sets that many facts share. */

/** ALTER TABLE unless the manual says otherwise; it goes down to partitions and children. */
export const ALTER: LocksByRole = { target: 'ACCESS EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' };

/** ALTER TABLE forms that concern the named table alone. */
export const ALTER_ONLY: LocksByRole = { target: 'ACCESS EXCLUSIVE' };

/** ALTER TABLE that also changes what depends on the column or constraint. */
export const ALTER_WITH_REFERENCES: LocksByRole = {
  target: 'ACCESS EXCLUSIVE',
  partition: 'ACCESS EXCLUSIVE',
  referenced: 'ACCESS EXCLUSIVE',
  dependent: 'ACCESS EXCLUSIVE',
  view: 'ACCESS EXCLUSIVE',
  sequence: 'ACCESS EXCLUSIVE',
};

/** Settings for the planner and for autovacuum. */
export const TUNE: LocksByRole = { target: 'SHARE UPDATE EXCLUSIVE' };

/** The same where it goes down to partitions and children. */
export const TUNE_FAMILY: LocksByRole = {
  target: 'SHARE UPDATE EXCLUSIVE',
  partition: 'SHARE UPDATE EXCLUSIVE',
};

export const NO_LOCKS: LocksByRole = {};

export const REWRITE: readonly Work[] = ['rewrite', 'scan', 'index'];
export const SCAN: readonly Work[] = ['scan'];
export const BUILD: readonly Work[] = ['scan', 'index'];
