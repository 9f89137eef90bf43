import { findTable, nameOfKey, relationKey } from '../catalog/catalog.ts';
import { ROW_VERSION_ERROR, rowVersionLimit, rowVersionsInUse } from '../engines/mysql/rowVersionLimit.ts';
import { displayName } from '../operations/names.ts';
import type { StatementSyntax } from '../operations/statementSyntax.ts';
import { boundedFollowUp } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
import { joinWithEarlier } from './fixes/joinAlters.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, written } from './fixes/site.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { serverName } from './subject/serverName.ts';
import { sizeOf } from './subject/tableSize.ts';
import { code } from './subject/wording.ts';

const NEARLY = 0.75;

export const instantRowVersionLimit = operationRule({
  metadata: {
    id: 'instant-row-version-limit',
    title: 'Instant changes are about to run out',
    categories: ['fails', 'locking'],
    severity: 'info',
    preset: 'recommended',
    engines: ['mysql'],
    fixes: 'safe and suggestion',
    related: {},
    replaces: ['algorithm-clause-refused'],
  },
  kinds: ['AddColumn', 'DropColumn'],
  *check(context) {
    const { operation, statement, target, note } = context;
    const limit = rowVersionLimit(target);
    const isFirst =
      statement.operations.find(({ kind }) => kind === 'AddColumn' || kind === 'DropColumn') === operation;
    if (limit === null || !isFirst || context.run.direction === 'down') return;
    const used = usedVersions(context, limit);
    if (used === null || used < limit * NEARLY) return;
    const key = relationKey(context.before, operation.table);
    const label = code(nameOfKey(key));
    const asksForInstant = statement.algorithm?.value.toUpperCase() === 'INSTANT';
    if (used >= limit) {
      // The facts count what the replay shows; the statistics may know of more.
      const wouldBeInstant = note?.algorithm === 'INSTANT' || note?.rewritesTable === true;
      if (!asksForInstant && (!wouldBeInstant || statement.algorithm !== null)) return;
      yield {
        span: operation.span,
        severity: 'error',
        message: asksForInstant
          ? `${label} has used all of its ${limit} instant row versions: ${serverName(target)} refuses ALGORITHM=INSTANT (error ${ROW_VERSION_ERROR}).`
          : `${label} has used all of its ${limit} instant row versions: this statement rebuilds the whole table and does not say so.`,
        table: key,
        fixes: remedies(context, [joinedWithTheOneBefore(context)]),
      };
      return;
    }
    if (note?.algorithm !== 'INSTANT') return;
    yield {
      span: operation.span,
      message: `${label} has used ${used} of ${limit} instant row versions; when none is left, the next such change rebuilds the table.`,
      fixes: remedies(context, [rebuildLater(context), joinedWithTheOneBefore(context)]),
    };
  },
});

/**
 * What the statistics counted, and what pending migrations add to it; without statistics what the replay counted since
 * the last rebuild. Null for a table that nobody knows.
 */
function usedVersions(context: OperationContext, limit: number): number | null {
  const { operation } = context;
  if (!('table' in operation) || operation.table === null) return null;
  const counted = sizeOf(context, relationKey(context.before, operation.table))?.rowVersions;
  const table = findTable(context.before, operation.table);
  const replayed = table?.rowVersions ?? [];
  const isRebuilt = table?.rebuiltBy != null && context.isPending(table.rebuiltBy);
  if (counted === undefined || isRebuilt)
    return table?.certain === true || isRebuilt ? rowVersionsInUse(limit, replayed.length) : null;
  return rowVersionsInUse(limit, counted + replayed.filter(path => context.isPending(path)).length);
}

/** Several columns of one statement share a row version. */
function joinedWithTheOneBefore({ statement, sql }: OperationContext): Remedy {
  return {
    title: 'Join it with the ALTER TABLE before it: both then make one row version',
    kind: 'safe',
    build({ site }) {
      const before = site.statements[site.index - 1]?.syntax;
      const own = statement.alterTable;
      const isSameTable =
        before?.alterTable != null &&
        own !== null &&
        displayName(before.alterTable.table) === displayName(own.table);
      if (!isSameTable || !isInstantOnly(before) || !isInstantOnly(statement)) return null;
      const isSameWay =
        before.algorithm?.value === statement.algorithm?.value &&
        before.lock?.value === statement.lock?.value;
      const names = columnsOf(before);
      if (!isSameWay || columnsOf(statement).some(name => names.includes(name))) return null;
      const actions = own.actions.filter(({ start }) =>
        statement.operations.some(({ span }) => span.start === start),
      );
      return joinWithEarlier(site, site.index - 1, { sql, actions });
    },
  };
}

function isInstantOnly({ level, operations }: StatementSyntax): boolean {
  return level === 'full' && operations.every(({ kind }) => kind === 'AddColumn' || kind === 'DropColumn');
}

/** What the actions name, in lower case: AFTER names a neighbour. */
function columnsOf({ operations }: StatementSyntax): readonly string[] {
  return operations.flatMap(operation => {
    if (operation.kind === 'DropColumn') return [operation.column.value.toLowerCase()];
    if (operation.kind !== 'AddColumn') return [];
    const { column, position } = operation;
    const neighbour = position !== null && 'column' in position ? [position.column.value] : [];
    return [column.name.value, ...neighbour].map(name => name.toLowerCase());
  });
}

function rebuildLater({ operation }: OperationContext): Remedy {
  return {
    title: 'Rebuild the table in a migration of its own',
    kind: 'suggestion',
    build(style) {
      if (!('table' in operation) || operation.table === null) return null;
      const name = written(style.site, operation.table.span);
      return plan({
        followUps: [
          boundedFollowUp(style, {
            slug: slugOf('rebuild', operation.table.name.value),
            statements: [style.sql`ALTER TABLE ${name} FORCE, ALGORITHM=INPLACE, LOCK=NONE;`],
          }),
        ],
      });
    },
  };
}
