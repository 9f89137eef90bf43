import { relationKey } from '../catalog/catalog.ts';
import type { LockNote } from '../engines/lockNote.ts';
import { statementNote } from '../engines/statementNote.ts';
import type { TableConstraint } from '../operations/constraints.ts';
import type { Operation } from '../operations/operation.ts';
import type { Span } from '../text/span.ts';
import { joinWithEarlier } from './fixes/joinAlters.ts';
import { remedies } from './fixes/remedy.ts';
import { type FileFindingDraft, fileRule, type OperationContext, type ReviewedStatement } from './rule.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { subjectOf } from './subject/strongLock.ts';

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
    // By table: the last such statement, as long as nothing behind it may need it.
    const open = new Map<string, Work>();
    for (const statement of statements) {
      const work = workOf(statement);
      const previous = work === null ? undefined : open.get(work.existing.key);
      if (work !== null && previous !== undefined && canJoin(previous, work)) yield finding(previous, work);
      for (const key of open.keys()) if (mayNeed(statement, key)) open.delete(key);
      if (work !== null) open.set(work.existing.key, work);
    }
  },
});

/** Only what is certainly about something else stands between two statements without a say. */
function mayNeed({ operations, syntax, run }: ReviewedStatement, key: string): boolean {
  if (syntax.level !== 'full' || run.direction === 'down') return true;
  return operations.some(({ operation, before }) => {
    if (operation.kind === 'CommentOn') return false;
    const table = HARMLESS.has(operation.kind) ? subjectOf(operation) : null;
    return table === null || relationKey(before, table) === key;
  });
}

/** Statements that read no other table than the one they name. */
const HARMLESS: ReadonlySet<string> = new Set([
  'AddColumn',
  'DropColumn',
  'AlterColumnType',
  'ModifyColumn',
  'SetColumnDefault',
  'DropColumnDefault',
  'SetNotNull',
  'DropNotNull',
  'CreateIndex',
  'DropIndex',
  'SetTableOption',
  'SetStorageParameters',
]);

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
  if (syntax.level !== 'full') return null;
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

/** The actions without the clauses, which the first statement has too. */
function actionsOf({ syntax: { alterTable, algorithm, lock } }: ReviewedStatement): readonly Span[] {
  return (alterTable?.actions ?? []).filter(
    ({ start, end }) =>
      ![algorithm, lock].some(
        clause => clause !== null && start <= clause.span.start && clause.span.end <= end,
      ),
  );
}

/** On one table, in one transaction or in none, with the same kind of work, and without one needing the other. */
function canJoin(first: Work, second: Work): boolean {
  return (
    first.existing.key === second.existing.key &&
    first.statement.run.section === second.statement.run.section &&
    first.statement.run.inTransaction === second.statement.run.inTransaction &&
    clausesOf(first) === clausesOf(second) &&
    first.note.algorithm === second.note.algorithm &&
    first.note.rewritesTable === second.note.rewritesTable &&
    !partsOf(first).some(part => partsOf(second).includes(part))
  );
}

function clausesOf({ statement: { syntax } }: Work): string {
  return `${syntax.algorithm?.value ?? ''} ${syntax.lock?.value ?? ''} ${syntax.wait?.value ?? ''}`;
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
        build: ({ site }) =>
          joinWithEarlier(site, site.index - (second.statement.index - first.statement.index), {
            sql: context.sql,
            actions: actionsOf(second.statement),
          }),
      },
    ]),
  };
}
