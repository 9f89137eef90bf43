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
  const collation =
    type.collation === null
      ? ''
      : ` COLLATE ${type.collation.startsWith('"') ? type.collation : `"${type.collation}"`}`;
  return `${name}${'[]'.repeat(type.arrayDimensions)}${collation}`;
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
    ? postgresqlDefault(column.default, table.schema)
    : mysqlValue(column.default, column.type);
}

const LITERAL_WITH_CAST = /^('(?:[^']|'')*')(?:::[\w\s".]+(?:\([\d,\s]*\))?(?:\[\])*)+$/;
const NEXTVAL = /^nextval\s*\(\s*'([^']*)'(?:\s*::\s*(?:pg_catalog\.)?(?:regclass|text))*\s*\)$/i;
/** Calls without parentheses, which PostgreSQL shows in capitals. */
const KEYWORD_CALL =
  /^(?:current_timestamp|current_date|current_time|current_user|session_user|localtime|localtimestamp)(?:\s*\(\s*\d+\s*\))?$/i;

function postgresqlDefault(value: Expression, schema: string): string {
  const text = withoutOuterParentheses(value.text.trim());
  const cast = LITERAL_WITH_CAST.exec(text);
  if (cast !== null) return cast[1] ?? text;
  const sequence = NEXTVAL.exec(text);
  if (sequence !== null) {
    const name = sequence[1] ?? '';
    return `nextval('${name.includes('.') || schema === '' ? name : `${nameText('postgresql', schema)}.${name}`}'::regclass)`;
  }
  if (KEYWORD_CALL.test(text)) return text.toUpperCase();
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase();
  return text.replace(/^(?:\w+\.)?\w+(?=\s*\()/, called => called.toLowerCase().replace(/^pg_catalog\./, ''));
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
  const number = /^'(-?\d+(?:\.\d+)?)'$/.exec(text);
  if (number !== null && type !== null && NUMERIC_TYPES.has(type.name)) return number[1] ?? text;
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true' ? '1' : '0';
  if (value.kind === 'function' || value.kind === 'other')
    return text.startsWith('(') || /^b?'|^-?[\d.]+$/i.test(text) ? text : `(${text})`;
  return text;
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
