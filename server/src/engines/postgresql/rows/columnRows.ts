import { always, type FactTable, since } from '../factRow.ts';
import {
  ALTER,
  ALTER_ONLY,
  ALTER_WITH_REFERENCES,
  BUILD,
  REWRITE,
  SCAN,
  TUNE,
  TUNE_FAMILY,
} from './locks.ts';

const ALTER_AND_REFERENCE = { ...ALTER, referenced: 'SHARE ROW EXCLUSIVE' } as const;
const ALTER_AND_INDEX = { ...ALTER_WITH_REFERENCES, index: 'ACCESS EXCLUSIVE' } as const;

/** From 17 on partitions share the identity of their table; inheriting tables never do and play no role here. */
const ALTER_AND_PARTITIONS = ALTER;

/** ALTER TABLE actions on a column. */
export const columnRows = {
  'add-column': always(ALTER),
  'add-column-existing': always(ALTER_ONLY),
  /** NOT NULL without a value for the rows that are there. */
  'add-column-required': always(ALTER, { work: SCAN }),
  /** A default that is computed once: constants, STABLE functions. */
  'add-column-default': [since(10, ALTER, { work: REWRITE }), since(11, ALTER)],
  /** A VOLATILE default, serial, identity, a domain with constraints. */
  'add-column-computed': always(ALTER, { work: REWRITE }),
  /** A call of a VOLATILE SQL function that is only a constant in the end: planned first and judged after. */
  'add-column-inlined': [since(10, ALTER, { work: REWRITE }), since(12, ALTER)],
  /** A domain whose own default is VOLATILE; 11 and 12 look at the column's default alone. */
  'add-column-domain-volatile': [
    since(10, ALTER, { work: REWRITE }),
    since(11, ALTER),
    since(13, ALTER, { work: REWRITE }),
  ],
  'add-column-stored': [since(12, ALTER, { work: REWRITE })],
  'add-column-virtual': [since(18, ALTER)],
  'add-column-virtual-checked': [since(18, ALTER, { work: SCAN })],
  'add-column-checked': always(ALTER, { work: SCAN }),
  'add-column-checked-default': [since(10, ALTER, { work: REWRITE }), since(11, ALTER, { work: SCAN })],
  'add-column-key': always(ALTER, { work: BUILD }),
  'add-column-key-default': [since(10, ALTER, { work: REWRITE }), since(11, ALTER, { work: BUILD })],
  /** Every row is NULL: nothing to look up. */
  'add-column-references': always(ALTER_AND_REFERENCE),
  /** 11 looks the rows of the partitions up all the same. */
  'add-column-references-partitioned': [
    since(11, ALTER_AND_REFERENCE, { work: SCAN }),
    since(12, ALTER_AND_REFERENCE),
  ],
  'add-column-references-checked': always(ALTER_AND_REFERENCE, { work: SCAN }),
  'add-column-references-default': [
    since(10, ALTER_AND_REFERENCE, { work: REWRITE }),
    since(11, ALTER_AND_REFERENCE, { work: SCAN }),
  ],
  'add-column-references-key': always(ALTER_AND_REFERENCE, { work: BUILD }),
  'add-column-references-key-default': [
    since(10, ALTER_AND_REFERENCE, { work: REWRITE }),
    since(11, ALTER_AND_REFERENCE, { work: BUILD }),
  ],
  'add-column-references-computed': always(ALTER_AND_REFERENCE, { work: REWRITE }),

  'drop-column': always({ ...ALTER_WITH_REFERENCES, index: 'ACCESS EXCLUSIVE' }),
  'drop-column-missing': always(ALTER_ONLY),
  'rename-column': always(ALTER),

  'alter-type-rewrite': always({ ...ALTER_AND_INDEX, sequence: 'SHARE ROW EXCLUSIVE' }, { work: REWRITE }),
  'alter-type': always(ALTER_AND_INDEX),
  'alter-type-scan': always(ALTER_AND_INDEX, { work: SCAN }),
  'alter-type-index': always(ALTER_AND_INDEX, { work: BUILD }),
  /** timestamp <-> timestamptz while TimeZone is UTC. */
  'alter-type-utc': [since(10, ALTER_AND_INDEX, { work: REWRITE }), since(12, ALTER_AND_INDEX)],
  'alter-type-utc-scan': [
    since(10, ALTER_AND_INDEX, { work: REWRITE }),
    since(12, ALTER_AND_INDEX, { work: SCAN }),
  ],
  'alter-type-utc-index': [
    since(10, ALTER_AND_INDEX, { work: REWRITE }),
    since(12, ALTER_AND_INDEX, { work: BUILD }),
  ],

  'set-default': always(ALTER),
  'drop-default': always(ALTER),
  'set-not-null': always(ALTER, { work: SCAN }),
  'set-not-null-already': [since(10, ALTER), since(18, ALTER_ONLY)],
  'set-not-null-already-partitioned': [since(10, ALTER), since(12, ALTER_ONLY)],
  /** A valid CHECK (... IS NOT NULL) proves it. */
  'set-not-null-proved': [since(10, ALTER, { work: SCAN }), since(12, ALTER)],
  'drop-not-null': always(ALTER),
  'add-identity': [since(10, ALTER_ONLY), since(17, ALTER_AND_PARTITIONS)],
  'set-identity': [
    since(10, { ...ALTER_ONLY, sequence: 'SHARE ROW EXCLUSIVE' }),
    since(17, { ...ALTER_AND_PARTITIONS, sequence: 'SHARE ROW EXCLUSIVE' }),
  ],
  'drop-identity': [
    since(10, { ...ALTER_ONLY, sequence: 'ACCESS EXCLUSIVE' }),
    since(17, { ...ALTER_AND_PARTITIONS, sequence: 'ACCESS EXCLUSIVE' }),
  ],
  'drop-identity-missing': always(ALTER_ONLY),
  'set-expression-stored': [since(17, ALTER, { work: REWRITE })],
  'set-expression-virtual': [since(18, ALTER)],
  'drop-expression': [since(13, ALTER)],
  'set-storage': always(ALTER),
  'set-compression': [since(14, ALTER)],
  'set-column-statistics': always(TUNE_FAMILY),
  'set-column-attributes': always(TUNE),
} satisfies FactTable;
