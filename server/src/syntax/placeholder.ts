import { isLetter, isWhiteSpace, isWordUnit, wordEnd } from './characters.ts';
import type { Dialect } from './dialect.ts';

/**
 * A template placeholder outside of strings and comments.
 *
 * - `value`: stands for a name or an expression (`${x}`, `{{ x }}`, `:x`).
 * - `literal`: psql's `:'x'` and `:"x"`, which stay quoted when the colon is taken away.
 * - `control`: a tag that stands for nothing (`{{#if x}}`, `{% endif %}`).
 */
export interface Placeholder {
  readonly start: number;
  readonly end: number;
  readonly role: 'value' | 'literal' | 'control';
}

/** The length of the longest placeholder: further than this no closing mark is searched. */
export const LONGEST_PLACEHOLDER = 400;
const CONTROL_WORD =
  /^\{\{-?\s*(?:[#/^!]|(?:if|else|end|range|with|define|block|template|unless|each)\b(?!\s*[.(]\s*\w+\s*\())/;
const STRING_PLACEHOLDER = /\$\{[A-Za-z_][^{}\s'"]*\}|\{\{-?\s*[#/^!>&.$]?\s*[A-Za-z_][^{},\n]*\}\}/;

/** The placeholder whose first unit, one of `$ { : < % @`, stands at `at`. */
export function placeholderAt(text: string, at: number, dialect: Dialect): Placeholder | undefined {
  const next = text.charCodeAt(at + 1);
  switch (text.charCodeAt(at)) {
    case 36:
      return next === 123 ? dollarBrace(text, at) : undefined;
    case 123:
      if (next === 123) return doubleBrace(text, at);
      return next === 37 ? closedBy(text, at, '%}', 'control') : undefined;
    case 58:
      return dialect === 'postgresql' ? psqlVariable(text, at, next) : undefined;
    case 60:
      return next === 37 ? serverTag(text, at) : undefined;
    case 37:
      return next === 40 ? pythonParameter(text, at) : undefined;
    case 64:
      return buildProperty(text, at);
    default:
      return undefined;
  }
}

/** True when what stands at `at` becomes a placeholder once its closing mark is written. */
export function mayOpenPlaceholder(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return next === 123 || next === 37;
}

/**
 * The placeholder that begins in the quoted name from `start` to `end` and goes on behind it, since it holds the
 * quotation mark itself: `"{{ index .Options "Namespace" }}"`.
 */
export function placeholderOverEnd(text: string, start: number, end: number): Placeholder | undefined {
  const open = text.slice(start, end).lastIndexOf('{{');
  const found = open === -1 ? undefined : doubleBrace(text, start + open);
  if (found === undefined || found.end <= end) return undefined;
  return /^\{\{-?\s*[\w.$][^\r\n;]*$/.test(text.slice(found.start, found.end)) ? found : undefined;
}

/** True when a string's text between the offsets holds `${x}` or `{{ x }}`. */
export function holdsPlaceholder(text: string, start: number, end: number): boolean {
  return STRING_PLACEHOLDER.test(text.slice(start, end));
}

/** The text between the offsets with every placeholder, given in order, replaced by as many units. */
export function maskPlaceholders(
  text: string,
  start: number,
  end: number,
  found: readonly Placeholder[],
): string {
  let masked = '';
  let at = start;
  for (const placeholder of found) {
    masked += text.slice(at, placeholder.start) + maskOf(text, placeholder);
    at = placeholder.end;
  }
  return masked + text.slice(at, end);
}

function maskOf(text: string, { start, end, role }: Placeholder): string {
  const raw = text.slice(start, end);
  if (role === 'control') return raw.replace(/[^\r\n]/g, ' ');
  if (role === 'literal') return ` ${raw.slice(1)}`;
  const name = raw.replace(/[^A-Za-z0-9_]/g, '_');
  // One name stands with quotation marks and without, in files of one project.
  return raw.startsWith('{{') ? name.toLowerCase() : name;
}

function closedBy(
  text: string,
  start: number,
  mark: string,
  role: Placeholder['role'],
): Placeholder | undefined {
  const inside = text.slice(start, start + LONGEST_PLACEHOLDER);
  const close = inside.indexOf(mark, 2);
  return close === -1 ? undefined : { start, end: start + close + mark.length, role };
}

function dollarBrace(text: string, start: number): Placeholder | undefined {
  if (text.charCodeAt(start + 2) === 123) return closedBy(text, start, '}}', 'value');
  const found = closedBy(text, start, '}', 'value');
  return found === undefined || /[\r\n;]/.test(text.slice(start, found.end)) ? undefined : found;
}

function doubleBrace(text: string, start: number): Placeholder | undefined {
  const triple = text.charCodeAt(start + 2) === 123;
  const found = closedBy(text, start, triple ? '}}}' : '}}', 'value');
  if (found === undefined || text.slice(start, found.end).indexOf('{{', 3) !== -1) return undefined;
  return CONTROL_WORD.test(text.slice(start, found.end)) ? { ...found, role: 'control' } : found;
}

/** `<%` is an operator of pg_trgm, so that a bare tag counts only where a line begins. */
function serverTag(text: string, start: number): Placeholder | undefined {
  const third = text.charCodeAt(start + 2);
  if (third === 61) return closedBy(text, start, '%>', 'value');
  let before = start - 1;
  while (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 9) before--;
  const opensLine = before < 0 || text.charCodeAt(before) === 10 || text.charCodeAt(before) === 13;
  return opensLine || third === 45 ? closedBy(text, start, '%>', 'control') : undefined;
}

/** `%(name)s`; the operator `%` before a parenthesis is not followed by a lone type letter. */
function pythonParameter(text: string, start: number): Placeholder | undefined {
  const close = wordEnd(text, start + 2);
  if (close === start + 2 || text.charCodeAt(close) !== 41) return undefined;
  const type = text.charCodeAt(close + 1);
  const isType = type === 115 || type === 100 || type === 105 || type === 102;
  return isType && !isWordUnit(text.charCodeAt(close + 2))
    ? { start, end: close + 2, role: 'value' }
    : undefined;
}

/** `@name@` of Ant and Maven, and `@extschema@` of extension scripts. */
function buildProperty(text: string, start: number): Placeholder | undefined {
  const before = text.charCodeAt(start - 1);
  if (before === 64 || before === 39 || before === 34 || before === 96 || isWordUnit(before))
    return undefined;
  if (!isLetter(text.charCodeAt(start + 1))) return undefined;
  let end = start + 2;
  while (isWordUnit(text.charCodeAt(end)) || text.charCodeAt(end) === 46) end++;
  if (text.charCodeAt(end) !== 64) return undefined;
  const after = text.charCodeAt(end + 1);
  const closes = !(isWordUnit(after) || after === 64 || after === 39 || after === 34 || after === 96);
  return closes ? { start, end: end + 1, role: 'value' } : undefined;
}

/** psql: `:name`, `:'name'`, `:"name"` and `:{?name}`, but not `::`, `:=`, a slice or a JSON key's colon. */
function psqlVariable(text: string, start: number, next: number): Placeholder | undefined {
  const before = text.charCodeAt(start - 1);
  if (before === 58 || before === 91 || before === 93 || isWordUnit(before)) return undefined;
  if (before === 39 || before === 34 || before === 41) return undefined;
  if (next === 123) {
    return text.charCodeAt(start + 2) === 63 ? closedBy(text, start, '}', 'value') : undefined;
  }
  if (next === 39 || next === 34) {
    const close = wordEnd(text, start + 2);
    if (close === start + 2 || text.charCodeAt(close) !== next) return undefined;
    return { start, end: close + 1, role: 'literal' };
  }
  if (!isLetter(next) && next !== 95) return undefined;
  let last = start - 1;
  while (last >= 0 && isWhiteSpace(text.charCodeAt(last))) last--;
  if (text.charCodeAt(last) === 39) return undefined;
  return { start, end: wordEnd(text, start + 1), role: 'value' };
}
