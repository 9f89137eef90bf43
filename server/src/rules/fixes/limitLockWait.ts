import type { Engine } from '../../engines/engine.ts';
import type { FixSite, ReviewSettings } from '../rule.ts';
import type { SqlWriter } from './letterCase.ts';

/** Seconds that the fixes let a statement wait for a lock. */
const DEFAULT_SECONDS = 3;

/** The rule whose option `timeout` (seconds, or text such as `5s`) sets another value. */
const RULE_WITH_OPTION = 'missing-lock-timeout';

/** The statements that bound the wait for locks, and those that take the bound back. */
export interface LockWaitLimit {
  readonly before: string;
  /** Null where the bound ends with the transaction. */
  readonly after: string | null;
}

/** Whether the bound may be tied to a transaction. */
export type LimitScope = 'transaction' | 'session';

export function lockWaitLimit(
  engine: Engine,
  scope: LimitScope,
  settings: ReviewSettings,
  sql: SqlWriter,
): LockWaitLimit {
  const seconds = limitSeconds(settings);
  if (engine !== 'postgresql') {
    return {
      before: sql`SET SESSION lock_wait_timeout = ${seconds};`,
      after: sql`SET SESSION lock_wait_timeout = DEFAULT;`,
    };
  }
  if (scope === 'transaction') return { before: sql`SET LOCAL lock_timeout = '${seconds}s';`, after: null };
  return { before: sql`SET lock_timeout = '${seconds}s';`, after: sql`RESET lock_timeout;` };
}

/** What a new migration of the same tool runs in. Plain files have no runner that opens a transaction. */
export function scopeOfNewMigration(site: FixSite): LimitScope {
  return site.file.framework === 'plain' ? 'session' : 'transaction';
}

/** Seconds that a written limit allows: the option of the rule, held to the longest wait that is allowed. */
export function limitSeconds(settings: ReviewSettings): number {
  const option = settings.options[RULE_WITH_OPTION]?.['timeout'];
  const wanted =
    typeof option === 'number'
      ? option
      : Number(/^\s*(\d+)\s*s?\s*$/.exec(String(option ?? ''))?.[1] ?? DEFAULT_SECONDS);
  const longest = Math.max(1, Math.floor(settings.maxLockTimeout / 1000));
  return Math.min(Math.max(1, wanted), longest);
}
