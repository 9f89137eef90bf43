import assert from 'node:assert/strict';
import type { ReadLevel } from '../../../../server/src/operations/statementSyntax.ts';
import { assertStated, readShown, type Stated, shown, testReader } from './shownOperations.ts';

interface Case {
  readonly sql: string;
  readonly level: ReadLevel;
  /** The words where the grammar stopped; empty at the end of the text. */
  readonly stopsAt: string;
  readonly operations: readonly Stated[];
}

const cases: readonly Case[] = [
  {
    sql: 'ALTER TABLE app.t ADD COLUMN a int, DROP COLUMN',
    level: 'partial',
    stopsAt: '',
    operations: [
      {
        kind: 'AddColumn',
        span: 'ADD COLUMN a int',
        table: 'app.t',
        column: { name: 'a', type: { span: 'int' } },
      },
      { kind: 'UnknownTableAction', span: 'DROP COLUMN', table: 'app.t' },
    ],
  },
  {
    // The grammar takes `DROP COL` for a column of that name, and so it is.
    sql: 'ALTER TABLE t ADD COLUMN a int, DROP COL',
    level: 'full',
    stopsAt: '',
    operations: [{ kind: 'AddColumn' }, { kind: 'DropColumn', column: 'col' }],
  },
  {
    sql: 'ALTER TABLE IF EXISTS t ALTER "ü😀" SET DEFAULT \'ö\', FROB x y, DROP c',
    level: 'partial',
    stopsAt: 'FROB',
    operations: [
      { kind: 'SetColumnDefault', column: 'ü😀', tableIfExists: true, default: { text: "'ö'", span: "'ö'" } },
      { kind: 'UnknownTableAction', span: 'FROB x y', tableIfExists: true },
      { kind: 'DropColumn', column: 'c', span: 'DROP c' },
    ],
  },
  {
    sql: "ALTER TABLE t DROP a, ALTER b SET DEFAULT 'open",
    level: 'partial',
    stopsAt: "'open",
    operations: [{ kind: 'DropColumn' }, { kind: 'UnknownTableAction', span: "ALTER b SET DEFAULT 'open" }],
  },
  {
    sql: 'ALTER TABLE t DROP a, ADD b numeric(10, DROP c',
    level: 'partial',
    stopsAt: 'c',
    operations: [{ kind: 'DropColumn', column: 'a' }, { kind: 'UnknownTableAction' }],
  },
  {
    sql: 'ALTER TABLE t DROP a,',
    level: 'partial',
    stopsAt: '',
    operations: [{ kind: 'DropColumn' }, { kind: 'UnknownTableAction', span: '' }],
  },
  {
    sql: 'ALTER TABLE t DROP a, RENAME b TO c',
    level: 'partial',
    stopsAt: 'RENAME',
    operations: [{ kind: 'DropColumn' }, { kind: 'RenameColumn', column: 'b' }],
  },
  {
    sql: 'ALTER TABLE app.t',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'alter table', object: 'app.t', harmless: false }],
  },
  {
    sql: 'ALTER TABLE',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'alter table', object: null }],
  },
  {
    sql: 'CREATE TABLE IF NOT EXISTS app."T" (a int,',
    level: 'partial',
    stopsAt: '',
    operations: [
      { kind: 'CreateTable', table: 'app.T', ifNotExists: true, columns: [{ name: 'a', span: 'a int' }] },
      { kind: 'UnknownTableAction', table: 'app.T' },
    ],
  },
  {
    sql: 'CREATE TABLE t (a int, FROB x y z, c numeric(10, 2) NOT NULL, CHECK (c > 0), "d"',
    level: 'partial',
    stopsAt: 'y',
    operations: [
      {
        kind: 'CreateTable',
        span: 'CREATE TABLE t (a int, FROB x y z, c numeric(10, 2) NOT NULL, CHECK (c > 0), "d"',
        columns: [
          { name: 'a', span: 'a int' },
          { name: 'c', span: 'c numeric(10, 2) NOT NULL', type: { span: 'numeric(10, 2)' } },
        ],
        constraints: [{ kind: 'check', span: 'CHECK (c > 0)', expression: { span: 'c > 0' } }],
      },
      { kind: 'UnknownTableAction', span: 'FROB x y z', table: 't' },
      { kind: 'UnknownTableAction', span: '"d"' },
    ],
  },
  {
    sql: 'CREATE TABLE t (',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'create table', object: 't' }],
  },
  {
    sql: 'CREATE TABLE t (a int) PARTITION BY',
    level: 'partial',
    stopsAt: '',
    operations: [{ kind: 'CreateTable', columns: [{ name: 'a' }] }],
  },
  {
    sql: 'DROP TABLE IF EXISTS a, app.b,',
    level: 'partial',
    stopsAt: '',
    operations: [
      { kind: 'DropTable', table: 'a', ifExists: true, span: 'a' },
      { kind: 'DropTable', table: 'app.b', span: 'app.b' },
    ],
  },
  {
    sql: 'CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY app.t (',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'create index', object: 'app.t' }],
  },
  {
    sql: 'CREATE INDEX i',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'create index', object: 'i' }],
  },
  { sql: 'CREATE INDEX ON t', level: 'head', stopsAt: '', operations: [{ kind: 'Unknown', object: 't' }] },
  {
    sql: 'CREATE OR REPLACE FUNCTION app.f( RETURNS int',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'create function', object: 'app.f' }],
  },
  {
    sql: 'CREATE MATERIALIZED VIEW m AS SELECT FROM WHERE',
    level: 'head',
    stopsAt: 'WHERE',
    operations: [{ kind: 'Unknown', verb: 'create materialized view', object: 'm' }],
  },
  {
    sql: 'DROP TRIGGER x',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'drop trigger', object: 'x' }],
  },
  {
    sql: 'DROP TRIGGER x ON t FOO',
    level: 'head',
    stopsAt: 'FOO',
    operations: [{ kind: 'Unknown', object: 't' }],
  },
  { sql: 'DROP TABLE', level: 'head', stopsAt: '', operations: [{ kind: 'Unknown', object: null }] },
  {
    sql: 'UPDATE ONLY app.t SET',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'update', object: 'app.t', harmless: true }],
  },
  {
    sql: 'INSERT INTO t VALUES (1,',
    level: 'head',
    stopsAt: '',
    operations: [{ kind: 'Unknown', verb: 'insert', object: 't' }],
  },
  {
    sql: 'SELECT FROM FROM',
    level: 'head',
    stopsAt: 'FROM',
    operations: [{ kind: 'Unknown', verb: 'select', object: null, harmless: true }],
  },
  {
    sql: 'CREATE TABEL t (a int)',
    level: 'opaque',
    stopsAt: 'TABEL',
    operations: [{ kind: 'Unknown', verb: 'create', object: null }],
  },
  {
    sql: 'FROB x',
    level: 'opaque',
    stopsAt: 'FROB',
    operations: [{ kind: 'Unknown', verb: 'frob', object: null, harmless: false }],
  },
  {
    sql: '__proto__ constructor',
    level: 'opaque',
    stopsAt: '__proto__',
    operations: [{ kind: 'Unknown', verb: '__proto__' }],
  },
  { sql: '?', level: 'opaque', stopsAt: '?', operations: [{ kind: 'Unknown', verb: '' }] },
  { sql: '', level: 'full', stopsAt: '', operations: [] },
  { sql: '/* only this */', level: 'full', stopsAt: '', operations: [] },
  {
    sql: 'DROP TABLE a; DROP TABLE b',
    level: 'full',
    stopsAt: '',
    operations: [
      { kind: 'DropTable', span: 'DROP TABLE a' },
      { kind: 'DropTable', span: 'DROP TABLE b', table: 'b' },
    ],
  },
];

describe('PostgreSQL unfinished text', () => {
  for (const { sql, level, stopsAt, operations } of cases) {
    it(sql || 'empty', async () => {
      const { syntax, operations: read } = readShown(await testReader(), sql);
      assert.equal(syntax.level, level);
      assertStated(read, operations, sql);
      assert.equal(syntax.error === null, level === 'full');
      assert.equal(syntax.error === null ? '' : shown(sql, syntax.error.span), stopsAt);
    });
  }

  it('says what the grammar says', async () => {
    const reader = await testReader();
    assert.equal(reader.read('DROP TABEL a').error?.message, 'syntax error at or near "TABEL"');
    assert.equal(reader.read('DROP TABLE').error?.message, 'syntax error at end of input');
  });

  it('keeps the finished actions while the last one is typed', async () => {
    const reader = await testReader();
    const finished = 'ALTER TABLE app.t ADD COLUMN a int NOT NULL, ';
    const last = "ALTER COLUMN b TYPE numeric(10, 2) USING (b || ',')::numeric";
    for (let length = 0; length <= last.length; length++) {
      const sql = finished + last.slice(0, length);
      const syntax = reader.read(sql);
      const [add] = syntax.operations;
      assert.ok(add?.kind === 'AddColumn', sql);
      assert.equal(shown(sql, add.span), 'ADD COLUMN a int NOT NULL', sql);
      assert.equal(shown(sql, syntax.alterTable?.table), 'app.t', sql);
    }
  });
});
