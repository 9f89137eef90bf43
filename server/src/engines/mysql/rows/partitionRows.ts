import { always, type FactRow, history, type Step, since } from '../factRow.ts';
import {
  copy,
  exclusive,
  exclusiveScan,
  inPlace,
  onlineCopy,
  rebuildShared,
  sharedScan,
  unlocked,
  unlockedScan,
} from '../outcome.ts';
import { PAGES } from '../sources.ts';

/** ALTER TABLE actions on partitions. */
export type PartitionFact =
  | 'partition-table'
  | 'remove-partitioning'
  | 'add-range-partition'
  | 'add-hash-partition'
  | 'drop-partition'
  | 'truncate-partition'
  | 'coalesce-partition'
  | 'reorganize-partition'
  | 'rebuild-partition'
  | 'optimize-partition'
  | 'analyze-partition'
  | 'check-partition'
  | 'repair-partition'
  | 'exchange-partition'
  | 'exchange-partition-unchecked'
  | 'convert-partition'
  | 'discard-partition-tablespace';

const { partitioning, mariadbPartitioning } = PAGES;

const copiesWhateverIsAsked: readonly Step[] = [
  always(copy, { refusalCode: '1845', clauseIgnored: true }),
  since(11, 2, 0, onlineCopy, { refusalCode: '1845' }),
];
/** MariaDB has no ALGORITHM and LOCK for these: only the named partitions are copied, and writes to the table wait. */
const copiesPartitions: readonly Step[] = [always({ ...copy, algorithm: null })];

export const PARTITION_ROWS: readonly FactRow<PartitionFact>[] = [
  ...history('partition-table', 'mysql', partitioning, [always(copy, { refusalCode: '1845' })]),
  ...history('partition-table', 'mariadb', mariadbPartitioning, copiesWhateverIsAsked),
  ...history('remove-partitioning', 'mysql', partitioning, [always(copy, { refusalCode: '1845' })]),
  ...history('remove-partitioning', 'mariadb', mariadbPartitioning, copiesWhateverIsAsked),
  ...history('add-range-partition', 'mysql', partitioning, [always(inPlace)]),
  ...history('add-range-partition', 'mariadb', mariadbPartitioning, [always(exclusive)]),
  ...history('add-hash-partition', 'mysql', partitioning, [always(rebuildShared, { refusalCode: '1845' })]),
  ...history('add-hash-partition', 'mariadb', mariadbPartitioning, copiesPartitions),
  ...history('drop-partition', 'mysql', partitioning, [always(inPlace)]),
  ...history('drop-partition', 'mariadb', mariadbPartitioning, [always(exclusive)]),
  ...history('truncate-partition', 'mysql', partitioning, [always(exclusive)]),
  ...history('truncate-partition', 'mariadb', mariadbPartitioning, [always(exclusive)]),
  ...history('coalesce-partition', 'mysql', partitioning, [always(rebuildShared, { refusalCode: '1845' })]),
  ...history('coalesce-partition', 'mariadb', mariadbPartitioning, copiesPartitions),
  ...history('reorganize-partition', 'mysql', partitioning, [always(rebuildShared, { refusalCode: '1845' })]),
  ...history('reorganize-partition', 'mariadb', mariadbPartitioning, copiesPartitions),
  ...history('rebuild-partition', 'mysql', partitioning, [always(rebuildShared, { refusalCode: '1845' })]),
  ...history('rebuild-partition', 'mariadb', mariadbPartitioning, copiesPartitions),
  // Both rebuild the whole table, in place.
  ...history('optimize-partition', 'mysql', partitioning, [
    always({ ...rebuildShared, algorithm: null, lock: 'NONE' }),
  ]),
  ...history('optimize-partition', 'mariadb', mariadbPartitioning, [
    always({ ...rebuildShared, algorithm: null, lock: 'NONE' }),
  ]),
  ...history('analyze-partition', 'mysql', partitioning, [always(unlocked)]),
  ...history('analyze-partition', 'mariadb', mariadbPartitioning, [always(unlocked)]),
  ...history('check-partition', 'mysql', partitioning, [always(unlockedScan)]),
  ...history('check-partition', 'mariadb', mariadbPartitioning, [always(unlockedScan)]),
  ...history('repair-partition', 'mysql', partitioning, [always(unlockedScan)]),
  ...history('repair-partition', 'mariadb', mariadbPartitioning, [always(sharedScan)]),
  ...history('exchange-partition', 'mysql', partitioning, [always(exclusiveScan)]),
  ...history('exchange-partition', 'mariadb', mariadbPartitioning, [always(exclusiveScan)]),
  ...history('exchange-partition-unchecked', 'mysql', partitioning, [always(exclusive)]),
  ...history('exchange-partition-unchecked', 'mariadb', mariadbPartitioning, [always(exclusive)]),
  ...history('convert-partition', 'mariadb', mariadbPartitioning, [always(exclusiveScan)]),
  ...history('discard-partition-tablespace', 'mysql', partitioning, [always(exclusive, { measured: false })]),
  ...history('discard-partition-tablespace', 'mariadb', mariadbPartitioning, [
    always(exclusive, { measured: false }),
  ]),
];
