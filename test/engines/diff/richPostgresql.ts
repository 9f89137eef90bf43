/** A schema with every kind of object that a PostgreSQL database of this major can hold and a dump shows. */
export function richPostgresql(major: number): string {
  return [
    EVERYWHERE,
    major >= 11 ? SINCE_11 : '',
    major >= 12 ? SINCE_12 : '',
    major >= 14 ? SINCE_14 : '',
    major >= 15 ? SINCE_15 : '',
    major >= 18 ? SINCE_18 : '',
  ].join('\n');
}

/** Collations are no objects of the catalog, but columns name them. */
export function groundworkOfPostgresql(major: number): string {
  return `CREATE SCHEMA app; ${COLLATION} ${major >= 12 ? BLIND_COLLATION : ''}`;
}

const COLLATION = `CREATE COLLATION app.german (provider = libc, locale = 'C');`;
const BLIND_COLLATION = `CREATE COLLATION app.blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);`;

const EVERYWHERE = `
DO $$ BEGIN CREATE ROLE rich_app; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
CREATE SCHEMA app; CREATE SCHEMA "Odd Schema";
COMMENT ON SCHEMA app IS 'the application''s own';
CREATE EXTENSION IF NOT EXISTS citext; CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA app;
${COLLATION}
CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok', 'happy'); ALTER TYPE app.mood ADD VALUE 'calm' BEFORE 'happy';
CREATE TYPE app.level AS ENUM ('low', 'high'); CREATE TABLE app.leveled (id int, level app.level DEFAULT 'low' NOT NULL, levels app.level[]); CREATE VIEW app.levels AS SELECT level FROM app.leveled;
CREATE TYPE app.pair AS (a integer, "select" text, m app.mood); COMMENT ON COLUMN app.pair.a IS 'first';
CREATE TYPE app.span AS RANGE (subtype = timestamptz);
CREATE DOMAIN app.email AS varchar(320) DEFAULT 'x@y' NOT NULL CONSTRAINT has_at CHECK (VALUE LIKE '%@%') CONSTRAINT short CHECK (length(VALUE) < 300);
CREATE DOMAIN app.positive AS numeric(12, 2) CHECK (VALUE > 0);
ALTER DOMAIN app.email ADD CONSTRAINT lower_only CHECK (VALUE = lower(VALUE)) NOT VALID;
CREATE SEQUENCE app.tickets START 100 INCREMENT 5 MAXVALUE 100000 CACHE 10 CYCLE; CREATE SEQUENCE app.down INCREMENT -1;
CREATE FUNCTION app.twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS 'SELECT n * 2';
CREATE FUNCTION app.twice(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT n * 2 $$;
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $fn$ BEGIN NEW.changed_at := now(); RETURN NEW; END $fn$;
CREATE FUNCTION app.search(term text DEFAULT 'all', OUT id integer, OUT label text) RETURNS SETOF record LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_temp AS $fn$ BEGIN RETURN QUERY SELECT 1, term; END $fn$;
CREATE FUNCTION app.variadic_sum(VARIADIC numbers numeric[]) RETURNS numeric LANGUAGE sql AS $$ SELECT sum(n) FROM unnest(numbers) n $$;
CREATE FUNCTION app.step(numeric, numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT coalesce($1, 0) + $2';
CREATE AGGREGATE app.total(numeric) (SFUNC = app.step, STYPE = numeric, INITCOND = '0');
CREATE TABLE app.everything (
  id bigserial PRIMARY KEY, small smallserial, num int DEFAULT app.twice(21) NOT NULL, big int8, real_value real, dp double precision, amount numeric(12, 4) DEFAULT 0.0, free numeric,
  fixed char(3) DEFAULT 'EUR' NOT NULL, vc varchar(40) DEFAULT 'x' || 'y', vc_free varchar, body text COLLATE "C", name citext, bin bytea, flag boolean DEFAULT true NOT NULL,
  at timestamp(3) DEFAULT now(), at_tz timestamptz DEFAULT CURRENT_TIMESTAMP, day date DEFAULT '2026-01-01', t time, t_tz timetz(2), iv interval DAY TO SECOND(3), iv_free interval DEFAULT '1 day',
  uid uuid, js json, jsb jsonb DEFAULT '{}' NOT NULL, x xml, bits bit(8), varbits bit varying(9), ip inet, net cidr, mac macaddr, m8 macaddr8,
  p point, l line, b box, c circle, tsv tsvector, tsq tsquery, ints int[] DEFAULT '{}' NOT NULL, matrix text[][], mood app.mood DEFAULT 'sad', moods app.mood[], mail app.email, pair app.pair,
  price app.positive, spans app.span, r int4range, money_value money, oid_value oid, "Odd ""Name" text, "select" int DEFAULT 1, german text COLLATE app.german, changed_at timestamptz, reg regclass,
  CONSTRAINT num_range CHECK (num > 0 AND num < 1000), CHECK (vc IN ('x', 'y', 'xy')), CONSTRAINT "Odd Check" CHECK (flag OR (amount IS NOT NULL AND "select" BETWEEN 1 AND 9)),
  CONSTRAINT unique_pair UNIQUE (num, vc) DEFERRABLE INITIALLY DEFERRED, UNIQUE (uid), EXCLUDE USING gist (ip inet_ops WITH &&, r WITH &&)
) WITH (fillfactor = 70, autovacuum_enabled = false);
COMMENT ON TABLE app.everything IS 'all types'; COMMENT ON COLUMN app.everything."Odd ""Name" IS 'it''s odd'; COMMENT ON CONSTRAINT num_range ON app.everything IS 'a range';
ALTER TABLE app.everything ADD CONSTRAINT late_check CHECK (big > 0) NOT VALID;
ALTER TABLE app.everything DROP COLUMN free; ALTER TABLE app.everything ALTER COLUMN body SET STORAGE EXTERNAL, ALTER COLUMN big SET STATISTICS 500;
CREATE INDEX everything_lower ON app.everything (lower(body) DESC NULLS LAST, num text_pattern) WHERE flag AND num > 5;
`
  .replace('num text_pattern', 'vc varchar_pattern_ops')
  .concat(`
CREATE INDEX ON app.everything USING gin (jsb jsonb_path_ops); CREATE INDEX ON app.everything USING gin (ints); CREATE INDEX ON app.everything USING brin (at_tz); CREATE INDEX ON app.everything USING hash (uid);
CREATE UNIQUE INDEX "Odd Index" ON app.everything ("Odd ""Name" COLLATE "C", (num + 1)); CREATE INDEX ON app.everything ((jsb ->> 'a'), app.twice(num)); COMMENT ON INDEX app."Odd Index" IS 'odd';
CREATE STATISTICS app.everything_stats (dependencies) ON num, vc FROM app.everything;
CREATE TABLE users (id int GENERATED BY DEFAULT AS IDENTITY (START WITH 10 INCREMENT BY 2) PRIMARY KEY, ref bigint REFERENCES app.everything, other bigint CONSTRAINT other_fk REFERENCES app.everything (id) ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE, code int GENERATED ALWAYS AS IDENTITY, n int DEFAULT nextval('app.tickets'));
CREATE SEQUENCE owned_seq OWNED BY users.ref;
ALTER TABLE users ADD CONSTRAINT self_fk FOREIGN KEY (code) REFERENCES users (id) MATCH FULL NOT VALID;
CREATE TABLE "Odd Schema"."Odd Table" ("Id" int NOT NULL, "group" text, PRIMARY KEY ("Id", "group")); CREATE TABLE no_columns (); CREATE UNLOGGED TABLE unlogged (id int);
CREATE TABLE parent (id int NOT NULL, label text DEFAULT 'p', CHECK (id > 0)); CREATE TABLE child (own int, label text DEFAULT 'c') INHERITS (parent); CREATE TABLE late_child (id int NOT NULL, label text, CONSTRAINT parent_id_check CHECK (id > 0)); ALTER TABLE late_child INHERIT parent;
CREATE TABLE listed (region text NOT NULL, n int) PARTITION BY LIST (region); CREATE TABLE listed_eu PARTITION OF listed FOR VALUES IN ('de', 'fr'); CREATE TABLE listed_us PARTITION OF listed (n DEFAULT 5) FOR VALUES IN ('us');
CREATE TABLE ranged (day date NOT NULL, k int NOT NULL, v text) PARTITION BY RANGE (day, k); CREATE TABLE ranged_2026 PARTITION OF ranged FOR VALUES FROM ('2026-01-01', MINVALUE) TO ('2027-01-01', MINVALUE);
CREATE TABLE ranged_sub PARTITION OF ranged FOR VALUES FROM ('2027-01-01', MINVALUE) TO ('2028-01-01', MINVALUE) PARTITION BY LIST (v); CREATE TABLE ranged_sub_a PARTITION OF ranged_sub FOR VALUES IN ('a'); CREATE INDEX ON ranged_2026 (v);
CREATE VIEW app.active AS SELECT e.id, e.num AS amount, u.code FROM app.everything e LEFT JOIN users u ON u.ref = e.id WHERE e.flag AND e.vc IN ('x', 'y') ORDER BY e.id;
CREATE VIEW app.over_view WITH (security_barrier = true) AS SELECT a.*, count(*) OVER () AS n FROM app.active a; CREATE VIEW checked AS SELECT id, n FROM users WHERE n > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW grouped AS SELECT e.id, e.num, max(u.id) AS most FROM app.everything e JOIN users u ON u.ref = e.id GROUP BY e.id;
CREATE MATERIALIZED VIEW app.totals AS SELECT region, sum(n) AS total FROM listed GROUP BY region WITH NO DATA; CREATE UNIQUE INDEX totals_region ON app.totals (region); COMMENT ON MATERIALIZED VIEW app.totals IS 'sums';
CREATE VIEW aaa_first AS SELECT total FROM app.totals; COMMENT ON VIEW aaa_first IS 'reads a later one';
CREATE FUNCTION whole_row(u users) RETURNS int LANGUAGE sql STABLE AS 'SELECT u.id'; CREATE FUNCTION list_users() RETURNS SETOF users LANGUAGE sql AS 'SELECT * FROM public.users';
CREATE FUNCTION as_table(a int) RETURNS TABLE (x int, y text) LANGUAGE sql AS 'SELECT a, ''y''::text';
CREATE TRIGGER touch BEFORE UPDATE OF num, vc ON app.everything FOR EACH ROW WHEN (OLD.num IS DISTINCT FROM NEW.num) EXECUTE PROCEDURE app.touch(); COMMENT ON TRIGGER touch ON app.everything IS 'touches';
CREATE CONSTRAINT TRIGGER late_trigger AFTER INSERT ON users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE PROCEDURE app.touch(); CREATE TRIGGER per_statement AFTER INSERT OR DELETE ON users FOR EACH STATEMENT EXECUTE PROCEDURE app.touch(); ALTER TABLE users DISABLE TRIGGER per_statement;
CREATE TRIGGER instead INSTEAD OF INSERT ON app.active FOR EACH ROW EXECUTE PROCEDURE app.touch();
CREATE RULE no_delete AS ON DELETE TO parent DO INSTEAD NOTHING;
ALTER TABLE users ENABLE ROW LEVEL SECURITY; ALTER TABLE users FORCE ROW LEVEL SECURITY; CREATE POLICY see_own ON users FOR SELECT TO rich_app USING (id > 0); CREATE POLICY never ON users AS RESTRICTIVE USING (code > 0) WITH CHECK (code < 9); COMMENT ON POLICY see_own ON users IS 'own rows';
ALTER TABLE late_child REPLICA IDENTITY FULL; GRANT USAGE ON SCHEMA app TO rich_app; GRANT SELECT, INSERT ON app.everything TO rich_app; GRANT UPDATE (num, vc) ON app.everything TO rich_app; GRANT USAGE ON SEQUENCE app.tickets TO rich_app WITH GRANT OPTION; REVOKE ALL ON FUNCTION app.touch() FROM PUBLIC; GRANT EXECUTE ON FUNCTION app.twice(integer) TO rich_app; GRANT SELECT ON app.active TO PUBLIC;
COMMENT ON FUNCTION app.twice(integer) IS 'doubles'; COMMENT ON TYPE app.mood IS 'moods'; COMMENT ON DOMAIN app.email IS 'mail'; COMMENT ON CONSTRAINT has_at ON DOMAIN app.email IS 'at'; COMMENT ON SEQUENCE app.tickets IS 'numbers'; COMMENT ON EXTENSION citext IS 'own comment';
`);

const SINCE_11 = `
CREATE PROCEDURE app.clean(days int) LANGUAGE plpgsql AS $$ BEGIN DELETE FROM users WHERE id = days; COMMIT; END $$;
CREATE TABLE keyed (id int, region text, n int CHECK (n > 0), PRIMARY KEY (id, region), UNIQUE (region, id)) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 (region text NOT NULL, n int, id int NOT NULL, CONSTRAINT keyed_n_check CHECK (n > 0)); ALTER TABLE keyed ATTACH PARTITION keyed_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX keyed_n ON keyed (n DESC); CREATE TABLE defaulted (d date) PARTITION BY RANGE (d); CREATE TABLE defaulted_rest PARTITION OF defaulted DEFAULT; CREATE INDEX half ON ONLY defaulted (d);
ALTER TABLE keyed ADD COLUMN ref bigint REFERENCES app.everything; CREATE TRIGGER keyed_touch AFTER INSERT ON keyed FOR EACH ROW EXECUTE PROCEDURE app.touch();
CREATE UNIQUE INDEX covering ON users (code) INCLUDE (n, ref); ALTER TABLE users ADD CONSTRAINT covering_key UNIQUE (n) INCLUDE (code);`;

const SINCE_12 = `
CREATE TABLE generated (a int, b int GENERATED ALWAYS AS (a * 2) STORED NOT NULL, c text GENERATED ALWAYS AS (lower('X' || a::text)) STORED);
CREATE TABLE to_partitioned (id int, region text, FOREIGN KEY (id, region) REFERENCES keyed ON DELETE CASCADE);
${BLIND_COLLATION} CREATE TABLE blind (t text COLLATE app.blind);`;

const SINCE_14 = `
CREATE FUNCTION atomic_count(from_id int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM public.users WHERE id > from_id; END;
CREATE FUNCTION atomic_return(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE RETURN a + b; CREATE STATISTICS app.expression_stats ON (num + 1), vc FROM app.everything; CREATE TABLE compressed (t text COMPRESSION pglz);`;

const SINCE_15 = `
CREATE TABLE nulls (a int, b int, CONSTRAINT nulls_key UNIQUE NULLS NOT DISTINCT (a, b)); CREATE UNIQUE INDEX nulls_index ON nulls (b) NULLS NOT DISTINCT; CREATE VIEW invoker WITH (security_invoker = true) AS SELECT a FROM nulls;
CREATE TABLE set_null (a int, b int, FOREIGN KEY (a, b) REFERENCES keyed_pair (a, b) ON DELETE SET NULL (b));`.replace(
  'CREATE TABLE set_null',
  'CREATE TABLE keyed_pair (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE set_null',
);

const SINCE_18 = `
CREATE TABLE virtuals (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL, c int CONSTRAINT must_be NOT NULL, d int, CONSTRAINT unenforced CHECK (a > 0) NOT ENFORCED);
ALTER TABLE virtuals ADD CONSTRAINT late_not_null NOT NULL d NOT VALID; ALTER TABLE virtuals ADD CONSTRAINT unenforced_fk FOREIGN KEY (a) REFERENCES users (id) NOT ENFORCED;
CREATE TABLE periods (id int, valid_at daterange, CONSTRAINT periods_key PRIMARY KEY (id, valid_at WITHOUT OVERLAPS));`;
