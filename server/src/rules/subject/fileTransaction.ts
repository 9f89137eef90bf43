import type { ReviewedFile, ReviewedStatement } from '../rule.ts';

/**
 * The statements of a file in the transactions they run in: each group shares one, a statement that commits by itself
 * is a group of its own.
 */
export function transactionsOf(reviewed: ReviewedFile): readonly (readonly ReviewedStatement[])[] {
  const known = transactions.get(reviewed);
  if (known !== undefined) return known;
  const groups = groupByTransaction(reviewed);
  transactions.set(reviewed, groups);
  return groups;
}

/** Several rules ask about the same file. */
const transactions = new WeakMap<ReviewedFile, readonly (readonly ReviewedStatement[])[]>();

/** The statements that share a transaction with one of them, itself included. */
export function transactionOf(
  reviewed: ReviewedFile,
  statement: ReviewedStatement,
): readonly ReviewedStatement[] {
  return transactionsOf(reviewed).find(statements => statements.includes(statement)) ?? [];
}

function groupByTransaction(reviewed: ReviewedFile): readonly (readonly ReviewedStatement[])[] {
  const { statements } = reviewed;
  const alone = reviewed.fromEach(groupOfOne);
  const controls = new Map(reviewed.fromEach(controlOf));
  const groups: (readonly ReviewedStatement[])[] = [];
  let start = 0;
  let isOpen = false;
  let section: number | null = null;
  for (const [at, statement] of statements.entries()) {
    const control = controls.size === 0 ? undefined : controls.get(statement);
    const begins =
      statement.run.section !== section || (control === 'begin' && !isRunnersOwn(statement)) || !isOpen;
    if (at > start && (begins || !statement.run.inTransaction)) {
      groups.push(groupOf(statements, alone, start, at));
      start = at;
    }
    section = statement.run.section;
    isOpen = statement.run.inTransaction && control !== 'end';
  }
  if (statements.length > 0) groups.push(groupOf(statements, alone, start, statements.length));
  return groups;
}

type Group = readonly ReviewedStatement[];

/** Most groups of most files are those: they are made once for each statement. */
function groupOfOne(statement: ReviewedStatement): readonly Group[] {
  return [[statement]];
}

function groupOf(
  statements: readonly ReviewedStatement[],
  alone: readonly Group[],
  start: number,
  end: number,
): Group {
  return (end === start + 1 ? alone[start] : undefined) ?? statements.slice(start, end);
}

/** BEGIN inside the runner's transaction opens none of its own. */
function isRunnersOwn({ run }: ReviewedStatement): boolean {
  return run.transaction === 'file';
}

type Control = readonly [statement: ReviewedStatement, control: 'begin' | 'end'];

function controlOf(statement: ReviewedStatement): readonly Control[] {
  const operation = statement.syntax.operations[0];
  if (operation?.kind !== 'TransactionControl') return [];
  switch (operation.action) {
    case 'begin':
    case 'set-autocommit-off':
      return [[statement, 'begin']];
    case 'commit':
    case 'rollback':
    case 'set-autocommit-on':
      return [[statement, 'end']];
    case 'savepoint':
    case 'release':
    case 'rollback-to':
      return [];
  }
}
