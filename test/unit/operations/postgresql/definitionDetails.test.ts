import { describeOperations } from './shownOperations.ts';

/* Details of tables, types, sequences, routines and rows that rules and the catalog may ask for. */

describeOperations('PostgreSQL constraints in full', [
  [
    'ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (a WITH =, (b || c) WITH OPERATOR(pg_catalog.&&)) INCLUDE (d) WITH (fillfactor = 70) WHERE (NOT e)',
    {
      kind: 'AddConstraint',
      constraint: {
        kind: 'exclude',
        parts: [
          { column: 'a', operator: '=' },
          { column: null, operator: 'pg_catalog.&&' },
        ],
        include: ['d'],
        options: [{ name: 'fillfactor', value: '70' }],
        predicate: { text: 'NOT e' },
      },
    },
  ],
  [
    'ALTER TABLE t ADD PRIMARY KEY (a, b WITHOUT OVERLAPS) USING INDEX TABLESPACE ts',
    {
      kind: 'AddConstraint',
      constraint: {
        parts: [{ column: 'a' }, { column: 'b', span: 'b WITHOUT OVERLAPS' }],
        withoutOverlaps: true,
        usingIndex: null,
        options: [{ name: 'tablespace', value: 'ts', span: 'USING INDEX TABLESPACE ts' }],
      },
    },
  ],
  [
    'ALTER TABLE t ADD UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b)',
    {
      kind: 'AddConstraint',
      constraint: {
        parts: [{ column: 'a' }],
        include: ['b'],
        nullsNotDistinct: true,
        withoutOverlaps: false,
      },
    },
  ],
  [
    'ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i DEFERRABLE',
    { kind: 'AddConstraint', constraint: { parts: [], usingIndex: 'i', deferrable: true, options: [] } },
  ],
  [
    'ALTER TABLE t ADD FOREIGN KEY (a, PERIOD b) REFERENCES u (c, PERIOD d) ON DELETE SET NULL (a) ON UPDATE CASCADE',
    {
      kind: 'AddConstraint',
      constraint: {
        target: { onDelete: 'set null', onDeleteColumns: ['a'], onUpdate: 'cascade', period: true },
      },
    },
  ],
  [
    'ALTER TABLE t ADD a int CONSTRAINT n NOT NULL NO INHERIT, ADD CONSTRAINT m NOT NULL b NO INHERIT NOT VALID',
    {
      kind: 'AddColumn',
      column: { nullable: { value: false }, notNullName: 'n', notNullNoInherit: true },
    },
    {
      kind: 'AddConstraint',
      constraint: { kind: 'not-null', name: 'm', column: 'b', noInherit: true, notValid: 'NOT VALID' },
    },
  ],
  [
    'CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT DEFERRABLE INITIALLY DEFERRED, b int REFERENCES u NOT ENFORCED, c int CHECK (c > 0) NO INHERIT, d int PRIMARY KEY, e int NOT NULL)',
    {
      kind: 'CreateTable',
      columns: [
        {
          unique: {
            value: { constraint: null, deferrable: true, initiallyDeferred: true, nullsNotDistinct: true },
            span: 'UNIQUE NULLS NOT DISTINCT DEFERRABLE INITIALLY DEFERRED',
          },
        },
        { references: { value: { table: 'u', enforced: false } } },
        { checks: [{ noInherit: true, enforced: true }] },
        { primaryKey: { value: { constraint: null }, span: 'PRIMARY KEY' } },
        { notNullName: null, notNullNoInherit: false },
      ],
    },
  ],
  [
    'ALTER TABLE t ALTER CONSTRAINT a DEFERRABLE INITIALLY DEFERRED, ALTER CONSTRAINT b NO INHERIT, ALTER CONSTRAINT c NOT ENFORCED',
    { kind: 'AlterConstraint', deferrable: true, initiallyDeferred: true, inherit: null, enforced: null },
    { kind: 'AlterConstraint', deferrable: null, initiallyDeferred: null, inherit: false },
    { kind: 'AlterConstraint', enforced: false },
  ],
]);

describeOperations('PostgreSQL partitions and typed tables', [
  [
    "ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM ('a', MINVALUE) TO ('b', f(1, 2))",
    {
      kind: 'AttachPartition',
      bound: {
        values: {
          kind: 'range',
          from: [{ text: "'a'", kind: 'literal' }, { text: 'MINVALUE' }],
          to: [{ text: "'b'" }, { text: 'f(1, 2)', kind: 'function' }],
        },
      },
    },
  ],
  [
    'CREATE TABLE p PARTITION OF t FOR VALUES IN (1, NULL)',
    {
      kind: 'CreateTable',
      partitionOf: {
        bound: { values: { kind: 'list', values: [{ text: '1' }, { text: 'NULL', kind: 'null' }] } },
      },
    },
  ],
  [
    'CREATE TABLE p PARTITION OF t FOR VALUES WITH (MODULUS 4, REMAINDER 1)',
    { kind: 'CreateTable', partitionOf: { bound: { values: { kind: 'hash', modulus: 4, remainder: 1 } } } },
  ],
  ['ALTER TABLE t ATTACH PARTITION p DEFAULT', { kind: 'AttachPartition', bound: { values: null } }],
  [
    'CREATE TABLE t OF app.y (PRIMARY KEY (a), b WITH OPTIONS DEFAULT 5)',
    { kind: 'CreateTable', ofType: 'app.y', columns: [{ name: 'b', type: null, options: [] }] },
  ],
  ['CREATE TABLE t (a int)', { kind: 'CreateTable', ofType: null }],
  ['CREATE TABLE t (x) AS SELECT a, b FROM u', { kind: 'CreateTable', asQuery: { columns: ['x', 'b'] } }],
  ['CREATE TABLE t AS SELECT * FROM u', { kind: 'CreateTable', asQuery: { columns: null } }],
]);

describeOperations('PostgreSQL columns and tables altered, in full', [
  [
    'ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY (START WITH 3 NO CYCLE), ALTER b SET GENERATED BY DEFAULT SET INCREMENT BY 5 RESTART',
    {
      kind: 'AlterIdentity',
      options: [
        { name: 'start', value: '3', span: 'START WITH 3' },
        { name: 'cycle', value: 'false', span: 'NO CYCLE' },
      ],
    },
    {
      kind: 'AlterIdentity',
      identity: 'by-default',
      options: [
        { name: 'increment', value: '5', span: 'INCREMENT BY 5' },
        { name: 'restart', value: '', span: 'RESTART' },
      ],
    },
  ],
  [
    'ALTER TABLE t SET (fillfactor = 70, toast.autovacuum_enabled), REPLICA IDENTITY USING INDEX i, INHERIT app.p',
    {
      kind: 'SetStorageParameters',
      parameters: [
        { value: 'fillfactor', setting: '70', span: 'fillfactor = 70' },
        { value: 'toast.autovacuum_enabled', setting: null },
      ],
    },
    { kind: 'SetTableProperty', value: 'i', valueSpan: 'USING INDEX i' },
    { kind: 'SetTableProperty', value: 'app.p', valueSpan: 'app.p' },
  ],
  [
    'ALTER TABLE t ENABLE ALWAYS TRIGGER a, ENABLE REPLICA TRIGGER b, ENABLE TRIGGER c, DISABLE TRIGGER ALL',
    { kind: 'SetTriggerState', firesOn: 'always', enabled: true },
    { kind: 'SetTriggerState', firesOn: 'replica' },
    { kind: 'SetTriggerState', firesOn: 'origin' },
    { kind: 'SetTriggerState', enabled: false, trigger: { kind: 'all' } },
  ],
]);

describeOperations('PostgreSQL types, sequences, indexes and views in full', [
  [
    'ALTER TYPE y ADD ATTRIBUTE a numeric(10,2) CASCADE, DROP ATTRIBUTE IF EXISTS b, ALTER ATTRIBUTE c TYPE text COLLATE "C"',
    {
      kind: 'AlterTypeAttribute',
      attributeType: { name: 'numeric', arguments: ['10', '2'] },
      ifExists: false,
    },
    { kind: 'AlterTypeAttribute', attributeType: null, ifExists: true },
    { kind: 'AlterTypeAttribute', attributeType: { name: 'text', collation: 'C' } },
  ],
  ['ALTER TYPE y RENAME ATTRIBUTE a TO b', { kind: 'AlterTypeAttribute', attribute: 'a', to: 'b' }],
  [
    'CREATE TYPE y AS RANGE (subtype = float8)',
    { kind: 'CreateType', variant: { kind: 'range', options: [{ name: 'subtype', value: 'float8' }] } },
  ],
  [
    'CREATE DOMAIN d AS text CONSTRAINT c CHECK (value > 0)',
    { kind: 'CreateDomain', constraints: [{ constraint: 'c', span: 'CONSTRAINT c CHECK (value > 0)' }] },
  ],
  ['ALTER DOMAIN d RENAME CONSTRAINT a TO b', { kind: 'AlterDomain', constraint: 'a', to: 'b' }],
  [
    'ALTER DOMAIN d DROP CONSTRAINT IF EXISTS c CASCADE',
    { kind: 'AlterDomain', constraint: 'c', ifExists: true, cascade: true },
  ],
  [
    'CREATE TEMP SEQUENCE s AS int INCREMENT 5 NO MAXVALUE OWNED BY app.t.c',
    {
      kind: 'CreateSequence',
      temporary: true,
      options: [
        { name: 'as', value: 'int', span: 'AS int' },
        { name: 'increment', value: '5', span: 'INCREMENT 5' },
        { name: 'maxvalue', value: '', span: 'NO MAXVALUE' },
        { name: 'owned_by', value: 'app.t.c', span: 'OWNED BY app.t.c' },
      ],
    },
  ],
  [
    'CREATE INDEX i ON t USING gin (a) WITH (fastupdate = off) TABLESPACE ts WHERE b',
    {
      kind: 'CreateIndex',
      index: {
        options: [
          { name: 'fastupdate', value: 'off', span: 'fastupdate = off' },
          { name: 'tablespace', value: 'ts', span: 'TABLESPACE ts' },
        ],
        predicate: { text: 'b' },
      },
    },
  ],
  [
    'CREATE VIEW v (a, b) WITH (security_barrier) AS SELECT 1, 2 WITH LOCAL CHECK OPTION',
    {
      kind: 'CreateView',
      columnList: ['a', 'b'],
      query: { value: 'SELECT 1, 2' },
      options: [
        { name: 'security_barrier', value: '' },
        { name: 'check_option', value: 'local', span: 'WITH LOCAL CHECK OPTION' },
      ],
    },
  ],
  [
    'REINDEX (VERBOSE, TABLESPACE ts) TABLE CONCURRENTLY t',
    {
      kind: 'Reindex',
      concurrently: true,
      options: [
        { name: 'verbose', span: 'VERBOSE' },
        { name: 'tablespace', value: 'ts', span: 'TABLESPACE ts' },
      ],
    },
  ],
]);

describeOperations('PostgreSQL routines in full', [
  [
    "CREATE FUNCTION f(a int DEFAULT 5 + 1, b text[] = '{}') RETURNS SETOF app.y SECURITY DEFINER SET search_path = a, b SET x FROM CURRENT LANGUAGE sql AS 'SELECT 1'",
    {
      kind: 'CreateRoutine',
      parameters: [
        { name: 'a', typeReference: { name: 'integer', span: 'int' }, default: { text: '5 + 1' } },
        { name: 'b', typeReference: { name: 'text', arrayDimensions: 1 }, default: { text: "'{}'" } },
      ],
      returnType: { name: 'y', schema: 'app' },
      securityDefiner: true,
      settings: [
        { name: 'search_path', value: 'a, b', span: 'SET search_path = a, b' },
        { name: 'x', value: '', span: 'SET x FROM CURRENT' },
      ],
      source: { value: "'SELECT 1'" },
      body: [{ span: 'SELECT 1' }],
    },
  ],
  [
    'CREATE FUNCTION f() RETURNS TABLE (a int) SECURITY INVOKER RETURN 1',
    {
      kind: 'CreateRoutine',
      returnType: null,
      securityDefiner: false,
      settings: [],
      source: { value: 'RETURN 1' },
    },
  ],
  [
    'CREATE AGGREGATE a (int) (SFUNC = f, STYPE = int)',
    { kind: 'CreateRoutine', routine: 'a', source: { value: '(SFUNC = f, STYPE = int)' } },
  ],
]);

describeOperations('PostgreSQL rows and session in full', [
  [
    'WITH a AS (DELETE FROM t RETURNING *), b AS (INSERT INTO u SELECT * FROM a RETURNING *) INSERT INTO w SELECT * FROM b, v',
    { kind: 'Delete', table: 't', reads: [] },
    { kind: 'Insert', table: 'u', reads: [] },
    { kind: 'Insert', table: 'w', reads: ['v'] },
  ],
  [
    'WITH a AS (INSERT INTO u SELECT * FROM b RETURNING *), b AS (SELECT 1) SELECT * FROM a',
    { kind: 'Insert', table: 'u', reads: ['b'] },
    { kind: 'Query', reads: ['b'] },
  ],
  [
    'MERGE INTO t USING s ON a WHEN MATCHED THEN UPDATE SET b = 1, c = 2 WHEN NOT MATCHED THEN INSERT (a, b) VALUES (1, 2)',
    { kind: 'Merge', columns: ['b', 'c', 'a'], inserts: true, deletes: false },
  ],
  [
    'COPY t (a, b) FROM STDIN WITH (FORMAT csv, HEADER)',
    {
      kind: 'CopyRows',
      columns: ['a', 'b'],
      options: [{ name: 'format', value: 'csv' }, { name: 'header' }],
    },
  ],
  [
    'ANALYZE VERBOSE t (a, b), u',
    { kind: 'Maintenance', table: 't', columns: ['a', 'b'], options: [{ name: 'verbose', span: 'VERBOSE' }] },
    { kind: 'Maintenance', table: 'u', columns: [] },
  ],
  ['CLUSTER t USING i', { kind: 'Maintenance', table: 't', index: 'i' }],
  [
    'BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY',
    {
      kind: 'TransactionControl',
      modes: [
        { name: 'transaction_isolation', value: 'serializable', span: 'ISOLATION LEVEL SERIALIZABLE' },
        { name: 'transaction_read_only', span: 'READ ONLY' },
      ],
    },
  ],
  ['SAVEPOINT x', { kind: 'TransactionControl', name: 'x', twoPhase: false }],
  ["COMMIT PREPARED 'x'", { kind: 'TransactionControl', action: 'commit', name: 'x', twoPhase: true }],
  ['COMMIT AND CHAIN', { kind: 'TransactionControl', chain: true }],
  ['SET search_path TO a, "B"', { kind: 'SetVariable', value: 'a, B', valueSpan: 'a, "B"' }],
  ['RESET x', { kind: 'SetVariable', valueSpan: null }],
]);

describeOperations('PostgreSQL expressions that prove NOT NULL', [
  check('a IS NOT NULL', ['a']),
  check('NOT (a IS NULL)', ['a']),
  check('NOT a IS NULL AND b IS NOT NULL', ['a', 'b']),
  check('NOT (a IS NULL OR b IS NULL)', ['a', 'b']),
  check('NOT (a IS NULL AND b IS NULL)', []),
  check('NOT (NOT (a IS NOT NULL))', ['a']),
  check('(a IS NOT NULL AND b > 1) OR (c AND a IS NOT NULL)', ['a']),
  check('a IS NOT NULL OR b IS NOT NULL', []),
  check('(a IS NOT NULL) = true', ['a']),
  check('(a IS NULL) = false', ['a']),
  check('false <> (a IS NOT NULL)', ['a']),
  check('(a IS NULL) = true', []),
  check('NOT (a IS NOT NULL)', []),
  // A CHECK holds for NULL as well, so that comparing proves nothing.
  check('a > 0', []),
  check('lower(a) IS NOT NULL', []),
]);

function check(
  expression: string,
  notNullColumns: readonly string[],
): readonly [
  string,
  {
    readonly kind: string;
    readonly constraint: { readonly expression: { readonly notNullColumns: readonly string[] } };
  },
] {
  return [
    `ALTER TABLE t ADD CHECK (${expression})`,
    { kind: 'AddConstraint', constraint: { expression: { notNullColumns } } },
  ];
}
