import { isWordUnit } from './characters.ts';

/**
 * Ends of quoted tokens. Every function takes the offset of the opening mark and a limit, and returns the
 * offset past the closing mark, or -1 when it does not come before the limit.
 */

const BACKSLASH = 92;

/** A quoted token in which the doubled mark stands for itself, and a backslash does too; read from `from` on. */
export function endOfQuoted(text: string, open: number, limit: number, from = open + 1): number {
  const mark = text.charCodeAt(open);
  for (let at = from; at < limit; at++) {
    if (text.charCodeAt(at) !== mark) continue;
    if (at + 1 < limit && text.charCodeAt(at + 1) === mark) at++;
    else return at + 1;
  }
  return -1;
}

/** A quoted token in which a backslash takes the unit after it out of play. */
export function endOfEscapedString(text: string, open: number, limit: number): number {
  const mark = text.charCodeAt(open);
  for (let at = open + 1; at < limit; at++) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH) at++;
    else if (unit === mark) {
      if (at + 1 < limit && text.charCodeAt(at + 1) === mark) at++;
      else return at + 1;
    }
  }
  return -1;
}

/** Past the second `$` of a dollar quote's opening tag (`$$`, `$body$`), or -1 when `at` opens none. */
export function dollarTagEnd(text: string, at: number): number {
  const first = text.charCodeAt(at + 1);
  if (first === 36) return at + 2;
  if (!isWordUnit(first) || (first >= 48 && first <= 57)) return -1;
  for (let end = at + 2; ; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 36) return end + 1;
    if (!isWordUnit(unit)) return -1;
  }
}

/** A dollar quote whose opening tag ends at `tagEnd`. */
export function endOfDollarQuote(text: string, open: number, tagEnd: number, limit: number): number {
  const tag = text.slice(open, tagEnd);
  const close =
    limit === text.length ? text.indexOf(tag, tagEnd) : text.slice(tagEnd, limit).indexOf(tag) + tagEnd;
  return close < tagEnd ? -1 : close + tag.length;
}

/** A comment between slash-star and star-slash; the first end closes it (MySQL, MariaDB). */
export function endOfFlatComment(text: string, open: number, limit: number): number {
  for (let at = open + 2; at + 1 < limit; at++) {
    if (text.charCodeAt(at) === 42 && text.charCodeAt(at + 1) === 47) return at + 2;
  }
  return -1;
}

/** A comment between slash-star and star-slash that may hold others (PostgreSQL). */
export function endOfNestedComment(text: string, open: number, limit: number): number {
  let depth = 1;
  for (let at = open + 2; at + 1 < limit; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 42 && text.charCodeAt(at + 1) === 47) {
      depth--;
      if (depth === 0) return at + 2;
      at++;
    } else if (unit === 47 && text.charCodeAt(at + 1) === 42) {
      depth++;
      at++;
    }
  }
  return -1;
}
