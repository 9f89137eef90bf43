import { casesOn, type EngineCase } from '../engineCase.ts';

/** Pairs of a type, a value of it and the types that it is changed to. */
const PAIRS: readonly (readonly [
  from: string,
  value: string,
  to: readonly (string | readonly [string, string])[],
])[] = [
  [
    'varchar(50)',
    "'12'",
    [
      'varchar(100)',
      'varchar(50)',
      'varchar(20)',
      'varchar',
      'text',
      'char(50)',
      ['int', 'v::int'],
      ['varchar(100)', 'v::varchar(100)'],
      ['varchar(100)', '(v)::varchar(100)'],
      ['varchar(100)', 'CAST(v AS varchar(100))'],
      ['varchar(100)', 'v::varchar(10)'],
      ['varchar(100)', 'v::text'],
      ['varchar(100)', 'v::varchar(60)'],
      ['text', 'v::varchar'],
      ['text', 'v::text'],
      ['text', 'lower(v)'],
      ['text', "v || 'x'"],
      ['varchar(100)', 'v'],
      'bpchar',
      'name',
      'citext_like',
    ],
  ],
  ['varchar', "'12'", ['text', 'varchar(50)', 'varchar(10485760)', 'char(10)']],
  [
    'text',
    "'12'",
    [
      'varchar',
      'varchar(50)',
      'char(20)',
      'text',
      ['int', 'v::int'],
      ['jsonb', 'v::jsonb'],
      ['uuid', "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid"],
      ['boolean', "v = '12'"],
      'text COLLATE "C"',
      'text COLLATE "POSIX"',
      ['bytea', 'v::bytea'],
      ['date', 'now()::date'],
      'bpchar',
    ],
  ],
  [
    'char(10)',
    "'12'",
    ['char(20)', 'char(10)', 'char(5)', 'varchar(10)', 'varchar(20)', 'text', 'varchar', 'bpchar'],
  ],
  [
    'int',
    '1',
    [
      'bigint',
      'smallint',
      'numeric',
      'numeric(12)',
      'text',
      'real',
      'float8',
      'oid',
      'int',
      'int4',
      ['boolean', 'v::boolean'],
      ['int', 'v + 1'],
      ['bigint', 'v::bigint'],
      ['int', 'v'],
      ['timestamptz', 'to_timestamp(v)'],
      'varchar',
    ],
  ],
  ['bigint', '1', ['int', 'numeric', 'bigint', 'text']],
  ['smallint', '1', ['int', 'bigint']],
  ['oid', '1', ['int', 'regclass', 'bigint']],
  [
    'numeric(10,2)',
    '1.5',
    [
      'numeric(12,2)',
      'numeric(10,2)',
      'numeric(12,4)',
      'numeric(8,2)',
      'numeric',
      'numeric(10,1)',
      'float8',
      'numeric(11,3)',
      'decimal(14,2)',
      'int',
    ],
  ],
  ['numeric', '1.5', ['numeric(20,2)', 'numeric', 'float8']],
  ['numeric(10)', '1', ['numeric(12)', 'numeric(12,0)', 'numeric(12,2)']],
  ['real', '1.5', ['float8', 'numeric', 'real']],
  ['float8', '1.5', ['real', 'float(53)', 'float(24)']],
  ['boolean', 'true', ['text', ['int', 'v::int']]],
  [
    'timestamp',
    'now()',
    [
      'timestamptz',
      'timestamp(3)',
      'timestamp(6)',
      'date',
      'timestamp',
      'text',
      ['timestamptz', "v AT TIME ZONE 'UTC'"],
    ],
  ],
  [
    'timestamp(3)',
    'now()',
    ['timestamp(6)', 'timestamp', 'timestamp(0)', 'timestamptz', 'timestamptz(3)', 'timestamptz(6)'],
  ],
  [
    'timestamptz',
    'now()',
    ['timestamp', 'timestamptz(3)', 'timestamptz(6)', 'date', ['timestamp', "v AT TIME ZONE 'UTC'"]],
  ],
  ['timestamptz(3)', 'now()', ['timestamptz(6)', 'timestamptz', 'timestamp']],
  ['date', 'now()', ['timestamp', 'timestamptz']],
  ['time', 'now()', ['time(3)', 'time(6)', 'timetz', 'interval']],
  ['time(3)', 'now()', ['time(6)', 'time', 'time(1)']],
  ['timetz(2)', 'now()', ['timetz(4)', 'timetz', 'time']],
  ['interval', "'1 day'", ['interval(3)', 'interval(6)', 'interval day', 'interval day to second', 'text']],
  ['interval(3)', "'1 day'", ['interval(6)', 'interval']],
  ['interval day to second', "'1 day'", ['interval', 'interval day to second(3)']],
  ['interval day', "'1 day'", ['interval day to hour', 'interval hour', 'interval month', 'interval']],
  ['bit(8)', "B'10101010'", ['bit(8)', 'bit(16)', 'bit varying(8)', 'bit varying']],
  ['bit varying(8)', "B'1010'", ['bit varying(16)', 'bit varying', 'bit varying(4)']],
  ['cidr', "'10.0.0.0/8'", ['inet', 'text']],
  ['inet', "'10.0.0.0/8'", ['cidr', 'text']],
  ['json', "'{}'", ['jsonb', 'text', ['text', 'v::text']]],
  ['jsonb', "'{}'", ['json', 'text']],
  ['xml', "'<a/>'", ['text', 'varchar']],
  [
    'uuid',
    "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'",
    ['text', ['text', 'v::text'], ['bytea', 'uuid_send(v)']],
  ],
  ['int[]', "'{1}'", ['bigint[]', 'int[]', 'text[]']],
  ['varchar(10)[]', "'{a}'", ['varchar(20)[]', 'text[]', 'varchar(5)[]', 'varchar[]', 'varchar(10)[]']],
  ['text[]', "'{a}'", ['varchar[]', 'varchar(5)[]']],
  ['name', "'a'", ['text', 'varchar']],
  ['mood', "'ok'", ['text', 'mood2', ['mood2', 'v::text::mood2']]],
  ['money', '1', ['numeric']],
  ['int4range', "'[1,2)'", [['int8range', "'[1,2)'::int8range"]]],
  ['"char"', "'a'", ['text', 'char(1)']],
  ['macaddr', "'08:00:2b:01:02:03'", ['macaddr8', 'text']],
];

const TYPES =
  "CREATE TYPE mood AS ENUM ('ok', 'bad'); CREATE TYPE mood2 AS ENUM ('ok', 'bad', 'new'); CREATE DOMAIN citext_like AS text;";

function pairCases(): readonly EngineCase[] {
  return PAIRS.flatMap(([from, value, targets]) => {
    const setup = `${TYPES}\nCREATE TABLE t (id int PRIMARY KEY, v ${from});\nINSERT INTO t SELECT i, ${value} FROM generate_series(1, 300) i;`;
    return casesOn(
      from,
      setup,
      targets.map(target => {
        const [type, using] = typeof target === 'string' ? [target, null] : target;
        return `ALTER TABLE t ALTER COLUMN v TYPE ${type}${using === null ? '' : ` USING ${using}`}`;
      }),
    );
  });
}

const WITH = (type: string, value: string, more: string): string =>
  `CREATE TABLE t (id int PRIMARY KEY, v ${type}, w ${type});\nINSERT INTO t SELECT i, ${value}, ${value} FROM generate_series(1, 300) i;\n${more}`;

export const typeCases: readonly EngineCase[] = [
  ...pairCases(),
  ...casesOn('widening with', '', [
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE text',
    },
    {
      setup: WITH('varchar(50)', "'a' || i", 'CREATE UNIQUE INDEX i ON t (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a' || i", 'ALTER TABLE t ADD UNIQUE (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH(
        'varchar(50)',
        "'a' || i",
        'ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t ADD PRIMARY KEY (v);',
      ),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t (lower(v));'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", "CREATE INDEX i ON t (id) WHERE v = 'x';"),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t (v) WHERE id > 3;'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t (v) WHERE v IS NOT NULL;'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t (lower(w));'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t (w, v);'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t (v varchar_pattern_ops);'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t (v varchar_pattern_ops);'),
      statement: 'ALTER TABLE t ALTER v TYPE text',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t USING hash (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t USING hash (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE text',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t USING brin (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", "ALTER TABLE t ADD CHECK (v <> 'x');"),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", "ALTER TABLE t ADD CHECK (w <> 'x');"),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", "ALTER TABLE t ADD CHECK (v <> 'x') NOT VALID;"),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'ALTER TABLE t ADD CHECK (v IS NOT NULL);'),
      statement: 'ALTER TABLE t ALTER v TYPE text',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'ALTER TABLE t ALTER v SET NOT NULL;'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", "ALTER TABLE t ALTER v SET DEFAULT 'q';"),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH(
        'varchar(50)',
        "'a' || i",
        "CREATE TABLE r (code varchar(50) PRIMARY KEY); INSERT INTO r SELECT 'a' || i FROM generate_series(1, 300) i; ALTER TABLE t ADD FOREIGN KEY (v) REFERENCES r;",
      ),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH(
        'varchar(50)',
        "'a' || i",
        "CREATE TABLE r (code varchar(50) PRIMARY KEY); INSERT INTO r SELECT 'a' || i FROM generate_series(1, 300) i; ALTER TABLE t ADD FOREIGN KEY (v) REFERENCES r;",
      ),
      statement: 'ALTER TABLE t ALTER v TYPE text',
    },
    {
      setup: WITH(
        'varchar(50)',
        "'a' || i",
        "ALTER TABLE t ADD UNIQUE (v); CREATE TABLE c (code varchar(50) REFERENCES t (v)); INSERT INTO c SELECT 'a' || i FROM generate_series(1, 300) i;",
      ),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH(
        'varchar(50)',
        "'a' || i",
        "ALTER TABLE t ADD UNIQUE (v); CREATE TABLE c (code varchar(50) REFERENCES t (v)); INSERT INTO c SELECT 'a' || i FROM generate_series(1, 300) i;",
      ),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100) USING v::varchar(100)',
    },
    {
      setup: WITH(
        'int',
        'i',
        'CREATE TABLE r (id int PRIMARY KEY); INSERT INTO r SELECT i FROM generate_series(1, 300) i; ALTER TABLE t ADD FOREIGN KEY (v) REFERENCES r;',
      ),
      statement: 'ALTER TABLE t ALTER v TYPE bigint',
    },
    {
      setup: WITH(
        'int',
        'i',
        'CREATE TABLE r (id int PRIMARY KEY); INSERT INTO r SELECT i FROM generate_series(1, 300) i; ALTER TABLE t ADD FOREIGN KEY (v) REFERENCES r NOT VALID;',
      ),
      statement: 'ALTER TABLE t ALTER v TYPE bigint',
    },
    {
      setup: WITH(
        'int',
        'i',
        'CREATE TABLE r (id int PRIMARY KEY); INSERT INTO r SELECT i FROM generate_series(1, 300) i; ALTER TABLE t ADD FOREIGN KEY (w) REFERENCES r;',
      ),
      statement: 'ALTER TABLE t ALTER v TYPE bigint',
    },
    {
      setup: WITH(
        'int',
        'i',
        'CREATE TABLE c (t_id int REFERENCES t); INSERT INTO c SELECT i FROM generate_series(1, 300) i;',
      ),
      statement: 'ALTER TABLE t ALTER id TYPE bigint',
    },
    {
      setup: WITH(
        'int',
        'i',
        'CREATE TABLE c (t_id int REFERENCES t); INSERT INTO c SELECT i FROM generate_series(1, 300) i;',
      ),
      statement: 'ALTER TABLE t ALTER v TYPE bigint',
    },
    {
      setup: WITH('int', 'i', 'CREATE VIEW vw AS SELECT v FROM t;'),
      statement: 'ALTER TABLE t ALTER w TYPE bigint',
    },
    {
      setup: WITH('timestamp', 'now()', 'CREATE INDEX i ON t (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE timestamptz',
    },
    {
      setup: WITH('timestamptz', 'now()', 'CREATE INDEX i ON t (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE timestamp',
    },
    {
      setup: WITH('timestamp(3)', 'now()', 'CREATE INDEX i ON t (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE timestamp',
    },
    {
      setup: WITH('timestamp', 'now()', ''),
      session: "SET TIME ZONE 'Europe/Berlin'",
      statement: 'ALTER TABLE t ALTER v TYPE timestamptz',
    },
    {
      setup: WITH('timestamptz', 'now()', ''),
      session: "SET timezone = 'America/New_York'",
      statement: 'ALTER TABLE t ALTER v TYPE timestamp',
    },
    {
      setup: WITH('timestamptz', 'now()', ''),
      session: "SET LOCAL timezone TO 'UTC'",
      statement: 'ALTER TABLE t ALTER v TYPE timestamp',
    },
    {
      setup: WITH('timestamptz', 'now()', ''),
      session: "SET timezone TO 'Etc/UTC'",
      statement: 'ALTER TABLE t ALTER v TYPE timestamp',
    },
    {
      setup: WITH('timestamptz', 'now()', ''),
      session: "SET timezone TO 'GMT'",
      statement: 'ALTER TABLE t ALTER v TYPE timestamp',
    },
    {
      setup: WITH('timestamptz', 'now()', ''),
      session: "SET timezone TO 'Europe/London'",
      statement: 'ALTER TABLE t ALTER v TYPE timestamp',
    },
    {
      setup: WITH('timestamptz', 'now()', ''),
      session: "SET timezone TO 'Africa/Abidjan'",
      statement: 'ALTER TABLE t ALTER v TYPE timestamp',
    },
    {
      setup: WITH('timestamptz', 'now()', ''),
      session: 'SET timezone TO 0',
      statement: 'ALTER TABLE t ALTER v TYPE timestamp',
    },
    {
      setup: WITH('text', "'a'", 'CREATE INDEX i ON t (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE text COLLATE "C"',
    },
    {
      setup: WITH('text', "'a'", 'CREATE INDEX i ON t (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar',
    },
    {
      setup: WITH('text', "'a'", 'CREATE INDEX i ON t (w);'),
      statement: 'ALTER TABLE t ALTER v TYPE text COLLATE "C"',
    },
    {
      setup: WITH('cidr', "'10.0.0.0/8'", 'CREATE INDEX i ON t (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE inet',
    },
    {
      setup: WITH('numeric(10,2)', '1', 'CREATE INDEX i ON t (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE numeric(14,2)',
    },
    {
      setup: WITH('numeric(10,2)', '1', 'ALTER TABLE t ADD CHECK (v > 0);'),
      statement: 'ALTER TABLE t ALTER v TYPE numeric(14,2)',
    },
    {
      setup: WITH('bit varying(8)', "B'1'", 'CREATE INDEX i ON t (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE bit varying(16)',
    },
    { setup: WITH('int', 'i', 'CREATE INDEX i ON t (v);'), statement: 'ALTER TABLE t ALTER v TYPE int' },
    {
      setup: WITH('int', 'i', 'CREATE INDEX i ON t (v); ALTER TABLE t ADD CHECK (v > 0);'),
      statement: 'ALTER TABLE t ALTER v TYPE int',
    },
    {
      setup: WITH('int', 'i', 'ALTER TABLE t ALTER v SET DEFAULT 3;'),
      statement: 'ALTER TABLE t ALTER v TYPE bigint, ALTER v SET DEFAULT 4',
    },
    {
      setup: WITH('varchar(50)', "'a'", ''),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100), ALTER w TYPE text',
    },
    {
      setup: WITH('varchar(50)', "'a'", ''),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100), ALTER w TYPE varchar(10)',
    },
    { setup: WITH('varchar(50)', "'a'", ''), statement: 'ALTER TABLE t ALTER v SET DATA TYPE varchar(100)' },
    {
      setup: WITH('varchar(50)', "'a'", ''),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100) COLLATE "C"',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'ALTER TABLE t ADD EXCLUDE (v WITH =);').replace("'a'", "'a' || i"),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH(
        'varchar(50)',
        "'a'",
        'ALTER TABLE t ADD COLUMN g text GENERATED ALWAYS AS (upper(w)) STORED;',
      ),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE STATISTICS st (ndistinct) ON v, w FROM t;'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('int', 'i', 'CREATE STATISTICS st (ndistinct) ON v, w FROM t;'),
      statement: 'ALTER TABLE t ALTER v TYPE bigint',
    },
    {
      setup: WITH('varchar(50)', "'a'", 'CREATE INDEX i ON t (w) INCLUDE (v);'),
      statement: 'ALTER TABLE t ALTER v TYPE varchar(100)',
    },
    {
      setup: WITH('varchar(50)', "'a'", "CREATE INDEX i ON t USING gin (to_tsvector('english', v));"),
      statement: 'ALTER TABLE t ALTER v TYPE text',
    },
  ]),
];
