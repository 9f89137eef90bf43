import { type Span, shiftSpan, span, textOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { FixPlan, FixSite } from '../rule.ts';

/* Edits of the statement that a finding is about. Spans and offsets are given in the statement and turned into the file's. */

export function replaceAt(site: FixSite, place: Span, newText: string): TextEdit {
  return { span: shiftSpan(place, site.statement.start), newText };
}

export function insertAt(site: FixSite, offset: number, newText: string): TextEdit {
  return replaceAt(site, span(offset, offset), newText);
}

/** The text as the author wrote it, quotes included. */
export function written(site: FixSite, place: Span): string {
  return textOf(site.text, shiftSpan(place, site.statement.start));
}

export function statementText(site: FixSite): string {
  return textOf(site.text, site.statement);
}

/** Removes `place` and the white space before it. */
export function removeWithSpaceBefore(site: FixSite, place: Span): TextEdit {
  let start = place.start;
  while (start > 0 && /\s/.test(site.text[site.statement.start + start - 1] ?? '')) start--;
  return replaceAt(site, span(start, place.end), '');
}

/** A plan of the parts that are given. */
export function plan(parts: Partial<FixPlan>): FixPlan {
  const { edits = [], followUps = [], creates = [], renames } = parts;
  return { edits, followUps, creates, ...(renames === undefined ? {} : { renames }) };
}

/** Both plans as one. */
export function joinPlans(first: FixPlan, second: FixPlan | null): FixPlan {
  if (second === null) return first;
  return {
    edits: [...first.edits, ...second.edits],
    followUps: [...first.followUps, ...second.followUps],
    creates: [...first.creates, ...second.creates],
  };
}
