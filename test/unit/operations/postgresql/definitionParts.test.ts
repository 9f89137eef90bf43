import { describeOperations } from './shownOperations.ts';

/* Parts of a definition with their places: what stands behind the name, options, functions, relations. */

describeOperations('PostgreSQL triggers in full', [
  [
    'CREATE OR REPLACE TRIGGER x BEFORE INSERT OR UPDATE OF a, "B" OR TRUNCATE ON app.t REFERENCING OLD TABLE AS o NEW TABLE n FOR EACH STATEMENT WHEN (old.a IS DISTINCT FROM new.a) EXECUTE FUNCTION app.f(\'y\', 1, z)',
    {
      kind: 'CreateTrigger',
      columns: ['a', 'B'],
      forEach: 'statement',
      when: { text: 'old.a IS DISTINCT FROM new.a', span: 'old.a IS DISTINCT FROM new.a' },
      routine: 'app.f',
      arguments: ['y', '1', 'z'],
      transitionTables: [
        { rows: 'old', name: 'o' },
        { rows: 'new', name: 'n' },
      ],
      referencedTable: null,
    },
  ],
  [
    'CREATE CONSTRAINT TRIGGER update AFTER DELETE ON t FROM app.u DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE PROCEDURE f()',
    {
      kind: 'CreateTrigger',
      trigger: 'update',
      constraint: true,
      columns: [],
      forEach: 'row',
      when: null,
      routine: 'f',
      arguments: [],
      referencedTable: 'app.u',
      deferrable: true,
      initiallyDeferred: true,
    },
  ],
  [
    'CREATE TRIGGER x INSTEAD OF UPDATE ON v FOR ROW EXECUTE FUNCTION f()',
    { kind: 'CreateTrigger', timing: 'instead of', events: ['update'], columns: [], deferrable: false },
  ],
]);

describeOperations('PostgreSQL ONLY', [
  ['ALTER TABLE ONLY t ADD a int', { kind: 'AddColumn', only: true }],
  ['ALTER TABLE IF EXISTS ONLY (app.t) DROP a', { kind: 'DropColumn', only: true, tableIfExists: true }],
  ['ALTER TABLE t ADD a int', { kind: 'AddColumn', only: false }],
  ['ALTER TABLE ONLY t RENAME a TO b', { kind: 'RenameColumn', only: true }],
  ['ALTER TABLE t RENAME CONSTRAINT a TO b', { kind: 'RenameConstraint', only: false }],
  [
    'TRUNCATE ONLY a, b *, ONLY (c)',
    { kind: 'Truncate', table: 'a', only: true, span: 'ONLY a' },
    { kind: 'Truncate', table: 'b', only: false },
    { kind: 'Truncate', table: 'c', only: true },
  ],
  [
    'LOCK TABLE ONLY a, b IN SHARE MODE',
    {
      kind: 'LockTables',
      tables: [
        { table: 'a', mode: 'SHARE', only: true },
        { table: 'b', mode: 'SHARE', only: false },
      ],
    },
  ],
  ['UPDATE ONLY t SET a = 1', { kind: 'Update', table: 't', only: true }],
  ['UPDATE t SET a = 1', { kind: 'Update', only: false }],
  ['DELETE FROM ONLY t', { kind: 'Delete', table: 't', only: true }],
]);

describeOperations('PostgreSQL IF EXISTS and signatures on renames and moves', [
  ['ALTER INDEX IF EXISTS app.i RENAME TO j', { kind: 'RenameIndex', ifExists: true }],
  ['ALTER INDEX i RENAME TO j', { kind: 'RenameIndex', ifExists: false }],
  [
    'ALTER INDEX IF EXISTS i SET (fillfactor = 70)',
    {
      kind: 'AlterIndex',
      ifExists: true,
      options: [{ name: 'fillfactor', value: '70', span: 'fillfactor = 70' }],
    },
  ],
  [
    'ALTER INDEX i SET TABLESPACE "Fast"',
    {
      kind: 'AlterIndex',
      ifExists: false,
      options: [{ name: 'tablespace', value: 'Fast', span: 'SET TABLESPACE "Fast"' }],
    },
  ],
  ['ALTER VIEW IF EXISTS v RENAME TO w', { kind: 'RenameObject', ifExists: true }],
  ['ALTER VIEW IF EXISTS v RENAME a TO b', { kind: 'RenameObject', objectKind: 'column', ifExists: true }],
  ['ALTER SEQUENCE IF EXISTS s SET SCHEMA x', { kind: 'SetObjectSchema', ifExists: true }],
  ['ALTER SEQUENCE IF EXISTS s OWNER TO x', { kind: 'SetOwner', ifExists: true }],
  ['ALTER FUNCTION f(int, text) RENAME TO g', { kind: 'RenameObject', signature: ['int', 'text'] }],
  ['ALTER FUNCTION f SET SCHEMA x', { kind: 'SetObjectSchema', signature: null }],
  ['ALTER OPERATOR + (int, int) OWNER TO x', { kind: 'SetOwner', signature: ['int', 'int'] }],
  ["COMMENT ON FUNCTION f() IS 'x'", { kind: 'CommentOn', signature: [] }],
]);

describeOperations('PostgreSQL comments', [
  ["COMMENT ON TABLE t IS 'it''s'", { kind: 'CommentOn', comment: { value: "it's", span: "'it''s'" } }],
  ['COMMENT ON COLUMN a.b IS NULL', { kind: 'CommentOn', comment: { value: null, span: 'NULL' } }],
]);

describeOperations('PostgreSQL objects by name', [
  [
    "CREATE EXTENSION IF NOT EXISTS e WITH SCHEMA x VERSION '1.1' CASCADE",
    {
      kind: 'CreateObject',
      definition: { value: "WITH SCHEMA x VERSION '1.1' CASCADE" },
      options: [
        { name: 'schema', value: 'x', span: 'SCHEMA x' },
        { name: 'new_version', value: '1.1', span: "VERSION '1.1'" },
        { name: 'cascade', value: 'true', span: 'CASCADE' },
      ],
    },
  ],
  [
    "CREATE PUBLICATION p FOR TABLE a, ONLY app.b (x) WHERE (x > 1), TABLES IN SCHEMA c WITH (publish = 'insert')",
    {
      kind: 'CreateObject',
      objectKind: 'publication',
      relations: ['a', 'app.b'],
      options: [{ name: 'publish', value: 'insert', span: "publish = 'insert'" }],
    },
  ],
  ['ALTER PUBLICATION p SET TABLE a, app.b', { kind: 'AlterObject', relations: ['a', 'app.b'] }],
  ['CREATE PUBLICATION p FOR ALL TABLES', { kind: 'CreateObject', relations: [], options: [] }],
  [
    "CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION app.f()",
    { kind: 'CreateObject', routine: 'app.f' },
  ],
  [
    'CREATE CAST (bigint AS app.x) WITH FUNCTION app.f(bigint) AS ASSIGNMENT',
    { kind: 'CreateObject', name: 'bigint AS app.x', routine: 'app.f' },
  ],
  ['CREATE CAST (a AS b) WITHOUT FUNCTION', { kind: 'CreateObject', routine: null }],
  [
    'CREATE OPERATOR === (LEFTARG = box, FUNCTION = app.same, HASHES)',
    {
      kind: 'CreateObject',
      routine: 'app.same',
      options: [
        { name: 'leftarg', value: 'box', span: 'LEFTARG = box' },
        { name: 'function', value: 'app.same', span: 'FUNCTION = app.same' },
        { name: 'hashes', value: '', span: 'HASHES' },
      ],
    },
  ],
  [
    "CREATE FOREIGN DATA WRAPPER w HANDLER h VALIDATOR v OPTIONS (debug 'true')",
    {
      kind: 'CreateObject',
      routine: 'h',
      options: [
        { name: 'handler', span: 'HANDLER h' },
        { name: 'validator', span: 'VALIDATOR v' },
        { name: 'debug', value: 'true', span: "debug 'true'" },
      ],
    },
  ],
  [
    'CREATE STATISTICS s (mcv) ON a, b FROM app.t',
    { kind: 'CreateObject', table: 'app.t', relations: ['app.t'] },
  ],
  [
    'CREATE RULE r AS ON INSERT TO app.t DO ALSO (INSERT INTO u VALUES (new.a); DELETE FROM v)',
    {
      kind: 'CreateObject',
      table: 'app.t',
      body: [
        { span: 'INSERT INTO u VALUES (new.a)', operations: [{ kind: 'Insert', table: 'u' }] },
        { span: 'DELETE FROM v', operations: [{ kind: 'Delete', table: 'v' }] },
      ],
    },
  ],
  ['CREATE RULE r AS ON DELETE TO v DO INSTEAD NOTHING', { kind: 'CreateObject', body: [] }],
  [
    'CREATE RULE r AS ON UPDATE TO v DO INSTEAD UPDATE t SET a = new.a',
    { kind: 'CreateObject', body: [{ span: 'UPDATE t SET a = new.a' }] },
  ],
  [
    'ALTER FUNCTION f(int) STRICT SET search_path = a, b RESET x',
    {
      kind: 'AlterObject',
      signature: ['int'],
      options: [
        { name: 'strict', span: 'STRICT' },
        { name: 'set', span: 'SET search_path = a, b' },
        { name: 'set', span: 'RESET x' },
      ],
    },
  ],
  [
    'ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO x',
    { kind: 'AlterObject', definition: { value: 'IN SCHEMA s GRANT SELECT ON TABLES TO x' } },
  ],
  [
    'ALTER VIEW IF EXISTS v SET (security_invoker = true)',
    {
      kind: 'AlterObject',
      objectKind: 'view',
      ifExists: true,
      options: [{ name: 'security_invoker', value: 'true', span: 'security_invoker = true' }],
    },
  ],
]);

describeOperations('PostgreSQL materialized views as tables', [
  [
    'ALTER MATERIALIZED VIEW IF EXISTS app.v SET (autovacuum_enabled = false), CLUSTER ON i, SET TABLESPACE ts, ALTER COLUMN a SET STATISTICS 5',
    {
      kind: 'SetStorageParameters',
      table: 'app.v',
      tableIfExists: true,
      parameters: [{ value: 'autovacuum_enabled', setting: 'false' }],
    },
    { kind: 'SetTableProperty', table: 'app.v', property: 'cluster-on', value: 'i', valueSpan: 'i' },
    { kind: 'SetTableProperty', property: 'tablespace', value: 'ts' },
    { kind: 'SetColumnOption', column: 'a', option: 'statistics', value: '5' },
  ],
  [
    'ALTER MATERIALIZED VIEW v OWNER TO x',
    { kind: 'SetOwner', objectKind: 'materialized view', name: 'v', owner: 'x' },
  ],
]);

describeOperations('PostgreSQL privileges in full', [
  [
    'GRANT SELECT (a, b), INSERT, UPDATE ("C") ON t TO x WITH GRANT OPTION',
    {
      kind: 'Grant',
      privileges: ['select', 'insert', 'update'],
      columnPrivileges: [
        { privilege: 'select', columns: ['a', 'b'] },
        { privilege: 'update', columns: ['C'] },
      ],
      grantOption: true,
    },
  ],
  [
    'REVOKE GRANT OPTION FOR SELECT (a) ON t FROM x',
    { kind: 'Revoke', grantOption: true, columnPrivileges: [{ privilege: 'select', columns: ['a'] }] },
  ],
  ['GRANT ALL ON t TO x', { kind: 'Grant', columnPrivileges: [], grantOption: false }],
  ['GRANT a TO b WITH ADMIN OPTION', { kind: 'Grant', grantOption: true }],
  [
    'CREATE POLICY p ON t FOR UPDATE USING (a = current_user) WITH CHECK (b > 0)',
    { kind: 'CreatePolicy', using: { text: 'a = current_user' }, withCheck: { text: 'b > 0' } },
  ],
  ['CREATE POLICY p ON t', { kind: 'CreatePolicy', using: null, withCheck: null }],
  [
    'ALTER POLICY p ON t TO bob WITH CHECK (b)',
    { kind: 'AlterPolicy', roles: ['bob'], using: null, withCheck: { text: 'b' } },
  ],
]);
