import { type Span, span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { FixSite } from '../rule.ts';

/** A statement cut out of the file. */
export interface MovedStatement {
  readonly edit: TextEdit;
  /** The comments above it, the statement with `;`, and what stands behind it on its last line. */
  readonly text: string;
}

/** Cuts out a statement with its terminator, the comments right above it and one blank line. */
export function cutStatement(site: FixSite, index: number): MovedStatement | null {
  const cut = cutStatements(site, [index]);
  const [edit] = cut?.edits ?? [];
  const [text] = cut?.texts ?? [];
  return edit === undefined || text === undefined ? null : { edit, text };
}

/** Cuts out several statements, given in their order. Null when one of them does not exist. */
export function cutStatements(
  site: FixSite,
  indexes: readonly number[],
): { readonly edits: readonly TextEdit[]; readonly texts: readonly string[] } | null {
  const ranges: Span[] = [];
  const texts: string[] = [];
  for (const index of indexes) {
    const region = regionOf(site, index);
    if (region === null) return null;
    const previous = ranges.at(-1);
    // Neighbours go as one piece, with the blank lines between them.
    if (previous !== undefined && site.text.slice(previous.end, region.range.start).trim() === '') {
      ranges[ranges.length - 1] = span(previous.start, Math.max(previous.end, region.range.end));
    } else {
      ranges.push(region.range);
    }
    texts.push(region.text);
  }
  return {
    edits: ranges.map(range => ({ span: withBlankLine(site.text, range), newText: '' })),
    texts,
  };
}

/** What belongs to a statement, and its text as a statement of another file. */
function regionOf(site: FixSite, index: number): { readonly range: Span; readonly text: string } | null {
  const statement = site.statements[index];
  if (statement === undefined) return null;
  const { text } = site;
  const end = statement.terminator?.end ?? statement.span.end;
  const lineStart = startOfIndentation(text, statement.span.start);
  const lineEnd = endOfTrailingComment(text, end);
  const sql = sqlOf(site, statement.span);
  if (lineStart === null || lineEnd === null) {
    return { range: span(statement.span.start, skipBlanks(text, end)), text: `${sql};` };
  }
  const start = index === 0 ? lineStart : startOfAttachedComments(text, lineStart);
  const trailing = text.slice(end, lineEnd).trimEnd();
  return {
    range: span(start, afterNewline(text, lineEnd)),
    text: `${text.slice(start, statement.span.start)}${sql};${trailing}`,
  };
}

function sqlOf(site: FixSite, place: Span): string {
  return site.text.slice(place.start, place.end);
}

/** Start of the line when only blanks stand before `offset`; null otherwise. */
function startOfIndentation(text: string, offset: number): number | null {
  let at = offset;
  while (at > 0 && isBlank(text.charCodeAt(at - 1))) at--;
  return at === 0 || isNewline(text.charCodeAt(at - 1)) ? at : null;
}

/** End of the line when at most a line comment stands behind `offset`; null otherwise. */
function endOfTrailingComment(text: string, offset: number): number | null {
  let at = skipBlanks(text, offset);
  if (text.startsWith('--', at) || text.startsWith('#', at)) {
    while (at < text.length && !isNewline(text.charCodeAt(at))) at++;
  }
  return at >= text.length || isNewline(text.charCodeAt(at)) ? at : null;
}

/** Lines of a tool or of Interlock that say something about the file and not about the statement below. */
const DIRECTIVE = /^--\s*(?:\+|migrate:|changeset|liquibase|interlock|atlas:|>|rollback|preconditions)/i;

function startOfAttachedComments(text: string, lineStart: number): number {
  let start = lineStart;
  while (start > 0) {
    const previous = startOfPreviousLine(text, start);
    const line = text.slice(previous, start).trim();
    if (!line.startsWith('--') || DIRECTIVE.test(line)) break;
    start = previous;
  }
  return start;
}

function startOfPreviousLine(text: string, lineStart: number): number {
  let at = lineStart - 1;
  if (text[at] === '\n' && text[at - 1] === '\r') at--;
  while (at > 0 && !isNewline(text.charCodeAt(at - 1))) at--;
  return at;
}

/** One of the blank lines around a removed range goes with it, and the file's end does not grow any. */
function withBlankLine(text: string, range: Span): Span {
  if (range.start > 0 && !isNewline(text.charCodeAt(range.start - 1))) return range;
  const blankBefore =
    range.start === 0 || /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(Math.max(0, range.start - 200), range.start));
  if (!blankBefore) return range;
  const rest = /^[ \t]*\r?\n/.exec(text.slice(range.end, range.end + 200));
  if (rest !== null) return span(range.start, range.end + rest[0].length);
  if (range.end < text.length) return range;
  let start = range.start;
  while (start > 0 && isNewline(text.charCodeAt(start - 1))) start--;
  return span(start === 0 ? 0 : afterNewline(text, start), range.end);
}

function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function afterNewline(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset)) return offset + 2;
  return offset < text.length && isNewline(text.charCodeAt(offset)) ? offset + 1 : offset;
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9;
}

function isNewline(unit: number): boolean {
  return unit === 10 || unit === 13;
}
