import { findColumn, relationKey } from '../catalog/catalog.ts';
import type { Identifier, ObjectName } from '../operations/names.ts';
import { displayName } from '../operations/names.ts';
import type { ModifyColumn, RenameColumn } from '../operations/tableOperations.ts';
import { isOnlyAction } from './fixes/alterActions.ts';
import { singleKey } from './fixes/batchedUpdate.ts';
import { quoteLike } from './fixes/identifiers.ts';
import { remedies } from './fixes/remedy.ts';
import { shadowColumn } from './fixes/shadowColumn.ts';
import { written } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedStatement,
} from './rule.ts';
import { compatibilityViews } from './subject/compatibilityViews.ts';
import { existingRelation, isNewColumn } from './subject/relations.ts';
import { code, columnCode, withDoubt } from './subject/wording.ts';

export const renameColumn = fileRule({
  metadata: {
    id: 'rename-column',
    title: 'Column renamed in place',
    categories: ['compatibility'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['renaming-column'],
      'postgres-language-server': ['renamingColumn'],
      pgfence: ['rename-column'],
      strong_migrations: ['rename_column'],
      migrationpilot: ['MP010'],
      atlas: ['BC102'],
      spirit: ['rename_column'],
      'django-migration-linter': ['RENAME_COLUMN'],
    },
  },
  *check(reviewed) {
    const candidates = reviewed.ofKinds('RenameColumn', 'ModifyColumn', 'RenameObject', 'AlterTypeAttribute');
    if (candidates.length === 0) return;
    const viewsAt = compatibilityViews(reviewed);
    for (const { statement, context } of candidates) {
      if (statement.run.direction === 'up') yield* checkOperation(viewsAt, statement, context);
    }
  },
});

type ViewsAt = ReturnType<typeof compatibilityViews>;

function* checkOperation(
  viewsAt: ViewsAt,
  statement: ReviewedStatement,
  context: OperationContext,
): Generator<FileFindingDraft> {
  const { operation } = context;
  switch (operation.kind) {
    case 'RenameColumn':
      yield* renamed(viewsAt, statement, context, operation, operation.to);
      return;
    case 'ModifyColumn':
      if (operation.column.value.toLowerCase() !== operation.definition.name.value.toLowerCase()) {
        yield* renamed(viewsAt, statement, context, operation, operation.definition.name);
      }
      return;
    case 'RenameObject':
      if (operation.objectKind === 'column' && operation.table !== null) {
        yield* reported(statement, context, operation.table, operation.name.name, operation.to, []);
      }
      return;
    case 'AlterTypeAttribute':
      if (operation.action === 'rename')
        yield* renamedAttribute(statement, context, operation.type, operation.attribute);
  }
}

function* renamed(
  viewsAt: ViewsAt,
  statement: ReviewedStatement,
  context: OperationContext,
  operation: RenameColumn | ModifyColumn,
  to: Identifier,
): Generator<FileFindingDraft> {
  if (
    context.target.engine !== 'postgresql' &&
    operation.column.value.toLowerCase() === to.value.toLowerCase()
  )
    return;
  if (oldShapeStaysVisible(viewsAt, statement, context, operation)) return;
  yield* reported(
    statement,
    context,
    operation.table,
    operation.column,
    to,
    besideOldColumn(context, operation, to),
  );
}

function* reported(
  statement: ReviewedStatement,
  context: OperationContext,
  table: ObjectName,
  from: Identifier,
  to: Identifier,
  fixes: readonly FixDraft[],
): Generator<FileFindingDraft> {
  const existing = existingRelation(context, table);
  if (existing === null || isNewColumn(context, findColumn(context.before, existing.table, from))) return;
  yield {
    statement: statement.index,
    span: context.operation.span,
    message: withDoubt(
      existing,
      `Renaming ${columnCode(table, from.value)} to ${code(to.value)} breaks one of the two releases that run during the deploy: the old one asks for ${code(from.value)}, the new one for ${code(to.value)}.`,
    ),
    table: existing.key,
    fixes,
  };
}

/** PostgreSQL: the table gets another name in the same transaction and a view of the old name shows the old column name. */
function oldShapeStaysVisible(
  viewsAt: ViewsAt,
  statement: ReviewedStatement,
  context: OperationContext,
  { table, column }: RenameColumn | ModifyColumn,
): boolean {
  const key = relationKey(context.before, table);
  return viewsAt(statement).some(
    view =>
      (view.oldTable === key || view.newTable === key) &&
      view.columns !== null &&
      view.columns.includes(column.value),
  );
}

function besideOldColumn(
  context: OperationContext,
  operation: RenameColumn | ModifyColumn,
  to: Identifier,
): FixDraft[] {
  const { table, column } = operation;
  if (!isOnlyAction(context.statement, operation.span)) return [];
  return remedies(context, [
    {
      title: `Add ${code(to.value)} beside ${code(column.value)} and move over`,
      kind: 'suggestion',
      names: [table.name, column, to],
      build(style) {
        const { site } = style;
        const existing = existingRelation(context, table);
        const old = findColumn(context.before, existing?.table, column);
        const typeOfChange = operation.kind === 'ModifyColumn' ? operation.definition.type : null;
        const type = typeOfChange === null ? (old?.type?.text ?? null) : written(site, typeOfChange.span);
        if (type === null || old?.generated != null) return null;
        const from = written(site, column.span);
        return shadowColumn(style, {
          table: written(site, table.span),
          from,
          to: written(site, to.span),
          type,
          converted: from,
          trigger: suffix =>
            quoteLike(table.name, context.target.engine, `${table.name.value}_sync_${to.value}${suffix}`),
          key: singleKey(existing?.table, style),
          words: [table.name.value, column.value],
        });
      },
    },
  ]);
}

function* renamedAttribute(
  statement: ReviewedStatement,
  context: OperationContext,
  type: ObjectName,
  attribute: Identifier,
): Generator<FileFindingDraft> {
  yield {
    statement: statement.index,
    span: context.operation.span,
    message: `Renaming ${code(`${displayName(type)}.${attribute.value}`)} breaks one of the two releases that run during the deploy.`,
  };
}
