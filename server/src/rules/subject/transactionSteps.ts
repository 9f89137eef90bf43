import type { OperationContext, ReviewedFile, ReviewedStatement } from '../rule.ts';
import { transactionsOf } from './fileTransaction.ts';
import { isDataChange } from './statementWords.ts';
import { type StrongLock, strongLockOf } from './strongLock.ts';

/** A statement of its own inside a transaction: one of the file, or one of the body of a DO block. */
export interface TransactionStep {
  readonly statement: ReviewedStatement;
  readonly operations: readonly OperationContext[];
  /** Those of its changes of the schema that ask for a strong lock on an existing relation. */
  readonly locks: readonly { readonly context: OperationContext; readonly lock: StrongLock }[];
  /** It is the COMMIT of a body; that of the file ends the group anyway. */
  readonly endsTransaction: boolean;
}

/**
 * PostgreSQL: what a file runs in one transaction, step by step. A DO block is a transaction of its own where the runner
 * opens none, and its COMMIT ends one. Groups of a single step are left out.
 */
export function stepsOfTransactions(reviewed: ReviewedFile): readonly (readonly TransactionStep[])[] {
  const known = stepsOfFiles.get(reviewed);
  if (known !== undefined) return known;
  const groups = groupSteps(reviewed);
  stepsOfFiles.set(reviewed, groups);
  return groups;
}

/** Several rules ask about the same file. */
const stepsOfFiles = new WeakMap<ReviewedFile, readonly (readonly TransactionStep[])[]>();

function groupSteps(reviewed: ReviewedFile): readonly (readonly TransactionStep[])[] {
  const steps = reviewed.fromEach(stepsOf);
  const groups: TransactionStep[][] = [];
  let at = 0;
  // Both are in file order.
  for (const group of transactionsOf(reviewed)) {
    const last = group.at(-1)?.index ?? 0;
    const next = steps[at + 1];
    if (group.length === 1 && next?.statement.index !== last) {
      at++;
      continue;
    }
    let open: TransactionStep[] = [];
    for (let step = steps[at]; step !== undefined && step.statement.index <= last; step = steps[++at]) {
      open.push(step);
      if (!step.endsTransaction) continue;
      if (open.length > 1) groups.push(open);
      open = [];
    }
    if (open.length > 1) groups.push(open);
  }
  return groups;
}

/** The statement itself, then the statements of its body. */
function stepsOf(statement: ReviewedStatement): readonly TransactionStep[] {
  const { operations, syntax } = statement;
  if (operations.length === syntax.operations.length) return [stepOf(statement, operations)];
  const outer = operations.filter(({ operation }) => syntax.operations.includes(operation));
  const steps = [stepOf(statement, outer)];
  for (const { operation } of operations) {
    if (operation.kind !== 'ExecuteBlock' && operation.kind !== 'DynamicStatement') continue;
    for (const embedded of operation.body) {
      const own = operations.filter(context => embedded.operations.includes(context.operation));
      if (own.length > 0) steps.push(stepOf(statement, own));
    }
  }
  return steps;
}

function stepOf(statement: ReviewedStatement, operations: readonly OperationContext[]): TransactionStep {
  return {
    statement,
    operations,
    locks: operations.flatMap(context => {
      const lock = isDataChange(context.operation) ? null : strongLockOf(context);
      return lock === null ? [] : [{ context, lock }];
    }),
    endsTransaction: isOfBody(statement, operations) && operations.some(endsTransaction),
  };
}

function isOfBody({ syntax }: ReviewedStatement, operations: readonly OperationContext[]): boolean {
  return operations.some(({ operation }) => !syntax.operations.includes(operation));
}

function endsTransaction({ operation }: OperationContext): boolean {
  return (
    operation.kind === 'TransactionControl' &&
    (operation.action === 'commit' || operation.action === 'rollback')
  );
}
