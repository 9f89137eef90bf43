import { tableAt } from '../../catalog/catalog.ts';
import type { Table } from '../../catalog/model.ts';
import type { Operation } from '../../operations/operation.ts';
import type { FactQuestion, Refusal } from '../lockNote.ts';
import {
  columnOf,
  descendantsOf,
  indexOwner,
  parentKeys,
  primaryKeyColumns,
  type Subject,
  subjectOf,
} from './relations.ts';

/*
 * Statements that the server refuses because of what the table is: a partition, a partitioned table, a table with
 * children, a table that has a primary key. Measured.
 */

const INVALID_DEFINITION = '42P16';
const WRONG_OBJECT = '42809';
const NOT_SUPPORTED = '0A000';

function refused(
  code: string,
  reason: Refusal['reason'] = 'not-supported',
  since: number | null = null,
): Refusal {
  return { code, reason, since: since === null ? null : String(since) };
}

/** The refusal of a server of a major; null when the structure allows the operation, as far as it is known. */
export function structureRefusal(question: FactQuestion, major: number): Refusal | null {
  const { operation, before } = question;
  if (operation.kind === 'CreateTable') {
    const inherited = operation.inherits.map(name => subjectOf(before, name).table);
    return inherited.some(table => table?.partitioning != null || table?.partitionOf != null)
      ? refused(WRONG_OBJECT)
      : null;
  }
  if (operation.kind === 'AlterIndex' && operation.action === 'parameters') {
    const owner = indexOwner(before, operation.index)?.relation;
    return owner?.kind === 'table' && owner.partitioning !== null
      ? refused(WRONG_OBJECT, 'not-on-partitioned')
      : null;
  }
  if (!('tableIfExists' in operation)) return null;
  const subject = subjectOf(before, operation.table);
  const { table } = subject;
  if (table === undefined) return null;
  return (
    (table.partitionOf === null ? null : partitionRefusal(operation, major)) ??
    (table.partitioning === null ? null : partitionedRefusal(operation, table, major)) ??
    inheritedRefusal(question, operation, table, major) ??
    parentRefusal(question, operation, subject) ??
    (operation.kind === 'AddConstraint' &&
    operation.constraint.kind === 'primary-key' &&
    primaryKeyColumns(table).length > 0
      ? refused(INVALID_DEFINITION)
      : null)
  );
}

function partitionRefusal(operation: Operation, major: number): Refusal | null {
  if (operation.kind === 'AddColumn') return refused(WRONG_OBJECT);
  if (
    operation.kind === 'SetTableProperty' &&
    (operation.property === 'inherit' || operation.property === 'no-inherit')
  )
    return refused(WRONG_OBJECT);
  return operation.kind === 'AlterIdentity' && major >= 17 ? refused(INVALID_DEFINITION) : null;
}

function partitionedRefusal(operation: Operation, table: Table, major: number): Refusal | null {
  if (operation.kind === 'AddColumn') {
    if (operation.column.identity !== null && major < 17)
      return refused(INVALID_DEFINITION, 'needs-newer-version', 17);
    // A new column is no part of the partition key, which every key must contain.
    const isKey = operation.column.unique !== null || operation.column.primaryKey !== null;
    return isKey && major >= 11 ? refused(NOT_SUPPORTED, 'not-on-partitioned') : null;
  }
  if (operation.kind === 'SetTableProperty') {
    const { property } = operation;
    if (property === 'inherit') return refused(WRONG_OBJECT);
    // 10 has no index on a partitioned table, and nothing to unmark.
    return property === 'cluster-on' || (property === 'without-cluster' && major >= 11)
      ? refused(NOT_SUPPORTED, 'not-on-partitioned')
      : null;
  }
  if (operation.kind !== 'AddConstraint') return null;
  const { constraint } = operation;
  if (constraint.kind === 'exclude')
    return major < 17 ? refused(NOT_SUPPORTED, 'needs-newer-version', 17) : null;
  if ((constraint.kind !== 'unique' && constraint.kind !== 'primary-key') || constraint.usingIndex !== null)
    return null;
  const key = constraint.parts.map(part => part.column?.value);
  const isWhole = table.partitioning?.columns.every(column => key.includes(column)) ?? true;
  return isWhole || major < 11 ? null : refused(NOT_SUPPORTED, 'not-on-partitioned');
}

/** What a table got from a parent is changed there. */
function inheritedRefusal(
  { before }: FactQuestion,
  operation: Operation,
  table: Table,
  major: number,
): Refusal | null {
  const parents = parentKeys(table).map(key => tableAt(before, key));
  if (
    operation.kind === 'DropColumn' ||
    operation.kind === 'RenameColumn' ||
    operation.kind === 'AlterColumnType'
  ) {
    return parents.some(parent => columnOf(parent, operation.column.value) !== undefined)
      ? refused(INVALID_DEFINITION)
      : null;
  }
  if (operation.kind !== 'DropNotNull' || (table.partitionOf === null && major < 18)) return null;
  return parents.some(parent => columnOf(parent, operation.column.value)?.notNull === true)
    ? refused(INVALID_DEFINITION)
    : null;
}

/** An identity column does not go down to tables that inherit. */
function parentRefusal({ before }: FactQuestion, operation: Operation, { table }: Subject): Refusal | null {
  const adds = operation.kind === 'AddColumn' && operation.column.identity !== null;
  return adds && table?.partitioning === null && descendantsOf(before, table).length > 0
    ? refused(INVALID_DEFINITION)
    : null;
}
