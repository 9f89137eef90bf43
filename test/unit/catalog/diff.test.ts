import assert from 'node:assert/strict';
import { diffCatalogs } from '../../../server/src/catalog/diff.ts';
import { printCatalog } from '../../../server/src/catalog/print.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { databaseAfter, replay, unknownDatabaseAfter } from './replayedSql.ts';

/** Differences between a schema and what later statements make of it: `changed column public.t.a: from -> to`. */
function changes(dialect: Dialect, before: string, migration: string): readonly string[] {
  const from = databaseAfter(dialect, before).catalog;
  const to = replay(from, migration, 'later.sql').catalog;
  return diffCatalogs(from, to).map(
    ({ change, objectKind, name, from: left, to: right }) =>
      `${change} ${objectKind} ${name}: ${left ?? '-'} -> ${right ?? '-'}`,
  );
}

describe('schema diff', () => {
  it('is empty between equal schemas, however they came about', () => {
    const first = databaseAfter(
      'postgresql',
      "CREATE TABLE t (id serial PRIMARY KEY, a varchar(9) DEFAULT 'x' CHECK (a IN ('x', 'y')), b bool NOT NULL);",
    );
    const second = databaseAfter(
      'postgresql',
      `CREATE TABLE public.t (id integer NOT NULL, old int, a character varying(9), b boolean);
      ALTER TABLE t DROP COLUMN old, ALTER b SET NOT NULL, ALTER a SET DEFAULT 'x'::character varying;
      CREATE SEQUENCE t_id_seq OWNED BY t.id; ALTER TABLE t ALTER id SET DEFAULT nextval('t_id_seq');
      ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
      ALTER TABLE t ADD CONSTRAINT t_a_check CHECK (((a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[])));`,
    );
    assert.deepEqual(diffCatalogs(first.catalog, second.catalog), []);
    assert.deepEqual(diffCatalogs(second.catalog, first.catalog), []);
  });

  it('names what was added, changed and dropped in a table, part by part', () => {
    assert.deepEqual(
      changes(
        'postgresql',
        `CREATE TABLE p (id int PRIMARY KEY);
        CREATE TABLE t (a int, b int NOT NULL, c text, CONSTRAINT k UNIQUE (a), CONSTRAINT ck CHECK (b > 0)); CREATE INDEX i ON t (b); CREATE INDEX j ON t (c);`,
        `ALTER TABLE t ALTER a TYPE bigint, DROP COLUMN c, ADD COLUMN d timestamptz DEFAULT now(), ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT VALID;
        ALTER TABLE t DROP CONSTRAINT k; DROP INDEX i; CREATE UNIQUE INDEX i ON t (b) WHERE b > 1; ALTER TABLE t ENABLE ROW LEVEL SECURITY;`,
      ),
      [
        'changed option public.t:  -> ROW LEVEL SECURITY',
        'dropped column public.t.c: text -> -',
        'changed column public.t.a: integer -> bigint',
        'added column public.t.d: - -> timestamp with time zone DEFAULT now()',
        'dropped constraint public.t.k: UNIQUE (a) -> -',
        'added constraint public.t.fk: - -> FOREIGN KEY (a) REFERENCES public.p (id) NOT VALID',
        'dropped index public.t.j: INDEX USING btree (c) -> -',
        'changed index public.t.i: INDEX USING btree (b) -> UNIQUE INDEX USING btree (b) WHERE (b > 1)',
      ],
    );
  });

  it('names whole objects in order of schema, kind and name', () => {
    assert.deepEqual(
      changes(
        'postgresql',
        "CREATE TYPE mood AS ENUM ('a'); CREATE TABLE gone (id int); CREATE VIEW v AS SELECT 1 AS one; CREATE SEQUENCE s;",
        `ALTER TYPE mood ADD VALUE 'b'; DROP TABLE gone; CREATE OR REPLACE VIEW v AS SELECT 2 AS one; DROP SEQUENCE s; CREATE SCHEMA app;
        CREATE TABLE app.t (id int); CREATE TABLE "New" (id int); CREATE EXTENSION citext; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE TEMP TABLE temporary (id int); SET lock_timeout = 1;`,
      ).map(line => line.slice(0, line.indexOf(':'))),
      [
        'added schema app',
        'added extension citext',
        'added table app.t',
        'changed enum public.mood',
        'dropped sequence public.s',
        'added table public.New',
        'dropped table public.gone',
        'changed view public.v',
        'added routine public.f',
      ],
    );
  });

  it('knows the statement that made each difference', () => {
    const from = databaseAfter(
      'postgresql',
      'CREATE TABLE t (a int, b int); CREATE TABLE gone (id int); CREATE TABLE same (id int);',
    ).catalog;
    const to = replay(
      from,
      `ALTER TABLE t DROP COLUMN a; ALTER TABLE t ALTER b SET NOT NULL; ALTER TABLE t ADD COLUMN c int;
      DROP TABLE gone; CREATE TABLE n (id int); CREATE INDEX i ON t (b); ALTER TABLE t RENAME c TO d;`,
      'later.sql',
    ).catalog;
    assert.deepEqual(
      diffCatalogs(from, to).map(
        ({ change, name, origin }) => `${change} ${name} ${origin?.path} ${origin?.statement}`,
      ),
      [
        'dropped public.gone later.sql 3',
        'added public.n later.sql 4',
        'dropped public.t.a later.sql 0',
        'changed public.t.b later.sql 1',
        'added public.t.d later.sql 6',
        'added public.t.i later.sql 5',
      ],
    );
  });

  it('compares two dumps as the servers write them', () => {
    assert.deepEqual(
      changes(
        'mysql',
        "CREATE TABLE t (a int(11) DEFAULT '0', b varchar(9) CHARACTER SET utf8 DEFAULT NULL, KEY k (a), CHECK (a > 0)) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8;",
        'DROP TABLE t; CREATE TABLE `t` (`a` int DEFAULT 0, `b` varchar(9), KEY `k` (`a`), CONSTRAINT `t_chk_1` CHECK ((`a` > 0))) ENGINE=InnoDB AUTO_INCREMENT=99 CHARSET=utf8mb3;',
      ),
      [],
    );
    assert.deepEqual(
      changes(
        'postgresql',
        'CREATE TABLE t (id int, "a b" text); CREATE VIEW v AS SELECT t.id, "a b" AS x FROM public.t WHERE (id > 1);',
        'DROP VIEW v; CREATE VIEW public.v AS SELECT id AS id, t."a b" AS x\n   FROM t\n  WHERE id > 1;',
      ),
      [],
    );
  });

  it('sees what matters in MySQL tables', () => {
    assert.deepEqual(
      changes(
        'mysql',
        'CREATE TABLE t (a int, b int, UNIQUE u (a)) ENGINE=InnoDB DEFAULT CHARSET=utf8;',
        "ALTER TABLE t MODIFY b int FIRST, DROP KEY u, ADD UNIQUE u (a, b), ADD PRIMARY KEY (a), COMMENT='x'; ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4;",
      ),
      [
        "changed option t: ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 -> ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='x'",
        'changed column t.a: int -> int NOT NULL',
        'changed column order t: a, b -> b, a',
        'added constraint t.PRIMARY: - -> PRIMARY KEY (`a`)',
        'changed index t.u: UNIQUE KEY (`a`) -> UNIQUE KEY (`a`, `b`)',
      ],
    );
  });

  it('shows a table that became a view as both', () => {
    assert.deepEqual(
      changes('postgresql', 'CREATE TABLE t (id int);', 'DROP TABLE t; CREATE VIEW t AS SELECT 1 AS id;').map(
        line => line.split(':')[0],
      ),
      ['dropped table public.t', 'added view public.t'],
    );
  });

  it('says which differences are not certain', () => {
    const from = databaseAfter('postgresql', 'CREATE TABLE t (id int); CREATE TABLE u (id int);').catalog;
    const to = replay(from, 'DO $$ BEGIN ALTER TABLE t ADD a int; END $$; ALTER TABLE u ADD a int;').catalog;
    assert.deepEqual(
      diffCatalogs(from, to).map(({ name, certain }) => [name, certain]),
      [
        ['public.t.a', false],
        ['public.u.a', true],
      ],
    );
  });

  it('turns around', () => {
    const from = databaseAfter('postgresql', 'CREATE TABLE t (a int);').catalog;
    const to = unknownDatabaseAfter(
      'postgresql',
      'CREATE TABLE t (a text, b int); CREATE TABLE u (a int);',
    ).catalog;
    const forth = diffCatalogs(from, to).map(({ change, name, from: left, to: right }) => [
      change,
      name,
      left,
      right,
    ]);
    const back = diffCatalogs(to, from).map(({ change, name, from: left, to: right }) => [
      change,
      name,
      right,
      left,
    ]);
    const inverse = { added: 'dropped', dropped: 'added', changed: 'changed' };
    const byName = (left: readonly unknown[], right: readonly unknown[]): number =>
      String(left[1]) < String(right[1]) ? -1 : 1;
    assert.deepEqual(
      back.map(([change, ...rest]) => [inverse[change as keyof typeof inverse], ...rest]).sort(byName),
      [...forth].sort(byName),
    );
  });

  it('is empty exactly when the canonical texts agree', () => {
    const variants = [
      'CREATE TABLE t (a int);',
      'CREATE TABLE t (a bigint);',
      'CREATE TABLE t (a int NOT NULL);',
      'CREATE TABLE t (a int UNIQUE);',
      'CREATE TABLE t (a int DEFAULT 1);',
      'CREATE TABLE t (a int); CREATE INDEX ON t (a);',
      'CREATE TABLE t (a int CHECK (a > 0));',
      'CREATE TABLE t (a int CHECK (a > 1));',
      'CREATE TABLE t (a int REFERENCES t);',
      'CREATE TABLE t (a int, b int);',
      'CREATE UNLOGGED TABLE t (a int);',
      'CREATE TABLE t (a int) PARTITION BY HASH (a);',
      'CREATE VIEW t AS SELECT 1 AS a;',
      'CREATE VIEW t AS SELECT 2 AS a;',
      "CREATE TYPE t AS ENUM ('a');",
      "CREATE TYPE t AS ENUM ('A');",
    ];
    const catalogs = variants.map(sql => databaseAfter('postgresql', sql).catalog);
    for (const left of catalogs) {
      for (const right of catalogs) {
        assert.equal(
          diffCatalogs(left, right).length === 0,
          printCatalog(left) === printCatalog(right),
          `${printCatalog(left)}\n${printCatalog(right)}`,
        );
      }
    }
  });
});
