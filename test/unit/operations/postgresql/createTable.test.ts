import { describeOperations } from './shownOperations.ts';

const empty = {
  ifNotExists: false,
  orReplace: false,
  persistence: 'permanent',
  foreign: false,
  columns: [],
  constraints: [],
  indexes: [],
  partitionBy: null,
  partitionOf: null,
  inherits: [],
  like: [],
  asQuery: null,
  options: [],
  systemVersioning: false,
};

describeOperations('PostgreSQL CREATE TABLE', [
  ['CREATE TABLE t ()', { kind: 'CreateTable', span: 'CREATE TABLE t ()', table: 't', ...empty }],
  [
    `CREATE TABLE IF NOT EXISTS App."Ü" (
       id bigserial CONSTRAINT pk PRIMARY KEY, -- the key, (
       n character varying (64) NOT NULL DEFAULT 'x;y',
       at timestamptz DEFAULT CURRENT_TIMESTAMP(3),
       CONSTRAINT c CHECK (n <> ''),
       UNIQUE (n, at)
     )`,
    {
      kind: 'CreateTable',
      table: 'app.Ü',
      ifNotExists: true,
      columns: [
        {
          span: 'id bigserial CONSTRAINT pk PRIMARY KEY',
          name: 'id',
          type: { name: 'bigserial' },
          primaryKey: { value: { constraint: 'pk' }, span: 'CONSTRAINT pk PRIMARY KEY' },
          nullable: null,
        },
        {
          name: 'n',
          type: { name: 'character varying', arguments: ['64'], span: 'character varying (64)' },
          nullable: { value: false, span: 'NOT NULL' },
          default: { value: { text: "'x;y'" } },
        },
        {
          name: 'at',
          type: { name: 'timestamp with time zone' },
          default: {
            value: { kind: 'function', functions: ['current_timestamp'], text: 'CURRENT_TIMESTAMP(3)' },
          },
        },
      ],
      constraints: [
        { kind: 'check', name: 'c', span: "CONSTRAINT c CHECK (n <> '')" },
        { kind: 'unique', name: null, span: 'UNIQUE (n, at)', parts: [{ column: 'n' }, { column: 'at' }] },
      ],
    },
  ],
  [
    'CREATE TEMP TABLE t (a int) ON COMMIT DROP',
    {
      kind: 'CreateTable',
      persistence: 'temporary',
      options: [{ name: 'on_commit', value: 'drop', span: 'ON COMMIT DROP' }],
    },
  ],
  [
    'CREATE UNLOGGED TABLE t (a int) WITH (fillfactor = 70, autovacuum_enabled) TABLESPACE x',
    {
      kind: 'CreateTable',
      persistence: 'unlogged',
      options: [
        { name: 'fillfactor', value: '70', span: 'fillfactor = 70' },
        { name: 'autovacuum_enabled', value: '' },
        { name: 'tablespace', value: 'x', span: 'TABLESPACE x' },
      ],
    },
  ],
  [
    'CREATE TABLE t (a int) USING columnar',
    { kind: 'CreateTable', options: [{ name: 'access_method', value: 'columnar' }] },
  ],
  [
    'CREATE TABLE t (a int, b date) PARTITION BY RANGE (b, (a + 1), lower(c))',
    {
      kind: 'CreateTable',
      columns: [{ name: 'a' }, { name: 'b' }],
      partitionBy: {
        span: 'PARTITION BY RANGE (b, (a + 1), lower(c))',
        method: 'range',
        columns: ['b'],
        expressions: [{ text: 'a + 1' }, { text: 'lower(c)' }],
        partitions: [],
      },
      options: [],
    },
  ],
  [
    "CREATE TABLE p PARTITION OF app.t (CONSTRAINT c CHECK (a > 0), b WITH OPTIONS NOT NULL DEFAULT 1) FOR VALUES IN ('x', NULL) PARTITION BY HASH (a)",
    {
      kind: 'CreateTable',
      table: 'p',
      columns: [{ name: 'b', type: null, nullable: { value: false }, default: { value: { text: '1' } } }],
      constraints: [{ kind: 'check', name: 'c' }],
      partitionOf: {
        parent: 'app.t',
        bound: { isDefault: false, text: "IN ('x', NULL)", span: "FOR VALUES IN ('x', NULL)" },
      },
      partitionBy: { method: 'hash', columns: ['a'] },
      inherits: [],
    },
  ],
  [
    'CREATE TABLE p PARTITION OF t DEFAULT',
    { kind: 'CreateTable', partitionOf: { parent: 't', bound: { isDefault: true, text: 'DEFAULT' } } },
  ],
  [
    'CREATE TABLE c (a int) INHERITS (app.p, q)',
    { kind: 'CreateTable', inherits: ['app.p', 'q'], partitionOf: null },
  ],
  [
    'CREATE TABLE t (LIKE app.u INCLUDING ALL EXCLUDING INDEXES, a int)',
    {
      kind: 'CreateTable',
      like: [
        {
          table: 'app.u',
          options: ['including all', 'excluding indexes'],
          span: 'LIKE app.u INCLUDING ALL EXCLUDING INDEXES',
        },
      ],
      columns: [{ name: 'a' }],
    },
  ],
  [
    'CREATE TABLE t OF app.ty (PRIMARY KEY (a))',
    { kind: 'CreateTable', columns: [], constraints: [{ kind: 'primary-key' }] },
  ],
  [
    'CREATE TABLE t AS SELECT * FROM u JOIN app.v USING (id) WITH NO DATA',
    {
      kind: 'CreateTable',
      table: 't',
      asQuery: { span: 'SELECT * FROM u JOIN app.v USING (id)', tables: ['u', 'app.v'], withData: false },
    },
  ],
  [
    'CREATE TEMP TABLE IF NOT EXISTS t (a, b) ON COMMIT DROP AS VALUES (1, 2)',
    {
      kind: 'CreateTable',
      ifNotExists: true,
      persistence: 'temporary',
      asQuery: { span: 'VALUES (1, 2)', tables: [], withData: true },
      options: [{ name: 'on_commit' }],
    },
  ],
  [
    'SELECT a INTO TEMP app.t FROM u WHERE a > 0',
    { kind: 'CreateTable', table: 'app.t', persistence: 'temporary', asQuery: { tables: ['u'] } },
  ],
  [
    "CREATE FOREIGN TABLE t (a int OPTIONS (column_name 'A')) SERVER s OPTIONS (x 'y')",
    {
      kind: 'CreateTable',
      foreign: true,
      columns: [{ name: 'a', options: [{ value: "options (column_name 'A')" }] }],
      options: [
        { name: 'server', value: 's' },
        { name: 'x', value: 'y', span: "x 'y'" },
      ],
    },
  ],
]);

function columnType(
  sql: string,
  stated: { readonly [key: string]: string | number | readonly string[] | null },
): readonly [
  string,
  { readonly kind: string; readonly columns: readonly [{ readonly type: typeof stated }] },
] {
  return [
    `CREATE TABLE t (c ${sql} NOT NULL)`,
    { kind: 'CreateTable', columns: [{ type: { span: sql, text: sql, ...stated } }] },
  ];
}

describeOperations('PostgreSQL types', [
  columnType('int', { name: 'integer', schema: null, arguments: [] }),
  columnType('INTEGER', { name: 'integer' }),
  columnType('pg_catalog.int8', { name: 'bigint', schema: null }),
  columnType('smallint', { name: 'smallint' }),
  columnType('float8', { name: 'double precision' }),
  columnType('double precision', { name: 'double precision' }),
  columnType('real', { name: 'real' }),
  columnType('float(20)', { name: 'real', arguments: ['20'] }),
  columnType('dec(5)', { name: 'numeric', arguments: ['5'] }),
  columnType('varchar', { name: 'character varying', arguments: [] }),
  columnType('national character varying(3)', { name: 'character varying', arguments: ['3'] }),
  columnType('char(2)', { name: 'character', arguments: ['2'] }),
  columnType('"char"', { name: '"char"' }),
  columnType('text[][3]', { name: 'text', arrayDimensions: 2 }),
  columnType('int ARRAY[4]', { name: 'integer', arrayDimensions: 1 }),
  columnType('timestamp', { name: 'timestamp without time zone' }),
  columnType('timestamp (6) without time zone', { name: 'timestamp without time zone', arguments: ['6'] }),
  columnType('timestamptz(0)', { name: 'timestamp with time zone', arguments: ['0'] }),
  columnType('time with time zone', { name: 'time with time zone' }),
  columnType('time', { name: 'time without time zone' }),
  columnType('interval year to month', { name: 'interval' }),
  columnType('interval second(3)', { name: 'interval', arguments: ['3'] }),
  columnType('bit varying(8)', { name: 'bit varying', arguments: ['8'] }),
  columnType('bool', { name: 'boolean' }),
  columnType('serial4', { name: 'serial' }),
  columnType('SERIAL', { name: 'serial' }),
  columnType('jsonb', { name: 'jsonb' }),
  columnType('constructor', { name: 'constructor' }),
  columnType('App."Mood X"', { name: 'Mood X', schema: 'app' }),
  columnType('geometry(Point, 4326)', { name: 'geometry', arguments: ['Point', '4326'] }),
  columnType("unit('km')", { name: 'unit', arguments: ['km'] }),
]);
