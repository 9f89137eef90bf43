import { type FileFindingDraft, fileRule, type OperationContext, type ReviewedFile } from './rule.ts';
import { code } from './subject/wording.ts';

export const statementNotAnalysed = fileRule({
  metadata: {
    id: 'statement-not-analysed',
    title: 'What this does could not be told',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'none',
    related: { strong_migrations: ['execute'] },
  },
  *check(reviewed) {
    for (const { statement, context } of reviewed.ofKinds(
      'DynamicStatement',
      'Unknown',
      'UnknownTableAction',
    )) {
      const message = unread(context, reviewed);
      // What a routine would do is asked when it is called.
      if (message === null || statement.syntax.operations[0]?.kind === 'CreateRoutine') continue;
      yield { statement: statement.index, span: context.operation.span, message };
    }
    for (const finding of unknownNames(reviewed)) yield finding;
  },
});

function unread({ operation }: OperationContext, reviewed: ReviewedFile): string | null {
  switch (operation.kind) {
    case 'DynamicStatement':
      if (operation.verb === 'call' || operation.verb === 'deallocate' || operation.text !== null)
        return null;
      if (operation.verb === 'execute' && operation.name !== null && isPrepared(operation.name, reviewed))
        return null;
      return 'The text of this statement is put together when it runs: what it changes, locks or deletes was not checked.';
    case 'Unknown':
      return operation.harmless || operation.verb === ''
        ? operation.harmless
          ? null
          : 'This statement could not be read: what it changes, locks or deletes was not checked.'
        : `This ${code(operation.verb.toUpperCase())} could not be read: what it changes, locks or deletes was not checked.`;
    case 'UnknownTableAction':
      return 'This action could not be read: what it changes, locks or deletes was not checked.';
    default:
      return null;
  }
}

/** The file prepares the statement itself; then that place is the one to speak of. */
function isPrepared(name: string, reviewed: ReviewedFile): boolean {
  return reviewed
    .ofKinds('DynamicStatement')
    .some(
      ({ context: { operation } }) =>
        operation.kind === 'DynamicStatement' && operation.verb === 'prepare' && operation.name === name,
    );
}

/** A name that a template fills in: what is known of the table is that of another, or nothing. */
function* unknownNames({ statements, source }: ReviewedFile): Generator<FileFindingDraft> {
  for (const { index, syntax } of statements) {
    const start = source.statements[index]?.span.start;
    if (start === undefined) continue;
    for (const operation of syntax.operations) {
      const name = 'table' in operation && operation.table !== null ? operation.table.name : null;
      if (name === null) continue;
      const written = source.text.slice(start + name.span.start, start + name.span.end);
      if (!/[{}<>%$@:]/.test(written) || written.includes(name.value)) continue;
      yield {
        statement: index,
        span: name.span,
        message: `The name ${code(written)} is filled in when the migration runs: the table behind it is taken for one with rows and without a known schema.`,
      };
      break;
    }
  }
}
