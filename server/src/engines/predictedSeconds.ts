import type { LockNote } from './lockNote.ts';

/* Rates of a mid-size server with data out of memory; an assumption, not a measurement. */
const MEGABYTES_PER_SECOND = { rewrite: 40, scan: 80, index: 25 } as const;
const MEGABYTE = 1024 * 1024;

/** Seconds that work on so many bytes is expected to take. Null for work that does not grow with the table. */
export function predictedSeconds(note: LockNote, bytes: number): number | null {
  if (note.duration !== 'grows-with-table') return null;
  const rate = note.rewritesTable
    ? MEGABYTES_PER_SECOND.rewrite
    : note.buildsIndex
      ? MEGABYTES_PER_SECOND.index
      : MEGABYTES_PER_SECOND.scan;
  return bytes / MEGABYTE / rate;
}
