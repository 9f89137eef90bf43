import type { OperationOf } from '../operations/operation.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { lockWaitLimit } from './fixes/limitLockWait.ts';
import { cutStatement } from './fixes/moveStatement.ts';
import { plan, statementText } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  type FixPlan,
  type FixSite,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedStatement,
} from './rule.ts';
import { postgresqlMilliseconds, secondsAsMilliseconds } from './subject/durations.ts';
import { isLockWaitShort } from './subject/lockWait.ts';
import { statementHead } from './subject/statementHead.ts';
import { isDataChange } from './subject/statementWords.ts';
import { type StrongLock, strongLockOf } from './subject/strongLock.ts';
import { code } from './subject/wording.ts';

type SetVariable = OperationOf<'SetVariable'>;

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
    const settings = settingsOf(reviewed);
    if (settings.length === 0) return;
    // The down section is run on another day and counts as a file of its own.
    for (const direction of ['up', 'down'] as const) {
      const lock = firstUnprotected(reviewed.statements, direction);
      if (lock === null) continue;
      const finding = explain(
        reviewed,
        settings.filter(({ statement }) => statement.run.direction === direction),
        lock,
      );
      if (finding !== null) yield finding;
    }
  },
});

/** A SET of something that people take for a limit on the wait for locks. */
interface TimeoutSetting {
  readonly statement: ReviewedStatement;
  readonly context: OperationContext;
  readonly set: SetVariable;
}

interface UnprotectedLock {
  /** No other strong lock stands above it. */
  readonly isFirst: boolean;
  readonly lock: StrongLock;
  readonly statement: ReviewedStatement;
  readonly context: OperationContext;
}

const NAMES: ReadonlySet<string> = new Set([
  'lock_timeout',
  'statement_timeout',
  'lock_wait_timeout',
  'innodb_lock_wait_timeout',
]);

function settingsOf(reviewed: ReviewedFile): TimeoutSetting[] {
  return reviewed.ofKinds('SetVariable').flatMap(({ statement, context }) => {
    const { operation } = context;
    if (operation.kind !== 'SetVariable' || !NAMES.has(operation.name)) return [];
    return statement.syntax.operations.includes(operation) ? [{ statement, context, set: operation }] : [];
  });
}

/** The first strong lock of the section, when its wait may be longer than allowed: a later one has the same cure. */
function firstUnprotected(
  statements: readonly ReviewedStatement[],
  direction: 'up' | 'down',
): UnprotectedLock | null {
  let isFirst = true;
  for (const statement of statements) {
    if (statement.run.direction !== direction) continue;
    for (const context of statement.operations) {
      if (isDataChange(context.operation)) continue;
      const lock = strongLockOf(context);
      if (lock === null) continue;
      if (!isLockWaitShort(context)) return { isFirst, lock, statement, context };
      isFirst = false;
    }
  }
  return null;
}

/** What the author relied on: the last setting before the lock, or one that comes too late. */
function explain(
  reviewed: ReviewedFile,
  settings: readonly TimeoutSetting[],
  lock: UnprotectedLock,
): FileFindingDraft | null {
  const before = settings.filter(({ statement }) => statement.index < lock.statement.index);
  const hasGood = before.some(isGoodLimit);
  for (const setting of before.toReversed()) {
    const flaw = setting.set.reset && hasGood ? takenBack(setting, lock) : flawOf(setting, lock);
    if (flaw !== null) return finding(setting, lock, flaw);
  }
  const late = settings.find(
    setting =>
      setting.statement.index > lock.statement.index &&
      isGoodLimit(setting) &&
      !(setting.set.scope === 'local' && isAnotherTransaction(reviewed, lock, setting)),
  );
  return late === undefined ? null : finding(late, lock, tooLate(lock));
}

/** The limit of a later transaction is not meant for the lock of an earlier one. */
function isAnotherTransaction(
  reviewed: ReviewedFile,
  lock: UnprotectedLock,
  { statement }: TimeoutSetting,
): boolean {
  return reviewed
    .ofKinds('TransactionControl')
    .some(
      control => control.statement.index > lock.statement.index && control.statement.index < statement.index,
    );
}

interface Flaw {
  readonly message: string;
  /** `replace`: the SET by one that works; `move`: it stands below the lock; `none`: it is a RESET above the lock. */
  readonly cure: 'replace' | 'move' | 'none';
}

/** A limit that is gone again before the first lock. */
function takenBack({ set, context }: TimeoutSetting, { isFirst, lock }: UnprotectedLock): Flaw | null {
  const name = context.target.engine === 'postgresql' ? 'lock_timeout' : 'lock_wait_timeout';
  if (!isFirst || set.name !== name) return null;
  return {
    message: `The limit is taken back before the lock on ${lock.label} is asked for, so that it limits nothing.`,
    cure: 'none',
  };
}

function flawOf(setting: TimeoutSetting, { lock }: UnprotectedLock): Flaw | null {
  const { set, context } = setting;
  if (set.reset || set.restoresSaved || set.scope === 'user') return null;
  const label = code(set.name);
  const replace = (message: string): Flaw => ({ message, cure: 'replace' });
  if (context.target.engine !== 'postgresql') {
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
  if (set.name === 'lock_timeout' && set.scope === 'local' && !context.run.inTransaction)
    return replace(
      `${code('SET LOCAL')} outside a transaction has no effect: the wait for ${lock.label} has no limit.`,
    );
  if (set.name === 'lock_timeout' && millisecondsOf(setting) === 0)
    return replace(`${label} = 0 means no limit: the wait for ${lock.label} may last for ever.`);
  return isTooLong(setting) ? replace(tooLong(setting, lock)) : null;
}

function millisecondsOf({ set, context }: TimeoutSetting): number | null {
  if (set.value === null) return null;
  return context.target.engine === 'postgresql'
    ? postgresqlMilliseconds(set.value)
    : secondsAsMilliseconds(set.value);
}

function isTooLong(setting: TimeoutSetting): boolean {
  const milliseconds = millisecondsOf(setting);
  return milliseconds !== null && milliseconds > setting.context.settings.maxLockTimeout;
}

function tooLong({ set, context }: TimeoutSetting, { label }: StrongLock): string {
  const longest = `${context.settings.maxLockTimeout / 1000} s`;
  const length = `${code(set.name)} = ${code(set.value ?? '')}`;
  return set.name === 'statement_timeout'
    ? `${length} is the only limit on the wait for ${label}, and every query on ${label} queues for as long (longest allowed: ${longest}).`
    : `${length} lets every query on ${label} queue for that long (longest allowed: ${longest}).`;
}

function tooLate({ lock }: UnprotectedLock): Flaw {
  return {
    message: `This limit comes too late: the lock on ${lock.label} is asked for above, and waits without it.`,
    cure: 'move',
  };
}

/** A limit that would have protected, had it stood above. */
function isGoodLimit(setting: TimeoutSetting): boolean {
  const { set, context } = setting;
  const name = context.target.engine === 'postgresql' ? 'lock_timeout' : 'lock_wait_timeout';
  const milliseconds = millisecondsOf(setting);
  return (
    set.name === name &&
    !set.reset &&
    (set.scope === 'session' || (set.scope === 'local' && context.run.inTransaction)) &&
    milliseconds !== null &&
    milliseconds > 0 &&
    !isTooLong(setting)
  );
}

function finding(setting: TimeoutSetting, lock: UnprotectedLock, { message, cure }: Flaw): FileFindingDraft {
  const { statement, set, context } = setting;
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
          statement: lock.statement.index,
          span: statementHead(lock.context),
        },
        message: 'The lock is asked for here.',
      },
    ],
    fixes:
      statement.syntax.operations.length > 1 || cure === 'none'
        ? []
        : [cure === 'replace' ? replaced(setting) : movedUp(lock.statement.index)],
  };
}

/** The limit that works, in the place of the one that does not; one on rows or statements stays beside it. */
function replaced({ set, context }: TimeoutSetting): FixDraft {
  return {
    title: 'Set a limit that holds',
    kind: 'safe',
    build(site) {
      const sql = sqlWriter(statementText(site));
      const limit = lockWaitLimit(
        context.target.engine,
        set.scope === 'local' && site.run.inTransaction ? 'transaction' : 'session',
        context.settings,
        sql,
      );
      const isAnother = set.name === 'innodb_lock_wait_timeout' || set.name === 'statement_timeout';
      const { start, end } = site.statement;
      const edits = [
        isAnother
          ? { span: { start, end: start }, newText: `${limit.before}${site.newline}` }
          : { span: { start, end }, newText: limit.before.replace(/;$/, '') },
      ];
      const last = site.statements.at(-1);
      if (limit.after !== null && last !== undefined && !isTakenBack(site, limit.after)) {
        const at = last.terminator?.end ?? last.span.end;
        edits.push({
          span: { start: at, end: at },
          newText: `${last.terminator === null ? ';' : ''}${site.newline}${limit.after}`,
        });
      }
      return plan({ edits });
    },
  };
}

function isTakenBack(site: FixSite, reset: string): boolean {
  const wanted = /lock_(?:wait_)?timeout/i.exec(reset)?.[0].toLowerCase();
  return site.statements
    .slice(site.index + 1)
    .some(({ syntax }) =>
      syntax.operations.some(
        operation =>
          operation.kind === 'SetVariable' && operation.name === wanted && operation.scope === 'session',
      ),
    );
}

function movedUp(lockStatement: number): FixDraft {
  return {
    title: 'Set the limit before the first lock',
    kind: 'safe',
    build(site): FixPlan | null {
      const target = site.statements[lockStatement];
      const cut = cutStatement(site, site.index);
      if (target === undefined || cut === null) return null;
      const at = target.span.start;
      return plan({
        edits: [{ span: { start: at, end: at }, newText: `${cut.text.trim()}${site.newline}` }, cut.edit],
      });
    },
  };
}
