import type { StatementSyntax } from '../operations/statementSyntax.ts';

/** Whether a statement opens a transaction or ends one; null for all others. */
export function transactionControl(syntax: StatementSyntax): 'begin' | 'end' | null {
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
