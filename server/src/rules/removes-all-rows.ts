import { isComplete, nameOfKey, sessionVariable } from '../catalog/catalog.ts';
import type { Expression } from '../operations/columns.ts';
import type { ObjectName } from '../operations/names.ts';
import type { Delete, Truncate } from '../operations/sessionOperations.ts';
import type { AlterPartitions } from '../operations/tableOperations.ts';
import type { Span } from '../text/span.ts';
import { quoteLike } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, written } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedOperation,
} from './rule.ts';
import { draftsOfKinds } from './subject/draftsOfKinds.ts';
import { type Emptying, isDroppedBelow, isFilledBelow, referencing } from './subject/emptiedTables.ts';
import { matchesPattern } from './subject/patterns.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { sizeOf } from './subject/tableSize.ts';
import { code, listed, withDoubt } from './subject/wording.ts';

export const removesAllRows = fileRule({
  metadata: {
    id: 'removes-all-rows',
    title: 'Statement empties a table or partition',
    categories: ['data-loss'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['ban-truncate-cascade'],
      'postgres-language-server': ['banTruncateCascade'],
      pgfence: ['truncate'],
      migrationpilot: ['MP036', 'MP067'],
      flyway: ['RG06', 'RG13', 'RG16'],
    },
  },
  *check(reviewed) {
    for (const { change, drafts } of reviewed.fromEach(losses)) {
      const emptying = emptyingOf(change);
      // What that breaks, drop-table-in-use says.
      if (emptying !== null && isDroppedBelow(reviewed, emptying)) continue;
      if (emptying !== null && isFilledBelow(reviewed, emptying)) yield* drafts.map(startsAfresh);
      else yield* drafts;
    }
  },
});

function emptyingOf(at: ReviewedOperation): Emptying | null {
  const { operation } = at.context;
  return operation.kind === 'Truncate' || operation.kind === 'Delete' ? { at, operation } : null;
}

function startsAfresh(draft: FileFindingDraft): FileFindingDraft {
  const message = draft.message.replace(/\.$/, '');
  return {
    ...draft,
    severity: draft.severity ?? 'warning',
    message: `${message}; what is inserted below is all that remains.`,
  };
}

const losses = draftsOfKinds(['Truncate', 'Delete', 'AlterPartitions'], lossOf);

function lossOf(context: OperationContext): Iterable<FindingDraft> {
  const { operation } = context;
  if (operation.kind !== 'Truncate' && operation.kind !== 'Delete' && operation.kind !== 'AlterPartitions')
    return [];
  const existing = existingRelation(context, operation.table);
  if (existing === null || isExpendable(context, operation.table.name.value)) return [];
  // A table that is certainly not there has no rows: the statement fails.
  if (!existing.known && existing.table === undefined && isComplete(context.before)) return [];
  // What these migrations filled themselves, nobody misses.
  if (existing.table?.origin != null && context.isPending(existing.table.origin.path)) return [];
  switch (operation.kind) {
    case 'Truncate':
      return truncated(context, operation, existing);
    case 'Delete':
      return deleted(context, operation, existing);
    case 'AlterPartitions':
      return partitionsEmptied(context, operation, existing);
  }
}

function isExpendable({ settings }: OperationContext, name: string): boolean {
  return settings.tables.expendable.some(pattern => matchesPattern(pattern, name));
}

function draft(
  context: OperationContext,
  existing: ExistingRelation,
  span: Span,
  message: string,
  list: readonly Remedy[] = [],
): FindingDraft {
  return {
    span,
    message: withDoubt(existing, message),
    table: existing.key,
    ...(sizeOf(context, existing.key)?.rows === 0 ? { severity: 'info' as const } : {}),
    fixes: remedies(context, list),
  };
}

function* truncated(
  context: OperationContext,
  operation: Truncate,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  if (context.target.engine !== 'postgresql' && isRefusedParent(context, existing)) return;
  const others = operation.cascade ? referencing(context, existing.key) : [];
  const cascade =
    others.length > 0
      ? ` (and of ${listed(others.map(key => code(nameOfKey(key).replace(/^public\./, ''))))} through CASCADE)`
      : operation.cascade && !existing.known
        ? ' (and of every table that refers to it)'
        : '';
  yield draft(
    context,
    existing,
    operation.table.span,
    `TRUNCATE deletes all rows of ${existing.label}${cascade}.`,
    setAside(context, operation.table, existing),
  );
}

/** MySQL and MariaDB refuse to truncate a table that foreign keys of others refer to. */
function isRefusedParent(context: OperationContext, { table, key }: ExistingRelation): boolean {
  const checks = sessionVariable(context.before, 'foreign_key_checks');
  const off = checks !== undefined && /^(?:0|off)$/i.test(checks.value ?? '');
  return !off && table !== undefined && table.referencedBy.some(reference => reference.table !== key);
}

function* deleted(
  context: OperationContext,
  operation: Delete,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  if (operation.history === true || operation.limit) return;
  if (operation.reads.length > 0 || !isAlwaysTrue(operation.where)) return;
  yield draft(
    context,
    existing,
    {
      start: operation.span.start,
      end: Math.max(operation.table.span.end, operation.where?.span.end ?? 0),
    },
    `This DELETE removes all rows of ${existing.label}.`,
    setAside(context, operation.table, existing),
  );
}

function isAlwaysTrue(where: Expression | null): boolean {
  return where === null || isTruth(where.text);
}

/** True for `true`, `1`, `1 = 1`, `'a' = 'a'`, `NOT false`, and for any of these joined by AND. */
function isTruth(text: string): boolean {
  const bare = withoutParentheses(text.trim());
  const parts = bare.split(/\band\b/i);
  if (parts.length > 1) return parts.every(isTruth);
  if (/^not\b/i.test(bare)) return /^(?:false|0)$/i.test(withoutParentheses(bare.slice(3).trim()));
  const [, left, right] = /^('[^']*'|\d+)\s*=\s*('[^']*'|\d+)$/.exec(bare) ?? [];
  return left === undefined ? /^(?:true|1)$/i.test(bare) : left === right;
}

/** Pairs around the whole text go; a text that only begins and ends with one stays broken, and is no truth then. */
function withoutParentheses(text: string): string {
  return text.startsWith('(') && text.endsWith(')') ? withoutParentheses(text.slice(1, -1).trim()) : text;
}

function* partitionsEmptied(
  context: OperationContext,
  { action, partitions, span }: AlterPartitions,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  if (action !== 'drop' && action !== 'truncate') return;
  const all = partitions.filter(({ value }) => !isExpendable(context, value));
  if (all.length === 0 && partitions.length > 0) return;
  const names =
    all.length === 0 ? 'every partition' : `partition ${listed(all.map(({ value }) => code(value)))}`;
  yield draft(
    context,
    existing,
    span,
    `${action === 'drop' ? 'DROP' : 'TRUNCATE'} PARTITION deletes all rows of ${names} of ${existing.label}.`,
  );
}

/** The rows under another name, and an empty table in their place. Only where nothing else hangs on the table's name. */
function setAside(
  context: OperationContext,
  table: ObjectName,
  { table: known }: ExistingRelation,
): Remedy[] {
  const { engine } = context.target;
  if (known === undefined || !known.certain || context.statement.operations.length !== 1) return [];
  if (known.referencedBy.length + known.readBy.length + known.triggers.length > 0) return [];
  if (known.constraints.some(({ kind }) => kind === 'foreign-key') || known.partitionOf !== null) return [];
  if (known.partitioning !== null || known.policies.length > 0) return [];
  // A sequence stays with the table that owns it.
  if (known.columns.some(({ sequence }) => sequence !== null)) return [];
  return [
    {
      title: 'Set the rows aside under another name',
      kind: 'suggestion',
      names: [table.name],
      build({ site, sql }) {
        const name = written(site, table.span);
        const parked = quoteLike(table.name, engine, `${table.name.value}_parked`);
        const schema = table.schema === null ? '' : `${written(site, table.schema.span)}.`;
        const text =
          engine === 'postgresql'
            ? sql`ALTER TABLE ${name} RENAME TO ${parked};${site.newline}CREATE TABLE ${name} (LIKE ${schema}${parked} INCLUDING ALL)`
            : sql`CREATE TABLE ${schema}${quoteLike(table.name, engine, `${table.name.value}_new`)} LIKE ${name};${site.newline}RENAME TABLE ${name} TO ${schema}${parked}, ${schema}${quoteLike(table.name, engine, `${table.name.value}_new`)} TO ${name}`;
        return plan({
          edits: [{ span: site.statement, newText: `${text}${site.terminator === null ? ';' : ''}` }],
        });
      },
    },
  ];
}
