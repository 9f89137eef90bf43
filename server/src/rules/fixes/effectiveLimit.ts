import type { Attribute } from '../../operations/columns.ts';
import type { OperationOf } from '../../operations/operation.ts';
import type { FixDraft, FixPlan, FixSite, OperationContext, ReviewSettings } from '../rule.ts';
import { sqlWriter } from './letterCase.ts';
import { limitSeconds, lockWaitLimit } from './limitLockWait.ts';
import { cutStatement } from './moveStatement.ts';
import { plan, replaceAt, statementText } from './site.ts';

/** The limit that works, in the place of the one that does not; one on rows or statements stays beside it. */
export function limitInstead(context: OperationContext, set: OperationOf<'SetVariable'>): FixDraft {
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
      const last = site.statements.findLast(({ section }) => section === site.run.section);
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

/** Moves the SET before the statement that asks for the first lock. */
export function limitMovedUp(lockStatement: number): FixDraft {
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

/** MariaDB: the same clause with a time that is allowed. */
export function shorterWait(settings: ReviewSettings, wait: Attribute<number>): FixDraft {
  return {
    title: 'Wait for a shorter time',
    kind: 'safe',
    build(site) {
      const sql = sqlWriter(statementText(site));
      return plan({ edits: [replaceAt(site, wait.span, sql`WAIT ${limitSeconds(settings)}`)] });
    },
  };
}
