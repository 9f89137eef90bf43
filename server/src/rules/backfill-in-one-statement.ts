import { findColumn } from '../catalog/catalog.ts';
import type { Expression } from '../operations/columns.ts';
import type { ObjectName } from '../operations/names.ts';
import type { Delete, Insert, Merge, Update } from '../operations/sessionOperations.ts';
import type { Span } from '../text/span.ts';
import { type Backfill, batchedUpdate, singleKey } from './fixes/batchedUpdate.ts';
import { type FollowUpStyle, nonTransactionalFollowUp } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { cutStatement } from './fixes/moveStatement.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, statementText, written } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { isJoinOnly, joinedRows } from './subject/joinedUpdate.ts';
import { type ExistingRelation, existingRelation, isNewColumn } from './subject/relations.ts';
import { withDoubt } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const backfillInOneStatement = operationRule({
  metadata: {
    id: 'backfill-in-one-statement',
    title: 'Whole table updated in one transaction',
    categories: ['locking'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      'postgres-language-server': ['banUpdateWithoutWhere'],
      pgfence: ['update-in-migration'],
      migrationpilot: ['MP011'],
    },
  },
  kinds: ['Update', 'Delete', 'Insert', 'Merge'],
  check(context) {
    const { operation } = context;
    switch (operation.kind) {
      case 'Update':
        return updated(context, operation);
      case 'Delete':
        return deleted(context, operation);
      case 'Insert':
        return operation.source === 'select' ? copied(context, operation) : [];
      case 'Merge':
        return copied(context, operation);
    }
  },
});

/** From the verb to the table's name. */
function headOf({ operation }: OperationContext, table: ObjectName): Span {
  return { start: operation.span.start, end: Math.max(table.span.end, operation.span.start) };
}

function* updated(context: OperationContext, operation: Update): Generator<FindingDraft> {
  const existing = existingRelation(context, operation.table);
  if (existing === null || operation.limit) return;
  const joined = touchesEveryRow(context, existing, operation.where)
    ? joinedRows(context, operation)
    : isJoinOnly(context, operation)
      ? 'matching'
      : null;
  if (joined === null) return;
  const everyRow = joined === 'all';
  const rows = everyRow ? 'every row' : 'every row with a match';
  yield {
    span: headOf(context, operation.table),
    message: withDoubt(
      existing,
      `This UPDATE touches ${rows} of ${existing.label} in one transaction; concurrent writers wait for it.`,
    ),
    table: existing.key,
    fixes: remedies(context, everyRow ? [inBatches(context, operation, existing)] : []),
  };
}

function* deleted(context: OperationContext, operation: Delete): Generator<FindingDraft> {
  const existing = existingRelation(context, operation.table);
  // Without any condition it empties the table, which is another matter.
  if (
    existing === null ||
    operation.limit ||
    operation.where === null ||
    !touchesEveryRow(context, existing, operation.where)
  )
    return;
  yield {
    span: headOf(context, operation.table),
    message: withDoubt(
      existing,
      `This DELETE may touch every row of ${existing.label} in one transaction; concurrent writers wait for it.`,
    ),
    table: existing.key,
  };
}

/** `1 = 1`. */
const ALWAYS_TRUE = /^[\s(]*('[^']*'|\d+)\s*=\s*\1[\s)]*$/;

/** No condition, or one that only asks for a column that no row had before these migrations. */
function touchesEveryRow(
  context: OperationContext,
  { table }: ExistingRelation,
  where: Expression | null,
): boolean {
  if (where === null) return true;
  if (where.columns.length === 0)
    return where.kind === 'literal'
      ? !/^(?:false|0)$/i.test(where.text.trim())
      : ALWAYS_TRUE.test(where.text);
  return where.columns.every(name => isNewColumn(context, findColumn(context.before, table, name)));
}

function* copied(context: OperationContext, operation: Insert | Merge): Generator<FindingDraft> {
  if (operation.kind === 'Insert' && (operation.limited || startsFromLiterals(context.sql))) return;
  const existing = existingRelation(context, operation.table);
  const sources = operation.reads.filter(read => existingRelation(context, read) !== null);
  const [source] = sources;
  if (existing === null || source === undefined) return;
  const from = existingRelation(context, source);
  yield {
    span: headOf(context, operation.table),
    message: withDoubt(
      existing,
      `This statement copies all rows of ${from?.label ?? 'a table'} into ${existing.label} in one transaction; rows it touches stay locked until it ends.`,
    ),
    table: from?.key ?? existing.key,
  };
}

/** `FROM (SELECT 'a' AS x UNION SELECT 'b') AS list JOIN t ...`: the rows are written out, the tables are only looked up. */
function startsFromLiterals(sql: string): boolean {
  const head = /\bfrom\s*\(\s*(?:select|values)\b/i.exec(sql);
  if (head === null || /\bfrom\b/i.test(sql.slice(0, head.index))) return false;
  const open = sql.indexOf('(', head.index);
  let depth = 0;
  let at = open;
  for (; at < sql.length; at++) {
    if (sql[at] === '(') depth += 1;
    else if (sql[at] === ')') depth -= 1;
    if (depth === 0) break;
  }
  return !/\bfrom\b/i.test(sql.slice(open, at));
}

function inBatches(context: OperationContext, operation: Update, existing: ExistingRelation): Remedy {
  return {
    title: 'Update in batches, in a migration of its own',
    kind: 'suggestion',
    names: [operation.table.name, ...operation.columns],
    build(style) {
      const backfill = backfillOf(context, style, operation, existing);
      const { site, sql } = style;
      if (backfill === null) return null;
      const slug = slugOf(
        'backfill',
        operation.table.name.value,
        ...operation.columns.map(column => column.value),
      );
      if (style.engine !== 'postgresql') {
        const at = { start: site.statement.start, end: site.statement.start };
        const batch = batchedUpdate(style, backfill);
        return plan({
          edits: [
            {
              span: at,
              newText: `-- To be run by the application or a job, again and again until no row is changed:${site.newline}`,
            },
            { span: site.statement, newText: batch.replace(/;$/, '') },
          ],
        });
      }
      const cut = cutStatement(site, site.index);
      return cut === null
        ? null
        : plan({
            edits: [cut.edit],
            followUps: [
              nonTransactionalFollowUp(site, {
                slug,
                statements: [batchedUpdate({ ...style, sql }, backfill)],
              }),
            ],
          });
    },
  };
}

const CHANGES_BY_ITSELF =
  /\b(?:random|rand|uuid\w*|gen_random_uuid|clock_timestamp|nextval|txid_\w+|sysdate|timeofday)\s*\(/i;

/** What the statement assigns and how to tell the rows that are still to be done; null when that cannot be told. */
function backfillOf(
  context: OperationContext,
  style: FollowUpStyle,
  { table, columns, where, span, reads }: Update,
  existing: ExistingRelation,
): Backfill | null {
  const { site, sql, engine } = style;
  const [column, ...others] = columns;
  if (column === undefined || others.length > 0 || reads.length > 0) return null;
  const set = findPhrase(context.sql, engine, span, ['set']);
  if (set === null) return null;
  const whereWord =
    where === null ? null : lastPhraseBefore(context.sql, engine, { start: set.end, end: where.span.start });
  const assignments = statementText(site)
    .slice(set.end, whereWord ?? span.end)
    .trim();
  const value = /^[^=]+=\s*([\s\S]+)$/.exec(assignments)?.[1];
  if (value === undefined || /\breturning\b|\bfrom\b/i.test(assignments)) return null;
  const columnSql = written(site, column.span);
  const condition = where === null || where.columns.length === 0 ? null : where;
  const remaining =
    condition !== null
      ? written(site, condition.span)
      : CHANGES_BY_ITSELF.test(value)
        ? null
        : engine === 'postgresql'
          ? sql`${columnSql} IS DISTINCT FROM (${value})`
          : sql`NOT (${columnSql} <=> (${value}))`;
  if (remaining === null || (condition !== null && !endsWhenDone(condition, column.value))) return null;
  return { table: written(site, table.span), assignments, remaining, key: singleKey(existing.table, style) };
}

/** The condition is about the very column that is set, so that a row that is done does not come again. */
function endsWhenDone({ columns, text }: Expression, column: string): boolean {
  return columns.includes(column) && /\bis\s+null\s*$/i.test(text.trim());
}

function lastPhraseBefore(
  sql: string,
  engine: OperationContext['target']['engine'],
  range: Span,
): number | null {
  return findPhrase(sql, engine, range, ['where'])?.start ?? null;
}
