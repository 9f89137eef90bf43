import { type ShownTopic, topic } from './operation.ts';

const TABLES = `CREATE TABLE r (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(50), r_id int, nn int NOT NULL DEFAULT 1, at timestamp, n numeric(10,2));
CREATE INDEX t_a ON t (a);
CREATE TABLE c (id int PRIMARY KEY, t_id int REFERENCES t);`;

const PARTITIONED = `CREATE TABLE t (id int NOT NULL, a int, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE n (id int NOT NULL, a int, at date NOT NULL);
CREATE TABLE r (id int PRIMARY KEY);`;
const DEFAULT = 'CREATE TABLE t_d PARTITION OF t DEFAULT;';
const PROVED = "ALTER TABLE n ADD CHECK (at >= '2025-01-01' AND at < '2026-01-01');";
const ATTACH = "ALTER TABLE t ATTACH PARTITION n FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')";
const CREATE_PARTITION = "CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')";

const columns = topic('Columns', TABLES, [
  ['add a column', 'ALTER TABLE t ADD COLUMN x int'],
  ['add a column that is there (IF NOT EXISTS)', 'ALTER TABLE t ADD COLUMN IF NOT EXISTS a int'],
  ['add a column with a constant default', 'ALTER TABLE t ADD COLUMN x int NOT NULL DEFAULT 5'],
  ['add a column with a STABLE default', 'ALTER TABLE t ADD COLUMN x timestamptz DEFAULT now()'],
  ['add a column with a VOLATILE default', 'ALTER TABLE t ADD COLUMN x float8 DEFAULT random()'],
  ['add a serial column', 'ALTER TABLE t ADD COLUMN x bigserial'],
  ['add an identity column', 'ALTER TABLE t ADD COLUMN x bigint GENERATED ALWAYS AS IDENTITY'],
  ['add a STORED generated column', 'ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a * 2) STORED'],
  ['add a VIRTUAL generated column', 'ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a * 2) VIRTUAL'],
  ['add a column with a CHECK', 'ALTER TABLE t ADD COLUMN x int CHECK (x > 0)'],
  ['add a column with UNIQUE', 'ALTER TABLE t ADD COLUMN x int UNIQUE'],
  ['add a column with REFERENCES', 'ALTER TABLE t ADD COLUMN x int REFERENCES r'],
  ['add a column with a default and REFERENCES', 'ALTER TABLE t ADD COLUMN x int DEFAULT 1 REFERENCES r'],
  [
    'add a column of a domain with a CHECK',
    'ALTER TABLE t ADD COLUMN x positive',
    'CREATE DOMAIN positive AS int CHECK (VALUE > 0);',
  ],
  ['drop a column', 'ALTER TABLE t DROP COLUMN b'],
  ['drop an indexed column', 'ALTER TABLE t DROP COLUMN a'],
  ['drop a column with a foreign key', 'ALTER TABLE c DROP COLUMN t_id'],
  ['rename a column', 'ALTER TABLE t RENAME COLUMN a TO aa'],
  ['set a default', 'ALTER TABLE t ALTER COLUMN a SET DEFAULT 1'],
  ['drop a default', 'ALTER TABLE t ALTER COLUMN nn DROP DEFAULT'],
  ['set NOT NULL', 'ALTER TABLE t ALTER COLUMN a SET NOT NULL'],
  [
    'set NOT NULL (a valid CHECK proves it)',
    'ALTER TABLE t ALTER COLUMN a SET NOT NULL',
    'ALTER TABLE t ADD CHECK (a IS NOT NULL);',
  ],
  ['drop NOT NULL', 'ALTER TABLE t ALTER COLUMN nn DROP NOT NULL'],
  [
    'make a column an identity',
    'ALTER TABLE t ALTER COLUMN nn ADD GENERATED ALWAYS AS IDENTITY',
    'ALTER TABLE t ALTER COLUMN nn DROP DEFAULT;',
  ],
  [
    'drop the expression of a generated column',
    'ALTER TABLE t ALTER COLUMN g DROP EXPRESSION',
    'ALTER TABLE t ADD COLUMN g int GENERATED ALWAYS AS (a) STORED;',
  ],
  [
    'change the expression of a STORED column',
    'ALTER TABLE t ALTER COLUMN g SET EXPRESSION AS (a * 3)',
    'ALTER TABLE t ADD COLUMN g int GENERATED ALWAYS AS (a) STORED;',
  ],
  ['set the storage', 'ALTER TABLE t ALTER COLUMN b SET STORAGE EXTERNAL'],
  ['set the compression', 'ALTER TABLE t ALTER COLUMN b SET COMPRESSION lz4'],
  ['set the statistics target', 'ALTER TABLE t ALTER COLUMN a SET STATISTICS 500'],
  ['set n_distinct', 'ALTER TABLE t ALTER COLUMN a SET (n_distinct = 100)'],
]);

const types = topic('Column types', TABLES, [
  ['int to bigint', 'ALTER TABLE t ALTER COLUMN a TYPE bigint'],
  ['int to bigint (the column has a foreign key)', 'ALTER TABLE c ALTER COLUMN t_id TYPE bigint'],
  ['int to bigint (a foreign key points to it)', 'ALTER TABLE t ALTER COLUMN id TYPE bigint'],
  ['varchar(50) to varchar(100)', 'ALTER TABLE t ALTER COLUMN b TYPE varchar(100)'],
  ['varchar(50) to text', 'ALTER TABLE t ALTER COLUMN b TYPE text'],
  [
    'varchar(50) to varchar(100) (a CHECK names it)',
    'ALTER TABLE t ALTER COLUMN b TYPE varchar(100)',
    "ALTER TABLE t ADD CHECK (b <> '');",
  ],
  [
    'varchar(50) to varchar(100) (an index on an expression names it)',
    'ALTER TABLE t ALTER COLUMN b TYPE varchar(100)',
    'CREATE INDEX i ON t (lower(b));',
  ],
  ['varchar(50) to varchar(20)', 'ALTER TABLE t ALTER COLUMN b TYPE varchar(20)'],
  ['numeric(10,2) to numeric(12,2)', 'ALTER TABLE t ALTER COLUMN n TYPE numeric(12,2)'],
  ['numeric(10,2) to numeric(12,4)', 'ALTER TABLE t ALTER COLUMN n TYPE numeric(12,4)'],
  ['timestamp to timestamptz (TimeZone not known)', 'ALTER TABLE t ALTER COLUMN at TYPE timestamptz'],
  [
    'timestamp to timestamptz (TimeZone is UTC)',
    'ALTER TABLE t ALTER COLUMN at TYPE timestamptz',
    "SET timezone = 'UTC';",
  ],
  ['another collation', 'ALTER TABLE t ALTER COLUMN b TYPE varchar(50) COLLATE "C"'],
  ['to the same type', 'ALTER TABLE t ALTER COLUMN a TYPE int'],
  ['with a USING expression', 'ALTER TABLE t ALTER COLUMN b TYPE int USING b::int'],
]);

const constraints = topic('Constraints', TABLES, [
  ['add a CHECK', 'ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0)'],
  ['add a CHECK, NOT VALID', 'ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0) NOT VALID'],
  ['add a CHECK, NOT ENFORCED', 'ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0) NOT ENFORCED'],
  [
    'validate a CHECK',
    'ALTER TABLE t VALIDATE CONSTRAINT x',
    'ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0) NOT VALID;',
  ],
  ['add a foreign key', 'ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (r_id) REFERENCES r'],
  [
    'add a foreign key, NOT VALID',
    'ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (r_id) REFERENCES r NOT VALID',
  ],
  [
    'validate a foreign key',
    'ALTER TABLE t VALIDATE CONSTRAINT x',
    'ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (r_id) REFERENCES r NOT VALID;',
  ],
  ['add UNIQUE', 'ALTER TABLE t ADD CONSTRAINT x UNIQUE (a)'],
  [
    'add UNIQUE USING INDEX',
    'ALTER TABLE t ADD CONSTRAINT x UNIQUE USING INDEX i',
    'CREATE UNIQUE INDEX i ON t (a);',
  ],
  ['add a primary key', 'ALTER TABLE k ADD PRIMARY KEY (id)', 'CREATE TABLE k (id int NOT NULL);'],
  [
    'add a primary key USING INDEX (NOT NULL column)',
    'ALTER TABLE k ADD CONSTRAINT pk PRIMARY KEY USING INDEX i',
    'CREATE TABLE k (id int NOT NULL); CREATE UNIQUE INDEX i ON k (id);',
  ],
  [
    'add a primary key USING INDEX (nullable column)',
    'ALTER TABLE k ADD CONSTRAINT pk PRIMARY KEY USING INDEX i',
    'CREATE TABLE k (id int); CREATE UNIQUE INDEX i ON k (id);',
  ],
  ['add an exclusion constraint', 'ALTER TABLE t ADD CONSTRAINT x EXCLUDE (a WITH =)'],
  ['add a NOT NULL constraint', 'ALTER TABLE t ADD CONSTRAINT x NOT NULL a'],
  ['add a NOT NULL constraint, NOT VALID', 'ALTER TABLE t ADD CONSTRAINT x NOT NULL a NOT VALID'],
  ['drop a CHECK', 'ALTER TABLE t DROP CONSTRAINT x', 'ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0);'],
  ['drop a foreign key', 'ALTER TABLE c DROP CONSTRAINT c_t_id_fkey'],
  ['drop a unique constraint', 'ALTER TABLE r DROP CONSTRAINT r_code_key'],
  ['drop a constraint that is not there (IF EXISTS)', 'ALTER TABLE t DROP CONSTRAINT IF EXISTS missing'],
  [
    'rename a constraint',
    'ALTER TABLE t RENAME CONSTRAINT x TO y',
    'ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0);',
  ],
  ['rename a primary key', 'ALTER TABLE t RENAME CONSTRAINT t_pkey TO t_key'],
  ['make a foreign key deferrable', 'ALTER TABLE c ALTER CONSTRAINT c_t_id_fkey DEFERRABLE'],
]);

const indexes = topic('Indexes', TABLES, [
  ['create an index', 'CREATE INDEX x ON t (b)'],
  ['create an index that is there (IF NOT EXISTS)', 'CREATE INDEX IF NOT EXISTS t_a ON t (a)'],
  ['create an index CONCURRENTLY', 'CREATE INDEX CONCURRENTLY x ON t (b)'],
  ['drop an index', 'DROP INDEX t_a'],
  ['drop an index CONCURRENTLY', 'DROP INDEX CONCURRENTLY t_a'],
  ['rename an index', 'ALTER INDEX t_a RENAME TO t_aa'],
  ['rename an index by ALTER TABLE', 'ALTER TABLE t_a RENAME TO t_aa'],
  ['set the parameters of an index', 'ALTER INDEX t_a SET (fillfactor = 80)'],
  ['move an index', 'ALTER INDEX t_a SET TABLESPACE fast'],
  ['REINDEX INDEX', 'REINDEX INDEX t_a'],
  ['REINDEX TABLE', 'REINDEX TABLE t'],
  ['REINDEX CONCURRENTLY', 'REINDEX TABLE CONCURRENTLY t'],
]);

const tables = topic('Tables', TABLES, [
  ['create a table', 'CREATE TABLE x (id int PRIMARY KEY)'],
  ['create a table with a foreign key', 'CREATE TABLE x (id int PRIMARY KEY, t_id int REFERENCES t)'],
  ['create a table AS a query', 'CREATE TABLE x AS SELECT * FROM t'],
  ['create a table LIKE another', 'CREATE TABLE x (LIKE t INCLUDING ALL)'],
  ['drop a table', 'DROP TABLE r'],
  ['drop a table with a foreign key', 'DROP TABLE c'],
  ['rename a table', 'ALTER TABLE t RENAME TO t2'],
  ['change the schema', 'ALTER TABLE t SET SCHEMA other'],
  ['change the owner', 'ALTER TABLE t OWNER TO other'],
  ['set fillfactor', 'ALTER TABLE t SET (fillfactor = 70)'],
  ['set autovacuum parameters', 'ALTER TABLE t SET (autovacuum_enabled = false)'],
  ['set user_catalog_table', 'ALTER TABLE t SET (user_catalog_table = true)'],
  ['move to another tablespace', 'ALTER TABLE t SET TABLESPACE fast'],
  ['set UNLOGGED', 'ALTER TABLE r SET UNLOGGED'],
  ['set another access method', 'ALTER TABLE t SET ACCESS METHOD other'],
  ['mark an index for CLUSTER', 'ALTER TABLE t CLUSTER ON t_a'],
  ['set the replica identity', 'ALTER TABLE t REPLICA IDENTITY FULL'],
  ['enable row level security', 'ALTER TABLE t ENABLE ROW LEVEL SECURITY'],
  ['inherit from a table', 'ALTER TABLE t INHERIT p', 'CREATE TABLE p (a int);'],
  ['disable triggers', 'ALTER TABLE t DISABLE TRIGGER ALL'],
  ['create a trigger', 'CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f()'],
  [
    'drop a trigger',
    'DROP TRIGGER tr ON t',
    'CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f();',
  ],
  ['create a policy', 'CREATE POLICY p ON t USING (a > 0)'],
  ['create a rule', 'CREATE RULE ru AS ON INSERT TO t DO ALSO NOTHING'],
  ['create extended statistics', 'CREATE STATISTICS st (ndistinct) ON a, b FROM t'],
  ['comment on a table or column', "COMMENT ON TABLE t IS 'x'"],
  ['comment on an index', "COMMENT ON INDEX t_a IS 'x'"],
  ['grant on a table', 'GRANT SELECT ON t TO other'],
  ['create a publication', 'CREATE PUBLICATION p FOR TABLE t'],
]);

const partitions = topic('Partitions', PARTITIONED, [
  ['attach a partition', ATTACH],
  ['attach a partition (a CHECK proves the bound)', ATTACH, PROVED],
  ['attach a partition (beside a default partition)', ATTACH, DEFAULT],
  ['attach a partition (the parent has an index)', ATTACH, 'CREATE INDEX i ON t (a);'],
  ['create a partition', CREATE_PARTITION],
  ['create a partition (beside a default partition)', CREATE_PARTITION, DEFAULT],
  ['detach a partition', 'ALTER TABLE t DETACH PARTITION t_1'],
  ['detach a partition CONCURRENTLY', 'ALTER TABLE t DETACH PARTITION t_1 CONCURRENTLY'],
  ['drop a partition', 'DROP TABLE t_1'],
  ['add a column to the parent', 'ALTER TABLE t ADD COLUMN x int'],
  ['create an index on the parent', 'CREATE INDEX x ON t (a)'],
  ['create an index on ONLY the parent', 'CREATE INDEX x ON ONLY t (a)'],
  [
    'attach an index',
    'ALTER INDEX x ATTACH PARTITION x1',
    'CREATE INDEX x ON ONLY t (a); CREATE INDEX x1 ON t_1 (a);',
  ],
  ['add a primary key to the parent', 'ALTER TABLE t ADD PRIMARY KEY (id, at)'],
  ['add a foreign key to the parent', 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r'],
  ['add a foreign key to the parent, NOT VALID', 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r NOT VALID'],
  ['REINDEX the parent', 'REINDEX TABLE t', 'CREATE INDEX x ON t (a);'],
]);

const VIEWS = `${TABLES} CREATE VIEW v AS SELECT id FROM t; CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
CREATE UNIQUE INDEX m_id ON m (id); CREATE SEQUENCE s; CREATE TYPE mood AS ENUM ('ok');
CREATE DOMAIN positive AS int; CREATE TABLE d (p positive);`;

const objects = topic('Views, sequences and types', VIEWS, [
  ['create a view', 'CREATE VIEW x AS SELECT id FROM t'],
  ['replace a view', 'CREATE OR REPLACE VIEW v AS SELECT id FROM t'],
  ['drop a view', 'DROP VIEW v'],
  ['create a materialized view', 'CREATE MATERIALIZED VIEW x AS SELECT id FROM t'],
  ['refresh a materialized view', 'REFRESH MATERIALIZED VIEW m'],
  ['refresh a materialized view CONCURRENTLY', 'REFRESH MATERIALIZED VIEW CONCURRENTLY m'],
  ['create a sequence', 'CREATE SEQUENCE x'],
  ['alter a sequence', 'ALTER SEQUENCE s RESTART'],
  ['drop a sequence', 'DROP SEQUENCE s'],
  ['create a type', "CREATE TYPE x AS ENUM ('a')"],
  ['add a value to an enum', "ALTER TYPE mood ADD VALUE 'new'"],
  ['rename a value of an enum', "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'"],
  ['add a CHECK to a domain', 'ALTER DOMAIN positive ADD CHECK (VALUE > 0)'],
  ['add a CHECK to a domain, NOT VALID', 'ALTER DOMAIN positive ADD CHECK (VALUE > 0) NOT VALID'],
  ['create a function', "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'"],
  ['create an extension', 'CREATE EXTENSION citext'],
]);

const rows = topic('Rows and maintenance', TABLES, [
  ['SELECT', 'SELECT * FROM t WHERE id = 1'],
  ['SELECT ... FOR UPDATE', 'SELECT * FROM t WHERE id = 1 FOR UPDATE'],
  ['INSERT', 'INSERT INTO t (id) VALUES (1)'],
  ['UPDATE or DELETE by key', 'UPDATE t SET a = 1 WHERE id = 1'],
  ['UPDATE or DELETE of all rows', 'UPDATE t SET a = 1'],
  ['COPY ... FROM', 'COPY t FROM STDIN'],
  ['TRUNCATE', 'TRUNCATE c'],
  ['LOCK TABLE', 'LOCK TABLE t'],
  ['VACUUM', 'VACUUM t'],
  ['VACUUM FULL', 'VACUUM FULL t'],
  ['ANALYZE', 'ANALYZE t'],
  ['CLUSTER', 'CLUSTER t USING t_a'],
]);

export const POSTGRESQL_TOPICS: readonly ShownTopic[] = [
  columns,
  types,
  constraints,
  indexes,
  tables,
  partitions,
  objects,
  rows,
];
