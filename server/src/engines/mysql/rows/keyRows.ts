import { always, type FactRow, history, mariadbCopy, since } from '../factRow.ts';
import {
  copy,
  indexBuild,
  indexBuildShared,
  inPlace,
  instant,
  noCopy,
  noCopyIndexBuild,
  noCopyIndexBuildShared,
  rebuild,
  rebuildWithIndex,
} from '../outcome.ts';
import { PAGES } from '../sources.ts';

/** Indexes, keys, foreign keys and checks. */
export type KeyFact =
  | 'add-index'
  | 'add-functional-index'
  | 'add-first-fulltext-index'
  | 'add-fulltext-index'
  | 'add-several-fulltext-indexes'
  | 'add-spatial-index'
  | 'drop-index'
  | 'restate-index'
  | 'rename-index'
  | 'change-index-visibility'
  | 'add-primary-key'
  | 'add-primary-key-nullable-not-strict'
  | 'drop-primary-key'
  | 'drop-primary-key-with-other-unique-key'
  | 'replace-primary-key'
  | 'replace-primary-key-partitioned'
  | 'add-foreign-key'
  | 'add-foreign-key-unchecked'
  | 'drop-foreign-key'
  | 'add-check'
  | 'add-check-not-enforced'
  | 'drop-check'
  | 'enforce-check'
  | 'stop-enforcing-check'
  | 'ignored-constraint';

const {
  onlineDdl,
  checks,
  foreignKeys,
  mariadbInstant,
  mariadbNoCopy,
  mariadbInPlace,
  mariadbOnline,
  mariadbAlterTable,
} = PAGES;

export const KEY_ROWS: readonly FactRow<KeyFact>[] = [
  ...history('add-index', 'mysql', onlineDdl, [always(indexBuild)]),
  ...history('add-index', 'mariadb', mariadbNoCopy, [always(noCopyIndexBuild)]),
  // The hidden generated column is added together with its index.
  ...history('add-functional-index', 'mysql', onlineDdl, [always(indexBuildShared)]),
  // A first FULLTEXT index needs the hidden column FTS_DOC_ID, so that the table is rebuilt.
  ...history('add-first-fulltext-index', 'mysql', onlineDdl, [always(rebuildWithIndex)]),
  ...history('add-first-fulltext-index', 'mariadb', mariadbInPlace, [always(rebuildWithIndex)]),
  ...history('add-fulltext-index', 'mysql', onlineDdl, [always(indexBuildShared)]),
  ...history('add-fulltext-index', 'mariadb', mariadbNoCopy, [always(noCopyIndexBuildShared)]),
  // Refused with 1795, unless ALGORITHM=COPY is asked for.
  ...history('add-several-fulltext-indexes', 'mysql', onlineDdl, [always(rebuildWithIndex)]),
  ...history('add-several-fulltext-indexes', 'mariadb', mariadbInPlace, mariadbCopy()),
  ...history('add-spatial-index', 'mysql', onlineDdl, [always(indexBuildShared)]),
  ...history('add-spatial-index', 'mariadb', mariadbNoCopy, [always(noCopyIndexBuildShared)]),
  ...history('drop-index', 'mysql', onlineDdl, [always(inPlace)]),
  ...history('drop-index', 'mariadb', mariadbNoCopy, [always(noCopy)]),
  // DROP and ADD of the same definition, as for another USING.
  ...history('restate-index', 'mysql', onlineDdl, [
    always(inPlace),
    since(8, 0, 12, instant, { unlessInstant: inPlace }),
  ]),
  ...history('restate-index', 'mariadb', mariadbNoCopy, [always(noCopyIndexBuild)]),
  ...history('rename-index', 'mysql', onlineDdl, [always(inPlace)]),
  ...history('rename-index', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('change-index-visibility', 'mysql', onlineDdl, [always(inPlace)]),
  ...history('change-index-visibility', 'mariadb', mariadbAlterTable, [always(instant)]),

  ...history('add-primary-key', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('add-primary-key', 'mariadb', mariadbInPlace, [always(rebuild)]),
  ...history('add-primary-key-nullable-not-strict', 'mysql', onlineDdl, [always(copy)]),
  ...history('add-primary-key-nullable-not-strict', 'mariadb', mariadbInPlace, [always(rebuild)]),
  ...history('drop-primary-key', 'mysql', onlineDdl, [always(copy)]),
  ...history('drop-primary-key', 'mariadb', mariadbInPlace, mariadbCopy()),
  // A unique key over NOT NULL columns becomes the clustered index.
  ...history('drop-primary-key-with-other-unique-key', 'mysql', onlineDdl, [always(copy)]),
  ...history('drop-primary-key-with-other-unique-key', 'mariadb', mariadbInPlace, [always(rebuild)]),
  ...history('replace-primary-key', 'mysql', onlineDdl, [always(rebuild)]),
  ...history('replace-primary-key', 'mariadb', mariadbInPlace, [always(rebuild)]),
  ...history('replace-primary-key-partitioned', 'mysql', onlineDdl, [always(rebuild)]),
  ...history(
    'replace-primary-key-partitioned',
    'mariadb',
    mariadbInPlace,
    mariadbCopy({ refusalCode: '1845' }).map(clauseIgnoredBefore112),
  ),

  ...history('add-foreign-key', 'mysql', foreignKeys, [always(copy)]),
  ...history('add-foreign-key', 'mariadb', mariadbOnline, mariadbCopy()),
  ...history('add-foreign-key-unchecked', 'mysql', onlineDdl, [always(inPlace)]),
  ...history('add-foreign-key-unchecked', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('drop-foreign-key', 'mysql', onlineDdl, [always(inPlace)]),
  ...history('drop-foreign-key', 'mariadb', mariadbInstant, [always(instant)]),

  ...history('add-check', 'mysql', checks, [always(copy, { refusalCode: '1845' })]),
  ...history('add-check', 'mariadb', mariadbOnline, mariadbCopy({ refusalCode: '1845' })),
  ...history('add-check-not-enforced', 'mysql', checks, [always(instant, { unlessInstant: inPlace })]),
  ...history('drop-check', 'mysql', checks, [always(instant, { unlessInstant: inPlace })]),
  ...history('drop-check', 'mariadb', mariadbInstant, [always(instant)]),
  ...history('enforce-check', 'mysql', checks, [always(copy, { refusalCode: '1845' })]),
  ...history('stop-enforcing-check', 'mysql', checks, [always(instant, { unlessInstant: inPlace })]),
  // Read and forgotten: a CHECK before MySQL 8.0.16, an inline REFERENCES before MySQL 9.0 and MariaDB 10.5.
  ...history('ignored-constraint', 'mysql', checks, [
    always(inPlace, { measured: false }),
    since(8, 0, 12, instant, { unlessInstant: inPlace, measured: false }),
  ]),
  ...history('ignored-constraint', 'mariadb', mariadbAlterTable, [always(instant, { measured: false })]),
];

function clauseIgnoredBefore112(
  step: ReturnType<typeof mariadbCopy>[number],
): ReturnType<typeof mariadbCopy>[number] {
  return step.outcome === copy ? { ...step, extras: { ...step.extras, clauseIgnored: true } } : step;
}
