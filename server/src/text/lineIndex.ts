/** A 0-based line and a 0-based column in UTF-16 units, as LSP counts by default. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and positions of one text. Lines end with LF, CRLF or a lone CR. */
export interface LineIndex {
  readonly lineCount: number;
  /** Offsets outside the text are clamped to it. */
  positionAt(offset: number): Position;
  /** Positions outside the text are clamped to it; a column past the line's end means its end. */
  offsetAt(position: Position): number;
  /** Offset of the first unit of a line; the text's length for a line past the end. */
  lineStart(line: number): number;
}

export function createLineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const lineStart = (line: number): number => (line < 0 ? 0 : (starts[line] ?? text.length));
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    lineCount: starts.length,
    lineStart,
    positionAt(offset) {
      const clamped = Math.min(Math.max(offset, 0), text.length);
      const line = lineAt(clamped);
      return { line, character: clamped - lineStart(line) };
    },
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      if (line >= starts.length) return text.length;
      const start = lineStart(line);
      return Math.min(start + Math.max(character, 0), endOfLine(text, start, lineStart(line + 1)));
    },
  };
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function lineStarts(text: string): number[] {
  const starts = [0];
  const hasCarriageReturn = text.includes('\r');
  if (!hasCarriageReturn) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LINE_FEED) starts.push(at + 1);
    else if (unit === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED) starts.push(at + 1);
  }
  return starts;
}

function endOfLine(text: string, start: number, nextStart: number): number {
  let end = nextStart;
  while (
    end > start &&
    (text.charCodeAt(end - 1) === LINE_FEED || text.charCodeAt(end - 1) === CARRIAGE_RETURN)
  )
    end--;
  return end;
}
