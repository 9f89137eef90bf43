import type { FixPlan, FixSite } from '../rules/rule.ts';
import { containsSpan, type Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { ReadFile } from './readFile.ts';

/**
 * The site of a fix in a file whose statements are made from something else than SQL: the file itself for a statement
 * that stands in it word by word; for all others the statements alone, so that rules may look at them.
 */
export function generatedSite(site: FixSite, read: ReadFile): FixSite {
  const { generated } = read.statements[site.index]?.piece ?? {};
  if (generated === undefined) return site;
  const { optOut } = generated;
  if (generated.editing !== null)
    return {
      ...site,
      optOutOfTransaction: () =>
        optOut === null
          ? null
          : {
              edits: [{ span: { start: optOut.at, end: optOut.at }, newText: optOut.text }],
              followUps: [],
              creates: [],
            },
    };
  let text = '';
  const spans = read.statements.map(({ piece }): Span => {
    const start = text.length;
    text += `${piece.sql};\n`;
    return { start, end: start + piece.sql.length };
  });
  const terminatorOf = ({ end }: Span): Span => ({ start: end, end: end + 1 });
  const placed = site.statements.map((statement, at) => {
    const span = spans[at] ?? NOWHERE;
    return { ...statement, span, terminator: terminatorOf(span) };
  });
  const span = spans[site.index] ?? NOWHERE;
  return {
    ...site,
    text,
    newline: '\n',
    statement: span,
    terminator: terminatorOf(span),
    statements: placed,
    optOutOfTransaction: () => null,
  };
}

const NOWHERE: Span = { start: 0, end: 0 };

/**
 * The plan as it can be carried out in the file: null when it edits SQL that does not stand there, or reaches out of
 * the element that holds it.
 */
export function planForFile(plan: FixPlan, statement: number, read: ReadFile): FixPlan | null {
  const { generated } = read.statements[statement]?.piece ?? {};
  if (generated === undefined || plan.edits.length === 0) return plan;
  const { editing, optOut } = generated;
  if (editing === null) return null;
  const edits: TextEdit[] = [];
  for (const edit of plan.edits) {
    const isOptOut = optOut !== null && edit.span.start === optOut.at && edit.newText === optOut.text;
    const newText = isOptOut ? edit.newText : editing.write(edit.newText);
    if (newText === null || !(isOptOut || containsSpan(editing.container, edit.span))) return null;
    edits.push({ ...edit, newText });
  }
  return { ...plan, edits };
}
