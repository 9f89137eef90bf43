import type { ApplyProblem } from '../catalog/apply.ts';
import { findColumn, findTable, hasUnseenChanges, isComplete, sameName } from '../catalog/catalog.ts';
import type { ObjectName } from '../operations/names.ts';
import type { OperationKind } from '../operations/operation.ts';
import { type Span, span, textOf } from '../text/span.ts';
import { quoteIdentifier } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, replaceAt } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule, type RelatedPlace } from './rule.ts';
import { isOfOneHistory } from './subject/certainty.ts';
import { cutName } from './subject/cutNames.ts';
import { standsAlone } from './subject/relations.ts';
import { code } from './subject/wording.ts';

/** Everything that can ask for an object or put one in the way. */
const KINDS = [
  'CreateTable',
  'DropTable',
  'AddColumn',
  'DropColumn',
  'RenameColumn',
  'AlterColumnType',
  'ModifyColumn',
  'SetColumnDefault',
  'DropColumnDefault',
  'SetNotNull',
  'DropNotNull',
  'AlterIdentity',
  'AlterColumnExpression',
  'SetColumnOption',
  'AddConstraint',
  'DropConstraint',
  'ValidateConstraint',
  'AlterConstraint',
  'RenameConstraint',
  'RenameTable',
  'SetTableSchema',
  'SetTableOption',
  'ConvertCharset',
  'SetStorageParameters',
  'SetTableProperty',
  'SetTriggerState',
  'AttachPartition',
  'DetachPartition',
  'AlterPartitions',
  'TableMaintenance',
  'CreateIndex',
  'DropIndex',
  'RenameIndex',
  'AlterIndex',
  'CreateView',
  'RefreshMaterializedView',
  'CreateSequence',
  'AlterSequence',
  'CreateType',
  'AddEnumValue',
  'RenameEnumValue',
  'CreateTrigger',
  'CreatePolicy',
  'DropObject',
  'RenameObject',
  'Truncate',
  'Insert',
  'Update',
  'Delete',
  'CommentOn',
] as const satisfies readonly OperationKind[];

export const schemaReplayFails = operationRule({
  metadata: {
    id: 'schema-replay-fails',
    title: 'Object missing, or already there',
    categories: ['fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { migrationpilot: ['SQ004'] },
  },
  kinds: KINDS,
  *check(context) {
    const { problems, run, file } = context;
    // Names that the server cuts are another rule's.
    if (!standsAlone(context) || cutName(context) !== null) return;
    const twice = [...writtenTwice(context)];
    yield* twice;
    // A down section runs on the schema of another day, and a repeatable file more than once.
    if (run.direction === 'down' || file.repeatable) return;
    if (problems.length === 0 && twice.length === 0) yield* doneTwice(context);
    for (const problem of problems) {
      if (problem.kind === 'duplicate-column' && twice.length > 0) continue;
      if (!isCertain(context, problem)) continue;
      const place = placeOf(context, problem);
      yield {
        span: place ?? context.operation.span,
        message: messageOf(problem),
        related: related(problem),
        fixes: remedies(context, place === null ? [] : nearestName(context, problem, place)),
      };
    }
  },
});

/** One statement that gives a table the same column twice fails, whatever the table looks like. */
function* writtenTwice({ operation, statement, before }: OperationContext): Generator<FindingDraft> {
  if (operation.kind !== 'CreateTable' && operation.kind !== 'AddColumn') return;
  const columns =
    operation.kind === 'CreateTable'
      ? operation.columns
      : statement.operations.flatMap(other =>
          other.kind === 'AddColumn' && !other.ifNotExists ? [other.column] : [],
        );
  for (const [at, { name }] of columns.entries()) {
    if (operation.kind === 'AddColumn' && operation.column.name !== name) continue;
    if (!columns.slice(0, at).some(other => sameName(before.dialect, other.name.value, name.value))) continue;
    yield { span: name.span, message: `Column ${code(name.value)} is written twice in this statement.` };
  }
}

/** What this file did to a table that is not known otherwise, it cannot do a second time. */
function* doneTwice(context: OperationContext): Generator<FindingDraft> {
  const { operation, before, file } = context;
  if (operation.kind !== 'AddColumn' && operation.kind !== 'DropColumn') return;
  const table = findTable(before, operation.table);
  if (table === undefined || table.certain || table.origin !== null || hasUnseenChanges(before)) return;
  if (file.framework === 'liquibase' || isMasked(operation.table)) return;
  const isAdded = operation.kind === 'AddColumn';
  const name = isAdded ? operation.column.name : operation.column;
  if (isAdded ? operation.ifNotExists : operation.ifExists) return;
  const column = findColumn(before, table, name);
  const gone = table.dropped.find(
    part => part.kind === 'column' && sameName(before.dialect, part.name, name.value),
  );
  const origin = isAdded ? column?.origin : column === undefined ? gone?.origin : null;
  if (origin == null || origin.path !== file.path) return;
  const problem: ApplyProblem = {
    kind: isAdded ? 'duplicate-column' : 'missing',
    objectKind: 'column',
    name: `${table.name}.${name.value}`,
    origin,
    candidates: [],
  };
  yield { span: name.span, message: messageOf(problem), related: related(problem) };
}

/**
 * A baseline tells what is really there. Without one, what these migrations made or dropped themselves is certain,
 * where a tool runs them one after the other. Files of a folder that no tool runs are not always one history, and a
 * changelog of Liquibase may pass over change sets for contexts, labels and preconditions.
 */
function isCertain(context: OperationContext, { origin, objectKind }: ApplyProblem): boolean {
  if (isComplete(context.before)) return true;
  if (context.file.framework === 'liquibase' || (origin !== null && !isOfOneHistory(context, origin)))
    return false;
  const { operation } = context;
  const name = 'table' in operation ? operation.table : null;
  if (name === null || objectKind === 'table') return origin !== null && !isMasked(name);
  const table = findTable(context.before, name);
  return table?.origin != null && isOfOneHistory(context, table.origin) && !isMasked(name);
}

/** A template placeholder stands for the schema; bodies may write it in a way that nobody reads. */
function isMasked(name: ObjectName | null): boolean {
  return name?.schema != null && /^__.*_$/.test(name.schema.value);
}

function ownName({ name }: ApplyProblem): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Where the name stands: in the head of an ALTER TABLE for its table, otherwise in the operation. */
function placeOf({ sql, operation, statement }: OperationContext, problem: ApplyProblem): Span | null {
  const escaped = ownName(problem).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i');
  const head = problem.objectKind === 'table' ? (statement.alterTable?.table.span ?? null) : null;
  for (const range of head === null ? [operation.span] : [head, operation.span]) {
    const found = pattern.exec(textOf(sql, range));
    if (found === null) continue;
    const start = range.start + found.index;
    return span(start, start + found[0].length);
  }
  return null;
}

function messageOf({ kind, objectKind, name, candidates, origin }: ApplyProblem): string {
  const shown = code(name.replace(/^public\./, ''));
  const title = `${objectKind.charAt(0).toUpperCase()}${objectKind.slice(1)}`;
  if (kind === 'duplicate-column') return `Column ${shown} exists already at this point.`;
  if (kind === 'exists') return `${title} ${shown} exists already at this point.`;
  const [nearest] = candidates;
  if (origin !== null) return `${title} ${shown} does not exist any more at this point.`;
  return nearest === undefined
    ? `${title} ${shown} does not exist at this point.`
    : `${title} ${shown} does not exist at this point; did you mean ${code(nearest)}?`;
}

function related({ kind, origin }: ApplyProblem): RelatedPlace[] {
  if (origin === null) return [];
  const { path, statement, span: place } = origin;
  return [
    {
      place: { kind: 'statement', path, statement, span: place },
      message: kind === 'missing' ? 'It is dropped here.' : 'It comes from here.',
    },
  ];
}

function nearestName(context: OperationContext, problem: ApplyProblem, place: Span): Remedy[] {
  const [nearest] = problem.candidates;
  if (problem.kind !== 'missing' || nearest === undefined) return [];
  // Inside quotes other rules of spelling hold.
  if (/["`'[]/.test(context.sql[place.start - 1] ?? '')) return [];
  return [
    {
      title: `Write ${code(nearest)}`,
      kind: 'suggestion',
      build: ({ site, engine }) =>
        plan({ edits: [replaceAt(site, place, quoteIdentifier(engine, nearest))] }),
    },
  ];
}
