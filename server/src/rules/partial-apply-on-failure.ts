import type { FrameworkName } from '../frameworks/framework.ts';
import { displayName } from '../operations/names.ts';
import type { Operation } from '../operations/operation.ts';
import { type FollowUpStyle, nonTransactionalFollowUp } from './fixes/followUps.ts';
import { cutStatements } from './fixes/moveStatement.ts';
import { moveToFollowUp, slugOfPart } from './fixes/moveToFollowUp.ts';
import { remedies } from './fixes/remedy.ts';
import { plan } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixPlan,
  type FixSite,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedStatement,
} from './rule.ts';
import { operationWords } from './subject/actionWords.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelation } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { isDataChange, statementWords } from './subject/statementWords.ts';
import { subjectOf } from './subject/strongLock.ts';
import { code } from './subject/wording.ts';

export const partialApplyOnFailure = fileRule({
  metadata: {
    id: 'partial-apply-on-failure',
    title: 'A later statement can fail after earlier ones committed',
    categories: ['partial-state'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe',
    related: { liquibase: ['OneChangePerChangeset'], dbsafe: ['--idempotent'] },
  },
  *check(reviewed) {
    if (!commitsOnTheWay(reviewed)) return;
    for (const direction of ['up', 'down'] as const) {
      const finding = firstRisk(reviewed.statements.filter(({ run }) => run.direction === direction));
      if (finding !== null) yield finding;
    }
  },
});

/**
 * Liquibase counts by changeset, of which nothing is known here. Who runs a plain file of PostgreSQL may well wrap it in
 * a transaction.
 */
function commitsOnTheWay({ file, target }: ReviewedFile): boolean {
  if (file.framework === 'liquibase') return false;
  return target.engine !== 'postgresql' || file.framework !== 'plain';
}

function firstRisk(statements: readonly ReviewedStatement[]): FileFindingDraft | null {
  const removed = new Set<string>();
  let committed: { readonly statement: ReviewedStatement; readonly context: OperationContext } | null = null;
  for (const statement of statements) {
    const isCommitted = commitsByItself(statement);
    if (committed !== null && isCommitted) {
      const risky = statement.operations.find(canFailOnRows);
      if (risky !== undefined) return finding(committed, statement, risky);
    }
    const change = isCommitted
      ? statement.operations.find(context => cannotBeRepeated(context) && !removed.has(madeName(context)))
      : undefined;
    for (const context of statement.operations) if (isGuardedDrop(context)) removed.add(droppedName(context));
    if (change !== undefined) committed ??= { statement, context: change };
  }
  return null;
}

/** `DROP ... IF EXISTS x`, behind which `CREATE ... x` works as often as it is run. */
function isGuardedDrop({ operation }: OperationContext): boolean {
  return (operation.kind === 'DropTable' || operation.kind === 'DropObject') && operation.ifExists;
}

function droppedName({ operation }: OperationContext): string {
  if (operation.kind === 'DropTable') return displayName(operation.table);
  return operation.kind === 'DropObject' ? displayName(operation.name) : '';
}

function madeName({ operation }: OperationContext): string {
  switch (operation.kind) {
    case 'CreateTable':
      return displayName(operation.table);
    case 'CreateView':
      return displayName(operation.view);
    case 'CreateRoutine':
      return displayName(operation.routine);
    case 'CreateTrigger':
      return operation.trigger.value;
    default:
      return '';
  }
}

function commitsByItself({ run, operations }: ReviewedStatement): boolean {
  const engine = operations[0]?.target.engine;
  return engine !== undefined && (engine !== 'postgresql' || !run.inTransaction);
}

/** A change of the schema that stops the next run, since it is there already. */
const cannotBeRepeated = perContext(({ operation, statement }: OperationContext): boolean => {
  if (isDataChange(operation) || !statement.operations.includes(operation)) return false;
  if ('ifNotExists' in operation && operation.ifNotExists) return false;
  if ('ifExists' in operation && operation.ifExists) return false;
  if ('orReplace' in operation && operation.orReplace) return false;
  switch (operation.kind) {
    case 'CreateTable':
      return operation.persistence !== 'temporary';
    case 'DropTable':
      return !operation.temporary;
    case 'AddColumn':
    case 'DropColumn':
    case 'RenameColumn':
    case 'AddConstraint':
    case 'DropConstraint':
    case 'RenameTable':
    case 'CreateIndex':
    case 'DropIndex':
    case 'RenameIndex':
    case 'CreateView':
    case 'CreateType':
    case 'AddEnumValue':
    case 'CreateSequence':
    case 'CreateTrigger':
    case 'CreateRoutine':
      return true;
    case 'ModifyColumn':
      return operation.verb === 'change' && operation.column.value !== operation.definition.name.value;
    default:
      return false;
  }
});

/** Work on the rows of a table that is in use: it can meet a row that does not fit, or take too long. */
const canFailOnRows = perContext((context: OperationContext): boolean => {
  const { operation, note } = context;
  const subject = subjectOf(operation);
  if (subject === null || existingRelation(context, subject) === null) return false;
  switch (operation.kind) {
    case 'Update':
    case 'Delete':
      return !operation.limit;
    case 'Insert':
      return operation.source === 'select' && operation.onConflict === 'none';
    case 'Merge':
      return true;
    case 'CopyRows':
      return operation.direction === 'from';
    case 'DropTable':
    case 'Truncate':
    case 'Maintenance':
      return false;
    default:
      return note !== null && note.refusal === null && note.duration === 'grows-with-table';
  }
});

function finding(
  committed: { readonly statement: ReviewedStatement; readonly context: OperationContext },
  statement: ReviewedStatement,
  context: OperationContext,
): FileFindingDraft {
  const done = committed.context.operation;
  const subject = done.kind === 'CreateTable' ? done.table : subjectOf(done);
  const of = subject === null ? '' : ` of ${code(displayName(subject))}`;
  return {
    statement: statement.index,
    span: statement.syntax.operations.includes(context.operation)
      ? statementHead(context)
      : context.operation.span,
    message: `If this ${code(operationWords(context, context.operation))} fails, the ${code(operationWords(committed.context, committed.context.operation))}${of} above is committed all the same, and the next run stops there${aftermath(context.file.framework)}.`,
    related: [
      {
        place: {
          kind: 'statement',
          path: context.file.path,
          statement: committed.statement.index,
          span: statementHead(committed.context),
        },
        message: `This ${statementWords(committed.context.operation)} is committed by then.`,
      },
    ],
    fixes: remedies(context, [
      {
        title: 'Move this statement and what follows to a migration of its own',
        kind: 'safe',
        build(style) {
          const { site } = style;
          const isUp = site.run.direction === 'up' && !site.run.explicitTransaction;
          const moved = site.statements.flatMap(({ syntax, section }, index) =>
            index >= site.index &&
            section === site.run.section &&
            syntax.operations.some(({ kind }) => kind !== 'SetVariable')
              ? [index]
              : [],
          );
          if (!isUp || belongsTogether(site, moved)) return null;
          return context.target.engine === 'postgresql'
            ? oneEach(style, moved)
            : moveToFollowUp(style, moved, { slug: slugOfPart(site) });
        },
      },
    ]),
  };
}

/**
 * Whether what would move lives on what stays: a session that is set up above it, words of a client that cuts the file,
 * or a part that only comes to take the place of another one and would be seen as such in between.
 */
function belongsTogether({ text, statements }: FixSite, moved: readonly number[]): boolean {
  if (/^[ \t]*delimiter\b/im.test(text)) return true;
  // Settings stay behind when others move, and one that stands further down is meant for what follows it.
  if (statements.some(({ syntax }) => syntax.operations.some(setsSessionUp))) return true;
  const first = moved[0] ?? statements.length;
  const made = new Set<string>();
  for (const { syntax } of statements.slice(0, first))
    for (const operation of syntax.operations) {
      if (operation.kind === 'AddColumn') made.add(operation.column.name.value.toLowerCase());
      if (operation.kind === 'CreateTable') made.add(operation.table.name.value.toLowerCase());
    }
  return moved.some(index =>
    statements[index]?.syntax.operations.some(operation => changesOne(operation, made)),
  );
}

function setsSessionUp(operation: Operation): boolean {
  return (
    operation.kind === 'UseDatabase' ||
    (operation.kind === 'SetVariable' && !/timeout$/i.test(operation.name))
  );
}

function changesOne(operation: Operation, names: ReadonlySet<string>): boolean {
  switch (operation.kind) {
    case 'RenameColumn':
    case 'DropColumn':
    case 'ModifyColumn':
      return names.has(operation.column.value.toLowerCase());
    case 'RenameTable':
    case 'DropTable':
      return names.has(operation.table.name.value.toLowerCase());
    default:
      return false;
  }
}

/** PostgreSQL: statements that ran outside a transaction go on to do so, each in a migration of its own. */
function oneEach({ site }: FollowUpStyle, moved: readonly number[]): FixPlan | null {
  const cut = cutStatements(site, moved);
  if (cut === null) return null;
  return plan({
    edits: cut.edits,
    followUps: cut.texts.map((text, at) =>
      nonTransactionalFollowUp(site, { slug: slugOfPart(site, at + 1), statements: [text] }),
    ),
  });
}

/** What has to be done by hand, by the tools' manuals. */
function aftermath(framework: FrameworkName): string {
  switch (framework) {
    case 'flyway':
      return '; Flyway wants `flyway repair` first';
    case 'golang-migrate':
      return '; golang-migrate keeps the version as dirty until `force`';
    case 'prisma':
      return '; Prisma wants `migrate resolve` first (P3009)';
    default:
      return '';
  }
}
