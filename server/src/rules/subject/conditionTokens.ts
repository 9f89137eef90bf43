import type { Dialect } from '../../syntax/dialect.ts';

/** Longer conditions and deeper ones are not looked into. */
const MOST_TOKENS = 2000;
const DEEPEST = 60;

const TOKEN =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|::|[<>!=|&~*+\-/%^@#?:]+|[^\s]/gu;

/** A word, a name, a sign; or what stands in a pair of parentheses. */
export type Token =
  | { readonly kind: 'word' | 'name' | 'other'; readonly text: string }
  | { readonly kind: 'group'; readonly tokens: readonly Token[] };

/** Comments, escapes and strings in dollars are not read; MySQL's further words for AND and OR bind otherwise. */
const UNREAD = /[\\$#]|--|\/\*/;
const UNREAD_MYSQL = /\|\||&&|:=|\bxor\b/i;

/**
 * The tokens of a condition, null for a text that is too long, too deep, not balanced, or has what is not read.
 */
export function conditionTokens(sql: string, dialect: Dialect): readonly Token[] | null {
  if (UNREAD.test(sql) || (dialect !== 'postgresql' && UNREAD_MYSQL.test(sql))) return null;
  const texts = sql.match(TOKEN) ?? [];
  return texts.length > MOST_TOKENS ? null : nested(texts, dialect);
}

function nested(texts: readonly string[], dialect: Dialect): readonly Token[] | null {
  const open: Token[][] = [[]];
  for (const text of texts) {
    if (text === '(') open.push([]);
    else if (text !== ')') open.at(-1)?.push(tokenOf(text, dialect));
    else {
      const tokens = open.pop() ?? [];
      open.at(-1)?.push({ kind: 'group', tokens });
    }
    if (open.length === 0 || open.length > DEEPEST) return null;
  }
  return open.length === 1 ? (open[0] ?? null) : null;
}

function tokenOf(text: string, dialect: Dialect): Token {
  const first = text.charAt(0);
  if (first === '`' || (first === '"' && dialect === 'postgresql'))
    return { kind: 'name', text: folded(text.slice(1, -1).replaceAll(first + first, first), dialect) };
  return /[\p{L}_]/u.test(first)
    ? { kind: 'word', text: text.toLowerCase() }
    : { kind: 'other', text: text === '!=' ? '<>' : text };
}

/** MySQL and MariaDB compare column names without case. */
export function folded(name: string, dialect: Dialect): string {
  return dialect === 'postgresql' ? name : name.toLowerCase();
}

/** Without parentheses around all of it. */
export function withoutGroup(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  return tokens.length === 1 && first?.kind === 'group' ? withoutGroup(first.tokens) : tokens;
}

export function indexOutsideCase(tokens: readonly Token[], isWanted: (token: Token) => boolean): number {
  let cases = 0;
  return tokens.findIndex(token => {
    if (isWord(token, 'case')) cases++;
    if (isWord(token, 'end')) cases--;
    return cases === 0 && isWanted(token);
  });
}

/** The AND of a BETWEEN joins no conditions, and what stands in a CASE is part of it. */
export function splitAt(tokens: readonly Token[], word: 'and' | 'or'): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let between = 0;
  let cases = 0;
  for (const token of tokens) {
    if (isWord(token, 'case')) cases++;
    if (isWord(token, 'end')) cases--;
    if (isWord(token, 'between')) between++;
    const isBetween = between > 0 && isWord(token, 'and');
    if (isBetween) between--;
    if (isWord(token, word) && !isBetween && cases === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

export function splitBySign(tokens: readonly Token[], sign: string): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (isSign(token, sign)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

export function isWord(token: Token | undefined, text: string): boolean {
  return token?.kind === 'word' && token.text === text;
}

export function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === 'other' && token.text === text;
}

/** A name in quotes and a word of the same letters mean the same. */
export function textOf(tokens: readonly Token[]): string {
  return tokens.reduce((text, token) => {
    const next = token.kind === 'group' ? `(${textOf(token.tokens)})` : token.text;
    return /[\p{L}\p{N}_$']$/u.test(text) && /^[\p{L}\p{N}_$']/u.test(next) ? `${text} ${next}` : text + next;
  }, '');
}
