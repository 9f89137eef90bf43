import type { OperationContext } from '../rule.ts';
import { sizeOf } from './tableSize.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** ` (12 GB)` where statistics know the table, otherwise nothing. */
export function sizeText(context: OperationContext, tableKey: string): string {
  const size = sizeOf(context, tableKey);
  return size === null ? '' : ` (${bytesText(size.bytes)})`;
}

function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}
