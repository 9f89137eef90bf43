import type { Section, TransactionMode } from '../frameworks/framework.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import type { StatementContext } from '../rules/rule.ts';
import type { Dialect } from '../syntax/dialect.ts';
import type { ReadStatement } from './readFile.ts';

/** How each statement of a file is run. Equal contexts are the same object, so that they compare by identity. */
export function runContexts(input: {
  readonly statements: readonly ReadStatement[];
  readonly sections: readonly Section[];
  readonly oneString: boolean;
  readonly dialect: Dialect;
}): readonly StatementContext[] {
  const { statements, sections, oneString, dialect } = input;
  const isPostgresql = dialect === 'postgresql';
  const counts = statementCounts(statements, sections);
  let sectionIndex = 0;
  let explicit = false;
  let runnerTransaction: boolean | null = null;
  let last: StatementContext | null = null;
  return statements.map(({ piece, syntax }) => {
    while (
      sectionIndex < sections.length - 1 &&
      piece.span.start >= (sections[sectionIndex]?.span.end ?? 0)
    ) {
      sectionIndex++;
      explicit = false;
      runnerTransaction = null;
    }
    const section = sections[sectionIndex];
    const transaction: TransactionMode = section?.transaction ?? 'none';
    runnerTransaction ??=
      isPostgresql &&
      (transaction === 'file' || ((section?.oneString ?? oneString) && (counts[sectionIndex] ?? 0) > 1));
    const control = transactionControl(syntax);
    if (control === 'begin') explicit = true;
    const context: StatementContext = {
      section: sectionIndex,
      direction: section?.direction ?? 'up',
      transaction,
      inTransaction: explicit || runnerTransaction,
      explicitTransaction: explicit,
    };
    if (last === null || !isSame(last, context)) last = interned(context);
    const current = last;
    if (control === 'end') {
      explicit = false;
      // A COMMIT in a wrapped file ends the runner's transaction; what follows commits by itself.
      runnerTransaction = false;
    }
    return current;
  });
}

/** How many statements each section holds: only several in one string share an implicit transaction. */
function statementCounts(
  statements: readonly ReadStatement[],
  sections: readonly Section[],
): readonly number[] {
  const counts = sections.map(() => 0);
  let at = 0;
  for (const { piece } of statements) {
    while (at < sections.length - 1 && piece.span.start >= (sections[at]?.span.end ?? 0)) at++;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

function transactionControl(syntax: StatementSyntax): 'begin' | 'end' | null {
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

const contexts = new Map<string, StatementContext>();

function interned(context: StatementContext): StatementContext {
  const key = `${context.section} ${context.direction} ${context.transaction} ${context.inTransaction} ${context.explicitTransaction}`;
  const kept = contexts.get(key);
  if (kept !== undefined) return kept;
  contexts.set(key, context);
  return context;
}

function isSame(left: StatementContext, right: StatementContext): boolean {
  return (
    left.section === right.section &&
    left.direction === right.direction &&
    left.transaction === right.transaction &&
    left.inTransaction === right.inTransaction &&
    left.explicitTransaction === right.explicitTransaction
  );
}
