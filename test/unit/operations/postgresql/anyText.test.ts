import assert from 'node:assert/strict';
import fc from 'fast-check';
import { testReader } from './shownOperations.ts';

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
