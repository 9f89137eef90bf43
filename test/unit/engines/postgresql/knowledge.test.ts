import assert from 'node:assert/strict';
import { POSTGRESQL_LOCK_MODES } from '../../../../server/src/engines/lockNote.ts';
import { postgresqlFacts } from '../../../../server/src/engines/postgresql/facts.ts';
import { factRows } from '../../../../server/src/engines/postgresql/rows/allRows.ts';
import { STEADY_FUNCTIONS } from '../../../../server/src/engines/postgresql/steadyFunctions.ts';
import { VOLATILE_FUNCTIONS } from '../../../../server/src/engines/postgresql/volatileFunctions.ts';
import { noteOf, notesOf, questionsOf, sketch } from './asking.ts';

describe('PostgreSQL facts without a baseline', () => {
  const unknown = { complete: false };

  it('takes the worse of what may be', () => {
    const expected: Readonly<Record<string, string>> = {
      'ALTER TABLE t ALTER COLUMN a TYPE bigint': 't AE: reads writes rewrite scan index',
      'ALTER TABLE t ALTER COLUMN a SET NOT NULL': 't AE: reads writes scan',
      'ALTER TABLE t ADD COLUMN x serial': 't AE: reads writes rewrite scan index',
      'ALTER TABLE t ADD COLUMN x some_type': 't AE: reads writes',
      'ALTER TABLE t ADD PRIMARY KEY USING INDEX i': 't AE: reads writes scan',
      'ALTER TABLE t VALIDATE CONSTRAINT x': 't SUE: scan',
      'ALTER TABLE t DROP CONSTRAINT x': 't AE: reads writes',
      'ALTER TABLE t SET TABLESPACE pg_default': 't AE: reads writes rewrite',
      'ALTER TABLE t SET LOGGED': 't AE: reads writes rewrite scan index',
      'CREATE OR REPLACE VIEW v AS SELECT 1 AS a': 'v AE: reads writes',
      'DROP INDEX i': 'i AE: reads writes',
      'DROP INDEX IF EXISTS i': 'i AE: reads writes',
      'DROP TABLE IF EXISTS t': 't AE: reads writes',
      'DELETE FROM t': 't RE: scan',
      'DELETE FROM t WHERE a = 1': 't RE:',
      'ALTER DOMAIN d SET NOT NULL': '* S: writes scan',
    };
    assert.deepEqual(
      Object.fromEntries(Object.keys(expected).map(sql => [sql, sketch(noteOf(sql, 10, unknown))])),
      expected,
    );
  });

  it('uses what the statements of the file show', () => {
    const after =
      'ALTER TABLE t ADD CONSTRAINT ck CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT ck;';
    assert.equal(
      sketch(noteOf('ALTER TABLE t ALTER COLUMN a SET NOT NULL', 14, { ...unknown, after })),
      't AE: reads writes',
    );
    assert.equal(
      sketch(noteOf('ALTER TABLE t ALTER COLUMN b SET NOT NULL', 14, { ...unknown, after })),
      't AE: reads writes scan',
    );
  });

  it('refuses a missing value only where rows are counted', () => {
    const sql = 'ALTER TABLE t ADD COLUMN x int NOT NULL';
    assert.equal(noteOf(sql, 16, unknown).refusal, null);
    assert.equal(noteOf(sql, 16, { ...unknown, rows: { 'public.t': 0 } }).refusal, null);
    assert.deepEqual(noteOf(sql, 16, { ...unknown, rows: { 'public.t': 5 } }).refusal, {
      code: '23502',
      reason: 'not-null-violation',
      since: null,
    });
    assert.equal(noteOf(`${sql} DEFAULT 1`, 16, { ...unknown, rows: { 'public.t': 5 } }).refusal, null);
  });
});

describe('PostgreSQL lock notes', () => {
  const T = 'CREATE TABLE t (id int, a int, ts timestamp);';

  it('refuse inside a transaction what the server runs alone only', () => {
    for (const sql of [
      'CREATE INDEX CONCURRENTLY i ON t (a)',
      'VACUUM t',
      'REINDEX DATABASE x',
      'CREATE DATABASE x',
      'REINDEX TABLE CONCURRENTLY t',
    ]) {
      assert.deepEqual(
        noteOf(sql, 16, { after: T, inTransaction: true }).refusal,
        { code: '25001', reason: 'not-in-transaction', since: null },
        sql,
      );
      assert.equal(noteOf(sql, 16, { after: T, inTransaction: false }).refusal, null, sql);
    }
    for (const sql of ['CREATE INDEX i ON t (a)', 'ANALYZE t', 'REINDEX TABLE t', 'TRUNCATE t']) {
      assert.equal(noteOf(sql, 16, { after: T, inTransaction: true }).refusal, null, sql);
    }
  });

  it('name the first version that knows the statement', () => {
    assert.deepEqual(noteOf('ALTER TABLE t DETACH PARTITION p CONCURRENTLY', 13, { after: T }).refusal, {
      code: '42601',
      reason: 'needs-newer-version',
      since: '14',
    });
    assert.deepEqual(noteOf('ALTER TABLE t DETACH PARTITION p CONCURRENTLY', 14, { after: T }).remarks, [
      { version: '14', change: 'available' },
    ]);
    assert.deepEqual(noteOf('ALTER TABLE t ADD COLUMN x int', 14, { after: T }).remarks, []);
  });

  it('remark what changed for the relations at hand, and nothing else', () => {
    assert.deepEqual(noteOf('ALTER TABLE t ADD COLUMN x int DEFAULT 1', 10, { after: T }).remarks, [
      { version: '11', change: 'no-rewrite' },
    ]);
    assert.deepEqual(noteOf('ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r', 10, { after: T }).remarks, []);
    assert.deepEqual(noteOf('ALTER TABLE t ADD UNIQUE (a)', 10, { after: T }).remarks, []);
    const children = `${T} CREATE TABLE k () INHERITS (t);`;
    assert.deepEqual(noteOf('ALTER TABLE t ADD UNIQUE (a)', 10, { after: children }).remarks, [
      { version: '18', change: 'stronger-lock' },
    ]);
    assert.deepEqual(noteOf('ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1)', 16, { after: T }).remarks, [
      { version: '12', change: 'weaker-lock' },
    ]);
    assert.deepEqual(noteOf("ALTER TYPE x ADD VALUE 'y'", 16).remarks, [
      { version: '12', change: 'transactional' },
    ]);
  });

  it('say how long the lock is held', () => {
    const duration = (sql: string): string => noteOf(sql, 16, { after: T }).duration;
    assert.equal(duration('ALTER TABLE t ADD COLUMN x int'), 'brief');
    assert.equal(duration('ALTER TABLE t ADD COLUMN x serial'), 'grows-with-table');
    assert.equal(duration('CREATE TABLE n (id int)'), 'instant');
    assert.equal(duration('GRANT SELECT ON t TO PUBLIC'), 'instant');
    assert.equal(duration('VACUUM t'), 'grows-with-table');
    assert.equal(duration('DELETE FROM t'), 'grows-with-table');
    assert.equal(duration('INSERT INTO t VALUES (1)'), 'instant');
  });

  it('name the builds they were read off', () => {
    assert.deepEqual(
      [
        noteOf('ALTER TABLE t ADD COLUMN x int', 16, { after: T }).basis,
        noteOf('ALTER TABLE t ADD COLUMN x int', 16, { after: T }).source,
      ],
      ['measured', 'PostgreSQL 10.23-18.4, measured'],
    );
    assert.equal(
      noteOf('ALTER TABLE t ADD COLUMN x int DEFAULT 1', 10, { after: T }).source,
      'PostgreSQL 10.23, measured',
    );
    assert.equal(
      noteOf('ALTER TABLE t ADD COLUMN x int', 21, { after: T }).source,
      'PostgreSQL 10.23-18.4, the newest one measured',
    );
    assert.equal(noteOf('CREATE DATABASE x', 16).basis, 'documented');
  });

  it('take versions before 10 as 10 and after 18 as 18', () => {
    const sql = 'ALTER TABLE t ADD COLUMN x int DEFAULT 1';
    assert.equal(sketch(noteOf(sql, 9, { after: T })), sketch(noteOf(sql, 10, { after: T })));
    assert.equal(sketch(noteOf('GRANT SELECT ON t TO PUBLIC', 25, { after: T })), 't AS:');
    assert.equal(noteOf('ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED', 25, { after: T }).refusal, null);
  });

  it('give the worst of a range', () => {
    const sql = 'ALTER TABLE t ADD COLUMN x int DEFAULT 1';
    assert.equal(noteOf(sql, 10, { after: T, to: 12 }).rewritesTable, true);
    assert.equal(noteOf(sql, 11, { after: T, to: 18 }).rewritesTable, false);
    assert.equal(noteOf('REINDEX TABLE CONCURRENTLY t', 11, { after: T, to: 13 }).refusal?.since, '12');
    const attach = noteOf('ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1)', 11, { after: T, to: 13 });
    assert.deepEqual(
      attach.locks.map(lock => [lock.relation, lock.mode]),
      [
        ['public.t', 'ACCESS EXCLUSIVE'],
        ['public.p', 'ACCESS EXCLUSIVE'],
      ],
    );
  });

  it('name relations as the session resolves them', () => {
    const after =
      'CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY, up int REFERENCES app.t); SET search_path = app;';
    assert.deepEqual(
      noteOf('ALTER TABLE t DROP COLUMN up', 16, { after }).locks.map(lock => lock.relation),
      ['app.t'],
    );
    assert.deepEqual(
      noteOf('CREATE TABLE n (t_id int REFERENCES t)', 16, { after }).locks.map(lock => lock.relation),
      ['app.t'],
    );
    assert.deepEqual(
      noteOf('ALTER TABLE "Odd Name" ADD COLUMN x int', 16).locks.map(lock => lock.relation),
      ['public.Odd Name'],
    );
  });

  it('take the modes of LOCK TABLE as they are written', () => {
    assert.equal(sketch(noteOf('LOCK TABLE t', 16, { after: T })), 't AE: reads writes');
    assert.equal(sketch(noteOf('LOCK TABLE t IN SHARE MODE', 16, { after: T })), 't S: writes');
    assert.equal(sketch(noteOf('LOCK TABLE t IN ROW EXCLUSIVE MODE', 16, { after: T })), 't RE:');
  });

  it('hold no lock for statements that touch no relation', () => {
    for (const sql of [
      'SELECT 1',
      'BEGIN',
      'COMMIT',
      "SET lock_timeout = '1s'",
      'DO $$ BEGIN END $$',
      'CHECKPOINT',
      'SHOW lock_timeout',
    ]) {
      assert.deepEqual(
        notesOf(sql, 16).map(note => note && sketch(note)),
        [':'],
        sql,
      );
    }
  });

  it('hold what a query reads', () => {
    assert.equal(sketch(noteOf('SELECT * FROM t JOIN r ON r.id = t.r_id', 16)), 't AS, r AS: scan');
    assert.equal(sketch(noteOf('SELECT * FROM t WHERE id = 1', 16)), 't AS:');
    assert.equal(sketch(noteOf('SELECT * FROM t LIMIT 1 FOR UPDATE', 16)), 't RS:');
  });

  it('refuse what the grammar does not have', () => {
    assert.equal(sketch(noteOf('ALTR TABLE t', 16)), ': !42601');
    assert.equal(noteOf('ALTR TABLE t', 16).refusal?.reason, 'syntax');
  });

  it('leave out what ONLY and IF EXISTS leave out', () => {
    const after = `${T} CREATE TABLE t_child () INHERITS (t);`;
    assert.equal(
      sketch(noteOf('ALTER TABLE t ALTER COLUMN a SET DEFAULT 1', 16, { after })),
      't AE, t_child AE: reads writes',
    );
    assert.equal(
      sketch(noteOf('ALTER TABLE ONLY t ALTER COLUMN a SET DEFAULT 1', 16, { after })),
      't AE: reads writes',
    );
    assert.equal(sketch(noteOf('ALTER TABLE IF EXISTS missing ADD COLUMN x int', 16)), ':');
    assert.equal(
      sketch(noteOf('ALTER TABLE IF EXISTS t ADD COLUMN x int', 16, { after: T })),
      't AE: reads writes',
    );
  });

  it('say that the time zone decides where nobody knows it', () => {
    const after = 'CREATE TABLE t (a timestamp);';
    const sql = 'ALTER TABLE t ALTER COLUMN a TYPE timestamptz';
    const unknown = noteOf(sql, 16, { after });
    assert.equal(unknown.rewritesTable, true);
    assert.deepEqual(unknown.remarks, [{ version: '12', change: 'no-rewrite-in-utc' }]);
    const utc = noteOf(sql, 16, { after: `${after} SET timezone = 'UTC';` });
    assert.equal(utc.rewritesTable, false);
    assert.equal(
      utc.remarks.some(({ change }) => change === 'no-rewrite-in-utc'),
      false,
    );
    const berlin = noteOf(sql, 16, { after, settings: { timezone: 'Europe/Berlin' } });
    assert.deepEqual([berlin.rewritesTable, berlin.remarks.length], [true, 0]);
  });

  it('allow a value of an enum that the same transaction has made', () => {
    const questions = questionsOf("ALTER TYPE e ADD VALUE 'b'", 11, {
      after: "CREATE TYPE e AS ENUM ('a');",
      inTransaction: true,
    });
    const refusal = (path: string): string | null =>
      questions.map(question => postgresqlFacts({ ...question, path })?.refusal?.code ?? null)[0] ?? null;
    assert.equal(refusal('now.sql'), '25001');
    assert.equal(refusal('before.sql'), null);
  });

  it('stand for relations that nobody knows by name', () => {
    const unknown = { complete: false };
    assert.equal(sketch(noteOf('DROP SCHEMA app CASCADE', 16, unknown)), 'app.* AE: reads writes');
    assert.equal(
      sketch(noteOf('REINDEX SCHEMA app', 16, unknown)),
      'app.* AE: reads writes scan index alone',
    );
    assert.equal(sketch(noteOf('ANALYZE', 16, unknown)), '* SUE:');
    assert.equal(sketch(noteOf('REINDEX INDEX CONCURRENTLY i', 16, unknown)), 'i SUE: scan index alone');
  });

  it('answer the same question alike', () => {
    const [question] = questionsOf('ALTER TABLE t ALTER COLUMN a TYPE bigint', 16, { after: T });
    assert.ok(question);
    assert.deepEqual(postgresqlFacts(question), postgresqlFacts(question));
  });
});

describe('PostgreSQL knowledge', () => {
  it('is in order', () => {
    for (const [fact, history] of Object.entries(factRows)) {
      const majors = history.map(step => step.from);
      assert.deepEqual(
        majors,
        [...new Set(majors)].sort((left, right) => left - right),
        fact,
      );
      assert.ok(
        majors.every(major => major >= 10 && major <= 18),
        fact,
      );
      for (const mode of history.flatMap(step => Object.values(step.locks)))
        assert.ok(POSTGRESQL_LOCK_MODES.includes(mode), fact);
      for (const [index, step] of history.entries())
        assert.notDeepEqual(
          { ...step, from: 0 },
          { ...history[index - 1], from: 0 },
          `${fact} ${step.from} changes nothing`,
        );
    }
  });

  it('does not call a function both steady and volatile', () => {
    assert.deepEqual(
      [...VOLATILE_FUNCTIONS].filter(name => STEADY_FUNCTIONS.has(name)),
      [],
    );
  });
});
