import { nameKey, relationKey } from '../../catalog/catalog.ts';
import type { Routine } from '../../catalog/model.ts';
import { displayName } from '../../operations/names.ts';
import type { CreateRoutine, CreateView } from '../../operations/objectOperations.ts';
import type { FindingDraft, OperationContext, ReviewedOperation } from '../rule.ts';
import {
  acceptsCallsOf,
  overloadsInUse,
  type RoutineShape,
  refusedChange,
  sameTypes,
  shapeMade,
  shapeNamed,
  signatureText,
} from './routineShape.ts';
import { columnsGone, columnsMade, columnsOfView } from './shownColumns.ts';
import { code, listed } from './wording.ts';

/** CREATE OR REPLACE VIEW, and ALTER VIEW of MySQL and MariaDB, over a view that readers of the running release know. */
export function viewReplaced(context: OperationContext, operation: CreateView): FindingDraft | null {
  const { before, target } = context;
  const key = relationKey(before, operation.view);
  const view = before.get(key);
  if (!operation.orReplace || view?.kind !== 'view' || context.isNew(key)) return null;
  const label = displayName(operation.view);
  if (target.engine !== 'postgresql') {
    const gone = columnsGone(before, view, operation);
    return gone.length === 0 ? null : { span: operation.view.span, message: columnsGoneMessage(label, gone) };
  }
  const [shown, made] = [columnsOfView(before, view), columnsMade(before, operation)];
  if (shown === null || made === null || !view.certain) return null;
  const at = shown.findIndex((name, index) => made[index] !== name);
  if (at === -1) return null;
  return {
    span: operation.view.span,
    severity: 'error',
    categories: ['fails', 'compatibility'],
    message: `PostgreSQL refuses to replace the view ${code(label)}: its column ${at + 1} is ${code(shown[at] ?? '')} and has to stay so; new columns go to the end.`,
  };
}

export function columnsGoneMessage(label: string, gone: readonly string[]): string {
  return `The view ${code(label)} loses ${listed(gone.map(code))}: queries of the running release that read ${gone.length === 1 ? 'it' : 'them'} fail.`;
}

/** CREATE FUNCTION and its like under a name that the running release calls; `changes` are all of the file. */
export function routineReplaced(
  context: OperationContext,
  operation: CreateRoutine,
  changes: readonly ReviewedOperation[],
): FindingDraft | null {
  const key = nameKey(context.before, 'routine', operation.routine);
  const routine = context.before.get(key);
  if (routine?.kind !== 'routine') return null;
  return context.target.engine === 'postgresql'
    ? overloaded(context, operation, key, routine, changes)
    : exchanged(context, operation, routine);
}

/** MariaDB: CREATE OR REPLACE puts one routine in the place of the other, and calls with the old arguments fail (1318). */
function exchanged(
  context: OperationContext,
  operation: CreateRoutine,
  routine: Routine,
): FindingDraft | null {
  const [old] = overloadsInUse(context, routine);
  const made = shapeMade(operation);
  if (!operation.orReplace || old === undefined || old.parameters.length === made.parameters.length)
    return null;
  return {
    span: operation.routine.span,
    message: replacedMessage(displayName(operation.routine), old, made),
  };
}

export function replacedMessage(label: string, old: RoutineShape, made: RoutineShape): string {
  return `${code(signatureText(label, old))} is replaced by ${code(signatureText(label, made))}: running instances still call the old signature.`;
}

function overloaded(
  context: OperationContext,
  operation: CreateRoutine,
  key: string,
  routine: Routine,
  changes: readonly ReviewedOperation[],
): FindingDraft | null {
  const label = displayName(operation.routine);
  const made = shapeMade(operation);
  const span = operation.routine.span;
  const known = overloadsInUse(context, routine);
  const same = known.find(other => sameTypes(other.parameters, made.parameters));
  if (same !== undefined) {
    const change = refusedChange(same, made);
    if (!operation.orReplace || !routine.certain || change === null) return null;
    return {
      span,
      severity: 'error',
      categories: ['fails', 'compatibility'],
      message: `PostgreSQL refuses to replace ${code(signatureText(label, same))}: ${change}. Give the new one another name while the running release calls this one.`,
    };
  }
  const left = known.filter(other => !isHandled(context, key, other, changes));
  const ambiguous = left.find(other => acceptsCallsOf(made.parameters, other.parameters));
  if (ambiguous !== undefined)
    return {
      span,
      message: `${code(signatureText(label, made))} stands beside ${code(signatureText(label, ambiguous))}: calls of the running release fit both, and PostgreSQL refuses them as ambiguous.`,
    };
  const [old, ...others] = left;
  // Who writes OR REPLACE means the one function of that name; a further overload among several is meant to be one.
  if (!operation.orReplace || old === undefined || others.length > 0 || known.length > 1) return null;
  return {
    span,
    message: `${code(signatureText(label, made))} does not replace ${code(signatureText(label, old))} but stands beside it: running instances go on calling the old one.`,
  };
}

/** The file drops the old overload, or makes it again, say as a wrapper of the new one. */
function isHandled(
  context: OperationContext,
  key: string,
  { parameters }: RoutineShape,
  changes: readonly ReviewedOperation[],
): boolean {
  return changes.some(({ context: { operation, before }, statement }) => {
    if (operation === context.operation || statement.run.direction !== 'up') return false;
    if (operation.kind === 'CreateRoutine')
      return (
        nameKey(before, 'routine', operation.routine) === key &&
        sameTypes(shapeMade(operation).parameters, parameters)
      );
    if (operation.kind !== 'DropObject' || nameKey(before, 'routine', operation.name) !== key) return false;
    return operation.signature === null || sameTypes(shapeNamed(operation.signature).parameters, parameters);
  });
}
