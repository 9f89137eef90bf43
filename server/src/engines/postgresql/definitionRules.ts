import type { CatalogReader } from '../../catalog/catalog.ts';
import { objectKey, searchPath } from '../../catalog/catalog.ts';
import type { Expression, TypeReference } from '../../operations/columns.ts';

/*
 * Functions that the server knows as STABLE or VOLATILE in every signature, and so refuses in indexes and generated
 * columns with 42P17. Each measured on PostgreSQL 12.22, 16.14 and 18.4, except those of uuid-ossp (its control script).
 */
const NEVER_IMMUTABLE: ReadonlySet<string> = new Set([
  'now',
  'current_date',
  'current_timestamp',
  'localtimestamp',
  'clock_timestamp',
  'statement_timestamp',
  'transaction_timestamp',
  'random',
  'gen_random_uuid',
  'uuid_generate_v4',
  'nextval',
  'to_char',
  'concat',
  'concat_ws',
  'format',
  'array_to_string',
]);

/** The first function in the expression that is certainly not IMMUTABLE; null when there is none. */
export function mutableFunction(catalog: CatalogReader, expression: Expression): string | null {
  return (
    expression.functions.find(
      name =>
        NEVER_IMMUTABLE.has(name) &&
        searchPath(catalog).every(schema => catalog.get(objectKey('routine', schema, name)) === undefined),
    ) ?? null
  );
}

/** A column as it is, or as the statement defines it. */
export interface TypedColumn {
  readonly name: string;
  readonly type: TypeReference | null;
}

/**
 * A timestamptz column whose day, part or text is asked for, which depends on the session's zone (42P17, measured on
 * 12.22, 16.14 and 18.4). Null for anything else.
 */
export function zonedColumn(table: readonly TypedColumn[], { text, columns }: Expression): string | null {
  const [name, ...others] = columns;
  const column = others.length === 0 ? table.find(other => other.name === name) : undefined;
  if (column?.type?.name !== 'timestamp with time zone') return null;
  const plain = text.toLowerCase().replace(/[\s"()]/g, '');
  const asked = column.name.toLowerCase().replace(/[^a-z0-9_]/g, '.');
  return ZONED.some(form => new RegExp(form.replace('COLUMN', asked)).test(plain)) ? column.name : null;
}

/** Without blanks, quotes of names and parentheses. */
const ZONED = [
  '^COLUMN::(?:date|text|varchar|charactervarying|time|timetz|timestamp|timestampwithouttimezone)\\d*$',
  '^dateCOLUMN$',
  '^castCOLUMNas(?:date|text|varchar|time|timestamp|timestampwithouttimezone)\\d*$',
  "^date_trunc'\\w+',COLUMN$",
  "^date_part'\\w+',COLUMN$",
  '^extract[a-z]+fromCOLUMN$',
];

/** True for to_tsvector(text), which takes the session's configuration; with one as first argument it is IMMUTABLE. */
export function takesSessionConfiguration({ text, functions }: Expression): boolean {
  if (!functions.includes('to_tsvector')) return false;
  return [...text.matchAll(/\bto_tsvector\s*\(/gi)].some(({ index, 0: head }) =>
    hasOneArgument(text.slice(index + head.length)),
  );
}

/** `text` begins behind the opening parenthesis. */
function hasOneArgument(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/'(?:[^']|'')*'|"[^"]*"|[(),]/g)) {
    if (token === '(') depth++;
    else if (token === ')' && depth-- === 0) return true;
    else if (token === ',' && depth === 0) return false;
  }
  return false;
}
