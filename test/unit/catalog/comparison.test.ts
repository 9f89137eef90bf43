import assert from 'node:assert/strict';
import { comparableCondition, comparableText } from '../../../server/src/catalog/comparableText.ts';
import { diffCatalogs } from '../../../server/src/catalog/diff.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { databaseAfter } from './replayedSql.ts';

function differences(dialect: Dialect, left: string, right: string): readonly string[] {
  return diffCatalogs(databaseAfter(dialect, left).catalog, databaseAfter(dialect, right).catalog).map(
    ({ change, name }) => `${change} ${name}`,
  );
}

describe('definitions in the words of a server', () => {
  for (const [written, shown] of [
    ['CAST(a AS varchar(9))', '(a)::character varying'],
    ["now() + INTERVAL '90 day'", "(now() + '90 days'::interval)"],
    ['n BETWEEN 1 AND 5', '((n >= 1) AND (n <= 5))'],
    ["kind IN ('x')", "(kind = 'x'::text)"],
    ["kind NOT IN ('x')", "(kind <> 'x'::text)"],
    ['a = -1', "(a = '-1'::integer)"],
    ["v #>> '{a, b}'", "(v #>> '{a,b}'::text[])"],
    ['my_function(a)', 'app.my_function(a)'],
    ["v ->> '$.a'", "json_unquote(json_extract(`v`,_utf8mb4'$.a'))"],
    ['lower(A)', 'lcase(`a`)'],
  ] as const)
    it(`${written} is ${shown}`, () => assert.equal(comparableText(written), comparableText(shown)));

  it('are not the same when they mean something else', () => {
    for (const [left, right] of [
      ['n BETWEEN 1 AND 5', 'n BETWEEN 1 AND 6'],
      ["kind IN ('x')", "kind IN ('x', 'y')"],
      ["INTERVAL '1 day'", "INTERVAL '1 week'"],
      ['a = -1', 'a = 1'],
      ["a = 'X'", "a = 'x'"],
    ] as const)
      assert.notEqual(comparableText(left), comparableText(right), left);
    assert.equal(comparableCondition('t.a > 0'), comparableCondition('a > 0'));
  });

  it('do not differ for what MySQL adds by itself', () => {
    assert.deepEqual(
      differences(
        'mariadb',
        'CREATE TABLE t (a varchar(9), b bit(1) DEFAULT 1, c varchar(3) DEFAULT 0, d varchar(3) DEFAULT "x", j json, k varchar(5) BINARY);',
        "CREATE TABLE t (a varchar(9), b bit(1) DEFAULT b'1', c varchar(3) DEFAULT '0', d varchar(3) DEFAULT 'x', j longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin CHECK (json_valid(j)), k varchar(5) CHARACTER SET latin1 COLLATE latin1_bin) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;",
      ),
      [],
    );
    // What both say, differs.
    assert.deepEqual(
      differences(
        'mysql',
        "CREATE TABLE t (a varchar(9) CHARACTER SET latin1, b int) ENGINE=MyISAM COMMENT='x';",
        'CREATE TABLE t (a varchar(9) CHARACTER SET utf8mb4, b int) ENGINE=InnoDB;',
      ),
      ['changed t', 'changed t.a'],
    );
  });

  it('do not differ for what PostgreSQL keeps in other words', () => {
    assert.deepEqual(
      differences(
        'postgresql',
        `CREATE TABLE t (a int DEFAULT '0', b bool DEFAULT 't', j jsonb DEFAULT '{ "b": 1, "a": [] }', c text COLLATE "default"); CREATE INDEX i ON t (a int4_ops, c COLLATE "default");`,
        `CREATE TABLE t (a int DEFAULT 0, b bool DEFAULT true, j jsonb DEFAULT '{"a": [], "b": 1}'::jsonb, c text); CREATE INDEX i ON t (a, c);`,
      ),
      [],
    );
  });

  it('count bodies of routines, but not their quotes and comments', () => {
    const body = (text: string): string => `CREATE FUNCTION f() RETURNS int LANGUAGE sql AS ${text};`;
    assert.deepEqual(differences('postgresql', body('$$ SELECT 1 -- one\n$$'), body("'SELECT 1'")), []);
    assert.deepEqual(differences('postgresql', body('$$ SELECT 1 $$'), body('$$ SELECT 2 $$')), [
      'changed public.f',
    ]);
  });

  it('drop triggers with their function, under its present name', () => {
    const made =
      'CREATE TABLE t (id int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();';
    assert.deepEqual(
      differences(
        'postgresql',
        `${made} ALTER FUNCTION f RENAME TO g; DROP FUNCTION g CASCADE;`,
        'CREATE TABLE t (id int);',
      ),
      [],
    );
    assert.deepEqual(
      differences(
        'postgresql',
        `${made} CREATE FUNCTION other(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION other CASCADE;`,
        made,
      ),
      [],
    );
  });

  it('let defaults follow renamed sequences and labels', () => {
    assert.deepEqual(
      differences(
        'postgresql',
        "CREATE TABLE t (id serial); ALTER SEQUENCE t_id_seq RENAME TO s; CREATE TYPE m AS ENUM ('a'); ALTER TABLE t ADD COLUMN m m DEFAULT 'a'; ALTER TYPE m RENAME VALUE 'a' TO 'b';",
        "CREATE SEQUENCE s; CREATE TYPE m AS ENUM ('b'); CREATE TABLE t (id int NOT NULL DEFAULT nextval('s'), m m DEFAULT 'b'); ALTER SEQUENCE s OWNED BY t.id;",
      ),
      [],
    );
  });
});
