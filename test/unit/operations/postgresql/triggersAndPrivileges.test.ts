import { describeOperations } from './shownOperations.ts';

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
