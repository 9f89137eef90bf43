import type { Span } from '../../text/span.ts';
import type { FileText } from '../rule.ts';

/** The line that opens a changeset of a formatted SQL file of Liquibase. */
export interface ChangeSetLine {
  /** In the file. */
  readonly span: Span;
  /** Without the dashes. */
  readonly text: string;
  /** What stands between it and the next one. */
  readonly body: string;
}

/** Null for a statement above the first changeset. */
export function changeSetLineOf(source: FileText, statement: number): ChangeSetLine | null {
  const place = source.statements[statement];
  const lines = source.comments.filter(({ text }) => /^changeset\s/i.test(text));
  const at = lines.findLastIndex(({ span }) => place !== undefined && span.end <= place.span.start);
  const line = lines[at];
  if (line === undefined) return null;
  return { ...line, body: source.text.slice(line.span.end, lines[at + 1]?.span.start ?? source.text.length) };
}

/** The tool is told not to look for `;` (documentation, "splitStatements" and "endDelimiter"). */
export function keepsWhole({ text }: ChangeSetLine): boolean {
  return /\b(?:splitStatements:"?false|endDelimiter:)/i.test(text);
}

/** What ends statements instead of `;`, where it is plain text and no pattern; null when nothing does. */
export function endDelimiterOf({ text }: ChangeSetLine): string | null {
  if (/\bsplitStatements:"?false/i.test(text)) return null;
  const match = /\bendDelimiter:(?:"([^"]*)"|(\S+))/i.exec(text);
  const delimiter = match?.[1] ?? match?.[2] ?? '';
  return /^(?:\/+|\$\$|\|+|#+|@+|go|end)$/i.test(delimiter) ? delimiter : null;
}
