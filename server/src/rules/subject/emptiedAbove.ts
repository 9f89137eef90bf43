import { relationKey, tableAt } from '../../catalog/catalog.ts';
import type { ReviewedFile, ReviewedOperation, ReviewedStatement } from '../rule.ts';
import { transactionOf } from './fileTransaction.ts';
import { unreadCode } from './unreadCode.ts';

/** A table whose rows a statement above took away, all of them. */
export interface Emptied {
  /** PostgreSQL: nobody else can have put rows there since, as the lock of a TRUNCATE is still held. */
  readonly isLocked: boolean;
  /** The file itself has put a few there since, row by row. */
  readonly isRefilled: boolean;
}

/**
 * What the table holds when the statement comes, if a TRUNCATE or a DELETE without condition of the same way through the
 * file emptied it and nothing filled it since; null for all other tables.
 */
export function emptiedAbove(
  reviewed: ReviewedFile,
  statement: ReviewedStatement,
  table: string,
): Emptied | null {
  let last: Emptying | null = null;
  let rows = 0;
  for (const event of eventsOf(reviewed)) {
    if (event.statement.index > statement.index) break;
    if (event.table !== null && event.table !== table) continue;
    if (event.kind === 'fills') {
      rows += event.rows;
    } else if (event.statement.index < statement.index) {
      last = event;
      rows = 0;
    }
  }
  if (last === null || rows >= MANY_ROWS) return null;
  if (last.statement.run.direction !== statement.run.direction) return null;
  return {
    isLocked: last.isLocking && transactionOf(reviewed, statement).includes(last.statement),
    isRefilled: rows > 0,
  };
}

/** From this many rows on a table is none that was emptied. */
const MANY_ROWS = 1000;

interface Emptying {
  readonly kind: 'empties';
  readonly statement: ReviewedStatement;
  readonly table: string;
  /** It keeps everybody else from the table until the transaction ends. */
  readonly isLocking: boolean;
}

interface Filling {
  readonly kind: 'fills';
  readonly statement: ReviewedStatement;
  /** Null for what may fill any table. */
  readonly table: string | null;
  readonly rows: number;
}

type Event = Emptying | Filling;

/** Several rules ask about the same file. */
const known = new WeakMap<ReviewedFile, readonly Event[]>();

function eventsOf(reviewed: ReviewedFile): readonly Event[] {
  const kept = known.get(reviewed);
  if (kept !== undefined) return kept;
  const events =
    reviewed.ofKinds('Truncate', 'Delete').length === 0 ? [] : reviewed.fromEach(eventsOfStatement);
  known.set(reviewed, events);
  return events;
}

function eventsOfStatement(
  _statement: ReviewedStatement,
  operations: readonly ReviewedOperation[],
): readonly Event[] {
  return operations.flatMap(change => [...emptied(change), ...filled(change)]);
}

/** In the body of a block a condition may leave it out; the rows of partitions and children come and go by themselves. */
function emptied({ context, statement }: ReviewedOperation): readonly Event[] {
  const { operation, before, target } = context;
  if (operation.kind !== 'Truncate' && operation.kind !== 'Delete') return [];
  if (!statement.syntax.operations.includes(operation) || operation.only === true) return [];
  const isTruncate = operation.kind === 'Truncate';
  if (!isTruncate && (operation.where !== null || operation.limit || operation.reads.length > 0)) return [];
  if (!isTruncate && operation.history === true) return [];
  const key = relationKey(before, operation.table);
  const table = tableAt(before, key);
  if (table?.partitioning != null || (table?.inheritedBy.length ?? 0) > 0) return [];
  const isLocking = isTruncate && target.engine === 'postgresql';
  return [{ kind: 'empties', table: key, isLocking, statement }];
}

function filled({ context, statement }: ReviewedOperation): readonly Event[] {
  const { operation, before } = context;
  const fills = (table: string | null, rows: number): readonly Event[] => [
    { kind: 'fills', table, rows, statement },
  ];
  switch (operation.kind) {
    case 'Insert': {
      const key = relationKey(before, operation.table);
      const isAlone = statement.syntax.operations.includes(operation) && operation.source !== 'select';
      const isView = before.get(key)?.kind === 'view';
      return fills(isView ? null : key, isAlone ? Math.max(operation.rows, 1) : MANY_ROWS);
    }
    case 'CopyRows':
      if (operation.direction === 'to') return [];
      return fills(operation.table === null ? null : relationKey(before, operation.table), MANY_ROWS);
    case 'Merge':
    case 'AttachPartition':
    case 'AlterPartitions':
      return fills(relationKey(before, operation.table), MANY_ROWS);
    case 'RenameTable':
      return fills(relationKey(context.after, operation.to), MANY_ROWS);
    case 'TransactionControl':
      return operation.action === 'rollback' || operation.action === 'rollback-to'
        ? fills(null, MANY_ROWS)
        : [];
    case 'Unknown':
      return fills(null, MANY_ROWS);
    case 'ExecuteBlock':
    case 'DynamicStatement':
    case 'Query':
      return unreadCode(context) === null ? [] : fills(null, MANY_ROWS);
    default:
      return [];
  }
}
