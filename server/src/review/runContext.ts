import type { Section, TransactionMode } from '../frameworks/framework.ts';
import type { Operation } from '../operations/operation.ts';
import { preparedAssignments } from '../operations/preparedVariables.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import type { StatementContext } from '../rules/rule.ts';
import type { Dialect } from '../syntax/dialect.ts';
import type { ReadStatement } from './readFile.ts';

const NONE: ReadonlySet<Operation> = new Set();

/** How each statement of a file is run. Equal contexts are the same object, so that they compare by identity. */
export function runContexts(input: {
  readonly statements: readonly ReadStatement[];
  readonly sections: readonly Section[];
  readonly oneString: boolean;
  /** Of sections that do not say. */
  readonly repeatable: boolean;
  readonly dialect: Dialect;
}): readonly StatementContext[] {
  const { statements, sections, oneString, dialect, repeatable } = input;
  const isPostgresql = dialect === 'postgresql';
  const counts = statementCounts(statements, sections);
  const called = calledRoutines(statements);
  const prepared = isPostgresql ? NONE : preparedAssignments(variableSteps(statements));
  const wayBack = wayBackBelow(statements, sections);
  let sectionIndex = 0;
  let explicit = false;
  let runnerTransaction: boolean | null = null;
  let last: StatementContext | null = null;
  return statements.map(({ piece, control, syntax }, index) => {
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
    if (control === 'begin') explicit = true;
    const inTransaction = explicit || runnerTransaction;
    const runsBody =
      (called.size > 0 && makesOneOf(called, syntax)) ||
      (prepared.size > 0 && syntax.operations.some(operation => prepared.has(operation)));
    // Everything else is the section's own.
    const isLast =
      last?.section === sectionIndex &&
      last.explicitTransaction === explicit &&
      last.inTransaction === inTransaction &&
      last.runsBody === runsBody &&
      last.startsSession === (index === wayBack);
    const current: StatementContext =
      last !== null && isLast
        ? last
        : interned({
            section: sectionIndex,
            direction: section?.direction ?? 'up',
            transaction,
            inTransaction,
            explicitTransaction: explicit,
            repeatable: section?.repeatable ?? repeatable,
            phase: section?.phase ?? null,
            emptyTables: section?.emptyTables ?? [],
            runsIf: section?.runsIf ?? null,
            runsBody,
            startsSession: index === wayBack,
          });
    last = current;
    if (control === 'end') {
      explicit = false;
      // A COMMIT in a wrapped file ends the runner's transaction; what follows commits by itself.
      runnerTransaction = false;
    }
    return current;
  });
}

/** What puts texts into variables and prepares them: little of a file, which may have very many statements. */
function variableSteps(statements: readonly ReadStatement[]): readonly Operation[] {
  const steps: Operation[] = [];
  for (const { syntax } of statements)
    for (const operation of syntax.operations)
      if (operation.kind === 'SetVariable' || operation.kind === 'DynamicStatement') steps.push(operation);
  return steps;
}

/** The routines that statements of the file call by themselves: CALL p(), SELECT f(). Names without schema, lower case. */
function calledRoutines(statements: readonly ReadStatement[]): ReadonlySet<string> {
  const called = new Set<string>();
  for (const { syntax } of statements) {
    for (const operation of syntax.operations) {
      if (operation.kind === 'Query') for (const name of operation.functions) called.add(bareName(name));
      else if (operation.kind === 'DynamicStatement' && operation.verb === 'call' && operation.name !== null)
        called.add(bareName(operation.name));
    }
  }
  return called;
}

function bareName(name: string): string {
  return name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/["`]/g, '')
    .toLowerCase();
}

function makesOneOf(called: ReadonlySet<string>, { operations }: StatementSyntax): boolean {
  return operations.some(
    operation => operation.kind === 'CreateRoutine' && called.has(operation.routine.name.value.toLowerCase()),
  );
}

/**
 * Index of the first statement of a way back that stands below the whole way forward; -1 without one. Where the two
 * alternate, as in Liquibase's changesets, the parts of the way forward share a session.
 */
function wayBackBelow(statements: readonly ReadStatement[], sections: readonly Section[]): number {
  if (!sections.some(({ direction }) => direction === 'down')) return -1;
  const forward = sections.findLast(({ direction }) => direction === 'up');
  const end = forward?.span.end ?? 0;
  const first = statements.findIndex(({ piece }) => piece.span.start >= end);
  return first <= 0 ? -1 : first;
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

const contexts = new Map<string, StatementContext>();

function interned(context: StatementContext): StatementContext {
  const key = `${context.section} ${context.direction} ${context.transaction} ${context.inTransaction} ${context.explicitTransaction} ${context.repeatable} ${context.phase} ${context.runsBody} ${context.startsSession} ${context.emptyTables} ${context.runsIf === null ? '' : JSON.stringify(context.runsIf)}`;
  const kept = contexts.get(key);
  if (kept !== undefined) return kept;
  contexts.set(key, context);
  return context;
}
