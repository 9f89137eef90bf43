import {
  currentSchema,
  findColumn,
  findTable,
  objectKey,
  relationKey,
  sameName,
} from '../catalog/catalog.ts';
import type { Domain } from '../catalog/model.ts';
import { ignoredBy } from '../engines/silentlyIgnored.ts';
import type { ColumnDefinition } from '../operations/columns.ts';
import type { TableConstraint } from '../operations/constraints.ts';
import type { Identifier, ObjectName } from '../operations/names.ts';
import type { AddColumn } from '../operations/tableOperations.ts';
import type { Span } from '../text/span.ts';
import { neutralDefault } from './fixes/neutralValue.ts';
import { remedies } from './fixes/remedy.ts';
import { requireLater } from './fixes/requireLater.ts';
import { insertAt, plan, replaceAt, written } from './fixes/site.ts';
import {
  type FindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { draftsOfKinds } from './subject/draftsOfKinds.ts';
import { emptiedAbove } from './subject/emptiedAbove.ts';
import { finalSchema } from './subject/finalSchema.ts';
import { existingRelation, isNewColumn } from './subject/relations.ts';
import { isStrictMode } from './subject/sqlMode.ts';
import { code, columnCode, withDoubt } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

export const addNotNullColumnWithoutDefault = fileRule({
  metadata: {
    id: 'add-not-null-column-without-default',
    title: 'Required column added without a default',
    categories: ['compatibility', 'fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['adding-required-field'],
      'postgres-language-server': ['addingRequiredField'],
      pgfence: ['add-column-not-null-no-default'],
      migrationpilot: ['MP084'],
      atlas: ['MF103', 'MY101'],
      'django-migration-linter': ['NOT_NULL'],
      bytebase: ['COLUMN_SET_DEFAULT_FOR_NOT_NULL'],
    },
  },
  *check(reviewed) {
    for (const { change, drafts } of reviewed.fromEach(required)) {
      if (change.statement.run.direction === 'down' || isFilledInTheEnd(reviewed, change)) continue;
      if (change.kind === 'AddColumn' && isOnEmptied(reviewed, change))
        for (const draft of drafts) yield { ...draft, message: draft.message.replace(IF_IT_HAS_ROWS, '') };
      else yield* drafts;
    }
  },
});

/** The half of the message that is untrue of a table whose rows the file took away before. */
const IF_IT_HAS_ROWS = ', and this statement fails if the table has rows';

function isOnEmptied(reviewed: ReviewedFile, { context, statement }: ReviewedOperation): boolean {
  const { operation, before } = context;
  if (operation.kind !== 'AddColumn') return false;
  const emptied = emptiedAbove(reviewed, statement, relationKey(before, operation.table));
  return emptied !== null && !emptied.isRefilled;
}

const required = draftsOfKinds(['AddColumn', 'SetNotNull', 'ModifyColumn', 'AddConstraint'], requiredBy);

function* requiredBy(context: OperationContext): Generator<FindingDraft> {
  const { operation } = context;
  switch (operation.kind) {
    case 'AddColumn':
      yield* requiredFromTheStart(context, operation);
      return;
    case 'SetNotNull':
      yield* requiredAfterwards(context, operation.table, operation.column.value, setNotNull(context));
      return;
    case 'ModifyColumn':
      if (operation.definition.nullable?.value === false && !fillsItself(context, operation.definition)) {
        yield* requiredAfterwards(
          context,
          operation.table,
          operation.column.value,
          operation.definition.nullable.span,
        );
      }
      return;
    case 'AddConstraint': {
      const { table, constraint } = operation;
      for (const name of columnsRequiredBy(context, constraint))
        yield* requiredAfterwards(context, table, name, constraint.span);
    }
  }
}

/** The columns that a constraint forbids to be NULL. */
function columnsRequiredBy({ target }: OperationContext, constraint: TableConstraint): readonly string[] {
  switch (constraint.kind) {
    case 'not-null':
      return [constraint.column.value];
    case 'primary-key':
      return constraint.parts.flatMap(({ column }) => (column === null ? [] : [column.value]));
    case 'check':
      return constraint.enforced && ignoredBy(target, 'check') === undefined
        ? constraint.expression.notNullColumns
        : [];
    default:
      return [];
  }
}

/** A later statement gives the column, by now required, a value for writers that do not know it. */
function isFilledInTheEnd(reviewed: ReviewedFile, { context }: ReviewedOperation): boolean {
  const { operation } = context;
  const names =
    operation.kind === 'SetNotNull' || operation.kind === 'ModifyColumn'
      ? [operation.column.value]
      : operation.kind === 'AddConstraint'
        ? columnsRequiredBy(context, operation.constraint)
        : [];
  if (names.length === 0 || !('table' in operation) || operation.table === null) return false;
  const end = finalSchema(reviewed);
  const table = end === null ? undefined : findTable(end, operation.table);
  return names.every(name => {
    const column = end === null ? undefined : findColumn(end, table, name);
    if (column === undefined) return false;
    return (column.default !== null && column.default.kind !== 'null') || column.identity !== null;
  });
}

function* requiredFromTheStart(context: OperationContext, operation: AddColumn): Generator<FindingDraft> {
  const { column, table } = operation;
  const required = requirement(context, column);
  const existing = existingRelation(context, table);
  if (required === null || existing === null || fillsItself(context, column)) return;
  if (operation.ifNotExists && findColumn(context.before, existing.table, column.name) !== undefined) return;
  const name = columnCode(table, column.name.value);
  const trigger = assigningTrigger(context, table, column.name);
  if (trigger !== null) {
    yield {
      span: required,
      severity: 'info',
      message: withDoubt(
        existing,
        `${name} is required and has no default; INSERTs of the release now running work only because the trigger ${code(trigger)} fills it.`,
      ),
    };
    return;
  }
  yield {
    span: required,
    message: withDoubt(
      existing,
      `${name} is required but has no default: the release now running does not send it, so ${consequence(context)}`,
    ),
    fixes: fixesOf(context, operation),
  };
}

function setNotNull({ sql, operation }: OperationContext): Span {
  return findPhrase(sql, 'postgresql', operation.span, ['set', 'not', 'null']) ?? operation.span;
}

function consequence(context: OperationContext): string {
  if (context.target.engine === 'postgresql') return `its INSERTs fail${IF_IT_HAS_ROWS}.`;
  return isStrictMode(context) ? 'its INSERTs fail.' : 'its INSERTs store an empty value without an error.';
}

/** The text that makes the column required: NOT NULL, an inline PRIMARY KEY, or a domain that refuses NULL. */
function requirement(context: OperationContext, column: ColumnDefinition): Span | null {
  if (column.nullable?.value === false) return column.nullable.span;
  if (column.primaryKey !== null) return column.primaryKey.span;
  const check = column.checks.find(
    ({ enforced, expression: { notNullColumns } }) =>
      enforced && notNullColumns.some(name => sameName(context.before.dialect, name, column.name.value)),
  );
  if (check !== undefined && ignoredBy(context.target, 'check') === undefined) return check.span;
  if (column.type === null) return null;
  const domain = domainOf(context, column);
  const refusesNull =
    domain?.notNull === true ||
    domain?.constraints.some(({ expression }) => expression?.notNullColumns.includes('value'));
  return refusesNull === true ? column.type.span : null;
}

function domainOf(context: OperationContext, { type }: ColumnDefinition): Domain | null {
  if (type === null || context.target.engine !== 'postgresql') return null;
  const found = context.before.get(
    objectKey('type', type.schema ?? currentSchema(context.before), type.name),
  );
  return found?.kind === 'domain' ? found : null;
}

const SERIAL_TYPES = new Set(['serial', 'bigserial', 'smallserial']);

/** True when the server has a value for rows that do not name the column. */
function fillsItself(context: OperationContext, column: ColumnDefinition): boolean {
  if (column.default !== null && column.default.value.kind !== 'null') return true;
  if (column.generated !== null || column.identity !== null || column.autoIncrement !== null) return true;
  if (column.type === null) return false;
  if (context.target.engine === 'postgresql')
    return SERIAL_TYPES.has(column.type.name) || domainOf(context, column)?.default != null;
  return (
    column.type.name === 'timestamp' &&
    /^(?:0|off|false)$/i.test(context.target.settings['explicit_defaults_for_timestamp'] ?? '')
  );
}

function assigningTrigger(context: OperationContext, table: ObjectName, column: Identifier): string | null {
  const trigger = findTable(context.before, table)?.triggers.find(
    ({ timing, events, assigns }) =>
      timing === 'before' &&
      events.includes('insert') &&
      assigns.some(assigned => assigned.toLowerCase() === column.value.toLowerCase()),
  );
  return trigger?.name ?? null;
}

/** Added nullable by a pending migration and required by this one, before any release could write it. */
function* requiredAfterwards(
  context: OperationContext,
  table: ObjectName,
  name: string,
  span: Span,
): Generator<FindingDraft> {
  const existing = existingRelation(context, table);
  const column = findColumn(context.before, existing?.table, name);
  if (existing === null || column === undefined || context.file.phase === 'contract') return;
  if (
    !isNewColumn(context, column) ||
    column.notNull ||
    column.default !== null ||
    column.generated !== null ||
    column.autoIncrement
  )
    return;
  yield {
    span,
    message: `${columnCode(table, name)} comes with these migrations and is required from here on without a default: the release now running does not send it, so its INSERTs fail.`,
    related:
      column.origin === null
        ? []
        : [{ place: { kind: 'statement', ...column.origin }, message: 'The column is added here.' }],
  };
}

function fixesOf(context: OperationContext, { table, column }: AddColumn): FixDraft[] {
  const { nullable } = column;
  if (nullable?.value !== false || column.default !== null) return [];
  return remedies(context, [
    {
      title: `Add ${code(column.name.value)} nullable, require it later`,
      kind: 'suggestion',
      names: [table.name, column.name],
      build: style =>
        plan({
          edits: [replaceAt(style.site, nullable.span, style.sql`NULL`)],
          followUps: requireLater(context, style, {
            table,
            name: column.name,
            type: column.type,
            requiredDefinition: written(style.site, column.span),
          }),
        }),
    },
    {
      title: `Keep ${code(column.name.value)} required, add a default`,
      kind: 'suggestion',
      build({ site, sql }) {
        const value = neutralDefault(column.type, context.target, sql);
        return value === null
          ? null
          : plan({ edits: [insertAt(site, nullable.span.end, sql` DEFAULT ${value}`)] });
      },
    },
  ]);
}
