import { canonicalCharset, charsetOf } from '../../engines/mysql/charsets.ts';
import type { TypeReference } from '../../operations/columns.ts';

/** MySQL/MariaDB: the character set of a text column, whose table has `inherited`. Null when nobody can tell. */
export function charsetOfType(type: TypeReference, inherited: string | null): string | null {
  if (type.charset === 'unknown') return null;
  if (type.charset !== null) return canonicalCharset(type.charset);
  return (type.collation === null ? null : charsetOf(type.collation)) ?? inherited;
}

const WHOLE_UNICODE = new Set(['utf8mb4', 'utf16', 'utf16le', 'utf32', 'gb18030']);
const BASIC_PLANE = new Set(['utf8mb3', 'ucs2']);

function range(charset: string): number | null {
  if (WHOLE_UNICODE.has(charset)) return 3;
  if (BASIC_PLANE.has(charset)) return 2;
  if (charset === 'binary') return null;
  return charset === 'ascii' ? 0 : 1;
}

/** True when `to` certainly lacks characters of `from`. Two national character sets are not compared. */
export function isNarrowerCharset(from: string | null, to: string | null): boolean {
  if (from === null || to === null) return false;
  const before = range(from);
  const after = range(to);
  return before !== null && after !== null && after < before;
}
