import type { LockNote } from './lockNote.ts';

/** Megabytes per second of each kind of work. */
export interface WorkRates {
  readonly rewrite: number;
  readonly scan: number;
  readonly index: number;
}

/* Rates of a mid-size server with data out of memory; an assumption, not a measurement. */
export const MEGABYTES_PER_SECOND: WorkRates = { rewrite: 40, scan: 80, index: 25 };
const MEGABYTE = 1024 * 1024;

/** Seconds that work on so many bytes is expected to take. Null for work that does not grow with the table. */
export function predictedSeconds(
  note: LockNote,
  bytes: number,
  rates: WorkRates = MEGABYTES_PER_SECOND,
): number | null {
  if (note.duration !== 'grows-with-table') return null;
  const rate = note.rewritesTable ? rates.rewrite : note.buildsIndex ? rates.index : rates.scan;
  return bytes / MEGABYTE / rate;
}
