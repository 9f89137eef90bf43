import { isComplete, nameKey, objectKey, relationKey, tableAt } from '../../catalog/catalog.ts';
import type { Table } from '../../catalog/model.ts';
import type { DropObject } from '../../operations/objectOperations.ts';
import { dropLater } from '../fixes/dropLater.ts';
import { remedies } from '../fixes/remedy.ts';
import type { FindingDraft, OperationContext, ReviewedOperation } from '../rule.ts';
import { isGoneBefore } from './relations.ts';
import { code, withDoubt } from './wording.ts';

/** DROP TRIGGER of a trigger that was there before, unless the file gives its table another one. */
export function triggerDropped(
  context: OperationContext,
  operation: DropObject,
  others: readonly ReviewedOperation[],
): FindingDraft | null {
  const name = operation.name.name.value;
  const key = tableOfTrigger(context, operation);
  if (key !== null && context.isNew(key)) return null;
  const table = key === null ? undefined : tableAt(context.before, key);
  const trigger = table?.triggers.find(other => other.name === name);
  const isKnownToBeAbsent = trigger === undefined && (table?.certain === true || isComplete(context.before));
  if (trigger === undefined && (isGone(context, operation) || wasTaken(table, name))) return null;
  if (isKnownToBeAbsent || (trigger?.origin != null && context.isPending(trigger.origin.path))) return null;
  const isMadeAgain = others.some(
    ({ context: { operation: made, before } }) =>
      made.kind === 'CreateTrigger' &&
      (key === null ? made.trigger.value === name : relationKey(before, made.table) === key),
  );
  if (isMadeAgain || isTableDropped(key, others)) return null;
  return {
    span: operation.name.span,
    message: withDoubt(
      { known: trigger !== undefined },
      `Without the trigger ${code(name)}, writes of the running release no longer have the effects that it counts on.`,
    ),
    ...(key === null ? {} : { table: key }),
    fixes: remedies(context, dropLater(context, operation)),
  };
}

/** An earlier migration dropped it, or its table. */
function isGone(context: OperationContext, { table, name }: DropObject): boolean {
  if (table !== null) return isGoneBefore(context, relationKey(context.before, table));
  const keys = [nameKey(context.before, 'trigger', name), objectKey('trigger', '', name.name.value)];
  return keys.some(key => isGoneBefore(context, key));
}

/** However little is known of the table, a statement that the catalog saw took the trigger away. */
function wasTaken(table: Table | undefined, name: string): boolean {
  return table?.dropped.some(part => part.kind === 'trigger' && part.name === name) === true;
}

/** The whole table goes in the same file, which has a finding of its own. */
function isTableDropped(key: string | null, others: readonly ReviewedOperation[]): boolean {
  return others.some(
    ({ context: { operation, before } }) =>
      operation.kind === 'DropTable' && relationKey(before, operation.table) === key,
  );
}

/** Catalog key; null for a trigger of MySQL or MariaDB that nobody has seen. */
export function tableOfTrigger(
  { before, target }: OperationContext,
  { table, name }: DropObject,
): string | null {
  if (table !== null) return relationKey(before, table);
  if (target.engine === 'postgresql') return null;
  const found =
    before.get(nameKey(before, 'trigger', name)) ?? before.get(objectKey('trigger', '', name.name.value));
  return found?.kind === 'trigger-name' ? found.table : null;
}
