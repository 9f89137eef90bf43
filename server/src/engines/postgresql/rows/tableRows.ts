import { always, type FactTable, since } from '../factRow.ts';
import { ALTER, ALTER_ONLY, NO_LOCKS, REWRITE, SCAN, TUNE } from './locks.ts';

const DROP = {
  target: 'ACCESS EXCLUSIVE',
  index: 'ACCESS EXCLUSIVE',
  partition: 'ACCESS EXCLUSIVE',
  parent: 'ACCESS EXCLUSIVE',
  'default-partition': 'ACCESS EXCLUSIVE',
  referenced: 'ACCESS EXCLUSIVE',
  dependent: 'ACCESS EXCLUSIVE',
  view: 'ACCESS EXCLUSIVE',
  sequence: 'ACCESS EXCLUSIVE',
} as const;

/** Tables as a whole, their triggers, policies, rules and statistics. */
export const tableRows = {
  'create-table': always({
    referenced: 'SHARE ROW EXCLUSIVE',
    parent: 'SHARE UPDATE EXCLUSIVE',
    other: 'ACCESS SHARE',
  }),
  'create-table-existing': always(NO_LOCKS),
  'create-table-as': always({ other: 'ACCESS SHARE' }, { work: SCAN }),
  'drop-table': always(DROP),
  'drop-missing': always(NO_LOCKS),
  'rename-table': always(ALTER_ONLY),
  'set-table-schema': always({ target: 'ACCESS EXCLUSIVE', sequence: 'ACCESS EXCLUSIVE' }),
  'set-table-owner': always({
    target: 'ACCESS EXCLUSIVE',
    sequence: 'ACCESS EXCLUSIVE',
    index: 'ACCESS EXCLUSIVE',
  }),
  'set-parameters': always(TUNE),
  'set-parameters-exclusive': always(ALTER_ONLY),
  /** The files are copied block by block. */
  'set-tablespace': always(ALTER_ONLY, { work: ['rewrite'], time: 'long' }),
  'set-tablespace-partitioned': always(ALTER_ONLY),
  'set-tablespace-same': always(ALTER_ONLY),
  'set-access-method': [since(15, ALTER_ONLY, { work: REWRITE })],
  'set-access-method-same': [since(15, ALTER_ONLY)],
  'set-access-method-partitioned': [since(17, ALTER_ONLY)],
  'set-persistence': always({ target: 'ACCESS EXCLUSIVE', sequence: 'ACCESS EXCLUSIVE' }, { work: REWRITE }),
  /** Partitioned tables have no rows of their own. 18 refuses. */
  'set-persistence-partitioned': always(ALTER_ONLY),
  'set-persistence-same': always(ALTER_ONLY),
  'cluster-on': always({ target: 'SHARE UPDATE EXCLUSIVE', index: 'SHARE UPDATE EXCLUSIVE' }),
  'without-cluster': always(TUNE),
  'replica-identity': always(ALTER_ONLY),
  'row-security': always(ALTER_ONLY),
  inherit: always({ target: 'ACCESS EXCLUSIVE', parent: 'SHARE UPDATE EXCLUSIVE' }),
  'no-inherit': always({ target: 'ACCESS EXCLUSIVE', parent: 'ACCESS SHARE' }),
  'of-type': always(ALTER_ONLY),
  'rule-state': always(ALTER_ONLY),
  /** WITHOUT OIDS does nothing from 12 on; before, only a table WITH OIDS is written again. */
  'without-oids': always(ALTER_ONLY),
  'unread-action': always(ALTER, { manual: 'ALTER TABLE' }),
  'trigger-state': always({ target: 'SHARE ROW EXCLUSIVE' }),
  'create-trigger': always({ target: 'SHARE ROW EXCLUSIVE', partition: 'SHARE ROW EXCLUSIVE' }),
  'drop-trigger': always(ALTER),
  'rename-trigger': always(ALTER_ONLY),
  policy: always(ALTER_ONLY),
  rule: always(ALTER_ONLY),
  'create-statistics': always(TUNE),
  'drop-statistics': [since(10, NO_LOCKS), since(12, TUNE)],
  'alter-statistics': always(NO_LOCKS),
  'publish-table': always(TUNE),
  'comment-relation': always(TUNE),
  'comment-part': always({ target: 'ACCESS SHARE' }),
  'comment-index': always({ index: 'SHARE UPDATE EXCLUSIVE' }),
  'comment-other': always(NO_LOCKS),
  grant: [since(10, NO_LOCKS), since(18, { target: 'ACCESS SHARE' })],
  'grant-other': always(NO_LOCKS),
  'no-relation': always(NO_LOCKS),
  /** DROP OWNED and its like: what they take nobody can tell from the text. */
  'unread-statement': always(ALTER_ONLY, { manual: 'SQL Commands' }),
  'invalid-statement': always(NO_LOCKS, { manual: 'SQL Commands' }),
} satisfies FactTable;
