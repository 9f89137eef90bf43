import type { PartitionBoundSpec } from '@pgsql/types';
import type { PartitionBound } from '../tableOperations.ts';
import { TokenCursor } from './cursor.ts';
import { after, type StatementSource, textOf } from './source.ts';

/** `FOR VALUES ...` or `DEFAULT` at `from`; it ends before `limit`. */
export function readPartitionBound(
  source: StatementSource,
  node: PartitionBoundSpec | undefined,
  from: number,
  limit: number,
): PartitionBound {
  const cursor = new TokenCursor(source, from, limit);
  const isDefault = node?.is_default === true;
  cursor.take('for', 'values');
  const start = cursor.at;
  if (isDefault) cursor.take('default');
  else {
    // IN (...), FROM (...) TO (...), WITH (...): words with a bracket after each.
    while (cursor.takeOneOf('in', 'from', 'to', 'with') !== '')
      cursor.at = Math.min(after(source, cursor.at), limit);
  }
  return { span: cursor.spanFrom(from), isDefault, text: textOf(source, start, cursor.at) };
}
