import { relationKey } from '../catalog/catalog.ts';
import { isSmallSize } from '../engines/tableSize.ts';
import { moveToFollowUp, slugOfPart } from './fixes/moveToFollowUp.ts';
import { remedies } from './fixes/remedy.ts';
import {
  type FileFindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedStatement,
} from './rule.ts';
import { addedNotValid, validatedConstraint } from './subject/addedNotValid.ts';
import { emptiedAbove } from './subject/emptiedAbove.ts';
import { goneForGood } from './subject/goneForGood.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelation, isNewAndFull } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { isDataChange, statementWords } from './subject/statementWords.ts';
import { isPlainView, type StrongLock, strongLockOf, subjectOf } from './subject/strongLock.ts';
import { sizeOf } from './subject/tableSize.ts';
import { stepsOfTransactions, type TransactionStep } from './subject/transactionSteps.ts';
import { unreadCode } from './subject/unreadCode.ts';
import { code, withDoubt } from './subject/wording.ts';

export const slowStatementAfterStrongLock = fileRule({
  metadata: {
    id: 'slow-statement-after-strong-lock',
    title: 'Slow work while an earlier lock is still held',
    categories: ['locking'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql'],
    fixes: 'suggestion',
    related: {
      'postgres-language-server': ['runningStatementWhileHoldingAccessExclusive'],
      eugene: ['E4'],
      pgfence: ['statement-after-access-exclusive'],
      migrationpilot: ['MP008'],
    },
  },
  *check(reviewed) {
    const transactions = stepsOfTransactions(reviewed);
    if (transactions.length === 0) return;
    const gone = goneForGood(reviewed);
    for (const steps of transactions) yield* checkTransaction(reviewed, steps, gone);
  },
});

interface HeldLock {
  readonly lock: StrongLock;
  readonly statement: ReviewedStatement;
  readonly context: OperationContext;
}

/** One finding per transaction: the first slow statement shows where to split; code that nobody can read, if there is none. */
function* checkTransaction(
  reviewed: ReviewedFile,
  steps: readonly TransactionStep[],
  gone: ReadonlySet<string>,
): Generator<FileFindingDraft> {
  const held: HeldLock[] = [];
  const addedHere = new Set<string>();
  let unread: FileFindingDraft | null = null;
  for (const { statement, operations } of steps) {
    for (const context of operations) {
      const first = strongestOf(held);
      if (first === undefined) continue;
      const called = unreadCode(context);
      if (called !== null)
        unread ??= {
          ...after(statement, context, first, `${called} has ended, however long it takes,`),
          severity: 'info',
        };
      if (!isSlow(context) || isLateValidation(context, addedHere)) continue;
      const longest = strongestOf(held.filter(lock => outlives(lock, context)));
      if (longest === undefined || isOnEmptied(reviewed, statement, context)) continue;
      yield after(statement, context, longest, `this ${statementWords(context.operation)} has finished`);
      return;
    }
    for (const context of operations) {
      const added = addedNotValid(context);
      if (added !== null) addedHere.add(added);
      const lock = isDataChange(context.operation) ? null : strongLockOf(context);
      if (lock?.key != null && (gone.has(lock.key) || isPlainView(context, lock.key))) continue;
      if (lock !== null && held.length < MOST_LOCKS) held.push({ lock, statement, context });
    }
  }
  if (unread !== null) yield unread;
}

/** More locks than a migration takes; keeps the check linear. */
const MOST_LOCKS = 16;

/** The first that stops reads too; the first of all where none does. */
function strongestOf(held: readonly HeldLock[]): HeldLock | undefined {
  return held.find(({ context }) => context.note?.blocksReads === true) ?? held[0];
}

/** False when the slow statement closes the same table just as much by itself. */
function outlives({ lock, context }: HeldLock, slow: OperationContext): boolean {
  const { note } = slow;
  const subject = subjectOf(slow.operation);
  const isSameTable = subject !== null && lock.key === relationKey(slow.before, subject);
  if (!isSameTable || note === null || isDataChange(slow.operation)) return true;
  const blocksLess =
    (context.note?.blocksReads === true && !note.blocksReads) ||
    (context.note?.blocksWrites === true && !note.blocksWrites);
  return blocksLess;
}

/** `until`: what the lock outlasts, as a clause. */
function after(
  statement: ReviewedStatement,
  context: OperationContext,
  { lock, statement: locking, context: lockingContext }: HeldLock,
  until: string,
): FileFindingDraft {
  const closed = lockingContext.note?.blocksReads === true ? 'locked' : 'closed to writes';
  return {
    statement: statement.index,
    span: statementHead(context),
    message: withDoubt(
      lock,
      `${lock.label} stays ${closed} by the ${code(statementWords(lockingContext.operation))} before until ${until} and the transaction commits.`,
    ),
    ...(lock.key === null ? {} : { table: lock.key }),
    related: [
      {
        place: {
          kind: 'statement',
          path: context.file.path,
          statement: locking.index,
          span: statementHead(lockingContext),
        },
        message: 'The lock is taken here.',
      },
    ],
    fixes: remedies(context, [
      {
        title: 'Split the migration here',
        kind: 'suggestion',
        build({ site, ...style }) {
          // A new table belongs to nobody else until the commit: alone it would be worked on while others use it.
          const subject = subjectOf(context.operation);
          const made = site.statements
            .slice(0, site.index)
            .flatMap(({ syntax }) => syntax.operations.filter(other => other.kind === 'CreateTable'));
          if (made.some(({ table }) => table.name.value === subject?.name.value)) return null;
          const indexes = site.statements.flatMap(({ syntax, section }, index) =>
            index >= site.index &&
            section === site.run.section &&
            !isTransactionWord(syntax.operations[0]?.kind)
              ? [index]
              : [],
          );
          return moveToFollowUp({ site, ...style }, indexes, { slug: slugOfPart(site) });
        },
      },
    ]),
  };
}

function isTransactionWord(kind: string | undefined): boolean {
  return kind === 'TransactionControl';
}

/** Work that grows with an existing table that is not known to be small. */
const isSlow = perContext(computeIsSlow);

function computeIsSlow(context: OperationContext): boolean {
  const { operation, note } = context;
  if (isDataChange(operation)) {
    if (operation.kind === 'Insert' && operation.source !== 'select') return false;
    if (operation.kind === 'CopyRows' && operation.direction === 'to') return false;
  } else if (note === null || note.duration !== 'grows-with-table' || note.refusal !== null) {
    return false;
  }
  const subject = subjectOf(context.operation);
  if (subject === null) return false;
  const existing = existingRelation(context, subject);
  if (existing === null) return !isDataChange(operation) && isNewAndFull(context, subject);
  const size = sizeOf(context, existing.key);
  const { small } = context.settings.tables;
  return size === null || !isSmallSize(size, small);
}

function isOnEmptied(
  reviewed: ReviewedFile,
  statement: ReviewedStatement,
  { operation, before }: OperationContext,
): boolean {
  const subject = subjectOf(operation);
  return subject !== null && emptiedAbove(reviewed, statement, relationKey(before, subject)) !== null;
}

/** Validations in the transaction that adds the constraint have a rule of their own. */
function isLateValidation(context: OperationContext, addedHere: ReadonlySet<string>): boolean {
  const validated = validatedConstraint(context);
  return validated !== null && addedHere.has(validated);
}
