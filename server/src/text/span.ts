/**
 * A half-open range of UTF-16 code units, `start <= end`.
 * What it counts from (the file or the statement) is said by whoever holds it.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

/** The same range seen from a text that starts `by` units earlier. */
export function shiftSpan(range: Span, by: number): Span {
  return by === 0 ? range : { start: range.start + by, end: range.end + by };
}

/** The smallest span that covers both. */
export function joinSpans(first: Span, second: Span): Span {
  return { start: Math.min(first.start, second.start), end: Math.max(first.end, second.end) };
}

/** True when `inner` lies within `outer`; touching ends count. */
export function containsSpan(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** True when `offset` lies in the span or at its end, as a cursor does. */
export function touchesOffset(range: Span, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** The text of a span. */
export function textOf(text: string, range: Span): string {
  return text.slice(range.start, range.end);
}
