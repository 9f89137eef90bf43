import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diffCatalogs } from '../../../server/src/catalog/diff.ts';
import { migrationBetween } from '../../../server/src/catalog/migration/migration.ts';
import type { Origin } from '../../../server/src/catalog/origin.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';
import { databaseAfter, endOfFile, replay } from './replayedSql.ts';

/** The statements that lead from one schema to another, both given as SQL. */
function lead(dialect: Dialect, from: string, to: string): string {
  const pieces = splitFile(to, dialect).pieces.filter(piece => piece.kind === 'sql');
  return migrationBetween({
    from: endOfFile(databaseAfter(dialect, from).catalog),
    to: endOfFile(databaseAfter(dialect, to).catalog),
    apply: (catalog, sql) => endOfFile(replay(catalog, sql, 'diff.sql').catalog),
    statementAt: (origin: Origin) => pieces[origin.statement]?.sql ?? null,
  });
}

/** What still differs after the printed statements, as a server would run them. */
function rest(dialect: Dialect, from: string, to: string): readonly string[] {
  const sql = lead(dialect, from, to);
  const arrived = replay(databaseAfter(dialect, from).catalog, sql);
  assert.deepEqual(arrived.problems, [], sql);
  return diffCatalogs(arrived.catalog, databaseAfter(dialect, to).catalog).map(
    ({ change, objectKind, name, from: left, to: right }) =>
      `${change} ${objectKind} ${name}: ${left} -> ${right}\n${sql}`,
  );
}

/** Pieces of schemas; any choice of them is a schema. */
const PARTS: Readonly<Record<'postgresql' | 'mysql' | 'mariadb', readonly (readonly string[])[]>> = {
  postgresql: [
    ["CREATE TYPE mood AS ENUM ('a', 'b');", "CREATE TYPE mood AS ENUM ('a', 'c', 'b');"],
    ['CREATE SEQUENCE numbers START 5;', ''],
    [
      'CREATE TABLE parent (id int PRIMARY KEY, a text, n int NOT NULL DEFAULT 1);',
      'CREATE TABLE parent (id bigint PRIMARY KEY, a varchar(9) NOT NULL, b int GENERATED ALWAYS AS IDENTITY, CONSTRAINT a_key UNIQUE (a));',
    ],
    [
      'CREATE TABLE child (id int, parent_id int REFERENCES parent, CHECK (id > 0)); CREATE INDEX child_parent ON child (parent_id);',
      'CREATE TABLE child (id int, parent_id bigint REFERENCES parent ON DELETE CASCADE, extra text DEFAULT $$x$$); CREATE UNIQUE INDEX child_parent ON child (parent_id) WHERE id > 5;',
      '',
    ],
    [
      'CREATE TABLE p (d date, v int) PARTITION BY RANGE (d); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (minvalue) TO ($$2026-01-01$$);',
      'CREATE TABLE p (d date, v int, w int, CHECK (v > 0)) PARTITION BY RANGE (d); CREATE TABLE p2 PARTITION OF p DEFAULT;',
    ],
    [
      'CREATE VIEW v AS SELECT id, a FROM parent; CREATE VIEW w AS SELECT a FROM v;',
      'CREATE VIEW w AS SELECT id FROM parent; CREATE MATERIALIZED VIEW v AS SELECT id FROM w; CREATE INDEX ON v (id);',
      '',
    ],
    [
      "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
      "CREATE FUNCTION f(a int) RETURNS text LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(a text) RETURNS text LANGUAGE sql AS 'SELECT 1';",
      '',
    ],
    [
      'CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER tr BEFORE INSERT ON parent FOR EACH ROW EXECUTE FUNCTION t();',
      'CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER tr AFTER INSERT OR DELETE ON parent FOR EACH ROW EXECUTE FUNCTION t();',
      '',
    ],
    [
      'ALTER TABLE parent ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON parent USING (id > 0);',
      'CREATE POLICY own ON parent FOR SELECT USING (id > 1);',
      '',
    ],
    ["CREATE DOMAIN d AS text CHECK (VALUE <> '');", "CREATE DOMAIN d AS text NOT NULL DEFAULT 'x';", ''],
  ],
  mysql: [
    [
      'CREATE TABLE parent (id int PRIMARY KEY, a text, n int NOT NULL DEFAULT 1) ENGINE=InnoDB DEFAULT CHARSET=latin1;',
      "CREATE TABLE parent (n int, id bigint AUTO_INCREMENT, a varchar(9) NOT NULL COMMENT 'x', PRIMARY KEY (id), UNIQUE KEY a_key (a)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='p';",
    ],
    [
      'CREATE TABLE child (id int, parent_id int, KEY k (parent_id), CONSTRAINT fk FOREIGN KEY (parent_id) REFERENCES parent (id), CONSTRAINT c CHECK (id > 0));',
      'CREATE TABLE child (extra json, parent_id bigint, id int AUTO_INCREMENT PRIMARY KEY, CONSTRAINT fk FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE);',
      '',
    ],
    [
      'CREATE VIEW v AS SELECT id, a FROM parent; CREATE VIEW w AS SELECT a FROM v;',
      'CREATE VIEW w AS SELECT id FROM parent;',
      '',
    ],
    [
      'CREATE TRIGGER tr BEFORE INSERT ON parent FOR EACH ROW SET NEW.n = 1;',
      'CREATE TRIGGER tr AFTER INSERT ON parent FOR EACH ROW SET @a = 1;',
      '',
    ],
    ['CREATE PROCEDURE pr(a int) SELECT a;', 'CREATE PROCEDURE pr(a int, b text) SELECT a;', ''],
    ['CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 4;', ''],
  ],
  mariadb: [
    ['CREATE SEQUENCE s START WITH 7;', ''],
    [
      'CREATE TABLE t (id int PRIMARY KEY, n int CHECK (n > 0)) WITH SYSTEM VERSIONING;',
      'CREATE TABLE t (id int PRIMARY KEY, n int, u uuid, KEY k (n) IGNORED);',
      '',
    ],
  ],
};

describe('the way from one schema to another', () => {
  for (const dialect of ['postgresql', 'mysql', 'mariadb'] as const) {
    it(`arrives there, whatever the two are (${dialect})`, () => {
      const schema = fc
        .tuple(...PARTS[dialect].map(choices => fc.constantFrom(...choices)))
        .map(parts => parts.join('\n'));
      fc.assert(
        fc.property(schema, schema, (from, to) => assert.deepEqual(rest(dialect, from, to), [])),
        { numRuns: 40 },
      );
    });

    it(`leads from nothing and back to nothing (${dialect})`, () => {
      const everything = PARTS[dialect].map(choices => choices[0] ?? '').join('\n');
      assert.deepEqual(rest(dialect, '', everything), []);
      assert.deepEqual(rest(dialect, everything, ''), []);
    });

    it(`says nothing where nothing differs (${dialect})`, () => {
      const everything = PARTS[dialect].map(choices => choices[0] ?? '').join('\n');
      assert.equal(lead(dialect, everything, everything), '');
    });
  }

  it('puts what is needed first', () => {
    assert.deepEqual(
      lead(
        'postgresql',
        'CREATE TABLE b (id int); CREATE VIEW v AS SELECT id FROM b;',
        "CREATE TYPE mood AS ENUM ('a'); CREATE TABLE z (id int PRIMARY KEY); CREATE TABLE b (id bigint REFERENCES z, m mood); CREATE VIEW v AS SELECT id FROM b;",
      )
        .split('\n')
        .filter(line => /^[A-Z]/.test(line)),
      [
        'DROP VIEW public.v;',
        'CREATE TYPE public.mood AS ENUM (',
        'CREATE TABLE public.z (',
        'ALTER TABLE public.b ALTER COLUMN id TYPE bigint USING id::bigint;',
        'ALTER TABLE public.b ADD COLUMN m mood;',
        'ALTER TABLE public.b ADD CONSTRAINT b_id_fkey FOREIGN KEY (id) REFERENCES public.z (id);',
        'CREATE VIEW public.v (id) AS',
        'SELECT id FROM b;',
      ],
    );
  });

  it('alters a table of MySQL once', () => {
    assert.equal(
      lead(
        'mysql',
        'CREATE TABLE t (a int, b int, KEY k (b));',
        'CREATE TABLE t (id int AUTO_INCREMENT, b bigint, PRIMARY KEY (id));',
      ),
      `SET FOREIGN_KEY_CHECKS = 0;
ALTER TABLE \`t\`
    DROP INDEX \`k\`,
    DROP COLUMN \`a\`,
    ADD COLUMN \`id\` int NOT NULL AUTO_INCREMENT FIRST,
    MODIFY COLUMN \`b\` bigint,
    ADD PRIMARY KEY (\`id\`);
SET FOREIGN_KEY_CHECKS = 1;
`,
    );
  });

  it('says what no statement could bring about', () => {
    assert.match(
      lead('mysql', 'CREATE TABLE t (a int);', 'CREATE TABLE t (a int) PARTITION BY HASH (a);'),
      /^-- not expressed: changed partitioning t$/m,
    );
  });
});
