import assert from 'node:assert/strict';
import { applyOperation } from '../../../server/src/catalog/apply.ts';
import {
  answersAlike,
  type Catalog,
  currentSchema,
  emptyCatalog,
  findColumn,
  findTable,
  keysIn,
  overlay,
  recordReads,
  relationKey,
} from '../../../server/src/catalog/catalog.ts';
import { nameOfKey } from '../../../server/src/catalog/keys.ts';
import { nearest } from '../../../server/src/catalog/nearest.ts';
import { applyStatement, replayFile } from '../../../server/src/catalog/replay.ts';
import type { ObjectName } from '../../../server/src/operations/names.ts';
import { databaseAfter, replay, statementsOf, tableOf } from './replayedSql.ts';

function named(text: string): ObjectName {
  const span = { start: 0, end: 0 };
  const [name = '', schema] = text.split('.').reverse();
  return {
    schema: schema === undefined ? null : { value: schema, quoted: false, span },
    name: { value: name, quoted: false, span },
    span,
  };
}

describe('the catalog as a value', () => {
  it('does not change when statements are applied', () => {
    const before = databaseAfter('postgresql', 'CREATE TABLE t (a int);').catalog;
    const table = tableOf(before, 'relation:public.t');
    const after = replay(before, 'ALTER TABLE t ADD COLUMN b int; CREATE TABLE u (a int);').catalog;
    assert.equal(tableOf(before, 'relation:public.t'), table);
    assert.equal(before.get('relation:public.u'), undefined);
    assert.equal(tableOf(after, 'relation:public.t').columns.length, 2);
  });

  it('keeps objects that a statement does not touch', () => {
    const before = databaseAfter(
      'postgresql',
      'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int); CREATE TABLE u (a int REFERENCES p);',
    ).catalog;
    const after = replay(before, 'ALTER TABLE t ADD COLUMN b int; CREATE INDEX ON u (a);').catalog;
    assert.equal(after.get('relation:public.p'), before.get('relation:public.p'));
  });

  it('lists the keys of a schema', () => {
    const { catalog } = databaseAfter(
      'postgresql',
      'CREATE TABLE a.t (id int PRIMARY KEY); CREATE TABLE b.t (id int); CREATE TABLE a.u (id int); DROP TABLE a.u; DROP TABLE b.t;',
    );
    assert.deepEqual([...keysIn(catalog, 'relation', 'a')].sort(), ['relation:a.t', 'relation:a.t_pkey']);
    assert.deepEqual([...keysIn(catalog, 'relation', 'b')], []);
    assert.deepEqual([...keysIn(catalog, 'relation', 'nothing')], []);
  });

  it('shows laid over writes, also in lists', () => {
    const { catalog } = databaseAfter('postgresql', 'CREATE TABLE t (id int); CREATE TABLE u (id int);');
    const table = tableOf(catalog, 'relation:public.t');
    const reader = overlay(
      catalog,
      new Map([
        ['relation:public.t', null],
        ['relation:public.n', { ...table, name: 'n' }],
      ]),
    );
    assert.equal(findTable(reader, named('t')), undefined);
    assert.equal(findTable(reader, named('n'))?.name, 'n');
    assert.deepEqual([...keysIn(reader, 'relation', 'public')].sort(), [
      'relation:public.n',
      'relation:public.u',
    ]);
  });

  it('records what was read, so that equal answers can be told', () => {
    const catalog = databaseAfter('postgresql', 'CREATE TABLE t (id int); CREATE TABLE u (id int);').catalog;
    const { reader, reads } = recordReads(catalog);
    const [syntax] = statementsOf('postgresql', 'ALTER TABLE t ADD COLUMN a int');
    const operation = syntax?.operations[0];
    assert.ok(operation !== undefined);
    applyOperation(reader, operation, { path: 'x.sql', statement: 0, span: operation.span });
    assert.equal(answersAlike(catalog, reads), true);
    assert.equal(
      answersAlike(
        replay(catalog, 'ALTER TABLE u ADD COLUMN a int; CREATE TABLE other (id int);').catalog,
        reads,
      ),
      true,
    );
    assert.equal(answersAlike(replay(catalog, 'ALTER TABLE t ADD COLUMN b int;').catalog, reads), false);
    assert.equal(answersAlike(replay(catalog, 'CREATE TEMP TABLE t (id int);').catalog, reads), false);
  });

  it('resolves names as the session does', () => {
    const postgresql = databaseAfter(
      'postgresql',
      'CREATE TABLE app.t (id int); CREATE TABLE public.t (id int); SET search_path = other, app;',
    ).catalog;
    assert.equal(relationKey(postgresql, named('t')), 'relation:app.t');
    assert.equal(relationKey(postgresql, named('public.t')), 'relation:public.t');
    assert.equal(relationKey(postgresql, named('nothing')), 'relation:other.nothing');
    assert.equal(currentSchema(postgresql), 'other');
    assert.equal(currentSchema(emptyCatalog('postgresql', { complete: false })), 'public');
    assert.equal(currentSchema(emptyCatalog('mysql', { complete: false })), '');
    assert.equal(nameOfKey('relation:.t'), 't');
    assert.equal(nameOfKey('relation:public.t'), 'public.t');
  });

  it('compares MySQL column names without case', () => {
    const mysql = databaseAfter('mysql', 'CREATE TABLE t (userId int)').catalog;
    assert.equal(findColumn(mysql, findTable(mysql, named('t')), 'USERID')?.name, 'userId');
    const postgresql = databaseAfter('postgresql', 'CREATE TABLE t ("userId" int)').catalog;
    assert.equal(findColumn(postgresql, findTable(postgresql, named('t')), 'userid'), undefined);
  });
});

describe('replay', () => {
  it('gives the schema around each operation, in the order of the text', () => {
    const { catalog } = databaseAfter('postgresql', 'CREATE TABLE t (a int);');
    const [syntax] = statementsOf(
      'postgresql',
      'ALTER TABLE t ADD COLUMN b int, DROP COLUMN a, DROP COLUMN z',
    );
    assert.ok(syntax !== undefined);
    const replayed = applyStatement(catalog, syntax, { path: 'x.sql', statement: 3 });
    const columns = (of: Catalog): readonly string[] =>
      tableOf(of, 'relation:public.t').columns.map(column => column.name);
    assert.deepEqual(
      replayed.steps.map(step => [
        step.operation,
        columns(step.before),
        columns(step.after),
        step.problems.length,
      ]),
      [
        [syntax.operations[0], [], ['b'], 0],
        [syntax.operations[1], ['a'], [], 0],
        [syntax.operations[2], [], [], 1],
      ],
    );
    assert.deepEqual(columns(replayed.catalog), ['b']);
    assert.deepEqual(tableOf(replayed.catalog, 'relation:public.t').columns[0]?.origin, {
      path: 'x.sql',
      statement: 3,
      span: syntax.operations[0]?.span,
    });
  });

  it('replays a file and ends its session', () => {
    const statements = statementsOf(
      'postgresql',
      'SET search_path = app; CREATE TABLE t (id int); CREATE TEMP TABLE u (id int);',
    );
    const catalog = replayFile(emptyCatalog('postgresql', { complete: true }), statements, 'x.sql');
    assert.deepEqual(tableOf(catalog, 'relation:app.t').origin?.statement, 1);
    assert.equal(currentSchema(catalog), 'public');
    assert.equal(catalog.get('relation:pg_temp.u'), undefined);
  });
});

describe('nearest', () => {
  it('finds slips of the finger', () => {
    assert.deepEqual(nearest('usres', ['users', 'orders', 'uses', 'u']), ['users', 'uses']);
    assert.deepEqual(nearest('user_id', ['userId', 'user', 'user_ids', 'order_id']), ['userId', 'user_ids']);
    assert.deepEqual(nearest('UserId', ['user_id']), ['user_id']);
  });

  it('does not guess', () => {
    assert.deepEqual(nearest('accounts', ['users', 'orders', 'payments']), []);
    assert.deepEqual(nearest('a', ['b', 'c', 'xyz']), []);
    assert.deepEqual(nearest('users', ['users']), []);
  });
});
