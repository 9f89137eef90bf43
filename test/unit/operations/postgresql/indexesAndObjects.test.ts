import { describeOperations } from './shownOperations.ts';

describeOperations('PostgreSQL indexes', [
  [
    `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "I" ON ONLY app.t USING GIN
       (a, lower(b) DESC NULLS LAST, (c || 'ü') COLLATE "C" text_pattern_ops (x = 1) ASC NULLS FIRST) INCLUDE (d, e) NULLS NOT DISTINCT
       WITH (fillfactor = 70) TABLESPACE s WHERE f IS NOT NULL AND g > 0`,
    {
      kind: 'CreateIndex',
      table: 'app.t',
      tableIfExists: false,
      concurrently: true,
      ifNotExists: true,
      only: true,
      index: {
        name: 'I',
        unique: true,
        method: 'gin',
        parts: [
          {
            span: 'a',
            column: 'a',
            expression: null,
            descending: false,
            nullsFirst: null,
            collation: null,
            operatorClass: null,
            prefixLength: null,
          },
          {
            span: 'lower(b) DESC NULLS LAST',
            column: null,
            expression: { text: 'lower(b)', functions: ['lower'], columns: ['b'] },
            descending: true,
            nullsFirst: false,
          },
          {
            column: null,
            expression: { text: "c || 'ü'" },
            collation: 'C',
            operatorClass: 'text_pattern_ops',
            descending: false,
            nullsFirst: true,
          },
        ],
        include: ['d', 'e'],
        nullsNotDistinct: true,
        predicate: { text: 'f IS NOT NULL AND g > 0', columns: ['f', 'g'], notNullColumns: ['f'] },
        invisible: false,
        comment: null,
      },
    },
  ],
  [
    'CREATE INDEX ON t (a app.my_ops)',
    {
      kind: 'CreateIndex',
      table: 't',
      concurrently: false,
      only: false,
      index: {
        name: null,
        unique: false,
        method: 'btree',
        predicate: null,
        parts: [{ column: 'a', operatorClass: 'app.my_ops' }],
      },
    },
  ],
  [
    'CREATE INDEX i ON t (app.f(a, 1), COALESCE(b, c))',
    {
      kind: 'CreateIndex',
      index: {
        parts: [
          { expression: { text: 'app.f(a, 1)', functions: ['app.f'] } },
          { expression: { text: 'COALESCE(b, c)', functions: ['coalesce'], columns: ['b', 'c'] } },
        ],
      },
    },
  ],
  [
    'DROP INDEX CONCURRENTLY IF EXISTS app.i',
    {
      kind: 'DropIndex',
      span: 'DROP INDEX CONCURRENTLY IF EXISTS app.i',
      index: 'app.i',
      table: null,
      concurrently: true,
      ifExists: true,
      cascade: false,
    },
  ],
  [
    'DROP INDEX a, b CASCADE',
    { kind: 'DropIndex', span: 'a', index: 'a', cascade: true },
    { kind: 'DropIndex', span: 'b', index: 'b' },
  ],
  [
    'ALTER INDEX IF EXISTS i RENAME TO j',
    { kind: 'RenameIndex', index: 'i', table: null, to: 'j', viaAlterTable: false, span: 'RENAME TO j' },
  ],
  ['ALTER INDEX i SET TABLESPACE x', { kind: 'AlterIndex', index: 'i', action: 'tablespace' }],
  ['ALTER INDEX i SET (fillfactor = 1)', { kind: 'AlterIndex', action: 'parameters' }],
  ['ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 5', { kind: 'AlterIndex', action: 'statistics' }],
  [
    'ALTER INDEX i ATTACH PARTITION app.j',
    { kind: 'AlterIndex', action: 'attach-partition', partition: 'app.j' },
  ],
  ['ALTER INDEX i DEPENDS ON EXTENSION e', { kind: 'AlterIndex', action: 'depends', index: 'i' }],
  [
    'REINDEX INDEX CONCURRENTLY app.i',
    { kind: 'Reindex', target: 'index', name: 'app.i', concurrently: true },
  ],
  [
    'REINDEX (VERBOSE, CONCURRENTLY) TABLE t',
    { kind: 'Reindex', target: 'table', name: 't', concurrently: true },
  ],
  [
    'REINDEX (CONCURRENTLY false) SCHEMA s',
    { kind: 'Reindex', target: 'schema', name: 's', concurrently: false },
  ],
  ['REINDEX DATABASE d', { kind: 'Reindex', target: 'database', name: 'd' }],
]);

describeOperations('PostgreSQL views and sequences', [
  [
    'CREATE OR REPLACE TEMP VIEW app.v (x) WITH (security_barrier) AS SELECT a, b AS c, t.d, count(*), 1 FROM t, app.u WITH CASCADED CHECK OPTION',
    {
      kind: 'CreateView',
      view: 'app.v',
      materialized: false,
      orReplace: true,
      temporary: true,
      columns: ['x', 'c', 'd', 'count', '?column?'],
      reads: ['t', 'app.u'],
      query: {
        span: 'SELECT a, b AS c, t.d, count(*), 1 FROM t, app.u',
        value: 'SELECT a, b AS c, t.d, count(*), 1 FROM t, app.u',
      },
    },
  ],
  ['CREATE VIEW v AS SELECT *, 1 AS one FROM t', { kind: 'CreateView', columns: null, reads: ['t'] }],
  ['CREATE VIEW v AS SELECT (x).* FROM t', { kind: 'CreateView', columns: null }],
  ['CREATE VIEW v AS TABLE app.t', { kind: 'CreateView', columns: null, reads: ['app.t'] }],
  ['CREATE VIEW v AS VALUES (1, 2)', { kind: 'CreateView', columns: ['column1', 'column2'], reads: [] }],
  [
    'CREATE VIEW v AS WITH c AS (SELECT 1 AS a FROM s), d AS (SELECT * FROM c) SELECT a FROM d WHERE EXISTS (SELECT 1 FROM app.c) UNION SELECT b FROM w',
    { kind: 'CreateView', columns: ['a'], reads: ['s', 'app.c', 'w'] },
  ],
  [
    'CREATE VIEW v AS WITH t AS (SELECT a FROM t) SELECT a FROM t',
    { kind: 'CreateView', reads: ['t'], columns: ['a'] },
  ],
  [
    'CREATE VIEW v AS WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM t) SELECT a FROM t',
    { kind: 'CreateView', reads: [] },
  ],
  [
    'CREATE RECURSIVE VIEW v (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM v',
    { kind: 'CreateView', view: 'v', columns: ['n'], reads: [] },
  ],
  [
    "CREATE VIEW v AS SELECT a::text, b::int::text, CASE WHEN c THEN d ELSE e END, CASE WHEN c THEN 1 END, coalesce(f, g), (SELECT h FROM u), current_date, ARRAY[1], nullif(i, j), greatest(1, 2), 'x'::text FROM t",
    {
      kind: 'CreateView',
      columns: [
        'a',
        'b',
        'e',
        'case',
        'coalesce',
        'h',
        'current_date',
        'array',
        'nullif',
        'greatest',
        'text',
      ],
    },
  ],
  [
    'CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT a FROM t WITH NO DATA',
    {
      kind: 'CreateView',
      view: 'm',
      materialized: true,
      ifNotExists: true,
      withData: false,
      columns: ['a'],
      query: { span: 'SELECT a FROM t' },
    },
  ],
  [
    'REFRESH MATERIALIZED VIEW CONCURRENTLY app.m',
    { kind: 'RefreshMaterializedView', view: 'app.m', concurrently: true, withData: true },
  ],
  [
    'REFRESH MATERIALIZED VIEW m WITH NO DATA',
    { kind: 'RefreshMaterializedView', concurrently: false, withData: false },
  ],
  [
    'DROP MATERIALIZED VIEW IF EXISTS a, app.b CASCADE',
    {
      kind: 'DropObject',
      objectKind: 'materialized view',
      name: 'a',
      span: 'a',
      ifExists: true,
      cascade: true,
    },
    { kind: 'DropObject', name: 'app.b' },
  ],
  [
    'ALTER VIEW v RENAME COLUMN a TO b',
    { kind: 'RenameObject', objectKind: 'column', name: 'a', table: 'v', to: 'b' },
  ],
  ['ALTER VIEW v ALTER COLUMN a SET DEFAULT 1', { kind: 'AlterObject', objectKind: 'view', name: 'v' }],
  [
    'ALTER MATERIALIZED VIEW IF EXISTS app.m OWNER TO x',
    { kind: 'SetOwner', objectKind: 'materialized view', name: 'app.m', owner: 'x' },
  ],
  [
    'ALTER MATERIALIZED VIEW m RENAME TO n',
    { kind: 'RenameObject', objectKind: 'materialized view', name: 'm', to: 'n', table: null },
  ],
  [
    'CREATE SEQUENCE IF NOT EXISTS app.s INCREMENT 2 OWNED BY app.t."C"',
    {
      kind: 'CreateSequence',
      sequence: 'app.s',
      ifNotExists: true,
      ownedBy: { table: 'app.t', column: 'C' },
    },
  ],
  ['CREATE SEQUENCE s OWNED BY NONE', { kind: 'CreateSequence', ownedBy: null }],
  [
    'ALTER SEQUENCE IF EXISTS s RESTART',
    { kind: 'AlterSequence', sequence: 's', ifExists: true, restarts: true, ownedBy: null },
  ],
  [
    'ALTER SEQUENCE s OWNED BY t.c',
    { kind: 'AlterSequence', restarts: false, ownedBy: { table: 't', column: 'c' } },
  ],
  ['ALTER SEQUENCE s OWNER TO bob', { kind: 'SetOwner', objectKind: 'sequence', name: 's', owner: 'bob' }],
  ['ALTER SEQUENCE s RENAME TO r', { kind: 'RenameObject', objectKind: 'sequence', name: 's', to: 'r' }],
]);

describeOperations('PostgreSQL types and domains', [
  [
    "CREATE TYPE app.mood AS ENUM ('a', 'it''s')",
    {
      kind: 'CreateType',
      type: 'app.mood',
      variant: {
        kind: 'enum',
        labels: [
          { value: 'a', span: "'a'" },
          { value: "it's", span: "'it''s'" },
        ],
      },
    },
  ],
  ['CREATE TYPE t AS ENUM ()', { kind: 'CreateType', variant: { kind: 'enum', labels: [] } }],
  [
    'CREATE TYPE t AS (a int, "B" text[])',
    {
      kind: 'CreateType',
      variant: {
        kind: 'composite',
        attributes: [
          { name: 'a', type: { name: 'integer' } },
          { name: 'B', type: { name: 'text', arrayDimensions: 1, span: 'text[]' } },
        ],
      },
    },
  ],
  ['CREATE TYPE r AS RANGE (subtype = int)', { kind: 'CreateType', variant: { kind: 'range' } }],
  ['CREATE TYPE t', { kind: 'CreateType', variant: { kind: 'shell' } }],
  ['CREATE TYPE t (INPUT = i, OUTPUT = o)', { kind: 'CreateType', variant: { kind: 'base' } }],
  [
    "ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'x' AFTER 'a'",
    {
      kind: 'AddEnumValue',
      span: "ADD VALUE IF NOT EXISTS 'x' AFTER 'a'",
      type: 'app.mood',
      value: { value: 'x', span: "'x'" },
      ifNotExists: true,
      neighbour: { side: 'after', value: 'a' },
    },
  ],
  ["ALTER TYPE mood ADD VALUE 'x'", { kind: 'AddEnumValue', ifNotExists: false, neighbour: null }],
  [
    "ALTER TYPE mood RENAME VALUE 'a' TO 'b'",
    { kind: 'RenameEnumValue', from: { value: 'a', span: "'a'" }, to: { value: 'b', span: "'b'" } },
  ],
  [
    'ALTER TYPE t ADD ATTRIBUTE a int CASCADE, DROP ATTRIBUTE IF EXISTS b, ALTER ATTRIBUTE c TYPE text',
    { kind: 'AlterTypeAttribute', type: 't', action: 'add', attribute: 'a', cascade: true },
    { kind: 'AlterTypeAttribute', action: 'drop', attribute: 'b', cascade: false },
    { kind: 'AlterTypeAttribute', action: 'alter', attribute: 'c' },
  ],
  [
    'ALTER TYPE t RENAME ATTRIBUTE a TO b CASCADE',
    { kind: 'AlterTypeAttribute', action: 'rename', attribute: 'a', cascade: true },
  ],
  ['ALTER TYPE t RENAME TO u', { kind: 'RenameObject', objectKind: 'type', name: 't', to: 'u' }],
  ['ALTER TYPE t OWNER TO x', { kind: 'SetOwner', objectKind: 'type', name: 't', owner: 'x' }],
  ['ALTER TYPE t SET (storage = plain)', { kind: 'AlterObject', objectKind: 'type', name: 't' }],
  [
    "CREATE DOMAIN app.d AS varchar(5) COLLATE \"C\" DEFAULT 'x' CONSTRAINT n NOT NULL CHECK (value <> '') CHECK (length(value) > 2)",
    {
      kind: 'CreateDomain',
      domain: 'app.d',
      type: { name: 'character varying', arguments: ['5'] },
      notNull: true,
      checks: [{ text: "value <> ''" }, { functions: ['length'] }],
      default: { text: "'x'" },
    },
  ],
  ['CREATE DOMAIN d int', { kind: 'CreateDomain', notNull: false, checks: [], default: null }],
  [
    'ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 1) NOT VALID',
    {
      kind: 'AlterDomain',
      action: 'add-constraint',
      constraint: 'c',
      expression: { text: 'value > 1' },
      notValid: true,
    },
  ],
  [
    'ALTER DOMAIN d DROP CONSTRAINT IF EXISTS c CASCADE',
    { kind: 'AlterDomain', action: 'drop-constraint', constraint: 'c', expression: null },
  ],
  [
    'ALTER DOMAIN d VALIDATE CONSTRAINT c',
    { kind: 'AlterDomain', action: 'validate-constraint', constraint: 'c' },
  ],
  [
    'ALTER DOMAIN d RENAME CONSTRAINT a TO b',
    { kind: 'AlterDomain', action: 'rename-constraint', constraint: 'a' },
  ],
  ['ALTER DOMAIN d SET NOT NULL', { kind: 'AlterDomain', action: 'set-not-null', constraint: null }],
  ['ALTER DOMAIN d DROP NOT NULL', { kind: 'AlterDomain', action: 'drop-not-null' }],
  [
    'ALTER DOMAIN d SET DEFAULT now()',
    { kind: 'AlterDomain', action: 'set-default', expression: { kind: 'function' } },
  ],
  ['ALTER DOMAIN d DROP DEFAULT', { kind: 'AlterDomain', action: 'drop-default', expression: null }],
]);

describeOperations('PostgreSQL DROP', [
  [
    'DROP TABLE IF EXISTS app.t CASCADE',
    {
      kind: 'DropTable',
      span: 'DROP TABLE IF EXISTS app.t CASCADE',
      table: 'app.t',
      ifExists: true,
      cascade: true,
      foreign: false,
      temporary: false,
    },
  ],
  [
    'DROP TABLE a, b RESTRICT',
    { kind: 'DropTable', span: 'a', table: 'a', cascade: false },
    { kind: 'DropTable', span: 'b', table: 'b' },
  ],
  ['DROP FOREIGN TABLE t', { kind: 'DropTable', foreign: true }],
  [
    'DROP FUNCTION IF EXISTS app.f(int, text), g CASCADE',
    {
      kind: 'DropObject',
      objectKind: 'function',
      name: 'app.f',
      span: 'app.f(int, text)',
      signature: ['int', 'text'],
      ifExists: true,
      cascade: true,
    },
    { kind: 'DropObject', name: 'g', signature: null },
  ],
  ['DROP PROCEDURE p()', { kind: 'DropObject', objectKind: 'procedure', signature: [] }],
  ['DROP AGGREGATE a(*)', { kind: 'DropObject', objectKind: 'aggregate', signature: ['*'] }],
  [
    'DROP TRIGGER IF EXISTS x ON app.t',
    { kind: 'DropObject', objectKind: 'trigger', name: 'x', table: 'app.t' },
  ],
  ['DROP POLICY p ON t', { kind: 'DropObject', objectKind: 'policy', name: 'p', table: 't' }],
  ['DROP RULE r ON t', { kind: 'DropObject', objectKind: 'rule', name: 'r', table: 't' }],
  [
    'DROP SCHEMA a, b CASCADE',
    { kind: 'DropObject', objectKind: 'schema', name: 'a' },
    { kind: 'DropObject', name: 'b', cascade: true },
  ],
  ['DROP VIEW v', { kind: 'DropObject', objectKind: 'view', name: 'v', table: null, signature: null }],
  ['DROP SEQUENCE s', { kind: 'DropObject', objectKind: 'sequence' }],
  ['DROP TYPE app.t', { kind: 'DropObject', objectKind: 'type', name: 'app.t' }],
  ['DROP DOMAIN d', { kind: 'DropObject', objectKind: 'domain', name: 'd' }],
  [
    'DROP EXTENSION IF EXISTS "uuid-ossp"',
    { kind: 'DropObject', objectKind: 'extension', name: 'uuid-ossp' },
  ],
  [
    'DROP ROLE IF EXISTS a, b',
    { kind: 'DropObject', objectKind: 'role', name: 'a' },
    { kind: 'DropObject', objectKind: 'role', name: 'b' },
  ],
  ['DROP USER a', { kind: 'DropObject', objectKind: 'role', name: 'a' }],
  ['DROP DATABASE IF EXISTS d', { kind: 'DropObject', objectKind: 'database', name: 'd', ifExists: true }],
  ['DROP TABLESPACE x', { kind: 'DropObject', objectKind: 'tablespace', name: 'x' }],
  ['DROP SUBSCRIPTION s', { kind: 'DropObject', objectKind: 'subscription', name: 's' }],
  ['DROP PUBLICATION p', { kind: 'DropObject', objectKind: 'publication', name: 'p' }],
  [
    'DROP USER MAPPING IF EXISTS FOR bob SERVER s',
    { kind: 'DropObject', objectKind: 'user mapping', name: 'bob', ifExists: true },
  ],
  [
    'DROP OPERATOR app.+ (int, NONE)',
    { kind: 'DropObject', objectKind: 'operator', name: 'app.+', signature: ['int', 'NONE'] },
  ],
  ['DROP OPERATOR CLASS c USING btree', { kind: 'DropObject', objectKind: 'operator class', name: 'c' }],
  ['DROP OPERATOR FAMILY c USING btree', { kind: 'DropObject', objectKind: 'operator family', name: 'c' }],
  ['DROP CAST (int AS text)', { kind: 'DropObject', objectKind: 'cast', name: 'int AS text' }],
  [
    'DROP TRANSFORM FOR hstore LANGUAGE plpython',
    { kind: 'DropObject', objectKind: 'transform', name: 'hstore' },
  ],
  ['DROP PROCEDURAL LANGUAGE l', { kind: 'DropObject', objectKind: 'language', name: 'l' }],
  ['DROP EVENT TRIGGER e', { kind: 'DropObject', objectKind: 'event trigger', name: 'e' }],
  ['DROP TEXT SEARCH CONFIGURATION c', { kind: 'DropObject', objectKind: 'text search', name: 'c' }],
  ['DROP STATISTICS s', { kind: 'DropObject', objectKind: 'statistics', name: 's' }],
  ['DROP ACCESS METHOD m', { kind: 'DropObject', objectKind: 'access method', name: 'm' }],
  ['DROP FOREIGN DATA WRAPPER w', { kind: 'DropObject', objectKind: 'foreign data wrapper', name: 'w' }],
  ['DROP SERVER s', { kind: 'DropObject', objectKind: 'server', name: 's' }],
  ['DROP COLLATION c', { kind: 'DropObject', objectKind: 'collation', name: 'c' }],
  ['DROP CONVERSION c', { kind: 'DropObject', objectKind: 'conversion', name: 'c' }],
  ['DROP OWNED BY x', { kind: 'Unknown', verb: 'drop owned', object: null, harmless: false }],
]);

describeOperations('PostgreSQL comments, owners, renames', [
  ["COMMENT ON TABLE app.t IS 'x'", { kind: 'CommentOn', objectKind: 'table', name: 'app.t', table: null }],
  [
    "COMMENT ON COLUMN app.t.c IS 'x'",
    { kind: 'CommentOn', objectKind: 'column', name: 'c', table: 'app.t' },
  ],
  ['COMMENT ON COLUMN t."C" IS NULL', { kind: 'CommentOn', objectKind: 'column', name: 'C', table: 't' }],
  [
    "COMMENT ON CONSTRAINT c ON app.t IS 'x'",
    { kind: 'CommentOn', objectKind: 'constraint', name: 'c', table: 'app.t' },
  ],
  [
    "COMMENT ON CONSTRAINT c ON DOMAIN d IS 'x'",
    { kind: 'CommentOn', objectKind: 'constraint', name: 'c', table: 'd' },
  ],
  ["COMMENT ON FUNCTION app.f(int) IS 'x'", { kind: 'CommentOn', objectKind: 'function', name: 'app.f' }],
  ["COMMENT ON TRIGGER x ON t IS 'x'", { kind: 'CommentOn', objectKind: 'trigger', name: 'x', table: 't' }],
  [
    "COMMENT ON MATERIALIZED VIEW m IS 'x'",
    { kind: 'CommentOn', objectKind: 'materialized view', name: 'm' },
  ],
  ["COMMENT ON EXTENSION e IS 'x'", { kind: 'CommentOn', objectKind: 'extension', name: 'e' }],
  ["COMMENT ON SCHEMA s IS 'x'", { kind: 'CommentOn', objectKind: 'schema', name: 's' }],
  ["COMMENT ON TYPE app.t IS 'x'", { kind: 'CommentOn', objectKind: 'type', name: 'app.t' }],
  ["COMMENT ON LARGE OBJECT 123 IS 'x'", { kind: 'CommentOn', objectKind: 'large object', name: '123' }],
  ['ALTER FUNCTION f(int) RENAME TO g', { kind: 'RenameObject', objectKind: 'function', name: 'f', to: 'g' }],
  [
    'ALTER FUNCTION app.f(int) OWNER TO x',
    { kind: 'SetOwner', objectKind: 'function', name: 'app.f', owner: 'x', span: 'OWNER TO x' },
  ],
  [
    'ALTER FUNCTION f(int) SET SCHEMA s',
    { kind: 'SetObjectSchema', objectKind: 'function', name: 'f', schema: 's' },
  ],
  ['ALTER FUNCTION f(int) IMMUTABLE', { kind: 'AlterObject', objectKind: 'function', name: 'f' }],
  [
    'ALTER TRIGGER x ON app.t RENAME TO y',
    { kind: 'RenameObject', objectKind: 'trigger', name: 'x', table: 'app.t', to: 'y' },
  ],
  [
    'ALTER POLICY p ON t RENAME TO q',
    { kind: 'RenameObject', objectKind: 'policy', name: 'p', table: 't', to: 'q' },
  ],
  [
    'ALTER RULE r ON t RENAME TO q',
    { kind: 'RenameObject', objectKind: 'rule', name: 'r', table: 't', to: 'q' },
  ],
  ['ALTER SCHEMA a RENAME TO b', { kind: 'RenameObject', objectKind: 'schema', name: 'a', to: 'b' }],
  ['ALTER SCHEMA a OWNER TO b', { kind: 'SetOwner', objectKind: 'schema', name: 'a', owner: 'b' }],
  ['ALTER ROLE a RENAME TO b', { kind: 'RenameObject', objectKind: 'role', name: 'a', to: 'b' }],
  ['ALTER DATABASE a RENAME TO b', { kind: 'RenameObject', objectKind: 'database', name: 'a', to: 'b' }],
  [
    'ALTER TYPE app.t SET SCHEMA s',
    { kind: 'SetObjectSchema', objectKind: 'type', name: 'app.t', schema: 's' },
  ],
  ['ALTER VIEW v SET SCHEMA s', { kind: 'SetObjectSchema', objectKind: 'view', name: 'v', schema: 's' }],
  [
    'ALTER EXTENSION e SET SCHEMA s',
    { kind: 'SetObjectSchema', objectKind: 'extension', name: 'e', schema: 's' },
  ],
  [
    'ALTER LARGE OBJECT 5 OWNER TO x',
    { kind: 'SetOwner', objectKind: 'large object', name: '5', owner: 'x' },
  ],
]);

describeOperations('PostgreSQL triggers, policies, schemas, privileges', [
  [
    'CREATE OR REPLACE TRIGGER x BEFORE INSERT OR UPDATE OF a, b OR DELETE ON app.t FOR EACH ROW WHEN (new.a > 1) EXECUTE FUNCTION f()',
    {
      kind: 'CreateTrigger',
      trigger: 'x',
      table: 'app.t',
      timing: 'before',
      events: ['insert', 'delete', 'update'],
      orReplace: true,
      constraint: false,
      body: [],
    },
  ],
  [
    'CREATE TRIGGER x INSTEAD OF DELETE ON v FOR EACH ROW EXECUTE PROCEDURE f()',
    { kind: 'CreateTrigger', timing: 'instead of', events: ['delete'] },
  ],
  [
    'CREATE CONSTRAINT TRIGGER x AFTER INSERT ON t DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f()',
    { kind: 'CreateTrigger', timing: 'after', constraint: true },
  ],
  [
    'CREATE TRIGGER x AFTER TRUNCATE ON t EXECUTE FUNCTION f()',
    { kind: 'CreateTrigger', events: ['truncate'] },
  ],
  [
    'CREATE POLICY p ON app.t AS RESTRICTIVE FOR UPDATE TO bob, PUBLIC USING (a = 1)',
    {
      kind: 'CreatePolicy',
      policy: 'p',
      table: 'app.t',
      permissive: false,
      roles: ['bob', 'public'],
      command: 'update',
    },
  ],
  [
    'CREATE POLICY p ON t USING (true)',
    { kind: 'CreatePolicy', permissive: true, roles: ['public'], command: 'all' },
  ],
  ['ALTER POLICY p ON t USING (false)', { kind: 'AlterPolicy', policy: 'p', table: 't' }],
  [
    'CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING',
    { kind: 'CreateObject', objectKind: 'rule', name: 'r', table: 't' },
  ],
  [
    'CREATE SCHEMA IF NOT EXISTS "S"',
    { kind: 'CreateSchema', objectKind: 'schema', schema: 'S', ifNotExists: true },
  ],
  ['CREATE SCHEMA AUTHORIZATION bob', { kind: 'CreateSchema', schema: 'bob' }],
  [
    'CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW app.v AS SELECT 1',
    { kind: 'CreateSchema', schema: 's' },
    { kind: 'CreateTable', table: 's.t', span: 'CREATE TABLE t (a int)' },
    { kind: 'CreateView', view: 'app.v' },
  ],
  ['CREATE DATABASE d TEMPLATE x', { kind: 'CreateSchema', objectKind: 'database', schema: 'd' }],
  [
    'GRANT SELECT (a), INSERT ON t, app.u TO bob, PUBLIC',
    {
      kind: 'Grant',
      privileges: ['select', 'insert'],
      objectKind: 'table',
      objects: ['t', 'app.u'],
      grantees: ['bob', 'public'],
      cascade: false,
    },
  ],
  [
    'GRANT ALL ON ALL TABLES IN SCHEMA a, b TO bob',
    { kind: 'Grant', privileges: ['all'], objectKind: 'all-in-schema', objects: ['a', 'b'] },
  ],
  [
    'GRANT EXECUTE ON FUNCTION app.f(int), g TO bob',
    { kind: 'Grant', objectKind: 'function', objects: ['app.f', 'g'] },
  ],
  [
    'GRANT USAGE ON SCHEMA s TO CURRENT_USER',
    { kind: 'Grant', objectKind: 'schema', objects: ['s'], grantees: ['current_user'] },
  ],
  ['GRANT USAGE ON FOREIGN SERVER s TO bob', { kind: 'Grant', objectKind: 'server', objects: ['s'] }],
  ['GRANT a, b TO bob', { kind: 'Grant', objectKind: 'role', objects: ['a', 'b'], grantees: ['bob'] }],
  [
    'REVOKE ADMIN OPTION FOR a FROM bob',
    { kind: 'Revoke', objectKind: 'role', objects: ['a'], grantees: ['bob'] },
  ],
  [
    'REVOKE ALL PRIVILEGES ON TABLE t FROM bob CASCADE',
    { kind: 'Revoke', privileges: ['all'], objects: ['t'], cascade: true },
  ],
  [
    'ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO bob',
    { kind: 'AlterObject', objectKind: 'default privileges', name: null },
  ],
]);

describeOperations('PostgreSQL objects without operations of their own', [
  [
    'CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public',
    { kind: 'CreateObject', objectKind: 'extension', name: 'uuid-ossp', ifNotExists: true, table: null },
  ],
  ['CREATE ROLE bob LOGIN', { kind: 'CreateObject', objectKind: 'role', name: 'bob' }],
  ['CREATE USER bob', { kind: 'CreateObject', objectKind: 'role', name: 'bob' }],
  ['CREATE PUBLICATION p FOR ALL TABLES', { kind: 'CreateObject', objectKind: 'publication', name: 'p' }],
  [
    "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
    { kind: 'CreateObject', objectKind: 'subscription', name: 's' },
  ],
  [
    'CREATE STATISTICS IF NOT EXISTS app.s (ndistinct) ON a, b FROM app.t',
    { kind: 'CreateObject', objectKind: 'statistics', name: 'app.s', table: 'app.t', ifNotExists: true },
  ],
  ['CREATE STATISTICS ON a, b FROM t', { kind: 'CreateObject', name: null, table: 't' }],
  [
    "CREATE COLLATION IF NOT EXISTS c (locale = 'de')",
    { kind: 'CreateObject', objectKind: 'collation', name: 'c', ifNotExists: true },
  ],
  [
    'CREATE TEXT SEARCH CONFIGURATION app.c (COPY = simple)',
    { kind: 'CreateObject', objectKind: 'text search', name: 'app.c' },
  ],
  [
    'CREATE CAST (int AS text) WITHOUT FUNCTION',
    { kind: 'CreateObject', objectKind: 'cast', name: 'int AS text' },
  ],
  [
    'CREATE OPERATOR app.=== (FUNCTION = f, LEFTARG = int)',
    { kind: 'CreateObject', objectKind: 'operator', name: 'app.===' },
  ],
  [
    'CREATE OPERATOR CLASS c DEFAULT FOR TYPE int USING btree AS OPERATOR 1 <',
    { kind: 'CreateObject', objectKind: 'operator class', name: 'c' },
  ],
  [
    'CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()',
    { kind: 'CreateObject', objectKind: 'event trigger', name: 'e' },
  ],
  ['CREATE OR REPLACE TRUSTED LANGUAGE l', { kind: 'CreateObject', objectKind: 'extension', name: 'l' }],
  [
    'CREATE SERVER IF NOT EXISTS s FOREIGN DATA WRAPPER w',
    { kind: 'CreateObject', objectKind: 'server', name: 's', ifNotExists: true },
  ],
  ['CREATE FOREIGN DATA WRAPPER w', { kind: 'CreateObject', objectKind: 'foreign data wrapper', name: 'w' }],
  [
    'CREATE USER MAPPING IF NOT EXISTS FOR bob SERVER s',
    { kind: 'CreateObject', objectKind: 'user mapping', name: 'bob' },
  ],
  ["CREATE TABLESPACE x LOCATION '/x'", { kind: 'CreateObject', objectKind: 'tablespace', name: 'x' }],
  [
    "CREATE DEFAULT CONVERSION c FOR 'UTF8' TO 'LATIN1' FROM f",
    { kind: 'CreateObject', objectKind: 'conversion', name: 'c' },
  ],
  [
    'IMPORT FOREIGN SCHEMA x FROM SERVER s INTO y',
    { kind: 'CreateObject', objectKind: 'foreign table', name: null },
  ],
  ["ALTER EXTENSION e UPDATE TO '2'", { kind: 'AlterObject', objectKind: 'extension', name: 'e' }],
  ["ALTER ROLE bob SET search_path = 'x'", { kind: 'AlterObject', objectKind: 'role', name: 'bob' }],
  ['ALTER DATABASE d SET x = 1', { kind: 'AlterObject', objectKind: 'database', name: 'd' }],
  ['ALTER SYSTEM SET x = 1', { kind: 'AlterObject', objectKind: 'system', name: null }],
  ['ALTER PUBLICATION p ADD TABLE t', { kind: 'AlterObject', objectKind: 'publication', name: 'p' }],
  [
    'ALTER STATISTICS IF EXISTS s SET STATISTICS 5',
    { kind: 'AlterObject', objectKind: 'statistics', name: 's' },
  ],
  ['ALTER EVENT TRIGGER e DISABLE', { kind: 'AlterObject', objectKind: 'event trigger', name: 'e' }],
  ['REASSIGN OWNED BY a TO b', { kind: 'AlterObject', objectKind: 'role', name: 'a' }],
  ["SECURITY LABEL FOR x ON TABLE app.t IS 'y'", { kind: 'AlterObject', objectKind: 'table', name: 'app.t' }],
]);
