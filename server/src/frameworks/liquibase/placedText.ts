import type { Span } from '../../text/span.ts';

/**
 * A stretch of a made text. `source` is where it comes from in the file. When it `isExact`, it stands there unit by
 * unit; otherwise all of it comes from all of `source` (an entity, a mapped type, a word the tool adds).
 */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly source: Span;
  readonly isExact: boolean;
  /** What to show where the stretch is only a part of what is meant: the attribute with its name, say. */
  readonly outer: Span;
}

/** A text made from a file's text, which knows where each part of it stands in that file. */
export interface PlacedText {
  readonly text: string;
  readonly runs: readonly Run[];
}

/** Puts a text together from parts of a file and from words of its own. */
export class PlacedTextBuilder {
  readonly #parts: string[] = [];
  readonly #runs: Run[] = [];
  #length = 0;
  #anchor: Span;

  /** `anchor`: where words that stand nowhere in the file are shown. */
  constructor(anchor: Span) {
    this.#anchor = anchor;
  }

  get length(): number {
    return this.#length;
  }

  anchorAt(anchor: Span): this {
    this.#anchor = anchor;
    return this;
  }

  /** Words of the tool. */
  add(words: string): this {
    return this.addFrom(words, this.#anchor);
  }

  /** Text that stands for the whole of `source`. */
  addFrom(text: string, source: Span, outer: Span = source): this {
    if (text === '') return this;
    const start = this.#length;
    this.#push(text);
    const last = this.#runs.at(-1);
    if (last !== undefined && !last.isExact && last.source === source && last.outer === outer)
      this.#runs[this.#runs.length - 1] = { ...last, end: this.#length };
    else this.#runs.push({ start, end: this.#length, source, isExact: false, outer });
    return this;
  }

  /** A placed text, or one of the same length in its place: the same name in other letters. */
  addPlaced(placed: PlacedText, outer: Span | null = null, text: string = placed.text): this {
    const by = this.#length;
    this.#push(text);
    for (const run of placed.runs)
      this.#runs.push({
        ...run,
        start: run.start + by,
        end: run.end + by,
        outer: outer ?? run.outer,
      });
    return this;
  }

  build(): PlacedText {
    return { text: this.#parts.join(''), runs: this.#runs };
  }

  #push(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }
}

/** A stretch of the file as it stands there. */
export function placedAt(text: string, start: number): PlacedText {
  const source = { start, end: start + text.length };
  if (text === '') return { text, runs: [] };
  return { text, runs: [{ start: 0, end: text.length, source, isExact: true, outer: source }] };
}

/** Text of which the unit `at` comes from the file's units `starts[at]` up to `ends[at]`. */
export function placedByUnit(text: string, starts: readonly number[], ends: readonly number[]): PlacedText {
  const runs: Run[] = [];
  for (let from = 0; from < text.length; ) {
    const start = starts[from] ?? 0;
    const isExact = (ends[from] ?? 0) - start === 1;
    let to = from + 1;
    // Units that follow each other in the file go together.
    while (
      isExact &&
      to < text.length &&
      starts[to] === start + to - from &&
      ends[to] === start + to - from + 1
    )
      to++;
    const source = { start, end: ends[to - 1] ?? 0 };
    runs.push({ start: from, end: to, source, isExact, outer: source });
    from = to;
  }
  return { text, runs };
}

/** The runs that have units between the offsets. */
function runsWithin({ runs }: PlacedText, start: number, end: number): readonly Run[] {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while (last < runs.length && (runs[last]?.start ?? end) < end) last++;
  return runs.slice(low, last);
}

/** A part of a placed text. */
export function slicePlaced(placed: PlacedText, start: number, end: number): PlacedText {
  const runs = runsWithin(placed, start, end).map(run => {
    const from = Math.max(run.start, start);
    const to = Math.min(run.end, end);
    const source = run.isExact
      ? { start: run.source.start + from - run.start, end: run.source.start + to - run.start }
      : run.source;
    const outer = run.outer === run.source ? source : run.outer;
    return { start: from - start, end: to - start, source, isExact: run.isExact, outer };
  });
  return { text: placed.text.slice(start, end), runs };
}

/** The file's stretch that a span of the text comes from; `fallback` for a span of nothing. */
export function locateInFile(placed: PlacedText, span: Span, fallback: Span): Span {
  const touched = runsWithin(placed, span.start, span.end);
  const [only] = touched;
  if (only === undefined) return placeOf(placed, span.start, fallback);
  if (touched.length === 1 && only.isExact) {
    const from = Math.max(span.start, only.start) - only.start;
    const to = Math.min(span.end, only.end) - only.start;
    return { start: only.source.start + from, end: only.source.start + to };
  }
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const run of touched) {
    const whole = span.start <= run.start && run.end <= span.end;
    const place = whole ? run.outer : cutRun(run, span);
    start = Math.min(start, place.start);
    end = Math.max(end, place.end);
  }
  return { start, end };
}

/** The units of the file when every unit of the text stands in the file as it is and in one piece; null otherwise. */
export function verbatimSpan(placed: PlacedText): Span | null {
  const [only] = placed.runs;
  return only !== undefined && placed.runs.length === 1 && only.isExact ? only.source : null;
}

function cutRun(run: Run, span: Span): Span {
  if (!run.isExact) return run.source;
  return {
    start: run.source.start + Math.max(0, span.start - run.start),
    end: run.source.start + Math.min(run.end, span.end) - run.start,
  };
}

function placeOf(placed: PlacedText, offset: number, fallback: Span): Span {
  const run = placed.runs.find(candidate => candidate.start <= offset && offset <= candidate.end);
  if (run === undefined) return fallback;
  const at = run.isExact ? run.source.start + offset - run.start : run.source.start;
  return { start: at, end: at };
}
