import type { Span } from '../../text/span.ts';
import { type PlacedText, PlacedTextBuilder, placedAt, placedByUnit } from './placedText.ts';

/**
 * Where each unit of a YAML or JSON scalar stands in the text: quotes, escapes, indentation and folded lines are
 * stepped over. A scalar that cannot be followed stands for its whole span.
 */
export function alignedText(value: string, text: string, source: Span): PlacedText {
  if (value === '') return { text: '', runs: [] };
  if (text.startsWith(value, source.start)) return placedAt(value, source.start);
  if (text.startsWith(value, source.start + 1)) return placedAt(value, source.start + 1);
  return follow(value, text, source) ?? new PlacedTextBuilder(source).addFrom(value, source).build();
}

function follow(value: string, text: string, source: Span): PlacedText | null {
  const quote = text[source.start];
  const isDouble = quote === '"';
  const isBlock = quote === '|' || quote === '>';
  let from = source.start + (isDouble || quote === "'" ? 1 : 0);
  if (isBlock) from = text.indexOf('\n', source.start) + 1;
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  while (at < value.length) {
    if (from >= source.end) return null;
    const wanted = value[at] ?? '';
    const found = text[from] ?? '';
    if (isDouble && found === '\\') {
      const escaped = ESCAPE.exec(text.slice(from, from + 10))?.[0] ?? '\\';
      if (/^\\[\r\n]/.test(escaped)) {
        from += escaped.length;
        continue;
      }
      const made = wanted >= '\uD800' && wanted <= '\uDBFF' && escaped.startsWith('\\U') ? 2 : 1;
      for (let unit = 0; unit < made; unit++) {
        starts.push(from);
        ends.push(from + escaped.length);
      }
      at += made;
      from += escaped.length;
    } else if (found === wanted) {
      starts.push(from);
      ends.push(from + 1);
      at++;
      from += quote === "'" && wanted === "'" && text[from + 1] === "'" ? 2 : 1;
    } else if (/\s/.test(found)) {
      // A folded line break gives a space, whose indentation gives nothing.
      if (/\s/.test(wanted) && /[\r\n]/.test(found)) {
        starts.push(from);
        ends.push(from + 1);
        at++;
      }
      from++;
    } else if (/\s/.test(wanted)) {
      starts.push(from);
      ends.push(from);
      at++;
    } else {
      return null;
    }
  }
  return placedByUnit(value, starts, ends);
}

const ESCAPE = /^\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|\r?\n[ \t]*|[\s\S])/i;
