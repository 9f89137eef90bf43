import { findColumn } from '../catalog/catalog.ts';
import type { Column } from '../catalog/model.ts';
import type { TypeReference } from '../operations/columns.ts';
import type {
  AlterColumnExpression,
  AlterColumnType,
  ConvertCharset,
  ModifyColumn,
} from '../operations/tableOperations.ts';
import { isOnlyAction } from './fixes/alterActions.ts';
import { singleKey } from './fixes/batchedUpdate.ts';
import { boundedFollowUp } from './fixes/followUps.ts';
import { quoteLike, slugOf } from './fixes/identifiers.ts';
import { noteOnlineTool } from './fixes/onlineTool.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { shadowColumn } from './fixes/shadowColumn.ts';
import { plan, replaceAt, written } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { sizeText } from './subject/sizeText.ts';
import { isSameType } from './subject/types.ts';
import { code, columnCode, whoWaits } from './subject/wording.ts';

export const typeChangeRewritesTable = operationRule({
  metadata: {
    id: 'type-change-rewrites-table',
    title: 'Type, collation or charset change rewrites the table',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['changing-column-type'],
      'postgres-language-server': ['changingColumnType'],
      eugene: ['E5'],
      pgfence: ['alter-column-type'],
      strong_migrations: ['change_column'],
      migrationpilot: ['MP007', 'MP089'],
      atlas: ['PG301'],
      sqle: ['00073'],
    },
  },
  kinds: ['AlterColumnType', 'AlterColumnExpression', 'ModifyColumn', 'ConvertCharset'],
  check(context) {
    const { operation, note } = context;
    if (note === null || note.refusal !== null || !note.blocksWrites) return [];
    const existing = existingRelation(context, operation.table);
    if (existing === null) return [];
    switch (operation.kind) {
      case 'AlterColumnType':
        return changedType(context, operation, existing);
      case 'AlterColumnExpression':
        return changedExpression(context, operation, existing);
      case 'ModifyColumn':
        return modified(context, operation, existing);
      case 'ConvertCharset':
        return converted(context, operation, existing);
    }
  },
});

function waiting(context: OperationContext): string {
  return `while ${whoWaits(context.note ?? { blocksReads: false, blocksWrites: true })} wait`;
}

function* changedType(
  context: OperationContext,
  operation: AlterColumnType,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  const { note } = context;
  if (note === null || !(note.rewritesTable || note.scansTable || note.buildsIndex)) return;
  const { table, column, type } = operation;
  const old = findColumn(context.before, existing.table, column);
  const name = columnCode(table, column.value);
  const whole = `${existing.label}${sizeText(context, existing.key)}`;
  if (old?.type == null) {
    yield {
      span: type.span,
      severity: 'warning',
      message: `Changing ${name} to ${code(type.text)} rewrites ${whole} ${waiting(context)}, unless its present type is one that needs no rewrite (schema unknown)`,
      table: existing.key,
      fixes: remedies(context, newColumnInstead(context, operation, null, existing)),
    };
    return;
  }
  const change = `Changing ${name} from ${code(old.type.text)} to ${code(type.text)}`;
  yield {
    span: type.span,
    message: note.rewritesTable
      ? `${change} rewrites ${whole} ${waiting(context)}.`
      : note.scansTable
        ? `${change} needs no rewrite, but checks the constraints on it against all of ${whole} ${waiting(context)}.`
        : `${change} needs no rewrite, but rebuilds indexes of ${whole} ${waiting(context)}.`,
    table: existing.key,
    fixes: remedies(context, [
      ...shorterByCheck(context, operation, old.type),
      ...(note.rewritesTable ? newColumnInstead(context, operation, old, existing) : []),
    ]),
  };
}

function newColumnInstead(
  context: OperationContext,
  operation: AlterColumnType,
  old: Column | null,
  existing: ExistingRelation,
): Remedy[] {
  const { table, column, type, using } = operation;
  if (!isOnlyAction(context.statement, operation.span)) return [];
  return [
    {
      title: `Add a column of the new type beside ${code(column.value)} and move over`,
      kind: 'suggestion',
      names: [table.name, column],
      build(style) {
        const { site, sql } = style;
        if (old?.identity != null || old?.generated != null) return null;
        const from = written(site, column.span);
        const typeText = written(site, type.span);
        const usingText = using === null ? sql`CAST(${from} AS ${typeText})` : written(site, using.span);
        return shadowColumn(style, {
          table: written(site, table.span),
          from,
          to: quoteLike(column, 'postgresql', `${column.value}_new`),
          type: typeText,
          converted: usingText,
          trigger: suffix =>
            quoteLike(table.name, 'postgresql', `${table.name.value}_sync_${column.value}${suffix}`),
          key: singleKey(existing.table, style),
          words: [table.name.value, column.value],
        });
      },
    },
  ];
}

const LIMITED_TEXT = new Set(['character varying', 'text']);

/** A shorter varchar: a CHECK gives the same limit and does not touch the rows. */
function shorterByCheck(context: OperationContext, operation: AlterColumnType, old: TypeReference): Remedy[] {
  const { table, column, type } = operation;
  const [limit] = type.arguments;
  if (
    type.name !== 'character varying' ||
    limit === undefined ||
    !LIMITED_TEXT.has(old.name) ||
    operation.using !== null
  )
    return [];
  return [
    {
      title: `Limit the length with a check instead`,
      kind: 'suggestion',
      names: [table.name, column],
      build(style) {
        const { site, sql } = style;
        const name = quoteLike(column, context.target.engine, `${table.name.value}_${column.value}_length`);
        const columnSql = written(site, column.span);
        return plan({
          edits: [
            replaceAt(
              site,
              operation.span,
              sql`ADD CONSTRAINT ${name} CHECK (char_length(${columnSql}) <= ${limit}) NOT VALID`,
            ),
          ],
          followUps: [
            boundedFollowUp(style, {
              slug: slugOf('validate', table.name.value, column.value, 'length'),
              statements: [sql`ALTER TABLE ${written(site, table.span)} VALIDATE CONSTRAINT ${name};`],
            }),
          ],
        });
      },
    },
  ];
}

function* changedExpression(
  context: OperationContext,
  operation: AlterColumnExpression,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  if (context.note?.rewritesTable !== true) return;
  yield {
    span: operation.span,
    message: `A new expression for ${columnCode(operation.table, operation.column.value)} rewrites ${existing.label}${sizeText(context, existing.key)} ${waiting(context)}.`,
    table: existing.key,
  };
}

function* modified(
  context: OperationContext,
  operation: ModifyColumn,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  const { definition, table, column } = operation;
  if (context.note?.rewritesTable !== true || definition.type === null) return;
  const old = findColumn(context.before, existing.table, column);
  const name = columnCode(table, column.value);
  const whole = `${existing.label}${sizeText(context, existing.key)}`;
  if (old?.type == null) {
    yield {
      span: definition.type.span,
      severity: 'warning',
      message: `If this changes the type of ${name}, the server copies ${whole} ${waiting(context)} (schema unknown)`,
      table: existing.key,
      fixes: remedies(context, [noteOnlineTool(context, table)]),
    };
    return;
  }
  if (isSameType(old.type, definition.type) && old.notNull !== (definition.nullable?.value === false)) return;
  const change = isSameType(old.type, definition.type)
    ? `This change of ${name}`
    : `Changing ${name} from ${code(old.type.text)} to ${code(definition.type.text)}`;
  yield {
    span: definition.type.span,
    message: `${change} copies ${whole} ${waiting(context)}.`,
    table: existing.key,
    fixes: remedies(context, [noteOnlineTool(context, table)]),
  };
}

function* converted(
  context: OperationContext,
  operation: ConvertCharset,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  if (context.note?.rewritesTable !== true) return;
  yield {
    span: operation.span,
    message: `${code('CONVERT TO CHARACTER SET')} copies ${existing.label}${sizeText(context, existing.key)} ${waiting(context)}.`,
    table: existing.key,
    fixes: remedies(context, [noteOnlineTool(context, operation.table)]),
  };
}
