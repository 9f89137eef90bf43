import type { OperationOf } from '../../operations/operation.ts';
import type { ReviewedFile, ReviewedOperation } from '../rule.ts';
import { postgresqlMilliseconds, secondsAsMilliseconds } from './durations.ts';
import type { StrongLock } from './strongLock.ts';
import { code } from './wording.ts';

/** A SET of something that people take for a limit on the wait for locks. */
export interface TimeoutSetting {
  readonly change: ReviewedOperation;
  readonly set: OperationOf<'SetVariable'>;
}

export interface UnprotectedLock {
  /** No other strong lock stands above it. */
  readonly isFirst: boolean;
  readonly change: ReviewedOperation;
  readonly lock: StrongLock;
}

/** Why a limit does not protect. */
export interface Flaw {
  readonly message: string;
  /** `replace`: the SET by one that works; `move`: it stands below the lock; `none`: something else has to go. */
  readonly cure: 'replace' | 'move' | 'none';
}

const NAMES: ReadonlySet<string> = new Set([
  'lock_timeout',
  'statement_timeout',
  'lock_wait_timeout',
  'innodb_lock_wait_timeout',
]);

/** The settings of a file that stand for themselves or in a DO block, RESET ALL included. */
export function timeoutSettings(reviewed: ReviewedFile): readonly TimeoutSetting[] {
  return reviewed.ofKinds('SetVariable').flatMap(change => {
    const { operation } = change.context;
    if (operation.kind !== 'SetVariable') return [];
    if (!NAMES.has(operation.name) && !(operation.reset && operation.name === 'all')) return [];
    const { operations } = change.statement.syntax;
    const isRun = operations.includes(operation) || operations[0]?.kind === 'ExecuteBlock';
    return isRun ? [{ change, set: operation }] : [];
  });
}

/** The name of the setting that limits the wait for the locks of DDL. */
export function nameOfLimit({ change }: TimeoutSetting): 'lock_timeout' | 'lock_wait_timeout' {
  return change.context.target.engine === 'postgresql' ? 'lock_timeout' : 'lock_wait_timeout';
}

/** Null where the value is no length of time. */
export function millisecondsOf({ set, change }: TimeoutSetting): number | null {
  if (set.value === null) return null;
  return change.context.target.engine === 'postgresql'
    ? postgresqlMilliseconds(set.value)
    : secondsAsMilliseconds(set.value);
}

/** A limit that would have protected, had it been in effect at the lock. */
export function isGoodLimit(setting: TimeoutSetting): boolean {
  const { set, change } = setting;
  const milliseconds = millisecondsOf(setting);
  return (
    set.name === nameOfLimit(setting) &&
    !set.reset &&
    (set.scope === 'session' || (set.scope === 'local' && change.context.run.inTransaction)) &&
    milliseconds !== null &&
    milliseconds > 0 &&
    !isTooLong(setting)
  );
}

/** A limit that is gone again before the first lock. */
export function takenBack(setting: TimeoutSetting, { isFirst, lock }: UnprotectedLock): Flaw | null {
  const { name } = setting.set;
  if (!isFirst || (name !== nameOfLimit(setting) && name !== 'all')) return null;
  return {
    message: `The limit is taken back before the lock on ${lock.label} is asked for, so that it limits nothing.`,
    cure: 'none',
  };
}

/** A limit that ended with the transaction that it was set in. */
export function endOfTransaction(
  reviewed: ReviewedFile,
  { change, set }: TimeoutSetting,
  lock: UnprotectedLock,
): Flaw | null {
  const isEnded = reviewed
    .ofKinds('TransactionControl')
    .some(
      ({ order, context: { operation } }) =>
        order > change.order &&
        order < lock.change.order &&
        operation.kind === 'TransactionControl' &&
        (operation.action === 'commit' || operation.action === 'rollback'),
    );
  if (set.scope !== 'local' || !isEnded) return null;
  return {
    message: `${code('SET LOCAL')} ends with its transaction, and the lock on ${lock.lock.label} is asked for after that: the wait has no limit.`,
    cure: 'none',
  };
}

export function tooLate({ lock }: UnprotectedLock): Flaw {
  return {
    message: `This limit comes too late: the lock on ${lock.label} is asked for above, and waits without it.`,
    cure: 'move',
  };
}

/** Why a setting that is in effect at a lock limits the wait for it not at all, or too late. */
export function flawOf(setting: TimeoutSetting, { lock }: UnprotectedLock): Flaw | null {
  const { set, change } = setting;
  const { target, run } = change.context;
  if (set.reset || set.restoresSaved || set.scope === 'user') return null;
  const label = code(set.name);
  const replace = (message: string): Flaw => ({ message, cure: 'replace' });
  if (target.engine !== 'postgresql') {
    if (set.name === 'innodb_lock_wait_timeout')
      return replace(
        `${label} limits waits for row locks only; the wait of DDL for ${lock.label} is limited by ${code('lock_wait_timeout')}.`,
      );
    if (set.name !== 'lock_wait_timeout') return null;
    if (set.scope !== 'session')
      return replace(
        `${code('SET GLOBAL')} of ${label} holds for connections opened later; this one goes on to wait for ${lock.label} as before.`,
      );
    return isTooLong(setting) ? replace(tooLong(setting, lock)) : null;
  }
  if (set.name === 'lock_timeout' && set.scope === 'local' && !run.inTransaction && isStatement(setting))
    return replace(
      `${code('SET LOCAL')} outside a transaction has no effect: the wait for ${lock.label} has no limit.`,
    );
  if (set.name === 'lock_timeout' && millisecondsOf(setting) === 0)
    return replace(`${label} = 0 means no limit: the wait for ${lock.label} may last for ever.`);
  return isTooLong(setting) ? replace(tooLong(setting, lock)) : null;
}

/** A DO block is a transaction by itself. */
function isStatement({ change, set }: TimeoutSetting): boolean {
  return change.statement.syntax.operations.includes(set);
}

function isTooLong(setting: TimeoutSetting): boolean {
  const milliseconds = millisecondsOf(setting);
  return milliseconds !== null && milliseconds > setting.change.context.settings.maxLockTimeout;
}

function tooLong({ set, change }: TimeoutSetting, { label }: StrongLock): string {
  const longest = `${change.context.settings.maxLockTimeout / 1000} s`;
  const length = `${code(set.name)} = ${code(set.value ?? '')}`;
  return set.name === 'statement_timeout'
    ? `${length} is the only limit on the wait for ${label}, and every query on ${label} queues for as long (longest allowed: ${longest}).`
    : `${length} lets every query on ${label} queue for that long (longest allowed: ${longest}).`;
}
