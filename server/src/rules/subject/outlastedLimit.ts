import { postgresqlMilliseconds } from './durations.ts';
import { type Flaw, millisecondsOf, type TimeoutSetting, type UnprotectedLock } from './limitFlaws.ts';
import { settingInEffect } from './settingInEffect.ts';
import { code } from './wording.ts';

/**
 * PostgreSQL: a lock_timeout of the file that statement_timeout always overtakes (manual 18, 19.11, "lock_timeout"): the
 * statement's limit strikes first. Null where it can strike, or where nobody can tell.
 * `written` is the limit in milliseconds that a fix would write.
 */
export function outlastedLimit(
  settings: readonly TimeoutSetting[],
  { change, lock }: UnprotectedLock,
  written: number,
): { readonly setting: TimeoutSetting; readonly flaw: Flaw } | null {
  const { context } = change;
  if (context.target.engine !== 'postgresql') return null;
  if (settingInEffect(context, 'lock_timeout')?.setBy !== 'file') return null;
  const setting = settings.findLast(({ set, change: { order } }) => {
    return set.name === 'lock_timeout' && !set.reset && order < change.order;
  });
  const whole = settingInEffect(context, 'statement_timeout')?.value ?? null;
  const statement = whole === null ? null : postgresqlMilliseconds(whole);
  const wait = setting === undefined ? null : millisecondsOf(setting);
  if (setting === undefined || whole === null || statement === null || wait === null) return null;
  if (statement === 0 || wait === 0 || wait < statement) return null;
  return {
    setting,
    flaw: {
      message: `${code('lock_timeout')} = ${code(setting.set.value ?? '')} never strikes: ${code('statement_timeout')} = ${code(whole)} ends the statement on ${lock.label} first, whether it waits or works. Make the lock timeout the shorter one.`,
      cure: written < statement ? 'replace' : 'none',
    },
  };
}
