import { describeOperations } from './shownOperations.ts';

const set = { kind: 'SetVariable', scope: 'session', reset: false, restoresSaved: false };

describeOperations('PostgreSQL transactions', [
  ['BEGIN', { kind: 'TransactionControl', action: 'begin', span: 'BEGIN' }],
  ['START TRANSACTION ISOLATION LEVEL SERIALIZABLE', { kind: 'TransactionControl', action: 'begin' }],
  ['COMMIT', { kind: 'TransactionControl', action: 'commit' }],
  ['END', { kind: 'TransactionControl', action: 'commit' }],
  ['ROLLBACK', { kind: 'TransactionControl', action: 'rollback' }],
  ['ABORT', { kind: 'TransactionControl', action: 'rollback' }],
  ['SAVEPOINT a', { kind: 'TransactionControl', action: 'savepoint' }],
  ['RELEASE a', { kind: 'TransactionControl', action: 'release' }],
  ['ROLLBACK TO SAVEPOINT a', { kind: 'TransactionControl', action: 'rollback-to' }],
  ["PREPARE TRANSACTION 'x'", { kind: 'TransactionControl', action: 'commit' }],
]);

describeOperations('PostgreSQL settings', [
  ["SET lock_timeout = '5s'", { ...set, name: 'lock_timeout', value: '5s', span: "SET lock_timeout = '5s'" }],
  [
    'SET LOCAL Statement_Timeout TO 5000',
    { ...set, scope: 'local', name: 'statement_timeout', value: '5000' },
  ],
  ['SET SESSION search_path TO app, "Public"', { ...set, name: 'search_path', value: 'app, Public' }],
  ["SET search_path = ''", { ...set, value: '' }],
  ['SET x.y TO on', { ...set, name: 'x.y', value: 'on' }],
  ['SET x = -1.5', { ...set, value: '-1.5' }],
  ['SET x TO DEFAULT', { ...set, value: null, reset: true }],
  ['RESET lock_timeout', { ...set, name: 'lock_timeout', value: null, reset: true }],
  ['RESET ALL', { ...set, name: 'all', reset: true }],
  ["SET TIME ZONE 'UTC'", { ...set, name: 'timezone', value: 'UTC' }],
  ["SET NAMES 'utf8'", { ...set, name: 'client_encoding', value: 'utf8' }],
  ['SET ROLE bob', { ...set, name: 'role', value: 'bob' }],
  [
    'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY',
    { ...set, scope: 'local', name: 'transaction_isolation', value: 'serializable' },
    { ...set, scope: 'local', name: 'transaction_read_only', value: '1' },
  ],
  [
    'SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY',
    { ...set, scope: 'session', name: 'transaction_read_only' },
  ],
  ['SET CONSTRAINTS ALL DEFERRED', { ...set, scope: 'local', name: 'constraints', value: 'deferred' }],
  ["SELECT pg_catalog.set_config('search_path', '', false)", { ...set, name: 'search_path', value: '' }],
  [
    "SELECT set_config('Lock_Timeout', '1s', true)",
    { ...set, scope: 'local', name: 'lock_timeout', value: '1s' },
  ],
  [
    "SELECT set_config('a', 'b', false), set_config('c', d, false)",
    { ...set, name: 'a', value: 'b' },
    { ...set, name: 'c', value: null },
  ],
  ["SELECT set_config('a', 'b', false) FROM t", { kind: 'Query', functions: ['set_config'] }],
  ["SELECT app.set_config('a', 'b', false)", { kind: 'Query', functions: ['app.set_config'] }],
  ['DISCARD ALL', { ...set, name: 'all', reset: true }],
]);

describeOperations('PostgreSQL locks and maintenance', [
  [
    'LOCK TABLE ONLY a, app.b IN SHARE ROW EXCLUSIVE MODE NOWAIT',
    {
      kind: 'LockTables',
      tables: [
        { table: 'a', mode: 'SHARE ROW EXCLUSIVE' },
        { table: 'app.b', mode: 'SHARE ROW EXCLUSIVE' },
      ],
      nowait: true,
    },
  ],
  ['LOCK t', { kind: 'LockTables', tables: [{ table: 't', mode: 'ACCESS EXCLUSIVE' }], nowait: false }],
  ['LOCK t IN ACCESS SHARE MODE', { kind: 'LockTables', tables: [{ mode: 'ACCESS SHARE' }] }],
  [
    'TRUNCATE TABLE ONLY app.t',
    {
      kind: 'Truncate',
      span: 'TRUNCATE TABLE ONLY app.t',
      table: 'app.t',
      cascade: false,
      restartIdentity: false,
    },
  ],
  [
    'TRUNCATE a, b RESTART IDENTITY CASCADE',
    { kind: 'Truncate', span: 'a', table: 'a', cascade: true, restartIdentity: true },
    { kind: 'Truncate', span: 'b', table: 'b' },
  ],
  ['VACUUM FULL t', { kind: 'Maintenance', command: 'vacuum-full', table: 't' }],
  [
    'VACUUM (FULL false, ANALYZE) a, b (c)',
    { kind: 'Maintenance', command: 'vacuum', table: 'a', span: 'a' },
    { kind: 'Maintenance', table: 'b' },
  ],
  ['VACUUM', { kind: 'Maintenance', command: 'vacuum', table: null }],
  ['ANALYZE VERBOSE app.t (a)', { kind: 'Maintenance', command: 'analyze', table: 'app.t' }],
  ['CLUSTER t USING i', { kind: 'Maintenance', command: 'cluster', table: 't' }],
  ['CLUSTER', { kind: 'Maintenance', command: 'cluster', table: null }],
  ['CHECKPOINT', { kind: 'Maintenance', command: 'checkpoint', table: null }],
]);

describeOperations('PostgreSQL rows', [
  [
    "INSERT INTO app.t AS x (a, \"B\") VALUES (1, 'ü'), (2, 'b')",
    {
      kind: 'Insert',
      table: 'app.t',
      columns: ['a', 'B'],
      source: 'values',
      rows: 2,
      reads: [],
      onConflict: 'none',
      limited: false,
    },
  ],
  ['INSERT INTO t DEFAULT VALUES', { kind: 'Insert', columns: null, source: 'default-values', rows: 0 }],
  [
    'INSERT INTO t SELECT * FROM u WHERE a > 1 ON CONFLICT (a) DO UPDATE SET b = 1',
    { kind: 'Insert', source: 'select', rows: 0, reads: ['u'], onConflict: 'update', limited: true },
  ],
  [
    'INSERT INTO t TABLE app.u ON CONFLICT DO NOTHING',
    { kind: 'Insert', source: 'select', reads: ['app.u'], onConflict: 'ignore', limited: false },
  ],
  ['INSERT INTO t (a) SELECT a FROM u LIMIT 5', { kind: 'Insert', limited: true }],
  [
    'INSERT INTO t VALUES ((SELECT max(a) FROM t))',
    { kind: 'Insert', source: 'values', rows: 1, reads: ['t'] },
  ],
  [
    'UPDATE ONLY app.t AS x SET a = 1, (b, "C") = (2, 3), d.e = 4 FROM u, app.v WHERE x.id = u.id AND v.a IS NOT NULL RETURNING *',
    {
      kind: 'Update',
      table: 'app.t',
      columns: ['a', 'b', 'C', 'd'],
      where: { text: 'x.id = u.id AND v.a IS NOT NULL', columns: ['id', 'a'], notNullColumns: ['a'] },
      limit: false,
      reads: ['u', 'app.v'],
    },
  ],
  ['UPDATE t SET a = (SELECT b FROM u WHERE c = 1)', { kind: 'Update', where: null, reads: ['u'] }],
  [
    'DELETE FROM app.t USING u WHERE t.a = u.a',
    { kind: 'Delete', table: 'app.t', where: { text: 't.a = u.a' }, reads: ['u'] },
  ],
  ['DELETE FROM t', { kind: 'Delete', where: null, limit: false, reads: [] }],
  [
    'DELETE FROM t WHERE ctid IN (SELECT ctid FROM t LIMIT 10)',
    { kind: 'Delete', where: { columns: ['ctid'] }, reads: ['t'] },
  ],
  [
    'MERGE INTO app.t USING u ON t.a = u.a WHEN MATCHED THEN DELETE',
    { kind: 'Merge', table: 'app.t', reads: ['u'] },
  ],
  [
    'WITH gone AS (DELETE FROM a WHERE x = 1 RETURNING *), new AS MATERIALIZED (UPDATE b SET y = 2 RETURNING *) INSERT INTO c SELECT * FROM gone, new, d',
    { kind: 'Delete', table: 'a', span: 'DELETE FROM a WHERE x = 1 RETURNING *', where: { text: 'x = 1' } },
    { kind: 'Update', table: 'b', span: 'UPDATE b SET y = 2 RETURNING *', where: null },
    { kind: 'Insert', table: 'c', reads: ['d'] },
  ],
  [
    'WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x, y',
    { kind: 'Delete', table: 't', where: null },
    { kind: 'Query', reads: ['y'] },
  ],
  [
    "SELECT pg_catalog.setval('s', max(id)) FROM app.t",
    { kind: 'Query', reads: ['app.t'], functions: ['pg_catalog.setval', 'max'] },
  ],
  ['SELECT * FROM a JOIN b ON true FOR UPDATE OF a', { kind: 'Query', reads: ['a', 'b'] }],
  [
    "SELECT extract(year FROM a), a AT TIME ZONE 'utc', trim(b) FROM t",
    { kind: 'Query', functions: ['extract', 'timezone', 'btrim'] },
  ],
  [
    "SELECT a LIKE b ESCAPE 'c', pg_catalog.now() FROM t",
    { kind: 'Query', functions: ['like_escape', 'pg_catalog.now'] },
  ],
  ['COPY app.t (a) FROM STDIN', { kind: 'CopyRows', table: 'app.t', direction: 'from' }],
  ["COPY t TO '/x'", { kind: 'CopyRows', direction: 'to' }],
  [
    'COPY (DELETE FROM t RETURNING *) TO STDOUT',
    { kind: 'Delete', span: 'DELETE FROM t RETURNING *', table: 't' },
    { kind: 'CopyRows', table: null, direction: 'to' },
  ],
]);

describeOperations('PostgreSQL prepared and harmless statements', [
  [
    'PREPARE p (int) AS UPDATE t SET a = $1',
    {
      kind: 'DynamicStatement',
      verb: 'prepare',
      name: 'p',
      text: { value: 'UPDATE t SET a = $1', span: 'UPDATE t SET a = $1' },
      body: [
        {
          span: 'UPDATE t SET a = $1',
          operations: [{ kind: 'Update', where: null, span: 'UPDATE t SET a = $1' }],
        },
      ],
    },
  ],
  ['EXECUTE p(1)', { kind: 'DynamicStatement', verb: 'execute', name: 'p', text: null, body: [] }],
  ['DEALLOCATE ALL', { kind: 'DynamicStatement', verb: 'deallocate', name: null }],
  ['CALL app.p(1)', { kind: 'DynamicStatement', verb: 'call', name: 'app.p' }],
  ['EXPLAIN DELETE FROM t', { kind: 'Unknown', verb: 'explain', harmless: true }],
  ['EXPLAIN (ANALYZE, BUFFERS) DELETE FROM t', { kind: 'Delete', span: 'DELETE FROM t', table: 't' }],
  ['EXPLAIN ANALYZE VERBOSE DELETE FROM t', { kind: 'Delete', table: 't' }],
  ['EXPLAIN (ANALYZE false) DELETE FROM t', { kind: 'Unknown', harmless: true }],
  ['SHOW x', { kind: 'Unknown', verb: 'show', harmless: true }],
  ['LISTEN x', { kind: 'Unknown', verb: 'listen', harmless: true }],
  ["NOTIFY x, 'y'", { kind: 'Unknown', verb: 'notify', harmless: true }],
  ['DECLARE c CURSOR FOR SELECT 1', { kind: 'Unknown', verb: 'declare', harmless: true }],
  ['FETCH c', { kind: 'Unknown', verb: 'fetch', harmless: true }],
]);
