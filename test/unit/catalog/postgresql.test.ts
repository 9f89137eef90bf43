import assert from 'node:assert/strict';
import { databaseAfter, ddlAfter, names, tableAfter, tableOf } from './replayedSql.ts';

const schemaAfter = (sql: string): string => ddlAfter('postgresql', sql);

describe('what PostgreSQL statements do to the schema', () => {
  it('creates a table with everything that its columns imply', () => {
    assert.equal(
      schemaAfter(`CREATE TABLE users (
        id bigserial PRIMARY KEY, email varchar(320) NOT NULL UNIQUE, balance int8 DEFAULT 0 CHECK (balance >= 0),
        seen timestamptz(3) DEFAULT now(), tags text[], full_name text GENERATED ALWAYS AS (upper(email)) STORED);`),
      `CREATE SEQUENCE public.users_id_seq;
CREATE TABLE public.users (
    id bigint DEFAULT nextval('public.users_id_seq'::regclass) NOT NULL,
    email character varying(320) NOT NULL,
    balance bigint DEFAULT 0,
    seen timestamp(3) with time zone DEFAULT now(),
    tags text[],
    full_name text GENERATED ALWAYS AS (upper(email)) STORED,
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_balance_check CHECK (balance >= 0)
);
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;`,
    );
  });

  it('drops a column with its indexes, constraints and sequence', () => {
    const sql = `
      CREATE TABLE p (id int PRIMARY KEY);
      CREATE TABLE t (id serial, a int REFERENCES p, b int, c int, CHECK (a > b), UNIQUE (b, c));
      CREATE INDEX by_b ON t (b) WHERE a > 0;
      CREATE INDEX by_c ON t (c) INCLUDE (a);
      CREATE INDEX by_expr ON t ((a + 1));
      CREATE INDEX kept ON t (b);
      ALTER TABLE t DROP COLUMN a, DROP COLUMN id;`;
    assert.equal(
      schemaAfter(sql),
      `CREATE TABLE public.p (
    id integer NOT NULL,
    CONSTRAINT p_pkey PRIMARY KEY (id)
);
CREATE TABLE public.t (
    b integer,
    c integer,
    CONSTRAINT t_b_c_key UNIQUE (b, c)
);
CREATE INDEX kept ON public.t USING btree (b);`,
    );
    const { catalog } = databaseAfter('postgresql', sql);
    assert.deepEqual(tableOf(catalog, 'relation:public.p').referencedBy, []);
    assert.equal(catalog.get('relation:public.by_b'), undefined);
    assert.equal(catalog.get('relation:public.t_id_seq'), undefined);
  });

  it('follows a renamed column into checks, indexes, foreign keys and generated columns', () => {
    assert.equal(
      schemaAfter(`CREATE TABLE t (a int PRIMARY KEY, b int CHECK (b > a AND 'a' <> "b"::text), g int GENERATED ALWAYS AS (a * 2) STORED);
        CREATE TABLE c (t_a int REFERENCES t (a), parent int REFERENCES c (t_a));
        CREATE INDEX i ON t (a, abs(a)) WHERE a > 1;
        ALTER TABLE t RENAME COLUMN a TO "new name";
        ALTER TABLE c RENAME t_a TO u;`),
      `CREATE TABLE public.c (
    u integer,
    parent integer,
    CONSTRAINT c_parent_fkey FOREIGN KEY (parent) REFERENCES public.c (u),
    CONSTRAINT c_t_a_fkey FOREIGN KEY (u) REFERENCES public.t ("new name")
);
CREATE TABLE public.t (
    "new name" integer NOT NULL,
    b integer,
    g integer GENERATED ALWAYS AS ("new name" * 2) STORED,
    CONSTRAINT t_pkey PRIMARY KEY ("new name"),
    CONSTRAINT t_check CHECK (b > "new name" AND 'a' <> "b"::text)
);
CREATE INDEX i ON public.t USING btree ("new name", (abs("new name"))) WHERE ("new name" > 1);`,
    );
  });

  it('follows chains of renames of tables, columns and constraints', () => {
    const { catalog, problems } = databaseAfter(
      'postgresql',
      `
      CREATE TABLE a (id int PRIMARY KEY, x int);
      CREATE TABLE child (a_id int REFERENCES a);
      CREATE VIEW v AS SELECT id FROM a;
      ALTER TABLE a RENAME TO b;
      ALTER TABLE b RENAME x TO y;
      ALTER TABLE b RENAME y TO z;
      ALTER TABLE b RENAME CONSTRAINT a_pkey TO b_pkey;
      ALTER TABLE b RENAME TO c;
      ALTER INDEX b_pkey RENAME TO c_pkey;
      ALTER TABLE c SET SCHEMA app;
      ALTER TABLE child RENAME CONSTRAINT child_a_id_fkey TO to_c;`,
    );
    assert.deepEqual(problems, []);
    const table = tableOf(catalog, 'relation:app.c');
    assert.deepEqual(names(table.columns), ['id', 'z']);
    assert.deepEqual(table.referencedBy, [{ table: 'relation:public.child', constraint: 'to_c' }]);
    assert.deepEqual(table.readBy, ['relation:public.v']);
    assert.deepEqual(
      table.constraints.map(constraint => constraint.kind === 'primary-key' && constraint.index),
      ['relation:app.c_pkey'],
    );
    assert.equal(catalog.get('relation:public.c_pkey'), undefined);
    assert.equal(catalog.get('relation:app.c_pkey')?.kind, 'index');
    const view = catalog.get('relation:public.v');
    assert.deepEqual(view?.kind === 'view' && view.reads, ['relation:app.c']);
    const child = tableOf(catalog, 'relation:public.child').constraints[0];
    assert.equal(child?.kind === 'foreign-key' && child.target, 'relation:app.c');
  });

  it('drops foreign keys and views of others with CASCADE', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `
      CREATE TABLE p (id int PRIMARY KEY, m mood);
      CREATE TABLE c (p_id int REFERENCES p ON DELETE CASCADE);
      CREATE VIEW v AS SELECT id FROM p;
      CREATE VIEW w AS SELECT id FROM v;
      CREATE VIEW kept AS SELECT p_id FROM c;
      DROP TABLE p CASCADE;`,
    );
    assert.deepEqual(tableOf(catalog, 'relation:public.c').constraints, []);
    assert.equal(catalog.get('relation:public.v'), undefined);
    assert.equal(catalog.get('relation:public.w'), undefined);
    assert.equal(catalog.get('relation:public.kept')?.kind, 'view');
    assert.equal(catalog.get('relation:public.p_pkey'), undefined);
  });

  it('drops foreign keys that need a dropped key with CASCADE', () => {
    const sql =
      'CREATE TABLE p (id int PRIMARY KEY, code text UNIQUE); CREATE TABLE c (p_id int REFERENCES p, code text REFERENCES p (code));';
    const table = tableAfter(
      'postgresql',
      `${sql} ALTER TABLE p DROP CONSTRAINT p_pkey CASCADE;`,
      'relation:public.c',
    );
    assert.deepEqual(names(table.constraints), ['c_code_fkey']);
  });

  it('keeps NOT NULL when a primary key is dropped', () => {
    const table = tableAfter(
      'postgresql',
      'CREATE TABLE t (id int PRIMARY KEY); ALTER TABLE t DROP CONSTRAINT t_pkey;',
      'relation:public.t',
    );
    assert.equal(table.columns[0]?.notNull, true);
    assert.deepEqual(table.indexes, []);
  });

  it('makes a constraint of an index, which takes the constraint name', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `
      CREATE TABLE t (id int, a int);
      CREATE UNIQUE INDEX CONCURRENTLY t_new ON t (id);
      ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_new;`,
    );
    const table = tableOf(catalog, 'relation:public.t');
    assert.equal(table.columns[0]?.notNull, true);
    assert.deepEqual(
      table.indexes.map(index => [index.name, index.constraint]),
      [['t_pkey', 't_pkey']],
    );
    assert.equal(catalog.get('relation:public.t_new'), undefined);
  });

  it('keeps NOT VALID until VALIDATE', () => {
    const sql = 'CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID;';
    assert.equal(tableAfter('postgresql', sql, 'relation:public.t').constraints[0]?.valid, false);
    assert.equal(
      tableAfter('postgresql', `${sql} ALTER TABLE t VALIDATE CONSTRAINT c;`, 'relation:public.t')
        .constraints[0]?.valid,
      true,
    );
  });

  it('runs the actions of one ALTER TABLE in passes', () => {
    // Dropping comes first, whatever the text says: the new column is not the one dropped.
    const table = tableAfter(
      'postgresql',
      `CREATE TABLE t (a int);
      ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0), ADD COLUMN a text, ADD COLUMN b int, DROP COLUMN a;`,
      'relation:public.t',
    );
    assert.deepEqual(
      table.columns.map(column => [column.name, column.type?.name]),
      [
        ['a', 'text'],
        ['b', 'integer'],
      ],
    );
    assert.deepEqual(names(table.constraints), ['c']);
  });

  it('hands columns, keys, indexes and foreign keys down to partitions', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `
      CREATE TABLE u (id int PRIMARY KEY);
      CREATE TABLE m (id int NOT NULL, d date DEFAULT now(), u int REFERENCES u, PRIMARY KEY (id, d), CHECK (id > 0)) PARTITION BY RANGE (d);
      CREATE INDEX ON m (u);
      CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      CREATE TABLE m2 (id int NOT NULL, d date NOT NULL, u int);
      CREATE INDEX own ON m2 (u);
      ALTER TABLE m ATTACH PARTITION m2 DEFAULT;
      CREATE INDEX late ON m (d);
      ALTER TABLE m ADD COLUMN extra text;
      ALTER TABLE m RENAME COLUMN u TO user_id;`,
    );
    const m1 = tableOf(catalog, 'relation:public.m1');
    assert.deepEqual(names(m1.columns), ['id', 'd', 'user_id', 'extra']);
    assert.deepEqual(
      m1.columns.map(column => column.notNull),
      [true, true, false, false],
    );
    assert.deepEqual(names(m1.constraints), ['m_id_check', 'm1_pkey', 'm_u_fkey']);
    assert.deepEqual(
      m1.indexes.map(index => [index.name, index.partOf]),
      [
        ['m1_pkey', 'relation:public.m_pkey'],
        ['m1_u_idx', 'relation:public.m_u_idx'],
        ['m1_d_idx', 'relation:public.late'],
      ],
    );
    assert.deepEqual(m1.partitionOf, {
      parent: 'relation:public.m',
      isDefault: false,
      bound: "FROM ('2026-01-01') TO ('2027-01-01')",
    });
    const m2 = tableOf(catalog, 'relation:public.m2');
    assert.deepEqual(
      m2.indexes.map(index => [index.name, index.partOf]),
      [
        ['own', 'relation:public.m_u_idx'],
        ['m2_pkey', 'relation:public.m_pkey'],
        ['m2_d_idx', 'relation:public.late'],
      ],
    );
    assert.equal(m2.partitionOf?.isDefault, true);
    assert.deepEqual(tableOf(catalog, 'relation:public.m').partitioning?.partitions, [
      'relation:public.m1',
      'relation:public.m2',
    ]);
  });

  it('leaves a detached partition what it had', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `
      CREATE TABLE m (id int PRIMARY KEY) PARTITION BY LIST (id);
      CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1);
      ALTER TABLE m DETACH PARTITION m1;
      ALTER TABLE m ADD COLUMN later int;
      DROP TABLE m;`,
    );
    const m1 = tableOf(catalog, 'relation:public.m1');
    assert.equal(m1.partitionOf, null);
    assert.deepEqual(names(m1.columns), ['id']);
    assert.deepEqual(
      m1.indexes.map(index => index.partOf),
      [null],
    );
  });

  it('drops partitions with their parent', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      'CREATE TABLE m (id int) PARTITION BY LIST (id); CREATE TABLE m1 PARTITION OF m DEFAULT; DROP TABLE m;',
    );
    assert.equal(catalog.get('relation:public.m1'), undefined);
  });

  it('makes an index ON ONLY valid when all partitions have theirs attached', () => {
    const sql = `CREATE TABLE m (id int) PARTITION BY LIST (id);
      CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1); CREATE TABLE m2 PARTITION OF m DEFAULT;
      CREATE INDEX i ON ONLY m (id); CREATE INDEX i1 ON m1 (id); CREATE INDEX i2 ON m2 (id);
      ALTER INDEX i ATTACH PARTITION i1;`;
    assert.equal(tableAfter('postgresql', sql, 'relation:public.m').indexes[0]?.valid, false);
    assert.equal(
      tableAfter('postgresql', `${sql} ALTER INDEX i ATTACH PARTITION i2;`, 'relation:public.m').indexes[0]
        ?.valid,
      true,
    );
  });

  it('copies with LIKE what is included', () => {
    const sql = `CREATE TABLE src (id serial PRIMARY KEY, a int DEFAULT 7 CHECK (a > 0), b text NOT NULL);
      CREATE INDEX src_b ON src (b);`;
    const plain = tableAfter(
      'postgresql',
      `${sql} CREATE TABLE t (x int, LIKE src, y int);`,
      'relation:public.t',
    );
    assert.deepEqual(names(plain.columns), ['x', 'id', 'a', 'b', 'y']);
    assert.deepEqual(
      plain.columns.map(column => column.notNull),
      [false, true, false, true, false],
    );
    assert.deepEqual([plain.constraints, plain.indexes, plain.columns[2]?.default], [[], [], null]);
    const all = tableAfter(
      'postgresql',
      `${sql} CREATE TABLE t (LIKE src INCLUDING ALL EXCLUDING CONSTRAINTS);`,
      'relation:public.t',
    );
    assert.deepEqual(names(all.constraints), ['t_pkey']);
    assert.deepEqual(names(all.indexes), ['t_pkey', 't_b_idx']);
    assert.equal(all.columns[1]?.default?.text, '7');
  });

  it('inherits columns and later changes', () => {
    const table = tableAfter(
      'postgresql',
      `CREATE TABLE p (id int NOT NULL, a int CHECK (a > 0));
      CREATE TABLE c (a int DEFAULT 3, own text) INHERITS (p);
      ALTER TABLE p ADD COLUMN later text;
      ALTER TABLE p DROP COLUMN id;`,
      'relation:public.c',
    );
    assert.deepEqual(names(table.columns), ['a', 'own', 'later']);
    assert.equal(table.columns[0]?.default?.text, '3');
    assert.deepEqual(names(table.constraints), ['p_a_check']);
  });

  it('keeps the labels of enums in order', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `CREATE TYPE mood AS ENUM ('sad', 'happy');
      ALTER TYPE mood ADD VALUE 'ok' BEFORE 'happy';
      ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok';
      ALTER TYPE mood ADD VALUE 'great';
      ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';`,
    );
    const type = catalog.get('type:public.mood');
    assert.deepEqual(type?.kind === 'enum' && type.labels, ['blue', 'ok', 'happy', 'great']);
  });

  it('tells a renamed type from a new one of the old name', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `CREATE TYPE mood AS ENUM ('sad');
      CREATE TABLE t (m mood, a mood[]);
      ALTER TYPE mood RENAME TO mood_old;
      CREATE TYPE mood AS ENUM ('sad', 'happy');
      ALTER TABLE t ALTER COLUMN m TYPE mood USING m::text::mood;
      DROP TYPE mood_old CASCADE;`,
    );
    const table = tableOf(catalog, 'relation:public.t');
    assert.deepEqual(
      table.columns.map(column => [column.name, column.type?.name]),
      [['m', 'mood']],
    );
    const type = catalog.get('type:public.mood');
    assert.deepEqual(type?.kind === 'enum' && type.usedBy, ['relation:public.t']);
  });

  it('keeps domains with their constraints and who uses them', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `CREATE DOMAIN email AS text NOT NULL CHECK (VALUE LIKE '%@%');
      CREATE TABLE t (e email, f text);
      ALTER DOMAIN email ADD CONSTRAINT short CHECK (length(VALUE) < 99) NOT VALID;
      ALTER DOMAIN email VALIDATE CONSTRAINT short;
      ALTER DOMAIN email DROP CONSTRAINT email_check;
      ALTER TABLE t DROP COLUMN f;`,
    );
    const domain = catalog.get('type:public.email');
    assert.ok(domain?.kind === 'domain');
    assert.deepEqual(
      domain.constraints.map(constraint => [constraint.name, constraint.valid]),
      [['short', true]],
    );
    assert.deepEqual(domain.usedBy, ['relation:public.t']);
  });

  it('keeps overloads of a function apart', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `
      CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
      CREATE FUNCTION f(a timestamptz, b varchar(3) DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE OR REPLACE FUNCTION f(a integer) RETURNS int LANGUAGE sql STABLE AS 'SELECT 2';
      DROP FUNCTION f(timestamp with time zone, character varying);`,
    );
    const routine = catalog.get('routine:public.f');
    assert.deepEqual(
      routine?.kind === 'routine' && routine.signatures.map(signature => signature.volatility),
      ['stable'],
    );
  });

  it('keeps triggers, policies and row security', () => {
    const table = tableAfter(
      'postgresql',
      `CREATE TABLE t (id int);
      CREATE TRIGGER tr BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
      CREATE POLICY p ON t FOR SELECT TO app USING (true);
      CREATE POLICY q ON t AS RESTRICTIVE USING (true);
      ALTER TABLE t ENABLE ROW LEVEL SECURITY;
      ALTER POLICY p ON t RENAME TO r;
      DROP POLICY q ON t;`,
      'relation:public.t',
    );
    assert.deepEqual(
      table.triggers.map(trigger => [trigger.name, trigger.timing, trigger.events]),
      [['tr', 'before', ['insert', 'update']]],
    );
    assert.deepEqual(
      table.policies.map(policy => [policy.name, policy.command, policy.roles]),
      [['r', 'select', ['app']]],
    );
    assert.equal(table.rowSecurity, true);
  });

  it('empties and renames schemas with what is in them', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `CREATE SCHEMA a; CREATE SCHEMA b;
      CREATE TYPE a.mood AS ENUM ('x'); CREATE TABLE a.t (id int PRIMARY KEY, m a.mood); CREATE TABLE b.t (id int);
      CREATE TABLE c (t_id int REFERENCES a.t);
      ALTER SCHEMA a RENAME TO z;
      DROP SCHEMA b CASCADE;`,
    );
    assert.equal(catalog.get('relation:b.t'), undefined);
    assert.equal(catalog.get('relation:a.t'), undefined);
    assert.deepEqual(
      tableOf(catalog, 'relation:z.t').columns.map(column => column.type?.schema ?? null),
      [null, 'z'],
    );
    const reference = tableOf(catalog, 'relation:public.c').constraints[0];
    assert.equal(reference?.kind === 'foreign-key' && reference.target, 'relation:z.t');
  });

  it('drops a default with its sequence', () => {
    const table = tableAfter(
      'postgresql',
      'CREATE TABLE t (id serial); DROP SEQUENCE t_id_seq CASCADE;',
      'relation:public.t',
    );
    assert.equal(table.columns[0]?.default, null);
  });

  it('reads a dump, where parts come one by one', () => {
    assert.equal(
      schemaAfter(`SELECT pg_catalog.set_config('search_path', '', false);
        CREATE TABLE public.t (id integer NOT NULL, name text DEFAULT 'x'::text);
        CREATE SEQUENCE public.t_id_seq START WITH 1;
        ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
        ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
        ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);`),
      schemaAfter(
        "CREATE TABLE t (id serial PRIMARY KEY, name varchar DEFAULT 'x'); ALTER TABLE t ALTER name TYPE text;",
      ),
    );
  });

  it('remembers grants', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      `CREATE TABLE t (id int);
      GRANT SELECT, INSERT ON t TO app, PUBLIC; REVOKE INSERT ON t FROM app; REVOKE ALL ON t FROM PUBLIC;`,
    );
    const grants = catalog.get('grants:relation:public.t');
    assert.deepEqual(
      grants?.kind === 'granted-privileges' && grants.grants.map(grant => [grant.grantee, grant.privileges]),
      [['app', ['select']]],
    );
  });
});
