import type { Span } from '../../text/span.ts';
import type { Operation } from '../operation.ts';
import { readAlterTableAction } from './alterTableAction.ts';
import type { AlterTarget } from './alterTarget.ts';
import { readObjectName } from './names.ts';
import type { Reading } from './reading.ts';
import { readAlgorithmOrLock, readWait } from './statementClauses.ts';
import { acceptIfExists } from './tableElement.ts';

const COMMA: ReadonlySet<string> = new Set([',']);

/**
 * Reads ALTER TABLE from the word after TABLE. An action that cannot be read becomes an UnknownTableAction up to the
 * next comma of the list; the others are kept.
 */
export function readAlterTable(reading: Reading): void {
  const { cursor } = reading;
  const tableIfExists = acceptIfExists(cursor);
  const table = readObjectName(cursor);
  reading.noteHead('alter table', table);
  if (cursor.failed) return;
  readWait(reading);
  const head = cursor.spanFrom(cursor.first);
  const target: AlterTarget = { table, tableIfExists };
  const actions: Span[] = [];
  while (!cursor.atEnd) {
    actions.push(readListedAction(reading, target));
    if (cursor.accept(',') && cursor.atEnd) reading.partial = true;
  }
  reading.alterTable = { table, span: head, actions };
}

/** Reads one action of the list; afterwards the cursor is at a comma, at the end, or at an action that needs no comma. */
function readListedAction(reading: Reading, target: AlterTarget): Span {
  const { cursor } = reading;
  const from = cursor.index;
  const before = reading.operations.length;
  const found: Operation[] = [];
  const isRead =
    readAlgorithmOrLock(reading) || readWait(reading) || readAlterTableAction(cursor, target, found);
  const isFinished = isRead && !cursor.failed && cursor.index > from;
  if (isFinished && (cursor.atEnd || cursor.at(',') || startsWithoutComma(reading))) {
    for (const operation of found) reading.emit(operation);
    return cursor.spanFrom(from);
  }
  reading.operations.length = before;
  cursor.recoverAt(from);
  const to = Math.max(cursor.findAtLevel(COMMA, from), from + 1);
  cursor.moveTo(cursor.tokenAt(to).text === ')' ? cursor.limit : to);
  const span = cursor.spanFrom(from);
  reading.partial = true;
  reading.emit({ kind: 'UnknownTableAction', span, ...target });
  return span;
}

/** PARTITION BY and REMOVE PARTITIONING follow the last action without a comma. */
function startsWithoutComma({ cursor }: Reading): boolean {
  return cursor.atSequence('PARTITION', 'BY') || cursor.atSequence('REMOVE', 'PARTITIONING');
}
