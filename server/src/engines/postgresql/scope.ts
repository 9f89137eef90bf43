import { isComplete, relationKey } from '../../catalog/catalog.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { Operation } from '../../operations/operation.ts';
import type { FactQuestion } from '../lockNote.ts';
import { type Situation, situation } from './situation.ts';

/* Words that say which relations a statement is about: ONLY and IF EXISTS. */

/** Operations whose `dependent` relations are inheriting tables; elsewhere they are tables with foreign keys. */
const CHILDREN_AS_DEPENDENT: ReadonlySet<Operation['kind']> = new Set(['AddConstraint', 'Maintenance']);

/** ONLY leaves partitions and inheriting tables alone. */
export function withoutDescendants({ operation }: FactQuestion, whole: Situation): Situation {
  if (!('only' in operation) || operation.only !== true || operation.kind === 'CreateIndex') return whole;
  // The partition of these is not below the table: it comes or goes.
  if (operation.kind === 'AttachPartition' || operation.kind === 'DetachPartition') return whole;
  // Children are told that the column is their own from now on.
  if (operation.kind === 'DropColumn') return whole;
  const relations = { ...whole.relations, partition: [] };
  return {
    ...whole,
    relations: CHILDREN_AS_DEPENDENT.has(operation.kind) ? { ...relations, dependent: [] } : relations,
  };
}

/** ALTER TABLE IF EXISTS of a table that is surely not there does nothing. */
export function withoutMissing({ operation, before }: FactQuestion, whole: Situation): Situation {
  const name = optionalRelation(operation);
  return name !== null && isComplete(before) && before.get(relationKey(before, name)) === undefined
    ? situation('drop-missing', {})
    : whole;
}

/** The relation that need not be there; null for statements that fail without it. */
function optionalRelation(operation: Operation): ObjectName | null {
  if ('tableIfExists' in operation) return operation.tableIfExists ? operation.table : null;
  switch (operation.kind) {
    case 'AlterSequence':
      return operation.ifExists ? operation.sequence : null;
    case 'RenameIndex':
    case 'AlterIndex':
      return operation.ifExists === true ? operation.index : null;
    default:
      return null;
  }
}
