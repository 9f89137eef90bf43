import { describeOperations } from './shownOperations.ts';

describeOperations('PostgreSQL indexes', [
  [
    `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "I" ON ONLY app.t USING GIN
       (a, lower(b) DESC NULLS LAST, (c || 'ü') COLLATE "C" text_pattern_ops (x = 1) ASC NULLS FIRST) INCLUDE (d, e) NULLS NOT DISTINCT
       WITH (fillfactor = 70) TABLESPACE s WHERE f IS NOT NULL AND g > 0`,
    {
      kind: 'CreateIndex',
      table: 'app.t',
      tableIfExists: false,
      concurrently: true,
      ifNotExists: true,
      only: true,
      index: {
        name: 'I',
        unique: true,
        method: 'gin',
        parts: [
          {
            span: 'a',
            column: 'a',
            expression: null,
            descending: false,
            nullsFirst: null,
            collation: null,
            operatorClass: null,
            prefixLength: null,
          },
          {
            span: 'lower(b) DESC NULLS LAST',
            column: null,
            expression: { text: 'lower(b)', functions: ['lower'], columns: ['b'] },
            descending: true,
            nullsFirst: false,
          },
          {
            column: null,
            expression: { text: "c || 'ü'" },
            collation: 'C',
            operatorClass: 'text_pattern_ops',
            descending: false,
            nullsFirst: true,
          },
        ],
        include: ['d', 'e'],
        nullsNotDistinct: true,
        predicate: { text: 'f IS NOT NULL AND g > 0', columns: ['f', 'g'], notNullColumns: ['f'] },
        invisible: false,
        comment: null,
      },
    },
  ],
  [
    'CREATE INDEX ON t (a app.my_ops)',
    {
      kind: 'CreateIndex',
      table: 't',
      concurrently: false,
      only: false,
      index: {
        name: null,
        unique: false,
        method: 'btree',
        predicate: null,
        parts: [{ column: 'a', operatorClass: 'app.my_ops' }],
      },
    },
  ],
  [
    'CREATE INDEX i ON t (app.f(a, 1), COALESCE(b, c))',
    {
      kind: 'CreateIndex',
      index: {
        parts: [
          { expression: { text: 'app.f(a, 1)', functions: ['app.f'] } },
          { expression: { text: 'COALESCE(b, c)', functions: ['coalesce'], columns: ['b', 'c'] } },
        ],
      },
    },
  ],
  [
    'DROP INDEX CONCURRENTLY IF EXISTS app.i',
    {
      kind: 'DropIndex',
      span: 'DROP INDEX CONCURRENTLY IF EXISTS app.i',
      index: 'app.i',
      table: null,
      concurrently: true,
      ifExists: true,
      cascade: false,
    },
  ],
  [
    'DROP INDEX a, b CASCADE',
    { kind: 'DropIndex', span: 'a', index: 'a', cascade: true },
    { kind: 'DropIndex', span: 'b', index: 'b' },
  ],
  [
    'ALTER INDEX IF EXISTS i RENAME TO j',
    { kind: 'RenameIndex', index: 'i', table: null, to: 'j', viaAlterTable: false, span: 'RENAME TO j' },
  ],
  ['ALTER INDEX i SET TABLESPACE x', { kind: 'AlterIndex', index: 'i', action: 'tablespace' }],
  ['ALTER INDEX i SET (fillfactor = 1)', { kind: 'AlterIndex', action: 'parameters' }],
  ['ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 5', { kind: 'AlterIndex', action: 'statistics' }],
  [
    'ALTER INDEX i ATTACH PARTITION app.j',
    { kind: 'AlterIndex', action: 'attach-partition', partition: 'app.j' },
  ],
  ['ALTER INDEX i DEPENDS ON EXTENSION e', { kind: 'AlterIndex', action: 'depends', index: 'i' }],
  [
    'REINDEX INDEX CONCURRENTLY app.i',
    { kind: 'Reindex', target: 'index', name: 'app.i', concurrently: true },
  ],
  [
    'REINDEX (VERBOSE, CONCURRENTLY) TABLE t',
    { kind: 'Reindex', target: 'table', name: 't', concurrently: true },
  ],
  [
    'REINDEX (CONCURRENTLY false) SCHEMA s',
    { kind: 'Reindex', target: 'schema', name: 's', concurrently: false },
  ],
  ['REINDEX DATABASE d', { kind: 'Reindex', target: 'database', name: 'd' }],
]);
