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

/** Two rules ask about the same file. */
const transactions = new WeakMap<ReviewedFile, readonly (readonly ReviewedStatement[])[]>();

function groupByTransaction({ statements }: ReviewedFile): readonly (readonly ReviewedStatement[])[] {
  const groups: ReviewedStatement[][] = [];
  let open: ReviewedStatement[] | null = null;
  let section: number | null = null;
  for (const statement of statements) {
    const control = controlOf(statement);
    if (statement.run.section !== section) open = null;
    section = statement.run.section;
    if (control === 'begin' && !isRunnersOwn(statement)) open = null;
    if (open !== null && statement.run.inTransaction) open.push(statement);
    else {
      const group = [statement];
      groups.push(group);
      open = statement.run.inTransaction ? group : null;
    }
    if (control === 'end') open = null;
  }
  return groups;
}

/** BEGIN inside the runner's transaction opens none of its own. */
function isRunnersOwn({ run }: ReviewedStatement): boolean {
  return run.transaction === 'file';
}

function controlOf({ syntax }: ReviewedStatement): 'begin' | 'end' | null {
  const operation = syntax.operations[0];
  if (operation?.kind !== 'TransactionControl') return null;
  switch (operation.action) {
    case 'begin':
    case 'set-autocommit-off':
      return 'begin';
    case 'commit':
    case 'rollback':
    case 'set-autocommit-on':
      return 'end';
    case 'savepoint':
    case 'release':
    case 'rollback-to':
      return null;
  }
}
