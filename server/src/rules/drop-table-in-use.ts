import { relationKey } from '../catalog/catalog.ts';
import type { Table } from '../catalog/model.ts';
import type { ObjectName } from '../operations/names.ts';
import { displayName } from '../operations/names.ts';
import type { CreateTable, DropTable } from '../operations/tableOperations.ts';
import { CONTRACT_MARK } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { moveToFollowUp } from './fixes/moveToFollowUp.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { uncheckedForeignKeys } from './fixes/uncheckedForeignKeys.ts';
import {
  type FindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { shortName } from './subject/dependents.ts';
import { draftsOfKinds } from './subject/draftsOfKinds.ts';
import { areForeignKeysChecked } from './subject/foreignKeyChecks.ts';
import { isInstallScript } from './subject/installScript.ts';
import { isNeverMade } from './subject/neverMade.ts';
import { formerRelationOfFile } from './subject/newNames.ts';
import { matchesPattern } from './subject/patterns.ts';
import { existingRelation, isGoneBefore } from './subject/relations.ts';
import { makesRoomForNew } from './subject/roomForNew.ts';
import { successorOf } from './subject/successor.ts';
import { usesOf } from './subject/uses.ts';
import { code, withDoubt } from './subject/wording.ts';
import { headThrough } from './subject/words.ts';

export const dropTableInUse = fileRule({
  metadata: {
    id: 'drop-table-in-use',
    title: 'Table dropped while old code may use it',
    categories: ['compatibility', 'data-loss'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['ban-drop-table'],
      'postgres-language-server': ['banDropTable'],
      pgfence: ['drop-table'],
      migrationpilot: ['MP026'],
      atlas: ['DS102'],
      'django-migration-linter': ['DROP_TABLE'],
      flyway: ['RG01'],
      liquibase: ['change-drop-table-warn'],
    },
  },
  *check(reviewed) {
    for (const { change, drafts } of reviewed.fromEach(losses)) {
      const { statement, context } = change;
      if (statement.run.direction === 'down') continue;
      if (context.operation.kind === 'DropTable' && isInstallScript(reviewed)) continue;
      if (isExpendablePartition(reviewed, change) || makesRoomForNew(reviewed, change)) continue;
      const { operation } = context;
      if (operation.kind !== 'DropTable') {
        yield* drafts;
        continue;
      }
      if (isNeverMade(reviewed, change)) {
        for (const draft of drafts)
          yield { ...draft, severity: 'warning', message: neverMade(context, operation) };
        continue;
      }
      const former = formerRelationOfFile(reviewed, context, relationKey(context.before, operation.table));
      if (former !== null && areRowsCopied(reviewed, change)) continue;
      const successor = successorOf(reviewed, statement, context, operation.table);
      if (former === null && successor?.label === 'RENAME' && areRowsCopied(reviewed, change)) {
        for (const draft of drafts)
          yield { ...draft, severity: 'warning', message: givesWayToCopy(operation) };
        continue;
      }
      for (const draft of drafts)
        yield former === null
          ? { ...draft, ...(successor === null ? {} : { message: madeAnew(reviewed, change, operation) }) }
          : { ...draft, message: renamedAway(context, operation, former) };
    }
  },
});

function madeAnew(reviewed: ReviewedFile, change: ReviewedOperation, { table }: DropTable): string {
  const what = isFilledByQuery(reviewed, change, table)
    ? 'what comes in its place below has only the rows that a query gives it'
    : 'what comes in its place below starts without them';
  return `Dropping ${code(displayName(table))} deletes its rows for good; ${what}.`;
}

/** `INSERT INTO t_new SELECT ... FROM t; DROP TABLE t; ALTER TABLE t_new RENAME TO t;` */
function givesWayToCopy({ table }: DropTable): string {
  const name = code(displayName(table));
  return `Dropping ${name} loses what other sessions write to it after its rows were copied above, and what the copy leaves out.`;
}

/** `CREATE TABLE t AS SELECT ...` or `INSERT INTO t SELECT ...` below. */
function isFilledByQuery(
  reviewed: ReviewedFile,
  { context, order, statement }: ReviewedOperation,
  table: ObjectName,
): boolean {
  const key = relationKey(context.before, table);
  return reviewed.ofKinds('CreateTable', 'Insert').some(below => {
    const { operation, before } = below.context;
    if (below.order < order || below.statement.run.section !== statement.run.section) return false;
    switch (operation.kind) {
      case 'CreateTable':
        return operation.asQuery?.withData === true && relationKey(before, operation.table) === key;
      case 'Insert':
        return operation.source === 'select' && relationKey(before, operation.table) === key;
      default:
        return false;
    }
  });
}

/** Most often a clean-up that finds nothing; what it finds is gone all the same. */
function neverMade(context: OperationContext, { table }: DropTable): string {
  return withDoubt(
    { known: existingRelation(context, table)?.known ?? false },
    `If ${code(displayName(table))} exists, which no migration so far has made, dropping it deletes its rows for good and breaks running instances that still query it.`,
  );
}

/** No release asks for it under this name; that it fails on the old one, the rename says. */
function renamedAway(context: OperationContext, { table }: DropTable, former: string): string {
  return withDoubt(
    { known: existingRelation(context, table)?.known ?? false },
    `Dropping ${code(displayName(table))} deletes for good the rows of ${code(shortName(former))}, as it was called before these migrations.`,
  );
}

/** All rows went into another table before. */
function areRowsCopied(reviewed: ReviewedFile, { context, order }: ReviewedOperation): boolean {
  if (context.operation.kind !== 'DropTable') return false;
  const key = relationKey(context.before, context.operation.table);
  return reviewed.ofKinds('Insert', 'CreateTable').some(copy => {
    const { operation, before } = copy.context;
    if (copy.order > order) return false;
    const reads =
      operation.kind === 'Insert'
        ? operation.limited
          ? []
          : operation.reads
        : operation.kind === 'CreateTable'
          ? (operation.asQuery?.tables ?? [])
          : [];
    return reads.some(read => relationKey(before, read) === key);
  });
}

const losses = draftsOfKinds(['DropTable', 'CreateTable'], lossOf);

function lossOf(context: OperationContext): Iterable<FindingDraft> {
  const { operation } = context;
  switch (operation.kind) {
    case 'DropTable':
      return dropped(context, operation);
    case 'CreateTable':
      return replaced(context, operation);
    default:
      return [];
  }
}

function* dropped(context: OperationContext, operation: DropTable): Generator<FindingDraft> {
  const existing = operation.temporary ? null : existingRelation(context, operation.table);
  if (existing === null || isGoneBefore(context, existing.key)) return;
  if (existing.table !== undefined && isParked(context, operation.table, existing.table)) return;
  yield {
    span: operation.table.span,
    message: withDoubt(
      existing,
      `Dropping ${existing.label} deletes its rows for good and breaks running instances that still query it.`,
    ),
    table: existing.key,
    uses: usesOf(operation.table),
    fixes: remedies(context, dropLater(context, operation)),
  };
}

/** Set aside earlier under a name that says so, and dropped where old things are dropped. */
function isParked(
  { file, settings, isPending }: OperationContext,
  { name }: ObjectName,
  table: Table,
): boolean {
  if (file.phase !== 'contract') return false;
  if (settings.tables.expendable.some(pattern => matchesPattern(pattern, name.value))) return true;
  const wasRenamed = table.changedBy !== null && !isPending(table.changedBy.path);
  return wasRenamed && PARKED.test(name.value);
}

/** What people call a table that nothing uses any more. */
const PARKED = /(?:^|_)(?:parked|old|obsolete|unused|deprecated|retired|trash|bak|backup|to_drop)(?:_|\d|$)/i;

/** The file takes a partition out of its table first, under a name that the configuration calls expendable. */
function isExpendablePartition(reviewed: ReviewedFile, { context, order }: ReviewedOperation): boolean {
  const { operation, before, settings } = context;
  if (operation.kind !== 'DropTable') return false;
  const { name } = operation.table;
  if (!settings.tables.expendable.some(pattern => matchesPattern(pattern, name.value))) return false;
  const key = relationKey(before, operation.table);
  return reviewed.ofKinds('DetachPartition').some(detached => {
    const { operation: other, before: then } = detached.context;
    return (
      other.kind === 'DetachPartition' && detached.order < order && relationKey(then, other.partition) === key
    );
  });
}

function* replaced(context: OperationContext, operation: CreateTable): Generator<FindingDraft> {
  if (!operation.orReplace || operation.persistence === 'temporary') return;
  const existing = existingRelation(context, operation.table);
  if (existing === null || isGoneBefore(context, existing.key)) return;
  yield {
    span: headThrough(context.sql, context.target.engine, operation.span, ['table']),
    message: withDoubt(existing, `If ${existing.label} exists, replacing it deletes its rows for good.`),
    table: existing.key,
  };
}

/** Moves the statement as it is; a list of tables moves as a whole, by the finding about its first name. */
function dropLater(context: OperationContext, operation: DropTable): Remedy[] {
  if (context.statement.operations[0] !== operation) return [];
  const { table } = operation;
  return [
    {
      title: 'Drop it in a later migration, once no release uses it',
      kind: 'suggestion',
      names: [table.name],
      build: style =>
        moveToFollowUp(style, [style.site.index], {
          slug: slugOf('drop', displayName(table)),
          header: [CONTRACT_MARK],
          ...(areForeignKeysChecked(context) ? {} : { around: uncheckedForeignKeys(style) }),
        }),
    },
  ];
}
