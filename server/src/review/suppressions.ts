import { createLineIndex, type LineIndex } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';

/** A comment that silences rules. */
export interface Suppression {
  readonly scope: 'next-line' | 'file';
  /** Rule ids; `all` for every rule. */
  readonly rules: readonly string[];
  readonly reason: string;
  /** The comment's words, from `interlock-` to the end of the list of rules. */
  readonly span: Span;
  /** 0-based; the line after the comment, other comments and blank lines left out. */
  readonly line: number;
  /** Written for another linter, which may need it where Interlock does not. Left out for Interlock's own. */
  readonly isForeign?: boolean;
}

const DIRECTIVE =
  /(?:<!--|--|#|\/\*)[ \t]*(interlock-disable-(next-line|file)\b[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?)[ \t]*(?::[ \t]*([^\r\n]*?))?[ \t]*(?:\*\/|-->|$)/gm;

/** The suppressions of a text. A directive without rule ids silences nothing and is not listed. */
export function readSuppressions(text: string): readonly Suppression[] {
  if (!text.includes('interlock-disable-')) return [];
  const lines = createLineIndex(text);
  const found: Suppression[] = [];
  for (const match of text.matchAll(DIRECTIVE)) {
    const [whole, directive = '', scope, rules, reason = ''] = match;
    if (rules === undefined) continue;
    const start = match.index + whole.indexOf(directive);
    found.push({
      scope: scope === 'file' ? 'file' : 'next-line',
      rules: rules.split(',').map(rule => rule.trim()),
      reason: reason.replace(/(?:\*\/|-->)\s*$/, '').trim(),
      span: { start, end: start + directive.trimEnd().length },
      line: lineMeant(text, match.index + whole.length, lines),
    });
  }
  return found;
}

/* A line without words of its own: blank, or one comment. */
const WORDLESS =
  /[ \t]*(?:(?:--|#)[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/[ \t]*|<!--(?:(?!-->)[^\r\n])*-->[ \t]*)?(?:\r?\n|$)/y;

/** The next line that says something: suppressions may stand above each other, and above an explanation. */
function lineMeant(text: string, end: number, lines: LineIndex): number {
  const own = lines.positionAt(end).line;
  const newline = text.indexOf('\n', end);
  if (newline === -1) return own + 1;
  let at = newline + 1;
  let skipped = 0;
  WORDLESS.lastIndex = at;
  while (at < text.length && WORDLESS.test(text)) {
    at = WORDLESS.lastIndex;
    skipped++;
  }
  return at < text.length ? own + 1 + skipped : own + 1;
}
