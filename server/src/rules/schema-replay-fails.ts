import type { ApplyProblem } from '../catalog/apply.ts';
import { isComplete } from '../catalog/catalog.ts';
import type { OperationKind } from '../operations/operation.ts';
import { type Span, span, textOf } from '../text/span.ts';
import { quoteIdentifier } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, replaceAt } from './fixes/site.ts';
import { type OperationContext, operationRule, type RelatedPlace } from './rule.ts';
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
    // Files of one folder are not always one history: only a baseline tells what is really there.
    if (problems.length === 0 || !isComplete(context.before)) return;
    // A down section runs on the schema of another day, and a repeatable file more than once.
    if (run.direction === 'down' || file.repeatable || !standsAlone(context)) return;
    for (const problem of problems) {
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
