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
  // Names that servers show for others (MariaDB shows lcase for lower).
  lcase: 'lower',
  ucase: 'upper',
  character_length: 'char_length',
  substring: 'substr',
  ceil: 'ceiling',
  power: 'pow',
};

/** A definition without case, quotes, parentheses, casts and blanks. Equal texts mean the same in practice. */
export function comparableText(text: string): string {
  return joined(tokensOf(text));
}

/** As {@link comparableText}, for conditions on one table: its columns without its name. */
export function comparableCondition(text: string): string {
  const tokens: string[] = [];
  for (const token of tokensOf(text)) {
    if (token === '.' && tokens.length > 0) tokens.pop();
    else tokens.push(token);
  }
  return joined(tokens);
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
  const raw: string[] = text.match(TOKEN) ?? [];
  const tokens: string[] = [];
  for (let index = 0; index < raw.length; index++) {
    const token = raw[index] ?? '';
    if (token === '::') {
      if (tokens.at(-1)?.startsWith("'") === true) tokens.push(...plainLiteral(tokens.pop() ?? ''));
      index = lastOfType(raw, index + 1);
    }
    // A function without its schema: a migration finds it by the search path, a server names it in full.
    else if (token === '.' && raw[index + 2] === '(' && tokens.length > 0) tokens.pop();
    else if (token.toLowerCase() === 'cast' && raw[index + 1] === '(') raw[endOfCast(raw, index + 1)] = '::';
    else if (isTypedLiteral(token, raw[index + 1])) tokens.push(plainInterval(raw[++index] ?? ''));
    else if (token !== '(' && token !== ')' && !isIntroducer(token, raw[index + 1]))
      tokens.push(SAME[token] ?? SAME[token.toLowerCase()] ?? foldedToken(token));
  }
  return tokens;
}

/** `= ANY (ARRAY[...])` is how PostgreSQL shows IN. */
function joined(tokens: readonly string[]): string {
  return (
    tokens
      .join(' ')
      .replaceAll(/= any array \[ ([^[\]]*) \]/g, 'in $1')
      .replaceAll(/<> all array \[ ([^[\]]*) \]/g, 'not in $1')
      // PostgreSQL shows a list of one as a comparison.
      .replaceAll(/ not in (\S+)(?= [^,]|$)/g, ' <> $1')
      .replaceAll(/ in (\S+)(?= [^,]|$)/g, ' = $1')
      // What MySQL shows for `a ->> '$.b'`.
      .replaceAll(/(\S+) ->> (\S+)/g, 'json_unquote json_extract $1 , $2')
      .replaceAll(/(\S+) between (\S+) and (\S+)/g, '$1 >= $2 and $1 <= $3')
  );
}

/** The place of AS in `CAST(a AS text)`, which reads like `a::text` from there. */
function endOfCast(raw: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < raw.length; at++) {
    const token = raw[at]?.toLowerCase();
    if (token === '(') depth++;
    else if (token === ')' && --depth === 0) break;
    else if (token === 'as' && depth === 1) return at;
  }
  return open;
}

/** `INTERVAL '1 day'`: what PostgreSQL shows as `'1 day'::interval`. */
function isTypedLiteral(token: string, next: string | undefined): boolean {
  return /^interval$/i.test(token) && next?.startsWith("'") === true;
}

/** `'90 day'` and `'90 days'` are the same time. */
function plainInterval(literal: string): string {
  return literal.replace(/^'(\d+ (?:second|minute|hour|day|week|month|year))s?'$/i, "'$1'");
}

/** A literal with a cast: numbers lose their quotes, arrays their blanks. */
function plainLiteral(literal: string): readonly string[] {
  const number = /^'(-?)(\d+(?:\.\d+)?)'$/.exec(literal);
  if (number !== null) return [...(number[1] === '' ? [] : ['-']), number[2] ?? ''];
  return [/^'\{.*\}'$/.test(literal) ? literal.replaceAll(/,\s+/g, ',') : plainInterval(literal)];
}

function foldedToken(token: string): string {
  const first = token[0];
  if (first === "'") return /^'\{[\w\s,]*\}'$/.test(token) ? token.replaceAll(/,\s+/g, ',') : token;
  if (first === '"') return token.slice(1, -1);
  // MySQL and MariaDB compare the names of columns without case.
  if (first === '`') return token.slice(1, -1).toLowerCase();
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
