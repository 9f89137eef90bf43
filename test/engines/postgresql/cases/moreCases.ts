import { casesOn, type EngineCase } from '../engineCase.ts';

const EXTENDED = `
CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
CREATE TABLE t (id int PRIMARY KEY, v text, w varchar(50), c citext, at timestamptz, p int4range, arr int[], j jsonb);
INSERT INTO t SELECT i, 'v' || i, 'w' || i, 'c', now(), int4range(i, i + 1), '{1}', '{}' FROM generate_series(1, 300) i;`;

const FAMILY = `
CREATE SCHEMA app;
CREATE TABLE app.parent (id int PRIMARY KEY, code varchar(20) UNIQUE, self_id int REFERENCES app.parent);
INSERT INTO app.parent SELECT i, 'c' || i, i FROM generate_series(1, 300) i;
CREATE TABLE app."Child Rows" (id int PRIMARY KEY, parent_id int REFERENCES app.parent, code varchar(20) REFERENCES app.parent (code));
INSERT INTO app."Child Rows" SELECT i, i, 'c' || i FROM generate_series(1, 300) i;
CREATE VIEW app.v AS SELECT id, code FROM app.parent;
CREATE VIEW app.vv AS SELECT code FROM app.v;`;

const LISTED = `
CREATE TABLE t (id int NOT NULL, kind text NOT NULL, r_id int) PARTITION BY LIST (kind);
CREATE TABLE t_a PARTITION OF t FOR VALUES IN ('a');
CREATE TABLE t_bc PARTITION OF t FOR VALUES IN ('b', 'c') PARTITION BY LIST (kind);
CREATE TABLE t_b PARTITION OF t_bc FOR VALUES IN ('b');
INSERT INTO t SELECT i, 'a', i FROM generate_series(1, 300) i;
INSERT INTO t SELECT i, 'b', i FROM generate_series(1, 300) i;
CREATE TABLE r (id int PRIMARY KEY);
INSERT INTO r SELECT i FROM generate_series(1, 300) i;
CREATE TABLE n (id int NOT NULL, kind text NOT NULL, r_id int);
INSERT INTO n SELECT i, 'n', i FROM generate_series(1, 300) i;`;

const KINDS = `
CREATE UNLOGGED TABLE t (id int PRIMARY KEY, a int, b text);
INSERT INTO t SELECT i, i, 'b' FROM generate_series(1, 300) i;
CREATE INDEX t_a ON t (a);`;

export const moreCases: readonly EngineCase[] = [
  ...casesOn('extensions', EXTENDED, [
    'ALTER TABLE t ALTER COLUMN v TYPE citext',
    'ALTER TABLE t ALTER COLUMN c TYPE text',
    'ALTER TABLE t ALTER COLUMN c TYPE varchar(20)',
    'ALTER TABLE t ALTER COLUMN w TYPE citext',
    {
      statement: 'ALTER TABLE t ALTER COLUMN w TYPE varchar(100)',
      setup: 'CREATE INDEX i ON t USING gin (w gin_trgm_ops);',
    },
    {
      statement: 'ALTER TABLE t ALTER COLUMN w TYPE text',
      setup: 'CREATE INDEX i ON t USING gist (w gist_trgm_ops);',
    },
    { statement: 'ALTER TABLE t ALTER COLUMN v TYPE citext', setup: 'CREATE INDEX i ON t (v);' },
    'CREATE INDEX x ON t USING gin (v gin_trgm_ops)',
    'CREATE INDEX x ON t USING gist (p)',
    'CREATE INDEX x ON t USING gin (j jsonb_path_ops)',
    'CREATE INDEX CONCURRENTLY x ON t USING gin (arr)',
    'CREATE INDEX x ON t (v text_pattern_ops)',
    'ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (id WITH =, p WITH &&)',
    "ALTER TABLE t ADD COLUMN x tsvector GENERATED ALWAYS AS (to_tsvector('english', v)) STORED",
    "ALTER TABLE t ADD COLUMN x citext NOT NULL DEFAULT ''",
    'ALTER TABLE t ADD COLUMN x int4range, ADD COLUMN y jsonb, ADD COLUMN z inet',
    "ALTER TABLE t ADD COLUMN x text DEFAULT upper('abc') || current_date",
    "ALTER TABLE t ADD COLUMN x text DEFAULT coalesce(NULL, to_char(now(), 'YYYY'))",
    "ALTER TABLE t ADD COLUMN x text DEFAULT set_config('a.b', '1', true)",
    'ALTER TABLE t ADD COLUMN x text COLLATE "C" NOT NULL DEFAULT \'\'',
    'ALTER TABLE t ADD COLUMN x text COLLATE "C" DEFAULT md5(clock_timestamp()::text)',
    'ALTER TABLE t ADD COLUMN x double precision DEFAULT pi()',
    "ALTER TABLE t ADD COLUMN x interval DEFAULT '1 day'::interval",
    "ALTER TABLE t ADD COLUMN x timestamptz DEFAULT now() + interval '1 day'",
    "ALTER TABLE t ADD COLUMN x timestamptz DEFAULT 'now'",
    'ALTER TABLE t ADD COLUMN x uuid DEFAULT NULL::uuid',
    'ALTER TABLE t ADD COLUMN x int[] NOT NULL DEFAULT ARRAY[1, 2]',
    'ALTER TABLE t ADD COLUMN x int DEFAULT 1, ALTER COLUMN x DROP DEFAULT',
    'ALTER TABLE t ADD COLUMN x int DEFAULT 0, ALTER COLUMN x SET NOT NULL',
    'ALTER TABLE t ADD COLUMN x int, ADD CONSTRAINT x_unique UNIQUE (x)',
    'ALTER TABLE t DROP COLUMN v, DROP COLUMN w, ADD COLUMN v2 text',
    'ALTER TABLE t ALTER COLUMN id DROP NOT NULL',
    'ALTER TABLE t RENAME COLUMN v TO v2',
    {
      statement: 'ALTER TABLE t ALTER COLUMN v SET NOT NULL',
      setup: 'ALTER TABLE t ADD CHECK (length(v) > 0 AND v IS NOT NULL);',
    },
    {
      statement: 'ALTER TABLE t ALTER COLUMN v SET NOT NULL',
      setup: 'ALTER TABLE t ADD CHECK (NOT (v IS NULL));',
    },
    {
      statement: 'ALTER TABLE t ALTER COLUMN v SET NOT NULL',
      setup: 'ALTER TABLE t ADD CHECK ((v IS NOT NULL) AND (w IS NOT NULL));',
    },
    {
      statement: "ALTER TABLE t ALTER COLUMN v SET NOT NULL, ADD CHECK (v <> '')",
      setup: 'ALTER TABLE t ADD CHECK (v IS NOT NULL);',
    },
    { statement: 'ALTER TABLE t ADD CONSTRAINT nn CHECK (v IS NOT NULL), ALTER COLUMN v SET NOT NULL' },
    {
      statement: 'ALTER TABLE t VALIDATE CONSTRAINT nn, ALTER COLUMN v SET NOT NULL',
      setup: 'ALTER TABLE t ADD CONSTRAINT nn CHECK (v IS NOT NULL) NOT VALID;',
    },
    { statement: 'ALTER TABLE t ADD CONSTRAINT pk2 UNIQUE (v), DROP CONSTRAINT t_pkey' },
  ]),
  ...casesOn('references', FAMILY, [
    {
      statement: 'ALTER TABLE app.parent ALTER COLUMN id TYPE bigint',
      target: 'app.parent',
      beyond: 'the columns that a view reads',
    },
    {
      statement: 'ALTER TABLE app.parent ALTER COLUMN id TYPE bigint',
      setup: 'DROP VIEW app.v CASCADE;',
      target: 'app.parent',
    },
    { statement: 'ALTER TABLE app.parent ALTER COLUMN self_id TYPE bigint', target: 'app.parent' },
    {
      statement: 'ALTER TABLE app."Child Rows" ALTER COLUMN parent_id TYPE bigint',
      target: 'app.Child Rows',
    },
    { statement: 'ALTER TABLE app.parent DROP COLUMN self_id', target: 'app.parent' },
    { statement: 'ALTER TABLE app.parent DROP COLUMN code CASCADE', target: 'app.parent' },
    { statement: 'ALTER TABLE app.parent DROP COLUMN id CASCADE', target: 'app.parent' },
    { statement: 'ALTER TABLE app.parent DROP CONSTRAINT parent_code_key CASCADE', target: 'app.parent' },
    { statement: 'ALTER TABLE app.parent DROP CONSTRAINT parent_self_id_fkey', target: 'app.parent' },
    { statement: 'DROP TABLE app.parent CASCADE', target: 'app.parent' },
    { statement: 'TRUNCATE app.parent CASCADE', target: 'app.parent' },
    { statement: 'DROP VIEW app.v CASCADE', target: 'app.v' },
    { statement: 'DROP SCHEMA app CASCADE', target: 'app.parent' },
    { statement: 'ALTER TABLE app.parent RENAME TO parents', target: 'app.parent' },
    {
      session: 'SET search_path = app',
      statement: 'ALTER TABLE parent ADD COLUMN x int REFERENCES parent',
      target: 'app.parent',
    },
    {
      session: 'SET search_path TO app, public',
      statement: 'ALTER TABLE parent ADD FOREIGN KEY (id) REFERENCES app.parent',
      target: 'app.parent',
    },
    {
      session: 'SET LOCAL search_path = app',
      statement: 'CREATE INDEX ON parent (self_id)',
      target: 'app.parent',
    },
    { statement: 'CREATE INDEX ON app.parent (self_id)', target: 'app.parent' },
    { statement: 'DROP INDEX app.i', setup: 'CREATE INDEX i ON app.parent (self_id);', target: 'app.parent' },
    {
      statement: 'REINDEX INDEX app.i',
      setup: 'CREATE INDEX i ON app.parent (self_id);',
      target: 'app.parent',
    },
    {
      statement: 'ALTER TABLE app.parent ADD CONSTRAINT k UNIQUE USING INDEX i',
      setup: 'CREATE UNIQUE INDEX i ON app.parent (self_id);',
      target: 'app.parent',
    },
    { statement: 'ALTER TABLE app.parent CLUSTER ON parent_pkey', target: 'app.parent' },
    { statement: 'ALTER TABLE app.parent DISABLE TRIGGER ALL', target: 'app.parent' },
    { statement: 'ALTER TABLE app.parent SET SCHEMA public', target: 'app.parent' },
    {
      statement: 'CREATE TABLE app.other (parent_id int REFERENCES app.parent ON DELETE CASCADE)',
      target: 'app.parent',
    },
    {
      statement:
        'CREATE TABLE app.other (LIKE app.parent INCLUDING ALL, FOREIGN KEY (id) REFERENCES app.parent)',
      target: 'app.parent',
    },
    { statement: 'CREATE TABLE other (id int PRIMARY KEY, up int REFERENCES other)', target: 'app.parent' },
    { statement: 'COMMENT ON COLUMN app.parent.code IS NULL', target: 'app.parent' },
    {
      statement:
        'ALTER TABLE app."Child Rows" DROP CONSTRAINT "Child Rows_parent_id_fkey", DROP CONSTRAINT "Child Rows_code_fkey"',
      target: 'app.Child Rows',
    },
  ]),
  ...casesOn('list partitions', LISTED, [
    'ALTER TABLE t ADD COLUMN x int',
    'ALTER TABLE t ADD COLUMN x int REFERENCES r',
    'ALTER TABLE t ADD COLUMN x int DEFAULT 1 REFERENCES r',
    'ALTER TABLE t ADD COLUMN x serial',
    'ALTER TABLE t ADD COLUMN x int CHECK (x > 0)',
    'ALTER TABLE t ALTER COLUMN r_id TYPE bigint',
    // 11 holds the partitions of a partition harder than the others.
    { statement: 'ALTER TABLE t ADD FOREIGN KEY (r_id) REFERENCES r', from: 12 },
    'CREATE INDEX x ON t (id)',
    'CREATE UNIQUE INDEX x ON t (id, kind)',
    'ALTER TABLE t ADD PRIMARY KEY (id, kind)',
    'DROP TABLE t',
    { statement: 'DROP TABLE t_bc', target: 'public.t_bc' },
    { statement: 'ALTER TABLE t_bc DETACH PARTITION t_b', target: 'public.t_bc' },
    'ALTER TABLE t DETACH PARTITION t_bc',
    { statement: "ALTER TABLE t ATTACH PARTITION n FOR VALUES IN ('n')", also: ['public.n'] },
    {
      statement: "ALTER TABLE t ATTACH PARTITION n FOR VALUES IN ('n')",
      setup: "ALTER TABLE n ADD CHECK (kind IN ('n'));",
      also: ['public.n'],
    },
    {
      statement: "ALTER TABLE t ATTACH PARTITION n FOR VALUES IN ('n')",
      setup: "ALTER TABLE n ADD CHECK (kind = 'n');",
      also: ['public.n'],
    },
    {
      statement: "ALTER TABLE t ATTACH PARTITION n FOR VALUES IN ('n')",
      setup: "ALTER TABLE n ADD CHECK (kind = 'n') NOT VALID;",
      also: ['public.n'],
    },
    {
      statement: "ALTER TABLE t ATTACH PARTITION n FOR VALUES IN ('n', 'o')",
      setup: "ALTER TABLE n ADD CHECK (kind IN ('n', 'o'));",
      also: ['public.n'],
    },
    {
      statement: "ALTER TABLE t ATTACH PARTITION n FOR VALUES IN ('n')",
      setup: 'ALTER TABLE t ADD PRIMARY KEY (id, kind);',
      also: ['public.n'],
    },
    {
      statement: "ALTER TABLE t ATTACH PARTITION np FOR VALUES IN ('n')",
      setup:
        "CREATE TABLE np (id int NOT NULL, kind text NOT NULL, r_id int) PARTITION BY LIST (kind); ALTER TABLE np ATTACH PARTITION n FOR VALUES IN ('n');",
      also: ['public.n'],
    },
    "CREATE TABLE t_x PARTITION OF t FOR VALUES IN ('x')",
    { statement: "CREATE TABLE t_c PARTITION OF t_bc FOR VALUES IN ('c')", target: 'public.t_bc' },
    'TRUNCATE t',
    'ALTER TABLE t SET (fillfactor = 70)',
    'ALTER TABLE t SET (autovacuum_enabled = false)',
    { statement: 'ALTER TABLE t_a SET (autovacuum_enabled = false)', target: 'public.t_a' },
    { statement: 'VACUUM FULL t_a', target: 'public.t_a' },
    'ALTER TABLE t FORCE ROW LEVEL SECURITY',
    { statement: 'ALTER TABLE t DROP CONSTRAINT k', setup: 'ALTER TABLE t ADD CONSTRAINT k CHECK (id > 0);' },
    {
      statement: 'ALTER TABLE t RENAME CONSTRAINT k TO k2',
      setup: 'ALTER TABLE t ADD CONSTRAINT k CHECK (id > 0);',
    },
    {
      statement: 'ALTER TABLE t RENAME CONSTRAINT k TO k2',
      setup: 'ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (id, kind);',
    },
    { statement: 'ALTER TABLE t DROP COLUMN r_id', setup: 'CREATE INDEX x ON t (r_id);' },
    { statement: 'ALTER TABLE t ALTER COLUMN r_id SET STATISTICS 10' },
    { statement: 'ALTER TABLE t ALTER COLUMN kind SET STORAGE EXTERNAL' },
    {
      statement: 'ALTER TABLE t ALTER COLUMN r_id SET NOT NULL',
      setup: 'ALTER TABLE t ADD CHECK (r_id IS NOT NULL);',
    },
    {
      statement: 'ALTER TABLE t ALTER COLUMN r_id DROP NOT NULL',
      setup: 'ALTER TABLE t ALTER COLUMN r_id SET NOT NULL;',
    },
    {
      statement: 'ALTER TABLE t ALTER COLUMN id DROP IDENTITY',
      setup: 'ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;',
    },
    {
      statement: 'ALTER TABLE t ALTER COLUMN id SET GENERATED BY DEFAULT',
      setup: 'ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;',
    },
    {
      statement: 'ALTER TABLE t ALTER COLUMN id DROP NOT NULL',
      setup: 'ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;',
    },
    {
      statement: 'ALTER TABLE t ALTER COLUMN b TYPE varchar(40)',
      setup: 'ALTER TABLE t ADD COLUMN b varchar(20); ALTER TABLE t ADD UNIQUE (b, kind);',
    },
    {
      statement: 'ALTER TABLE t_a ALTER COLUMN r_id SET NOT NULL',
      setup: 'ALTER TABLE t_a ADD CHECK (r_id IS NOT NULL);',
      target: 'public.t_a',
    },
    { statement: 'ALTER TABLE t RESET (fillfactor)' },
    { statement: 'ALTER TABLE t SET UNLOGGED' },
    { statement: 'ALTER TABLE t SET ACCESS METHOD heap' },
    { statement: 'ALTER TABLE t_a SET ACCESS METHOD heap', target: 'public.t_a' },
    { statement: 'ALTER TABLE t_a ADD FOREIGN KEY (r_id) REFERENCES r', target: 'public.t_a' },
    { statement: 'DELETE FROM t' },
    { statement: 'INSERT INTO t SELECT * FROM t' },
    { statement: 'CREATE STATISTICS st (ndistinct) ON id, r_id FROM t' },
    { statement: 'GRANT SELECT ON t TO PUBLIC' },
  ]),
  ...casesOn('unlogged', KINDS, [
    'ALTER TABLE t SET LOGGED',
    'ALTER TABLE t SET UNLOGGED',
    'ALTER TABLE t ADD COLUMN x serial',
    'ALTER TABLE t ADD COLUMN x int DEFAULT 1',
    'CREATE INDEX x ON t (b)',
    'TRUNCATE t',
    'CLUSTER t USING t_a',
    'ALTER TABLE t ADD COLUMN x int GENERATED BY DEFAULT AS IDENTITY (START WITH 10)',
    'ALTER TABLE t ALTER COLUMN a TYPE bigint, ALTER COLUMN b TYPE varchar',
    "ALTER TABLE t ALTER COLUMN a SET DEFAULT 1, ALTER COLUMN b SET DEFAULT 'x', ALTER COLUMN a SET STATISTICS 5",
    'ALTER TABLE t SET (fillfactor = 50), SET WITHOUT CLUSTER',
    'ALTER TABLE t RESET (autovacuum_enabled, fillfactor)',
    'ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0) NOT VALID, ADD CONSTRAINT y UNIQUE (a)',
    'ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES t NOT VALID, VALIDATE CONSTRAINT x',
    {
      statement: 'REINDEX TABLE t_none',
      setup: 'CREATE TABLE t_none (id int); INSERT INTO t_none SELECT i FROM generate_series(1, 300) i;',
      target: 'public.t_none',
    },
    {
      statement: 'REINDEX TABLE CONCURRENTLY t_none',
      setup: 'CREATE TABLE t_none (id int); INSERT INTO t_none SELECT i FROM generate_series(1, 300) i;',
      target: 'public.t_none',
    },
    {
      statement: 'VACUUM FULL t_none',
      setup: 'CREATE TABLE t_none (id int); INSERT INTO t_none SELECT i FROM generate_series(1, 300) i;',
      target: 'public.t_none',
    },
    {
      statement: 'ALTER TABLE t_none ADD COLUMN x serial',
      setup: 'CREATE TABLE t_none (id int); INSERT INTO t_none SELECT i FROM generate_series(1, 300) i;',
      target: 'public.t_none',
    },
    {
      statement: 'ALTER TABLE t_none ALTER COLUMN id TYPE bigint',
      setup: 'CREATE TABLE t_none (id int); INSERT INTO t_none SELECT i FROM generate_series(1, 300) i;',
      target: 'public.t_none',
    },
    { statement: 'LOCK TABLE t_none IN SHARE MODE; LOCK TABLE t', setup: 'CREATE TABLE t_none (id int);' },
  ]),
];
