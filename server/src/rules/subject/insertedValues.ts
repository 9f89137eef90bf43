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
      const id = integerOf(text);
      if (id === null) return null;
      found.push(id);
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

/**
 * PostgreSQL: the integers at one place of INSERT ... SELECT 1, 'a' [UNION ALL SELECT 2, 'b'] ...; null when one of them
 * is anything else, or stars hide the place.
 */
export function integersSelected(sql: string, { span }: Insert, place: number): readonly number[] | null {
  const found: number[] = [];
  const pattern = new RegExp(
    `${TOKEN.source}|\\b(?:select|from|where|union|intersect|except|order|limit|on|returning)\\b`,
    'gi',
  );
  pattern.lastIndex = span.start;
  let depth = 0;
  let at = 0;
  let from: number | null = null;
  const close = (end: number): boolean => {
    if (from === null || at !== place) return true;
    const id = integerOf(sql.slice(from, end).trim());
    if (id !== null) found.push(id);
    return id !== null;
  };
  for (let match = pattern.exec(sql); match !== null && match.index < span.end; match = pattern.exec(sql)) {
    const token = match[0].toLowerCase();
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (depth > 0) continue;
    else if (token === 'select') {
      at = 0;
      from = pattern.lastIndex;
    } else if (token === ',' && from !== null) {
      if (!close(match.index)) return null;
      at++;
      from = pattern.lastIndex;
    } else if (/^[a-z]/.test(token) && !token.startsWith("e'")) {
      if (!close(match.index)) return null;
      from = null;
    }
  }
  return close(span.end) && found.length > 0 ? found : null;
}

/** A literal, with a cast or a name behind it where one is. */
function integerOf(text: string): number | null {
  const match = /^'?(-?\d{1,15})'?(?:::\w+)?(?:\s+(?:as\s+)?[\w"]+)?$/i.exec(text);
  return match?.[1] === undefined ? null : Number(match[1]);
}
