import type { OperationKind } from '../operations/operation.ts';
import type {
  ProjectContext,
  ReviewedFile,
  ReviewedOperation,
  ReviewSettings,
  RuleFinding,
} from '../rules/rule.ts';
import type { MigrationFacts } from '../rules/subject/migrationFacts.ts';
import type { FileWork } from './fileWork.ts';
import type { TargetPass } from './statementReports.ts';
import type { StatementReview } from './statementReview.ts';

/** A file as file rules see it. */
export function reviewedFile(input: {
  readonly work: FileWork;
  readonly pass: TargetPass;
  readonly settings: ReviewSettings;
  readonly project: ProjectContext;
  /** Asked for when a rule wants to know. */
  readonly migration: () => MigrationFacts;
  /** Asked for only when all targets have been reviewed. */
  readonly onEveryTarget: () => readonly ReviewedFile[];
  readonly found: () => readonly RuleFinding[];
}): ReviewedFile {
  const { work, settings, project } = input;
  const { target, statements: reviews, parts } = input.pass;
  return {
    file: work.file,
    target,
    settings,
    project,
    get migration() {
      return input.migration();
    },
    get source() {
      return {
        text: work.read.text,
        comments: work.read.split.comments,
        statements: work.read.statements.map(({ piece }) => piece),
      };
    },
    statements: parts.of('statements', reviews, ({ reviewed }) => [reviewed]),
    schemaAfterLater: () => input.pass.outlook.afterLater(),
    unrestored: () => input.pass.outlook.unrestored(),
    get onEveryTarget() {
      return input.onEveryTarget();
    },
    get found() {
      return input.found();
    },
    fromEach: partsOf => parts.of(partsOf, reviews, ({ reviewed, entries }) => partsOf(reviewed, entries)),
    ofKinds: (...kinds) => parts.of(`kinds ${kinds.join(' ')}`, reviews, review => entriesOf(review, kinds)),
  };
}

const NOTHING: readonly ReviewedOperation[] = [];

function entriesOf(
  { entries }: StatementReview,
  kinds: readonly OperationKind[],
): readonly ReviewedOperation[] {
  return entries.some(({ kind }) => kinds.includes(kind))
    ? entries.filter(({ kind }) => kinds.includes(kind))
    : NOTHING;
}
