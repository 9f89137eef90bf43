import { findTable, nameOfKey } from '../catalog/catalog.ts';
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
  type ReviewedFile,
  type ReviewedOperation,
  type ReviewedStatement,
  type StatementContext,
} from './rule.ts';
import { isIndexUnheardOf, makesRoomForIndex } from './subject/absentIndex.ts';
import { askedLockOf, lockedWithoutWait } from './subject/askedLock.ts';
import { isInstallScript } from './subject/installScript.ts';
import { isLockWaitLimited } from './subject/lockWait.ts';
import { makesRoomForNew } from './subject/roomForNew.ts';
import { statementHead } from './subject/statementHead.ts';
import { statementWords } from './subject/statementWords.ts';
import type { StrongLock } from './subject/strongLock.ts';
import { code, listed, withDoubt } from './subject/wording.ts';

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
  *check(reviewed) {
    const reported = new Set<string>();
    const held = new Set<string>();
    const room = new Set(
      reviewed
        .ofKinds('DropTable', 'DropIndex')
        .filter(drop => isForNothing(reviewed, drop))
        .map(({ context }) => context),
    );
    for (const { run, keys, finding, context } of reviewed.fromEach(waitsOf)) {
      if (room.has(context)) continue;
      if (finding === null) {
        for (const key of keys) held.add(key);
        continue;
      }
      // Once per file; the down section is run on another day and counts as a file of its own.
      const isHeld = run.inTransaction && keys.some(key => held.has(key));
      if (isHeld || reported.has(run.direction)) continue;
      reported.add(run.direction);
      yield finding;
    }
  },
});

/** A drop of something that no migration has made, so that it finds nothing to lock. */
function isForNothing(reviewed: ReviewedFile, drop: ReviewedOperation): boolean {
  return drop.kind === 'DropIndex'
    ? makesRoomForIndex(reviewed, drop) || isIndexUnheardOf(reviewed, drop)
    : isInstallScript(reviewed) || makesRoomForNew(reviewed, drop);
}

/** What a statement has to do with the waits of its file. */
interface Wait {
  readonly run: StatementContext;
  /** Of the relation that is waited for; without a finding, of those that LOCK TABLE ... NOWAIT got. */
  readonly keys: readonly string[];
  /** Null when nothing is waited for without limit. */
  readonly finding: FileFindingDraft | null;
  readonly context: OperationContext;
}

/** The first one of a statement; of DROP TABLE and DROP INDEX, which may name what is not there, all. */
function waitsOf(statement: ReviewedStatement): readonly Wait[] {
  const { run } = statement;
  const waits: Wait[] = [];
  for (const context of statement.operations) {
    const got = lockedWithoutWait(context);
    if (got.length > 0) return [{ run, keys: got, finding: null, context }];
    const lock = askedLockOf(context);
    if (lock === null || isLockWaitLimited(context)) continue;
    const finding = {
      statement: statement.index,
      span: statementHead(context),
      message: withDoubt(lock, message(context, lock)),
      ...(lock.key === null ? {} : { table: lock.key }),
      fixes: [limitFix(context)],
    };
    waits.push({ run, keys: lock.key === null ? [] : [lock.key], finding, context });
    if (context.operation.kind !== 'DropTable' && context.operation.kind !== 'DropIndex') break;
  }
  return waits;
}

const DEFAULT_WAIT = {
  postgresql: 'PostgreSQL waits for ever',
  mysql: 'MySQL default: one year',
  mariadb: 'MariaDB default: one day',
} as const;

function message(context: OperationContext, { label }: StrongLock): string {
  const { operation, statement, target } = context;
  const words = statement.alterTable === null ? statementWords(operation) : 'ALTER TABLE';
  const behind = letsReadersPass(context) ? 'every write to' : 'every query on';
  const parents = parentsOf(context).map(key => code(nameOfKey(key).replace(/^public\./, '')));
  const and = parents.length === 0 ? '' : `, and on ${listed(parents)}, which its foreign keys point to,`;
  return `${code(words)} on ${label} may wait for its lock without limit (${DEFAULT_WAIT[target.engine]}), and ${behind} ${label}${and} queues behind it.`;
}

/** Tables in use that DROP TABLE closes as well, since foreign keys of the dropped one point to them. */
function parentsOf(context: OperationContext): readonly string[] {
  const { operation, note, before } = context;
  if (operation.kind !== 'DropTable' || note === null) return [];
  const closed = new Set(
    note.locks.filter(({ role }) => role === 'referenced').map(({ relation }) => relation),
  );
  const targets = (findTable(before, operation.table)?.constraints ?? []).flatMap(constraint =>
    constraint.kind === 'foreign-key' ? [constraint.target] : [],
  );
  return [...new Set(targets)].filter(key => closed.has(nameOfKey(key)) && !context.isNew(key));
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
      // A limit on a concurrent build would leave an invalid index behind when it strikes.
      const isAlone = scope === 'session' && buildsConcurrently(site);
      const at = isAlone ? site.statement.start : firstPlace(site);
      const edits: TextEdit[] = [{ span: { start: at, end: at }, newText: `${limit.before}${site.newline}` }];
      const last = isAlone ? site.statements[site.index] : lastOfSection(site);
      if (limit.after !== null && last !== undefined) {
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
  const first = site.statements.find(({ section }) => section === site.run.section);
  return first?.span.start ?? site.statement.start;
}

function lastOfSection(site: FixSite): FixSite['statements'][number] | undefined {
  return site.statements.findLast(({ section }) => section === site.run.section);
}

function buildsConcurrently({ statements, run }: FixSite): boolean {
  return statements.some(
    ({ section, syntax }) =>
      section === run.section &&
      syntax.operations.some(operation => 'concurrently' in operation && operation.concurrently),
  );
}
