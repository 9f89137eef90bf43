import type { Target } from '../engines/engine.ts';
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
import type { StatementReview } from './statementReview.ts';

/** A file as file rules see it. */
export function reviewedFile(input: {
  readonly work: FileWork;
  readonly target: Target;
  readonly settings: ReviewSettings;
  readonly project: ProjectContext;
  readonly reviews: readonly StatementReview[];
  /** Asked for when a rule wants to know. */
  readonly migration: () => MigrationFacts;
  /** Asked for only when all targets have been reviewed. */
  readonly onEveryTarget: () => readonly ReviewedFile[];
  readonly found: () => readonly RuleFinding[];
}): ReviewedFile {
  const { work, target, settings, project, reviews } = input;
  let byKind: ReadonlyMap<OperationKind, readonly ReviewedOperation[]> | null = null;
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
    statements: reviews.map(review => review.reviewed),
    get onEveryTarget() {
      return input.onEveryTarget();
    },
    get found() {
      return input.found();
    },
    ofKinds(...kinds) {
      byKind ??= indexByKind(reviews);
      const lists = kinds.map(kind => byKind?.get(kind) ?? NOTHING).filter(list => list.length > 0);
      const [first] = lists;
      if (first === undefined || lists.length === 1) return first ?? NOTHING;
      return lists.flat().sort((left, right) => left.order - right.order);
    },
  };
}

const NOTHING: readonly ReviewedOperation[] = [];

/** One pass for all rules: this runs at every key. */
function indexByKind(
  reviews: readonly StatementReview[],
): ReadonlyMap<OperationKind, readonly ReviewedOperation[]> {
  const byKind = new Map<OperationKind, ReviewedOperation[]>();
  for (const { entries } of reviews) {
    for (const entry of entries) {
      const list = byKind.get(entry.kind);
      if (list === undefined) byKind.set(entry.kind, [entry]);
      else list.push(entry);
    }
  }
  return byKind;
}
