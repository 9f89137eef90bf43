import type { Column } from '../../catalog/model.ts';
import type { ColumnDefinition, TypeReference } from '../../operations/columns.ts';
import { isAtLeast, type Target, version } from '../engine.ts';
import { canonicalCharset, charsetOf, maxBytesPerCharacter } from './charsets.ts';

/** Measured on MySQL 9.7.4 and MariaDB 10.5 and 11.8: 1071. DYNAMIC and COMPRESSED rows; COMPACT and REDUNDANT 767. */
export function longestKey(rowFormat: string | undefined): number {
  return /^(?:compact|redundant)$/i.test(rowFormat ?? '') ? 767 : 3072;
}

const LARGE_OBJECT = /^(?:tiny|medium|long)?(?:text|blob)$/;

export function isLargeObject({ name }: TypeReference): boolean {
  return LARGE_OBJECT.test(name);
}

/** MariaDB indexes a head of them by itself from 10.4 on, except in a primary key (measured 10.5, 11.8; manual 10.4). */
export function needsPrefix(target: Target, { isPrimary }: { readonly isPrimary: boolean }): boolean {
  return target.engine === 'mysql' || isPrimary || !isAtLeast(target.version, version(10, 4));
}

/** Literal defaults of BLOB, TEXT and JSON: never in MySQL, from 10.2.1 on in MariaDB. */
export function takesLiteralDefault(target: Target): boolean {
  return target.engine === 'mariadb' && isAtLeast(target.version, version(10, 2, 1));
}

/** The most bytes that a text column takes in a key; null where its character set is not written anywhere. */
export function keyBytes(
  type: TypeReference,
  tableCharset: string | null,
  prefix: number | null,
): number | null {
  if (type.name !== 'varchar' && type.name !== 'char') return null;
  const written = type.charset ?? (type.collation === null ? null : charsetOf(type.collation));
  if (written === 'unknown') return null;
  const charset = written === null ? tableCharset : canonicalCharset(written);
  const bytes = charset === null ? null : maxBytesPerCharacter(charset);
  const length = prefix ?? Number(type.arguments[0] ?? 1);
  return bytes === null || !Number.isFinite(length) ? null : length * bytes;
}

/** The character set that a table's own options write; null when they do not. */
export function writtenCharset(options: Readonly<Record<string, string>>): string | null {
  const { charset, collation } = options;
  if (charset !== undefined) return canonicalCharset(charset);
  return collation === undefined ? null : charsetOf(collation);
}

const INTEGER = /^(?:tiny|small|medium|big)?int$/;
const DECIMAL = /^(?:decimal|float|double)$/;
const DAY = /^(?:date|datetime|timestamp)$/;

/**
 * True when a literal default certainly is no value of the type (error 1067, measured on MariaDB 10.11 and 11.8; MySQL
 * manual, "Data Type Default Values"). `isStrict` is what sql_mode says: without it strings that are too long are cut.
 */
export function isWrongDefault(
  column: ColumnDefinition,
  { isStrict }: { readonly isStrict: boolean },
): boolean {
  const { type } = column;
  const value = column.default?.value;
  if (type === null || value?.kind !== 'literal') return false;
  const text = /^'((?:[^'\\]|'')*)'$/.exec(value.text.trim())?.[1];
  if (text === undefined) return false;
  if (INTEGER.test(type.name) || DECIMAL.test(type.name))
    return !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text);
  if (DAY.test(type.name)) return !/\d/.test(text);
  if (type.name === 'varchar' || type.name === 'char')
    return isStrict && [...text.replaceAll("''", "'").trimEnd()].length > Number(type.arguments[0] ?? 1);
  if (type.name !== 'enum') return false;
  return !type.arguments.some(label => label.trimEnd().toLowerCase() === text.trimEnd().toLowerCase());
}

/**
 * CURRENT_TIMESTAMP as a default that MySQL takes for TIMESTAMP and DATETIME only, and with the fraction that the column
 * has (manual, "Automatic Initialization and Updating for TIMESTAMP and DATETIME"; MariaDB takes all of them, measured).
 */
export function isWrongCurrentTime({ type, default: value }: ColumnDefinition, target: Target): boolean {
  const [all, fraction] =
    /^(?:current_timestamp|now|localtime|localtimestamp)(?:\s*\(\s*(\d?)\s*\))?$/i.exec(
      value?.value.text.trim() ?? '',
    ) ?? [];
  if (target.engine !== 'mysql' || all === undefined || type === null) return false;
  if (type.name !== 'timestamp' && type.name !== 'datetime') return true;
  return Number(fraction === undefined || fraction === '' ? 0 : fraction) !== Number(type.arguments[0] ?? 0);
}

/** A default that is a date of zeros. */
export function isZeroDate({ type, default: value }: ColumnDefinition): boolean {
  return (
    DAY.test(type?.name ?? '') &&
    /^(?:'0000-00-00(?: 00:00:00(?:\.0+)?)?'|'?0+'?)$/.test(value?.value.text.trim() ?? '')
  );
}

/** Columns as a key sees them. */
export type KeyColumn = Pick<Column | ColumnDefinition, 'type'> & { readonly name: string };
