import type { Column, Table } from '../../catalog/model.ts';
import type { TypeReference } from '../../operations/columns.ts';

/*
 * The most bytes that one character takes (MySQL 9.0 manual 12.2 "Maxlen" of SHOW CHARACTER SET; MariaDB "Supported
 * Character Sets and Collations").
 */
const MOST_BYTES: Readonly<Record<string, number>> = {
  utf8mb4: 4, utf16: 4, utf16le: 4, utf32: 4, gb18030: 4,
  utf8mb3: 3, utf8: 3, ujis: 3, eucjpms: 3,
  ucs2: 2, big5: 2, gbk: 2, gb2312: 2, sjis: 2, cp932: 2, euckr: 2,
  latin1: 1, latin2: 1, latin5: 1, latin7: 1, ascii: 1, binary: 1, cp1250: 1, cp1251: 1, cp1256: 1, cp1257: 1, cp850: 1,
  cp852: 1, cp866: 1, dec8: 1, greek: 1, hebrew: 1, hp8: 1, keybcs2: 1, koi8r: 1, koi8u: 1, macce: 1, macroman: 1, swe7: 1,
  tis620: 1, armscii8: 1, geostd8: 1,
};

/** The charset that a column's characters are stored in; null when neither column nor table says. */
export function charsetOf(column: Column, table: Table): string | null {
  return charsetOfType(column.type) ?? table.options['charset']?.toLowerCase() ?? charsetOfCollation(table.options['collation'] ?? null);
}

/** The charset that a type names itself. */
export function charsetOfType(type: TypeReference | null): string | null {
  return type?.charset?.toLowerCase() ?? charsetOfCollation(type?.collation ?? null);
}

/** `utf8mb4` of `utf8mb4_0900_ai_ci`. */
function charsetOfCollation(collation: string | null): string | null {
  return collation === null ? null : (collation.toLowerCase().split('_')[0] ?? null);
}

export function bytesPerCharacter(charset: string): number | null {
  return MOST_BYTES[charset] ?? null;
}
