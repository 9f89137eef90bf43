import { describeOperations } from './shownOperations.ts';

const on = { table: 't', tableIfExists: false };

describeOperations('PostgreSQL ALTER TABLE: constraints', [
  [
    'ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a, "B") REFERENCES app.u ON UPDATE NO ACTION ON DELETE CASCADE NOT VALID',
    {
      kind: 'AddConstraint',
      span: 'ADD CONSTRAINT fk FOREIGN KEY (a, "B") REFERENCES app.u ON UPDATE NO ACTION ON DELETE CASCADE NOT VALID',
      ...on,
      ifNotExists: false,
      constraint: {
        kind: 'foreign-key',
        name: 'fk',
        columns: ['a', 'B'],
        target: { table: 'app.u', columns: [], onDelete: 'cascade', onUpdate: 'no action', match: null },
        indexName: null,
        notValid: 'NOT VALID',
        enforced: true,
        deferrable: false,
        initiallyDeferred: false,
      },
    },
  ],
  [
    'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (id) NOT DEFERRABLE, ADD FOREIGN KEY (a) REFERENCES u INITIALLY DEFERRED',
    {
      kind: 'AddConstraint',
      constraint: {
        name: null,
        notValid: null,
        deferrable: false,
        target: { onDelete: null, onUpdate: null },
      },
    },
    { kind: 'AddConstraint', constraint: { deferrable: true, initiallyDeferred: true } },
  ],
  [
    'ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL AND (b > 0 OR b IS NOT NULL)) NO INHERIT NOT VALID',
    {
      kind: 'AddConstraint',
      constraint: {
        kind: 'check',
        noInherit: true,
        notValid: 'NOT VALID',
        expression: {
          text: 'a IS NOT NULL AND (b > 0 OR b IS NOT NULL)',
          columns: ['a', 'b'],
          notNullColumns: ['a'],
        },
      },
    },
  ],
  [
    'ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED',
    { kind: 'AddConstraint', constraint: { kind: 'check', name: null, enforced: false, notValid: null } },
  ],
  [
    'ALTER TABLE t ADD PRIMARY KEY (a, b) INCLUDE (c)',
    {
      kind: 'AddConstraint',
      constraint: {
        kind: 'primary-key',
        parts: [{ column: 'a', span: 'a' }, { column: 'b' }],
        include: ['c'],
        usingIndex: null,
        nullsNotDistinct: false,
      },
    },
  ],
  [
    'ALTER TABLE t ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a) WITH (fillfactor = 70) USING INDEX TABLESPACE x DEFERRABLE',
    {
      kind: 'AddConstraint',
      constraint: {
        kind: 'unique',
        name: 'u',
        parts: [{ column: 'a' }],
        nullsNotDistinct: true,
        usingIndex: null,
        deferrable: true,
      },
    },
  ],
  [
    'ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX i',
    { kind: 'AddConstraint', constraint: { kind: 'primary-key', usingIndex: 'i', parts: [] } },
  ],
  [
    'ALTER TABLE t ADD CONSTRAINT n NOT NULL c NOT VALID',
    {
      kind: 'AddConstraint',
      constraint: { kind: 'not-null', name: 'n', column: 'c', notValid: 'NOT VALID', noInherit: false },
    },
  ],
  [
    "ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (room WITH =, (lower(a)) DESC WITH &&) WHERE (b <> 'x')",
    {
      kind: 'AddConstraint',
      constraint: {
        kind: 'exclude',
        method: 'gist',
        parts: [
          { column: 'room', expression: null, descending: false },
          { column: null, expression: { text: 'lower(a)', functions: ['lower'] }, descending: true },
        ],
        predicate: { text: "b <> 'x'", columns: ['b'] },
      },
    },
  ],
  [
    'ALTER TABLE t DROP CONSTRAINT IF EXISTS c CASCADE',
    {
      kind: 'DropConstraint',
      span: 'DROP CONSTRAINT IF EXISTS c CASCADE',
      name: 'c',
      constraintKind: 'any',
      ifExists: true,
      cascade: true,
    },
  ],
  [
    'ALTER TABLE t VALIDATE CONSTRAINT c',
    { kind: 'ValidateConstraint', name: 'c', span: 'VALIDATE CONSTRAINT c' },
  ],
  [
    'ALTER TABLE t ALTER CONSTRAINT c DEFERRABLE',
    { kind: 'AlterConstraint', name: 'c', deferrable: true, enforced: null },
  ],
  [
    'ALTER TABLE t ALTER CONSTRAINT c NOT ENFORCED',
    { kind: 'AlterConstraint', name: 'c', deferrable: null, enforced: false },
  ],
]);
