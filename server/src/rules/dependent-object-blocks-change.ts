import { dependencyError } from '../engines/dependencyErrors.ts';
import { quoteIdentifier } from './fixes/identifiers.ts';
import { recreateViews } from './fixes/recreateViews.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, replaceAt, statementText } from './fixes/site.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import type { Blocker } from './subject/blockers.ts';
import { brokenViews } from './subject/brokenViews.ts';
import { errorText, meetsKnownSchema } from './subject/certainty.ts';
import { shortName } from './subject/dependents.ts';
import { mysqlBlocker } from './subject/mysqlBlockers.ts';
import { postgresqlBlocker } from './subject/postgresqlBlockers.ts';
import { serverName } from './subject/serverName.ts';

export const dependentObjectBlocksChange = operationRule({
  metadata: {
    id: 'dependent-object-blocks-change',
    title: 'Another object depends on this one',
    categories: ['fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { migrationpilot: ['MP052', 'MP097'], goinception: ['drop-index-column'] },
  },
  kinds: [
    'DropTable',
    'DropColumn',
    'RenameColumn',
    'RenameTable',
    'AlterColumnType',
    'ModifyColumn',
    'DropConstraint',
    'DropIndex',
    'DropNotNull',
    'DropObject',
  ],
  *check(context) {
    if (!meetsKnownSchema(context)) return;
    const isPostgresql = context.target.engine === 'postgresql';
    const blocker = isPostgresql ? postgresqlBlocker(context) : mysqlBlocker(context);
    const error = blocker === null ? null : dependencyError(context.target, blocker.conflict);
    if (blocker !== null && error !== null) {
      yield {
        span: context.operation.span,
        message: `${serverName(context.target)} refuses this (${errorText(context, error)}): ${blocker.because}.`,
        related: relatedOf(blocker),
        fixes: remedies(context, fixesOf(context, blocker)),
      };
      return;
    }
    if (!isPostgresql) yield* brokenViews(context);
  },
});

function relatedOf({ origin }: Blocker): FindingDraft['related'] & object {
  return origin === null
    ? []
    : [{ place: { kind: 'statement', ...origin }, message: 'What depends comes from here.' }];
}

function fixesOf(context: OperationContext, blocker: Blocker): Remedy[] {
  if (blocker.views !== undefined) return recreateViews(context, blocker.views);
  const owner = blocker.constraintOf;
  if (owner === undefined || context.statement.operations.length !== 1) return [];
  return [
    {
      title: 'Drop the constraint instead',
      kind: 'suggestion',
      build({ site, sql }) {
        const table = shortName(owner.table)
          .split('.')
          .map(part => quoteIdentifier('postgresql', part))
          .join('.');
        const name = quoteIdentifier('postgresql', owner.name);
        return plan({
          edits: [
            replaceAt(
              site,
              { start: 0, end: statementText(site).length },
              sql`ALTER TABLE ${table} DROP CONSTRAINT ${name}`,
            ),
          ],
        });
      },
    },
  ];
}
