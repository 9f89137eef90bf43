import type { LockNote } from '../engines/lockNote.ts';
import { statementNote } from '../engines/statementNote.ts';
import type { TableConstraint } from '../operations/constraints.ts';
import type { Operation } from '../operations/operation.ts';
import { textOf } from '../text/span.ts';
import { cutStatement } from './fixes/moveStatement.ts';
import { remedies } from './fixes/remedy.ts';
import { plan } from './fixes/site.ts';
import { type FileFindingDraft, fileRule, type OperationContext, type ReviewedStatement } from './rule.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';

export const severalAltersOnOneTable = fileRule({
  metadata: {
    id: 'several-alters-on-one-table',
    title: 'A table is rebuilt or read more often than needed',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe',
    related: {
      eugene: ['W12'],
      'postgres-language-server': ['multipleAlterTable'],
      spirit: ['multiple_alter_table'],
      goInception: ['ER_ALTER_TABLE_ONCE'],
      bytebase: ['STATEMENT_MERGE_ALTER_TABLE'],
    },
  },
  *check({ statements }) {
    let previous: Work | null = null;
    for (const statement of statements) {
      const work = workOf(statement);
      if (work !== null && previous !== null && canJoin(previous, work)) yield finding(previous, work);
      // Whatever stands between two statements may need the first or be needed by the second.
      previous = work;
    }
  },
});

/** An ALTER TABLE that goes through the rows of an existing table. */
interface Work {
  readonly statement: ReviewedStatement;
  readonly context: OperationContext;
  readonly existing: ExistingRelation;
  readonly note: LockNote;
}

function workOf(statement: ReviewedStatement): Work | null {
  const { syntax, operations, run } = statement;
  const [context] = operations;
  const head = syntax.alterTable;
  if (context === undefined || head === null || run.direction === 'down') return null;
  if (syntax.algorithm !== null || syntax.lock !== null || syntax.level !== 'full') return null;
  if (operations.some(({ operation }) => !('table' in operation) || NOT_IN_A_LIST.has(operation.kind)))
    return null;
  const existing = existingRelation(context, head.table);
  const note = statementNote(operations.flatMap(operation => operation.note ?? []));
  if (existing === null || note === null || note.refusal !== null) return null;
  return note.rewritesTable || note.scansTable ? { statement, context, existing, note } : null;
}

/** ALTER TABLE forms that stand alone, or that would work on another table afterwards. */
const NOT_IN_A_LIST: ReadonlySet<string> = new Set([
  'RenameTable',
  'RenameColumn',
  'RenameConstraint',
  'SetTableSchema',
  'AttachPartition',
  'DetachPartition',
  'AlterPartitions',
  'CreateIndex',
]);

/** On one table, in one transaction or in none, with the same kind of work, and without one needing the other. */
function canJoin(first: Work, second: Work): boolean {
  return (
    first.existing.key === second.existing.key &&
    first.statement.run.section === second.statement.run.section &&
    first.note.algorithm === second.note.algorithm &&
    first.note.rewritesTable === second.note.rewritesTable &&
    !partsOf(first).some(part => partsOf(second).includes(part))
  );
}

/** Columns and constraints that the actions name, in lower case. */
function partsOf({ statement }: Work): readonly string[] {
  return statement.syntax.operations.flatMap(namesIn).map(name => name.toLowerCase());
}

function namesIn(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'AddColumn':
      return [operation.column.name.value];
    case 'ModifyColumn':
      return [operation.column.value, operation.definition.name.value];
    case 'AddConstraint':
      return namesOfConstraint(operation.constraint);
    case 'DropConstraint':
    case 'ValidateConstraint':
    case 'AlterConstraint':
      return operation.name === null ? [] : [operation.name.value];
    default:
      return 'column' in operation && operation.column !== null && 'value' in operation.column
        ? [operation.column.value]
        : [];
  }
}

function namesOfConstraint(constraint: TableConstraint): readonly string[] {
  const own = constraint.name === null ? [] : [constraint.name.value];
  switch (constraint.kind) {
    case 'primary-key':
    case 'unique':
    case 'exclude':
      return [...own, ...constraint.parts.flatMap(({ column }) => column?.value ?? [])];
    case 'foreign-key':
      return [...own, ...constraint.columns.map(({ value }) => value)];
    case 'check':
      return [...own, ...constraint.expression.columns];
    case 'not-null':
      return [...own, constraint.column.value];
  }
}

function finding(first: Work, second: Work): FileFindingDraft {
  const { existing, context, note } = second;
  const times = note.rewritesTable ? 'rebuilt' : 'read';
  return {
    statement: second.statement.index,
    span: statementHead(context),
    message: `${existing.label} is ${times} here once more; in one ALTER TABLE with the one before it is ${times} once for both.`,
    table: existing.key,
    related: [
      {
        place: {
          kind: 'statement',
          path: first.context.file.path,
          statement: first.statement.index,
          span: statementHead(first.context),
        },
        message: `${existing.label} is ${times} here first.`,
      },
    ],
    fixes: remedies(context, [
      {
        title: 'Join both into one ALTER TABLE',
        kind: 'safe',
        build({ site }) {
          const target = site.statements[site.index - 1];
          const own = second.statement.syntax.alterTable?.actions ?? [];
          const [start, end] = [own[0]?.start, own.at(-1)?.end];
          const cut = cutStatement(site, site.index);
          if (target === undefined || start === undefined || end === undefined || cut === null) return null;
          const at = target.span.end;
          const actions = textOf(context.sql, { start, end });
          return plan({
            edits: [{ span: { start: at, end: at }, newText: `,${site.newline}  ${actions}` }, cut.edit],
          });
        },
      },
    ]),
  };
}
