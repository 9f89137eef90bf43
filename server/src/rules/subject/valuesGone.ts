import { findColumn, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import { displayName } from '../../operations/names.ts';
import type { FindingDraft, OperationContext, ReviewedFile, ReviewedOperation } from '../rule.ts';
import { shortName } from './dependents.ts';
import { transactionOf } from './fileTransaction.ts';
import { formerColumn, formerRelationOfFile } from './newNames.ts';
import { code, columnCode, withDoubt } from './wording.ts';

/** What is to be said of a dropped column whose name no running release misses, so that its values are all that goes; else null. */
export function valuesGone(
  reviewed: ReviewedFile,
  change: ReviewedOperation,
): Pick<FindingDraft, 'message' | 'severity'> | null {
  return renamedAway(reviewed, change.context) ?? replacedAtOnce(reviewed, change);
}

/**
 * No release asks for the column under this name, or for its table under that one: it fails on the old names, which the
 * rename says. What is left to say is that the values go.
 */
function renamedAway(
  reviewed: ReviewedFile,
  context: OperationContext,
): Pick<FindingDraft, 'message' | 'severity'> | null {
  const { operation, before } = context;
  if (operation.kind !== 'DropColumn') return null;
  const { table, column } = operation;
  const key = relationKey(before, table);
  const formerTable = formerRelationOfFile(reviewed, context, key);
  const formerName = formerColumn(context, findColumn(before, tableAt(before, key), column));
  if (formerTable === null && formerName === null) return null;
  const former = `${formerTable === null ? displayName(table) : shortName(formerTable)}.${formerName ?? column.value}`;
  return {
    severity: 'warning',
    message: `Dropping ${columnCode(table, column.value)} deletes for good the values of ${code(former)}, as it was called before these migrations.`,
  };
}

/** In the same transaction a column of the same name comes: nobody misses it, but what was in it is gone. */
function replacedAtOnce(
  reviewed: ReviewedFile,
  { statement, context, order }: ReviewedOperation,
): Pick<FindingDraft, 'message'> | null {
  const { operation, before } = context;
  if (operation.kind !== 'DropColumn') return null;
  const { table, column: name } = operation;
  const key = relationKey(before, table);
  const successor = reviewed.ofKinds('AddColumn').find(({ context: other, order: at }) => {
    const added = other.operation;
    return (
      added.kind === 'AddColumn' &&
      at > order &&
      relationKey(other.before, added.table) === key &&
      sameName(before.dialect, added.column.name.value, name.value)
    );
  });
  if (successor === undefined || !transactionOf(reviewed, statement).includes(successor.statement))
    return null;
  const old = findColumn(before, tableAt(before, key), name);
  const fresh = findColumn(successor.context.after, tableAt(successor.context.after, key), name);
  const [from, to] = [old?.type?.text, fresh?.type?.text];
  const isOtherType = from !== undefined && to !== undefined && from.toLowerCase() !== to.toLowerCase();
  const turns = isOtherType
    ? `, and is ${code(to)} instead of ${code(from)}, which queries of the running release may not work with`
    : '';
  return {
    message: withDoubt(
      { known: old !== undefined },
      `Dropping ${columnCode(table, name.value)} deletes its values for good; what comes in its place below starts without them${turns}.`,
    ),
  };
}
