import type { TextEdit } from '../text/textEdit.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { type LimitScope, lockWaitLimit } from './fixes/limitLockWait.ts';
import { plan, statementText } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  type FixSite,
  fileRule,
  type OperationContext,
  type ReviewedStatement,
} from './rule.ts';
import { isLockWaitLimited } from './subject/lockWait.ts';
import { statementHead } from './subject/statementHead.ts';
import { isDataChange, statementWords } from './subject/statementWords.ts';
import { type StrongLock, strongLockOf } from './subject/strongLock.ts';
import { code, withDoubt } from './subject/wording.ts';

export const missingLockTimeout = fileRule({
  metadata: {
    id: 'missing-lock-timeout',
    title: 'Blocking lock requested with no limit on the wait',
    categories: ['timeouts'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe',
    related: {
      squawk: ['require-lock-timeout'],
      'postgres-language-server': ['lockTimeoutWarning'],
      eugene: ['E9'],
      pgfence: ['missing-lock-timeout'],
      migrationpilot: ['MP004'],
    },
  },
  *check({ statements }) {
    const reported = new Set<string>();
    for (const statement of statements) {
      // Once per file; the down section is run on another day and counts as a file of its own.
      if (reported.has(statement.run.direction)) continue;
      const finding = unlimitedLock(statement);
      if (finding === null) continue;
      reported.add(statement.run.direction);
      yield finding;
    }
  },
});

function unlimitedLock(statement: ReviewedStatement): FileFindingDraft | null {
  for (const context of statement.operations) {
    if (isDataChange(context.operation)) continue;
    const lock = strongLockOf(context);
    if (lock === null || isLockWaitLimited(context)) continue;
    return {
      statement: statement.index,
      span: statementHead(context),
      message: withDoubt(lock, message(context, lock)),
      ...(lock.key === null ? {} : { table: lock.key }),
      fixes: [limitFix(context)],
    };
  }
  return null;
}

const DEFAULT_WAIT = {
  postgresql: 'PostgreSQL waits for ever',
  mysql: 'MySQL default: one year',
  mariadb: 'MariaDB default: one day',
} as const;

function message(context: OperationContext, { label }: StrongLock): string {
  const behind = letsReadersPass(context) ? 'every write to' : 'every query on';
  return `${code(statementWords(context.operation))} on ${label} may wait for its lock without limit (${DEFAULT_WAIT[context.target.engine]}), and ${behind} ${label} queues behind it.`;
}

/** PostgreSQL: SHARE and its kin let readers overtake while they wait; a metadata lock that waits lets nobody. */
function letsReadersPass({ target, note }: OperationContext): boolean {
  return target.engine === 'postgresql' && note !== null && !note.blocksReads;
}

function limitFix(context: OperationContext): FixDraft {
  return {
    title: 'Limit the wait for locks in this file',
    kind: 'safe',
    build(site) {
      const sql = sqlWriter(statementText(site));
      const scope: LimitScope =
        site.run.inTransaction && !goesOnAfterCommit(site) ? 'transaction' : 'session';
      const limit = lockWaitLimit(context.target.engine, scope, context.settings, sql);
      const at = firstPlace(site);
      const edits: TextEdit[] = [{ span: { start: at, end: at }, newText: `${limit.before}${site.newline}` }];
      const last = lastOfSection(site);
      if (limit.after !== null && last !== null) {
        const end = last.terminator?.end ?? last.span.end;
        edits.push({
          span: { start: end, end },
          newText: `${last.terminator === null ? ';' : ''}${site.newline}${limit.after}`,
        });
      }
      return plan({ edits });
    },
  };
}

/** Whether the file has work left after the transaction of the statement: a limit that ends with it would be lost. */
function goesOnAfterCommit(site: FixSite): boolean {
  const kinds = site.statements
    .slice(site.index + 1)
    .filter(({ section }) => section === site.run.section)
    .map(({ syntax }) => syntax.operations[0]?.kind);
  const end = kinds.indexOf('TransactionControl');
  return end >= 0 && kinds.slice(end + 1).some(kind => kind !== undefined && kind !== 'TransactionControl');
}

/** Before the first statement that the setting may stand before: the file's first, or the one after the BEGIN. */
function firstPlace(site: FixSite): number {
  if (site.run.explicitTransaction) {
    for (let index = site.index - 1; index >= 0; index--) {
      const operation = site.statements[index]?.syntax.operations[0];
      if (operation?.kind === 'TransactionControl')
        return site.statements[index + 1]?.span.start ?? site.statement.start;
    }
  }
  return site.run.direction === 'up'
    ? (site.statements[0]?.span.start ?? site.statement.start)
    : site.statement.start;
}

/** The last statement of the file, where the file has no other section. */
function lastOfSection(site: FixSite): FixSite['statements'][number] | null {
  return site.statements.at(-1) ?? null;
}
