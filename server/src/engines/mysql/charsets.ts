import { isAtLeast, type Target, version } from '../engine.ts';

/** Bytes of the widest character (MySQL manual, "Supported Character Sets and Collations"; MariaDB has the same). */
const MAX_BYTES: Readonly<Record<string, number>> = {
  utf8mb4: 4,
  utf16: 4,
  utf16le: 4,
  utf32: 4,
  gb18030: 4,
  utf8mb3: 3,
  ujis: 3,
  eucjpms: 3,
  ucs2: 2,
  big5: 2,
  gbk: 2,
  gb2312: 2,
  sjis: 2,
  cp932: 2,
  euckr: 2,
};
const SINGLE_BYTE = new Set(
  `armscii8 ascii binary cp1250 cp1251 cp1256 cp1257 cp850 cp852 cp866 dec8 geostd8 greek hebrew hp8 keybcs2 koi8r koi8u
  latin1 latin2 latin5 latin7 macce macroman swe7 tis620`.split(/\s+/),
);

/** Null for a character set that is not known. */
export function maxBytesPerCharacter(charset: string): number | null {
  return MAX_BYTES[charset] ?? (SINGLE_BYTE.has(charset) ? 1 : null);
}

/** `utf8mb3` for its old name. */
export function canonicalCharset(charset: string): string {
  const lower = charset.toLowerCase();
  return lower === 'utf8' ? 'utf8mb3' : lower;
}

/** The character set that a collation belongs to; null for those that fit several (`uca1400_ai_ci`). */
export function charsetOf(collation: string): string | null {
  const charset = collation.toLowerCase().split('_', 1)[0] ?? '';
  return charset === '' || charset.startsWith('uca') ? null : canonicalCharset(charset);
}

/** `latin1_swedish_ci`; null where the default differs between versions or is not known. */
export function defaultCollation(charset: string, target: Target): string | null {
  switch (charset) {
    case 'latin1':
      return 'latin1_swedish_ci';
    case 'binary':
      return 'binary';
    case 'utf8mb4':
      if (target.engine === 'mysql')
        return isAtLeast(target.version, version(8)) ? 'utf8mb4_0900_ai_ci' : 'utf8mb4_general_ci';
      return isAtLeast(target.version, version(11, 5)) ? 'utf8mb4_uca1400_ai_ci' : 'utf8mb4_general_ci';
    case 'utf8mb3':
    case 'ascii':
      return target.engine === 'mysql' || !isAtLeast(target.version, version(11, 5)) || charset === 'ascii'
        ? `${charset}_general_ci`
        : 'utf8mb3_uca1400_ai_ci';
    default:
      return null;
  }
}

/**
 * The character set of a database that says none: what the target declares as `character_set_server` or
 * `character_set_database`, else MySQL 8.0's and MariaDB 11.6's built-in utf8mb4. Older servers had latin1 built in, and
 * nearly every installation changed it, so that there nothing is known (null).
 */
export function serverCharset(target: Target): string | null {
  const declared = target.settings['character_set_database'] ?? target.settings['character_set_server'];
  if (declared !== undefined) return canonicalCharset(declared);
  const utf8mb4Since = target.engine === 'mysql' ? version(8) : version(11, 6);
  return isAtLeast(target.version, utf8mb4Since) ? 'utf8mb4' : null;
}
