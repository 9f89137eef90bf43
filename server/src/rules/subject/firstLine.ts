import { type Span, span } from '../../text/span.ts';

/** The first line of a text that is not empty. */
export function firstLine(text: string): Span {
  const start = Math.max(text.search(/\S/), 0);
  const end = text.slice(start).search(/\s*(?:\r?\n|$)/);
  return span(start, start + Math.max(end, 0));
}
