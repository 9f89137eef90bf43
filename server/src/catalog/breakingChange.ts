import { typeText } from './canonicalText.ts';
import { type Catalog, tableAt } from './catalog.ts';
import type { CatalogDifference } from './diff.ts';

/** How a difference can break an application that was written for the first schema and runs on the second. */
export type BreakingChange =
  | 'object-gone'
  | 'column-gone'
  | 'type-changed'
  | 'value-required'
  | 'default-gone'
  | 'label-gone'
  | 'rows-refused'
  | 'definition-changed';

/**
 * Why the application that runs while the schema changes may fail; null for what it does not notice. Uncertain
 * differences count like certain ones.
 */
export function breakingChange(
  from: Catalog,
  to: Catalog,
  difference: CatalogDifference,
): BreakingChange | null {
  const { change, objectKind } = difference;
  switch (objectKind) {
    case 'table':
    case 'sequence':
    case 'domain':
    case 'type':
    case 'extension':
    case 'schema':
      return change === 'dropped' ? 'object-gone' : null;
    case 'view':
    case 'routine':
      return change === 'dropped' ? 'object-gone' : change === 'changed' ? 'definition-changed' : null;
    case 'enum':
      return change === 'dropped' ? 'object-gone' : enumChange(from, to, difference.key);
    case 'column':
      return columnChange(from, to, difference);
    case 'constraint':
      return change === 'dropped' || difference.to === null ? null : 'rows-refused';
    case 'index':
      return change !== 'dropped' && /^UNIQUE /.test(difference.to ?? '') ? 'rows-refused' : null;
    case 'policy':
      return 'definition-changed';
    case 'trigger':
    case 'option':
    case 'partitioning':
    case 'column order':
    case 'trigger-name':
      return null;
    default:
      return null;
  }
}

function enumChange(from: Catalog, to: Catalog, key: string): BreakingChange | null {
  const [before, after] = [from.get(key), to.get(key)];
  if (before?.kind !== 'enum' || after?.kind !== 'enum') return null;
  return before.labels.every(label => after.labels.includes(label)) ? null : 'label-gone';
}

function columnChange(from: Catalog, to: Catalog, difference: CatalogDifference): BreakingChange | null {
  const name = difference.name.slice(difference.name.lastIndexOf('.') + 1);
  const columnIn = (catalog: Catalog) =>
    tableAt(catalog, difference.key)?.columns.find(
      column =>
        difference.name.endsWith(`.${column.name}`) || column.name.toLowerCase() === name.toLowerCase(),
    );
  const before = columnIn(from);
  const after = columnIn(to);
  if (difference.change === 'dropped') return 'column-gone';
  const fills =
    after !== undefined &&
    (after.default !== null || after.identity !== null || after.generated !== null || after.autoIncrement);
  if (difference.change === 'added') return after?.notNull === true && !fills ? 'value-required' : null;
  if (before === undefined || after === undefined) return null;
  if (typeText(to.dialect, before.type) !== typeText(to.dialect, after.type)) return 'type-changed';
  if (after.notNull && !before.notNull) return 'value-required';
  if (before.default !== null && after.default === null && after.notNull && !fills) return 'default-gone';
  return null;
}
