import { objectKey, searchPath } from '../catalog/catalog.ts';
import { STEADY_FUNCTIONS } from '../engines/postgresql/steadyFunctions.ts';
import { VOLATILE_FUNCTIONS } from '../engines/postgresql/volatileFunctions.ts';
import type { ColumnDefinition } from '../operations/columns.ts';
import type { AddColumn } from '../operations/tableOperations.ts';
import type { Span } from '../text/span.ts';
import { isOnlyAction } from './fixes/alterActions.ts';
import { batchedUpdate, singleKey } from './fixes/batchedUpdate.ts';
import { nonTransactionalFollowUp } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { noteOnlineTool } from './fixes/onlineTool.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan, removeWithSpaceBefore, written } from './fixes/site.ts';
import { type OperationContext, operationRule, type Severity } from './rule.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { sizeText } from './subject/sizeText.ts';
import { code, columnCode, whoWaits, withDoubt } from './subject/wording.ts';

export const addColumnRewritesTable = operationRule({
  metadata: {
    id: 'add-column-rewrites-table',
    title: 'New column forces a rewrite',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['adding-field-with-default'],
      'postgres-language-server': ['addingFieldWithDefault', 'addSerialColumn'],
      eugene: ['E10', 'E11'],
      pgfence: [
        'add-column-non-constant-default',
        'add-column-default-pre-pg11',
        'add-column-serial',
        'add-column-stored-generated',
      ],
      strong_migrations: [
        'add_column_default',
        'add_column_auto_incrementing',
        'add_column_generated_stored',
      ],
      migrationpilot: ['MP003', 'MP015', 'MP062'],
      atlas: ['PG302'],
    },
  },
  kinds: ['AddColumn'],
  *check(context) {
    const { operation, note } = context;
    if (note === null || note.refusal !== null || !note.rewritesTable || !note.blocksWrites) return;
    const existing = existingRelation(context, operation.table);
    const cause = existing === null ? null : causeOf(context, operation, existing);
    if (existing === null || cause === null) return;
    yield {
      span: cause.span,
      ...(cause.severity === undefined ? {} : { severity: cause.severity }),
      message: withDoubt(
        existing,
        `${cause.reason} rewrites ${existing.label}${sizeText(context, existing.key)} while ${whoWaits(note)} wait.`,
      ),
      table: existing.key,
      sharedWork: { kind: 'rewrite', part: code(operation.column.name.value) },
      fixes: remedies(context, fixesOf(context, operation, existing)),
    };
  },
});

interface Cause {
  readonly span: Span;
  /** Subject of "rewrites the table". */
  readonly reason: string;
  readonly severity?: Severity;
}

const SERIAL_TYPES = new Set(['serial', 'bigserial', 'smallserial']);

/** The part of the definition that the rewrite comes from; null when it comes from another clause of the statement. */
function causeOf(
  context: OperationContext,
  { table, column }: AddColumn,
  existing: ExistingRelation,
): Cause | null {
  const name = columnCode(table, column.name.value);
  const { type } = column;
  if (column.generated?.value.kind === 'stored')
    return { span: column.generated.span, reason: `Computing the stored column ${name} for every row` };
  if (column.identity !== null)
    return { span: column.identity.span, reason: `Numbering all rows for the identity column ${name}` };
  if (column.autoIncrement !== null)
    return {
      span: column.autoIncrement.span,
      reason: `Numbering all rows for the ${code('AUTO_INCREMENT')} column ${name}`,
    };
  if (type !== null && SERIAL_TYPES.has(type.name))
    return { span: type.span, reason: `Numbering all rows for the ${code(type.name)} column ${name}` };
  if (column.default !== null && column.default.value.kind !== 'null')
    return causeOfDefault(context, name, column.default);
  if (context.target.engine === 'postgresql') {
    return type === null
      ? null
      : { span: type.span, reason: `The type ${code(type.text)} has rules of its own, so adding ${name}` };
  }
  if (existing.table?.indexes.some(index => index.method === 'fulltext') === true) {
    return { span: column.span, reason: `Because of its full-text index, adding ${name}` };
  }
  return null;
}

function causeOfDefault(
  context: OperationContext,
  name: string,
  { value, span }: NonNullable<ColumnDefinition['default']>,
): Cause | null {
  const { functions } = value;
  if (context.target.engine !== 'postgresql') {
    // A literal is stored once; only an expression is computed for every row.
    return value.kind === 'literal'
      ? null
      : { span, reason: `Computing the default ${code(value.text)} of ${name} for every row` };
  }
  if (functions.length === 0) return { span, reason: `On this version, adding ${name} with a default` };
  const unknown = functions.find(called => !isKnownFunction(context, called));
  if (unknown !== undefined && !functions.some(called => VOLATILE_FUNCTIONS.has(localName(called)))) {
    return {
      span,
      severity: 'warning',
      reason: `Unless ${code(`${unknown}()`)} is stable or immutable, adding ${name} with it`,
    };
  }
  return { span, reason: `${code(value.text)} is evaluated for every row: adding ${name} with it` };
}

/** True for functions of the server and of the catalog. */
function isKnownFunction({ before }: OperationContext, name: string): boolean {
  const local = localName(name);
  if (VOLATILE_FUNCTIONS.has(local) || STEADY_FUNCTIONS.has(local)) return true;
  const schemas = local === name ? searchPath(before) : [name.slice(0, name.length - local.length - 1)];
  return schemas.some(schema => before.get(objectKey('routine', schema, local)) !== undefined);
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function fixesOf(context: OperationContext, operation: AddColumn, existing: ExistingRelation): Remedy[] {
  const { column, table } = operation;
  if (context.target.engine !== 'postgresql') return [noteOnlineTool(context, table)];
  const { generated } = column;
  if (column.default !== null && column.default.value.kind !== 'null' && generated === null)
    return [defaultLater(context, operation, existing)];
  return [];
}

/** The column without a value for old rows, the default for new ones, and the old rows in batches. */
function defaultLater(
  context: OperationContext,
  { table, column, span }: AddColumn,
  existing: ExistingRelation,
): Remedy {
  return {
    title: 'Add the column empty, set the default, fill old rows in batches',
    kind: 'suggestion',
    names: [table.name, column.name],
    build(style) {
      const { site, sql } = style;
      if (
        column.default === null ||
        column.nullable?.value === false ||
        !isOnlyAction(context.statement, span)
      )
        return null;
      const tableSql = written(site, table.span);
      const columnSql = written(site, column.name.span);
      const value = written(site, column.default.value.span);
      const at = site.terminator?.end ?? site.statement.end;
      const setDefault = sql`ALTER TABLE ${tableSql} ALTER COLUMN ${columnSql} SET DEFAULT ${value}`;
      const isLast = site.terminator === null;
      return plan({
        edits: [
          removeWithSpaceBefore(site, column.default.span),
          isLast
            ? insertAt(site, context.sql.length, `;${site.newline}${setDefault};`)
            : { span: { start: at, end: at }, newText: `${site.newline}${setDefault};` },
        ],
        followUps: [
          nonTransactionalFollowUp(site, {
            slug: slugOf('backfill', table.name.value, column.name.value),
            statements: [
              batchedUpdate(style, {
                table: tableSql,
                assignments: `${columnSql} = ${value}`,
                remaining: sql`${columnSql} IS NULL`,
                key: singleKey(existing.table, style),
              }),
            ],
          }),
        ],
      });
    },
  };
}
