/** Rules about the release that still runs, and about data. */
import { type FixClaim, noteClaim, type RuleClaims, SAME } from '../claim.ts';
import { COLUMN_BESIDE } from './lockingClaims.ts';

/** Statements that move to a later migration end where they ended before; what they gain is the time in between. */
const LATER = 'The running release is left alone until the later migration: no lock shows it.';

/** Of migration-in-wrong-phase, beside the fixes of the rule whose finding it is. */
const SPLIT: FixClaim = {
  fix: 'Split the file: what breaks the running release goes to a contract migration',
  proves: SAME,
  because: LATER,
};

export const COMPATIBILITY_CLAIMS: Readonly<Record<string, RuleClaims>> = {
  'access-removed-from-application-role': {
    fixes: [
      {
        fix: 'Create a policy first that lets everybody work as before',
        proves: SAME,
        because: 'Without a policy nobody but the owner sees a row.',
        differences: [{ object: /^policy /, because: 'The policy is the fix.' }],
      },
      {
        fix: 'Create a policy first that lets `…` work as before',
        proves: SAME,
        because: 'Without a policy nobody but the owner sees a row.',
        differences: [{ object: /^policy /, because: 'The policy is the fix.' }],
      },
    ],
  },
  'add-not-null-column-without-default': {
    fixes: [
      {
        fix: 'Add `…` nullable, require it later',
        proves: ['same schema', 'original refused'],
        because: LATER,
        refused: { codes: { postgresql: ['23502'] }, intended: 'empty tables' },
      },
      {
        fix: 'Keep `…` required, add a default',
        proves: ['same schema', 'original refused'],
        because: 'Old INSERTs get the default.',
        refused: { codes: { postgresql: ['23502'] }, intended: 'empty tables' },
        differences: [{ object: /^column /, because: 'The default is the fix.' }],
      },
    ],
  },
  'drop-column-in-use': {
    fixes: [
      { fix: 'Drop it in a later migration, once no release uses it', proves: SAME, because: LATER },
      {
        fix: 'Re-create `…` in the same statement',
        proves: [...SAME, 'original refused'],
        because: '',
        refused: { codes: { mysql: ['1072', '1062'] }, intended: null },
      },
    ],
  },
  'drop-default-breaks-old-writers': {
    fixes: [
      {
        fix: 'Drop the default in a later migration, once every release sends a value',
        proves: SAME,
        because: LATER,
      },
      {
        fix: 'Repeat `…`',
        proves: ['same rows'],
        because: 'The column keeps what the original silently takes away.',
      },
    ],
  },
  'drop-table-in-use': {
    fixes: [
      { fix: 'Drop it in a later migration, once no release uses it', proves: SAME, because: LATER },
      SPLIT,
    ],
  },
  'drop-unique-breaks-upserts': {
    fixes: [
      { fix: 'Drop it in a later migration, once no release upserts on it', proves: SAME, because: LATER },
    ],
  },
  'enum-value-removed-or-renamed': {
    fixes: [
      {
        fix: 'Add `…` beside it and keep the old label for now',
        proves: [],
        because: 'Both labels stay: the old one goes with a later type.',
      },
      {
        fix: 'Put the new members at the end, which needs no copy',
        proves: ['same rows', 'less blocking'],
        because: 'Another order of the members, which is the fix.',
      },
    ],
  },
  'lossy-type-change': {
    fixes: [
      {
        fix: 'Limit the length with a check instead',
        proves: ['same rows', 'less blocking'],
        because: 'A check takes the place of the length.',
      },
      noteClaim('Note the query that finds the values that do not fit'),
    ],
  },
  'migration-in-wrong-phase': {
    fixes: [{ fix: 'Move the statement to a contract migration', proves: SAME, because: LATER }, SPLIT],
  },
  'modify-drops-attributes': {
    fixes: [
      {
        fix: 'Repeat what the column has',
        proves: ['same rows'],
        because: 'The column keeps what the original silently takes away.',
      },
    ],
  },
  'removes-all-rows': {
    fixes: [
      {
        fix: 'Set the rows aside under another name',
        proves: ['same schema'],
        because: 'The rows survive under another name.',
        differences: [{ object: /./, because: 'The rows stay, in a table of their own.' }],
      },
    ],
  },
  'rename-column': {
    fixes: [
      {
        fix: 'Add `…` beside `…` and move over',
        proves: SAME,
        because: LATER,
        differences: [
          { object: /^order of columns /, because: 'The new column comes last.' },
          {
            object: /^(?:column|constraint) /,
            because: 'NOT NULL, keys and defaults are moved by hand, as the migration says.',
          },
        ],
      },
    ],
  },
  'rename-table': {
    fixes: [
      { fix: 'Keep the old name as a view', proves: SAME, because: LATER },
      {
        fix: 'Give the new name to a view now, swap names in a later migration',
        proves: SAME,
        because: LATER,
      },
    ],
  },
  'tightened-constraint-breaks-old-writers': {
    fixes: [
      { fix: 'Add it in a later migration, once every release complies', proves: SAME, because: LATER },
      SPLIT,
    ],
  },
  'type-change-breaks-old-code': {
    fixes: [{ ...COLUMN_BESIDE, proves: [], because: `${LATER} ${COLUMN_BESIDE.because}` }],
  },
  'view-or-routine-change-breaks-callers': {
    fixes: [
      { fix: 'Drop it in a later migration, once no release uses it', proves: SAME, because: LATER },
      {
        fix: 'Repeat the grants',
        proves: SAME,
        because: 'The grants of before are there again.',
        differences: [{ object: /^table /, because: 'The grants are the fix.' }],
      },
    ],
  },
};
