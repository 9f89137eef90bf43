import { sessionVariable } from '../../catalog/catalog.ts';
import type { OperationContext } from '../rule.ts';
import { postgresqlMilliseconds, secondsAsMilliseconds } from './durations.ts';

/**
 * True when something bounds the wait for locks at this statement: a setting of the file, of the target, or of the
 * statement itself (MariaDB WAIT and NOWAIT). A statement timeout counts when it is as short as a lock timeout may be.
 */
export function isLockWaitLimited(context: OperationContext): boolean {
  if (context.statement.wait !== null) return true;
  const { maxLockTimeout } = context.settings;
  if (context.target.engine === 'postgresql') {
    return isPositive(setting(context, 'lock_timeout'), maxLockTimeout) || isWithin(setting(context, 'statement_timeout'), maxLockTimeout);
  }
  return isPositive(setting(context, 'lock_wait_timeout'), maxLockTimeout);
}

interface Setting {
  readonly milliseconds: number;
  readonly setBy: 'file' | 'target';
}

/** What a time setting is at this statement; null when neither the file nor the target says. */
function setting(context: OperationContext, name: string): Setting | null {
  const variable = sessionVariable(context.before, name);
  const inEffect = variable !== undefined && (variable.scope === 'session' || context.run.inTransaction);
  if (inEffect && variable.value !== null) return readSetting(context, variable.value, 'file');
  const declared = context.target.settings[name];
  return declared === undefined ? null : readSetting(context, declared, 'target');
}

function readSetting(context: OperationContext, value: string, setBy: Setting['setBy']): Setting | null {
  const milliseconds =
    context.target.engine === 'postgresql' || setBy === 'target' && /[a-z]/i.test(value)
      ? postgresqlMilliseconds(value)
      : secondsAsMilliseconds(value);
  return milliseconds === null ? null : { milliseconds, setBy };
}

/** A limit that the file sets counts whatever its length; one of the target has to be short enough. */
function isPositive(found: Setting | null, longest: number): boolean {
  if (found === null || found.milliseconds === 0) return false;
  return found.setBy === 'file' || found.milliseconds <= longest;
}

function isWithin(found: Setting | null, longest: number): boolean {
  return found !== null && found.milliseconds > 0 && found.milliseconds <= longest;
}
