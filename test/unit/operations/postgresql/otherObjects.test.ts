import { describeOperations } from './shownOperations.ts';

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
