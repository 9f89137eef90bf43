import assert from 'node:assert/strict';
import { type Asking, noteOf, notesOf, sketch } from './asking.ts';

/* What people get wrong, with the neighbours that look alike. Read off PostgreSQL 10 to 18. */

const T = 'CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), c varchar(20), r_id int);';
const R = 'CREATE TABLE r (id int PRIMARY KEY, code varchar(20) UNIQUE);';

function answers(expected: Readonly<Record<string, string>>, major: number, asking: Asking): void {
  const actual = Object.fromEntries(
    Object.keys(expected).map(sql => [
      sql,
      notesOf(sql, major, asking)
        .map(note => (note === null ? 'none' : sketch(note)))
        .join(' | '),
    ]),
  );
  assert.deepEqual(actual, expected);
}

describe('PostgreSQL facts: surprises', () => {
  it('REINDEX stops readers, because every reader plans with the index', () => {
    answers(
      {
        'REINDEX INDEX t_a': 't S, t_a AE: reads writes scan index',
        'REINDEX TABLE t': 't S, t_pkey AE, t_a AE: reads writes scan index',
        'REINDEX INDEX CONCURRENTLY t_a': 't SUE: scan index alone',
        'ALTER INDEX t_a SET TABLESPACE fast': 't_a AE: reads writes',
        'ALTER TABLE t_a RENAME TO t_b': 't_a AE: reads writes',
        'ALTER INDEX t_a RENAME TO t_b': 't_a SUE:',
        'ALTER INDEX t_a SET (fillfactor = 70)': 't_a SUE:',
      },
      18,
      { after: `${T} CREATE INDEX t_a ON t (a);` },
    );
  });

  it('only a valid IS NOT NULL check proves SET NOT NULL', () => {
    const proof = (check: string): string =>
      sketch(
        noteOf('ALTER TABLE t ALTER COLUMN a SET NOT NULL', 16, {
          after: `${T} ALTER TABLE t ADD CONSTRAINT ck CHECK ${check};`,
        }),
      );
    assert.equal(proof('(a IS NOT NULL)'), 't AE: reads writes');
    assert.equal(proof('(a > 0 AND a IS NOT NULL)'), 't AE: reads writes');
    assert.equal(proof('(a IS NOT NULL OR b IS NOT NULL)'), 't AE: reads writes scan');
    assert.equal(proof('(a > 0)'), 't AE: reads writes scan');
    assert.equal(proof('(b IS NOT NULL)'), 't AE: reads writes scan');
    assert.equal(proof('(a IS NOT NULL) NOT VALID'), 't AE: reads writes scan');
  });

  it('a check that is dropped in the same statement proves nothing', () => {
    const after = `${T} ALTER TABLE t ADD CONSTRAINT ck CHECK (a IS NOT NULL);`;
    for (const sql of [
      'ALTER TABLE t ALTER COLUMN a SET NOT NULL, DROP CONSTRAINT ck',
      'ALTER TABLE t DROP CONSTRAINT ck, ALTER COLUMN a SET NOT NULL',
    ]) {
      assert.equal(
        notesOf(sql, 16, { after }).some(note => note?.scansTable),
        true,
        sql,
      );
    }
    const separate = notesOf('ALTER TABLE t ALTER COLUMN a SET NOT NULL, ALTER COLUMN b SET DEFAULT 1', 16, {
      after,
    });
    assert.equal(
      separate.some(note => note?.scansTable),
      false,
    );
  });

  it('a primary key on columns that may be NULL looks for NULLs', () => {
    const bare =
      'CREATE TABLE t (id int, b int NOT NULL); CREATE UNIQUE INDEX i ON t (id); CREATE UNIQUE INDEX j ON t (b);';
    answers(
      {
        'ALTER TABLE t ADD PRIMARY KEY USING INDEX i': 't AE: reads writes scan',
        'ALTER TABLE t ADD PRIMARY KEY USING INDEX j': 't AE: reads writes',
        'ALTER TABLE t ADD CONSTRAINT other PRIMARY KEY USING INDEX j': 't AE, j AE: reads writes',
        'ALTER TABLE t ADD UNIQUE USING INDEX i': 't AE: reads writes',
      },
      10,
      { after: bare },
    );
  });

  it('widening varchar is free only where nothing mentions the column', () => {
    const widen = (more: string): string =>
      sketch(noteOf('ALTER TABLE t ALTER COLUMN b TYPE varchar(40)', 16, { after: `${R + T} ${more}` }));
    assert.equal(widen(''), 't AE: reads writes');
    assert.equal(widen('CREATE INDEX i ON t (b);'), 't AE, i AE: reads writes');
    assert.equal(widen('ALTER TABLE t ADD UNIQUE (b);'), 't AE, t_b_key AE: reads writes');
    assert.equal(widen('CREATE INDEX i ON t (lower(b));'), 't AE, i AE: reads writes scan index');
    assert.equal(widen("CREATE INDEX i ON t (a) WHERE b <> 'x';"), 't AE, i AE: reads writes scan index');
    assert.equal(widen('CREATE INDEX i ON t (b) WHERE a > 1;'), 't AE, i AE: reads writes scan index');
    assert.equal(widen("CREATE INDEX i ON t (lower(c)) WHERE c <> 'x';"), 't AE: reads writes');
    assert.equal(widen("ALTER TABLE t ADD CHECK (b <> 'x');"), 't AE: reads writes scan');
    assert.equal(widen("ALTER TABLE t ADD CHECK (b <> 'x') NOT VALID;"), 't AE: reads writes');
    assert.equal(widen("ALTER TABLE t ADD CHECK (c <> 'x');"), 't AE: reads writes');
    assert.equal(widen('ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES r (code);'), 't AE, r AE: reads writes');
    assert.equal(widen('ALTER TABLE t ADD FOREIGN KEY (c) REFERENCES r (code);'), 't AE: reads writes');
  });

  it('a new type of a referenced key locks the referencing tables, and the other way round', () => {
    const after = `${T + R} CREATE TABLE k (r_id int REFERENCES r, r_code varchar(20) REFERENCES r (code));`;
    answers(
      {
        'ALTER TABLE r ALTER COLUMN id TYPE bigint':
          'r AE, k AE, r_pkey AE, r_code_key AE: reads writes rewrite scan index',
        'ALTER TABLE r ALTER COLUMN code TYPE text': 'r AE, k AE, r_code_key AE: reads writes',
        'ALTER TABLE k ALTER COLUMN r_id TYPE bigint': 'k AE, r AE: reads writes rewrite scan',
      },
      14,
      { after },
    );
  });

  it('a check or a constrained domain on a new column costs more than the column', () => {
    const after = `${T} CREATE DOMAIN positive AS int CHECK (VALUE > 0); CREATE DOMAIN loose AS int;`;
    answers(
      {
        'ALTER TABLE t ADD COLUMN x int': 't AE: reads writes',
        'ALTER TABLE t ADD COLUMN x int CHECK (x > 0)': 't AE: reads writes scan',
        'ALTER TABLE t ADD COLUMN x positive': 't AE: reads writes rewrite scan index',
        'ALTER TABLE t ADD COLUMN x loose': 't AE: reads writes',
        'ALTER TABLE t ADD COLUMN x positive[]': 't AE: reads writes',
      },
      17,
      { after },
    );
  });

  it('foreign keys hold both tables', () => {
    const after = `${R + T} ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (r_id) REFERENCES r NOT VALID;`;
    answers(
      {
        'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r': 't SRE, r SRE: writes scan',
        'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r NOT VALID': 't SRE, r SRE: writes',
        'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES t': 't SRE: writes scan',
        'ALTER TABLE t VALIDATE CONSTRAINT fk': 't SUE, r RS: scan',
        'ALTER TABLE t DROP CONSTRAINT fk': 't AE, r AE: reads writes',
        'ALTER TABLE t DROP COLUMN r_id': 't AE, r AE: reads writes',
        'ALTER TABLE t DROP COLUMN a': 't AE: reads writes',
        'DROP TABLE t': 't AE, r AE, t_pkey AE: reads writes',
        'CREATE TABLE n (r_id int REFERENCES r)': 'r SRE: writes',
        'CREATE TABLE n (id int PRIMARY KEY)': ':',
        'CREATE TABLE n (id int PRIMARY KEY, up int REFERENCES n)': ':',
        'ALTER TABLE t ADD COLUMN x int REFERENCES r': 't AE, r SRE: reads writes',
        'ALTER TABLE t ADD COLUMN x int, ADD FOREIGN KEY (x) REFERENCES r':
          't AE: reads writes | t SRE, r SRE: writes scan',
      },
      15,
      { after },
    );
  });

  it('statements that change nothing lock all the same', () => {
    answers(
      {
        'ALTER TABLE t ADD COLUMN IF NOT EXISTS a int DEFAULT random()': 't AE: reads writes',
        'ALTER TABLE t DROP COLUMN IF EXISTS missing': 't AE: reads writes',
        'ALTER TABLE t DROP CONSTRAINT IF EXISTS missing': 't AE: reads writes',
        'CREATE INDEX IF NOT EXISTS t_a ON t (a)': 't S: writes',
        'ALTER TABLE t SET LOGGED': 't AE: reads writes',
        'ALTER TABLE t ALTER COLUMN b TYPE varchar(20)': 't AE: reads writes',
        'DROP INDEX IF EXISTS missing': ':',
        'DROP TABLE IF EXISTS missing': ':',
      },
      18,
      { after: `${T} CREATE INDEX t_a ON t (a);` },
    );
  });

  it('settings for planner and vacuum let everybody pass, others do not', () => {
    answers(
      {
        'ALTER TABLE t SET (fillfactor = 70, autovacuum_enabled = false)': 't SUE:',
        'ALTER TABLE t SET (fillfactor = 70, user_catalog_table = true)': 't AE: reads writes',
        'ALTER TABLE t ALTER COLUMN a SET STATISTICS 100': 't SUE:',
        'ALTER TABLE t ALTER COLUMN b SET STORAGE PLAIN': 't AE: reads writes',
        'ALTER TABLE t CLUSTER ON t_pkey': 't SUE, t_pkey SUE:',
        "COMMENT ON COLUMN t.a IS 'x'": 't SUE:',
        "COMMENT ON INDEX t_pkey IS 'x'": 't_pkey SUE:',
        "COMMENT ON CONSTRAINT t_pkey ON t IS 'x'": 't AS:',
      },
      12,
      { after: T },
    );
  });

  it('a domain is checked in every table that uses it', () => {
    const after =
      'CREATE DOMAIN d AS int; CREATE TABLE u (x d); CREATE TABLE w (y d, z d); CREATE DOMAIN unused AS int;';
    answers(
      {
        'ALTER DOMAIN d ADD CHECK (VALUE > 0)': 'u S, w S: writes scan',
        'ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID': ':',
        'ALTER DOMAIN d SET NOT NULL': 'u S, w S: writes scan',
        'ALTER DOMAIN d DROP NOT NULL': ':',
        'ALTER DOMAIN unused SET NOT NULL': ':',
      },
      16,
      { after },
    );
  });

  it('triggers: creating stops writers, dropping stops everybody', () => {
    answers(
      {
        'CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()': 't SRE: writes',
        'ALTER TABLE t DISABLE TRIGGER ALL': 't SRE: writes',
        'DROP TRIGGER x ON t': 't AE: reads writes',
        'ALTER TRIGGER x ON t RENAME TO y': 't AE: reads writes',
      },
      13,
      { after: T },
    );
  });

  it('sequences, views and materialized views are relations of their own', () => {
    const after = `${T} CREATE SEQUENCE s; CREATE VIEW v AS SELECT a FROM t; CREATE VIEW vv AS SELECT a FROM v;
      CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE UNIQUE INDEX m_a ON m (a); CREATE MATERIALIZED VIEW bare AS SELECT a FROM t;`;
    answers(
      {
        'ALTER SEQUENCE s RESTART': 's SRE: writes',
        'CREATE OR REPLACE VIEW v AS SELECT a, b FROM t': 'v AE, t AS: reads writes',
        'CREATE OR REPLACE VIEW fresh AS SELECT a FROM t': 't AS:',
        'DROP VIEW v CASCADE': 'v AE, vv AE: reads writes',
        'REFRESH MATERIALIZED VIEW m': 'm AE, m_a AE, t AS: reads writes rewrite scan index',
        'REFRESH MATERIALIZED VIEW CONCURRENTLY m': 'm E, t AS: writes scan',
        'REFRESH MATERIALIZED VIEW CONCURRENTLY bare': 'bare E, t AS: writes scan !55000',
      },
      16,
      { after },
    );
  });

  it('a default partition is read, and refuses a concurrent detach', () => {
    const after = `CREATE TABLE p (id int, k int) PARTITION BY RANGE (k); CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (9);
      CREATE TABLE p_d PARTITION OF p DEFAULT; CREATE TABLE n (id int, k int);`;
    answers(
      {
        'ALTER TABLE p ATTACH PARTITION n FOR VALUES FROM (10) TO (20)':
          'p SUE, n AE, p_d AE: reads writes scan',
        'CREATE TABLE x PARTITION OF p FOR VALUES FROM (10) TO (20)': 'p AE, p_d AE: reads writes scan',
        'ALTER TABLE p DETACH PARTITION p_1 CONCURRENTLY': 'p SUE, p_1 AE: alone !55000',
        'DROP TABLE p_1': 'p_1 AE, p AE, p_d AE: reads writes',
      },
      16,
      { after },
    );
  });

  it('now() is one value for all rows, clock_timestamp() is not', () => {
    const rewrites = (expression: string, major = 16): boolean =>
      noteOf(`ALTER TABLE t ADD COLUMN x text DEFAULT ${expression}`, major, { after: T }).rewritesTable;
    for (const steady of [
      'now()',
      'CURRENT_TIMESTAMP',
      'current_user',
      "lower('A')",
      'txid_current()',
      "coalesce(NULL, 'x')",
      "'x'::text",
    ]) {
      assert.equal(rewrites(steady), false, steady);
      assert.equal(rewrites(steady, 10), true, steady);
    }
    for (const moving of [
      'clock_timestamp()',
      'random()',
      'gen_random_uuid()',
      "nextval('s')",
      'timeofday()',
      'md5(random()::text)',
      'unheard_of()',
      'pg_catalog.random()',
    ]) {
      assert.equal(rewrites(moving), true, moving);
    }
    assert.equal(rewrites('NULL', 10), false);
  });

  it("a function's own volatility counts, and a body that is a constant is inlined", () => {
    const rewrites = (attributes: string, major = 16): boolean =>
      noteOf('ALTER TABLE t ADD COLUMN x int DEFAULT f()', major, {
        after: `${T} CREATE FUNCTION f() RETURNS int ${attributes};`,
      }).rewritesTable;
    assert.equal(rewrites("LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'"), true);
    assert.equal(rewrites("LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 1; END'"), false);
    assert.equal(rewrites("LANGUAGE sql IMMUTABLE AS 'SELECT 1'"), false);
    assert.equal(rewrites("LANGUAGE sql AS 'SELECT 1'"), false);
    assert.equal(rewrites("LANGUAGE sql AS 'SELECT 1'", 11), true);
    assert.equal(rewrites("LANGUAGE sql AS 'SELECT (random() * 9)::int'"), true);
    assert.equal(rewrites("LANGUAGE sql AS 'SELECT count(*)::int FROM t'"), true);
  });
});
