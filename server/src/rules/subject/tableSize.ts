import { nameOfKey } from '../../catalog/catalog.ts';
import type { TableSize } from '../../engines/engine.ts';
import { sizeOfTable } from '../../engines/tableSize.ts';
import type { OperationContext } from '../rule.ts';

/** Rows and bytes of a table by its catalog key; null without statistics of it. */
export function sizeOf({ target }: OperationContext, key: string): TableSize | null {
  return sizeOfTable(target, nameOfKey(key));
}
