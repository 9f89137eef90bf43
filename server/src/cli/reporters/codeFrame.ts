import type { LineIndex } from '../../text/lineIndex.ts';
import type { Span } from '../../text/span.ts';
import { applyEdits, type TextEdit } from '../../text/textEdit.ts';

/** Lines of source with their 1-based numbers. */
export interface FrameLine {
  readonly number: number;
  readonly text: string;
  /** Columns to underline, 0-based; null for context lines. */
  readonly mark: { readonly start: number; readonly length: number } | null;
}

const MOST_MARKED_LINES = 4;

/** The lines of a span with what to underline in each; long spans are cut after a few lines. */
export function codeFrame(text: string, lines: LineIndex, span: Span): readonly FrameLine[] {
  const first = lines.positionAt(span.start);
  const last = lines.positionAt(Math.max(span.end - 1, span.start));
  const frame: FrameLine[] = [];
  for (let line = first.line; line <= Math.min(last.line, first.line + MOST_MARKED_LINES - 1); line++) {
    const source = lineText(text, lines, line);
    const start = line === first.line ? first.character : source.length - source.trimStart().length;
    const end = line === last.line ? last.character + 1 : source.trimEnd().length;
    frame.push({ number: line + 1, text: source, mark: { start, length: Math.max(end - start, 1) } });
  }
  return frame;
}

export function lineText(text: string, lines: LineIndex, line: number): string {
  return text.slice(lines.lineStart(line), lines.lineStart(line + 1)).replace(/\r?\n$|\r$/, '');
}

/** What an edit takes away and puts in its place, by whole lines, in file order. */
export interface LineChange {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

export function lineChanges(
  text: string,
  lines: LineIndex,
  edits: readonly TextEdit[],
): readonly LineChange[] {
  const ordered = [...edits].sort((left, right) => left.span.start - right.span.start);
  const groups: { from: number; to: number; edits: TextEdit[] }[] = [];
  for (const edit of ordered) {
    const from = lines.positionAt(edit.span.start).line;
    const to = lines.positionAt(edit.span.end).line;
    const open = groups.at(-1);
    if (open !== undefined && from <= open.to + 1) {
      open.to = Math.max(open.to, to);
      open.edits.push(edit);
    } else {
      groups.push({ from, to, edits: [edit] });
    }
  }
  return groups.map(group => {
    const start = lines.lineStart(group.from);
    const end = lines.lineStart(group.to + 1);
    const before = text.slice(start, end);
    const after = applyEdits(
      before,
      group.edits.map(edit => ({
        span: { start: edit.span.start - start, end: edit.span.end - start },
        newText: edit.newText,
      })),
    );
    return withoutEqualEnds(splitLines(before), splitLines(after));
  });
}

function splitLines(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function withoutEqualEnds(removed: string[], added: string[]): LineChange {
  let start = 0;
  while (start < removed.length && start < added.length && removed[start] === added[start]) start++;
  let end = 0;
  while (
    end < removed.length - start &&
    end < added.length - start &&
    removed.at(-1 - end) === added.at(-1 - end)
  )
    end++;
  return {
    removed: removed.slice(start, removed.length - end),
    added: added.slice(start, added.length - end),
  };
}
