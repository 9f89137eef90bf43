import type { Expression, TypeReference } from '../operations/columns.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { nameOfKey } from './catalog.ts';
import { quoted, quotedIfNeeded, withoutOuterParentheses } from './expressionText.ts';
import type { Column, Table } from './model.ts';

/*
 * Names, types and values in one spelling, so that what means the same prints the same, whoever wrote it:
 * a migration, a dump or a server.
 */

/** PostgreSQL: quoted where needed; MySQL/MariaDB: always quoted. */
export function nameText(dialect: Dialect, name: string): string {
  return dialect === 'postgresql' ? quotedIfNeeded(dialect, name) : quoted(dialect, name);
}

/** With its schema, when one is known. */
export function qualifiedText(dialect: Dialect, schema: string, name: string): string {
  return schema === '' ? nameText(dialect, name) : `${nameText(dialect, schema)}.${nameText(dialect, name)}`;
}

/** The name behind a key. Schemas with a dot in their name are cut at it. */
export function keyText(dialect: Dialect, key: string): string {
  const name = nameOfKey(key);
  const dot = name.indexOf('.');
  return dot < 0 ? nameText(dialect, name) : qualifiedText(dialect, name.slice(0, dot), name.slice(dot + 1));
}

export function namesText(dialect: Dialect, names: readonly string[]): string {
  return names.map(name => nameText(dialect, name)).join(', ');
}

export function stringText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Types that MySQL showed with a display width before 8.0.19; `tinyint(1)` keeps its. */
const WITH_DISPLAY_WIDTH = new Set(['int', 'bigint', 'smallint', 'mediumint', 'tinyint', 'year']);

/** A column's type. MySQL/MariaDB: a character set that the table has anyway is left out. */
export function typeText(
  dialect: Dialect,
  type: TypeReference | null,
  table?: Pick<Table, 'options'>,
): string {
  if (type === null) return 'unknown';
  return dialect === 'postgresql' ? postgresqlType(type) : mysqlType(type, table);
}

function postgresqlType(type: TypeReference): string {
  const name =
    type.schema === null
      ? builtInType(type)
      : `${type.schema === 'public' ? '' : `${nameText('postgresql', type.schema)}.`}${nameText('postgresql', type.name)}`;
  const isDefault = /^(?:pg_catalog\.)?default$/.test(type.collation ?? 'default');
  const collation = type.collation === null || isDefault ? '' : ` COLLATE ${collationText(type.collation)}`;
  return `${name}${'[]'.repeat(type.arrayDimensions)}${collation}`;
}

/**
 * A collation of PostgreSQL, quoted; those of the server itself without their schema. Names of locales hold dots too
 * (`en_US.utf8`), but begin with no word that a schema would have.
 */
export function collationText(collation: string): string {
  if (collation.startsWith('"')) return collation;
  const [, schema, name] = /^([a-z_][a-z0-9_]*)\.(.+)$/s.exec(collation) ?? [];
  if (schema === undefined || name === undefined) return `"${collation}"`;
  return schema === 'pg_catalog' ? `"${name}"` : `${nameText('postgresql', schema)}."${name}"`;
}

/** `timestamp(3) with time zone`: the length stands inside the name. */
function builtInType(type: TypeReference): string {
  const name = /^[a-z][a-z0-9_ ]*$/.test(type.name) ? type.name : nameText('postgresql', type.name);
  const length = type.arguments.length === 0 ? '' : `(${type.arguments.join(',')})`;
  const zone = / with(?:out)? time zone$/.exec(name);
  return zone === null ? name + length : `${name.slice(0, zone.index)}${length}${zone[0]}`;
}

function mysqlType(type: TypeReference, table: Pick<Table, 'options'> | undefined): string {
  let text = type.name + mysqlArguments(type);
  if (type.unsigned) text += ' unsigned';
  if (type.zerofill) text += ' zerofill';
  const tableCharset = charsetText(table?.options['charset'] ?? null);
  const charset = charsetText(type.charset);
  const collation = charsetText(type.collation);
  if (charset !== null && charset !== tableCharset) text += ` CHARACTER SET ${charset}`;
  if (collation !== null && collation !== charsetText(table?.options['collation'] ?? null))
    text += ` COLLATE ${collation}`;
  return text;
}

function mysqlArguments(type: TypeReference): string {
  if (type.arguments.length === 0) return type.name === 'decimal' ? '(10,0)' : '';
  if (type.name === 'enum' || type.name === 'set') return `(${type.arguments.map(stringText).join(',')})`;
  const isBoolean = type.name === 'tinyint' && type.arguments[0] === '1';
  if (WITH_DISPLAY_WIDTH.has(type.name) && !isBoolean && !type.zerofill) return '';
  if (type.name === 'decimal' && type.arguments.length === 1) return `(${type.arguments[0] ?? ''},0)`;
  return `(${type.arguments.join(',')})`;
}

/** `utf8` has meant utf8mb3 all along; also at the start of a collation's name. */
export function charsetText(charset: string | null): string | null {
  return charset === null ? null : charset.toLowerCase().replace(/^utf8(?=_|$)/, 'utf8mb3');
}

/** A column's default; null when it has none. */
export function defaultText(dialect: Dialect, column: Column, table: Pick<Table, 'schema'>): string | null {
  if (column.default === null) return null;
  return dialect === 'postgresql'
    ? postgresqlDefault(column.default, table.schema, column.type)
    : mysqlValue(column.default, column.type);
}

const LITERAL_WITH_CAST = /^('(?:[^']|'')*')(?:::[\w\s".]+(?:\([\d,\s]*\))?(?:\[\])*)+$/;
const NEXTVAL = /^nextval\s*\(\s*\(?\s*'([^']*)'(?:\s*(?:::\s*(?:pg_catalog\.)?(?:regclass|text)|\)))+$/i;
/** Calls without parentheses, which PostgreSQL shows in capitals. */
const KEYWORD_CALL =
  /^(?:current_timestamp|current_date|current_time|current_user|session_user|localtime|localtimestamp)(?:\s*\(\s*\d+\s*\))?$/i;

/** Types whose constants PostgreSQL shows as numbers, whatever quotes were written. */
const POSTGRESQL_NUMBERS = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);

function postgresqlDefault(value: Expression, schema: string, type: TypeReference | null): string {
  const text = withoutOuterParentheses(value.text.trim());
  const cast = LITERAL_WITH_CAST.exec(text);
  if (cast !== null) return plainConstant(cast[1] ?? text, type);
  const sequence = NEXTVAL.exec(text);
  if (sequence !== null) {
    const name = sequence[1] ?? '';
    return `nextval('${name.includes('.') || schema === '' ? name : `${nameText('postgresql', schema)}.${name}`}'::regclass)`;
  }
  if (KEYWORD_CALL.test(text)) return text.toUpperCase();
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase();
  if (/^'(?:[^']|'')*'$/.test(text)) return plainConstant(text, type);
  return text.replace(/^(?:\w+\.)?\w+(?=\s*\()/, called => called.toLowerCase().replace(/^pg_catalog\./, ''));
}

/** `'0'` of a number is 0, `'t'` of a boolean true. */
function plainConstant(literal: string, type: TypeReference | null): string {
  if (type === null || type.arrayDimensions > 0 || type.schema !== null) return literal;
  const value = literal.slice(1, -1).trim();
  if (POSTGRESQL_NUMBERS.has(type.name) && /^-?\d+(?:\.\d+)?$/.test(value)) return value;
  if (type.name === 'jsonb') return jsonText(literal);
  if (type.name === 'boolean' && /^(?:t|true|f|false)$/i.test(value)) return String(/^t/i.test(value));
  return literal;
}

/** jsonb keeps neither blanks nor the order of keys. */
function jsonText(literal: string): string {
  try {
    const value: unknown = JSON.parse(literal.slice(1, -1).replaceAll("''", "'"));
    return stringText(JSON.stringify(value, (_key, part: unknown) => withSortedKeys(part)));
  } catch {
    return literal;
  }
}

function withSortedKeys(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)));
}

const NUMERIC_TYPES = new Set([
  'int',
  'bigint',
  'smallint',
  'mediumint',
  'tinyint',
  'decimal',
  'float',
  'double',
  'bit',
  'year',
]);
const NOW = /^(?:now|current_timestamp|localtime|localtimestamp)\s*(?:\(\s*(\d*)\s*\))?$/i;

/** DEFAULT and ON UPDATE of MySQL/MariaDB: numbers without quotes, one spelling for the current time. */
export function mysqlValue(value: Expression, type: TypeReference | null): string {
  const text = value.text.trim();
  const now = NOW.exec(withoutOuterParentheses(text));
  if (now !== null)
    return now[1] === undefined || now[1] === '' || now[1] === '0'
      ? 'CURRENT_TIMESTAMP'
      : `CURRENT_TIMESTAMP(${now[1]})`;
  if (type?.name === 'bit' && /^(?:\d+|true|false)$/i.test(text)) return bitText(text);
  const written = /^"((?:[^"]|"")*)"$/.exec(text);
  if (written !== null && value.kind === 'literal')
    return stringText((written[1] ?? '').replaceAll('""', '"'));
  if (
    type !== null &&
    /^(?:char|varchar|\w*text|enum|set)$/.test(type.name) &&
    /^-?\d+(?:\.\d+)?$/.test(text)
  )
    return `'${text}'`;
  const number = /^'(-?\d+(?:\.\d+)?)'$/.exec(text);
  if (number !== null && type !== null && NUMERIC_TYPES.has(type.name)) return number[1] ?? text;
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true' ? '1' : '0';
  if (value.kind === 'function' || value.kind === 'other')
    return text.startsWith('(') || /^b?'|^-?[\d.]+$/i.test(text) ? text : `(${text})`;
  return text;
}

/** As servers show values of bit columns: `b'101'`. */
function bitText(text: string): string {
  const number = /^\d+$/.test(text) ? BigInt(text) : BigInt(text.toLowerCase() === 'true');
  return `b'${number.toString(2)}'`;
}

/** An expression with blanks and line breaks outside strings as single blanks, and no parentheses around it all. */
export function expressionText(expression: Expression): string {
  return withoutOuterParentheses(oneLine(expression.text));
}

export function oneLine(text: string): string {
  if (text.includes('--') || text.includes('#')) return text.trim();
  return text
    .trim()
    .replace(/'(?:[^']|'')*'|"[^"]*"|`[^`]*`|\s+/g, piece => (/^\s/.test(piece) ? ' ' : piece));
}

/** A partition's bound with its words in capitals. */
export function boundText(bound: string): string {
  return oneLine(bound).replace(
    /'(?:[^']|'')*'|\b(?:from|to|in|with|modulus|remainder|minvalue|maxvalue)\b/gi,
    word => (word.startsWith("'") ? word : word.toUpperCase()),
  );
}

const TYPE_ALIASES: Readonly<Record<string, string>> = {
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  bool: 'boolean',
  float8: 'double precision',
  float4: 'real',
  float: 'double precision',
  decimal: 'numeric',
  varchar: 'character varying',
  char: 'character',
  bpchar: 'character',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  timetz: 'time with time zone',
  time: 'time without time zone',
};

/** The type of a routine's argument or result; lengths do not tell routines apart. */
export function argumentTypeText(written: string): string {
  const type = written
    .toLowerCase()
    .replaceAll(/"|\(\s*\d+(?:\s*,\s*\d+)?\s*\)|\b(?:pg_catalog|public)\s*\./g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const array = type.indexOf('[');
  const element = array < 0 ? type : type.slice(0, array).trim();
  return (TYPE_ALIASES[element] ?? element) + (array < 0 ? '' : type.slice(array));
}
