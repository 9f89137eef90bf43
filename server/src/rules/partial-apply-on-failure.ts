import type { FrameworkName } from '../frameworks/framework.ts';
import { displayName } from '../operations/names.ts';
import type { Operation } from '../operations/operation.ts';
import { type FollowUpStyle, nonTransactionalFollowUp } from './fixes/followUps.ts';
import { cutStatements } from './fixes/moveStatement.ts';
import { moveToFollowUp, slugOfPart } from './fixes/moveToFollowUp.ts';
import { nextChangeSet } from './fixes/nextChangeSet.ts';
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
import { type ApplyStep, applySteps, isNamedByServer } from './subject/applySteps.ts';
import { meetsNoOrphan, type RowTraces, rowTraces } from './subject/orphansBefore.ts';
import { isPassedOverNextTime } from './subject/passedOver.ts';
import { replacedUniqueKey } from './subject/replacedUniqueKey.ts';
import { statementHead } from './subject/statementHead.ts';
import { statementWords } from './subject/statementWords.ts';
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
    const isOneChange = changesCompared(reviewed);
    for (const steps of unitsOf(reviewed)) {
      const finding = firstRisk(reviewed, steps, isOneChange);
      if (finding !== null) yield finding;
    }
  },
});

/** Who runs a plain file of PostgreSQL may well wrap it in a transaction. */
function commitsOnTheWay({ file, target }: ReviewedFile): boolean {
  return target.engine !== 'postgresql' || file.framework !== 'plain';
}

/** What the tool records at once: the way forward, the way back; with Liquibase each changeset. */
function unitsOf(reviewed: ReviewedFile): Iterable<readonly ApplyStep[]> {
  const units = new Map<string, ApplyStep[]>();
  for (const step of reviewed.fromEach(applySteps)) {
    const { section, direction } = step.statement.run;
    const key = reviewed.file.framework === 'liquibase' ? `${direction} ${section}` : direction;
    const unit = units.get(key) ?? [];
    unit.push(step);
    units.set(key, unit);
  }
  return units.values();
}

type Comparison = (left: ReviewedStatement, right: ReviewedStatement) => boolean;

/** Statements that a tool makes of one change of a changelog stand at one place, and nobody can part them. */
function changesCompared({ source }: ReviewedFile): Comparison {
  const placeOf = ({ index }: ReviewedStatement): number => source.statements[index]?.span.start ?? -index;
  return (left, right) => placeOf(left) === placeOf(right);
}

interface Committed {
  readonly statement: ReviewedStatement;
  readonly context: OperationContext;
}

function firstRisk(
  reviewed: ReviewedFile,
  steps: readonly ApplyStep[],
  isOneChange: Comparison,
): FileFindingDraft | null {
  const removed = new Set<string>();
  let committed: Committed | null = null;
  let rows: Committed | null = null;
  let second: FileFindingDraft | null = null;
  const above: RowTraces[] = [];
  for (const step of steps) {
    const { statement, changesExisting } = step;
    // A change of the schema commits what came before even when it fails itself.
    if (step.commitsRows && rows !== null) committed ??= rows;
    if (committed !== null && !isOneChange(committed.statement, statement)) {
      const risky = step.risks.find(
        context => !meetsNoOrphan(context, above) && !meetsNoTwin(reviewed, context),
      );
      if (risky !== undefined) return finding(reviewed, committed, statement, risky);
      if (changesExisting !== null && changesExisting.file.framework === 'liquibase')
        second ??= severalChanges(reviewed, committed, statement, changesExisting);
    }
    const changes = step.changes.filter(({ made }) => !removed.has(made));
    for (const name of step.removed) removed.add(name);
    const change = changes.find(({ context }) => !isNamedByServer(context)) ?? changes[0];
    if (change !== undefined && (committed === null || isSurerStop(change.context, committed.context)))
      committed = { statement, context: change.context };
    if (step.traces !== null) above.push(step.traces);
    if (step.rows !== null) rows ??= { statement, context: step.rows };
  }
  return second;
}

/** A unique key that takes the place of one which held until the file dropped it, with no row changed in between. */
function meetsNoTwin(reviewed: ReviewedFile, context: OperationContext): boolean {
  // A concurrent build meets what others write meanwhile.
  if ('concurrently' in context.operation && context.operation.concurrently) return false;
  const made = reviewed.ofKinds('AddConstraint', 'CreateIndex').find(change => change.context === context);
  const drop = made === undefined ? null : replacedUniqueKey(reviewed, made);
  if (made === undefined || drop === null) return false;
  return reviewed.statements
    .slice(drop.statement.index + 1, made.statement.index)
    .every(statement => rowTraces(statement)?.changesRows !== true);
}

/** What stops the next run says more than what is only made twice. */
function isSurerStop(change: OperationContext, committed: OperationContext): boolean {
  return isNamedByServer(committed) && !isNamedByServer(change);
}

/** Liquibase on MySQL and MariaDB: whatever stops the second change, the first one stays and is run again. */
function severalChanges(
  reviewed: ReviewedFile,
  committed: Committed,
  statement: ReviewedStatement,
  context: OperationContext,
): FileFindingDraft {
  return {
    ...finding(reviewed, committed, statement, context),
    severity: 'info',
  };
}

function finding(
  reviewed: ReviewedFile,
  committed: Committed,
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
    message: `If this ${code(operationWords(context, context.operation))} fails, the ${code(operationWords(committed.context, committed.context.operation))}${of} above is committed all the same, and the next run ${isPassedOverNextTime(reviewed, statement) ? PASSED_OVER : `${nextRun(committed.context)}${aftermath(context.file.framework)}`}.`,
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
    fixes: [
      ...(context.file.framework === 'liquibase' ? [nextChangeSet] : []),
      ...remedies(context, [
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
    ],
  };
}

/** Liquibase with `onFail` MARK_RAN, which also records the changeset, or CONTINUE. */
const PASSED_OVER = 'leaves the rest out, since the precondition of the changeset holds no more';

function nextRun(context: OperationContext): string {
  const { operation } = context;
  if (operation.kind === 'Insert') return 'adds its rows once more, or stops at them';
  if (!isNamedByServer(context)) return 'stops there';
  const mayStop =
    operation.kind === 'AddConstraint' &&
    operation.constraint.kind === 'foreign-key' &&
    operation.constraint.indexName !== null;
  return mayStop ? 'adds a second one like it, or stops there' : 'adds a second one like it';
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
    // On a table of the same migration they meet no rows; of an earlier one, they would be seen as if they did.
    case 'AddConstraint':
    case 'CreateIndex':
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
    case 'liquibase':
      return ', since Liquibase runs the whole changeset again';
    case 'sqlx':
      return '; sqlx takes the version for partially applied until its row is deleted';
    default:
      return '';
  }
}
