import type { CatalogReader } from '../../catalog/catalog.ts';
import type { Table, Trigger } from '../../catalog/model.ts';

/** True for a trigger before INSERT that sets the column, or of which nobody knows what it sets. */
export function mayFill(catalog: CatalogReader, trigger: Trigger, column: string): boolean {
  return isBeforeInsert(trigger) && assignment(catalog, trigger, column) !== 'none';
}

/** True for a trigger before INSERT that certainly sets the column. */
export function certainlyFills(catalog: CatalogReader, trigger: Trigger, column: string): boolean {
  return isBeforeInsert(trigger) && assignment(catalog, trigger, column) === 'certain';
}

export function isFilledByTrigger(catalog: CatalogReader, { triggers }: Table, column: string): boolean {
  return triggers.some(trigger => mayFill(catalog, trigger, column));
}

function isBeforeInsert({ timing, events }: Trigger): boolean {
  return timing === 'before' && events.includes('insert');
}

function assignment(
  catalog: CatalogReader,
  { assigns, routine }: Trigger,
  column: string,
): 'certain' | 'possible' | 'none' {
  if (assigns.some(name => name.toLowerCase() === column.toLowerCase())) return 'certain';
  if (assigns.length > 0) return 'none';
  const found = routine === null ? undefined : catalog.get(routine);
  const source = found?.kind === 'routine' ? found.signatures[0]?.source : null;
  if (source == null) return 'possible';
  const name = column.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (
    new RegExp(`\\bnew\\s*\\.\\s*"?${name}"?\\s*:?=|\\binto\\s[^;]*\\bnew\\s*\\.\\s*"?${name}"?`, 'i').test(
      source,
    )
  )
    return 'certain';
  // A whole row, or a language in which rows are set otherwise.
  const readsAsPlpgsql = /\bbegin\b/i.test(source);
  return !readsAsPlpgsql || /\bnew\s*:?=|\binto\s+new\b(?!\s*\.)/i.test(source) ? 'possible' : 'none';
}
