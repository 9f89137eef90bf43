import { type Catalog, tableAt } from '../catalog/catalog.ts';
import { type CatalogDifference, diffCatalogs } from '../catalog/diff.ts';

/** Where two ways end in different schemas, as far as they are known. */
export function schemaDifferences(from: Catalog, to: Catalog): readonly CatalogDifference[] {
  return diffCatalogs(from, to).filter(
    ({ objectKind, key }) => !(objectKind === 'table' && isJustAName(from, key) && isJustAName(to, key)),
  );
}

export function isSameSchema(from: Catalog, to: Catalog): boolean {
  return schemaDifferences(from, to).length === 0;
}

/** A table of which the files tell nothing that lasts: whether they spoke of it at all is no difference. */
function isJustAName(catalog: Catalog, key: string): boolean {
  const table = tableAt(catalog, key);
  return (
    table === undefined ||
    (!table.certain && table.columns.length + table.constraints.length + table.indexes.length === 0)
  );
}
