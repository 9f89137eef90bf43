/*
 * Servers show expressions in their own words: `CHECK (((a)::text = ANY (ARRAY['x'::text, 'y'::text])))` for
 * `check (a in ('x', 'y'))`. For comparing, both are brought to what is left without the words a server adds.
 */

const TOKEN =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|::|<>|!=|<=|>=|!?~~\*?|->>?|#>>?|\|\||[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|\S/gu;

/** Further words of type names after a cast's first one. */
const TYPE_WORDS = new Set(['varying', 'precision', 'without', 'with', 'time', 'zone']);

const SAME: Readonly<Record<string, string>> = {
  '!=': '<>',
  '~~': 'like',
  '~~*': 'ilike',
  '!~~': 'not like',
  '!~~*': 'not ilike',
};

/** A definition without case, quotes, parentheses, casts and blanks. Equal texts mean the same in practice. */
export function comparableText(text: string): string {
  return joined(tokensOf(text));
}

/** As {@link comparableText}, for queries: names without qualifiers, columns without an alias that repeats them. */
export function comparableQuery(query: string): string {
  const tokens: string[] = [];
  const all = tokensOf(query);
  for (let index = 0; index < all.length; index++) {
    const token = all[index] ?? '';
    if (token === '.' && tokens.length > 0) tokens.pop();
    else if (token === 'as' && all[index + 1] === tokens.at(-1)) index++;
    else if (token !== 'as' && token !== ';') tokens.push(token);
  }
  return joined(tokens);
}

function tokensOf(text: string): readonly string[] {
  const raw = text.match(TOKEN) ?? [];
  const tokens: string[] = [];
  for (let index = 0; index < raw.length; index++) {
    const token = raw[index] ?? '';
    if (token === '::') index = lastOfType(raw, index + 1);
    else if (token !== '(' && token !== ')' && !isIntroducer(token, raw[index + 1]))
      tokens.push(SAME[token] ?? foldedToken(token));
  }
  return tokens;
}

/** `= ANY (ARRAY[...])` is how PostgreSQL shows IN. */
function joined(tokens: readonly string[]): string {
  return tokens
    .join(' ')
    .replaceAll(/= any array \[ ([^[\]]*) \]/g, 'in $1')
    .replaceAll(/<> all array \[ ([^[\]]*) \]/g, 'not in $1');
}

function foldedToken(token: string): string {
  const first = token[0];
  if (first === "'") return token;
  if (first === '"' || first === '`') return token.slice(1, -1);
  return token.toLowerCase();
}

/** MySQL shows strings with their character set: `_utf8mb4'x'`. */
function isIntroducer(token: string, next: string | undefined): boolean {
  return /^_(?:utf8|latin1|ascii|binary|ucs2)/i.test(token) && next?.startsWith("'") === true;
}

/** The place of the last token of a type that starts at `from`. */
function lastOfType(raw: readonly string[], from: number): number {
  let at = from;
  if (raw[at + 1] === '.') at += 2;
  while (TYPE_WORDS.has((raw[at + 1] ?? '').toLowerCase())) at++;
  if (raw[at + 1] === '(' && /^\d/.test(raw[at + 2] ?? '')) {
    while (at + 1 < raw.length && raw[at] !== ')') at++;
  }
  while (TYPE_WORDS.has((raw[at + 1] ?? '').toLowerCase())) at++;
  while (raw[at + 1] === '[' && raw[at + 2] === ']') at += 2;
  return at;
}
