import type { StatementSyntax } from '../../operations/statementSyntax.ts';
import { containsSpan, type Span, span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { FixSite } from '../rule.ts';
import { replaceAt } from './site.ts';

/** The place of an operation in the list of an ALTER TABLE. */
export interface ActionPlace {
  readonly index: number;
  readonly actions: readonly Span[];
}

/** Null when the statement is no ALTER TABLE or the operation is none of its actions. */
export function actionPlace(syntax: StatementSyntax, operation: Span): ActionPlace | null {
  const actions = syntax.alterTable?.actions ?? [];
  const index = actions.findIndex(action => containsSpan(action, operation));
  return index === -1 ? null : { index, actions };
}

/** True when the operation is all that the statement does. */
export function isOnlyAction(syntax: StatementSyntax, operation: Span): boolean {
  const place = actionPlace(syntax, operation);
  return place === null ? syntax.operations.length === 1 : place.actions.length === 1;
}

/** Takes an action out of the list, with the comma that belonged to it. The list must hold another one. */
export function removeAction(site: FixSite, { index, actions }: ActionPlace): TextEdit {
  const own = actions[index] ?? span(0, 0);
  const next = actions[index + 1];
  if (next !== undefined) return replaceAt(site, span(own.start, next.start), '');
  const previous = actions[index - 1];
  return replaceAt(site, span(previous?.end ?? own.start, own.end), '');
}
