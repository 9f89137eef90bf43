import type { OperationContext } from '../rule.ts';
import { postgresqlMilliseconds, secondsAsMilliseconds } from './durations.ts';
import { perContext } from './perContext.ts';
import { type SettingInEffect, settingInEffect } from './settingInEffect.ts';

/**
 * True when something bounds the wait for locks at this statement: a setting of the file, of the runner's connection, of
 * the target, or of the statement itself (MariaDB WAIT and NOWAIT). A statement timeout counts when it is as short as a lock timeout may be.
 */
export const isLockWaitLimited = perContext(computeIsLimited);

/** The same with the file's own settings held to the longest wait that is allowed; one that nobody can read counts. */
export const isLockWaitShort = perContext(computeIsShort);

function computeIsShort(context: OperationContext): boolean {
  if (!isLockWaitLimited(context)) return false;
  const { maxLockTimeout } = context.settings;
  if (context.statement.wait !== null) return context.statement.wait.value * 1000 <= maxLockTimeout;
  const isShort = (found: Setting | null): boolean =>
    found !== null &&
    (found.milliseconds === null || (found.milliseconds > 0 && found.milliseconds <= maxLockTimeout));
  if (context.target.engine !== 'postgresql') return isShort(setting(context, 'lock_wait_timeout'));
  return isShort(setting(context, 'lock_timeout')) || isShort(setting(context, 'statement_timeout'));
}

function computeIsLimited(context: OperationContext): boolean {
  if (context.statement.wait !== null) return true;
  const { maxLockTimeout } = context.settings;
  if (context.target.engine === 'postgresql') {
    return (
      isPositive(setting(context, 'lock_timeout'), maxLockTimeout) ||
      isWithin(setting(context, 'statement_timeout'), maxLockTimeout)
    );
  }
  return isPositive(setting(context, 'lock_wait_timeout'), maxLockTimeout);
}

interface Setting {
  /** Null for a value that nobody can read, such as a placeholder: the author has thought of it. */
  readonly milliseconds: number | null;
  readonly setBy: SettingInEffect['setBy'];
}

/** What a time setting is at this statement; null when neither the file nor the runner nor the target says. */
function setting(context: OperationContext, name: string): Setting | null {
  const found = settingInEffect(context, name);
  if (found === null) return null;
  const { value, setBy } = found;
  return { milliseconds: value === null ? null : milliseconds(context, value, setBy), setBy };
}

/** PostgreSQL counts milliseconds without a unit, MySQL and MariaDB seconds; only people write units to the latter. */
function milliseconds(context: OperationContext, value: string, setBy: Setting['setBy']): number | null {
  const hasUnit = setBy !== 'file' && /[a-z]/i.test(value);
  return context.target.engine === 'postgresql' || hasUnit
    ? postgresqlMilliseconds(value)
    : secondsAsMilliseconds(value);
}

/** A limit that the file sets counts whatever its length; one of the runner or the target has to be short enough. */
function isPositive(found: Setting | null, longest: number): boolean {
  if (found === null || found.milliseconds === 0) return false;
  return found.setBy === 'file' || (found.milliseconds !== null && found.milliseconds <= longest);
}

function isWithin(found: Setting | null, longest: number): boolean {
  return (
    found !== null && found.milliseconds !== null && found.milliseconds > 0 && found.milliseconds <= longest
  );
}
