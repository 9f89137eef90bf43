import type { TableConstraint } from '../../operations/constraints.ts';
import type { ObjectName } from '../../operations/names.ts';
import type { FixPlan } from '../rule.ts';
import type { FollowUpStyle } from './followUps.ts';
import { quoteLike } from './identifiers.ts';
import { insertAt, plan, written } from './site.ts';
import { validateLater } from './validateLater.ts';

/**
 * PostgreSQL, recipe for foreign keys and checks: the constraint NOT VALID now, its validation in a later migration.
 * A constraint without a name gets the server's own in writing, since the validation has to name it.
 */
export function notValidNow(
  style: FollowUpStyle,
  table: ObjectName,
  constraint: TableConstraint,
  serverName: string,
): FixPlan {
  const { site, sql } = style;
  const name =
    constraint.name === null
      ? quoteLike(table.name, 'postgresql', serverName)
      : written(site, constraint.name.span);
  const naming =
    constraint.name === null ? [insertAt(site, constraint.span.start, sql`CONSTRAINT ${name} `)] : [];
  return plan({
    edits: [...naming, insertAt(site, constraint.span.end, sql` NOT VALID`)],
    followUps: [
      validateLater(style, written(site, table.span), {
        sql: name,
        name: constraint.name?.value ?? serverName,
      }),
    ],
  });
}
