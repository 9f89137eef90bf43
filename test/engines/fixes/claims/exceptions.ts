/** Cases of the rules' fixtures on which nothing can be shown, by file. Their fixes are shown on other cases. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  'drop-or-reindex-blocks-table/several-indexes.sql':
    'IF EXISTS, and without a schema there is no index to drop',
  'not-supported-by-target/near-miss-mariadb.sql': 'one statement has several things that MySQL lacks',
  'integrity-checks-left-off/postgresql.sql': 'without a schema there is no trigger to switch on again',
};
