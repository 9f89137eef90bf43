/** A type word or group of words: its canonical name and what else it implies. */
export interface TypeSpelling {
  readonly name: string;
  readonly arguments?: readonly string[];
  readonly charset?: string;
  readonly unsigned?: true;
}

/*
 * Type names of MySQL 9 (manual, chapter 13 "Data Types" and 13.9 "Using Data Types from Other Database Engines") and
 * MariaDB 12 (manual, "Data Types", with the names of SQL_MODE=ORACLE).
 */

const PLAIN =
  `tinyint smallint mediumint int bigint decimal float double bit date time datetime timestamp year char varchar
  binary varbinary tinyblob blob mediumblob longblob tinytext text mediumtext longtext enum set json geometry point
  linestring polygon multipoint multilinestring multipolygon geometrycollection vector uuid inet4 inet6 xmltype`.split(
    /\s+/,
  );

const SYNONYMS: Readonly<Record<string, TypeSpelling>> = {
  INTEGER: { name: 'int' },
  INT1: { name: 'tinyint' },
  INT2: { name: 'smallint' },
  INT3: { name: 'mediumint' },
  MIDDLEINT: { name: 'mediumint' },
  INT4: { name: 'int' },
  INT8: { name: 'bigint' },
  BOOL: { name: 'tinyint', arguments: ['1'] },
  BOOLEAN: { name: 'tinyint', arguments: ['1'] },
  DEC: { name: 'decimal' },
  NUMERIC: { name: 'decimal' },
  FIXED: { name: 'decimal' },
  NUMBER: { name: 'decimal' },
  FLOAT4: { name: 'float' },
  FLOAT8: { name: 'double' },
  REAL: { name: 'double' },
  CHARACTER: { name: 'char' },
  NCHAR: { name: 'char', charset: 'utf8mb3' },
  NVARCHAR: { name: 'varchar', charset: 'utf8mb3' },
  VARCHARACTER: { name: 'varchar' },
  VARCHAR2: { name: 'varchar' },
  LONG: { name: 'mediumtext' },
  CLOB: { name: 'longtext' },
  RAW: { name: 'varbinary' },
  GEOMCOLLECTION: { name: 'geometrycollection' },
  SERIAL: { name: 'bigint', unsigned: true },
};

const TYPES: ReadonlyMap<string, TypeSpelling> = new Map([
  ...PLAIN.map(name => [name.toUpperCase(), { name }] as const),
  ...Object.entries(SYNONYMS),
]);

/** What a type word (upper case) means; undefined when it is none. */
export function typeSpelling(word: string): TypeSpelling | undefined {
  return TYPES.get(word);
}
