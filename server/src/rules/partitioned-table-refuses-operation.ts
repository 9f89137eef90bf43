import { findColumn, findIndex, findRelation, findTable, isComplete } from '../catalog/catalog.ts';
import { type PartitionedRefusal, partitionedRefusal } from '../engines/partitionedRefusal.ts';
import { displayName } from '../operations/names.ts';
import { type Span, span } from '../text/span.ts';
import { quoteLike } from './fixes/identifiers.ts';
import { indexEachPartition } from './fixes/partitionedIndex.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { operationWords } from './subject/actionWords.ts';
import { certainTable, errorText, meetsKnownSchema } from './subject/certainty.ts';
import { areForeignKeysChecked } from './subject/foreignKeyChecks.ts';
import { engineTitle, serverName } from './subject/serverName.ts';
import { subjectOf } from './subject/strongLock.ts';
import { code, listed } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const partitionedTableRefusesOperation = operationRule({
  metadata: {
    id: 'partitioned-table-refuses-operation',
    title: 'Not available on partitioned tables',
    categories: ['fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: { migrationpilot: ['MP049', 'MP092'] },
    replaces: ['not-supported-by-target'],
  },
  kinds: [
    'CreateTable',
    'AddColumn',
    'DropColumn',
    'AlterColumnType',
    'AddConstraint',
    'CreateIndex',
    'DropIndex',
    'DetachPartition',
    'AlterPartitions',
  ],
  *check(context) {
    if (!meetsKnownSchema(context)) return;
    const { operation } = context;
    if (isThereAlready(context)) return;
    const subject = operation.kind === 'CreateTable' ? null : subjectOf(operation);
    if (subject !== null && operation.kind !== 'DropIndex' && certainTable(context, subject) === undefined)
      return;
    const refusal = partitionedRefusal(context);
    if (refusal === null || isLetThrough(context, refusal)) return;
    yield {
      span: placeOf(context, refusal),
      message: messageOf(context, refusal),
      fixes: remedies(context, fixesOf(context, refusal)),
    };
  },
});

/** IF NOT EXISTS keeps the server from looking at the rest. */
function isThereAlready({ operation, before }: OperationContext): boolean {
  if (!('ifNotExists' in operation) || !operation.ifNotExists) return false;
  switch (operation.kind) {
    case 'CreateTable':
      return !isComplete(before) || findRelation(before, operation.table) !== undefined;
    case 'AddColumn':
      return findColumn(before, findTable(before, operation.table), operation.column.name) !== undefined;
    case 'CreateIndex': {
      const { name } = operation.index;
      const table = findTable(before, operation.table);
      return name !== null && findIndex(before, table, name.name.value) !== undefined;
    }
    default:
      return true;
  }
}

/** Tables that refer to each other can be made in any order while the checks are off. */
function isLetThrough(context: OperationContext, { conflict }: PartitionedRefusal): boolean {
  return conflict === 'foreign-key-to-partitioned' && !areForeignKeysChecked(context);
}

function placeOf(
  { operation, sql, target, before }: OperationContext,
  { parts, conflict }: PartitionedRefusal,
): Span {
  if (conflict === 'foreign-key-to-partitioned' && operation.kind === 'CreateTable') {
    const key = operation.constraints.find(
      constraint =>
        constraint.kind === 'foreign-key' &&
        findTable(before, constraint.target.table)?.partitioning !== null,
    );
    if (key !== undefined) return key.span;
  }
  const [first] = parts;
  const last = parts.at(-1);
  if (first !== undefined && last !== undefined) return span(first.span.start, last.span.end);
  return (
    findPhrase(sql, target.engine, operation.span, ['concurrently']) ??
    (operation.kind === 'CreateTable' ? (operation.partitionBy?.span ?? operation.span) : operation.span)
  );
}

function messageOf(context: OperationContext, refusal: PartitionedRefusal): string {
  const { operation, target } = context;
  const name =
    operation.kind === 'CreateTable'
      ? operation.table
      : operation.kind === 'DropIndex'
        ? null
        : subjectOf(operation);
  const table = name === null ? 'a partitioned table' : `partitioned ${code(displayName(name))}`;
  const refuses = `${serverName(target)} refuses it (${errorText(context, refusal.code)})`;
  switch (refusal.conflict) {
    case 'concurrent-build':
      return `CONCURRENTLY is not available on ${table}: ${refuses}. Index each partition and attach.`;
    case 'concurrent-drop':
      return `DROP INDEX CONCURRENTLY is not available for an index of ${table}: ${refuses}.`;
    case 'key-without-partition-columns':
      return `A key of ${table} must hold ${listed(refusal.missing.map(code))}, by which it is partitioned: ${refuses}.`;
    case 'key-with-partition-expression':
      return `A key on ${table} is not possible while an expression partitions it: ${refuses}.`;
    case 'key-using-index':
      return `USING INDEX is not available on ${table}: ${refuses}.`;
    case 'not-valid-foreign-key':
      return `A foreign key on ${table} cannot be NOT VALID before PostgreSQL 18: ${refuses}. Add it to each partition first.`;
    case 'exclusion-constraint':
      return `An exclusion constraint on ${table} needs PostgreSQL 17: ${refuses}.`;
    case 'concurrent-detach-with-default':
      return `DETACH CONCURRENTLY is not available while ${table} has a default partition: ${refuses}.`;
    case 'foreign-key':
      return `${engineTitle(target.engine)} has no foreign keys on partitioned tables such as ${name === null ? 'this one' : code(displayName(name))}: ${refuses}.`;
    case 'foreign-key-to-partitioned':
      return `A foreign key cannot point to a partitioned table: ${refuses}.`;
    case 'partition-key-column':
      return `${listed(refusal.missing.map(code))} cannot be changed or dropped, since it partitions ${name === null ? 'the table' : code(displayName(name))}: ${refuses}. Only a new table, partitioned otherwise, and a copy of the rows help.`;
    case 'fulltext-index':
    case 'spatial-index':
      return `${code(operationWords(context, operation))} is not available on ${table}: ${refuses}.`;
  }
}

function fixesOf(context: OperationContext, { conflict, missing, parts }: PartitionedRefusal): Remedy[] {
  const { operation, target } = context;
  if (conflict === 'concurrent-build' && operation.kind === 'CreateIndex')
    return indexEachPartition(context, operation);
  const last = parts.at(-1);
  const like = parts.find(({ column }) => column !== null)?.column;
  if (conflict !== 'key-without-partition-columns' || last === undefined || like == null) return [];
  return [
    {
      title: `Add ${listed(missing.map(code))} to the key`,
      kind: 'suggestion',
      build: ({ site }) =>
        plan({
          edits: [
            insertAt(
              site,
              last.span.end,
              missing.map(column => `, ${quoteLike(like, target.engine, column)}`).join(''),
            ),
          ],
        }),
    },
  ];
}
