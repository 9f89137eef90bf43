import { isLetter, isNewline, isWhiteSpace, isWordUnit, lineEnd, trimEnd, wordEnd } from './characters.ts';
import { delimiterArgumentInsideStatement } from './clientCommand.ts';
import type { Dialect } from './dialect.ts';
import { migrationMark } from './migrationMark.ts';
import { resumesStatement, statementHead } from './statementHead.ts';

/**
 * What may end a token that was left open.
 *
 * - `any-statement`: a line with a statement verb (an open string or comment hides whole statements).
 * - `definition`: a line that defines or changes an object (an open body holds other statements lawfully).
 * - `definition-after-statement`: the same right below a line that ends with a semicolon, as a body may well have it:
 *   for a body that was left open in a file that has no better place.
 */
export type ResumeAt = 'any-statement' | 'definition' | 'definition-after-statement';

/**
 * The first line after `from` on which reading can go on after something was left open at `from`:
 * it begins, at column 0, with a statement's head, and the line before it ends a statement, is a comment or is empty.
 * What is left open may also be the end of a line that is being typed: then the next line needs no more than its head.
 * Comment lines right before it go with it. -1 when there is none.
 */
export function nextResumeLine(text: string, from: number, dialect: Dialect, resumeAt: ResumeAt): number {
  for (let newline = text.indexOf('\n', from); newline !== -1; newline = text.indexOf('\n', newline + 1)) {
    const line = newline + 1;
    if (isResumeLine(text, line, from, dialect, resumeAt)) return withLeadingComments(text, line, from);
  }
  return -1;
}

/** The test of {@link nextResumeLine} for one line start. */
export function isResumeLine(
  text: string,
  line: number,
  from: number,
  dialect: Dialect,
  resumeAt: ResumeAt,
): boolean {
  const unit = text.charCodeAt(line);
  if (unit === 45) return isMarkLine(text, line);
  if (!isLetter(unit)) return false;
  if (dialect !== 'postgresql' && delimiterArgumentInsideStatement(text, line) !== undefined) return true;
  const begins =
    resumeAt === 'any-statement'
      ? resumesStatement(text, line, dialect)
      : statementHead(text, line, dialect) !== undefined && isDefinition(text, line);
  if (!begins) return false;
  if (followsStatement(text, line, from, resumeAt)) return true;
  const isNextLine = text.lastIndexOf('\n', line - 2) < from;
  return resumeAt === 'any-statement' && isNextLine && statementHead(text, line, dialect)?.reserved === true;
}

/**
 * Whether a string or quoted identifier, read from `open` to past its closing mark at `close`, was in truth left
 * open so that it ended at the next one's opening mark. Gives the line where reading resumes, or -1.
 *
 * The signs: it runs over a line with a tool's mark; or it runs over a statement's head and is a quoted identifier
 * or is followed by what no closing mark is followed by, such as a letter.
 */
export function resumeInsideQuoted(text: string, open: number, close: number, dialect: Dialect): number {
  const inside = text.slice(open, close);
  const mark = text.charCodeAt(open);
  const isIdentifier = mark === 96 || (mark === 34 && dialect === 'postgresql');
  const resume =
    isIdentifier || isOddAfterString(text, close)
      ? nextResumeLine(inside, 0, dialect, 'any-statement')
      : nextMarkLine(inside);
  return resume === -1 ? -1 : open + resume;
}

/** As {@link resumeInsideQuoted} for a dollar quote: what closed it opens another when `AS` or `DO` stands before it. */
export function resumeInsideDollarQuote(
  text: string,
  open: number,
  closeStart: number,
  dialect: Dialect,
  resumeAt: ResumeAt,
): number {
  const end = trimEnd(text, open, closeStart);
  const word = text.slice(end - 2, end).toUpperCase();
  if ((word !== 'AS' && word !== 'DO') || isWordUnit(text.charCodeAt(end - 3))) return -1;
  const resume = nextOpenBodyLine(text.slice(open, closeStart), 0, dialect, resumeAt);
  return resume === -1 ? -1 : open + resume;
}

/** {@link nextResumeLine} behind something that is known to be left open. */
export function nextOpenBodyLine(text: string, from: number, dialect: Dialect, resumeAt: ResumeAt): number {
  const resume = nextResumeLine(text, from, dialect, resumeAt);
  if (resume !== -1 || resumeAt !== 'definition') return resume;
  return nextResumeLine(text, from, dialect, 'definition-after-statement');
}

/**
 * As {@link resumeInsideQuoted} for a comment that cannot hold another (MySQL): one that seems to was left open, if a
 * statement begins before the other.
 */
export function resumeInsideFlatComment(text: string, open: number, close: number, dialect: Dialect): number {
  const inside = text.slice(open, close);
  const inner = inside.indexOf('/*', 2);
  if (inner === -1) return -1;
  const resume = nextResumeLine(inside.slice(0, inner), 0, dialect, 'any-statement');
  return resume === -1 ? -1 : open + resume;
}

function nextMarkLine(text: string): number {
  for (let newline = text.indexOf('\n'); newline !== -1; newline = text.indexOf('\n', newline + 1)) {
    if (text.charCodeAt(newline + 1) === 45 && isMarkLine(text, newline + 1)) return newline + 1;
  }
  return -1;
}

function isMarkLine(text: string, line: number): boolean {
  if (text.charCodeAt(line + 1) !== 45) return false;
  return migrationMark(text.slice(line + 2, Math.min(lineEnd(text, line), line + 200))) !== undefined;
}

const DEFINITION_VERBS = new Set(['CREAT', 'ALTER', 'DROP ', 'COMME', 'GRANT', 'DO $$']);

function isDefinition(text: string, line: number): boolean {
  return DEFINITION_VERBS.has(text.slice(line, line + 5).toUpperCase());
}

const WORDS_AFTER_STRING = new Set(
  (
    'AND AS ASC BETWEEN CHARACTER CHARSET COLLATE COMMENT COST DESC DEFAULT ELSE END ENCLOSED ENGINE ESCAPE ESCAPED FOR ' +
    'FROM GROUP IDENTIFIED IMMUTABLE IN INTO IS LANGUAGE LIKE LIMIT LINES NOT NULL ON OR ORDER PRIMARY RETURNS ROWS ' +
    'SECURITY SET SQL STABLE STRICT THEN TO UNION UNIQUE USING VOLATILE WHEN WHERE WITH WITHOUT'
  ).split(' '),
);

/** What no closing quote is followed by: opening brackets, other quotes, and operators nobody writes there. */
const ODD_UNITS = '{[("`%.^<?';

/** Letters and digits do not follow a closing quote either, but for a few words that go on. */
function isOddAfterString(text: string, close: number): boolean {
  const unit = text.charCodeAt(close);
  if (unit === 36) return text.charCodeAt(close + 1) !== 36;
  if (!isWordUnit(unit)) return close < text.length && ODD_UNITS.includes(text.charAt(close));
  const end = Math.min(wordEnd(text, close), close + 16);
  if (!WORDS_AFTER_STRING.has(text.slice(close, end).toUpperCase())) return true;
  const after = text.charCodeAt(end);
  return !(isWhiteSpace(after) || after === 40 || after === 59);
}

function followsStatement(text: string, line: number, from: number, resumeAt: ResumeAt): boolean {
  let newlines = 0;
  let at = line - 1;
  while (at > from && isWhiteSpace(text.charCodeAt(at))) {
    if (text.charCodeAt(at) === 10) newlines++;
    at--;
  }
  if (newlines > 1) return true;
  if (resumeAt !== 'definition' && text.charCodeAt(at) === 59) return true;
  if (text.charCodeAt(at) === 47 && text.charCodeAt(at - 1) === 42) return true;
  return isCommentLine(text, lineStart(text, at, from));
}

function isCommentLine(text: string, line: number): boolean {
  return (text.charCodeAt(line) === 45 && text.charCodeAt(line + 1) === 45) || text.charCodeAt(line) === 35;
}

function lineStart(text: string, at: number, from: number): number {
  let start = at;
  while (start > from && !isNewline(text.charCodeAt(start - 1))) start--;
  return start;
}

function withLeadingComments(text: string, line: number, from: number): number {
  let start = line;
  for (;;) {
    let before = start - 1;
    if (before > from && text.charCodeAt(before - 1) === 13) before--;
    const previous = lineStart(text, before, from);
    if (previous <= from || previous >= start || !isCommentLine(text, previous)) return start;
    start = previous;
  }
}
