import type { Target } from '../engines/engine.ts';
import type { LockNote } from '../engines/lockNote.ts';
import type { Operation } from '../operations/operation.ts';
import { combineNotes } from './combineNotes.ts';
import { lockStrength, strongestLock } from './lockRow.ts';
import type { OperationReport, StatementReport } from './result.ts';

export interface TargetNote {
  readonly target: Target;
  readonly note: LockNote;
}

/** Statements that change no schema and lock no table for long. */
const WITHOUT_SCHEMA_CHANGE: ReadonlySet<Operation['kind']> = new Set([
  'TransactionControl',
  'SetVariable',
  'UseDatabase',
  'UnlockTables',
  'Insert',
  'Update',
  'Delete',
  'Merge',
  'CopyRows',
  'Query',
  'DynamicStatement',
  'ClientCommand',
  'Unknown',
]);

/** The actions of a statement that change the schema or hold a table: DDL, TRUNCATE, LOCK, maintenance. */
export function schemaActions(statement: StatementReport): readonly OperationReport[] {
  return statement.operations.filter(({ operation }) => !WITHOUT_SCHEMA_CHANGE.has(operation.kind));
}

/** What some actions of one statement do together, for each target that takes locks for them; in the targets' order. */
export function combinedNotes(
  targets: readonly Target[],
  operations: readonly OperationReport[],
): readonly TargetNote[] {
  return targets.flatMap(target => {
    const note = combineNotes(
      operations.flatMap(({ notes }) =>
        notes.filter(entry => entry.target === target).map(entry => entry.note),
      ),
    );
    return note === null ? [] : [{ target, note }];
  });
}

/**
 * The note that stops the most: first by whom it blocks, then by its lock, then by how long it takes. The first of
 * equals; null for none.
 */
export function strongestNote(notes: readonly TargetNote[]): TargetNote | null {
  return notes.reduce<TargetNote | null>(
    (best, entry) => (best === null || isStronger(entry.note, best.note) ? entry : best),
    null,
  );
}

const DURATIONS: readonly LockNote['duration'][] = ['instant', 'brief', 'grows-with-table'];

function isStronger(note: LockNote, other: LockNote): boolean {
  const [left, right] = [weights(note), weights(other)];
  const first = left.findIndex((weight, index) => weight !== right[index]);
  return first >= 0 && (left[first] ?? 0) > (right[first] ?? 0);
}

function weights(note: LockNote): readonly number[] {
  const lock = strongestLock(note.locks);
  return [
    Number(note.blocksReads),
    Number(note.blocksWrites),
    DURATIONS.indexOf(note.duration),
    lock === null ? -1 : lockStrength(lock.mode),
  ];
}
