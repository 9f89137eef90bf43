import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReadLevel } from '../../../../server/src/operations/statementSyntax.ts';
import { assertStated, readShown, type Stated, shown, testReader } from './shownOperations.ts';

interface Case {
  readonly sql: string;
  readonly level: ReadLevel;
  /** The words where the grammar stopped; empty at the end of the text. */
  readonly stopsAt: string;
  readonly operations: readonly Stated[];
}

const cases: readonly Case[] = [
  {
    sql: 'ALTER TABLE app.t ADD COLUMN a int, DROP COLUMN',
    level: 'partial',
    stopsAt: '',
    operations: [
      {
        kind: 'AddColumn',
        span: 'ADD COLUMN a int',
        table: 'app.t',
        column: { name: 'a', type: { span: 'int' } },
      },
      { kind: 'UnknownTableAction', span: 'DROP COLUMN', table: 'app.t' },
    ],
  },
  {
    // The grammar takes `DROP COL` for a column of that name, and so it is.
    sql: 'ALTER TABLE t ADD COLUMN a int, DROP COL',
    level: 'full',
    stopsAt: '',
    operations: [{ kind: 'AddColumn' }, { kind: 'DropColumn', column: 'col' }],
  },
  {
    sql: 'ALTER TABLE IF EXISTS t ALTER "ü😀" SET DEFAULT \'ö\', FROB x y, DROP c',
    level: 'partial',
    stopsAt: 'FROB',
    operations: [
      { kind: 'SetColumnDefault', column: 'ü😀', tableIfExists: true, default: { text: "'ö'", span: "'ö'" } },
      { kind: 'UnknownTableAction', span: 'FROB x y', tableIfExists: true },
      { kind: 'DropColumn', column: 'c', span: 'DROP c' },
    ],
  },
  {
    sql: "ALTER TABLE t DROP a, ALTER b SET DEFAULT 'open",
    level: 'partial',
    stopsAt: "'open",
    operations: [{ kind: 'DropColumn' }, { kind: 'UnknownTableAction', span: "ALTER b SET DEFAULT 'open" }],
  },
  {
    sql: 'ALTER TABLE t DROP a, ADD b numeric(10, DROP c',
    level: 'partial',
    stopsAt: 'c',
    operations: [{ kind: 'DropColumn', column: 'a' }, { kind: 'UnknownTableAction' }],
  },
  {
    sql: 'ALTER TABLE t DROP a,',
    level: 'partial',
    stopsAt: '',
    operations: [{ kind: 'DropColumn' }, { kind: 'UnknownTableAction', span: '' }],
  },
  {
    sql: 'ALTER TABLE t DROP a, RENAME b TO c',
    level: 'partial',
    stopsAt: 'RENAME',
    operations: [{ kind: 'DropColumn' }, { kind: 'RenameColumn', column: 'b' }],
  },
  {
    sql: 'ALTER TABLE app.t',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'alter table', object: 'app.t', harmless: false }],
  },
  {
    sql: 'ALTER TABLE',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'alter table', object: null }],
  },
  {
    sql: 'CREATE TABLE IF NOT EXISTS app."T" (a int,',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'create table', object: 'app.T' }],
  },
  {
    sql: 'CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY app.t (',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'create index', object: 'app.t' }],
  },
  {
    sql: 'CREATE INDEX i',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'create index', object: 'i' }],
  },
  { sql: 'CREATE INDEX ON t', level: 'head', stopsAt: '', operations: [{ kind: 'Unknown', object: 't' }] },
  {
    sql: 'CREATE OR REPLACE FUNCTION app.f( RETURNS int',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'create function', object: 'app.f' }],
  },
  {
    sql: 'CREATE MATERIALIZED VIEW m AS SELECT FROM WHERE',
    level: 'head',
    stopsAt: 'WHERE',
    operations: [{ kind: 'Unknown', verb: 'create materialized view', object: 'm' }],
  },
  {
    sql: 'DROP TRIGGER x',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'drop trigger', object: 'x' }],
  },
  {
    sql: 'DROP TRIGGER x ON t FOO',
    level: 'head',
    stopsAt: 'FOO',
    operations: [{ kind: 'Unknown', object: 't' }],
  },
  { sql: 'DROP TABLE', level: 'head', stopsAt: '', operations: [{ kind: 'Unknown', object: null }] },
  {
    sql: 'UPDATE ONLY app.t SET',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'update', object: 'app.t', harmless: true }],
  },
  {
    sql: 'INSERT INTO t VALUES (1,',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'insert', object: 't' }],
  },
  {
    sql: 'SELECT FROM FROM',
    level: 'head',
    stopsAt: 'FROM',
    operations: [{ kind: 'Unknown', verb: 'select', object: null, harmless: true }],
  },
  {
    sql: 'CREATE TABEL t (a int)',
    level: 'opaque',
    stopsAt: 'TABEL',
    operations: [{ kind: 'Unknown', verb: 'create', object: null }],
  },
  {
    sql: 'FROB x',
    level: 'opaque',
    stopsAt: 'FROB',
    operations: [{ kind: 'Unknown', verb: 'frob', object: null, harmless: false }],
  },
  {
    sql: '__proto__ constructor',
    level: 'opaque',
    stopsAt: '__proto__',
    operations: [{ kind: 'Unknown', verb: '__proto__' }],
  },
  { sql: '?', level: 'opaque', stopsAt: '?', operations: [{ kind: 'Unknown', verb: '' }] },
  { sql: '', level: 'full', stopsAt: '', operations: [] },
  { sql: '/* only this */', level: 'full', stopsAt: '', operations: [] },
  {
    sql: 'DROP TABLE a; DROP TABLE b',
    level: 'full',
    stopsAt: '',
    operations: [
      { kind: 'DropTable', span: 'DROP TABLE a' },
      { kind: 'DropTable', span: 'DROP TABLE b', table: 'b' },
    ],
  },
];

describe('PostgreSQL unfinished text', () => {
  for (const { sql, level, stopsAt, operations } of cases) {
    it(sql || 'empty', async () => {
      const { syntax, operations: read } = readShown(await testReader(), sql);
      assert.equal(syntax.level, level);
      assertStated(read, operations, sql);
      assert.equal(syntax.error === null, level === 'full');
      assert.equal(syntax.error === null ? '' : shown(sql, syntax.error.span), stopsAt);
    });
  }

  it('says what the grammar says', async () => {
    const reader = await testReader();
    assert.equal(reader.read('DROP TABEL a').error?.message, 'syntax error at or near "TABEL"');
    assert.equal(reader.read('DROP TABLE').error?.message, 'syntax error at end of input');
  });

  it('keeps the finished actions while the last one is typed', async () => {
    const reader = await testReader();
    const finished = 'ALTER TABLE app.t ADD COLUMN a int NOT NULL, ';
    const last = "ALTER COLUMN b TYPE numeric(10, 2) USING (b || ',')::numeric";
    for (let length = 0; length <= last.length; length++) {
      const sql = finished + last.slice(0, length);
      const syntax = reader.read(sql);
      const [add] = syntax.operations;
      assert.ok(add?.kind === 'AddColumn', sql);
      assert.equal(shown(sql, add.span), 'ADD COLUMN a int NOT NULL', sql);
      assert.equal(shown(sql, syntax.alterTable?.table), 'app.t', sql);
    }
  });
});

const SEEDS: readonly string[] = [
  'ALTER TABLE app.t ADD COLUMN "ü 😀" varchar(20) DEFAULT \'a,b\' NOT NULL CHECK (c > 0), ALTER d TYPE int USING d::int, DROP CONSTRAINT IF EXISTS k CASCADE',
  "CREATE TABLE IF NOT EXISTS t (a bigserial PRIMARY KEY, b text[] DEFAULT '{}', FOREIGN KEY (a) REFERENCES u (id) ON DELETE SET NULL NOT VALID, LIKE x INCLUDING ALL) PARTITION BY RANGE (a, (b + 1))",
  'CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY t USING gin (a, lower(b) DESC) INCLUDE (c) WHERE d IS NOT NULL',
  "DO $$DECLARE x int; BEGIN IF x THEN EXECUTE 'DROP TABLE ''a''' USING x; END IF; SELECT a INTO b FROM c; END$$",
  'CREATE FUNCTION f(a int) RETURNS TABLE (b int) BEGIN ATOMIC SELECT 1; END',
  'WITH x AS (DELETE FROM t WHERE a = 1 RETURNING *) INSERT INTO u (a, b) SELECT * FROM x ON CONFLICT DO NOTHING',
  'CREATE VIEW v (a) AS SELECT a::text, CASE WHEN b THEN c END FROM (SELECT * FROM d) e WITH CHECK OPTION',
  "GRANT SELECT (a), INSERT ON FUNCTION f(int), g TO bob; COMMENT ON COLUMN a.b.c IS 'x'",
  "CREATE TYPE t AS ENUM ('a', 'b'); ALTER TYPE t ADD VALUE 'c' BEFORE 'a'; CREATE DOMAIN d AS int CHECK (value > 1)",
  'DROP OPERATOR CLASS c USING btree; DROP CAST (int AS text); DROP FUNCTION a.f(int), g',
  'CREATE SCHEMA s CREATE TABLE t (a int) GRANT ALL ON t TO x',
  'PREPARE p AS UPDATE t SET (a, b) = (1, 2); EXPLAIN (ANALYZE) DELETE FROM t; SET x TO a, b; REINDEX (CONCURRENTLY) TABLE t',
];

/** Offsets of every span anywhere in a value. */
function spansOf(
  value: unknown,
  found: { start: number; end: number }[] = [],
): { start: number; end: number }[] {
  if (typeof value !== 'object' || value === null) return found;
  if (
    'start' in value &&
    'end' in value &&
    typeof value.start === 'number' &&
    typeof value.end === 'number'
  ) {
    found.push({ start: value.start, end: value.end });
  }
  for (const member of Object.values(value)) spansOf(member, found);
  return found;
}

describe('PostgreSQL reader on any text', () => {
  const words = fc.constantFrom(
    ...SEEDS.join(' ').split(/\b/),
    "'",
    '"',
    '$$',
    '(',
    ')',
    '[',
    ',',
    ';',
    '--',
    '/*',
    '*/',
    '\n',
    '\0',
    '😀',
    'ü',
    '\ud800',
    '.',
    '::',
    'AS',
    'ON',
    'USING',
    '%',
    '\\',
  );
  const fromWords = fc.array(words, { maxLength: 40 }).map(parts => parts.join(' '));
  const edited = fc
    .tuple(
      fc.constantFrom(...SEEDS),
      fc.array(fc.tuple(fc.nat(), fc.nat(8), words), { minLength: 1, maxLength: 4 }),
    )
    .map(([seed, edits]) =>
      edits.reduce((text, [place, removed, added]) => {
        const at = place % (text.length + 1);
        return text.slice(0, at) + added + text.slice(at + removed);
      }, seed),
    );

  it('never throws, and every span lies in the text', async function () {
    this.timeout(60_000);
    const reader = await testReader();
    fc.assert(
      fc.property(fc.oneof(edited, fromWords, fc.string({ unit: 'binary' })), sql => {
        const syntax = reader.read(sql);
        for (const { start, end } of spansOf(syntax)) {
          assert.ok(0 <= start && start <= end && end <= sql.length, `${start}-${end} of ${sql.length}`);
        }
        assert.equal(syntax.level === 'full', syntax.error === null);
      }),
      { numRuns: 6000 },
    );
  });

  it('gives an equal value for equal text', async () => {
    const reader = await testReader();
    for (const sql of SEEDS) assert.deepEqual(reader.read(sql), reader.read(sql));
  });

  it('survives depth and length', async function () {
    this.timeout(60_000);
    const reader = await testReader();
    const deep = 20_000;
    const texts = [
      `SELECT ${'('.repeat(deep)}1${')'.repeat(deep)}`,
      `SELECT ${'1+'.repeat(deep)}1`,
      `ALTER TABLE t ADD c int DEFAULT ${'('.repeat(3000)}1${')'.repeat(3000)}`,
      `ALTER TABLE t ADD CHECK (${'a AND '.repeat(4000)}a)`,
      `ALTER TABLE t ${'DROP a, '.repeat(5000)} FROB`,
      `ALTER TABLE t ${','.repeat(20_000)}`,
      `INSERT INTO t VALUES ${'(1, 2), '.repeat(20_000)}(1, 2)`,
      `CREATE TABLE t (${'a int, '.repeat(5000)}b int)`,
      `DO '${"''".repeat(50_000)}'`,
      `DO $$BEGIN ${'IF a THEN '.repeat(20_000)}END$$`,
      `DO $$BEGIN ${"EXECUTE 'SELECT 1';".repeat(3000)}END$$`,
      `CREATE VIEW v AS ${'SELECT 1 UNION '.repeat(2000)}SELECT 1`,
      `${'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC '.repeat(500)}SELECT 1${'; END'.repeat(500)}`,
      'SELECT 1;'.repeat(3000),
    ];
    for (const sql of texts) {
      const started = performance.now();
      for (const { end } of spansOf(reader.read(sql))) assert.ok(end <= sql.length);
      assert.ok(performance.now() - started < 5000, sql.slice(0, 40));
      await new Promise(resolve => setTimeout(resolve, 30));
    }
  });
});
