import { casesOn, type EngineCase } from '../engineCase.ts';
import { ORDERS } from './columnCases.ts';

const VIEWS = `${ORDERS}
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW vv AS SELECT id FROM v;
CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE MATERIALIZED VIEW m_free AS SELECT id, a FROM t;
CREATE MATERIALIZED VIEW m_empty AS SELECT id, a FROM t WITH NO DATA;
CREATE UNIQUE INDEX m_empty_id ON m_empty (id);
CREATE SEQUENCE s;
CREATE TYPE mood AS ENUM ('ok', 'bad');
CREATE TYPE pair AS (x int, y int);
CREATE DOMAIN positive AS int CONSTRAINT pos CHECK (VALUE > 0);
CREATE TABLE d (id int PRIMARY KEY, p positive, m mood, q pair);
INSERT INTO d SELECT i, i, 'ok', NULL FROM generate_series(1, 300) i;
CREATE TABLE ser (id serial PRIMARY KEY, k int GENERATED ALWAYS AS IDENTITY, w int);
INSERT INTO ser (w) SELECT i FROM generate_series(1, 300) i;`;

export const objectCases: readonly EngineCase[] = casesOn('objects', VIEWS, [
  'CREATE VIEW x AS SELECT * FROM t',
  { statement: 'CREATE OR REPLACE VIEW v AS SELECT id, a, b FROM t', target: 'public.v' },
  { statement: 'CREATE OR REPLACE VIEW v AS SELECT id, a FROM t', target: 'public.v' },
  { statement: 'CREATE OR REPLACE VIEW x AS SELECT id FROM t' },
  { statement: 'DROP VIEW vv', target: 'public.vv' },
  { statement: 'DROP VIEW v CASCADE', target: 'public.v' },
  { statement: 'DROP VIEW IF EXISTS vv', target: 'public.vv' },
  { statement: 'ALTER VIEW v RENAME TO v2', target: 'public.v' },
  { statement: 'ALTER VIEW v RENAME COLUMN a TO aa', target: 'public.v', from: 13 },
  { statement: 'ALTER TABLE v RENAME COLUMN a TO aa', target: 'public.v' },
  { statement: 'ALTER VIEW v SET (security_barrier = true)', target: 'public.v' },
  { statement: 'ALTER VIEW v SET (security_invoker = true)', target: 'public.v', from: 15 },
  { statement: 'ALTER VIEW v RESET (security_barrier)', target: 'public.v' },
  { statement: 'ALTER VIEW v OWNER TO postgres', target: 'public.v' },
  { statement: 'ALTER VIEW v ALTER COLUMN a SET DEFAULT 1', target: 'public.v' },
  { statement: 'ALTER VIEW v SET SCHEMA other', setup: 'CREATE SCHEMA other;', target: 'public.v' },
  { statement: "COMMENT ON VIEW v IS 'x'", target: 'public.v' },
  { statement: "COMMENT ON MATERIALIZED VIEW m IS 'x'", target: 'public.m' },
  'CREATE MATERIALIZED VIEW x AS SELECT * FROM t',
  'CREATE MATERIALIZED VIEW x AS SELECT * FROM t WITH NO DATA',
  'CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT * FROM t',
  { statement: 'REFRESH MATERIALIZED VIEW m', target: 'public.m' },
  { statement: 'REFRESH MATERIALIZED VIEW m WITH NO DATA', target: 'public.m' },
  { statement: 'REFRESH MATERIALIZED VIEW CONCURRENTLY m', target: 'public.m' },
  { statement: 'REFRESH MATERIALIZED VIEW CONCURRENTLY m_free', target: 'public.m_free' },
  { statement: 'REFRESH MATERIALIZED VIEW CONCURRENTLY m_empty', target: 'public.m_empty' },
  { statement: 'DROP MATERIALIZED VIEW m', target: 'public.m' },
  { statement: 'ALTER MATERIALIZED VIEW m RENAME TO m2', target: 'public.m' },
  { statement: 'ALTER MATERIALIZED VIEW m RENAME COLUMN a TO aa', target: 'public.m' },
  {
    statement: 'ALTER MATERIALIZED VIEW m SET (fillfactor = 70)',
    target: 'public.m',
  },
  { statement: 'ALTER MATERIALIZED VIEW m OWNER TO postgres', target: 'public.m' },
  {
    statement: 'ALTER MATERIALIZED VIEW m CLUSTER ON m_id',
    target: 'public.m',
  },
  {
    statement: 'ALTER MATERIALIZED VIEW m ALTER COLUMN a SET STATISTICS 10',
    target: 'public.m',
  },
  { statement: 'CREATE INDEX CONCURRENTLY x ON m (a)', target: 'public.m' },
  'CREATE SEQUENCE x',
  'CREATE SEQUENCE x OWNED BY t.id',
  { statement: 'ALTER SEQUENCE s RESTART', target: 'public.s' },
  { statement: 'ALTER SEQUENCE s RESTART WITH 5', target: 'public.s' },
  { statement: 'ALTER SEQUENCE s INCREMENT BY 10', target: 'public.s' },
  { statement: 'ALTER SEQUENCE s AS bigint', target: 'public.s' },
  { statement: 'ALTER SEQUENCE s MAXVALUE 1000', target: 'public.s' },
  { statement: 'ALTER SEQUENCE s OWNED BY t.id', target: 'public.s' },
  { statement: 'ALTER SEQUENCE s OWNED BY NONE', target: 'public.s' },
  { statement: 'ALTER SEQUENCE s RENAME TO s2', target: 'public.s' },
  { statement: 'ALTER SEQUENCE s OWNER TO postgres', target: 'public.s' },
  { statement: 'ALTER SEQUENCE s SET SCHEMA other', setup: 'CREATE SCHEMA other;', target: 'public.s' },
  { statement: 'ALTER SEQUENCE ser_id_seq RESTART WITH 500', target: 'public.ser' },
  { statement: 'ALTER SEQUENCE ser_id_seq OWNED BY NONE', target: 'public.ser' },
  { statement: 'ALTER SEQUENCE ser_id_seq AS bigint', target: 'public.ser_id_seq' },
  { statement: 'DROP SEQUENCE s', target: 'public.s' },
  { statement: 'DROP SEQUENCE ser_id_seq CASCADE', target: 'public.ser' },
  { statement: "COMMENT ON SEQUENCE s IS 'x'", target: 'public.s' },
  { statement: 'GRANT USAGE ON SEQUENCE s TO other', setup: 'CREATE ROLE other;', target: 'public.s' },
  {
    statement: "SELECT setval('s', 10)",
    target: 'public.s',
    beyond: 'the sequence that a function is called for',
  },
  { statement: 'TRUNCATE ser', target: 'public.ser' },
  { statement: 'TRUNCATE ser RESTART IDENTITY', target: 'public.ser' },
  { statement: 'DROP TABLE ser', target: 'public.ser' },
  { statement: 'ALTER TABLE ser ALTER COLUMN id TYPE bigint', target: 'public.ser' },
  { statement: 'ALTER TABLE ser ALTER COLUMN id DROP DEFAULT', target: 'public.ser' },
  { statement: 'ALTER TABLE ser DROP COLUMN id', target: 'public.ser' },
  { statement: 'ALTER TABLE ser ALTER COLUMN k TYPE bigint', target: 'public.ser' },
  { statement: 'ALTER TABLE ser RENAME COLUMN id TO key', target: 'public.ser' },
  {
    statement: 'ALTER TABLE ser OWNER TO other',
    setup: 'CREATE ROLE other; GRANT CREATE ON SCHEMA public TO other;',
    target: 'public.ser',
  },
  { statement: "CREATE TYPE x AS ENUM ('a')", target: 'public.d' },
  { statement: "ALTER TYPE mood ADD VALUE 'new'", target: 'public.d' },
  { statement: "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok'", target: 'public.d' },
  { statement: "ALTER TYPE mood ADD VALUE 'new' BEFORE 'ok'", target: 'public.d' },
  {
    session: "CREATE TYPE fresh AS ENUM ('a')",
    statement: "ALTER TYPE fresh ADD VALUE 'b'",
    target: 'public.d',
    from: 12,
  },
  { statement: "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'", target: 'public.d' },
  { statement: 'ALTER TYPE mood RENAME TO mood2', target: 'public.d' },
  { statement: 'ALTER TYPE mood OWNER TO postgres', target: 'public.d' },
  { statement: 'ALTER TYPE mood SET SCHEMA other', setup: 'CREATE SCHEMA other;', target: 'public.d' },
  { statement: 'DROP TYPE mood CASCADE', target: 'public.d' },
  { statement: "COMMENT ON TYPE mood IS 'x'", target: 'public.d' },
  {
    statement: 'ALTER TYPE free_pair ADD ATTRIBUTE z int',
    setup: 'CREATE TYPE free_pair AS (x int);',
    target: 'public.d',
  },
  {
    statement: 'ALTER TYPE free_pair DROP ATTRIBUTE x',
    setup: 'CREATE TYPE free_pair AS (x int, y int);',
    target: 'public.d',
  },
  { statement: 'ALTER TYPE pair ADD ATTRIBUTE z int', target: 'public.d' },
  { statement: 'ALTER TYPE pair RENAME ATTRIBUTE x TO xx', target: 'public.d' },
  {
    statement: 'ALTER TYPE ty ADD ATTRIBUTE z int CASCADE',
    setup:
      'CREATE TYPE ty AS (id int); CREATE TABLE typed OF ty; INSERT INTO typed SELECT i FROM generate_series(1, 300) i;',
    target: 'public.typed',
    beyond: 'tables made OF a type',
  },
  {
    statement: 'ALTER TYPE ty ALTER ATTRIBUTE id TYPE bigint CASCADE',
    setup:
      'CREATE TYPE ty AS (id int); CREATE TABLE typed OF ty; INSERT INTO typed SELECT i FROM generate_series(1, 300) i;',
    target: 'public.typed',
    beyond: 'tables made OF a type',
  },
  {
    statement: 'ALTER TYPE ty RENAME ATTRIBUTE id TO id2 CASCADE',
    setup:
      'CREATE TYPE ty AS (id int); CREATE TABLE typed OF ty; INSERT INTO typed SELECT i FROM generate_series(1, 300) i;',
    target: 'public.typed',
    beyond: 'tables made OF a type',
  },
  {
    statement: 'ALTER TYPE ty DROP ATTRIBUTE id CASCADE',
    setup:
      'CREATE TYPE ty AS (id int, k int); CREATE TABLE typed OF ty; INSERT INTO typed SELECT i FROM generate_series(1, 300) i;',
    target: 'public.typed',
    beyond: 'tables made OF a type',
  },
  { statement: 'ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 1000)', target: 'public.d' },
  {
    statement: 'ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 1000) NOT VALID',
    target: 'public.d',
  },
  {
    statement: 'ALTER DOMAIN positive VALIDATE CONSTRAINT small',
    setup: 'ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 1000) NOT VALID;',
    target: 'public.d',
  },
  { statement: 'ALTER DOMAIN positive VALIDATE CONSTRAINT pos', target: 'public.d' },
  { statement: 'ALTER DOMAIN positive SET NOT NULL', target: 'public.d' },
  {
    statement: 'ALTER DOMAIN positive SET NOT NULL',
    setup: 'ALTER DOMAIN positive SET NOT NULL;',
    target: 'public.d',
  },
  { statement: 'ALTER DOMAIN positive DROP NOT NULL', target: 'public.d' },
  { statement: 'ALTER DOMAIN positive SET DEFAULT 1', target: 'public.d' },
  { statement: 'ALTER DOMAIN positive DROP DEFAULT', target: 'public.d' },
  { statement: 'ALTER DOMAIN positive DROP CONSTRAINT pos', target: 'public.d' },
  { statement: 'ALTER DOMAIN positive DROP CONSTRAINT IF EXISTS missing', target: 'public.d' },
  { statement: 'ALTER DOMAIN positive RENAME CONSTRAINT pos TO pos2', target: 'public.d' },
  { statement: 'ALTER DOMAIN positive RENAME TO positive2', target: 'public.d' },
  { statement: 'ALTER DOMAIN positive OWNER TO postgres', target: 'public.d' },
  { statement: 'DROP DOMAIN positive CASCADE', target: 'public.d' },
  { statement: "COMMENT ON DOMAIN positive IS 'x'", target: 'public.d' },
  { statement: 'CREATE DOMAIN x AS text' },
  { statement: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT count(*)::int FROM t'" },
  { statement: "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'" },
  { statement: "CREATE PROCEDURE f() LANGUAGE sql AS 'SELECT 1'" },
  { statement: 'DROP FUNCTION f()', setup: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';" },
  {
    statement: 'ALTER FUNCTION f() STABLE',
    setup: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
  },
  {
    statement: "COMMENT ON FUNCTION f() IS 'x'",
    setup: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
  },
  'CREATE EXTENSION citext',
  'CREATE EXTENSION IF NOT EXISTS hstore',
  { statement: 'DROP EXTENSION citext', setup: 'CREATE EXTENSION citext;' },
  { statement: 'CREATE ROLE other' },
  { statement: "COMMENT ON COLUMN v.a IS 'x'", target: 'public.v' },
  { statement: "COMMENT ON COLUMN m.a IS 'x'", target: 'public.m' },
  { statement: 'GRANT SELECT ON v TO other', setup: 'CREATE ROLE other;', target: 'public.v' },
  { statement: 'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC' },
  {
    statement: 'CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE PROCEDURE f()',
    setup: "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
    target: 'public.v',
  },
]);
