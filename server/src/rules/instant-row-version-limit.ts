import { findTable, nameOfKey, relationKey } from '../catalog/catalog.ts';
import { ROW_VERSION_ERROR, rowVersionLimit } from '../engines/mysql/rowVersionLimit.ts';
import { boundedFollowUp } from './fixes/followUps.ts';
import { slugOf } from './fixes/identifiers.ts';
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
    fixes: 'suggestion',
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
    const used = usedVersions(context);
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
        fixes: remedies(context, []),
      };
      return;
    }
    if (note?.algorithm !== 'INSTANT') return;
    yield {
      span: operation.span,
      message: `${label} has used ${used} of ${limit} instant row versions; when none is left, the next such change rebuilds the table.`,
      fixes: remedies(context, [rebuildLater(context)]),
    };
  },
});

/** What the statistics counted, or the replay did since the last rebuild; null for a table that nobody knows. */
function usedVersions(context: OperationContext): number | null {
  const { operation } = context;
  if (!('table' in operation) || operation.table === null) return null;
  const counted = sizeOf(context, relationKey(context.before, operation.table))?.rowVersions;
  const table = findTable(context.before, operation.table);
  const replayed = table?.certain === true ? table.rowVersions : null;
  if (counted === undefined) return replayed;
  return Math.max(counted, replayed ?? 0);
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
