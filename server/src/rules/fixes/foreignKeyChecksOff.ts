import type { TableConstraint } from '../../operations/constraints.ts';
import { displayName, type ObjectName } from '../../operations/names.ts';
import type { FixPlan, OperationContext } from '../rule.ts';
import { hasFeature } from './availability.ts';
import type { FollowUpStyle } from './followUps.ts';
import { plan, written } from './site.ts';

/**
 * MySQL/MariaDB: adds a foreign key in place. The server checks no old row then, so the query that finds rows without a
 * parent goes with it. Null when the statement does more than this, or writes its own ALGORITHM or LOCK.
 */
export function addWithChecksOff(
  context: OperationContext,
  { site, sql }: FollowUpStyle,
  table: ObjectName,
  { columns, target }: Extract<TableConstraint, { readonly kind: 'foreign-key' }>,
): FixPlan | null {
  const { statement } = context;
  if (statement.operations.length !== 1 || statement.algorithm !== null || statement.lock !== null)
    return null;
  if (columns.length === 0 || columns.length !== target.columns.length) return null;
  const child = written(site, table.span);
  const parent = written(site, target.table.span);
  const pairs = columns.map((column, at) => ({
    child: written(site, column.span),
    parent: written(site, target.columns[at]?.span ?? column.span),
  }));
  const joined = pairs.map(pair => `p.${pair.parent} = c.${pair.child}`).join(sql` AND `);
  const present = pairs.map(pair => sql`c.${pair.child} IS NOT NULL`).join(sql` AND `);
  const orphans = sql`SELECT c.* FROM ${child} c LEFT JOIN ${parent} p ON ${joined} WHERE ${present} AND p.${pairs[0]?.parent ?? ''} IS NULL LIMIT 1;`;
  const algorithm = hasFeature(context.target, 'nocopy') ? 'NOCOPY' : 'INPLACE';
  const end = site.terminator?.end ?? site.statement.end;
  return plan({
    edits: [
      {
        span: { start: site.statement.start, end: site.statement.start },
        newText: [
          `-- Rows of ${displayName(table)} without a parent stay unnoticed; before and after, this has to find none:`,
          `-- ${orphans}`,
          sql`SET SESSION foreign_key_checks = 0;`,
          '',
        ].join(site.newline),
      },
      {
        span: { start: site.statement.end, end: site.statement.end },
        newText: sql`, ALGORITHM=${algorithm}, LOCK=NONE`,
      },
      {
        span: { start: end, end },
        newText: `${site.terminator === null ? ';' : ''}${site.newline}${sql`SET SESSION foreign_key_checks = 1;`}`,
      },
    ],
  });
}
