import { limitInstead, limitMovedUp, shorterWait } from './fixes/effectiveLimit.ts';
import { limitSeconds } from './fixes/limitLockWait.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { askedLockOf } from './subject/askedLock.ts';
import {
  endOfTransaction,
  type Flaw,
  flawOf,
  isGoodLimit,
  type TimeoutSetting,
  takenBack,
  timeoutSettings,
  tooLate,
  type UnprotectedLock,
} from './subject/limitFlaws.ts';
import { isLockWaitShort } from './subject/lockWait.ts';
import { outlastedLimit } from './subject/outlastedLimit.ts';
import { statementHead } from './subject/statementHead.ts';
import { code } from './subject/wording.ts';

export const lockTimeoutIneffective = fileRule({
  metadata: {
    id: 'lock-timeout-ineffective',
    title: 'Timeout present but it does not protect',
    categories: ['timeouts'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe',
    related: { pgfence: ['lock-timeout-after', 'lock-timeout-zero', 'lock-timeout-too-long'] },
  },
  *check(reviewed) {
    const locks = reviewed.fromEach(locksOf);
    if (locks.length === 0) return;
    const settings = timeoutSettings(reviewed);
    // The down section is run on another day and counts as a file of its own.
    for (const direction of ['up', 'down'] as const) {
      const own = locks.filter(({ change }) => change.statement.run.direction === direction);
      const finding = firstFlaw(
        reviewed,
        own,
        settings.filter(({ change }) => change.statement.run.direction === direction),
      );
      if (finding !== null) yield finding;
    }
  },
});

function locksOf(
  _statement: unknown,
  operations: readonly ReviewedOperation[],
): readonly Omit<UnprotectedLock, 'isFirst'>[] {
  return operations.flatMap(change => {
    const lock = askedLockOf(change.context);
    return lock === null ? [] : [{ change, lock }];
  });
}

/** The first lock whose wait may be longer than allowed, and why: a later one has the same cure. */
function firstFlaw(
  reviewed: ReviewedFile,
  locks: readonly Omit<UnprotectedLock, 'isFirst'>[],
  settings: readonly TimeoutSetting[],
): FileFindingDraft | null {
  for (const [at, { change, lock }] of locks.entries()) {
    const unprotected = { isFirst: at === 0, change, lock };
    if (!isLockWaitShort(change.context))
      return longWait(unprotected) ?? explain(reviewed, settings, unprotected);
    const written = limitSeconds(change.context.settings) * 1000;
    const outlasted = outlastedLimit(settings, unprotected, written);
    if (outlasted !== null) return finding(outlasted.setting, unprotected, outlasted.flaw);
  }
  return null;
}

/** MariaDB: the statement says itself how long it waits. */
function longWait({ change, lock }: UnprotectedLock): FileFindingDraft | null {
  const { context, statement } = change;
  const { wait } = context.statement;
  if (wait === null) return null;
  return {
    statement: statement.index,
    span: wait.span,
    message: `${code(`WAIT ${wait.value}`)} lets every query on ${lock.label} queue for that long (longest allowed: ${context.settings.maxLockTimeout / 1000} s).`,
    ...(lock.key === null ? {} : { table: lock.key }),
    fixes: [shorterWait(context.settings, wait)],
  };
}

/** What the author relied on: the last setting before the lock, or one that comes too late. */
function explain(
  reviewed: ReviewedFile,
  settings: readonly TimeoutSetting[],
  lock: UnprotectedLock,
): FileFindingDraft | null {
  const before = settings.filter(({ change }) => change.order < lock.change.order);
  const good = before.findLast(isGoodLimit);
  for (const setting of before.toReversed()) {
    const flaw = setting.set.reset && good !== undefined ? takenBack(setting, lock) : flawOf(setting, lock);
    if (flaw !== null) return finding(setting, lock, flaw);
  }
  const ended = good === undefined || !lock.isFirst ? null : endOfTransaction(reviewed, good, lock);
  if (good !== undefined && ended !== null) return finding(good, lock, ended);
  const late = settings.find(
    setting =>
      setting.change.order > lock.change.order &&
      isGoodLimit(setting) &&
      !(setting.set.scope === 'local' && isAnotherTransaction(reviewed, lock, setting)),
  );
  return late === undefined ? null : finding(late, lock, tooLate(lock));
}

/** The limit of a later transaction is not meant for the lock of an earlier one. */
function isAnotherTransaction(
  reviewed: ReviewedFile,
  lock: UnprotectedLock,
  { change }: TimeoutSetting,
): boolean {
  return reviewed
    .ofKinds('TransactionControl')
    .some(({ order }) => order > lock.change.order && order < change.order);
}

function finding(setting: TimeoutSetting, lock: UnprotectedLock, { message, cure }: Flaw): FileFindingDraft {
  const { change, set } = setting;
  const { statement, context } = change;
  return {
    statement: statement.index,
    span: set.span,
    message,
    ...(lock.lock.key === null ? {} : { table: lock.lock.key }),
    related: [
      {
        place: {
          kind: 'statement',
          path: context.file.path,
          statement: lock.change.statement.index,
          span: statementHead(lock.change.context),
        },
        message: 'The lock is asked for here.',
      },
    ],
    fixes: fixesOf(setting, lock, cure),
  };
}

function fixesOf(
  { change, set }: TimeoutSetting,
  lock: UnprotectedLock,
  cure: Flaw['cure'],
): readonly FixDraft[] {
  const { operations } = change.statement.syntax;
  if (operations.length > 1 || !operations.includes(set)) return [];
  switch (cure) {
    case 'replace':
      return [limitInstead(change.context, set)];
    case 'move':
      return [limitMovedUp(lock.change.statement.index)];
    case 'none':
      return [];
  }
}
