import assert from 'node:assert/strict';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { databaseAfter, names, problemLines, replay, tableOf, unknownDatabaseAfter } from './replayedSql.ts';

const problems = (dialect: Dialect, sql: string): readonly string[] =>
  problemLines(databaseAfter(dialect, sql).problems);
const users =
  'CREATE TABLE users (id int PRIMARY KEY, email text, CONSTRAINT known CHECK (id > 0)); CREATE INDEX by_email ON users (email);';

describe('problems that applying an operation meets', () => {
  it('says nothing about statements that run', () => {
    assert.deepEqual(
      problems(
        'postgresql',
        `${users} ALTER TABLE users ADD COLUMN a int, DROP COLUMN email; DROP TABLE users;`,
      ),
      [],
    );
  });

  it('knows in a database that nobody knows what these statements dropped themselves', () => {
    const lines = (sql: string): readonly string[] =>
      problemLines(unknownDatabaseAfter('postgresql', sql).problems);
    assert.deepEqual(lines('CREATE TABLE a (id int); DROP TABLE a; DROP TABLE a;'), [
      'missing table public.a',
    ]);
    assert.deepEqual(lines('DROP TABLE a; DROP TABLE b;'), []);
    assert.deepEqual(
      lines("CREATE TABLE a (id int); DROP TABLE a; DO $$ BEGIN EXECUTE x || 'y'; END $$; DROP TABLE a;"),
      [],
    );
  });

  it('looks at the columns that an UPDATE of one table sets', () => {
    assert.deepEqual(
      problems(
        'mysql',
        `${users.replace(', CONSTRAINT known CHECK (id > 0)', '')} UPDATE users SET emial = 1;`,
      ),
      ['missing column users.emial (email)'],
    );
    assert.deepEqual(
      problems(
        'mysql',
        'CREATE TABLE a (id int); CREATE TABLE b (n int); UPDATE a JOIN b ON b.n = a.id SET b.n = 1;',
      ),
      [],
    );
  });

  it('finds what is missing, with near names', () => {
    assert.deepEqual(
      problems(
        'postgresql',
        `${users}
      ALTER TABLE usres ADD COLUMN a int;
      ALTER TABLE users DROP COLUMN emial;
      ALTER TABLE users ALTER COLUMN nothing SET NOT NULL;
      ALTER TABLE users DROP CONSTRAINT knwon;
      ALTER TABLE users VALIDATE CONSTRAINT other;
      DROP INDEX by_emial;
      CREATE INDEX ON users (emails);
      ALTER TABLE users ADD FOREIGN KEY (id) REFERENCES user_s (id);
      DROP VIEW v; DROP SEQUENCE s; DROP TYPE ty; DROP SCHEMA sch;
      ALTER TYPE ty ADD VALUE 'x';
      CREATE VIEW w AS SELECT * FROM user_accounts;
      INSERT INTO users (id, mail) VALUES (1, 'x');
      COMMENT ON COLUMN users.comment IS 'x';
      DROP TRIGGER tr ON users; DROP POLICY p ON users;`,
      ),
      [
        'missing table public.usres (users)',
        'missing column users.emial (email)',
        'missing column users.nothing',
        'missing constraint users.knwon (known)',
        'missing constraint users.other',
        'missing index public.by_emial (by_email)',
        'missing column users.emails (email)',
        'missing table public.user_s (users)',
        'missing view public.v',
        'missing sequence public.s',
        'missing type public.ty',
        'missing schema sch',
        'missing type public.ty',
        'missing table public.user_accounts',
        'missing column users.mail (email)',
        'missing column users.comment',
        'missing trigger users.tr',
        'missing policy users.p',
      ],
    );
  });

  it('finds what is in the way', () => {
    assert.deepEqual(
      problems(
        'postgresql',
        `${users} CREATE TYPE mood AS ENUM ('sad'); CREATE SCHEMA app; CREATE SEQUENCE s;
      CREATE TABLE users (id int);
      ALTER TABLE users ADD COLUMN email text;
      CREATE INDEX by_email ON users (id);
      CREATE VIEW users AS SELECT 1;
      CREATE TYPE mood AS ENUM ('x');
      ALTER TYPE mood ADD VALUE 'sad';
      CREATE SCHEMA app; CREATE SEQUENCE s;
      ALTER TABLE users ADD CONSTRAINT known CHECK (id > 1);
      ALTER TABLE users ADD PRIMARY KEY (email);
      ALTER TABLE users RENAME id TO email;
      CREATE TABLE t (a int, b text, a date);`,
      ),
      [
        'exists table public.users',
        'duplicate column users.email',
        'exists index public.by_email',
        'exists view public.users',
        'exists type public.mood',
        'exists enum label mood.sad',
        'exists schema app',
        'exists sequence public.s',
        'exists constraint users.known',
        'exists constraint users.users_pkey',
        'duplicate column users.email',
        'duplicate column t.a',
      ],
    );
  });

  it('takes a table that was made without IF NOT EXISTS for new where not all is known', () => {
    const { catalog } = unknownDatabaseAfter(
      'postgresql',
      `${users} CREATE VIEW mails AS SELECT email FROM users;`,
    );
    const after = replay(
      catalog,
      'CREATE TABLE users (id bigint); CREATE TABLE IF NOT EXISTS users (x int);',
      'b.sql',
    );
    const table = tableOf(after.catalog, 'relation:public.users');
    assert.deepEqual([table.origin?.path, names(table.columns)], ['b.sql', ['id']]);
  });

  it('knows the statement that is in the way or that dropped what is missing', () => {
    const first = databaseAfter('postgresql', users);
    const second = replay(
      first.catalog,
      'ALTER TABLE users DROP COLUMN email; DROP TABLE users;',
      'second.sql',
    );
    const third = replay(first.catalog, 'CREATE TABLE users (id int);', 'third.sql');
    assert.deepEqual(
      third.problems.map(problem => [problem.origin?.path, problem.origin?.statement]),
      [['migration.sql', 0]],
    );
    const fourth = replay(second.catalog, 'ALTER TABLE users ADD a int;', 'fourth.sql');
    assert.deepEqual(
      fourth.problems.map(problem => [problem.kind, problem.origin?.path, problem.origin?.statement]),
      [['missing', 'second.sql', 1]],
    );
  });

  it('heeds IF EXISTS and IF NOT EXISTS', () => {
    assert.deepEqual(
      problems(
        'postgresql',
        `${users} CREATE TYPE mood AS ENUM ('sad'); CREATE SCHEMA app;
      ALTER TABLE IF EXISTS nothing ADD COLUMN a int; DROP TABLE IF EXISTS nothing; DROP VIEW IF EXISTS nothing; DROP INDEX IF EXISTS nothing;
      ALTER TABLE users DROP COLUMN IF EXISTS nothing, DROP CONSTRAINT IF EXISTS nothing, ADD COLUMN IF NOT EXISTS email text;
      CREATE TABLE IF NOT EXISTS users (other int); CREATE INDEX IF NOT EXISTS by_email ON users (id); CREATE SCHEMA IF NOT EXISTS app;
      ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad'; CREATE SEQUENCE IF NOT EXISTS users_seq; DROP SCHEMA IF EXISTS nothing;`,
      ),
      [],
    );
    assert.deepEqual(
      problems(
        'mariadb',
        `CREATE TABLE t (a int); ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, DROP COLUMN IF EXISTS z, DROP INDEX IF EXISTS k,
      ADD INDEX IF NOT EXISTS by_a (a); CREATE OR REPLACE TABLE t (b int); ALTER TABLE t DROP COLUMN b;`,
      ),
      [],
    );
  });

  it('says nothing about objects that nobody knows, unless everything is known', () => {
    const sql =
      'ALTER TABLE accounts DROP COLUMN a; DROP TABLE nothing; CREATE VIEW v AS SELECT 1 FROM other; ALTER TYPE ty ADD VALUE 1;';
    assert.deepEqual(problemLines(unknownDatabaseAfter('postgresql', sql).problems), []);
  });

  it('says what is missing from a known table of an unknown database', () => {
    assert.deepEqual(
      problemLines(
        unknownDatabaseAfter(
          'postgresql',
          `${users} ALTER TABLE users DROP COLUMN other; CREATE TABLE users (a int);`,
        ).problems,
      ),
      ['missing column users.other', 'exists table public.users'],
    );
  });

  it('does not trust a search path or schema that it does not know', () => {
    assert.deepEqual(
      problems(
        'postgresql',
        `CREATE TABLE app.t (id int);
      ALTER TABLE t ADD a int; ALTER TABLE auth.users ADD a int; SELECT count(*) FROM pg_catalog.pg_class; INSERT INTO schema_migrations VALUES (1);`,
      ),
      [],
    );
    assert.deepEqual(problems('postgresql', 'CREATE TABLE app.t (id int); ALTER TABLE app.u ADD a int;'), [
      'missing table app.u',
    ]);
    assert.deepEqual(
      problems('mysql', 'CREATE TABLE t (id int); ALTER TABLE other_database.u ADD a int;'),
      [],
    );
  });

  it('reports problems of MySQL parts', () => {
    assert.deepEqual(
      problems(
        'mysql',
        `CREATE TABLE t (a int, KEY k (a), CONSTRAINT c UNIQUE (a));
      ALTER TABLE t ADD KEY K (a); ALTER TABLE t DROP KEY nothing; ALTER TABLE t DROP FOREIGN KEY c; ALTER TABLE t DROP PRIMARY KEY;
      ALTER TABLE t MODIFY b int; ALTER TABLE t CHANGE b c int; ALTER TABLE t ADD COLUMN x int AFTER z; ALTER TABLE t ADD COLUMN A int;
      ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES nothing (id);`,
      ),
      [
        'exists index t.K',
        'missing index t.nothing',
        'missing constraint t.c',
        'missing constraint t.PRIMARY',
        'missing column t.b',
        'missing column t.b',
        'missing column t.z',
        'duplicate column t.a',
        'missing table nothing',
      ],
    );
  });
});
