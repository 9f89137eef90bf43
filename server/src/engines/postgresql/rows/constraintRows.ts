import { always, type FactTable, since } from '../factRow.ts';
import { ALTER, ALTER_ONLY, ALTER_WITH_REFERENCES, BUILD, SCAN } from './locks.ts';

const FOREIGN_KEY = {
  target: 'SHARE ROW EXCLUSIVE',
  partition: 'SHARE ROW EXCLUSIVE',
  referenced: 'SHARE ROW EXCLUSIVE',
} as const;
/** `dependent`: tables that inherit; they get no foreign key. */
const FOREIGN_KEY_AND_CHILDREN = { ...FOREIGN_KEY, dependent: 'SHARE ROW EXCLUSIVE' } as const;
const VALIDATE = { target: 'SHARE UPDATE EXCLUSIVE', partition: 'SHARE UPDATE EXCLUSIVE' } as const;
const KEY_ON_PARTITIONS = { target: 'ACCESS EXCLUSIVE', partition: 'SHARE' } as const;
const ADOPT_INDEX = [
  { ...ALTER, index: 'ACCESS EXCLUSIVE' },
  { ...ALTER, index: 'SHARE UPDATE EXCLUSIVE' },
] as const;

/** ALTER TABLE actions on a constraint. */
export const constraintRows = {
  'add-check': always(ALTER, { work: SCAN }),
  'add-check-no-inherit': [since(10, ALTER_ONLY, { work: SCAN }), since(18, ALTER, { work: SCAN })],
  'add-check-not-valid': always(ALTER),
  'add-check-not-enforced': [since(18, ALTER)],
  'add-foreign-key': [
    since(10, FOREIGN_KEY, { work: SCAN }),
    since(18, FOREIGN_KEY_AND_CHILDREN, { work: SCAN }),
  ],
  'add-foreign-key-not-valid': [since(10, FOREIGN_KEY), since(18, FOREIGN_KEY_AND_CHILDREN)],
  'add-foreign-key-not-enforced': [since(18, FOREIGN_KEY_AND_CHILDREN)],
  /** From 18 on ALTER TABLE takes inheriting tables for every key. */
  'add-unique': [since(10, ALTER_ONLY, { work: BUILD }), since(18, ALTER, { work: BUILD })],
  'add-primary-key': [since(10, ALTER_ONLY, { work: BUILD }), since(12, ALTER, { work: BUILD })],
  /** Of columns that may hold NULL: inheriting tables and partitions get the NOT NULL. */
  'add-primary-key-nullable': always(ALTER, { work: BUILD }),
  /** UNIQUE or PRIMARY KEY of a partitioned table. */
  'add-key-partitioned': [since(11, KEY_ON_PARTITIONS, { work: BUILD }), since(18, ALTER, { work: BUILD })],
  'add-exclusion': [since(10, ALTER_ONLY, { work: BUILD }), since(18, ALTER, { work: BUILD })],
  'add-exclusion-partitioned': [
    since(17, KEY_ON_PARTITIONS, { work: BUILD }),
    since(18, ALTER, { work: BUILD }),
  ],
  /** The index keeps its name. */
  'adopt-index': always(ALTER),
  'adopt-index-renamed': [since(10, ADOPT_INDEX[0]), since(12, ADOPT_INDEX[1])],
  /** A primary key on columns that may hold NULL. */
  'adopt-index-nullable': always(ALTER, { work: SCAN }),
  'adopt-index-nullable-renamed': [
    since(10, ADOPT_INDEX[0], { work: SCAN }),
    since(12, ADOPT_INDEX[1], { work: SCAN }),
  ],
  'adopt-index-proved': [since(10, ALTER, { work: SCAN }), since(12, ALTER)],
  'adopt-index-proved-renamed': [since(10, ADOPT_INDEX[0], { work: SCAN }), since(12, ADOPT_INDEX[1])],
  'add-not-null-constraint': [since(18, ALTER, { work: SCAN })],
  'add-not-null-constraint-already': [since(18, ALTER)],
  'add-not-null-constraint-not-valid': [since(18, ALTER)],
  'drop-constraint': always(ALTER_WITH_REFERENCES),
  'drop-key': always({ ...ALTER_WITH_REFERENCES, index: 'ACCESS EXCLUSIVE' }),
  'drop-constraint-missing': always(ALTER_ONLY),
  'drop-constraint-missing-partitioned': [since(10, ALTER_ONLY), since(11, ALTER)],
  'validate-check': always(VALIDATE, { work: SCAN }),
  'validate-foreign-key': always({ ...VALIDATE, referenced: 'ROW SHARE' }, { work: SCAN }),
  'validate-not-null': [since(18, VALIDATE, { work: SCAN })],
  'validate-already': always({ target: 'SHARE UPDATE EXCLUSIVE' }),
  'alter-constraint': always(ALTER),
  'alter-constraint-not-enforced': [since(18, { ...ALTER, referenced: 'ACCESS EXCLUSIVE' })],
  'alter-constraint-enforced': [since(18, { ...ALTER, referenced: 'SHARE ROW EXCLUSIVE' }, { work: SCAN })],
  'rename-constraint': always(ALTER),
  'rename-key': [since(10, ADOPT_INDEX[0]), since(12, ADOPT_INDEX[1])],
} satisfies FactTable;
