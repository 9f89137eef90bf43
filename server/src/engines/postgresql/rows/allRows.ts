import type { History } from '../factRow.ts';
import { columnRows } from './columnRows.ts';
import { constraintRows } from './constraintRows.ts';
import { dataRows } from './dataRows.ts';
import { indexRows } from './indexRows.ts';
import { objectRows } from './objectRows.ts';
import { partitionRows } from './partitionRows.ts';
import { tableRows } from './tableRows.ts';

export type FactId =
  | keyof typeof columnRows
  | keyof typeof constraintRows
  | keyof typeof indexRows
  | keyof typeof tableRows
  | keyof typeof partitionRows
  | keyof typeof objectRows
  | keyof typeof dataRows
  | 'lock-table';

/** Every fact with its history. LOCK TABLE has none: its mode is written in the statement. */
export const factRows: Readonly<Record<Exclude<FactId, 'lock-table'>, History>> = {
  ...columnRows,
  ...constraintRows,
  ...indexRows,
  ...tableRows,
  ...partitionRows,
  ...objectRows,
  ...dataRows,
};
