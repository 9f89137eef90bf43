import type { Expression, TypeReference } from '../../operations/columns.ts';

/*
 * Literal defaults that PostgreSQL refuses when the column is defined, whatever the table holds. Measured on 12.22, 16.14
 * and 18.4: a string is read as a value of the type at once, a number or boolean must have an assignment cast to it.
 */

/** What a literal default of a type comes to; null where the server takes it, or nobody can tell. */
export interface WrongDefault {
  /** SQLSTATE. */
  readonly code: '22P02' | '22007' | '22008' | '42804';
}

/** `labels` of the type where it is an enum; null for all other types. */
export function wrongDefault(
  type: TypeReference,
  value: Expression,
  labels: readonly string[] | null,
): WrongDefault | null {
  const text = value.text.trim();
  const string = /^'((?:[^']|'')*)'$/.exec(text)?.[1]?.replaceAll("''", "'");
  if (string !== undefined) return wrongString(type, string, labels);
  if (type.arrayDimensions > 0 || (type.schema !== null && labels === null)) return null;
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text))
    return labels !== null || TAKES_NO_NUMBER.has(type.name) ? { code: '42804' } : null;
  if (/^(?:true|false)$/i.test(text))
    return labels !== null || TAKES_NO_BOOLEAN.has(type.name) ? { code: '42804' } : null;
  return null;
}

const NUMBERS = ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'];
const TIMES = ['date', 'timestamp without time zone', 'timestamp with time zone'];
const TAKES_NO_NUMBER: ReadonlySet<string> = new Set([
  ...TIMES,
  'boolean',
  'interval',
  'json',
  'jsonb',
  'uuid',
]);
const TAKES_NO_BOOLEAN: ReadonlySet<string> = new Set([
  ...NUMBERS,
  ...TIMES,
  'interval',
  'json',
  'jsonb',
  'uuid',
]);

/** From 16 on numbers may be hexadecimal and hold underscores; they count as right everywhere. */
const INTEGER = /^\s*[+-]?(?:0[xob][\da-f_]+|\d[\d_]*)\s*$/i;
const NUMBER =
  /^\s*[+-]?(?:0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?|inf(?:inity)?|nan)\s*$/i;
const BOOLEAN = /^\s*(?:t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|[01])\s*$/i;
const UUID = /^\{?[\da-f]{4}(?:-?[\da-f]{4}){7}\}?$/i;

function wrongString(
  type: TypeReference,
  text: string,
  labels: readonly string[] | null,
): WrongDefault | null {
  if (type.arrayDimensions > 0) return /^\s*[[{]/.test(text) ? null : { code: '22P02' };
  if (labels !== null) return labels.includes(text) ? null : { code: '22P02' };
  if (type.schema !== null) return null;
  switch (type.name) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return INTEGER.test(text) ? null : { code: '22P02' };
    case 'numeric':
    case 'real':
    case 'double precision':
      return NUMBER.test(text) ? null : { code: '22P02' };
    case 'boolean':
      return BOOLEAN.test(text) ? null : { code: '22P02' };
    case 'uuid':
      return UUID.test(text) ? null : { code: '22P02' };
    case 'json':
    case 'jsonb':
      return isJson(text) ? null : { code: '22P02' };
    case 'date':
    case 'timestamp without time zone':
    case 'timestamp with time zone':
      if (/^\s*0000-00-00\b/.test(text)) return { code: '22008' };
      return text.trim() === '' ? { code: '22007' } : null;
    default:
      return null;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
