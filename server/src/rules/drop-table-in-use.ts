import { isComplete } from '../catalog/catalog.ts';
import type { ObjectName } from '../operations/names.ts';
import { displayName } from '../operations/names.ts';
import type { CreateTable, DropTable } from '../operations/tableOperations.ts';
import { CONTRACT_MARK, type FollowUpStyle } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { moveToFollowUp } from './fixes/moveToFollowUp.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { type FindingDraft, fileRule, type OperationContext } from './rule.ts';
import { areForeignKeysChecked } from './subject/foreignKeyChecks.ts';
import { isInstallScript } from './subject/installScript.ts';
import { matchesPattern } from './subject/patterns.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelation } from './subject/relations.ts';
import { successorOf } from './subject/successor.ts';
import { usesOf } from './subject/uses.ts';
import { code, withDoubt } from './subject/wording.ts';
import { headThrough } from './subject/words.ts';

export const dropTableInUse = fileRule({
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
  *check(reviewed) {
    const candidates = reviewed.ofKinds('DropTable', 'CreateTable');
    if (candidates.length === 0) return;
    for (const { statement, context } of candidates) {
      if (statement.run.direction === 'down') continue;
      const drafts = draftsOf(context);
      if (drafts.length === 0 || (context.operation.kind === 'DropTable' && isInstallScript(reviewed)))
        continue;
      const { operation } = context;
      const successor =
        operation.kind === 'DropTable' ? successorOf(reviewed, statement, context, operation.table) : null;
      for (const draft of drafts)
        yield {
          ...draft,
          ...(successor === null || operation.kind !== 'DropTable'
            ? {}
            : {
                message: `Dropping ${code(displayName(operation.table))} deletes its rows for good; what comes in its place below starts without them.`,
              }),
          statement: statement.index,
        };
    }
  },
});

const draftsOf = perContext(context => [...lossOf(context)]);

function lossOf(context: OperationContext): Iterable<FindingDraft> {
  const { operation } = context;
  switch (operation.kind) {
    case 'DropTable':
      return dropped(context, operation);
    case 'CreateTable':
      return replaced(context, operation);
    default:
      return [];
  }
}

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
    uses: usesOf(operation.table),
    fixes: remedies(context, dropLater(context, operation)),
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

/** Moves the statement as it is; a list of tables moves as a whole, by the finding about its first name. */
function dropLater(context: OperationContext, operation: DropTable): Remedy[] {
  if (context.statement.operations[0] !== operation) return [];
  const { table } = operation;
  return [
    {
      title: 'Drop it in a later migration, once no release uses it',
      kind: 'suggestion',
      names: [table.name],
      build: style =>
        moveToFollowUp(style, [style.site.index], {
          slug: slugOf('drop', displayName(table)),
          header: [CONTRACT_MARK],
          ...(areForeignKeysChecked(context) ? {} : { around: uncheckedForeignKeys(style) }),
        }),
    },
  ];
}

/** The file switches the checks off for its own session, which is another one by then. */
function uncheckedForeignKeys({ sql }: FollowUpStyle): { readonly before: string; readonly after: string } {
  return {
    before: sql`SET SESSION foreign_key_checks = 0;`,
    after: sql`SET SESSION foreign_key_checks = 1;`,
  };
}
