import type { Target } from '../../engines/engine.ts';
import type { TypeReference } from '../../operations/columns.ts';
import type { SqlWriter } from './letterCase.ts';

const TEXT_TYPES = new Set([
  'text',
  'character varying',
  'character',
  'bpchar',
  'citext',
  'varchar',
  'char',
  'binary',
  'varbinary',
]);
const NUMBER_TYPES = new Set([
  'smallint',
  'integer',
  'bigint',
  'numeric',
  'real',
  'double precision',
  'tinyint',
  'mediumint',
  'int',
  'decimal',
  'float',
  'double',
]);
const TIMESTAMP_TYPES = new Set([
  'timestamp without time zone',
  'timestamp with time zone',
  'timestamp',
  'datetime',
]);
/** MySQL and MariaDB take no literal default for these. */
const LARGE_TYPES = new Set([
  'tinytext',
  'text',
  'mediumtext',
  'longtext',
  'tinyblob',
  'blob',
  'mediumblob',
  'longblob',
  'json',
]);

/** A value that says "nothing yet" for a type, as a DEFAULT; null when no value is neutral. */
export function neutralDefault(type: TypeReference | null, target: Target, sql: SqlWriter): string | null {
  if (type === null) return null;
  if (target.engine !== 'postgresql' && LARGE_TYPES.has(type.name)) return null;
  return neutralValue(type, target, sql);
}

/** A value that says "nothing yet" for a type, in an UPDATE; null when no value is neutral. */
export function neutralValue(type: TypeReference | null, target: Target, sql: SqlWriter): string | null {
  if (type === null) return null;
  if (type.arrayDimensions > 0) return "'{}'";
  const { name } = type;
  if (TEXT_TYPES.has(name)) return "''";
  if (NUMBER_TYPES.has(name)) return '0';
  if (name === 'boolean') return sql`FALSE`;
  if (TIMESTAMP_TYPES.has(name)) return timestampValue(type, sql);
  if (name === 'date' && target.engine === 'postgresql') return sql`CURRENT_DATE`;
  if (name === 'json' || name === 'jsonb') return "'{}'";
  return LARGE_TYPES.has(name) ? "''" : null;
}

/** MySQL wants the same fractional digits in the default as in the type. */
function timestampValue(type: TypeReference, sql: SqlWriter): string {
  const digits = type.arguments[0];
  return digits === undefined || type.name.includes(' ')
    ? sql`CURRENT_TIMESTAMP`
    : sql`CURRENT_TIMESTAMP(${digits})`;
}
