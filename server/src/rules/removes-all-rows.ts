import { nameOfKey, sessionVariable, tableAt } from '../catalog/catalog.ts';
import type { Expression } from '../operations/columns.ts';
import type { ObjectName } from '../operations/names.ts';
import type { Delete, Truncate } from '../operations/sessionOperations.ts';
import type { AlterPartitions } from '../operations/tableOperations.ts';
import type { Span } from '../text/span.ts';
import { quoteLike } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, written } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { matchesPattern } from './subject/patterns.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { sizeOf } from './subject/tableSize.ts';
import { code, listed, withDoubt } from './subject/wording.ts';

export const removesAllRows = operationRule({
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
  kinds: ['Truncate', 'Delete', 'AlterPartitions'],
  check(context) {
    const { operation } = context;
    const existing = existingRelation(context, operation.table);
    if (existing === null || isExpendable(context, operation.table.name.value)) return [];
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
  },
});

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

/** Keys of all tables that refer to a table, directly or through others. */
function referencing(context: OperationContext, start: string): readonly string[] {
  const found = new Set<string>();
  const open = [start];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const { table } of tableAt(context.before, key)?.referencedBy ?? []) {
      if (table === start || found.has(table)) continue;
      found.add(table);
      open.push(table);
    }
  }
  return [...found];
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
  if (where === null) return true;
  const [, left, right] = /^\(*\s*('[^']*'|\d+)\s*=\s*('[^']*'|\d+)\s*\)*$/.exec(where.text.trim()) ?? [];
  if (left !== undefined) return left === right;
  return /^\(*\s*(?:true|1)\s*\)*$/i.test(where.text.trim());
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
