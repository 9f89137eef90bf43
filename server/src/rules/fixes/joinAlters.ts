import { type Span, textOf } from '../../text/span.ts';
import type { FixPlan, FixSite } from '../rule.ts';
import { cutStatement } from './moveStatement.ts';
import { plan, statementText } from './site.ts';

/**
 * The actions of this ALTER TABLE behind those of an earlier one, with the comments above it. `actions` are spans in
 * the statement, in their order. Null when a comment stands behind the statement, for which there is no place.
 */
export function joinWithEarlier(
  site: FixSite,
  earlier: number,
  { sql, actions }: { readonly sql: string; readonly actions: readonly Span[] },
): FixPlan | null {
  const target = site.statements[earlier];
  const [first, last] = [actions[0], actions.at(-1)];
  const cut = cutStatement(site, site.index);
  if (target === undefined || first === undefined || last === undefined || cut === null) return null;
  const written = statementText(site);
  const at = cut.text.indexOf(written);
  if (
    at === -1 ||
    cut.text
      .slice(at + written.length)
      .replace(';', '')
      .trim() !== ''
  )
    return null;
  const comments = cut.text.slice(0, at).trim();
  const above = comments === '' ? [] : comments.split(/\r?\n/).map(line => line.trim());
  const lines = [...above, textOf(sql, { start: first.start, end: last.end })];
  const end = target.span.end;
  return plan({
    edits: [
      { span: { start: end, end }, newText: `,${lines.map(line => `${site.newline}  ${line}`).join('')}` },
      cut.edit,
    ],
  });
}
