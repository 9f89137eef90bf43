import type { CatalogReader } from '../../catalog/catalog.ts';
import { objectKey, searchPath } from '../../catalog/catalog.ts';
import type { Table } from '../../catalog/model.ts';
import type { Expression } from '../../operations/columns.ts';

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

/** A timestamptz column whose day or part is asked for, which depends on the session's zone. Null for anything else. */
export function zonedColumn(table: Table, { text, columns }: Expression): string | null {
  const [name, ...others] = columns;
  const column = others.length === 0 ? table.columns.find(other => other.name === name) : undefined;
  if (column?.type?.name !== 'timestamp with time zone') return null;
  const plain = text.toLowerCase().replace(/[\s"()]/g, '');
  const asked = column.name.toLowerCase();
  const isDay = plain === `${asked}::date` || plain === `date${asked}` || plain === `cast${asked}asdate`;
  return isDay || new RegExp(`^date_trunc'\\w+',${asked.replace(/[^a-z0-9_]/g, '.')}$`).test(plain)
    ? column.name
    : null;
}
