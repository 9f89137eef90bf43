import { always, type FactRow, history, mariadbCopy, since } from '../factRow.ts';
import {
  copy,
  indexBuild,
  inPlace,
  instant,
  noCopyIndexBuild,
  noCopyIndexBuildShared,
  rebuild,
} from '../outcome.ts';
import { PAGES } from '../sources.ts';

/** What MODIFY and CHANGE turn a column into. */
export type ModifyFact =
  | 'change-type'
  | 'change-to-binary'
  | 'grow-varchar'
  | 'grow-varchar-indexed'
  | 'grow-varchar-past-255-bytes'
  | 'grow-varchar-past-255-bytes-from-127'
  | 'grow-varchar-redundant'
  | 'append-enum-value'
  | 'set-not-null'
  | 'set-not-null-not-strict'
  | 'set-not-null-with-generated-columns'
  | 'drop-not-null'
  | 'drop-not-null-redundant'
  | 'reorder-column'
  | 'reorder-virtual-column'
  | 'reorder-stored-column'
  | 'set-auto-increment'
  | 'drop-auto-increment'
  | 'change-column-attributes'
  | 'change-collation'
  | 'change-collation-of-indexed'
  | 'change-collation-of-fulltext'
  | 'change-collation-of-primary-key'
  | 'change-collation-of-enum'
  | 'widen-utf8'
  | 'widen-utf8-indexed'
  | 'widen-utf8-of-enum'
  | 'change-virtual-expression'
  | 'change-indexed-virtual-expression'
  | 'change-virtual-type'
  | 'change-stored-expression'
  | 'restate-stored-column'
  | 'modify-with-check';

const { onlineDdl, checks, alterTable, mariadbInstant, mariadbNoCopy, mariadbInPlace, mariadbOnline } = PAGES;
const instantOrInPlace = { unlessInstant: inPlace } as const;
const instantOrRebuild = { unlessInstant: rebuild } as const;

export const MODIFY_ROWS: readonly FactRow<ModifyFact>[] = [
  ...history('change-type', 'mysql', onlineDdl, [always(copy)]),
  ...history('change-type', 'mariadb', mariadbOnline, mariadbCopy()),

  ...history('change-to-binary', 'mysql', alterTable, [always(copy), since(8, 0, 14, inPlace)]),
  ...history('change-to-binary', 'mariadb', mariadbOnline, mariadbCopy()),

  ...history('grow-varchar', 'mysql', onlineDdl, [always(inPlace)]),
  ...history('grow-varchar', 'mariadb', mariadbInstant, [always(instant)]),
  // The index was built anew until 5.7.23.
  ...history('grow-varchar-indexed', 'mysql', onlineDdl, [always(indexBuild), since(5, 7, 23, inPlace)]),
  ...history('grow-varchar-indexed', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('grow-varchar-past-255-bytes', 'mysql', onlineDdl, [always(copy)]),
  ...history('grow-varchar-past-255-bytes', 'mariadb', mariadbInstant, mariadbCopy()),
  ...history('grow-varchar-past-255-bytes-from-127', 'mysql', onlineDdl, [always(copy)]),
  ...history('grow-varchar-past-255-bytes-from-127', 'mariadb', mariadbInstant, [
    always(copy),
    since(10, 4, 3, instant),
  ]),
  ...history('grow-varchar-redundant', 'mysql', onlineDdl, [always(copy)]),
  ...history('grow-varchar-redundant', 'mariadb', mariadbInstant, [always(copy), since(10, 4, 3, instant)]),
  ...history('append-enum-value', 'mysql', onlineDdl, [
    always(inPlace),
    since(8, 0, 12, instant, instantOrInPlace),
  ]),
  ...history('append-enum-value', 'mariadb', mariadbInstant, [always(instant)]),

  ...history('set-not-null', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('set-not-null', 'mariadb', mariadbInPlace, [always(rebuild)]),
  ...history('set-not-null-not-strict', 'mysql', onlineDdl, [always(copy)]),
  ...history('set-not-null-not-strict', 'mariadb', mariadbInPlace, [always(rebuild)]),
  ...history('set-not-null-with-generated-columns', 'mysql', onlineDdl, [always(rebuild)]),
  ...history(
    'set-not-null-with-generated-columns',
    'mariadb',
    mariadbInPlace,
    mariadbCopy({ refusalCode: '1845' }),
  ),
  ...history('drop-not-null', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('drop-not-null', 'mariadb', mariadbInPlace, [always(rebuild)]),
  ...history('drop-not-null-redundant', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('drop-not-null-redundant', 'mariadb', mariadbInstant, [
    always(rebuild),
    since(10, 4, 3, instant, instantOrRebuild),
  ]),

  ...history('reorder-column', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('reorder-column', 'mariadb', mariadbInstant, [
    always(rebuild),
    since(10, 4, 0, instant, instantOrRebuild),
  ]),
  // The manual says COPY up to 9.x; the measured build does better.
  ...history('reorder-virtual-column', 'mysql', onlineDdl, [
    always(copy),
    since(9, 0, 0, instant, instantOrInPlace),
  ]),
  ...history('reorder-virtual-column', 'mariadb', mariadbInPlace, mariadbCopy()),
  ...history('reorder-stored-column', 'mysql', onlineDdl, [always(copy), since(9, 0, 0, rebuild)]),
  ...history('reorder-stored-column', 'mariadb', mariadbInPlace, mariadbCopy({ refusalCode: '1845' })),

  ...history('set-auto-increment', 'mysql', alterTable, [always(copy)]),
  ...history('set-auto-increment', 'mariadb', mariadbOnline, [always(copy, { copyLock: 'SHARED' })]),
  ...history('drop-auto-increment', 'mysql', alterTable, [always(copy)]),
  ...history('drop-auto-increment', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('change-column-attributes', 'mysql', onlineDdl, [
    always(inPlace),
    since(8, 0, 12, instant, instantOrInPlace),
  ]),
  ...history('change-column-attributes', 'mariadb', mariadbInstant, [always(instant)]),

  ...history('change-collation', 'mysql', alterTable, [always(copy), since(8, 0, 14, inPlace)]),
  ...history('change-collation', 'mariadb', mariadbInstant, [always(copy), since(10, 4, 3, instant)]),
  ...history('change-collation-of-indexed', 'mysql', alterTable, [always(copy)]),
  // Earlier servers built the index in place but could miss duplicates, and were taught to refuse (MDEV-26294).
  ...history('change-collation-of-indexed', 'mariadb', mariadbNoCopy, [
    always(copy),
    since(10, 6, 0, noCopyIndexBuild),
  ]),
  ...history('change-collation-of-fulltext', 'mysql', alterTable, [always(copy)]),
  ...history('change-collation-of-fulltext', 'mariadb', mariadbNoCopy, [
    always(copy),
    since(10, 6, 0, noCopyIndexBuildShared),
  ]),
  ...history('change-collation-of-primary-key', 'mysql', alterTable, [always(copy)]),
  ...history('change-collation-of-primary-key', 'mariadb', mariadbOnline, mariadbCopy()),
  ...history('change-collation-of-enum', 'mysql', alterTable, [
    always(copy),
    since(8, 0, 14, instant, instantOrInPlace),
  ]),
  ...history('change-collation-of-enum', 'mariadb', mariadbOnline, mariadbCopy()),
  ...history('widen-utf8', 'mysql', alterTable, [always(copy), since(8, 0, 14, inPlace)]),
  ...history('widen-utf8', 'mariadb', mariadbInstant, [always(copy), since(10, 4, 3, instant)]),
  ...history('widen-utf8-indexed', 'mysql', alterTable, [always(copy)]),
  ...history('widen-utf8-indexed', 'mariadb', mariadbInstant, [always(copy), since(10, 6, 0, instant)]),
  ...history('widen-utf8-of-enum', 'mysql', alterTable, [
    always(copy),
    since(8, 0, 14, instant, instantOrInPlace),
  ]),
  ...history('widen-utf8-of-enum', 'mariadb', mariadbOnline, mariadbCopy()),

  ...history('change-virtual-expression', 'mysql', onlineDdl, [always(copy, { refusalCode: '1845' })]),
  ...history('change-virtual-expression', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('change-indexed-virtual-expression', 'mysql', onlineDdl, [
    always(copy, { refusalCode: '1845' }),
  ]),
  ...history(
    'change-indexed-virtual-expression',
    'mariadb',
    mariadbOnline,
    mariadbCopy({ refusalCode: '1845' }),
  ),
  ...history('change-virtual-type', 'mysql', onlineDdl, [always(copy, { refusalCode: '1845' })]),
  ...history('change-virtual-type', 'mariadb', mariadbOnline, mariadbCopy({ refusalCode: '1845' })),
  ...history('change-stored-expression', 'mysql', onlineDdl, [always(copy, { refusalCode: '1845' })]),
  ...history('change-stored-expression', 'mariadb', mariadbOnline, mariadbCopy({ refusalCode: '1845' })),
  ...history('restate-stored-column', 'mysql', onlineDdl, [
    always(inPlace),
    since(8, 0, 12, instant, instantOrInPlace),
  ]),
  ...history('restate-stored-column', 'mariadb', mariadbOnline, mariadbCopy({ refusalCode: '1845' })),

  ...history('modify-with-check', 'mysql', checks, [
    always(inPlace),
    since(8, 0, 12, instant, instantOrInPlace),
    since(8, 0, 16, copy, { refusalCode: '1845' }),
  ]),
  ...history('modify-with-check', 'mariadb', mariadbInstant, [always(instant)]),
];
