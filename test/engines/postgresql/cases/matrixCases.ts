import { casesOn, type EngineCase } from '../engineCase.ts';

/* The same actions on tables of every make. */

const COLUMNS = 'id int NOT NULL, k int NOT NULL, a int, b varchar(20), s text, r_id int';
const ROWS = (table: string, from: number): string =>
  `INSERT INTO ${table} (id, k, a, b, s, r_id) SELECT i, i, i, 'b', 's', i FROM generate_series(${from}, ${from + 199}) i;`;
const REFERENCED =
  'CREATE TABLE r (id int PRIMARY KEY); INSERT INTO r SELECT i FROM generate_series(1, 900) i; CREATE SCHEMA other; CREATE ROLE reader;';
const TRIGGER = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";

const MAKES: Readonly<Record<string, string>> = {
  'plain with parts': `CREATE TABLE t (${COLUMNS}, PRIMARY KEY (id, k), CONSTRAINT ck CHECK (a > 0), CONSTRAINT uq UNIQUE (k, a));
    ${ROWS('t', 1)} CREATE INDEX t_b ON t (b); CREATE INDEX t_low ON t (lower(b)); CREATE VIEW seen AS SELECT s FROM t;`,
  bare: `CREATE TABLE t (${COLUMNS}); ${ROWS('t', 1)}`,
  partitioned: `CREATE TABLE t (${COLUMNS}) PARTITION BY RANGE (k);
    CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (200); CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (200) TO (1000);
    ${ROWS('t', 1)} ${ROWS('t', 300)} ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0);`,
  'partitioned with index': `CREATE TABLE t (${COLUMNS}, PRIMARY KEY (id, k)) PARTITION BY RANGE (k);
    CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (200); CREATE TABLE t_d PARTITION OF t DEFAULT;
    ${ROWS('t', 1)} ${ROWS('t', 300)} CREATE INDEX t_b ON t (b); ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0);`,
  partition: `CREATE TABLE p (${COLUMNS}) PARTITION BY RANGE (k);
    CREATE TABLE t PARTITION OF p FOR VALUES FROM (0) TO (500); ${ROWS('t', 1)} ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0); CREATE INDEX t_b ON t (b);`,
  'inheritance parent': `CREATE TABLE t (${COLUMNS}); CREATE TABLE t_child (extra int) INHERITS (t); CREATE TABLE t_grandchild () INHERITS (t_child);
    ${ROWS('t', 1)} ${ROWS('t_child', 300)} ${ROWS('t_grandchild', 600)} ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0); CREATE INDEX t_b ON t (b);`,
  'inheritance child': `CREATE TABLE p (id int NOT NULL, k int NOT NULL); CREATE TABLE t (a int, b varchar(20), s text, r_id int) INHERITS (p);
    ${ROWS('t', 1)} ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0); CREATE INDEX t_b ON t (b);`,
  'unlogged with parts': `CREATE UNLOGGED TABLE t (${COLUMNS}); ${ROWS('t', 1)} ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0); CREATE INDEX t_b ON t (b);`,
};

const ACTIONS: readonly string[] = [
  'ADD COLUMN x int',
  'ADD COLUMN x int NOT NULL DEFAULT 1',
  'ADD COLUMN x float8 DEFAULT random()',
  'ADD COLUMN x serial',
  'ADD COLUMN x int GENERATED ALWAYS AS IDENTITY',
  'ADD COLUMN x int GENERATED ALWAYS AS (a + 1) STORED',
  'ADD COLUMN x int CHECK (x > 0)',
  'ADD COLUMN x int REFERENCES r',
  'ADD COLUMN x int UNIQUE',
  'DROP COLUMN a',
  'DROP COLUMN b',
  'DROP COLUMN r_id',
  'RENAME COLUMN a TO aa',
  'ALTER COLUMN a TYPE bigint',
  'ALTER COLUMN b TYPE varchar(40)',
  'ALTER COLUMN b TYPE text',
  'ALTER COLUMN r_id TYPE bigint',
  'ALTER COLUMN a SET DEFAULT 1',
  'ALTER COLUMN a DROP DEFAULT',
  'ALTER COLUMN a SET NOT NULL',
  'ALTER COLUMN id SET NOT NULL',
  'ALTER COLUMN id DROP NOT NULL',
  'ALTER COLUMN a SET STATISTICS 5',
  'ALTER COLUMN a SET (n_distinct = 5)',
  'ALTER COLUMN s SET STORAGE EXTERNAL',
  'ALTER COLUMN k ADD GENERATED ALWAYS AS IDENTITY',
  'ALTER COLUMN a DROP IDENTITY IF EXISTS',
  'ADD CHECK (a > -1)',
  'ADD CHECK (a > -1) NOT VALID',
  'ADD CONSTRAINT x FOREIGN KEY (r_id) REFERENCES r',
  'ADD CONSTRAINT x FOREIGN KEY (r_id) REFERENCES r NOT VALID',
  'ADD CONSTRAINT x UNIQUE (k, id)',
  'ADD PRIMARY KEY (k, r_id)',
  'ADD EXCLUDE (k WITH =)',
  'DROP CONSTRAINT ck',
  'DROP CONSTRAINT IF EXISTS missing',
  'VALIDATE CONSTRAINT ck',
  'RENAME CONSTRAINT ck TO ck2',
  'ADD CONSTRAINT nn NOT NULL a',
  'ADD CONSTRAINT nn NOT NULL a NOT VALID',
  'SET (fillfactor = 80)',
  'RESET (fillfactor)',
  'SET SCHEMA other',
  'OWNER TO postgres',
  'OWNER TO reader',
  'SET TABLESPACE pg_default',
  'SET LOGGED',
  'SET UNLOGGED',
  'SET ACCESS METHOD heap',
  'SET WITHOUT CLUSTER',
  'CLUSTER ON t_b',
  'REPLICA IDENTITY FULL',
  'ENABLE ROW LEVEL SECURITY',
  'DISABLE TRIGGER ALL',
  'ENABLE TRIGGER USER',
  'RENAME TO tt',
  'SET WITHOUT OIDS',
  'INHERIT r',
  'DROP COLUMN IF EXISTS missing',
  'ALTER COLUMN id TYPE bigint',
  'ADD CONSTRAINT x UNIQUE (id)',
];

const STATEMENTS: readonly string[] = [
  'CREATE INDEX x ON t (a)',
  'CREATE UNIQUE INDEX x ON t (k, id)',
  'CREATE INDEX CONCURRENTLY x ON t (a)',
  'DROP INDEX t_b',
  'DROP INDEX CONCURRENTLY t_b',
  'REINDEX TABLE t',
  'REINDEX INDEX t_b',
  'REINDEX TABLE CONCURRENTLY t',
  'ALTER INDEX t_b RENAME TO t_bb',
  'ALTER INDEX t_b SET (fillfactor = 80)',
  'CLUSTER t USING t_b',
  'VACUUM t',
  'VACUUM FULL t',
  'ANALYZE t',
  'TRUNCATE t',
  'TRUNCATE t CASCADE',
  'DROP TABLE t CASCADE',
  'LOCK TABLE t IN SHARE MODE',
  "COMMENT ON TABLE t IS 'x'",
  "COMMENT ON COLUMN t.a IS 'x'",
  'GRANT SELECT ON t TO reader',
  'CREATE STATISTICS st ON a, b FROM t',
  'CREATE POLICY po ON t USING (a > 0)',
  'CREATE RULE ru AS ON INSERT TO t DO ALSO NOTHING',
  'DELETE FROM t',
  'UPDATE t SET a = 1',
  'INSERT INTO t (id, k, a) VALUES (901, 101, 1)',
  'CREATE VIEW v AS SELECT a FROM t',
  'CREATE MATERIALIZED VIEW m AS SELECT a FROM t',
  'CREATE TABLE n (LIKE t INCLUDING ALL)',
  'CREATE TABLE n () INHERITS (t)',
];

export const matrixCases: readonly EngineCase[] = Object.entries(MAKES).flatMap(([make, setup]) =>
  casesOn(make, `${REFERENCED}\n${TRIGGER}\n${setup}`, [
    ...ACTIONS.map(action => `ALTER TABLE t ${action}`),
    ...STATEMENTS,
  ]),
);
