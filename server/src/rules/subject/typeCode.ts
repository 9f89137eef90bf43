import type { TypeReference } from '../../operations/columns.ts';
import { code } from './wording.ts';

/** Quoted labels stay as they are; then version marks, which open and close what some servers read, and comments. */
const PIECES = /('(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*")|(?:\/\*M?!\d*|\*\/|\/\*[\s\S]*?\*\/|\s)+/gi;

/** A type in back quotes, on one line: as written, without comments and the marks of MySQL's version comments. */
export function typeCode({ text }: Pick<TypeReference, 'text'>): string {
  return code(text.replace(PIECES, (_piece, quoted: string | undefined) => quoted ?? ' ').trim());
}
