import { isComplete } from '../catalog/catalog.ts';
import { explicitDrops } from './fixes/explicitDrops.ts';
import { remedies } from './fixes/remedy.ts';
import {
  type FindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { type CascadeLoss, lossOf } from './subject/cascadeLosses.ts';
import { type Dependent, describeDependent, originOf } from './subject/dependents.ts';
import { isNamedLater } from './subject/namedElsewhere.ts';
import { listed } from './subject/wording.ts';

export const dropCascadeRemovesDependents = fileRule({
  metadata: {
    id: 'drop-cascade-removes-dependents',
    title: 'CASCADE or schema drop removes more than it says',
    categories: ['data-loss', 'compatibility'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe',
    related: {
      squawk: ['ban-drop-database'],
      pgfence: ['drop-schema'],
      migrationpilot: ['MP022', 'MP034', 'MP035'],
      atlas: ['DS101'],
    },
  },
  *check(reviewed) {
    const drops = reviewed.ofKinds('DropTable', 'DropColumn', 'DropConstraint', 'DropObject', 'Unknown');
    for (const at of drops) {
      const loss = lossOf(reviewed, at.context);
      const finding = loss === null ? null : findingOf(reviewed, at, loss);
      if (finding !== null) yield { statement: at.statement.index, ...finding };
    }
  },
});

function findingOf(reviewed: ReviewedFile, at: ReviewedOperation, loss: CascadeLoss): FindingDraft | null {
  const { context } = at;
  const { span, dependents, unseen, describe = cascadeTakes } = loss;
  const left = dependents.filter(
    dependent => !isNamedLater(reviewed, at, dependent) && !isTakenBack(context, dependent),
  );
  if (left.length > 0) {
    const isAll = left.length === dependents.length && isComplete(context.before);
    return {
      span,
      message: describe(left),
      fixes: remedies(context, isAll ? explicitDrops(context, dependents) : []),
    };
  }
  if (dependents.length > 0 || unseen === null) return null;
  // A way back takes what it once made; what else hangs on that, nobody can say here.
  if (!unseen.always && context.run.direction === 'down') return null;
  return { span, message: unseen.message, severity: unseen.severity };
}

/** A way back may take along what its own migration made; the way forward stands in the same file or in `up.sql`. */
function isTakenBack(context: OperationContext, dependent: Dependent): boolean {
  const { file, run } = context;
  if (run.direction !== 'down') return false;
  const path = originOf(context, dependent)?.path;
  return path === file.path || path === file.path.replace(/\bdown(?=\.sql$)/i, 'up');
}

function cascadeTakes(dependents: readonly Dependent[]): string {
  return `CASCADE also drops ${listed(dependents.map(describeDependent))}.`;
}
