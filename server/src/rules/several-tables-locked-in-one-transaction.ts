import { nameOfKey, tableAt } from '../catalog/catalog.ts';
import { boundedFollowUp } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { cutStatements } from './fixes/moveStatement.ts';
import { slugOfFile } from './fixes/moveToFollowUp.ts';
import { remedies } from './fixes/remedy.ts';
import { plan } from './fixes/site.ts';
import { type FileFindingDraft, fileRule, type OperationContext, type ReviewedStatement } from './rule.ts';
import { goneForGood } from './subject/goneForGood.ts';
import { matchesPattern } from './subject/patterns.ts';
import { perContext } from './subject/perContext.ts';
import { statementHead } from './subject/statementHead.ts';
import { isDataChange } from './subject/statementWords.ts';
import { isPlainView, type StrongLock, strongLockOf } from './subject/strongLock.ts';
import { sizeOf } from './subject/tableSize.ts';
import { stepsOfTransactions, type TransactionStep } from './subject/transactionSteps.ts';
import { listed } from './subject/wording.ts';

export const severalTablesLockedInOneTransaction = fileRule({
  metadata: {
    id: 'several-tables-locked-in-one-transaction',
    title: 'Strong locks on several existing tables pile up until COMMIT',
    categories: ['locking'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql'],
    fixes: 'suggestion',
    related: {
      'postgres-language-server': ['avoidWideLockWindow'],
      pgfence: ['wide-lock-window'],
      migrationpilot: ['MP008'],
    },
  },
  *check(reviewed) {
    const transactions = stepsOfTransactions(reviewed);
    if (transactions.length === 0) return;
    const gone = goneForGood(reviewed);
    for (const steps of transactions) {
      if (steps[0]?.statement.run.direction === 'down') continue;
      const held = heldLocks(steps, gone);
      if (held.length > 1) yield finding(held, steps);
    }
  },
});

interface HeldLock {
  /** Key of the table, or of the table that it is a partition of. */
  readonly table: string;
  readonly lock: StrongLock;
  readonly statement: ReviewedStatement;
  readonly context: OperationContext;
}

/** The first lock on each table that stays, in order; empty when a single statement takes them all. */
function heldLocks(steps: readonly TransactionStep[], gone: ReadonlySet<string>): readonly HeldLock[] {
  const held = new Map<string, HeldLock>();
  const locking = new Set<TransactionStep>();
  for (const step of steps) {
    for (const { context } of step.locks) {
      const own = tableLocked(context);
      if (own === null || held.has(own.table) || gone.has(own.lock.key ?? '')) continue;
      held.set(own.table, { ...own, statement: step.statement, context });
      locking.add(step);
    }
  }
  return locking.size > 1 ? [...held.values()] : [];
}

const tableLocked = perContext(computeTableLocked);

function computeTableLocked(context: OperationContext): Pick<HeldLock, 'table' | 'lock'> | null {
  if (isDataChange(context.operation)) return null;
  const lock = strongLockOf(context);
  if (lock?.key == null || isPlainView(context, lock.key)) return null;
  return { table: tableAt(context.before, lock.key)?.partitionOf?.parent ?? lock.key, lock };
}

function finding(held: readonly HeldLock[], steps: readonly TransactionStep[]): FileFindingDraft {
  const [first, second, third] = held;
  const last = third ?? second ?? first;
  if (last === undefined) throw new Error('a lock is held');
  const earlier = held.slice(0, held.indexOf(last));
  const verb = earlier.length === 1 ? 'stays' : 'stay';
  return {
    statement: last.statement.index,
    span: statementHead(last.context),
    severity: third !== undefined || held.some(isBusy) ? 'warning' : 'info',
    message: `${listed(earlier.map(({ lock }) => lock.label))} ${verb} locked while this statement waits for ${last.lock.label}; nothing is released before COMMIT.`,
    related: earlier.map(({ statement, context, lock }) => ({
      place: {
        kind: 'statement',
        path: context.file.path,
        statement: statement.index,
        span: statementHead(context),
      },
      message: `${lock.label} is locked here.`,
    })),
    fixes: remedies(last.context, [
      {
        title: 'One table per migration',
        kind: 'suggestion',
        build(style) {
          const parts = partsOf(held, new Set(steps.map(({ statement }) => statement)));
          if (parts === null) return null;
          const indexes = parts.flatMap(({ indexes: own }) => own).sort((left, right) => left - right);
          const cut = cutStatements(style.site, indexes);
          if (cut === null) return null;
          return plan({
            edits: cut.edits,
            followUps: parts.map(({ table, indexes: own }) =>
              boundedFollowUp(style, {
                slug: slugOf(slugOfFile(style.site), table),
                statements: own.map(index => cut.texts[indexes.indexOf(index)] ?? ''),
              }),
            ),
          });
        },
      },
    ]),
  };
}

function isBusy({ table, context }: HeldLock): boolean {
  const { large, hot } = context.settings.tables;
  const name = nameOfKey(table);
  const size = sizeOf(context, table);
  if (size !== null && (size.rows >= large.rows || size.bytes >= large.bytes)) return true;
  return hot.some(
    pattern => matchesPattern(pattern, name) || matchesPattern(pattern, name.slice(name.indexOf('.') + 1)),
  );
}

/** The statements of each further table; null when some statement does anything but change one existing table. */
function partsOf(
  held: readonly HeldLock[],
  statements: ReadonlySet<ReviewedStatement>,
): readonly { readonly table: string; readonly indexes: readonly number[] }[] | null {
  const byTable = new Map<string, number[]>();
  for (const { index, operations, syntax } of statements) {
    if (syntax.operations.every(({ kind }) => kind === 'SetVariable' || kind === 'TransactionControl'))
      continue;
    const tables = new Set(operations.map(context => tableLocked(context)?.table ?? null));
    const [table] = tables;
    if (tables.size !== 1 || table == null) return null;
    byTable.set(table, [...(byTable.get(table) ?? []), index]);
  }
  return held.slice(1).map(({ table }) => ({
    table: nameOfKey(table).replace(/^public\./, ''),
    indexes: byTable.get(table) ?? [],
  }));
}
