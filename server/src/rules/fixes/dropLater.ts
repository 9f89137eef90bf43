import { displayName } from '../../operations/names.ts';
import type { DropObject } from '../../operations/objectOperations.ts';
import type { Operation } from '../../operations/operation.ts';
import type { OperationContext } from '../rule.ts';
import { actionLater } from './actionLater.ts';
import { slugOf } from './identifiers.ts';
import { isFollowedBy } from './otherStatements.ts';
import type { Remedy } from './remedy.ts';

/** Moves a DROP of anything but tables and columns into a contract migration. */
export function dropLater(context: OperationContext, operation: DropObject): Remedy[] {
  const remedy = actionLater(context, {
    title: 'Drop it in a later migration, once no release uses it',
    table: operation.name,
    names: [],
    slug: slugOf('drop', displayName(operation.name)),
    span: operation.span,
  });
  if (operation.objectKind !== 'trigger') return [remedy];
  // The function of a trigger that stays cannot be dropped below, or takes the trigger along.
  const build: Remedy['build'] = style =>
    isFollowedBy(style.site, dropsRoutine) ? null : remedy.build(style);
  return [{ ...remedy, build }];
}

function dropsRoutine(operation: Operation): boolean {
  return operation.kind === 'DropObject' && ROUTINES.has(operation.objectKind);
}

const ROUTINES: ReadonlySet<DropObject['objectKind']> = new Set(['function', 'procedure', 'routine']);
