import { always, type FactRow, history, mariadbCopy, type Step, since } from '../factRow.ts';
import {
  copy,
  inPlace,
  inPlaceExclusive,
  instant,
  instantExclusive,
  onlineCopy,
  rebuild,
  rebuildShared,
} from '../outcome.ts';
import { PAGES } from '../sources.ts';

/** Changes of a table as a whole, and what the state of the table makes of other changes. */
export type TableFact =
  | 'rebuild-with-fulltext'
  | 'rebuild-with-several-fulltext'
  | 'rebuild-with-spatial'
  | 'rebuild-with-indexed-virtual'
  | 'shift-columns-with-indexed-virtual'
  | 'other-storage-engine'
  | 'temporary-table'
  | 'force-rebuild'
  | 'change-engine'
  | 'order-rows'
  | 'change-row-format'
  | 'change-key-block-size'
  | 'change-table-option'
  | 'change-auto-increment-value'
  | 'change-default-charset'
  | 'change-encryption'
  | 'change-tablespace'
  | 'switch-page-compression-on'
  | 'switch-page-compression-off'
  | 'convert-charset'
  | 'convert-collation'
  | 'convert-charset-unchanged'
  | 'rename-table'
  | 'switch-keys'
  | 'discard-tablespace'
  | 'add-system-versioning'
  | 'drop-system-versioning'
  | 'add-period'
  | 'drop-period'
  | 'secondary-load'
  | 'unread-action';

const {
  onlineDdl,
  alterTable,
  metadataLocking,
  mariadbInstant,
  mariadbInPlace,
  mariadbOnline,
  mariadbAlterTable,
  mariadbMetadataLocking,
} = PAGES;

/** Until 11.2 MariaDB takes any ALGORITHM clause and copies; from then on it refuses the clause and copies online. */
const copiesWhateverIsAsked: readonly Step[] = [
  always(copy, { refusalCode: '1845', clauseIgnored: true }),
  since(11, 2, 0, onlineCopy, { refusalCode: '1845' }),
];

export const TABLE_ROWS: readonly FactRow<TableFact>[] = [
  ...history('rebuild-with-fulltext', 'mysql', onlineDdl, [always(copy)]),
  ...history('rebuild-with-fulltext', 'mariadb', mariadbInPlace, [always(rebuildShared)]),
  ...history('rebuild-with-several-fulltext', 'mysql', onlineDdl, [always(copy)]),
  ...history('rebuild-with-several-fulltext', 'mariadb', mariadbInPlace, mariadbCopy()),
  ...history('rebuild-with-spatial', 'mysql', onlineDdl, [always(rebuildShared)]),
  ...history('rebuild-with-spatial', 'mariadb', mariadbInPlace, [always(rebuildShared)]),
  ...history('rebuild-with-indexed-virtual', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('rebuild-with-indexed-virtual', 'mariadb', mariadbInPlace, [always(rebuildShared)]),
  ...history('shift-columns-with-indexed-virtual', 'mariadb', mariadbInPlace, mariadbCopy()),
  ...history('other-storage-engine', 'mysql', alterTable, [always(copy, { refusalCode: '1845' })]),
  ...history('other-storage-engine', 'mariadb', mariadbAlterTable, mariadbCopy({ refusalCode: '1845' })),
  // Nobody else sees a temporary table, so that any LOCK will do.
  ...history('temporary-table', 'mysql', alterTable, [always(onlineCopy, { refusalCode: '1845' })]),
  ...history('temporary-table', 'mariadb', mariadbAlterTable, [
    always(onlineCopy, { refusalCode: '1845', clauseIgnored: true }),
    since(11, 2, 0, onlineCopy, { refusalCode: '1845' }),
  ]),

  ...history('force-rebuild', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('force-rebuild', 'mariadb', mariadbInPlace, [always(rebuild)]),
  ...history('change-engine', 'mysql', onlineDdl, [always(copy, { refusalCode: '1845' })]),
  ...history('change-engine', 'mariadb', mariadbAlterTable, copiesWhateverIsAsked),
  ...history('order-rows', 'mysql', alterTable, [always(copy, { refusalCode: '1845' })]),
  ...history('order-rows', 'mariadb', mariadbAlterTable, copiesWhateverIsAsked),
  ...history('change-row-format', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('change-row-format', 'mariadb', mariadbInPlace, [always(rebuild, { refusalCode: '1846' })]),
  ...history('change-key-block-size', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('change-key-block-size', 'mariadb', mariadbInPlace, [always(rebuild)]),
  ...history('change-table-option', 'mysql', onlineDdl, [always(inPlace)]),
  ...history('change-table-option', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('change-auto-increment-value', 'mysql', onlineDdl, [always(inPlace)]),
  ...history('change-auto-increment-value', 'mariadb', mariadbInstant, [always(instant)]),
  // The manual speaks of a rebuild; the server does none for it (innobase_need_rebuild in its handler0alter.cc of 8.0, measured on 9.7).
  ...history('change-default-charset', 'mysql', onlineDdl, [always(inPlace)]),
  ...history('change-default-charset', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('change-encryption', 'mysql', onlineDdl, [always(copy, { measured: false })]),
  ...history('change-encryption', 'mariadb', mariadbInPlace, [always(rebuild, { refusalCode: '1846' })]),
  ...history('change-tablespace', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('switch-page-compression-on', 'mariadb', mariadbInstant, [
    always(instant),
    since(10, 6, 0, rebuild, { refusalCode: '1846' }),
  ]),
  ...history('switch-page-compression-off', 'mariadb', mariadbInPlace, [
    always(rebuild, { refusalCode: '1846' }),
  ]),

  ...history('convert-charset', 'mysql', onlineDdl, [always(copy)]),
  ...history('convert-charset', 'mariadb', mariadbOnline, mariadbCopy()),
  ...history('convert-collation', 'mysql', onlineDdl, [
    always(copy),
    since(9, 0, 0, rebuildShared, { refusalCode: '1845' }),
  ]),
  ...history('convert-charset-unchanged', 'mysql', onlineDdl, [always(inPlace)]),
  ...history('convert-charset-unchanged', 'mariadb', mariadbInstant, [always(instant)]),

  ...history('rename-table', 'mysql', metadataLocking, [
    always(inPlaceExclusive),
    since(8, 0, 12, instantExclusive),
  ]),
  ...history('rename-table', 'mariadb', mariadbMetadataLocking, [always(instantExclusive)]),
  ...history('switch-keys', 'mysql', alterTable, [always(inPlace), since(8, 0, 12, instant)]),
  ...history('switch-keys', 'mariadb', mariadbAlterTable, [always(instantExclusive)]),
  ...history('discard-tablespace', 'mysql', metadataLocking, [
    always({ ...instantExclusive, algorithm: null }),
  ]),
  ...history('discard-tablespace', 'mariadb', mariadbMetadataLocking, [
    always({ ...instantExclusive, algorithm: null }),
  ]),

  ...history('add-system-versioning', 'mariadb', mariadbOnline, mariadbCopy()),
  ...history('drop-system-versioning', 'mariadb', mariadbOnline, [
    always(rebuildShared, { copyLock: 'SHARED' }),
  ]),
  ...history('add-period', 'mariadb', mariadbAlterTable, mariadbCopy({ refusalCode: '1845' })),
  ...history('drop-period', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('secondary-load', 'mysql', alterTable, [always(inPlaceExclusive, { measured: false })]),
  ...history('unread-action', 'mysql', alterTable, [always(copy, { measured: false })]),
  ...history('unread-action', 'mariadb', mariadbAlterTable, [always(copy, { measured: false })]),
];
