import { isComplete } from '../catalog/catalog.ts';
import type { ObjectName } from '../operations/names.ts';
import { displayName } from '../operations/names.ts';
import type { CreateTable, DropTable } from '../operations/tableOperations.ts';
import { boundedFollowUp, CONTRACT_MARK } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { cutStatement } from './fixes/moveStatement.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, written } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { matchesPattern } from './subject/patterns.ts';
import { existingRelation } from './subject/relations.ts';
import { withDoubt } from './subject/wording.ts';
import { headThrough } from './subject/words.ts';

export const dropTableInUse = operationRule({
  metadata: {
    id: 'drop-table-in-use',
    title: 'Table dropped while old code may use it',
    categories: ['compatibility', 'data-loss'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['ban-drop-table'],
      'postgres-language-server': ['banDropTable'],
      pgfence: ['drop-table'],
      migrationpilot: ['MP026'],
      atlas: ['DS102'],
      'django-migration-linter': ['DROP_TABLE'],
      flyway: ['RG01'],
      liquibase: ['change-drop-table-warn'],
    },
  },
  kinds: ['DropTable', 'CreateTable'],
  check(context) {
    if (context.run.direction === 'down') return [];
    const { operation } = context;
    return operation.kind === 'DropTable' ? dropped(context, operation) : replaced(context, operation);
  },
});

function* dropped(context: OperationContext, operation: DropTable): Generator<FindingDraft> {
  const existing = operation.temporary ? null : existingRelation(context, operation.table);
  if (existing === null || isKnownToBeAbsent(context, existing.table)) return;
  if (existing.table !== undefined && isParked(context, operation.table)) return;
  yield {
    span: operation.table.span,
    message: withDoubt(
      existing,
      `Dropping ${existing.label} deletes its rows for good and breaks running instances that still query it.`,
    ),
    table: existing.key,
    fixes: remedies(context, [dropLater(context, operation)]),
  };
}

/** The name is not in a complete catalog: IF EXISTS skips it, or the statement fails. */
function isKnownToBeAbsent(context: OperationContext, table: object | undefined): boolean {
  return table === undefined && isComplete(context.before);
}

/** Set aside earlier under a name that says so, and dropped where old things are dropped. */
function isParked(context: OperationContext, name: ObjectName): boolean {
  return (
    context.file.phase === 'contract' &&
    context.settings.tables.expendable.some(pattern => matchesPattern(pattern, name.name.value))
  );
}

function* replaced(context: OperationContext, operation: CreateTable): Generator<FindingDraft> {
  if (!operation.orReplace || operation.persistence === 'temporary') return;
  const existing = existingRelation(context, operation.table);
  if (existing === null || isKnownToBeAbsent(context, existing.table)) return;
  yield {
    span: headThrough(context.sql, context.target.engine, operation.span, ['table']),
    message: withDoubt(existing, `If ${existing.label} exists, replacing it deletes its rows for good.`),
    table: existing.key,
  };
}

function dropLater(context: OperationContext, operation: DropTable): Remedy {
  const { table } = operation;
  return {
    title: 'Drop it in a later migration, once no release uses it',
    kind: 'suggestion',
    names: [table.name],
    build(style) {
      const { site } = style;
      if (context.statement.operations.length !== 1) return null;
      const cut = cutStatement(site, site.index);
      if (cut === null) return null;
      const statement = `${written(site, { start: 0, end: context.sql.length })};`;
      return plan({
        edits: [cut.edit],
        followUps: [
          boundedFollowUp(style, {
            slug: slugOf('drop', displayName(table)),
            header: [CONTRACT_MARK],
            statements: [statement],
          }),
        ],
      });
    },
  };
}
