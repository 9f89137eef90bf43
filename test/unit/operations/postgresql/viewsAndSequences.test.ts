import { describeOperations } from './shownOperations.ts';

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
