import type { Dialect } from '../../syntax/dialect.ts';

/** What kind of literal a column of the type takes. */
export type LiteralKind = 'boolean' | 'number' | 'moment' | 'text';

/** A type of a changelog as the engine gets it. */
export interface DatabaseType {
  readonly text: string;
  readonly literal: LiteralKind;
  /** `serial` and its like. */
  readonly isAutoIncrement: boolean;
}

interface ParsedType {
  /** As written, trimmed. */
  readonly raw: string;
  /** Lower case, without parameters and what follows. */
  readonly name: string;
  readonly parameters: readonly string[];
  /** What follows the name: `unsigned`, `with time zone`, `CHARACTER SET utf8mb4`. */
  readonly rest: string;
}

type Mapping = (type: ParsedType, dialect: Dialect) => string;

/** Names made of two words, whose second word is no addition. */
const TWO_WORDS =
  /^(?:bit varying|character varying|long varchar|long nvarchar|long binary|long varbinary)\b/i;
const SERIAL = /^(?:small|big)?serial[248]?$/;

/**
 * Liquibase's translation of a changelog's type, as the data types of Liquibase 4.28 do it (measured with
 * `update-sql` on offline databases; the test names every type).
 */
export function databaseType(definition: string, dialect: Dialect): DatabaseType {
  const type = parseType(definition);
  const family = FAMILY_OF.get(type.name);
  if (family === undefined) return { text: unknownType(type), literal: 'text', isAutoIncrement: false };
  return {
    text: family.map(type, dialect),
    literal: family.literal,
    isAutoIncrement: SERIAL.test(type.name) || / identity$/i.test(type.raw),
  };
}

function parseType(definition: string): ParsedType {
  const raw = definition.trim();
  const open = raw.indexOf('(');
  const close = raw.indexOf(')', open);
  const hasParameters = open > 0 && close > open;
  const bare = (hasParameters ? raw.slice(0, open).trimEnd() + raw.slice(raw.lastIndexOf(')') + 1) : raw)
    .replace(/\s*\{.*$/, '')
    .replace(/ identity$/i, '');
  const two = TWO_WORDS.exec(bare)?.[0];
  const name = (two ?? /^\S*/.exec(bare)?.[0] ?? '').replace(/^(["'`])(.*)\1$/, '$2');
  return {
    raw,
    name: name.toLowerCase().replace(/\s+/g, ' '),
    parameters: hasParameters
      ? raw
          .slice(open + 1, close)
          .split(',')
          .map(parameter => parameter.trim())
          .filter(parameter => parameter !== '')
      : [],
    rest: two === undefined ? bare.slice(name.length).trim() : '',
  };
}

/** The tool writes it in capitals, which changes nothing but makes it harder to recognise. */
function unknownType({ raw }: ParsedType): string {
  return raw.replace(/\s*\{.*$/, '');
}

function withParameters(name: string, { parameters, rest }: ParsedType, keep = parameters.length): string {
  const list = parameters.slice(0, keep);
  return [list.length === 0 ? name : `${name}(${list.join(', ')})`, rest].join(' ').trimEnd();
}

const isMysqlFamily = (dialect: Dialect): boolean => dialect !== 'postgresql';

const boolean: Mapping = (type, dialect) => {
  if (type.name === 'bit') return withParameters('BIT', { ...type, rest: '' });
  if (dialect === 'postgresql') return 'BOOLEAN';
  return dialect === 'mariadb' ? 'TINYINT(1)' : 'TINYINT';
};

const clob: Mapping = ({ name }, dialect) => {
  if (!isMysqlFamily(dialect)) return 'TEXT';
  if (name === 'text') return 'TEXT';
  if (name === 'tinytext') return 'TINYTEXT';
  if (name === 'mediumtext') return 'MEDIUMTEXT';
  return name === 'nclob' ? 'LONGTEXT CHARACTER SET utf8' : 'LONGTEXT';
};

function moment(parameters: readonly string[], zone: string): string {
  const precision = parameters.at(-1);
  return `TIMESTAMP${precision === undefined ? '' : `(${precision})`} ${zone}`;
}

const datetime: Mapping = ({ raw, parameters }, dialect) => {
  if (isMysqlFamily(dialect)) return parameters.length === 0 ? 'datetime' : `datetime(${parameters[0]})`;
  return moment(parameters, /tz|with time zone/i.test(raw) ? 'WITH TIME ZONE' : 'WITHOUT TIME ZONE');
};

const timestamp: Mapping = ({ raw, name, parameters, rest }, dialect) => {
  if (isMysqlFamily(dialect)) return /[ (]/.test(raw) ? raw : 'timestamp';
  if (name === 'timestamptz' || name.endsWith('timestamp_with_timezone'))
    return moment(parameters, 'WITH TIME ZONE');
  return moment(parameters, rest === '' ? 'WITHOUT TIME ZONE' : rest.replace(/timezone/i, 'TIME ZONE'));
};

const time: Mapping = ({ name, parameters, rest }, dialect) => {
  if (isMysqlFamily(dialect)) return 'time';
  const precision = parameters.length === 0 ? '' : `(${parameters[0]})`;
  const withZone = /tz$|with_timezone$/.test(name) || /^with\b/i.test(rest);
  return `time${precision} ${withZone ? 'WITH' : 'WITHOUT'} TIME ZONE`;
};

const int: Mapping = ({ rest }, dialect) => (isMysqlFamily(dialect) ? `INT ${rest}`.trimEnd() : 'INTEGER');
const bigint: Mapping = ({ rest }) => `BIGINT ${rest}`.trimEnd();
const smallint: Mapping = ({ rest }, dialect) =>
  isMysqlFamily(dialect) ? `SMALLINT ${rest}`.trimEnd() : 'SMALLINT';
const tinyint: Mapping = (type, dialect) =>
  isMysqlFamily(dialect) ? withParameters('TINYINT', type) : 'SMALLINT';
const mediumint: Mapping = (type, dialect) =>
  withParameters('MEDIUMINT', type, isMysqlFamily(dialect) ? 0 : undefined);

const double: Mapping = (type, dialect) =>
  isMysqlFamily(dialect) ? withParameters('DOUBLE', type) : 'DOUBLE PRECISION';
const float: Mapping = type => withParameters(FLOATS.get(type.name) ?? 'FLOAT', type);
const FLOATS = new Map([
  ['real', 'REAL'],
  ['float4', 'FLOAT4'],
  ['float8', 'FLOAT8'],
]);

const nvarchar: Mapping = (type, dialect) =>
  withParameters(isMysqlFamily(dialect) ? 'NVARCHAR' : 'VARCHAR', type);
const varchar: Mapping = type =>
  withParameters('VARCHAR', {
    ...type,
    parameters: type.parameters.map(parameter => parameter.replace(/ byte$/i, '')),
  });

const uuid: Mapping = (_type, dialect) => (dialect === 'mysql' ? 'char(36)' : 'UUID');

const blob: Mapping = (type, dialect) => {
  const { name } = type;
  if (!isMysqlFamily(dialect)) return /^(?:blob|oid|java\.sql\.types\.blob)$/.test(name) ? 'OID' : 'BYTEA';
  if (name === 'blob' || name === 'java.sql.types.blob') return 'BLOB';
  if (/^(?:tiny|medium)blob$/.test(name)) return name.toUpperCase();
  if (name === 'binary' || name === 'varbinary')
    return withParameters(name.toUpperCase(), { ...type, rest: '' });
  return name === 'oid' || name === 'bytea' ? name.toUpperCase() : 'LONGBLOB';
};

interface Family {
  readonly names: readonly string[];
  readonly literal: LiteralKind;
  readonly map: Mapping;
}

const java = (...names: string[]): string[] => names.map(name => `java.sql.types.${name}`);

const FAMILIES: readonly Family[] = [
  {
    names: ['boolean', 'java.lang.boolean', 'bit', 'bool', ...java('boolean')],
    literal: 'boolean',
    map: boolean,
  },
  {
    names: [
      'clob',
      'nclob',
      'text',
      'ntext',
      'tinytext',
      'mediumtext',
      'longtext',
      'longvarchar',
      'longnvarchar',
      'long varchar',
      'long nvarchar',
      ...java('clob', 'nclob', 'longvarchar', 'longnvarchar'),
    ],
    literal: 'text',
    map: clob,
  },
  {
    names: ['datetime', 'datetime2', 'smalldatetime', 'java.util.date', ...java('datetime')],
    literal: 'moment',
    map: datetime,
  },
  {
    names: [
      'timestamp',
      'timestamptz',
      'java.sql.timestamp',
      ...java('timestamp', 'timestamp_with_timezone'),
    ],
    literal: 'moment',
    map: timestamp,
  },
  { names: ['date', 'java.sql.date', ...java('date')], literal: 'moment', map: () => 'date' },
  {
    names: ['time', 'timetz', 'java.sql.time', ...java('time', 'time_with_timezone')],
    literal: 'moment',
    map: time,
  },
  {
    names: ['int', 'integer', 'int4', 'serial', 'serial4', 'java.lang.integer', ...java('integer')],
    literal: 'number',
    map: int,
  },
  {
    names: [
      'bigint',
      'int8',
      'integer8',
      'bigserial',
      'serial8',
      'java.lang.long',
      'java.math.biginteger',
      ...java('bigint'),
    ],
    literal: 'number',
    map: bigint,
  },
  {
    names: ['smallint', 'int2', 'smallserial', 'serial2', ...java('smallint')],
    literal: 'number',
    map: smallint,
  },
  { names: ['tinyint', ...java('tinyint')], literal: 'number', map: tinyint },
  { names: ['mediumint'], literal: 'number', map: mediumint },
  {
    names: ['number', 'numeric', ...java('numeric')],
    literal: 'number',
    map: type => withParameters('numeric', type),
  },
  {
    names: ['decimal', 'java.math.bigdecimal', ...java('decimal')],
    literal: 'number',
    map: type => withParameters('DECIMAL', type),
  },
  { names: ['currency', 'money', 'smallmoney'], literal: 'number', map: () => 'DECIMAL' },
  { names: ['double', 'java.lang.double', ...java('double')], literal: 'number', map: double },
  {
    names: ['float', 'real', 'float4', 'float8', 'java.lang.float', ...java('float', 'real')],
    literal: 'number',
    map: float,
  },
  {
    names: ['varchar', 'varchar2', 'character varying', 'java.lang.string', ...java('varchar')],
    literal: 'text',
    map: varchar,
  },
  { names: ['nvarchar', 'nvarchar2', 'national', ...java('nvarchar')], literal: 'text', map: nvarchar },
  {
    names: ['char', 'character', 'bpchar', ...java('char')],
    literal: 'text',
    map: type => withParameters('CHAR', type),
  },
  { names: ['nchar', ...java('nchar')], literal: 'text', map: type => withParameters('NCHAR', type) },
  { names: ['uuid', 'uniqueidentifier', 'java.util.uuid'], literal: 'text', map: uuid },
  {
    names: [
      'blob',
      'tinyblob',
      'mediumblob',
      'longblob',
      'binary',
      'varbinary',
      'longvarbinary',
      'long binary',
      'long varbinary',
      'image',
      'oid',
      'bytea',
      ...java('blob', 'longblob', 'binary', 'varbinary', 'longvarbinary'),
    ],
    literal: 'text',
    map: blob,
  },
  {
    names: ['xml'],
    literal: 'text',
    map: (_type, dialect) => (isMysqlFamily(dialect) ? 'LONGTEXT' : 'XML'),
  },
];

const FAMILY_OF: ReadonlyMap<string, Family> = new Map(
  FAMILIES.flatMap(family => family.names.map(name => [name, family] as const)),
);
