import { findColumn, nameKey, relationKey, sameName } from '../catalog/catalog.ts';
import type { Identifier, ObjectName } from '../operations/names.ts';
import { displayName } from '../operations/names.ts';
import type { AlterTypeAttribute } from '../operations/objectOperations.ts';
import type { ModifyColumn, RenameColumn } from '../operations/tableOperations.ts';
import { isOnlyAction } from './fixes/alterActions.ts';
import { singleKey } from './fixes/batchedUpdate.ts';
import { quoteLike } from './fixes/identifiers.ts';
import { remedies } from './fixes/remedy.ts';
import { shadowColumn } from './fixes/shadowColumn.ts';
import { written } from './fixes/site.ts';
import {
  type FindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedStatement,
} from './rule.ts';
import { compatibilityViews } from './subject/compatibilityViews.ts';
import { isUnderNewName } from './subject/newNames.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelation, isNewColumn } from './subject/relations.ts';
import { usesOf } from './subject/uses.ts';
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
      const draft = statement.run.direction === 'down' ? null : draftOf(context);
      if (draft === null || oldShapeStaysVisible(viewsAt, statement, context)) continue;
      if (isRenamedAlready(reviewed, context)) continue;
      yield { ...draft, statement: statement.index };
    }
  },
});

/** What is to be said about an operation, but for the views that may make it harmless. */
const draftOf = perContext(computeDraft);

function computeDraft(context: OperationContext): FindingDraft | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'RenameColumn':
      return renamed(context, operation, operation.to);
    case 'ModifyColumn':
      return renamed(context, operation, operation.definition.name);
    case 'RenameObject':
      if (operation.objectKind !== 'column' || operation.table === null) return null;
      return reported(context, operation.table, operation.name.name, operation.to, []);
    case 'AlterTypeAttribute':
      return operation.action === 'rename' ? renamedAttribute(context, operation) : null;
    default:
      return null;
  }
}

function renamed(
  context: OperationContext,
  operation: RenameColumn | ModifyColumn,
  to: Identifier,
): FindingDraft | null {
  if (sameName(context.target.engine, operation.column.value, to.value)) return null;
  const fixes = besideOldColumn(context, operation, to);
  return reported(context, operation.table, operation.column, to, fixes);
}

function reported(
  context: OperationContext,
  table: ObjectName,
  from: Identifier,
  to: Identifier,
  fixes: readonly FixDraft[],
): FindingDraft | null {
  const existing = existingRelation(context, table);
  const column = findColumn(context.before, existing?.table, from);
  if (existing === null || isNewColumn(context, column)) return null;
  if (column === undefined && existing.table?.certain === true) return null;
  return {
    span: context.operation.span,
    message: withDoubt(
      existing,
      `Renaming ${columnCode(table, from.value)} to ${code(to.value)} breaks one of the two releases that run during the deploy: the old one asks for ${code(from.value)}, the new one for ${code(to.value)}.`,
    ),
    table: existing.key,
    uses: usesOf(table, from.value),
    fixes,
  };
}

/** PostgreSQL: the table gets another name in the same transaction and a view of the old name shows the old column name. */
function oldShapeStaysVisible(
  viewsAt: ReturnType<typeof compatibilityViews>,
  statement: ReviewedStatement,
  { operation, before }: OperationContext,
): boolean {
  const views = viewsAt(statement);
  if (views.length === 0 || (operation.kind !== 'RenameColumn' && operation.kind !== 'ModifyColumn'))
    return false;
  const { table, column } = operation;
  const key = relationKey(before, table);
  return views.some(
    view =>
      (view.oldTable === key || view.newTable === key) &&
      view.columns !== null &&
      view.columns.includes(column.value),
  );
}

/** A rename higher up took the column, or its table, from old readers already. */
function isRenamedAlready(reviewed: ReviewedFile, context: OperationContext): boolean {
  const { operation } = context;
  if (operation.kind !== 'RenameColumn' && operation.kind !== 'ModifyColumn') return false;
  return isUnderNewName(reviewed, context, operation.table, operation.column.value);
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

function renamedAttribute(
  context: OperationContext,
  { type, attribute, span }: AlterTypeAttribute,
): FindingDraft | null {
  if (context.isNew(nameKey(context.before, 'type', type))) return null;
  return {
    span,
    message: `Renaming ${code(`${displayName(type)}.${attribute.value}`)} breaks one of the two releases that run during the deploy.`,
  };
}
