import type { Insert } from '../../operations/sessionOperations.ts';

/* What separates values: parentheses, commas, and the things in which they do not count. */
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|[(),]/g;

/**
 * PostgreSQL: the integers at one place of every row of INSERT ... VALUES. Null when one of them is anything else, as
 * DEFAULT or a call is.
 */
export function integersInserted(
  sql: string,
  { span, rows }: Insert,
  place: number,
): readonly number[] | null {
  const start = valuesStart(sql, span.start);
  if (start === null) return null;
  const found: number[] = [];
  const pattern = new RegExp(TOKEN);
  pattern.lastIndex = start;
  let depth = 0;
  let at = 0;
  let from = start;
  for (let match = pattern.exec(sql); match !== null && match.index < span.end; match = pattern.exec(sql)) {
    const [token] = match;
    if (token !== '(' && token !== ')' && token !== ',') continue;
    const isEnd = (token === ')' && depth === 1) || (token === ',' && depth === 1);
    if (isEnd && at === place) {
      const text = sql.slice(from, match.index).trim();
      if (!/^'?\d{1,15}'?$/.test(text)) return null;
      found.push(Number(text.replaceAll("'", '')));
    }
    if (token === '(') {
      depth++;
      if (depth === 1) {
        at = 0;
        from = match.index + 1;
      }
    } else if (token === ')') depth--;
    else if (depth === 1) {
      at++;
      from = match.index + 1;
    }
    // ON CONFLICT (id) and RETURNING come behind the rows.
    if (depth === 0 && found.length === rows) break;
  }
  return found.length === rows && rows > 0 ? found : null;
}

function valuesStart(sql: string, from: number): number | null {
  const pattern = /\bvalues\b/gi;
  pattern.lastIndex = from;
  const match = pattern.exec(sql);
  return match === null ? null : match.index + match[0].length;
}
