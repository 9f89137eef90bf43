import { factsOf } from '../../engines/index.ts';
import type { LockNote } from '../../engines/lockNote.ts';
import { statementNote } from '../../engines/statementNote.ts';
import type { Operation } from '../../operations/operation.ts';
import type { StatementSyntax } from '../../operations/statementSyntax.ts';
import { span } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';

/* MySQL and MariaDB: what a statement would do if it were written otherwise. */

/** ALGORITHM=DEFAULT also takes back what the session asks for. */
const SERVER_DECIDES = { value: 'DEFAULT', span: span(0, 0) };

function withoutClauses(statement: StatementSyntax): StatementSyntax {
  return { ...statement, algorithm: SERVER_DECIDES, lock: null, online: false };
}

/** What the whole statement does when the server chooses ALGORITHM and LOCK; null when nobody can tell. */
export function noteWithoutClauses(context: OperationContext): LockNote | null {
  const notes = notesWithoutClauses(context);
  return notes === null ? null : statementNote(notes);
}

/** One note for each operation of the statement, in their order; null when one of them has none. */
export function notesWithoutClauses(context: OperationContext): readonly LockNote[] | null {
  const statement = withoutClauses(context.statement);
  const notes: LockNote[] = [];
  for (const operation of statement.operations) {
    const note = ask(context, operation, statement);
    if (note === null) return null;
    notes.push(note);
  }
  return notes;
}

/** What the operation does when the statement says LOCK=NONE, which also takes back what the session makes of a copy. */
export function noteWithLockNone(context: OperationContext): LockNote | null {
  const { operation, statement } = context;
  return ask(context, operation, { ...withoutClauses(statement), lock: { value: 'NONE', span: span(0, 0) } });
}

/** What the operation does when the clauses that are written stand in front of it. */
export function noteWithClausesInFront(context: OperationContext): LockNote | null {
  const { operation, statement } = context;
  const front = span(0, 0);
  const algorithm = statement.algorithm === null ? null : { ...statement.algorithm, span: front };
  const lock = statement.lock === null ? null : { ...statement.lock, span: front };
  return ask(context, operation, { ...statement, algorithm, lock });
}

/** What an operation of the statement does in a statement of its own. */
export function noteAlone(context: OperationContext, operation: Operation): LockNote | null {
  return ask(context, operation, { ...withoutClauses(context.statement), operations: [operation] });
}

/** True when the server's grammar has no place for the ALGORITHM or LOCK that stands beside the operation. */
export function isClauseSyntaxError(context: OperationContext): boolean {
  const { statement, note, operation } = context;
  if (note?.refusal?.reason !== 'syntax' || (statement.algorithm === null && statement.lock === null))
    return false;
  return ask(context, operation, { ...statement, algorithm: null, lock: null })?.refusal === null;
}

/** What the operation at hand does on another version of the server. */
export function noteOn(
  context: OperationContext,
  version: OperationContext['target']['version'],
): LockNote | null {
  const { operation, statement, before, target, run } = context;
  return factsOf(target.engine)({
    operation,
    statement,
    before,
    target: { ...target, version, newestVersion: version },
    inTransaction: run.inTransaction,
  });
}

function ask(
  { before, target, run }: OperationContext,
  operation: Operation,
  statement: StatementSyntax,
): LockNote | null {
  return factsOf(target.engine)({ operation, statement, before, target, inTransaction: run.inTransaction });
}
