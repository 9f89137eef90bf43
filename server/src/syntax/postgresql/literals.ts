import { foldCase, type Token } from './tokens.ts';

/** The server keeps 63 bytes of a name (NAMEDATALEN - 1, manual 18, section 4.1.1). */
const MAXIMUM_NAME_BYTES = 63;

/** The name that a word or quoted token stands for: folded, unquoted and cut as the server stores it. */
export function nameOf(sql: string, token: Token): string {
  if (token.kind === 'word') return truncateName(token.word);
  const text = sql.slice(token.start, token.end);
  if (token.kind !== 'quoted') return foldCase(text);
  const open = text.indexOf('"');
  const body = unquote(text.slice(open), '"');
  return truncateName(open === 0 ? body : decodeUnicodeEscapes(body));
}

/** Cuts a name at the last whole character within 63 bytes of UTF-8. */
export function truncateName(name: string): string {
  if (name.length * 3 <= MAXIMUM_NAME_BYTES) return name;
  let bytes = 0;
  let at = 0;
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > MAXIMUM_NAME_BYTES) return name.slice(0, at);
    at += character.length;
  }
  return name;
}

/** The content of a string token with a way back: `place` leads from its offsets to those of the scanned text. */
export interface StringContent {
  readonly value: string;
  readonly place: (offset: number) => number;
}

/** The value of a string token of any form. Bit strings give their digits. */
export function stringContent(sql: string, token: Token): StringContent {
  const text = sql.slice(token.start, token.end);
  if (text.startsWith('$')) {
    const tagLength = text.indexOf('$', 1) + 1;
    const close = text.endsWith(text.slice(0, tagLength)) && text.length >= 2 * tagLength;
    return verbatim(text.slice(tagLength, close ? -tagLength : undefined), token.start + tagLength);
  }
  const open = text.indexOf("'");
  const prefix = text.slice(0, open).toLowerCase();
  const body = text.slice(open + 1, text.endsWith("'") && text.length > open + 1 ? -1 : undefined);
  const needsDecoding = body.includes("'") || (prefix === 'e' && body.includes('\\'));
  if (prefix === 'u&')
    return { value: decodeUnicodeEscapes(unquote(`'${body}'`, "'")), place: () => token.start };
  if (!needsDecoding) return verbatim(body, token.start + open + 1);
  return decode(body, token.start + open + 1, { backslashes: prefix === 'e' });
}

export function stringValue(sql: string, token: Token): string {
  return stringContent(sql, token).value;
}

function verbatim(value: string, start: number): StringContent {
  return { value, place: offset => start + offset };
}

const CONTROL_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const NUMERIC_ESCAPE = /^(?:u[0-9a-f]{4}|U[0-9a-f]{8}|x[0-9a-f]{1,2}|[0-7]{1,3})/i;
const CONTINUATION = /'[ \t\f\v]*[\n\r](?:\s|--[^\n\r]*[\n\r])*'/y;

/** Decodes doubled quotes, backslash escapes and continuation lines, and keeps where each unit came from. */
function decode(
  body: string,
  start: number,
  { backslashes }: { readonly backslashes: boolean },
): StringContent {
  const origins: number[] = [];
  let value = '';
  const add = (text: string, from: number): void => {
    for (let unit = 0; unit < text.length; unit++) origins.push(start + from);
    value += text;
  };
  for (let at = 0; at < body.length; ) {
    const character = body.charAt(at);
    if (character === "'") {
      const doubled = body.charAt(at + 1) === "'";
      if (doubled) add("'", at);
      at += doubled ? 2 : lengthOfContinuation(body, at);
    } else if (character === '\\' && backslashes) {
      const numeric = NUMERIC_ESCAPE.exec(body.slice(at + 1, at + 10))?.[0];
      const next = body.charAt(at + 1);
      add(numeric === undefined ? (CONTROL_ESCAPES[next] ?? next) : numericCharacter(numeric), at);
      at += 1 + (numeric?.length ?? 1);
    } else {
      add(character, at);
      at++;
    }
  }
  return { value, place: offset => origins[offset] ?? start + body.length };
}

function lengthOfContinuation(body: string, at: number): number {
  CONTINUATION.lastIndex = at;
  return CONTINUATION.exec(body)?.[0].length ?? 1;
}

function numericCharacter(digits: string): string {
  const code = /^[ux]/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 8);
  return code > 0x10ffff ? '' : String.fromCodePoint(code);
}

function unquote(text: string, quote: '"' | "'"): string {
  const end = text.length > 1 && text.endsWith(quote) ? -1 : undefined;
  return text.slice(1, end).replaceAll(quote + quote, quote);
}

/** `\0041` and `\+01F600`; another escape character (UESCAPE) is not looked for. */
function decodeUnicodeEscapes(text: string): string {
  return text.replace(/\\(?:([0-9a-f]{4})|\+([0-9a-f]{6})|\\)/gi, (all, short?: string, long?: string) => {
    const digits = short ?? long;
    if (digits === undefined) return '\\';
    const code = Number.parseInt(digits, 16);
    return code > 0x10ffff ? all : String.fromCodePoint(code);
  });
}
