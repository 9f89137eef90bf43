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
  /** 0-based; the line after the comment. */
  readonly line: number;
  /** Written for another linter, which may need it where Interlock does not. Left out for Interlock's own. */
  readonly isForeign?: boolean;
}

const DIRECTIVE =
  /(?:<!--|--|#|\/\*)[ \t]*(interlock-disable-(next-line|file)\b[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?)[ \t]*(?::[ \t]*([^\r\n]*?))?[ \t]*(?:\*\/|-->|$)/gm;

/** The suppressions of a text. A directive without rule ids silences nothing and is not listed. */
export function readSuppressions(
  text: string,
  lines: LineIndex = createLineIndex(text),
): readonly Suppression[] {
  if (!text.includes('interlock-disable-')) return [];
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
      line: lines.positionAt(start).line + 1,
    });
  }
  return found;
}

const PHASE = /^\s*(?:<!--|--|#|\/\*)\s*interlock:\s*phase\s+(expand|contract)\b/im;

/** The phase a file declares in the comments before its first statement. */
export function declaredPhase(text: string, firstStatement: number): 'expand' | 'contract' | null {
  const match = PHASE.exec(text.slice(0, firstStatement));
  return match?.[1]?.toLowerCase() === 'contract' ? 'contract' : match === null ? null : 'expand';
}

const PHASE_FOLDERS = [
  { pattern: /(?:^|\/)(?:pre[-_]?deploy|expand)(?:\/|$)/i, phase: 'expand' },
  { pattern: /(?:^|\/)(?:post[-_]?deploy|contract)(?:\/|$)/i, phase: 'contract' },
] as const;

/** The phase that a folder of the path stands for. */
export function phaseOfPath(path: string): 'expand' | 'contract' | null {
  return PHASE_FOLDERS.find(({ pattern }) => pattern.test(path))?.phase ?? null;
}
