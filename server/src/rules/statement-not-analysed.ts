import { sessionVariable, userVariable } from '../catalog/catalog.ts';
import type { Identifier } from '../operations/names.ts';
import { textOf } from '../text/span.ts';
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
      'ClientCommand',
    )) {
      const message = unread(context, reviewed);
      // What a routine would do is asked when it is called.
      if (message === null || statement.syntax.operations[0]?.kind === 'CreateRoutine') continue;
      yield { statement: statement.index, span: context.operation.span, message };
    }
    for (const finding of unknownNames(reviewed)) yield finding;
  },
});

function unread({ operation, before }: OperationContext, reviewed: ReviewedFile): string | null {
  switch (operation.kind) {
    case 'DynamicStatement':
      if (operation.verb === 'call' || operation.verb === 'deallocate' || operation.text !== null)
        return null;
      if (operation.verb === 'execute' && operation.name !== null && isPrepared(operation.name, reviewed))
        return null;
      if (operation.variable && sessionVariable(before, userVariable(operation.variable))?.body !== undefined)
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
    case 'ClientCommand':
      return RUNS_MORE.has(operation.command.toLowerCase())
        ? `${code(operation.command)} runs what stands elsewhere, and that was not checked with this file.`
        : null;
    default:
      return null;
  }
}

/** Commands of psql and mysql that bring in other files, or the rows of a query as statements. */
const RUNS_MORE: ReadonlySet<string> = new Set([
  '\\i',
  '\\ir',
  '\\include',
  '\\include_relative',
  '\\gexec',
  '\\.',
  'source',
]);

/** The file prepares the statement itself; then that place is the one to speak of. */
function isPrepared(name: string, reviewed: ReviewedFile): boolean {
  return reviewed
    .ofKinds('DynamicStatement')
    .some(
      ({ context: { operation } }) =>
        operation.kind === 'DynamicStatement' && operation.verb === 'prepare' && operation.name === name,
    );
}

/** A name that a template fills in: what is known of the object is that of another, or nothing. */
function* unknownNames({ statements, source, file }: ReviewedFile): Generator<FileFindingDraft> {
  // The statements of structured changelogs are made of other words than stand there.
  if (!file.path.toLowerCase().endsWith('.sql')) return;
  for (const { index, syntax, sql } of statements) {
    const start = source.statements[index]?.span.start;
    const text = start === undefined ? sql : source.text.slice(start, start + sql.length);
    if (text === sql) continue;
    const isFilledIn = ({ span }: Identifier): boolean =>
      textOf(text, span) !== textOf(sql, span) && /[{}<>%$@:]/.test(textOf(text, span));
    const name = identifiersIn(syntax.operations).find(isFilledIn);
    if (name === undefined) continue;
    const isTable = syntax.operations.some(
      operation => 'table' in operation && operation.table !== null && operation.table.name === name,
    );
    yield {
      statement: index,
      span: name.span,
      message: isTable
        ? `The name ${code(textOf(text, name.span))} is filled in when the migration runs: the table behind it is taken for one with rows and without a known schema.`
        : `The name ${code(textOf(text, name.span))} is filled in when the migration runs: what it stands for was not checked.`,
    };
  }
}

/** Every name in the operations, in their order. */
function identifiersIn(value: unknown): readonly Identifier[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isIdentifier(value)) return [value];
  return Object.values(value).flatMap(identifiersIn);
}

function isIdentifier(value: object): value is Identifier {
  return 'quoted' in value && 'value' in value && 'span' in value;
}
