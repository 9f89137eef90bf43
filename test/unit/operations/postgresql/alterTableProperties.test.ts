import { describeOperations } from './shownOperations.ts';

describeOperations('PostgreSQL ALTER TABLE: the table itself', [
  ['ALTER TABLE app.t RENAME TO u', { kind: 'RenameTable', span: 'RENAME TO u', table: 'app.t', to: 'u' }],
  [
    'ALTER TABLE IF EXISTS t RENAME COLUMN a TO "B"',
    {
      kind: 'RenameColumn',
      span: 'RENAME COLUMN a TO "B"',
      table: 't',
      tableIfExists: true,
      column: 'a',
      to: 'B',
      ifExists: false,
    },
  ],
  ['ALTER TABLE t RENAME a TO b', { kind: 'RenameColumn', column: 'a', to: 'b' }],
  [
    'ALTER TABLE t RENAME CONSTRAINT a TO b',
    { kind: 'RenameConstraint', name: 'a', to: 'b', span: 'RENAME CONSTRAINT a TO b' },
  ],
  ['ALTER TABLE t SET SCHEMA app', { kind: 'SetTableSchema', schema: 'app', span: 'SET SCHEMA app' }],
  [
    'ALTER TABLE t OWNER TO bob',
    { kind: 'SetOwner', objectKind: 'table', name: 't', owner: 'bob', span: 'OWNER TO bob' },
  ],
  ['ALTER TABLE t OWNER TO CURRENT_USER', { kind: 'SetOwner', owner: 'current_user' }],
  [
    'ALTER TABLE t SET (fillfactor = 70, toast.autovacuum_enabled = false)',
    {
      kind: 'SetStorageParameters',
      reset: false,
      parameters: [{ value: 'fillfactor', span: 'fillfactor = 70' }, { value: 'toast.autovacuum_enabled' }],
    },
  ],
  [
    'ALTER TABLE t RESET (FillFactor)',
    { kind: 'SetStorageParameters', reset: true, parameters: [{ value: 'fillfactor' }] },
  ],
  ['ALTER TABLE t SET TABLESPACE fast', { kind: 'SetTableProperty', property: 'tablespace', value: 'fast' }],
  [
    'ALTER TABLE t SET ACCESS METHOD heap',
    { kind: 'SetTableProperty', property: 'access-method', value: 'heap' },
  ],
  ['ALTER TABLE t SET LOGGED', { kind: 'SetTableProperty', property: 'logged', value: null }],
  ['ALTER TABLE t SET UNLOGGED', { kind: 'SetTableProperty', property: 'unlogged', value: null }],
  ['ALTER TABLE t CLUSTER ON i', { kind: 'SetTableProperty', property: 'cluster-on', value: 'i' }],
  [
    'ALTER TABLE t SET WITHOUT CLUSTER',
    { kind: 'SetTableProperty', property: 'without-cluster', value: null },
  ],
  ['ALTER TABLE t SET WITHOUT OIDS', { kind: 'SetTableProperty', property: 'without-oids', value: null }],
  [
    'ALTER TABLE t REPLICA IDENTITY FULL',
    { kind: 'SetTableProperty', property: 'replica-identity', value: 'full' },
  ],
  [
    'ALTER TABLE t REPLICA IDENTITY USING INDEX i',
    { kind: 'SetTableProperty', property: 'replica-identity', value: 'i' },
  ],
  [
    'ALTER TABLE t ENABLE ROW LEVEL SECURITY',
    { kind: 'SetTableProperty', property: 'enable-row-security', value: null },
  ],
  [
    'ALTER TABLE t DISABLE ROW LEVEL SECURITY',
    { kind: 'SetTableProperty', property: 'disable-row-security' },
  ],
  ['ALTER TABLE t FORCE ROW LEVEL SECURITY', { kind: 'SetTableProperty', property: 'force-row-security' }],
  [
    'ALTER TABLE t NO FORCE ROW LEVEL SECURITY',
    { kind: 'SetTableProperty', property: 'no-force-row-security' },
  ],
  ['ALTER TABLE t INHERIT app.p', { kind: 'SetTableProperty', property: 'inherit', value: 'app.p' }],
  ['ALTER TABLE t NO INHERIT p', { kind: 'SetTableProperty', property: 'no-inherit', value: 'p' }],
  ['ALTER TABLE t OF app.ty', { kind: 'SetTableProperty', property: 'of-type', value: 'app.ty' }],
  ['ALTER TABLE t NOT OF', { kind: 'SetTableProperty', property: 'not-of', value: null }],
  ['ALTER TABLE t ENABLE RULE r', { kind: 'SetTableProperty', property: 'enable-rule', value: 'r' }],
  ['ALTER TABLE t ENABLE ALWAYS RULE r', { kind: 'SetTableProperty', property: 'enable-rule', value: 'r' }],
  ['ALTER TABLE t ENABLE REPLICA RULE r', { kind: 'SetTableProperty', property: 'enable-rule', value: 'r' }],
  ['ALTER TABLE t DISABLE RULE r', { kind: 'SetTableProperty', property: 'disable-rule', value: 'r' }],
  [
    'ALTER TABLE t ENABLE TRIGGER x',
    { kind: 'SetTriggerState', enabled: true, trigger: { kind: 'named', name: 'x' } },
  ],
  [
    'ALTER TABLE t ENABLE ALWAYS TRIGGER x',
    { kind: 'SetTriggerState', enabled: true, trigger: { kind: 'named', name: 'x' } },
  ],
  [
    'ALTER TABLE t ENABLE REPLICA TRIGGER x',
    { kind: 'SetTriggerState', enabled: true, trigger: { kind: 'named', name: 'x' } },
  ],
  [
    'ALTER TABLE t DISABLE TRIGGER ALL',
    { kind: 'SetTriggerState', enabled: false, trigger: { kind: 'all' } },
  ],
  [
    'ALTER TABLE t ENABLE TRIGGER USER',
    { kind: 'SetTriggerState', enabled: true, trigger: { kind: 'user' } },
  ],
  [
    'ALTER TABLE t DISABLE TRIGGER "user"',
    { kind: 'SetTriggerState', enabled: false, trigger: { kind: 'named', name: 'user' } },
  ],
  [
    "ALTER TABLE t ATTACH PARTITION app.p FOR VALUES FROM ('a', MINVALUE) TO ('b', 3)",
    {
      kind: 'AttachPartition',
      partition: 'app.p',
      bound: {
        isDefault: false,
        text: "FROM ('a', MINVALUE) TO ('b', 3)",
        span: "FOR VALUES FROM ('a', MINVALUE) TO ('b', 3)",
      },
    },
  ],
  [
    'ALTER TABLE t ATTACH PARTITION p FOR VALUES WITH (MODULUS 4, REMAINDER 0)',
    { kind: 'AttachPartition', bound: { text: 'WITH (MODULUS 4, REMAINDER 0)' } },
  ],
  [
    'ALTER TABLE t ATTACH PARTITION p DEFAULT',
    { kind: 'AttachPartition', bound: { isDefault: true, text: 'DEFAULT', span: 'DEFAULT' } },
  ],
  [
    'ALTER TABLE t DETACH PARTITION p CONCURRENTLY',
    { kind: 'DetachPartition', partition: 'p', concurrently: true, finalize: false },
  ],
  [
    'ALTER TABLE t DETACH PARTITION p FINALIZE',
    { kind: 'DetachPartition', concurrently: false, finalize: true },
  ],
  ['ALTER FOREIGN TABLE t ADD COLUMN a int', { kind: 'AddColumn', table: 't', column: { name: 'a' } }],
  [
    "ALTER FOREIGN TABLE t OPTIONS (SET x 'y')",
    { kind: 'AlterObject', objectKind: 'foreign table', name: 't' },
  ],
  [
    'ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b',
    { kind: 'AlterObject', objectKind: 'tablespace', name: 'a' },
  ],
]);
