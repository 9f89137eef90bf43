import type { Operation } from '../operations/operation.ts';
import { cutStatements } from './fixes/moveStatement.ts';
import { moveToFollowUp, slugOfFile } from './fixes/moveToFollowUp.ts';
import { remedies } from './fixes/remedy.ts';
import { plan } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  type FixPlan,
  type FixSite,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedStatement,
} from './rule.ts';
import { statementHead } from './subject/statementHead.ts';
import { isDataChange, statementWords } from './subject/statementWords.ts';
import { code } from './subject/wording.ts';

export const implicitCommitSplitsMigration = fileRule({
  metadata: {
    id: 'implicit-commit-splits-migration',
    title: 'Transaction around DDL does nothing',
    categories: ['partial-state'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: { bytebase: ['STATEMENT_DISALLOW_COMMIT'] },
  },
  *check(reviewed) {
    if (reviewed.ofKinds('TransactionControl').length === 0) return;
    for (const block of explicitBlocks(reviewed)) yield* checkBlock(block);
  },
});

/** From START TRANSACTION, BEGIN or autocommit=0 to what ends it, or to the end of the file. */
interface Block {
  readonly begin: ReviewedStatement;
  readonly inside: readonly ReviewedStatement[];
  readonly end: ReviewedStatement | null;
}

function explicitBlocks({ statements }: ReviewedFile): Block[] {
  const blocks: Block[] = [];
  let open: { begin: ReviewedStatement; inside: ReviewedStatement[] } | null = null;
  for (const statement of statements) {
    const action = transactionAction(statement);
    if (action === 'begin' || action === 'set-autocommit-off') {
      if (open !== null) blocks.push({ ...open, end: null });
      open = { begin: statement, inside: [] };
    } else if (
      open !== null &&
      (action === 'commit' || action === 'rollback' || action === 'set-autocommit-on')
    ) {
      blocks.push({ ...open, end: statement });
      open = null;
    } else {
      open?.inside.push(statement);
    }
  }
  if (open !== null) blocks.push({ ...open, end: null });
  return blocks;
}

function transactionAction({ syntax }: ReviewedStatement): string | null {
  const operation = syntax.operations[0];
  return operation?.kind === 'TransactionControl' ? operation.action : null;
}

function* checkBlock(block: Block): Generator<FileFindingDraft> {
  const committing = block.inside.flatMap(statement => {
    const context = statement.operations.find(commitsImplicitly);
    return context === undefined ? [] : [{ statement, context }];
  });
  const [first] = committing;
  if (first === undefined) return;
  const { statement, context } = first;
  const dataChanges = block.inside.filter(
    ({ index, syntax }) => index < statement.index && syntax.operations.some(isDataChange),
  );
  const reliesOnIt = usesRollback(block);
  const words = code(statementWords(context.operation));
  const begun = {
    place: {
      kind: 'statement' as const,
      path: context.file.path,
      statement: block.begin.index,
      span: block.begin.syntax.operations[0]?.span ?? context.operation.span,
    },
    message: 'The transaction is opened here.',
  };
  yield {
    statement: statement.index,
    span: statementHead(context),
    severity: reliesOnIt ? 'error' : 'warning',
    message: `${words} commits the open transaction: ${consequence(dataChanges, reliesOnIt)}`,
    related: [
      begun,
      ...dataChanges.slice(0, 5).map(change => ({
        place: {
          kind: 'statement' as const,
          path: context.file.path,
          statement: change.index,
          span: change.syntax.operations[0]?.span ?? context.operation.span,
        },
        message: 'Committed by then.',
      })),
    ],
    fixes: fixesOf(block, context, dataChanges),
  };
}

function consequence(dataChanges: readonly ReviewedStatement[], reliesOnIt: boolean): string {
  const [change] = dataChanges;
  if (change !== undefined) {
    const words =
      change.syntax.operations[0] === undefined ? 'change' : statementWords(change.syntax.operations[0]);
    return `the ${words} before it cannot be rolled back any more.`;
  }
  return reliesOnIt ? 'the ROLLBACK below cannot undo it.' : 'BEGIN and COMMIT around it protect nothing.';
}

function usesRollback({ inside, end }: Block): boolean {
  if (end !== null && transactionAction(end) === 'rollback') return true;
  return inside.some(statement =>
    ['savepoint', 'rollback-to', 'release'].includes(transactionAction(statement) ?? ''),
  );
}

/*
 * Statements that commit what went before (MySQL manual 15.3.3, MariaDB "SQL statements That Cause an Implicit
 * Commit") and of which no lock note tells it, because they touch no table.
 */
const COMMITTING_KINDS: ReadonlySet<Operation['kind']> = new Set([
  'CreateSchema',
  'CreateRoutine',
  'CreateTrigger',
  'CreateView',
  'Grant',
  'Revoke',
  'DropObject',
  'CreateObject',
  'AlterObject',
  'RenameObject',
  'CreateSequence',
  'AlterSequence',
  'LockTables',
  'Maintenance',
  'Truncate',
]);

function commitsImplicitly({ operation, note }: OperationContext): boolean {
  if (operation.kind === 'CreateTable') return operation.persistence !== 'temporary';
  if (operation.kind === 'DropTable') return !operation.temporary;
  if (operation.kind === 'TransactionControl' || isDataChange(operation)) return false;
  return COMMITTING_KINDS.has(operation.kind) || (note !== null && !note.transactional);
}

function fixesOf(
  block: Block,
  context: OperationContext,
  dataChanges: readonly ReviewedStatement[],
): FixDraft[] {
  const holdsOnlyDdl = block.inside.every(({ operations }) => operations.every(commitsImplicitly));
  if (holdsOnlyDdl && block.end !== null && !usesRollback(block)) {
    const { end } = block;
    return remedies(context, [
      {
        title: 'Remove the transaction around it',
        kind: 'safe',
        build: ({ site }) => withoutStatements(site, [block.begin.index, end.index]),
      },
    ]);
  }
  if (dataChanges.length === 0) return [];
  const moved = dataChanges.map(change => change.index);
  const onlyDdlStays = block.inside.every(
    ({ index, operations }) => moved.includes(index) || operations.every(commitsImplicitly),
  );
  const remove =
    onlyDdlStays && block.end !== null && !usesRollback(block) ? [block.begin.index, block.end.index] : [];
  return remedies(context, [
    {
      title: 'Move the data change to a migration of its own',
      kind: 'suggestion',
      build: style => moveToFollowUp(style, moved, { slug: `${slugOfFile(style.site)}_data`, remove }),
    },
  ]);
}

function withoutStatements(site: FixSite, indexes: readonly number[]): FixPlan | null {
  const cut = cutStatements(site, indexes);
  return cut === null ? null : plan({ edits: cut.edits });
}
