/** Rules about locks, scans and rewrites. */
import { noteClaim, type RuleClaims, SAME, WEAKER } from '../claim.ts';

const GH_OST = 'Note the gh-ost command above the statement';
const NEW_COLUMN_LAST = {
  object: /^order of columns /,
  because: 'A column that takes the place of another one comes last.',
};

/** The old column goes and the new one keeps its own name: the author renames, re-keys and drops with the release. */
export const COLUMN_BESIDE = {
  fix: 'Add a column of the new type beside `…` and move over',
  proves: ['less blocking'],
  because:
    'The new column has another name; keys and defaults of the old one are moved by hand, as its migration says.',
} as const;

export const LOCKING_CLAIMS: Readonly<Record<string, RuleClaims>> = {
  'add-column-rewrites-table': {
    fixes: [
      {
        fix: 'Add the column empty, set the default, fill old rows in batches',
        proves: ['same schema', 'less blocking'],
        because: 'Values differ where the default is volatile.',
      },
      noteClaim(GH_OST),
    ],
  },
  'algorithm-clause-blocks-writes': {
    fixes: [{ fix: 'Ask for the way that blocks nobody', proves: WEAKER, because: '' }],
  },
  'backfill-in-one-statement': {
    fixes: [
      {
        fix: 'Update in batches, in a migration of its own',
        proves: SAME,
        because: 'Row locks are held for a batch instead of the whole table: no table lock shows it.',
      },
    ],
  },
  'check-validates-under-lock': {
    fixes: [
      {
        fix: 'Add the check NOT VALID beside the column, validate it in a later migration',
        proves: WEAKER,
        because: '',
      },
      { fix: 'Add the check NOT VALID now, validate it in a later migration', proves: WEAKER, because: '' },
      {
        fix: 'Add the rule NOT VALID now, validate it in a later migration',
        proves: SAME,
        because: 'VALIDATE of a domain stops writes as well: what is won is that the time can be chosen.',
      },
      noteClaim(GH_OST),
    ],
  },
  'constraint-validated-in-same-transaction': {
    fixes: [{ fix: 'Validate in a later migration', proves: WEAKER, because: '' }],
  },
  'create-index-blocks-writes': {
    fixes: [
      { fix: 'Build the index concurrently', proves: WEAKER, because: '' },
      {
        fix: 'Index each partition and attach',
        proves: WEAKER,
        because: '',
        differences: [
          { object: /^index /, because: 'Indexes of the partitions have the names that the fix gives them.' },
        ],
      },
      noteClaim(GH_OST),
    ],
  },
  'drop-or-reindex-blocks-table': {
    fixes: [
      { fix: 'Drop the index concurrently', proves: WEAKER, because: '' },
      { fix: 'Drop the indexes concurrently, one by one', proves: WEAKER, because: '' },
      { fix: 'Rebuild concurrently', proves: WEAKER, because: '' },
    ],
  },
  'foreign-key-validates-under-lock': {
    fixes: [
      {
        fix: 'Add the key NOT VALID beside the column, validate it in a later migration',
        proves: WEAKER,
        because: '',
      },
      { fix: 'Add the key NOT VALID now, validate it in a later migration', proves: WEAKER, because: '' },
      {
        fix: 'Add the key in place, with foreign_key_checks off for this statement',
        proves: WEAKER,
        because: '',
      },
    ],
  },
  'mixed-alter-loses-instant': {
    fixes: [
      {
        fix: 'Split the statement: the instant part here, the rest in a migration of its own',
        proves: WEAKER,
        because: '',
      },
    ],
  },
  'online-rebuild-of-large-table': {
    fixes: [
      {
        fix: 'Add the column at the end, where it is instant',
        notHere: 'for MySQL before 8.0.29 only',
        proves: WEAKER,
        because: '',
        differences: [{ object: /^order of columns /, because: 'The column comes last: that is the fix.' }],
      },
      noteClaim(GH_OST),
    ],
  },
  'partition-change-blocks-table': {
    fixes: [
      { fix: 'Create the table by itself, then attach it', proves: WEAKER, because: '' },
      {
        fix: 'Detach concurrently',
        proves: WEAKER,
        because: 'A suggestion for that difference.',
        differences: [
          {
            object: /^constraint .*_check$/,
            because: 'The server leaves a CHECK of the bound on the detached table.',
          },
        ],
      },
      { fix: 'Prove the bound with a CHECK first', proves: WEAKER, because: '' },
    ],
  },
  'primary-key-blocks-table': {
    fixes: [
      { fix: 'Build the index concurrently, then attach it as the primary key', proves: WEAKER, because: '' },
      { fix: 'Build the index of the new key concurrently, then swap the keys', proves: WEAKER, because: '' },
      { fix: 'Drop and add the primary key in one statement', proves: WEAKER, because: '' },
    ],
  },
  'refresh-materialized-view-blocks-reads': {
    fixes: [
      { fix: 'Refresh concurrently', proves: WEAKER, because: '' },
      {
        fix: 'Make `…` a key of the view, then refresh concurrently',
        proves: WEAKER,
        because: '',
        differences: [{ object: /^index /, because: 'A concurrent refresh needs a unique index.' }],
      },
    ],
  },
  'rewrite-command-locks-table': {
    fixes: [{ fix: 'Rebuild it there concurrently', proves: WEAKER, because: '' }, noteClaim(GH_OST)],
  },
  'set-not-null-scans-table': {
    fixes: [
      { fix: 'Prove it with a check first, require it in a later migration', proves: WEAKER, because: '' },
      {
        fix: 'Keep a validated check instead of NOT NULL',
        notHere: 'for PostgreSQL before 12 only',
        proves: ['same rows', 'less blocking'],
        because: 'A check takes the place of NOT NULL.',
      },
      {
        fix: 'Make the session strict first',
        proves: SAME,
        because: 'Under a strict mode the server stops at a NULL instead of writing another value over it.',
      },
    ],
  },
  'several-tables-locked-in-one-transaction': {
    fixes: [{ fix: 'One table per migration', proves: WEAKER, because: '' }],
  },
  'slow-statement-after-strong-lock': {
    fixes: [{ fix: 'Split the migration here', proves: WEAKER, because: '' }],
  },
  'type-change-rewrites-table': {
    fixes: [
      { ...COLUMN_BESIDE, differences: [NEW_COLUMN_LAST] },
      {
        fix: 'Limit the length with a check instead',
        proves: ['same rows', 'less blocking'],
        because: 'A check takes the place of the length.',
      },
      noteClaim(GH_OST),
    ],
  },
  'unique-constraint-blocks-table': {
    fixes: [
      { fix: 'Build the index concurrently, then attach it as the constraint', proves: WEAKER, because: '' },
      noteClaim('Note the query that finds duplicates'),
    ],
  },
  'varchar-crosses-length-byte': {
    fixes: [
      {
        fix: 'Make the server refuse to copy',
        proves: [],
        because: 'The fixed statement is refused on purpose: the deploy stops where it would have blocked.',
      },
      {
        fix: 'Stop at N characters, the most that need no copy',
        proves: ['same rows', 'less blocking'],
        because: 'A shorter column than asked for.',
      },
      noteClaim(GH_OST),
    ],
  },
};
