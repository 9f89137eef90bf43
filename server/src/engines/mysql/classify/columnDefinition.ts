import type { ColumnDefinition, Expression } from '../../../operations/columns.ts';
import type { Refusal } from '../../lockNote.ts';
import { type ChangeContext, isMysql, isVersion, refused } from '../context.ts';
import { typeRefusal } from './types.ts';

/** What an older server or the other engine does not know in a column definition, wherever it stands. */
export function definitionRefusal(definition: ColumnDefinition, context: ChangeContext): Refusal | null {
  const type = typeRefusal(definition.type, context);
  if (type !== null || !isMysql(context)) return type;
  if (definition.invisible !== null && !isVersion(context, 8, 0, 23))
    return refused('1064', 'needs-newer-version', '8.0.23');
  const written = definition.generated === null ? (definition.default?.value ?? null) : null;
  return written !== null && isParenthesized(written) && !isVersion(context, 8, 0, 13)
    ? refused('1064', 'needs-newer-version', '8.0.13')
    : null;
}

/** MySQL tells expression defaults from literals by their parentheses alone: even `DEFAULT (5)` copies. */
export function isParenthesized(written: Expression): boolean {
  return written.text.trimStart().startsWith('(');
}
