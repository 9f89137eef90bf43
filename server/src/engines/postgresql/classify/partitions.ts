import { nameOfKey, tableAt } from '../../../catalog/catalog.ts';
import type { Table } from '../../../catalog/model.ts';
import type { AttachPartition, CreateTable, DetachPartition } from '../../../operations/tableOperations.ts';
import type { FactQuestion } from '../../lockNote.ts';
import { bySingleColumn, isProvedByCheck, isProvedOutside } from '../partitionBounds.ts';
import {
  defaultPartition,
  descendantNames,
  descendantsOf,
  distinct,
  foreignKeys,
  indexNames,
  nameOf,
  referencedNames,
  referencingKeys,
  subjectOf,
} from '../relations.ts';
import type { FactId } from '../rows/allRows.ts';
import { type Situation, situation } from '../situation.ts';

export function attachPartition({ before }: FactQuestion, operation: AttachPartition): Situation {
  const parent = subjectOf(before, operation.table);
  const partition = subjectOf(before, operation.partition);
  const byDefault = defaultPartition(before, parent.table);
  const own = new Set(foreignKeys(partition.table).map(constraint => constraint.target));
  const referenced = foreignKeys(parent.table).map(constraint => constraint.target);
  return situation(
    attachFact(
      parent.table,
      partition.table,
      operation,
      byDefault === null ? undefined : tableAt(before, byDefault),
    ),
    {
      target: [parent.name],
      partition: [partition.name],
      index: indexNames(parent.table),
      'default-partition': byDefault === null ? [] : [nameOfKey(byDefault)],
      referenced: distinct(referenced.filter(key => !own.has(key))).map(nameOfKey),
      dependent: distinct([
        ...referenced.filter(key => own.has(key)),
        ...descendantsOf(before, partition.table),
      ]).map(nameOfKey),
    },
  );
}

function attachFact(
  parent: Table | undefined,
  partition: Table | undefined,
  operation: AttachPartition,
  byDefault: Table | undefined,
): FactId {
  const key = bySingleColumn(parent);
  const isProved =
    partition !== undefined && key !== null && isProvedByCheck(partition, key, operation.bound);
  const isDefaultProved =
    byDefault === undefined || (key !== null && isProvedOutside(byDefault, key, operation.bound));
  if (parent?.indexes.some(index => !hasLike(partition, index.keys)) === true)
    return 'attach-partition-index';
  return isProved && isDefaultProved ? 'attach-partition-proved' : 'attach-partition';
}

function hasLike(partition: Table | undefined, keys: Table['indexes'][number]['keys']): boolean {
  const wanted = keys.map(key => key.column ?? key.expression?.text).join();
  return (partition?.indexes ?? []).some(
    index => index.keys.map(key => key.column ?? key.expression?.text).join() === wanted,
  );
}

/** CREATE TABLE ... PARTITION OF. */
export function createPartition(
  { before }: FactQuestion,
  operation: CreateTable,
  parentName: NonNullable<CreateTable['partitionOf']>,
): Situation {
  const parent = subjectOf(before, parentName.parent);
  const byDefault = defaultPartition(before, parent.table);
  const found = byDefault === null ? undefined : tableAt(before, byDefault);
  const key = bySingleColumn(parent.table);
  const isProved = found === undefined || (key !== null && isProvedOutside(found, key, parentName.bound));
  const written = operation.constraints.flatMap(constraint =>
    constraint.kind === 'foreign-key' ? [nameOf(before, constraint.target.table)] : [],
  );
  return situation(isProved ? 'create-partition' : 'create-partition-beside-default', {
    parent: [parent.name],
    'default-partition': byDefault === null ? [] : [nameOfKey(byDefault)],
    referenced: distinct([...referencedNames(parent.table, parent.key, null), ...written]),
  });
}

export function detachPartition({ before }: FactQuestion, operation: DetachPartition): Situation {
  const parent = subjectOf(before, operation.table);
  const partition = subjectOf(before, operation.partition);
  const byDefault = defaultPartition(before, parent.table);
  const relations = { target: [parent.name], partition: [partition.name] };
  if (operation.finalize) return situation('detach-partition-finalize', relations);
  if (operation.concurrently) {
    return situation('detach-partition-concurrently', relations, {
      refusal: byDefault === null ? null : { code: '55000', reason: 'default-partition-exists', since: null },
    });
  }
  const dependent = referencingKeys(before, parent.table, parent.key, null).map(nameOfKey);
  return situation(dependent.length > 0 ? 'detach-partition-referenced' : 'detach-partition', {
    ...relations,
    'default-partition':
      byDefault === null ? [] : [nameOfKey(byDefault)].filter(name => name !== partition.name),
    referenced: referencedNames(parent.table, parent.key, null),
    dependent: [...dependent, ...descendantNames(before, partition.table)],
  });
}
