import { always, type FactRow, history, mariadbCopy, since } from '../factRow.ts';
import { copy, inPlace, inPlaceShared, instant, noCopy, rebuild, rebuildShared } from '../outcome.ts';
import { PAGES } from '../sources.ts';

/** Adding, dropping and renaming columns, and their defaults. */
export type ColumnFact =
  | 'add-column-last'
  | 'add-column-in-between'
  | 'add-column-before-virtual'
  | 'add-auto-increment-column'
  | 'add-column-zero-date'
  | 'add-column-constant-expression'
  | 'add-column-row-expression'
  | 'add-column-sequence-default'
  | 'add-column-check'
  | 'add-stored-column'
  | 'add-virtual-column'
  | 'add-virtual-column-in-between'
  | 'add-virtual-column-partitioned'
  | 'virtual-column-with-other-action'
  | 'virtual-column-with-default-change'
  | 'virtual-column-with-its-index'
  | 'drop-column'
  | 'drop-column-with-its-index'
  | 'drop-column-of-wider-index'
  | 'drop-column-of-primary-key'
  | 'drop-stored-column'
  | 'drop-virtual-column'
  | 'drop-indexed-virtual-column'
  | 'drop-only-fulltext-column'
  | 'rename-column'
  | 'rename-referenced-column'
  | 'change-default'
  | 'change-visibility'
  | 'no-change';

const {
  onlineDdl,
  checks,
  defaults,
  mariadbInstant,
  mariadbNoCopy,
  mariadbInPlace,
  mariadbAlterTable,
  mariadbOnline,
} = PAGES;
const instantOrRebuild = { unlessInstant: rebuild } as const;
const instantOrInPlace = { unlessInstant: inPlace } as const;

export const COLUMN_ROWS: readonly FactRow<ColumnFact>[] = [
  ...history('add-column-last', 'mysql', onlineDdl, [
    always(rebuild),
    since(8, 0, 12, instant, instantOrRebuild),
  ]),
  ...history('add-column-last', 'mariadb', mariadbInstant, [always(instant, instantOrRebuild)]),

  ...history('add-column-in-between', 'mysql', onlineDdl, [
    always(rebuild),
    since(8, 0, 29, instant, instantOrRebuild),
  ]),
  ...history('add-column-in-between', 'mariadb', mariadbInstant, [
    always(rebuild),
    since(10, 4, 0, instant, instantOrRebuild),
  ]),
  // Positions of virtual columns are part of what MariaDB stores about them.
  ...history('add-column-before-virtual', 'mysql', onlineDdl, [
    always(rebuild),
    since(8, 0, 29, instant, instantOrRebuild),
  ]),
  ...history('add-column-before-virtual', 'mariadb', mariadbInstant, mariadbCopy()),

  ...history('add-auto-increment-column', 'mysql', onlineDdl, [
    always(rebuildShared, { copyLock: 'SHARED' }),
  ]),
  ...history('add-auto-increment-column', 'mariadb', mariadbInPlace, [
    always(rebuildShared, { copyLock: 'SHARED' }),
  ]),

  // NOT NULL without a default: MySQL cannot note a zero date as instant default, and MariaDB can.
  ...history('add-column-zero-date', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('add-column-zero-date', 'mariadb', mariadbInstant, [always(instant, instantOrRebuild)]),

  ...history('add-column-constant-expression', 'mariadb', mariadbInstant, [
    always(instant, instantOrRebuild),
  ]),
  ...history('add-column-row-expression', 'mysql', defaults, [always(copy, { refusalCode: '1845' })]),
  ...history('add-column-row-expression', 'mariadb', mariadbOnline, mariadbCopy({ refusalCode: '1845' })),
  ...history('add-column-sequence-default', 'mariadb', mariadbOnline, [
    always(copy, { refusalCode: '1845', copyLock: 'SHARED' }),
  ]),

  ...history('add-column-check', 'mysql', checks, [
    always(rebuild),
    since(8, 0, 12, instant, instantOrRebuild),
    since(8, 0, 16, copy, { refusalCode: '1845' }),
  ]),
  ...history('add-column-check', 'mariadb', mariadbInstant, [always(instant, instantOrRebuild)]),

  ...history('add-stored-column', 'mysql', onlineDdl, [always(copy, { refusalCode: '1845' })]),
  ...history('add-stored-column', 'mariadb', mariadbOnline, mariadbCopy({ refusalCode: '1845' })),
  ...history('add-virtual-column', 'mysql', onlineDdl, [
    always(inPlace),
    since(8, 0, 12, instant, instantOrInPlace),
  ]),
  ...history('add-virtual-column', 'mariadb', mariadbInstant, [always(instant, { unlessInstant: noCopy })]),
  ...history('add-virtual-column-in-between', 'mysql', onlineDdl, [always(copy)]),
  ...history('add-virtual-column-in-between', 'mariadb', mariadbInstant, [
    always(instant, { unlessInstant: noCopy }),
  ]),
  ...history('add-virtual-column-partitioned', 'mysql', onlineDdl, [
    always(copy),
    since(9, 0, 0, instant, instantOrInPlace),
  ]),
  ...history('add-virtual-column-partitioned', 'mariadb', mariadbInstant, mariadbCopy()),
  ...history('virtual-column-with-other-action', 'mysql', onlineDdl, [always(copy)]),
  ...history('virtual-column-with-other-action', 'mariadb', mariadbInstant, mariadbCopy()),
  ...history('virtual-column-with-default-change', 'mysql', onlineDdl, [
    always(copy),
    since(8, 0, 12, instant, instantOrInPlace),
  ]),
  ...history('virtual-column-with-default-change', 'mariadb', mariadbInstant, mariadbCopy()),
  ...history('virtual-column-with-its-index', 'mysql', onlineDdl, [always(inPlaceShared)]),
  ...history('virtual-column-with-its-index', 'mariadb', mariadbNoCopy, [
    always({ ...noCopy, lock: 'SHARED' }),
  ]),

  ...history('drop-column', 'mysql', onlineDdl, [
    always(rebuild),
    since(8, 0, 29, instant, instantOrRebuild),
  ]),
  ...history('drop-column', 'mariadb', mariadbInstant, [
    always(rebuild),
    since(10, 4, 0, instant, instantOrRebuild),
  ]),
  ...history('drop-column-with-its-index', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('drop-column-with-its-index', 'mariadb', mariadbNoCopy, [
    always(rebuild),
    since(10, 4, 0, noCopy, instantOrRebuild),
  ]),
  ...history('drop-column-of-wider-index', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('drop-column-of-wider-index', 'mariadb', mariadbInPlace, [always(rebuild)]),
  ...history('drop-column-of-primary-key', 'mysql', onlineDdl, [always(copy)]),
  ...history('drop-column-of-primary-key', 'mariadb', mariadbInPlace, mariadbCopy()),
  ...history('drop-stored-column', 'mysql', onlineDdl, [
    always(rebuild),
    since(8, 0, 29, instant, instantOrRebuild),
  ]),
  ...history('drop-stored-column', 'mariadb', mariadbInstant, [
    always(rebuild),
    since(10, 4, 0, instant, instantOrRebuild),
  ]),
  ...history('drop-virtual-column', 'mysql', onlineDdl, [
    always(inPlace),
    since(8, 0, 12, instant, instantOrInPlace),
  ]),
  ...history('drop-virtual-column', 'mariadb', mariadbInstant, [always(instant, { unlessInstant: noCopy })]),
  ...history('drop-indexed-virtual-column', 'mysql', onlineDdl, [always(inPlace)]),
  ...history('drop-indexed-virtual-column', 'mariadb', mariadbNoCopy, [always(noCopy)]),
  // The table has no FULLTEXT index afterwards, so that the rebuild is an ordinary one.
  ...history('drop-only-fulltext-column', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('drop-only-fulltext-column', 'mariadb', mariadbInPlace, [always(rebuild)]),

  ...history('rename-column', 'mysql', onlineDdl, [
    always(inPlace),
    since(8, 0, 28, instant, instantOrInPlace),
  ]),
  ...history('rename-column', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('rename-referenced-column', 'mysql', onlineDdl, [always(inPlace, { refusalCode: '1846' })]),
  ...history('rename-referenced-column', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('change-default', 'mysql', onlineDdl, [
    always(inPlace),
    since(8, 0, 12, instant, instantOrInPlace),
  ]),
  ...history('change-default', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('change-visibility', 'mysql', onlineDdl, [always(instant)]),
  ...history('change-visibility', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('no-change', 'mariadb', mariadbAlterTable, [always(instant)]),
];
