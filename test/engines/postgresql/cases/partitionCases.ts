import { casesOn, type EngineCase } from '../engineCase.ts';

const PARTITIONED = `
CREATE TABLE t (id int NOT NULL, a int, b varchar(20), at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO t SELECT i, i, 'b', '2024-05-05' FROM generate_series(1, 300) i;
INSERT INTO t SELECT i, i, 'b', '2025-05-05' FROM generate_series(1, 300) i;
CREATE TABLE n (id int NOT NULL, a int, b varchar(20), at date NOT NULL);
INSERT INTO n SELECT i, i, 'b', '2026-05-05' FROM generate_series(1, 300) i;
CREATE TABLE r (id int PRIMARY KEY);
INSERT INTO r SELECT i FROM generate_series(1, 300) i;`;

const DEFAULT = `CREATE TABLE t_d PARTITION OF t DEFAULT; INSERT INTO t SELECT i, i, 'b', '2030-05-05' FROM generate_series(1, 300) i;`;
const PROVED = `ALTER TABLE n ADD CHECK (at >= '2026-01-01' AND at < '2027-01-01');`;
const DEFAULT_PROVED = `ALTER TABLE t_d ADD CHECK (NOT (at >= '2026-01-01' AND at < '2027-01-01'));`;
const ATTACH = "ALTER TABLE t ATTACH PARTITION n FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')";
const PART_OF = "CREATE TABLE t_3 PARTITION OF t FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')";

export const partitionCases: readonly EngineCase[] = casesOn('partitions', PARTITIONED, [
  { statement: ATTACH, also: ['public.n'] },
  { statement: ATTACH, also: ['public.n'], setup: PROVED },
  { statement: ATTACH, also: ['public.n'], setup: DEFAULT },
  { statement: ATTACH, also: ['public.n'], setup: DEFAULT, target: 'public.t_d' },
  { statement: ATTACH, also: ['public.n'], setup: DEFAULT + DEFAULT_PROVED, target: 'public.t_d' },
  { statement: ATTACH, also: ['public.n'], setup: 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r;' },
  {
    statement: ATTACH,
    also: ['public.n'],
    setup: 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r; ALTER TABLE n ADD FOREIGN KEY (a) REFERENCES r;',
  },
  { statement: ATTACH, also: ['public.n'], setup: 'CREATE INDEX t_a ON t (a);' },
  { statement: ATTACH, also: ['public.n'], setup: 'CREATE INDEX t_a ON t (a); CREATE INDEX n_a ON n (a);' },
  { statement: 'ALTER TABLE t ATTACH PARTITION n DEFAULT', also: ['public.n'] },
  PART_OF,
  { statement: PART_OF, setup: DEFAULT },
  { statement: PART_OF, setup: DEFAULT, target: 'public.t_d' },
  { statement: PART_OF, setup: DEFAULT + DEFAULT_PROVED, target: 'public.t_d' },
  { statement: PART_OF, setup: 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r;' },
  { statement: PART_OF, setup: 'CREATE INDEX t_a ON t (a);' },
  { statement: 'CREATE TABLE t_d PARTITION OF t DEFAULT' },
  "CREATE TABLE IF NOT EXISTS t_2 PARTITION OF t FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
  'ALTER TABLE t DETACH PARTITION t_1',
  { statement: 'ALTER TABLE t DETACH PARTITION t_1', setup: DEFAULT },
  {
    statement: 'ALTER TABLE t DETACH PARTITION t_1',
    setup: 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r;',
  },
  { statement: 'ALTER TABLE t DETACH PARTITION t_1 CONCURRENTLY' },
  { statement: 'ALTER TABLE t DETACH PARTITION t_1 CONCURRENTLY', setup: DEFAULT },
  { statement: 'DROP TABLE t_1', target: 'public.t_1' },
  { statement: 'DROP TABLE t_1' },
  { statement: 'TRUNCATE t_1', target: 'public.t_1' },
  'TRUNCATE t',
  'DROP TABLE t',
  'ALTER TABLE t ADD COLUMN x int',
  'ALTER TABLE t ADD COLUMN x int DEFAULT 1',
  'ALTER TABLE t ADD COLUMN x float8 DEFAULT random()',
  'ALTER TABLE t DROP COLUMN b',
  'ALTER TABLE t ALTER COLUMN a SET NOT NULL',
  'ALTER TABLE t ALTER COLUMN a TYPE bigint',
  'ALTER TABLE t ALTER COLUMN b TYPE varchar(40)',
  'ALTER TABLE t ALTER COLUMN a SET DEFAULT 1',
  { statement: 'ALTER TABLE ONLY t ALTER COLUMN a SET DEFAULT 1' },
  'ALTER TABLE t RENAME COLUMN a TO aa',
  'ALTER TABLE t RENAME TO tt',
  'ALTER TABLE t ADD CHECK (a > 0)',
  'ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0) NOT VALID',
  {
    statement: 'ALTER TABLE t VALIDATE CONSTRAINT x',
    setup: 'ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0) NOT VALID;',
  },
  { statement: 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r' },
  { statement: 'ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES r NOT VALID' },
  {
    statement: 'ALTER TABLE t DROP CONSTRAINT x',
    setup: 'ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES r;',
  },
  {
    statement: 'ALTER TABLE t VALIDATE CONSTRAINT x',
    setup: 'ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES r NOT VALID;',
  },
  { statement: 'ALTER TABLE t ADD PRIMARY KEY (id, at)' },
  { statement: 'ALTER TABLE t ADD UNIQUE (id, at)' },
  { statement: 'ALTER TABLE t DROP CONSTRAINT t_pkey', setup: 'ALTER TABLE t ADD PRIMARY KEY (id, at);' },
  { statement: 'CREATE INDEX x ON t (a)' },
  { statement: 'CREATE INDEX x ON ONLY t (a)' },
  { statement: 'CREATE INDEX CONCURRENTLY x ON t (a)' },
  { statement: 'CREATE INDEX CONCURRENTLY x ON t_1 (a)', target: 'public.t_1' },
  { statement: 'CREATE INDEX x ON t_1 (a)', target: 'public.t_1' },
  {
    statement: 'ALTER INDEX x ATTACH PARTITION x1',
    setup: 'CREATE INDEX x ON ONLY t (a); CREATE INDEX x1 ON t_1 (a);',
  },
  {
    statement: 'ALTER INDEX x ATTACH PARTITION x1',
    setup: 'CREATE INDEX x ON ONLY t (a); CREATE INDEX x1 ON t_1 (a);',
    target: 'public.t_1',
  },
  { statement: 'DROP INDEX x', setup: 'CREATE INDEX x ON t (a);' },
  { statement: 'DROP INDEX CONCURRENTLY x', setup: 'CREATE INDEX x ON t (a);' },
  { statement: 'ALTER INDEX x RENAME TO y', setup: 'CREATE INDEX x ON t (a);' },
  { statement: 'REINDEX TABLE t', setup: 'CREATE INDEX x ON t (a);' },
  { statement: 'REINDEX INDEX x', setup: 'CREATE INDEX x ON t (a);' },
  { statement: 'REINDEX TABLE CONCURRENTLY t', setup: 'CREATE INDEX x ON t (a);' },
  { statement: 'REINDEX TABLE t_1', setup: 'CREATE INDEX x ON t (a);', target: 'public.t_1' },
  'ALTER TABLE t ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE t OWNER TO postgres',
  { statement: 'ALTER TABLE t SET SCHEMA other', setup: 'CREATE SCHEMA other;' },
  'ALTER TABLE t REPLICA IDENTITY FULL',
  {
    statement: 'CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f()',
    setup: "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
    from: 11,
  },
  {
    statement: 'CREATE TRIGGER tr AFTER INSERT ON t FOR EACH STATEMENT EXECUTE PROCEDURE f()',
    setup: "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
  },
  {
    statement: 'DROP TRIGGER tr ON t',
    setup:
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f();",
  },
  { statement: 'ALTER TABLE t DISABLE TRIGGER ALL' },
  "COMMENT ON TABLE t IS 'x'",
  'ANALYZE t',
  'VACUUM t',
  'VACUUM FULL t',
  { statement: 'CLUSTER t USING x', setup: 'CREATE INDEX x ON t (a);' },
  { statement: 'ALTER TABLE t SET TABLESPACE pg_default' },
  { statement: 'ALTER TABLE t_1 ADD CHECK (a > 0)', target: 'public.t_1' },
  { statement: 'ALTER TABLE t_1 ALTER COLUMN a SET NOT NULL', target: 'public.t_1' },
  {
    statement: 'ALTER TABLE c ADD FOREIGN KEY (t_id, t_at) REFERENCES t (id, at)',
    setup:
      "ALTER TABLE t ADD PRIMARY KEY (id, at); CREATE TABLE c (id int PRIMARY KEY, t_id int, t_at date); INSERT INTO c SELECT i, i, '2024-05-05' FROM generate_series(1, 300) i;",
    target: 'public.c',
  },
  {
    statement: 'ALTER TABLE c DROP CONSTRAINT x',
    setup:
      "ALTER TABLE t ADD PRIMARY KEY (id, at); CREATE TABLE c (id int PRIMARY KEY, t_id int, t_at date, CONSTRAINT x FOREIGN KEY (t_id, t_at) REFERENCES t (id, at)); INSERT INTO c SELECT i, i, '2024-05-05' FROM generate_series(1, 300) i;",
    target: 'public.c',
  },
  {
    statement: 'ALTER TABLE t DETACH PARTITION t_2',
    setup:
      "ALTER TABLE t ADD PRIMARY KEY (id, at); CREATE TABLE c (id int PRIMARY KEY, t_id int, t_at date, CONSTRAINT x FOREIGN KEY (t_id, t_at) REFERENCES t (id, at)); INSERT INTO c SELECT i, i, '2024-05-05' FROM generate_series(1, 300) i;",
  },
  { statement: "INSERT INTO t VALUES (1, 1, 'b', '2024-01-01')" },
  { statement: 'UPDATE t SET a = 1' },
  { statement: 'LOCK TABLE t IN SHARE MODE' },
]);
