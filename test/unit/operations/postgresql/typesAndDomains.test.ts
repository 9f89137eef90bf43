import { describeOperations } from './shownOperations.ts';

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
