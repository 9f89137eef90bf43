import type { OperationOf } from '../operations/operation.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { cutStatements } from './fixes/moveStatement.ts';
import { plan, statementText } from './fixes/site.ts';
import {
  type FileContext,
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedOperation,
  type ReviewedStatement,
} from './rule.ts';
import { calledRoutines } from './subject/calledRoutines.ts';
import { standsAlone } from './subject/relations.ts';
import { code } from './subject/wording.ts';

export const transactionControlConflictsWithRunner = fileRule({
  metadata: {
    id: 'transaction-control-conflicts-with-runner',
    title: 'BEGIN/COMMIT disagrees with the runner, or is unbalanced',
    categories: ['partial-state'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql'],
    fixes: 'safe and suggestion',
    related: {
      squawk: ['transaction-nesting', 'ban-uncommitted-transaction'],
      'postgres-language-server': ['transactionNesting'],
      pgfence: ['unclosed-transaction'],
      migrationpilot: ['MP053'],
    },
  },
  *check(reviewed) {
    const controls = reviewed
      .ofKinds('TransactionControl')
      .flatMap(({ statement, context }) =>
        context.operation.kind === 'TransactionControl'
          ? [{ statement, context, action: context.operation.action }]
          : [],
      );
    yield* reviewed.ofKinds('DynamicStatement').flatMap(endInProcedure);
    if (controls.length === 0) return;
    const unitOf = unitsOf(reviewed.file);
    for (const unit of new Set(controls.map(({ statement }) => unitOf(statement)))) {
      const own = controls.filter(({ statement }) => unitOf(statement) === unit);
      const section = reviewed.statements.filter(statement => unitOf(statement) === unit);
      yield* own.flatMap(endInBody);
      yield* checkSection(
        section,
        own.filter(({ statement, context }) => statement.syntax.operations.includes(context.operation)),
      );
    }
  },
});

/** What the tool runs at once: the way forward or back; with Liquibase each changeset. */
function unitsOf({ framework }: FileContext): (statement: ReviewedStatement) => string {
  return ({ run: { direction, section } }) =>
    framework === 'liquibase' ? `${direction} ${section}` : direction;
}

interface Control {
  readonly statement: ReviewedStatement;
  readonly context: OperationContext;
  readonly action: OperationOf<'TransactionControl'>['action'];
}

/** COMMIT of a DO block: allowed only where no transaction is open around it (SQLSTATE 2D000). */
function endInBody({ statement, context, action }: Control): FileFindingDraft[] {
  if (statement.syntax.operations.includes(context.operation) || !statement.run.inTransaction) return [];
  if (statement.syntax.operations[0]?.kind !== 'ExecuteBlock') return [];
  if (action !== 'commit' && action !== 'rollback') return [];
  return [
    {
      statement: statement.index,
      span: context.operation.span,
      severity: 'error',
      categories: ['fails'],
      message: `${code(action.toUpperCase())} in a DO block fails inside ${transactionText(context)} (SQLSTATE 2D000).`,
    },
  ];
}

/** CALL of a procedure of these migrations that commits: refused like the COMMIT of a DO block. */
function endInProcedure({ statement, context }: ReviewedOperation): FileFindingDraft[] {
  if (!statement.run.inTransaction || !standsAlone(context)) return [];
  if (context.target.engine !== 'postgresql') return [];
  const ending = calledRoutines(context).find(({ signatures }) =>
    signatures.some(({ body }) =>
      body.some(({ operations }) =>
        operations.some(
          operation =>
            operation.kind === 'TransactionControl' &&
            (operation.action === 'commit' || operation.action === 'rollback'),
        ),
      ),
    ),
  );
  if (ending === undefined) return [];
  return [
    {
      statement: statement.index,
      span: context.operation.span,
      severity: 'error',
      categories: ['fails'],
      message: `${code(ending.name)} ends transactions, which fails inside ${transactionText(context)} (SQLSTATE 2D000).`,
    },
  ];
}

function transactionText({ run, file }: OperationContext): string {
  if (run.explicitTransaction) return 'the transaction that is open here';
  return run.transaction === 'file'
    ? `the transaction that ${file.frameworkTitle} opens for this file`
    : `the one transaction in which PostgreSQL runs what ${file.frameworkTitle} sends together`;
}

function* checkSection(
  section: readonly ReviewedStatement[],
  controls: readonly Control[],
): Generator<FileFindingDraft> {
  const [first] = controls;
  if (first === undefined) return;
  const isWrapped = section[0]?.run.transaction === 'file';
  const undone = rollbackAtTheEnd(section, controls);
  if (undone !== null) yield undone;
  else if (isWrapped) yield* nested(section, controls);
  else yield* unclosed(controls);
}

/** Who keeps the list of migrations. */
function recorder({ file }: OperationContext): string {
  return file.framework === 'plain' ? 'the tool that runs this file' : file.frameworkTitle;
}

/** ROLLBACK as the last word takes back what stands above it, and the tool records success. */
function rollbackAtTheEnd(
  section: readonly ReviewedStatement[],
  controls: readonly Control[],
): FileFindingDraft | null {
  const ends = controls.filter(
    ({ action }) => action === 'begin' || action === 'commit' || action === 'rollback',
  );
  const last = ends.at(-1);
  if (last === undefined || last.action !== 'rollback') return null;
  const from = ends.at(-2);
  const isWrapped = last.statement.run.transaction === 'file';
  if (from === undefined ? !isWrapped : from.action !== 'begin') return null;
  const start = from?.statement.index ?? -1;
  const taken = section.find(
    ({ index, syntax }) =>
      index > start &&
      index < last.statement.index &&
      syntax.operations.some(
        ({ kind }) => kind !== 'SetVariable' && kind !== 'Query' && kind !== 'TransactionControl',
      ),
  );
  if (taken === undefined) return null;
  return {
    statement: last.statement.index,
    span: last.context.operation.span,
    severity: 'error',
    message: `${code('ROLLBACK')} takes back everything above it, while ${recorder(last.context)} may record the migration as done.`,
  };
}

/** The file brings a transaction into the one of its tool. */
function* nested(
  section: readonly ReviewedStatement[],
  controls: readonly Control[],
): Generator<FileFindingDraft> {
  const own = controls.filter(
    ({ action }) => action === 'begin' || action === 'commit' || action === 'rollback',
  );
  const [first] = own;
  const end = own.find(({ action }) => action !== 'begin');
  if (first === undefined) return;
  const title = first.context.file.frameworkTitle;
  if (end === undefined) {
    yield {
      statement: first.statement.index,
      span: first.context.operation.span,
      message: `${code('BEGIN')} has no effect inside the transaction that ${title} opens for this file.`,
      fixes: [removal([first])],
    };
    return;
  }
  const isPair =
    own.length === 2 && first.action === 'begin' && end.action === 'commit' && spansAll(section, first, end);
  const word = end.action.toUpperCase();
  const rest = section.some(({ index }) => index > end.statement.index);
  yield {
    statement: end.statement.index,
    span: end.context.operation.span,
    severity: end.action === 'rollback' ? 'error' : 'warning',
    message: rest
      ? `${code(word)} ends the transaction that ${title} opened: what follows commits statement by statement, and a failure there leaves the file half applied.`
      : `${code(word)} ends the transaction that ${title} opened: the migration is recorded apart from what it did.`,
    fixes: isPair ? [removal([first, end])] : [],
  };
}

/** True when nothing but settings stands outside of the pair. */
function spansAll(section: readonly ReviewedStatement[], begin: Control, end: Control): boolean {
  return section.every(
    ({ index, syntax }) =>
      (index >= begin.statement.index && index <= end.statement.index) ||
      syntax.operations.every(({ kind }) => kind === 'SetVariable'),
  );
}

function removal(controls: readonly Control[]): FixDraft {
  return {
    title: 'Leave the transaction to the tool',
    kind: 'safe',
    build(site) {
      const cut = cutStatements(
        site,
        controls.map(({ statement }) => statement.index),
      );
      return cut === null ? null : plan({ edits: cut.edits });
    },
  };
}

/** BEGIN that nothing ends, where the tool opens no transaction: the work is thrown away with the connection. */
function* unclosed(controls: readonly Control[]): Generator<FileFindingDraft> {
  let open: Control | null = null;
  for (const control of controls) {
    if (control.action === 'begin') open ??= control;
    else if (control.action === 'commit' || control.action === 'rollback') open = null;
  }
  if (open === null) return;
  yield {
    statement: open.statement.index,
    span: open.context.operation.span,
    severity: 'error',
    message: `Nothing ends the transaction that ${code('BEGIN')} opens: when the connection closes, everything below is taken back, while ${recorder(open.context)} may record the migration as done.`,
    fixes: [
      {
        title: 'Add COMMIT at the end',
        kind: 'suggestion',
        build(site) {
          const sql = sqlWriter(statementText(site));
          const last = site.statements.findLast(({ span }) => span.start >= site.statement.start);
          if (last === undefined || site.run.direction === 'down') return null;
          const at = last.terminator?.end ?? last.span.end;
          return plan({
            edits: [
              {
                span: { start: at, end: at },
                newText: `${last.terminator === null ? ';' : ''}${site.newline}${sql`COMMIT`};`,
              },
            ],
          });
        },
      },
    ],
  };
}
