import type { TypeReference } from '../../operations/columns.ts';
import { canonicalCharset, charsetOf, maxBytesPerCharacter } from './charsets.ts';

/**
 * What a row may hold besides the contents of BLOB and TEXT, in bytes (manual, "Limits on Table Column Count and Row Size";
 * error 1118, measured on MariaDB 10.11 and 11.8).
 */
export const LONGEST_ROW = 65_535;

const FIXED: Readonly<Record<string, number>> = {
  tinyint: 1,
  smallint: 2,
  mediumint: 3,
  int: 4,
  bigint: 8,
  float: 4,
  double: 8,
  year: 1,
  date: 3,
  time: 3,
  timestamp: 4,
  datetime: 5,
  tinyblob: 9,
  tinytext: 9,
  blob: 10,
  text: 10,
  mediumblob: 11,
  mediumtext: 11,
  longblob: 12,
  longtext: 12,
};

/** At least so many bytes of a row; a character set that nobody writes counts one byte a character. */
export function leastRowBytes(type: TypeReference, tableCharset: string | null): number {
  const length = Number(type.arguments[0] ?? 1);
  if (!Number.isFinite(length)) return 0;
  switch (type.name) {
    case 'char':
      return length * bytesOf(type, tableCharset);
    case 'binary':
      return length;
    case 'varchar':
      return withLength(length * bytesOf(type, tableCharset));
    case 'varbinary':
      return withLength(length);
    default:
      return FIXED[type.name] ?? 0;
  }
}

function withLength(bytes: number): number {
  return bytes + (bytes > 255 ? 2 : 1);
}

/** The most characters of a VARCHAR (error 1074, measured on MariaDB 10.11 and 11.8); null for other types. */
export function longestVarchar(type: TypeReference, tableCharset: string | null): number | null {
  if (type.name !== 'varchar') return null;
  return Math.floor(LONGEST_ROW / bytesOf(type, tableCharset));
}

function bytesOf(type: TypeReference, tableCharset: string | null): number {
  const written = type.charset ?? (type.collation === null ? null : charsetOf(type.collation));
  const charset = written === null ? tableCharset : canonicalCharset(written);
  return charset === null ? 1 : (maxBytesPerCharacter(charset) ?? 1);
}
