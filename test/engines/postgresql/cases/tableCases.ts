import { casesOn, type EngineCase } from '../engineCase.ts';
import { ORDERS } from './columnCases.ts';

const PARAMETERS = [
  'fillfactor = 70',
  'toast_tuple_target = 4000',
  'parallel_workers = 2',
  'autovacuum_enabled = false',
  'autovacuum_vacuum_scale_factor = 0.02',
  'autovacuum_vacuum_threshold = 100',
  'autovacuum_analyze_scale_factor = 0.1',
  'autovacuum_analyze_threshold = 10',
  'autovacuum_vacuum_cost_delay = 5',
  'autovacuum_vacuum_cost_limit = 500',
  'autovacuum_freeze_max_age = 200000',
  'autovacuum_freeze_min_age = 100',
  'autovacuum_freeze_table_age = 300000',
  'autovacuum_multixact_freeze_max_age = 200000',
  'autovacuum_multixact_freeze_min_age = 100',
  'autovacuum_multixact_freeze_table_age = 100000',
  'log_autovacuum_min_duration = 100',
  'user_catalog_table = true',
  'toast.autovacuum_enabled = false',
  'fillfactor = 70, autovacuum_enabled = false',
  'fillfactor = 70, user_catalog_table = true',
];

export const tableCases: readonly EngineCase[] = [
  ...casesOn('table', ORDERS, [
    ...PARAMETERS.map(parameter => `ALTER TABLE t SET (${parameter})`),
    { statement: 'ALTER TABLE t SET (vacuum_truncate = false)' },
    { statement: 'ALTER TABLE t SET (vacuum_index_cleanup = false)' },
    { statement: 'ALTER TABLE t SET (autovacuum_vacuum_insert_threshold = 100)' },
    { statement: 'ALTER TABLE t SET (autovacuum_vacuum_insert_scale_factor = 0.1)' },
    { statement: 'ALTER TABLE t SET (vacuum_max_eager_freeze_failure_rate = 0.1)' },
    { statement: 'ALTER TABLE t SET (autovacuum_vacuum_max_threshold = 1000)' },
    'ALTER TABLE t RESET (fillfactor)',
    'ALTER TABLE t RESET (user_catalog_table)',
    'ALTER TABLE t RENAME TO t2',
    'ALTER TABLE IF EXISTS t RENAME TO t2',
    { statement: 'ALTER TABLE t SET SCHEMA other', setup: 'CREATE SCHEMA other;' },
    {
      statement: 'ALTER TABLE t SET SCHEMA other',
      setup: 'CREATE SCHEMA other; ALTER TABLE t ADD COLUMN s serial;',
    },
    'ALTER TABLE t OWNER TO postgres',
    'ALTER TABLE t OWNER TO CURRENT_USER',
    {
      statement: 'ALTER TABLE t OWNER TO other',
      setup: 'CREATE ROLE other; GRANT CREATE ON SCHEMA public TO other;',
    },
    'ALTER TABLE t SET TABLESPACE pg_default',
    { statement: 'ALTER TABLE t SET UNLOGGED', setup: 'DROP TABLE c;' },
    'ALTER TABLE t SET LOGGED',
    { statement: 'ALTER TABLE t SET LOGGED', setup: 'DROP TABLE c; ALTER TABLE t SET UNLOGGED;' },
    { statement: 'ALTER TABLE t SET ACCESS METHOD heap' },
    {
      statement: 'ALTER TABLE t SET ACCESS METHOD heap2',
      setup: 'CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;',
    },
    'ALTER TABLE t SET WITHOUT OIDS',
    'ALTER TABLE t ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE t DISABLE ROW LEVEL SECURITY',
    'ALTER TABLE t FORCE ROW LEVEL SECURITY',
    'ALTER TABLE t NO FORCE ROW LEVEL SECURITY',
    'CREATE POLICY p ON t USING (a > 0)',
    { statement: 'ALTER POLICY p ON t USING (a > 1)', setup: 'CREATE POLICY p ON t USING (a > 0);' },
    { statement: 'ALTER POLICY p ON t RENAME TO q', setup: 'CREATE POLICY p ON t USING (a > 0);' },
    { statement: 'DROP POLICY p ON t', setup: 'CREATE POLICY p ON t USING (a > 0);' },
    'DROP POLICY IF EXISTS p ON t',
    'ALTER TABLE t ENABLE TRIGGER ALL',
    'ALTER TABLE t DISABLE TRIGGER USER',
    {
      statement: 'ALTER TABLE t DISABLE TRIGGER tr',
      setup:
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f();",
    },
    {
      statement: 'ALTER TABLE t ENABLE ALWAYS TRIGGER tr',
      setup:
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f();",
    },
    {
      statement: 'CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f()',
      setup: "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
    },
    {
      statement:
        'CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON t DEFERRABLE FOR EACH ROW EXECUTE PROCEDURE f()',
      setup: "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
    },
    {
      statement: 'CREATE TRIGGER tr AFTER TRUNCATE ON t FOR EACH STATEMENT EXECUTE PROCEDURE f()',
      setup: "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
    },
    {
      statement: 'CREATE OR REPLACE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()',
      setup: "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
    },
    {
      statement: 'DROP TRIGGER tr ON t',
      setup:
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f();",
    },
    'DROP TRIGGER IF EXISTS tr ON t',
    {
      statement: 'ALTER TRIGGER tr ON t RENAME TO tr2',
      setup:
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f();",
    },
    {
      statement: 'DROP FUNCTION f() CASCADE',
      setup:
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f();",
      beyond: 'the function of a trigger',
    },
    'CREATE RULE ru AS ON INSERT TO t DO ALSO NOTHING',
    { statement: 'DROP RULE ru ON t', setup: 'CREATE RULE ru AS ON INSERT TO t DO ALSO NOTHING;' },
    {
      statement: 'ALTER TABLE t DISABLE RULE ru',
      setup: 'CREATE RULE ru AS ON INSERT TO t DO ALSO NOTHING;',
    },
    {
      statement: 'ALTER RULE ru ON t RENAME TO ru2',
      setup: 'CREATE RULE ru AS ON INSERT TO t DO ALSO NOTHING;',
    },
    'CREATE STATISTICS st (ndistinct) ON a, b FROM t',
    'CREATE STATISTICS st (dependencies) ON a, b FROM t',
    {
      statement: 'DROP STATISTICS st',
      setup: 'CREATE STATISTICS st (ndistinct) ON a, b FROM t;',
      beyond: 'the table of a statistics object',
    },
    {
      statement: 'ALTER STATISTICS st RENAME TO st2',
      setup: 'CREATE STATISTICS st (ndistinct) ON a, b FROM t;',
    },
    {
      statement: 'ALTER STATISTICS st SET STATISTICS 100',
      setup: 'CREATE STATISTICS st (ndistinct) ON a, b FROM t;',
      from: 13,
    },
    { statement: 'ALTER TABLE t INHERIT p', setup: 'CREATE TABLE p (id int NOT NULL, a int);' },
    {
      statement: 'ALTER TABLE t NO INHERIT p',
      setup: 'CREATE TABLE p (id int NOT NULL, a int); ALTER TABLE t INHERIT p;',
    },
    {
      statement: 'ALTER TABLE t OF ty',
      setup: 'DROP TABLE t CASCADE; CREATE TYPE ty AS (id int); CREATE TABLE t (id int);',
    },
    {
      statement: 'ALTER TABLE t NOT OF',
      setup: 'DROP TABLE t CASCADE; CREATE TYPE ty AS (id int); CREATE TABLE t OF ty;',
    },
    'DROP TABLE t CASCADE',
    { statement: 'DROP TABLE t', setup: 'DROP TABLE c;' },
    { statement: 'DROP TABLE IF EXISTS c', target: 'public.c' },
    { statement: 'DROP TABLE c, t', target: 'public.c' },
    'DROP TABLE IF EXISTS missing',
    {
      statement: 'DROP TABLE t CASCADE',
      setup: 'CREATE VIEW v AS SELECT id FROM t; CREATE MATERIALIZED VIEW m AS SELECT id FROM t;',
    },
    "COMMENT ON TABLE t IS 'x'",
    "COMMENT ON COLUMN t.a IS 'x'",
    "COMMENT ON CONSTRAINT t_pkey ON t IS 'x'",
    {
      statement: "COMMENT ON TRIGGER tr ON t IS 'x'",
      setup:
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f();",
    },
    "COMMENT ON SCHEMA public IS 'x'",
    { statement: 'GRANT SELECT ON t TO other', setup: 'CREATE ROLE other;' },
    { statement: 'GRANT SELECT ON TABLE t, c TO other', setup: 'CREATE ROLE other;' },
    { statement: 'GRANT ALL ON ALL TABLES IN SCHEMA public TO other', setup: 'CREATE ROLE other;' },
    { statement: 'REVOKE SELECT ON t FROM other', setup: 'CREATE ROLE other; GRANT SELECT ON t TO other;' },
    { statement: 'GRANT SELECT (a) ON t TO other', setup: 'CREATE ROLE other;' },
    'REVOKE ALL ON t FROM PUBLIC',
    'ALTER TABLE t ADD COLUMN x int, ALTER COLUMN a SET STATISTICS 10',
    'ALTER TABLE t ALTER COLUMN a SET STATISTICS 10, SET (fillfactor = 90)',
    { statement: 'CREATE TABLE new (id int PRIMARY KEY, t_id int REFERENCES t)' },
    {
      statement:
        'CREATE TABLE new (id int PRIMARY KEY, t_id int, FOREIGN KEY (t_id) REFERENCES public.t (id), r_id int REFERENCES r)',
    },
    'CREATE TABLE new (id int PRIMARY KEY)',
    'CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY)',
    'CREATE TABLE new (LIKE t INCLUDING ALL)',
    'CREATE TABLE new (LIKE t)',
    'CREATE TABLE new AS SELECT * FROM t',
    'CREATE TABLE new AS SELECT * FROM t WITH NO DATA',
    'CREATE TABLE new () INHERITS (t)',
    'CREATE TEMPORARY TABLE new AS SELECT * FROM t',
    'CREATE UNLOGGED TABLE new (id int)',
    'SELECT * INTO new FROM t',
    { statement: 'CREATE PUBLICATION pub FOR TABLE t' },
    { statement: 'ALTER PUBLICATION pub ADD TABLE t', setup: 'CREATE PUBLICATION pub;' },
    {
      statement: 'ALTER PUBLICATION pub DROP TABLE t',
      setup: 'CREATE PUBLICATION pub FOR TABLE t;',
    },
    { statement: 'DROP PUBLICATION pub', setup: 'CREATE PUBLICATION pub FOR TABLE t;' },
    {
      statement: 'ALTER PUBLICATION pub SET TABLE t',
      setup: 'CREATE PUBLICATION pub FOR TABLE c;',
      beyond: 'the tables that a publication had',
    },
    { statement: 'CREATE PUBLICATION pub FOR ALL TABLES' },
    {
      statement: 'DROP SCHEMA extra CASCADE',
      setup:
        'CREATE SCHEMA extra; CREATE TABLE extra.x (id int PRIMARY KEY); INSERT INTO extra.x VALUES (1);',
      target: 'extra.x',
    },
    {
      statement: 'ALTER SCHEMA extra RENAME TO other',
      setup:
        'CREATE SCHEMA extra; CREATE TABLE extra.x (id int PRIMARY KEY); INSERT INTO extra.x VALUES (1);',
      target: 'extra.x',
    },
    'CREATE SCHEMA extra',
    {
      statement: 'DROP OWNED BY other',
      setup: 'CREATE ROLE other; GRANT SELECT ON t TO other;',
      beyond: 'what a role owns',
    },
    {
      statement: 'CREATE FOREIGN TABLE ft (id int) SERVER srv',
      setup: 'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER srv FOREIGN DATA WRAPPER w;',
    },
    {
      statement: 'ALTER FOREIGN TABLE ft ADD COLUMN x int',
      setup:
        'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER srv FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE ft (id int) SERVER srv;',
      target: 'public.ft',
    },
    {
      statement: 'DROP FOREIGN TABLE ft',
      setup:
        'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER srv FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE ft (id int) SERVER srv;',
      target: 'public.ft',
    },
  ]),
  ...casesOn(
    'inheritance',
    `
CREATE TABLE t (id int NOT NULL, a int, b varchar(20));
INSERT INTO t SELECT i, i, 'b' FROM generate_series(1, 300) i;
CREATE TABLE k (extra int) INHERITS (t);
INSERT INTO k SELECT i, i, 'b', 1 FROM generate_series(1, 300) i;`,
    [
      'ALTER TABLE t ADD COLUMN x int',
      'ALTER TABLE t ADD COLUMN x float8 DEFAULT random()',
      'ALTER TABLE t DROP COLUMN a',
      'ALTER TABLE ONLY t DROP COLUMN a',
      'ALTER TABLE t ALTER COLUMN a SET NOT NULL',
      'ALTER TABLE t ALTER COLUMN a SET DEFAULT 1',
      'ALTER TABLE t ALTER COLUMN a TYPE bigint',
      'ALTER TABLE t ADD CHECK (a > 0)',
      'ALTER TABLE t ADD CHECK (a > 0) NOT VALID',
      'ALTER TABLE t ADD CHECK (a > 0) NO INHERIT',
      'ALTER TABLE t RENAME COLUMN a TO aa',
      'ALTER TABLE t RENAME TO tt',
      'CREATE INDEX x ON t (a)',
      'ALTER TABLE t ADD PRIMARY KEY (id)',
      'TRUNCATE t',
      { statement: 'TRUNCATE ONLY t' },
      'ALTER TABLE t SET (fillfactor = 70)',
      'ALTER TABLE t ENABLE ROW LEVEL SECURITY',
      'ALTER TABLE t OWNER TO postgres',
      'DROP TABLE t CASCADE',
      { statement: 'DROP TABLE k', target: 'public.k' },
      { statement: 'ALTER TABLE k NO INHERIT t', target: 'public.k' },
      { statement: 'ALTER TABLE k ADD COLUMN x int', target: 'public.k' },
      'LOCK TABLE t',
      "COMMENT ON TABLE t IS 'x'",
      { statement: 'UPDATE t SET a = 1' },
    ],
  ),
];
