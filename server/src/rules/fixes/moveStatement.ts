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
  const statement = site.statements[index];
  if (statement === undefined) return null;
  const { text } = site;
  const end = statement.terminator?.end ?? statement.span.end;
  const lineStart = startOfIndentation(text, statement.span.start);
  const lineEnd = endOfTrailingComment(text, end);
  if (lineStart === null || lineEnd === null) {
    return {
      edit: { span: span(statement.span.start, skipBlanks(text, end)), newText: '' },
      text: `${sqlOf(site, statement.span)};`,
    };
  }
  const commentStart = index === 0 ? lineStart : startOfAttachedComments(text, lineStart);
  const trailing = text.slice(end, lineEnd).trimEnd();
  return {
    edit: { span: withBlankLine(text, span(commentStart, afterNewline(text, lineEnd))), newText: '' },
    text: `${text.slice(commentStart, statement.span.start)}${sqlOf(site, statement.span)};${trailing}`,
  };
}

/** Cuts out several statements and joins their texts. Null when one of them does not exist. */
export function cutStatements(
  site: FixSite,
  indexes: readonly number[],
): { readonly edits: readonly TextEdit[]; readonly text: string } | null {
  const edits: TextEdit[] = [];
  const texts: string[] = [];
  for (const index of indexes) {
    const moved = cutStatement(site, index);
    if (moved === null) return null;
    const previous = edits.at(-1);
    // Neighbours may both claim the blank line between them.
    const from =
      previous === undefined ? moved.edit.span.start : Math.max(moved.edit.span.start, previous.span.end);
    edits.push({ span: span(from, Math.max(from, moved.edit.span.end)), newText: '' });
    texts.push(moved.text);
  }
  return { edits, text: texts.join(site.newline) };
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
