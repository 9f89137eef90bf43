/** Rules about how things are written, and about what a second run or a later release meets. */
import { type Difference, noteClaim, type RuleClaims, SAME, WEAKER } from '../claim.ts';

const COLUMN: Difference = { object: /^column /, because: 'The column is what the fix writes anew.' };
const KEY: readonly Difference[] = [
  COLUMN,
  { object: /^(?:constraint|key|index|sequence|order of columns) /, because: 'The key is the fix.' },
];

/** The column has another type: nothing else may differ, and rows survive. */
function otherType(fixes: readonly string[], more: readonly Difference[] = []): RuleClaims {
  return {
    fixes: fixes.map(fix => ({
      fix,
      proves: SAME,
      because: 'Another type, which is the fix.',
      differences: [COLUMN, ...more],
    })),
  };
}

export const HYGIENE_CLAIMS: Readonly<Record<string, RuleClaims>> = {
  'add-column-breaks-positional-use': {
    fixes: [
      {
        fix: 'Make the column invisible',
        proves: SAME,
        because: 'An INSERT without a list of columns passes it over.',
        differences: [COLUMN],
      },
    ],
  },
  'applied-migration-edited': { nothing: 'About texts that the tool has recorded: no server takes part.' },
  'avoid-padded-char': otherType(['Write varchar(N)']),
  'baseline-missing-or-stale': { nothing: 'About a file of the project and its age: no server takes part.' },
  'constraint-left-not-valid': {
    nothing: 'No fix: the validation that is missing belongs to a migration that nobody has written.',
  },
  'drop-not-null': {
    nothing: 'No fix: the server does as asked, and code that reads the column meets NULL.',
  },
  'flyway-lock-blocks-concurrently': {
    nothing: "About Flyway's own lock: the server sees two sessions of the tool.",
  },
  'explicit-table-lock': {
    fixes: [
      {
        fix: 'Give up at once when the table is in use (NOWAIT)',
        proves: [...SAME, 'bounded wait'],
        because: '',
      },
    ],
  },
  'foreign-key-without-index': {
    fixes: [
      {
        fix: 'Build the index in the next migration',
        proves: SAME,
        because: 'The index is the fix.',
        differences: [{ object: /^index /, because: 'The index is the fix.' }],
      },
    ],
  },
  'index-dropped-without-invisible-step': {
    fixes: [
      {
        fix: 'Hide the index now, drop it in the next migration',
        proves: SAME,
        because: 'What is won is the time in which it can be shown again.',
      },
    ],
  },
  'legacy-charset': otherType(
    ['Write utfNmbN'],
    [{ object: /^table /, because: "The character set may be the table's." }],
  ),
  'migration-not-rerunnable': {
    fixes: ['Add IF NOT EXISTS', 'Add IF EXISTS'].map(fix => ({
      fix,
      proves: [...SAME, 'runs again'] as const,
      because: '',
    })),
  },
  'missing-algorithm-guard': {
    fixes: [
      {
        fix: 'Say how it has to be done',
        proves: SAME,
        because: 'The same way, but refused where another one would be taken.',
      },
    ],
  },
  'missing-rollback': {
    fixes: [{ fix: 'Write the way back', proves: ['takes back'], because: '' }],
  },
  'missing-statement-timeout': {
    fixes: [
      {
        fix: 'Limit each statement to N minutes',
        proves: SAME,
        because: 'A limit that the statements here do not meet.',
      },
    ],
  },
  'redundant-index': {
    fixes: [
      {
        fix: 'Leave the index out',
        proves: SAME,
        because: 'Another index serves the same queries.',
        differences: [{ object: /^index /, because: 'The index that goes is the fix.' }],
      },
    ],
  },
  'schema-and-data-mixed': {
    fixes: [
      {
        fix: 'Move it to the next migration',
        proves: SAME,
        because: 'What fails can be repeated by itself.',
      },
    ],
  },
  'several-alters-on-one-table': {
    fixes: [{ fix: 'Join both into one ALTER TABLE', proves: WEAKER, because: '' }],
  },
  'statement-not-analysed': { nothing: 'About what Interlock cannot read, not about a server.' },
  'statement-split-breaks-body': {
    nothing: 'The tool cuts the text before a server sees it: the fix writes marks of the tool.',
  },
  'table-without-primary-key': {
    fixes: [
      {
        fix: 'Add a numbered key column',
        proves: SAME,
        because: 'The key is the fix.',
        differences: KEY,
      },
    ],
  },
  'target-settings-drift': {
    fixes: [
      {
        fix: 'Set lock_wait_timeout in the file',
        proves: SAME,
        because: 'All targets wait as long as the file says, which is longer than the proof waits.',
      },
    ],
  },
  'targets-disagree': {
    fixes: [
      {
        fix: 'Ask every target for ALGORITHM=INPLACE, LOCK=NONE',
        proves: SAME,
        because: 'What is won is that all targets take the same way.',
      },
    ],
  },
  'if-not-exists-hides-mismatch': {
    fixes: [
      {
        fix: 'Drop what an earlier run may have left',
        proves: SAME,
        because: 'What an earlier run left is taken away first.',
      },
    ],
  },
  'instant-row-version-limit': {
    fixes: [
      {
        fix: 'Rebuild the table in a migration of its own',
        proves: SAME,
        because: 'The limit is met after 255 changes: the engine facts measure it.',
      },
      {
        fix: 'Join it with the ALTER TABLE before it: both then make one row version',
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
  'prefer-bigint-key': otherType(
    ['Write bigint', 'Write bigint unsigned', 'Write bigserial'],
    [{ object: /^sequence /, because: 'The sequence of a wider column counts further.' }],
  ),
  'prefer-identity-over-serial': otherType(
    ['Write an identity column'],
    [{ object: /^sequence /, because: 'The sequence belongs to the column.' }],
  ),
  'prefer-jsonb': otherType(['Write jsonb']),
  'prefer-text-over-varchar': otherType(
    ['Write text with a check of the length'],
    [{ object: /^constraint /, because: 'A check takes the place of the length.' }],
  ),
  'prefer-timestamptz': otherType(['Write datetime', 'Write timestamptz', 'Write timestamptz(N)']),
  'repeatable-migration-not-rerunnable': {
    fixes: ['Write CREATE OR REPLACE', 'Drop the *'].map(fix => ({
      fix,
      proves: [...SAME, 'runs again'] as const,
      because: '',
    })),
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
        fix: 'Write it as FOREIGN KEY of the table',
        notHere: 'MySQL passes REFERENCES in a column over before 9.0 only',
        proves: SAME,
        because: 'What the server passed over is there now.',
        differences: [{ object: /^(?:constraint|index) /, because: 'The key is the fix.' }],
      },
    ],
  },
  'statement-outlives-runner-timeout': {
    fixes: [
      {
        fix: 'Raise statement_timeout to N min for this statement',
        proves: SAME,
        because: 'More time for the same work.',
      },
      noteClaim('Note the gh-ost command above the statement'),
    ],
  },
};
