import type { IndexDefinition, IndexPart, TableConstraint } from '../../../operations/constraints.ts';
import type { NamedOption } from '../../../operations/operationBase.ts';
import { type Change, type ChangeContext, isMysql, isVersion, refused } from '../context.ts';

/** What an older server or the other engine does not know in an index definition. */
export function indexRefusal(index: IndexDefinition, context: ChangeContext): Change['refusal'] {
  const functional = functionalRefusal(index.parts, context) ?? visibilityRefusal(index.options, context);
  if (functional !== null || !index.invisible) return functional;
  if (isMysql(context)) return isVersion(context, 8) ? null : refused('1064', 'needs-newer-version', '8.0');
  return isVersion(context, 10, 6) ? null : refused('1064', 'needs-newer-version', '10.6');
}

/** MySQL says [IN]VISIBLE and MariaDB [NOT] IGNORED; neither knows the other's word for an index. */
export function visibilityRefusal(
  options: readonly NamedOption[] | undefined,
  context: ChangeContext,
): Change['refusal'] {
  const foreign = isMysql(context) ? ['ignored', 'not_ignored'] : ['visible', 'invisible'];
  return options?.some(({ name }) => foreign.includes(name)) === true ? refused('1064', 'syntax') : null;
}

export function isFunctional(parts: readonly IndexPart[]): boolean {
  return parts.some(part => part.column === null);
}

/** Indexes on expressions: MySQL 8.0.13. */
function functionalRefusal(parts: readonly IndexPart[], context: ChangeContext): Change['refusal'] {
  if (!isFunctional(parts)) return null;
  if (!isMysql(context)) return refused('1064', 'syntax');
  return isVersion(context, 8, 0, 13) ? null : refused('1064', 'needs-newer-version', '8.0.13');
}

/** What an older server or the other engine does not know in a constraint. */
export function constraintRefusal(constraint: TableConstraint, context: ChangeContext): Change['refusal'] {
  switch (constraint.kind) {
    case 'primary-key':
    case 'foreign-key':
      return null;
    case 'unique':
      return functionalRefusal(constraint.parts, context);
    case 'check':
      if (constraint.enforced) return null;
      if (!isMysql(context)) return refused('1064', 'syntax');
      return isVersion(context, 8, 0, 16) ? null : refused('1064', 'needs-newer-version', '8.0.16');
    case 'not-null':
    case 'exclude':
      return refused('1064', 'syntax');
  }
}
