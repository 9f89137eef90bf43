import type { TypeReference } from '../operations/columns.ts';
import { charsetOfCollation } from './tableOptions.ts';

/* Types that MySQL and MariaDB store otherwise than they are written (MySQL 8.0 manual, "String Data Type Syntax"). */

/** Most bytes of a character, for character sets of more than one. */
const BYTES_PER_CHARACTER: Readonly<Record<string, number>> = {
  utf8mb4: 4,
  utf8: 3,
  utf8mb3: 3,
  ucs2: 2,
  utf16: 4,
  utf16le: 4,
  utf32: 4,
  gb18030: 4,
  gbk: 2,
  gb2312: 2,
  big5: 2,
  sjis: 2,
  cp932: 2,
  euckr: 2,
  eucjpms: 3,
  ujis: 3,
};

/** Null when the character set is not known. */
export function bytesPerCharacter(charset: string | null): number | null {
  if (charset === null || charset === 'unknown') return null;
  return BYTES_PER_CHARACTER[charset.toLowerCase()] ?? 1;
}

const TEXT_SIZES: readonly (readonly [string, number])[] = [
  ['tinytext', 255],
  ['text', 65_535],
  ['mediumtext', 16_777_215],
  ['longtext', 4_294_967_295],
];

/** The type as the server keeps it: `text(70000)` as `mediumtext`, `float(30)` as `double`, `bit` as `bit(1)`. */
export function keptType(
  type: TypeReference,
  options: { readonly tableCharset: string | null; readonly serverCharset: string },
): TypeReference {
  const [length] = type.arguments;
  if (length === undefined) {
    return type.name === 'bit' || type.name === 'char' || type.name === 'binary'
      ? { ...type, arguments: ['1'] }
      : type;
  }
  if (type.name === 'float' && type.arguments.length === 1) {
    return { ...type, name: Number(length) > 24 ? 'double' : 'float', arguments: [] };
  }
  if (type.name === 'text') {
    const charset =
      type.charset ?? (type.collation === null ? options.tableCharset : charsetOfCollation(type.collation));
    const bytes = bytesPerCharacter(charset) ?? bytesPerCharacter(options.serverCharset) ?? 1;
    return { ...type, name: sizedText(Number(length) * bytes), arguments: [] };
  }
  if (type.name === 'blob')
    return { ...type, name: sizedText(Number(length)).replace('text', 'blob'), arguments: [] };
  return type;
}

function sizedText(bytes: number): string {
  for (const [name, most] of TEXT_SIZES) if (bytes <= most) return name;
  return 'longtext';
}

/** CONVERT TO makes a text column one size larger when its characters may take more bytes than before. */
export function convertedType(type: TypeReference, from: string | null, to: string | null): TypeReference {
  const before = bytesPerCharacter(from);
  const after = bytesPerCharacter(to);
  const plain = { ...type, charset: null, collation: null, text: withoutCharset(type.text) };
  const size = TEXT_SIZES.findIndex(([name]) => name === type.name);
  if (size < 0 || before === null || after === null || after <= before) return plain;
  const name = TEXT_SIZES[size + 1]?.[0] ?? type.name;
  return { ...plain, name, text: plain.text.replace(/^\w+/, name) };
}

/** Strings, which stay; and what names a character set or a collation. */
const CHARSET_WORDS =
  /('(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*")|\s+(?:(?:(?:character|char)\s+set|charset|collate)\s+(?:\w+|'\w+'|"\w+")|ascii\b|unicode\b|binary\b)/gi;

function withoutCharset(text: string): string {
  return text.replace(CHARSET_WORDS, (_words, quoted: string | undefined) => quoted ?? '');
}
