import type { Identifier, ObjectName } from '../../operations/names.ts';
import type { Span } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';
import { areForeignKeysChecked } from '../subject/foreignKeyChecks.ts';
import { actionPlace, removeAction } from './alterActions.ts';
import { boundedFollowUp, CONTRACT_MARK } from './followUps.ts';
import { moveToFollowUp } from './moveToFollowUp.ts';
import { isPrecededBy } from './otherStatements.ts';
import type { Remedy } from './remedy.ts';
import { plan, written } from './site.ts';
import { uncheckedForeignKeys } from './uncheckedForeignKeys.ts';

/** An operation that only the next release can bear. */
export interface ActionForLater {
  readonly title: string;
  readonly table: ObjectName;
  /** Names that the new file's name is made of. */
  readonly names: readonly Identifier[];
  readonly slug: string;
  /** The action in its ALTER TABLE, or the whole statement. */
  readonly span: Span;
}

/** Takes an action out of its statement, or the statement out of the file, and puts it into a contract migration. */
export function actionLater(
  context: OperationContext,
  { title, table, names, slug, span }: ActionForLater,
): Remedy {
  return {
    title,
    kind: 'suggestion',
    names: [table.name, ...names],
    build(style) {
      const { site, sql } = style;
      // On a table that the file empties it is done in a moment; later there are rows again.
      if (isPrecededBy(site, other => other.kind === 'Truncate' && isSameName(other.table, table)))
        return null;
      const place = actionPlace(context.statement, span);
      const around = addsUncheckedKey(context) ? { around: uncheckedForeignKeys(style) } : {};
      if (place === null || place.actions.length === 1) {
        return context.statement.operations.length === 1 || place !== null
          ? moveToFollowUp(style, [site.index], { slug, header: [CONTRACT_MARK], ...around })
          : null;
      }
      if (addsUncheckedKey(context)) return null;
      const action = place.actions[place.index] ?? span;
      return plan({
        edits: [removeAction(site, place)],
        followUps: [
          boundedFollowUp(style, {
            slug,
            header: [CONTRACT_MARK],
            statements: [sql`ALTER TABLE ${written(site, table.span)} ${written(site, action)};`],
          }),
        ],
      });
    },
  };
}

function isSameName(one: ObjectName, other: ObjectName): boolean {
  return one.name.value === other.name.value && one.schema?.value === other.schema?.value;
}

/** A foreign key that the file adds with the checks switched off. */
function addsUncheckedKey(context: OperationContext): boolean {
  const { operation } = context;
  return (
    operation.kind === 'AddConstraint' &&
    operation.constraint.kind === 'foreign-key' &&
    !areForeignKeysChecked(context)
  );
}
