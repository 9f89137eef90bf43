import { always, type FactRow, history } from '../factRow.ts';
import { exclusive, exclusiveScan, rebuild, sharedLock, unlocked, unlockedScan } from '../outcome.ts';
import { PAGES } from '../sources.ts';

/** Statements outside ALTER TABLE, and statements that touch tables without changing them. */
export type StatementFact =
  | 'create-table'
  | 'create-table-from-query'
  | 'drop-table'
  | 'drop-missing'
  | 'truncate-table'
  | 'rename-tables'
  | 'drop-database'
  | 'create-trigger'
  | 'drop-trigger'
  | 'change-view'
  | 'change-sequence'
  | 'change-other-object'
  | 'optimize-table'
  | 'analyze-table'
  | 'check-table'
  | 'checksum-table'
  | 'repair-table'
  | 'flush-tables'
  | 'lock-tables-read'
  | 'lock-tables-write'
  | 'change-some-rows'
  | 'change-all-rows'
  | 'insert-rows'
  | 'load-rows'
  | 'read-rows'
  | 'no-relation'
  | 'unread-statement';

const { metadataLocking, implicitCommit, optimize, lockTables, mariadbMetadataLocking, alterTable } = PAGES;

function bothEngines(
  fact: StatementFact,
  mysqlPage: string,
  mariadbPage: string,
  ...steps: Parameters<typeof history>[3]
): FactRow<StatementFact>[] {
  return [...history(fact, 'mysql', mysqlPage, steps), ...history(fact, 'mariadb', mariadbPage, steps)];
}

export const STATEMENT_ROWS: readonly FactRow<StatementFact>[] = [
  ...bothEngines('create-table', metadataLocking, mariadbMetadataLocking, always(exclusive)),
  ...bothEngines('create-table-from-query', metadataLocking, mariadbMetadataLocking, always(exclusiveScan)),
  ...bothEngines('drop-table', metadataLocking, mariadbMetadataLocking, always(exclusive)),
  ...bothEngines(
    'drop-missing',
    metadataLocking,
    mariadbMetadataLocking,
    always(unlocked, { measured: false }),
  ),
  ...bothEngines('truncate-table', metadataLocking, mariadbMetadataLocking, always(exclusive)),
  ...bothEngines('rename-tables', metadataLocking, mariadbMetadataLocking, always(exclusive)),
  ...bothEngines(
    'drop-database',
    metadataLocking,
    mariadbMetadataLocking,
    always(exclusive, { measured: false }),
  ),
  ...bothEngines('create-trigger', metadataLocking, mariadbMetadataLocking, always(exclusive)),
  ...bothEngines('drop-trigger', metadataLocking, mariadbMetadataLocking, always(exclusive)),
  ...bothEngines('change-view', metadataLocking, mariadbMetadataLocking, always(exclusive)),
  ...history('change-sequence', 'mariadb', mariadbMetadataLocking, [always(exclusive, { measured: false })]),
  ...bothEngines('change-other-object', implicitCommit, mariadbMetadataLocking, always(unlocked)),
  ...bothEngines('optimize-table', optimize, PAGES.mariadbInPlace, always(rebuild)),
  ...bothEngines('analyze-table', metadataLocking, mariadbMetadataLocking, always(unlocked)),
  ...bothEngines('check-table', metadataLocking, mariadbMetadataLocking, always(unlockedScan)),
  ...bothEngines('checksum-table', metadataLocking, mariadbMetadataLocking, always(unlockedScan)),
  // InnoDB has no REPAIR in MySQL; the table is closed to others all the same.
  ...history('repair-table', 'mysql', metadataLocking, [always(exclusive)]),
  ...history('repair-table', 'mariadb', mariadbMetadataLocking, [always(exclusiveScan)]),
  ...history('flush-tables', 'mysql', metadataLocking, [always(unlocked)]),
  ...history('flush-tables', 'mariadb', mariadbMetadataLocking, [always(exclusive)]),
  ...bothEngines('lock-tables-read', lockTables, mariadbMetadataLocking, always(sharedLock)),
  ...bothEngines('lock-tables-write', lockTables, mariadbMetadataLocking, always(exclusive)),
  ...bothEngines('change-some-rows', metadataLocking, mariadbMetadataLocking, always(unlocked)),
  ...bothEngines(
    'change-all-rows',
    metadataLocking,
    mariadbMetadataLocking,
    always(unlockedScan, { measured: false }),
  ),
  ...bothEngines(
    'insert-rows',
    metadataLocking,
    mariadbMetadataLocking,
    always(unlocked, { measured: false }),
  ),
  ...bothEngines('load-rows', metadataLocking, mariadbMetadataLocking, always(unlocked, { measured: false })),
  ...bothEngines('read-rows', metadataLocking, mariadbMetadataLocking, always(unlocked)),
  ...bothEngines(
    'no-relation',
    implicitCommit,
    mariadbMetadataLocking,
    always(unlocked, { measured: false }),
  ),
  ...bothEngines(
    'unread-statement',
    alterTable,
    PAGES.mariadbAlterTable,
    always(exclusive, { measured: false }),
  ),
];
