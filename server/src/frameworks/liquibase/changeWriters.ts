import type { ChangeWriter, ChangeWriters } from './changeWriter.ts';
import { constraintChanges } from './constraintChanges.ts';
import { dataChanges } from './dataChanges.ts';
import { objectChanges } from './objectChanges.ts';
import { tableChanges } from './tableChanges.ts';

const WRITERS: ReadonlyMap<string, ChangeWriter> = new Map(
  [tableChanges, constraintChanges, objectChanges, dataChanges].flatMap((writers: ChangeWriters) =>
    Object.entries(writers),
  ),
);

/** How a change is translated; null for changes that only their own code understands. */
export function writerOf(change: string): ChangeWriter | null {
  return WRITERS.get(change) ?? null;
}
