/** Rules about how things are written, and about what a second run or a later release meets. */
import { type RuleClaims, SAME, WEAKER } from '../claim.ts';

/** The type is chosen with the author: rows of the table survive, and that is all that can be asked. */
const OTHER_TYPE: RuleClaims = {
  fixes: [{ fix: '*', proves: ['same rows'], because: 'Another type, which is the fix.' }],
};

export const HYGIENE_CLAIMS: Readonly<Record<string, RuleClaims>> = {
  'applied-migration-edited': { nothing: 'About texts that the tool has recorded: no server takes part.' },
  'avoid-padded-char': OTHER_TYPE,
  'flyway-lock-blocks-concurrently': {
    nothing: "About Flyway's own lock: the server sees two sessions of the tool.",
  },
  'explicit-table-lock': {
    fixes: [{ fix: '*', proves: SAME, because: 'The server takes the lock that each statement needs.' }],
  },
  'foreign-key-without-index': {
    fixes: [{ fix: '*', proves: ['same rows'], because: 'The index is the fix.' }],
  },
  'missing-algorithm-guard': {
    fixes: [
      { fix: '*', proves: SAME, because: 'The same way, but refused where another one would be taken.' },
    ],
  },
  'missing-statement-timeout': {
    fixes: [{ fix: '*', proves: SAME, because: 'A limit that the statements here do not meet.' }],
  },
  'redundant-index': {
    fixes: [{ fix: '*', proves: ['same rows'], because: 'The index that goes is the fix.' }],
  },
  'several-alters-on-one-table': {
    fixes: [{ fix: '*', proves: WEAKER, because: '' }],
  },
  'table-without-primary-key': {
    fixes: [{ fix: '*', proves: ['same rows'], because: 'The key is the fix.' }],
  },
  'if-not-exists-hides-mismatch': {
    fixes: [{ fix: '*', proves: SAME, because: 'What an earlier run left is taken away first.' }],
  },
  'instant-row-version-limit': {
    fixes: [
      {
        fix: 'Rebuild the table in a migration of its own',
        proves: SAME,
        because: 'The limit is met after 255 changes: the engine facts measure it.',
      },
    ],
  },
  'known-defect-on-target': {
    fixes: [
      {
        fix: 'Force ALGORITHM=INPLACE',
        notHere: 'the releases with the defect are not among them',
        proves: SAME,
        because: 'The defect is one of older releases than those here.',
      },
    ],
  },
  'migration-version-conflict': { nothing: 'About the names of files: no server takes part.' },
  'prefer-bigint-key': OTHER_TYPE,
  'prefer-identity-over-serial': OTHER_TYPE,
  'prefer-jsonb': OTHER_TYPE,
  'prefer-text-over-varchar': OTHER_TYPE,
  'prefer-timestamptz': OTHER_TYPE,
  'repeatable-migration-not-rerunnable': {
    fixes: [{ fix: '*', proves: [...SAME, 'runs again'], because: '' }],
  },
  'sequence-behind-inserted-ids': {
    fixes: [
      {
        fix: 'Advance the sequence behind the statement',
        proves: SAME,
        because: 'The next INSERT finds a free number.',
      },
    ],
  },
  'silently-ignored-by-target': {
    fixes: [
      {
        fix: '*',
        proves: ['same rows'],
        because: 'What the server passed over is there now, which is the fix.',
      },
    ],
  },
  'statement-outlives-runner-timeout': {
    fixes: [{ fix: '*', proves: SAME, because: 'More time, or another place: no lock shows it.' }],
  },
};
