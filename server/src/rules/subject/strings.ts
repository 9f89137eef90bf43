import { type Span, span } from '../../text/span.ts';

/* Comments and quoted names are passed over; what is not closed runs to the end. */
const TOKEN = /--[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*$)|"(?:[^"]|"")*(?:"|$)|'(?:[^']|'')*(?:'|$)/g;

/** PostgreSQL: where a string with this value stands in the range, quotes included; null when none does. */
export function findString(sql: string, range: Span, value: string): Span | null {
  const wanted = `'${value.replaceAll("'", "''")}'`;
  const pattern = new RegExp(TOKEN);
  const text = sql.slice(0, range.end);
  pattern.lastIndex = range.start;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === wanted) return span(match.index, match.index + wanted.length);
  }
  return null;
}
