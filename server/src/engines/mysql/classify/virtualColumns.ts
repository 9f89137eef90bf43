import type { Operation } from '../../../operations/operation.ts';
import type { ChangeContext } from '../context.ts';
import type { FactId } from '../rows/index.ts';
import { knownColumn } from '../tableState.ts';

/**
 * What the other actions of the statement do to a virtual column that is added or dropped: servers do that in place
 * only alone or beside index changes (error 1846 otherwise). Measured.
 */
export function besideVirtual(operation: Operation, context: ChangeContext): readonly FactId[] {
  const others = context.actions.filter(action => action !== operation && !isIndexChange(action));
  const facts = new Set(others.flatMap(action => companionFact(operation.kind, action, context) ?? []));
  return [...facts];
}

function companionFact(own: Operation['kind'], other: Operation, context: ChangeContext): FactId | null {
  if (changesVirtualColumn(other, context))
    return other.kind === own ? null : 'virtual-column-with-other-action';
  if (own === 'DropColumn' && other.kind === 'DropColumn') return null;
  const harmless =
    other.kind === 'SetColumnDefault' ||
    other.kind === 'DropColumnDefault' ||
    (own === 'AddColumn' && other.kind === 'AddColumn');
  return harmless ? 'virtual-column-with-default-change' : 'virtual-column-with-other-action';
}

function isIndexChange(action: Operation): boolean {
  return (
    action.kind === 'CreateIndex' ||
    action.kind === 'DropIndex' ||
    (action.kind === 'AddConstraint' && action.constraint.kind === 'unique')
  );
}

function changesVirtualColumn(action: Operation, context: ChangeContext): boolean {
  if (action.kind === 'AddColumn') return action.column.generated?.value.kind === 'virtual';
  return (
    action.kind === 'DropColumn' &&
    knownColumn(context.question.before, context.state, action.column.value)?.generated?.kind === 'virtual'
  );
}
