import { findColumn, relationKey } from '../catalog/catalog.ts';
import type { Column } from '../catalog/model.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
import type { Insert } from '../operations/sessionOperations.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { plan, statementText, written } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { certainTable } from './subject/certainty.ts';
import { integersInserted } from './subject/insertedValues.ts';
import { standsAlone } from './subject/relations.ts';
import { statementHead } from './subject/statementHead.ts';
import { code, columnCode } from './subject/wording.ts';

export const sequenceBehindInsertedIds = fileRule({
  metadata: {
    id: 'sequence-behind-inserted-ids',
    title: 'Explicit ids inserted, sequence not advanced',
    categories: ['fails'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql'],
    fixes: 'suggestion',
    related: { migrationpilot: ['MP059'] },
  },
  *check(reviewed) {
    const told = new Set<string>();
    for (const entry of reviewed.ofKinds('Insert', 'AlterIdentity')) {
      const { context } = entry;
      if (context.run.direction === 'down' || !standsAlone(context)) continue;
      const finding = ofOperation(reviewed, entry, told);
      if (finding !== null) yield finding;
    }
  },
});

function ofOperation(
  reviewed: ReviewedFile,
  { context, statement: { index }, order }: ReviewedOperation,
  told: Set<string>,
): FileFindingDraft | null {
  const { operation } = context;
  if (operation.kind === 'Insert') {
    const found = insertedIds(context, operation);
    if (found === null) return null;
    const key = `${relationKey(context.before, operation.table)}.${found.column.name}`;
    if (told.has(key) || isAdvancedLater(reviewed, order, operation.table)) return null;
    told.add(key);
    return {
      statement: index,
      span: statementHead(context),
      message: `${idsText(found.ids)} inserted by hand; the sequence of ${columnCode(operation.table, found.column.name)} does not know, so the application's next INSERT gets an id that is taken.`,
      fixes: [advance(context, operation.table, found.column)],
    };
  }
  if (operation.kind !== 'AlterIdentity' || operation.action !== 'add') return null;
  const key = relationKey(context.before, operation.table);
  const isStarted = /\b(?:start|restart)\b/i.test(
    context.sql.slice(operation.span.start, operation.span.end),
  );
  if (context.isNew(key) || isStarted || isAdvancedLater(reviewed, order, operation.table)) return null;
  return {
    statement: index,
    span: operation.span,
    message: `The new sequence of ${columnCode(operation.table, operation.column.value)} starts at 1: with rows in ${code(displayName(operation.table))}, the application's next INSERT gets an id that is taken.`,
    fixes: [advance(context, operation.table, { name: operation.column.value })],
  };
}

function insertedIds(
  context: OperationContext,
  operation: Insert,
): { readonly column: Column; readonly ids: readonly number[] } | null {
  const table = certainTable(context, operation.table);
  if (table === undefined || operation.source !== 'values' || /\boverriding\s+user\b/i.test(context.sql))
    return null;
  const names = operation.columns?.map(({ value }) => value) ?? table.columns.map(({ name }) => name);
  for (const [at, name] of names.entries()) {
    const column = findColumn(context.before, table, name);
    if (column === undefined || column.sequence === null) continue;
    const ids = integersInserted(context.sql, operation, at);
    if (ids?.some(id => id > 0) === true) return { column, ids };
  }
  return null;
}

function idsText(ids: readonly number[]): string {
  const [low, high] = ids.reduce(
    ([least, most], id) => [Math.min(least, id), Math.max(most, id)],
    [Number.POSITIVE_INFINITY, 0],
  );
  return low === high ? `Id ${low} is` : `Ids ${low} to ${high} are`;
}

/** setval() or RESTART behind the statement. Which sequence is meant is taken on trust. */
function isAdvancedLater(reviewed: ReviewedFile, order: number, table: ObjectName): boolean {
  return reviewed
    .ofKinds('Query', 'AlterSequence', 'AlterIdentity', 'ExecuteBlock', 'DynamicStatement', 'Unknown')
    .some(({ context, order: later }) => {
      if (later < order || context.operation.kind === 'Unknown')
        return later > order && context.sql.includes('setval');
      const { operation, sql } = context;
      switch (operation.kind) {
        case 'Query':
          return operation.functions.some(name => name.endsWith('setval'));
        case 'AlterSequence':
          return operation.restarts;
        case 'AlterIdentity':
          return (
            later > order &&
            operation.table.name.value === table.name.value &&
            /\brestart\b/i.test(sql.slice(operation.span.start, operation.span.end))
          );
        default:
          return /\bsetval\b|\brestart\b/i.test(sql);
      }
    });
}

function advance(context: OperationContext, table: ObjectName, column: { readonly name: string }): FixDraft {
  return {
    title: 'Advance the sequence behind the statement',
    kind: 'suggestion',
    build(site) {
      const sql = sqlWriter(statementText(site));
      if (written(site, table.span).length !== table.span.end - table.span.start) return null;
      const name = context.sql.slice(table.span.start, table.span.end);
      const id = /^[a-z_][a-z0-9_]*$/.test(column.name)
        ? column.name
        : `"${column.name.replaceAll('"', '""')}"`;
      const text = sql`SELECT setval(pg_get_serial_sequence('${name}', '${column.name.replaceAll("'", "''")}'), (SELECT max(${id}) FROM ${name}));`;
      const last = lastInsert(site, table) ?? site.index;
      const place = site.statements[last];
      if (place === undefined) return null;
      const end = place.terminator?.end ?? place.span.end;
      return plan({
        edits: [
          {
            span: { start: end, end },
            newText: `${place.terminator === null ? ';' : ''}${site.newline}${text}`,
          },
        ],
      });
    },
  };
}

/** The file's last INSERT into the table. */
function lastInsert(site: Parameters<FixDraft['build']>[0], table: ObjectName): number | null {
  const at = site.statements.findLastIndex(({ syntax }) =>
    syntax.operations.some(
      operation => operation.kind === 'Insert' && operation.table.name.value === table.name.value,
    ),
  );
  return at === -1 ? null : at;
}
