/*
 * Which built-in types the server turns into which by itself, and which of them a foreign key can compare. Measured on
 * PostgreSQL 11.22, 16.14 and 18.4, which agree: each pair by ALTER COLUMN TYPE without USING and by a FOREIGN KEY.
 */

const TEXT_TYPES = ['text', 'character varying', 'character', 'name'];
const NUMBERS = ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'];
const DATE_AND_TIME = [
  'date',
  'timestamp without time zone',
  'timestamp with time zone',
  'time without time zone',
  'time with time zone',
  'interval',
];

/** The types that were measured. */
const MEASURED: ReadonlySet<string> = new Set([
  ...TEXT_TYPES,
  ...NUMBERS,
  ...DATE_AND_TIME,
  'boolean',
  'uuid',
  'bytea',
  'json',
  'jsonb',
  'inet',
  'cidr',
  'macaddr',
  'bit',
  'bit varying',
  'money',
  'oid',
  'xml',
  'tsvector',
  'int4range',
  'point',
]);

/** Besides itself and the text types, which every type becomes. */
const BECOMES: Readonly<Record<string, readonly string[]>> = {
  smallint: [...NUMBERS, 'oid'],
  integer: [...NUMBERS, 'money', 'oid'],
  bigint: [...NUMBERS, 'money', 'oid'],
  numeric: [...NUMBERS, 'money'],
  real: NUMBERS,
  'double precision': NUMBERS,
  date: ['timestamp without time zone', 'timestamp with time zone'],
  'timestamp without time zone': ['date', 'timestamp with time zone', 'time without time zone'],
  'timestamp with time zone': [
    'date',
    'timestamp without time zone',
    'time without time zone',
    'time with time zone',
  ],
  'time without time zone': ['time with time zone', 'interval'],
  'time with time zone': ['time without time zone'],
  interval: ['time without time zone'],
  json: ['jsonb'],
  jsonb: ['json'],
  inet: ['cidr'],
  cidr: ['inet'],
  bit: ['bit varying'],
  'bit varying': ['bit'],
  money: ['numeric'],
  oid: ['integer', 'bigint'],
};

/** Besides itself. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  smallint: [...NUMBERS, 'oid'],
  integer: [...NUMBERS, 'oid'],
  bigint: [...NUMBERS, 'oid'],
  numeric: ['real', 'double precision'],
  real: ['double precision'],
  'double precision': ['real'],
  text: TEXT_TYPES,
  'character varying': TEXT_TYPES,
  character: TEXT_TYPES,
  name: TEXT_TYPES,
  date: ['timestamp without time zone', 'timestamp with time zone'],
  'timestamp without time zone': ['date', 'timestamp with time zone'],
  'timestamp with time zone': ['date', 'timestamp without time zone'],
  'time without time zone': ['time with time zone', 'interval'],
  inet: ['cidr'],
  cidr: ['inet'],
  bit: ['bit varying'],
  'bit varying': ['bit'],
};

/** True when ALTER COLUMN TYPE needs no USING; null for types that were not measured. */
export function isCastAutomatic(from: string, to: string): boolean | null {
  if (!MEASURED.has(from) || !MEASURED.has(to)) return null;
  return from === to || TEXT_TYPES.includes(to) || (BECOMES[from]?.includes(to) ?? false);
}

/** True when a column of type `from` can reference one of type `to`; null for types that were not measured. */
export function isReferencePossible(from: string, to: string): boolean | null {
  if (!MEASURED.has(from) || !MEASURED.has(to)) return null;
  return from === to || (REFERENCES[from]?.includes(to) ?? false);
}
