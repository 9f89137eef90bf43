import { describeOperations } from './shownOperations.ts';

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
