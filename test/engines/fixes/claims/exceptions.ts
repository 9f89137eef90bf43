/** Cases of the rules' fixtures on which nothing can be shown, by file. Their fixes are shown on other cases. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  'drop-or-reindex-blocks-table/several-indexes.sql':
    'IF EXISTS, and without a schema there is no index to drop',
  'missing-lock-timeout/drops-more-than-it-makes.sql':
    'IF EXISTS, and without a schema there is no table to wait for',
  'access-removed-from-application-role/owner-and-force.sql':
    'the role that the policy is for is nowhere made',
  'add-not-null-column-without-default/emptied-before.sql':
    'the table is empty by then, so the server takes the original',
  'algorithm-clause-refused/partition-work-on-57.sql': 'without a schema there is no partitioned table',
  'integrity-checks-left-off/global.sql':
    'what is left is a setting of the server, and the session is watched',
  'not-supported-by-target/near-miss-reserved-words-older.sql': 'one statement has several words to quote',
  'not-supported-by-target/reserved-words-mariadb.sql': 'one statement has several words to quote',
  'missing-lock-timeout/made-again-since.sql':
    'nobody writes to a materialized view, so no writer is in the way',
  'not-supported-by-target/near-miss-alter-table-if-exists-on-mariadb.sql':
    'one statement has several things that MySQL lacks',
  'not-supported-by-target/near-miss-mariadb.sql': 'one statement has several things that MySQL lacks',
  'integrity-checks-left-off/postgresql.sql': 'without a schema there is no trigger to switch on again',
  'drop-or-reindex-blocks-table/never-made.sql': 'no migration makes the index, so there is none to drop',
  'type-change-rewrites-table/zone-not-declared.sql':
    'the zone of the measured server is UTC, where nothing is rewritten',
};
