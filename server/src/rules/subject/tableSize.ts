import { nameOfKey } from '../../catalog/catalog.ts';
import type { TableSize } from '../../engines/engine.ts';
import type { OperationContext } from '../rule.ts';

/** Rows and bytes of a table by its catalog key; null without statistics of it. */
export function sizeOf({ target }: OperationContext, key: string): TableSize | null {
  const tables = target.statistics?.tables;
  const name = nameOfKey(key);
  return tables?.[name] ?? tables?.[name.slice(name.indexOf('.') + 1)] ?? null;
}
