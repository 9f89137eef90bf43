import { PLAIN_PART } from '../operations/constraints.ts';
import { sameName, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { addIndexTo, newIndex } from './indexes.ts';
import { editTable } from './knownTable.ts';
import type { Index } from './model.ts';

/*
 * MySQL/MariaDB: a foreign key needs an index whose first columns are its own. The server makes one when there is
 * none, and drops it again when a written index can serve (MySQL 8.0 manual, "FOREIGN KEY Constraints").
 */

/**
 * Makes the index a foreign key needs, unless a written one can serve. One that was made for a former foreign key
 * over no more columns makes way (measured, MySQL 9.7 and MariaDB 10.11).
 */
export function addSupportingIndex(
  draft: Draft,
  key: string,
  name: string,
  columns: readonly string[],
): void {
  const table = tableAt(draft, key);
  const serves = (index: Index): boolean =>
    startsWith(draft, index, columns) && (!index.implicit || index.keys.length > columns.length);
  if (table === undefined || table.indexes.some(serves)) return;
  const covered = (index: Index): boolean =>
    index.implicit &&
    index.keys.every(
      (part, place) => part.column !== null && sameName(draft.dialect, part.column, columns[place] ?? ''),
    );
  if (table.indexes.some(covered))
    editTable(draft, key, ({ indexes }) => ({ indexes: indexes.filter(index => !covered(index)) }));
  addIndexTo(
    draft,
    key,
    newIndex(draft, {
      name,
      unique: false,
      method: 'btree',
      keys: columns.map(column => ({ column, ...PLAIN_PART })),
      implicit: true,
    }),
  );
}

/** Drops the indexes that the server had made and the named one replaces. */
export function dropImplicitIndexes(draft: Draft, key: string, added: string): void {
  const table = tableAt(draft, key);
  const index = table?.indexes.find(other => sameName(draft.dialect, other.name, added));
  if (index === undefined || table?.indexes.some(other => other.implicit) !== true) return;
  editTable(draft, key, ({ indexes }) => ({
    indexes: indexes.filter(other => {
      const columns = other.keys.flatMap(part => part.column ?? []);
      return other === index || !other.implicit || !startsWith(draft, index, columns);
    }),
  }));
}

function startsWith(draft: Draft, index: Index, columns: readonly string[]): boolean {
  if (index.method === 'fulltext' || index.method === 'spatial') return false;
  return columns.every((column, place) => {
    const part = index.keys[place];
    return part?.column != null && part.prefixLength === null && sameName(draft.dialect, part.column, column);
  });
}
