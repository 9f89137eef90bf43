import type { FollowUp } from '../../frameworks/framework.ts';
import { boundedFollowUp, type FollowUpStyle } from './followUps.ts';
import { slugOf } from './identifiers.ts';

/** PostgreSQL: the migration that checks the old rows of a constraint; reads and writes go on meanwhile. */
export function validateLater(
  style: FollowUpStyle,
  table: string,
  constraint: { readonly sql: string; readonly name: string },
): FollowUp {
  return boundedFollowUp(style, {
    slug: slugOf('validate', constraint.name),
    statements: [style.sql`ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint.sql};`],
  });
}
