import { CHARACTER_TYPES } from '../../catalog/tableOptions.ts';
import type { TypeReference } from '../../operations/columns.ts';
import type { Target } from '../engine.ts';
import {
  canonicalCharset,
  charsetOf,
  defaultCollation,
  maxBytesPerCharacter,
  serverCharset,
} from './charsets.ts';

/** How a new type relates to the old one, as far as it decides the algorithm. */
export type TypeChange =
  | 'none'
  /** VARCHAR or VARBINARY grows within one length-byte class (up to 255 bytes, or from 256 on). */
  | 'grows'
  /** ... from at most 127 bytes to 256 or more. */
  | 'grows-past-255-from-127'
  /** ... from 128..255 bytes to 256 or more, or from a size that is not known well enough. */
  | 'grows-past-255'
  /** ENUM or SET members appended, stored in as many bytes. */
  | 'appends'
  /** VARCHAR or TEXT becomes its binary counterpart of the same length class. */
  | 'to-binary'
  | 'other';

/** How a new character set or collation relates to the old one. */
export type CharsetChange = 'none' | 'collation' | 'utf8mb3-to-utf8mb4' | 'other';

/** The character set and collation that columns of a table get when they name none; null where not known. */
export interface TextDefaults {
  readonly charset: string | null;
  readonly collation: string | null;
}

const INTEGER_TYPES = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'bigint']);
/** Types whose argument may be left out, with what it then is. */
const DEFAULT_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  char: ['1'],
  binary: ['1'],
  bit: ['1'],
  datetime: ['0'],
  timestamp: ['0'],
  time: ['0'],
  decimal: ['10', '0'],
};
/** Bytes of a length prefix change between these. */
const SHORT_VARCHAR_BYTES = 255;
/** MariaDB reserves the second length byte's bit from 128 bytes on (MDEV-15563). */
const INSTANT_VARCHAR_BYTES = 127;

export function isCharacterType(type: TypeReference): boolean {
  return CHARACTER_TYPES.has(type.name);
}

/** Compares two types of one column, apart from their character sets. */
export function typeChange(before: TypeReference, after: TypeReference, defaults: TextDefaults): TypeChange {
  if (before.unsigned !== after.unsigned) return 'other';
  if (before.name !== after.name) return binaryChange(before, after, defaults);
  switch (before.name) {
    case 'varchar':
    case 'varbinary':
      return varcharChange(before, after, defaults);
    case 'enum':
      return listChange(before.arguments, after.arguments, count => (count > 255 ? 2 : 1));
    case 'set':
      return listChange(before.arguments, after.arguments, setBytes);
    default:
      return sameArguments(before, after) ? 'none' : 'other';
  }
}

/** Compares the character sets and collations of two character types; 'none' for other types. */
export function charsetChange(
  before: TypeReference,
  after: TypeReference,
  defaults: TextDefaults,
  target: Target,
): CharsetChange {
  if (!isCharacterType(before) || !isCharacterType(after)) return 'none';
  const from = textAttributes(before, defaults, target);
  const to = textAttributes(after, defaults, target);
  if (from.charset === to.charset)
    return from.charset === null || from.collation === to.collation
      ? sameUnknown(before, after, from, to)
      : 'collation';
  if (from.charset === 'utf8mb3' && to.charset === 'utf8mb4') return 'utf8mb3-to-utf8mb4';
  return 'other';
}

/** Where nothing is known of the table, two types that say the same are the same. */
function sameUnknown(
  before: TypeReference,
  after: TypeReference,
  from: TextDefaults,
  to: TextDefaults,
): CharsetChange {
  if (from.charset !== null) return 'none';
  return before.collation === after.collation || from.collation === to.collation ? 'none' : 'collation';
}

/** What columns without a character set of their own have in a table with these options. */
export function textDefaults(options: Readonly<Record<string, string>>, target: Target): TextDefaults {
  const collation = options['collation']?.toLowerCase() ?? null;
  const named = options['charset'] ?? (collation === null ? null : charsetOf(collation));
  const charset = named === null ? serverCharset(target) : canonicalCharset(named);
  return { charset: charset === 'unknown' || charset === 'default' ? null : charset, collation };
}

function textAttributes(type: TypeReference, defaults: TextDefaults, target: Target): TextDefaults {
  const fromCollation = type.collation === null ? null : charsetOf(type.collation);
  const written =
    type.charset === null || type.charset === 'unknown' ? fromCollation : canonicalCharset(type.charset);
  const charset = written ?? defaults.charset;
  const inherited = written === null || type.charset === null ? defaults.collation : null;
  const collation =
    type.collation ??
    (type.charset === null ? inherited : null) ??
    (charset === null ? null : defaultCollation(charset, target));
  return { charset, collation: collation === '_bin' && charset !== null ? `${charset}_bin` : collation };
}

function varcharChange(before: TypeReference, after: TypeReference, defaults: TextDefaults): TypeChange {
  const from = lengthOf(before);
  const to = lengthOf(after);
  if (from === null || to === null || (before.name === after.name && to < from)) return 'other';
  const widths = byteWidths(before, after, defaults);
  const changes = widths.map(([width, newWidth]) => byteChange(from * width, to * newWidth));
  return WORST_FIRST.find(change => changes.includes(change)) ?? 'other';
}

const BINARY_COUNTERPARTS: Readonly<Record<string, string>> = {
  tinytext: 'tinyblob',
  text: 'blob',
  mediumtext: 'mediumblob',
  longtext: 'longblob',
};

function binaryChange(before: TypeReference, after: TypeReference, defaults: TextDefaults): TypeChange {
  if (BINARY_COUNTERPARTS[before.name] === after.name) return 'to-binary';
  if (before.name !== 'varchar' || after.name !== 'varbinary') return 'other';
  const change = varcharChange(before, after, defaults);
  return change === 'none' || change === 'grows' ? 'to-binary' : 'other';
}

const WORST_FIRST: readonly TypeChange[] = [
  'other',
  'grows-past-255',
  'grows-past-255-from-127',
  'grows',
  'none',
];

function byteChange(from: number, to: number): TypeChange {
  if (from === to) return 'none';
  if (to < from) return 'other';
  if (from > SHORT_VARCHAR_BYTES || to <= SHORT_VARCHAR_BYTES) return 'grows';
  return from <= INSTANT_VARCHAR_BYTES ? 'grows-past-255-from-127' : 'grows-past-255';
}

/** Bytes per character before and after; several pairs where the character set is not known. */
function byteWidths(
  before: TypeReference,
  after: TypeReference,
  defaults: TextDefaults,
): readonly (readonly [number, number])[] {
  const binary = (type: TypeReference): boolean => type.name === 'varbinary';
  if (binary(before)) return [[1, 1]];
  const from = widthOf(before, defaults);
  const to = binary(after) ? 1 : widthOf(after, defaults);
  if (from !== null && to !== null) return [[from, to]];
  return [1, 3, 4].map(width => [from ?? width, to ?? width] as const);
}

function widthOf(type: TypeReference, defaults: TextDefaults): number | null {
  const named =
    type.charset !== null && type.charset !== 'unknown'
      ? canonicalCharset(type.charset)
      : type.collation === null
        ? null
        : charsetOf(type.collation);
  const charset = named ?? defaults.charset;
  return charset === null ? null : maxBytesPerCharacter(charset);
}

function lengthOf(type: TypeReference): number | null {
  const length = Number(type.arguments[0]);
  return Number.isInteger(length) ? length : null;
}

function listChange(
  before: readonly string[],
  after: readonly string[],
  bytesFor: (count: number) => number,
): TypeChange {
  if (!before.every((label, index) => after[index] === label)) return 'other';
  if (before.length === after.length) return 'none';
  return bytesFor(before.length) === bytesFor(after.length) ? 'appends' : 'other';
}

/** 1, 2, 3, 4 or 8 bytes (MySQL manual, "Data Type Storage Requirements"). */
function setBytes(count: number): number {
  const bytes = Math.ceil(count / 8);
  return bytes > 4 ? 8 : bytes;
}

function sameArguments(before: TypeReference, after: TypeReference): boolean {
  // The width of an integer or a YEAR is for display.
  if (INTEGER_TYPES.has(before.name) || before.name === 'year') return true;
  const from = effectiveArguments(before);
  const to = effectiveArguments(after);
  return from.length === to.length && from.every((argument, index) => argument.trim() === to[index]?.trim());
}

function effectiveArguments(type: TypeReference): readonly string[] {
  const defaults = DEFAULT_ARGUMENTS[type.name];
  if (defaults === undefined) return type.arguments;
  return [...type.arguments, ...defaults.slice(type.arguments.length)];
}
