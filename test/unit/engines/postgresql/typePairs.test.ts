import assert from 'node:assert/strict';
import { noteOf } from './asking.ts';

/** Measured on PostgreSQL 12 to 18 with TimeZone UTC: `from`, then what needs no rewrite, then what does. */
const PAIRS: readonly (readonly [from: string, free: readonly string[], rewrites: readonly string[]])[] = [
  [
    'varchar(50)',
    ['varchar(50)', 'varchar(51)', 'varchar', 'text', 'bpchar'],
    ['varchar(49)', 'char(50)', 'name', 'int'],
  ],
  ['varchar', ['varchar', 'text'], ['varchar(10485760)', 'char(10)']],
  ['text', ['text', 'varchar', 'bpchar', 'text COLLATE "C"'], ['varchar(50)', 'char(20)', 'jsonb', 'bytea']],
  ['char(10)', ['char(10)', 'bpchar'], ['char(11)', 'char(9)', 'varchar(10)', 'text', 'varchar']],
  ['int', ['int', 'integer', 'oid'], ['bigint', 'smallint', 'numeric', 'text', 'float8']],
  ['smallint', ['smallint'], ['int', 'bigint']],
  ['oid', ['int', 'regclass'], ['bigint']],
  [
    'numeric(10,2)',
    ['numeric(10,2)', 'numeric(11,2)', 'numeric', 'decimal(14,2)'],
    ['numeric(9,2)', 'numeric(10,3)', 'numeric(10,1)', 'numeric(12,4)', 'int'],
  ],
  ['numeric(10)', ['numeric(11)', 'numeric(10,0)'], ['numeric(9)', 'numeric(10,1)']],
  ['numeric', ['numeric'], ['numeric(30,2)']],
  ['real', ['real'], ['float8']],
  ['float8', ['float8', 'float(53)', 'double precision'], ['real', 'float(24)']],
  [
    'timestamp',
    ['timestamp', 'timestamp(6)', 'timestamptz', 'timestamptz(6)'],
    ['timestamp(5)', 'date', 'timestamptz(3)', 'text'],
  ],
  [
    'timestamp(3)',
    ['timestamp(3)', 'timestamp(4)', 'timestamp', 'timestamptz'],
    ['timestamp(2)', 'timestamptz(3)'],
  ],
  ['timestamptz', ['timestamptz(6)', 'timestamp'], ['timestamptz(3)', 'date']],
  ['date', ['date'], ['timestamp', 'timestamptz']],
  ['time(3)', ['time(4)', 'time'], ['time(2)', 'timetz']],
  ['timetz(2)', ['timetz(3)', 'timetz'], ['time']],
  ['interval', ['interval(6)', 'interval day to second'], ['interval(3)', 'interval day']],
  ['interval(3)', ['interval(4)', 'interval'], ['interval(2)']],
  ['interval day', ['interval day', 'interval day to hour', 'interval hour', 'interval'], ['interval month']],
  ['interval day to second', ['interval'], ['interval day to second(3)']],
  ['bit(8)', ['bit(8)', 'bit varying'], ['bit(9)', 'bit varying(8)']],
  ['bit varying(8)', ['bit varying(9)', 'bit varying'], ['bit varying(7)']],
  ['cidr', ['inet'], ['text']],
  ['inet', ['inet'], ['cidr', 'text']],
  ['xml', ['text', 'varchar'], ['varchar(10)']],
  ['json', ['json'], ['jsonb', 'text']],
  ['uuid', ['uuid'], ['text']],
  ['int[]', ['int[]'], ['bigint[]', 'int']],
  ['varchar(10)[]', ['varchar(10)[]', 'varchar[]'], ['varchar(20)[]', 'text[]']],
  ['text[]', ['text[]'], ['varchar[]', 'text']],
  ['mood', ['mood'], ['text', 'mood2']],
  ['positive', ['positive', 'int', 'loose'], ['required', 'bigint']],
  ['loose', ['int'], ['positive']],
  ['int4', ['loose'], ['positive', 'required', 'nested']],
];

const TYPES = `CREATE TYPE mood AS ENUM ('a'); CREATE TYPE mood2 AS ENUM ('a'); CREATE DOMAIN positive AS int CHECK (VALUE > 0);
  CREATE DOMAIN loose AS int; CREATE DOMAIN required AS int NOT NULL; CREATE DOMAIN nested AS positive;`;

function rewrites(
  from: string,
  to: string,
  options: {
    readonly major?: number;
    readonly settings?: Readonly<Record<string, string>>;
    readonly session?: string;
  } = {},
): boolean {
  const after = `${TYPES} CREATE TABLE t (v ${from}); ${options.session ?? ''}`;
  return noteOf(`ALTER TABLE t ALTER COLUMN v TYPE ${to}`, options.major ?? 16, {
    after,
    settings: options.settings ?? { timezone: 'UTC' },
  }).rewritesTable;
}

describe('PostgreSQL facts: pairs of types', () => {
  for (const [from, free, costly] of PAIRS) {
    it(`from ${from}`, () => {
      assert.deepEqual(
        free.filter(to => rewrites(from, to)),
        [],
        'needs no rewrite',
      );
      assert.deepEqual(
        costly.filter(to => !rewrites(from, to)),
        [],
        'needs a rewrite',
      );
    });
  }

  it('a USING that only casts the column says nothing new', () => {
    for (const using of [
      'v',
      'v::varchar(100)',
      'v :: VARCHAR(100)',
      'CAST(v AS varchar(100))',
      '(v)::varchar(100)',
      '((v)::varchar(100))',
      'v::varchar(60)',
      'v::character varying(60)',
    ]) {
      assert.equal(rewrites('varchar(50)', `varchar(100) USING ${using}`), false, using);
    }
    for (const using of ['lower(v)', "v || 'x'", 'v::varchar(10)', 'w::varchar(100)', "'x'"]) {
      assert.equal(rewrites('varchar(50)', `varchar(100) USING ${using}`), true, using);
    }
    assert.equal(rewrites('timestamp', "timestamptz USING v AT TIME ZONE 'UTC'"), true);
  });

  it('timestamp and timestamptz are alike only where TimeZone is surely UTC', () => {
    const change = (options: Parameters<typeof rewrites>[2]): boolean =>
      rewrites('timestamp', 'timestamptz', options);
    assert.equal(change({ settings: {} }), true, 'nobody knows');
    for (const zone of ['UTC', 'Etc/UTC', 'GMT', 'utc'])
      assert.equal(change({ settings: { timezone: zone } }), false, zone);
    for (const zone of ['Europe/Berlin', 'Europe/London', 'Africa/Abidjan'])
      assert.equal(change({ settings: { timezone: zone } }), true, zone);
    assert.equal(
      change({ session: "SET timezone = 'Europe/Berlin';" }),
      true,
      'the file overrides the target',
    );
    assert.equal(change({ settings: {}, session: "SET TIME ZONE 'UTC';" }), false);
    assert.equal(change({ settings: {}, session: "SET LOCAL timezone TO 'UTC';" }), false);
  });

  it('another collation rebuilds the indexes on the column alone', () => {
    const note = (index: string) =>
      noteOf('ALTER TABLE t ALTER COLUMN v TYPE text COLLATE "C"', 16, {
        after: `CREATE TABLE t (v text, w text); CREATE INDEX i ON t (${index});`,
      });
    assert.deepEqual([note('v').rewritesTable, note('v').buildsIndex], [false, true]);
    assert.deepEqual([note('w').rewritesTable, note('w').buildsIndex], [false, false]);
  });
});
