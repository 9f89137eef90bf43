import { type CatalogReader, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import type { View } from '../../catalog/model.ts';
import type { CreateView } from '../../operations/objectOperations.ts';

/** A query that shows all columns of one relation and nothing else. */
const ALL_OF_ONE =
  /^\s*(?:select\s+(?:[\w$"`]+\.)?\*\s+from\s+[^\s,;()]+(?:\s+(?:as\s+)?[\w$"`]+)?(?:\s+where\b[\s\S]*)?|table\s+\S+)\s*$/i;

/** The columns of a view that is there; null where they cannot be told. */
export function columnsOfView(
  catalog: CatalogReader,
  { columns, query, reads, origin }: View,
): readonly string[] | null {
  if (columns !== null) return columns;
  const [only, ...others] = reads;
  const table =
    only === undefined || others.length > 0 || !ALL_OF_ONE.test(query) ? undefined : tableAt(catalog, only);
  if (table === undefined || !table.certain || table.origin === null || origin === null) return null;
  // A view goes on showing the names that its columns had.
  if (table.columns.some(({ changedBy }) => changedBy !== null)) return null;
  if (table.dropped.some(({ kind }) => kind === 'column')) return null;
  // The star stands for the columns of the day the view was made; which ones came later, their origin tells.
  const { path, statement } = table.origin;
  const isFirst = table.columns.map(
    column => column.origin?.path === path && column.origin.statement === statement,
  );
  const later = isFirst.indexOf(false);
  return later < 0 || isFirst.lastIndexOf(true) < later
    ? table.columns.filter((_, at) => isFirst[at]).map(({ name }) => name)
    : null;
}

/** The columns that a CREATE VIEW gives its view, on the schema that it meets; null where they cannot be told. */
export function columnsMade(
  catalog: CatalogReader,
  { columns, query, reads }: CreateView,
): readonly string[] | null {
  if (columns !== null) return columns;
  const [only, ...others] = reads;
  if (only === undefined || others.length > 0 || !ALL_OF_ONE.test(query.value)) return null;
  const table = tableAt(catalog, relationKey(catalog, only));
  return table?.certain === true ? table.columns.map(({ name }) => name) : null;
}

/** The columns that readers of a view miss when another statement makes it; none where that cannot be told. */
export function columnsGone(catalog: CatalogReader, view: View, made: CreateView): readonly string[] {
  const [before, after] = [columnsOfView(catalog, view), columnsMade(catalog, made)];
  if (before === null || after === null) return [];
  return before.filter(name => !after.some(other => sameName(catalog.dialect, other, name)));
}
