import type { ObjectName } from '../../operations/names.ts';
import type { AddColumn } from '../../operations/tableOperations.ts';
import type { Span } from '../../text/span.ts';
import type { FixPlan } from '../rule.ts';
import type { FollowUpStyle } from './followUps.ts';
import { quoteLike } from './identifiers.ts';
import { insertAt, plan, removeWithSpaceBefore, written } from './site.ts';
import { validateLater } from './validateLater.ts';

/** A constraint inside a column definition, and the same as a table constraint without its name. */
export interface InlineConstraint {
  readonly span: Span;
  /** As written after CONSTRAINT; null when the server names it. */
  readonly written: Span | null;
  readonly name: string;
  readonly asTableConstraint: string;
}

/** PostgreSQL: takes a constraint out of ADD COLUMN, adds it NOT VALID in the same statement and validates it in a later migration. */
export function notValidBesideColumn(
  style: FollowUpStyle,
  { table, span }: AddColumn & { readonly table: ObjectName },
  constraint: InlineConstraint,
): FixPlan {
  const { site, sql } = style;
  const name =
    constraint.written === null
      ? quoteLike(table.name, 'postgresql', constraint.name)
      : written(site, constraint.written);
  return plan({
    edits: [
      removeWithSpaceBefore(site, constraint.span),
      insertAt(site, span.end, sql`, ADD CONSTRAINT ${name} ${constraint.asTableConstraint} NOT VALID`),
    ],
    followUps: [validateLater(style, written(site, table.span), { sql: name, name: constraint.name })],
  });
}
