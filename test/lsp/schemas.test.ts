import assert from 'node:assert/strict';
import { DatabaseFailure } from '../../server/src/introspection/connection.ts';
import type { CaptureResult, RequestFailure, SchemaDiff } from '../../server/src/lsp/protocol.ts';
import type { ServerRuntime } from '../../server/src/lsp/runtime.ts';
import { nodeRuntime } from '../../server/src/node/languageServer.ts';
import { type TestClient, withClient } from './testClient.ts';

const V1 = 'db/migration/V1__users.sql';
const V2 = 'db/migration/V2__names.sql';
const FILES = {
  'interlock.json':
    '{ "targets": [{ "name": "live", "engine": "mysql", "version": "8.0.36", "statistics": "db/live.stats.json" }], "baseline": { "path": "db/base.sql" } }',
  'db/base.sql': 'CREATE TABLE old (id int);\n',
  [V1]: 'CREATE TABLE users (id int PRIMARY KEY, a int);\n',
  [V2]: '-- names\nALTER TABLE users\n  ADD COLUMN name varchar(9),\n  DROP COLUMN a;\n',
} as const;

const LIVE = 'mysql://app:s3cret@db.internal/shop';

/** A server with one table, which refuses another password. */
const runtime: ServerRuntime = {
  ...nodeRuntime,
  openDatabase: async address => {
    if (!address.url.includes('s3cret')) throw new DatabaseFailure(`${address.title}: Access denied`);
    return {
      family: 'mysql',
      database: 'shop',
      close: () => Promise.resolve(),
      async query(sql) {
        if (sql.startsWith('SELECT VERSION')) return [{ version: '8.0.40' }];
        if (sql.startsWith('SELECT table_name AS name, table_type'))
          return [{ name: 'users', kind: 'BASE TABLE' }];
        if (sql.startsWith('SHOW CREATE TABLE'))
          return [
            { 'Create Table': 'CREATE TABLE `users` (\n  `id` int NOT NULL,\n  PRIMARY KEY (`id`)\n)' },
          ];
        return [];
      },
    };
  },
};

async function diff(client: TestClient, params: object): Promise<SchemaDiff> {
  const answer = await client.request<SchemaDiff | RequestFailure | null>('interlock/schemaDiff', {
    uri: client.uri(V2),
    ...params,
  });
  assert.ok(answer !== null && !('failure' in answer), JSON.stringify(answer));
  return answer;
}

describe('schemas over the protocol', () => {
  it('lists what a migration changes, what breaks, and the statement that does it', () =>
    withClient({ files: FILES, runtime }, async client => {
      const { changes, beforeTitle, afterTitle } = await diff(client, {});
      assert.deepEqual([beforeTitle, afterTitle], ['before', 'after']);
      assert.deepEqual(
        changes.map(({ change, name, breaks, place }) => ({ change, name, breaks, place })),
        [
          {
            change: 'dropped',
            name: 'users.a',
            breaks: 'the column is gone',
            place: {
              uri: client.uri(V2),
              range: { start: { line: 3, character: 2 }, end: { line: 3, character: 15 } },
            },
          },
          {
            change: 'added',
            name: 'users.name',
            breaks: null,
            place: {
              uri: client.uri(V2),
              range: { start: { line: 2, character: 2 }, end: { line: 2, character: 28 } },
            },
          },
        ],
      );
    }));

  it('compares baseline, all migrations, a dump, a database and nothing', () =>
    withClient({ files: FILES, runtime }, async client => {
      const names = async (from: object, to: object): Promise<readonly string[]> =>
        (await diff(client, { from, to })).changes.map(({ change, name }) => `${change} ${name}`);
      assert.deepEqual(await names({ kind: 'empty' }, { kind: 'baseline' }), ['added old']);
      assert.deepEqual(await names({ kind: 'baseline' }, { kind: 'all' }), ['added users']);
      assert.deepEqual(
        await names({ kind: 'dump', uri: client.uri('db/base.sql') }, { kind: 'baseline' }),
        [],
      );
      assert.deepEqual(await names({ kind: 'all' }, { kind: 'database', url: LIVE }), [
        'dropped old',
        'dropped users.name',
      ]);
    }));

  it('tells in one line why a schema cannot be had, without the password', () =>
    withClient({ files: FILES, runtime }, async client => {
      for (const [to, words] of [
        [
          { kind: 'database', url: 'mysql://app:wr0ng@db.internal/shop' },
          'mysql://db.internal/shop: Access denied',
        ],
        [{ kind: 'revision', revision: 'nowhere' }, 'there is no revision nowhere here'],
      ] as const)
        assert.deepEqual(
          await client.request('interlock/schemaDiff', { uri: client.uri(V2), from: { kind: 'empty' }, to }),
          { failure: words },
        );
    }));

  it('captures into the files of the configuration', () =>
    withClient({ files: FILES, runtime }, async client => {
      const captured = await client.request<CaptureResult>('interlock/capture', {
        uri: client.uri(V2),
        url: LIVE,
        target: null,
      });
      assert.deepEqual([captured.target, captured.tables], ['live', 0]);
      assert.deepEqual(
        captured.files.map(file => file.uri),
        ['db/base.sql', 'db/live.stats.json', 'interlock.json'].map(path => client.uri(path)),
      );
      assert.match(captured.files[0]?.text ?? '', /CREATE TABLE `users`/);
      assert.match(captured.files[2]?.text ?? '', /"version": "8\.0\.40"/);
      assert.equal(JSON.stringify(captured).includes('s3cret'), false);
      assert.deepEqual(await client.request('interlock/targets', { uri: client.uri(V2) }), [
        { name: 'live', engine: 'mysql' },
      ]);
    }));

  it('has no way to a database in a browser, and says so', () =>
    withClient({ files: FILES, runtime: { ...nodeRuntime, openDatabase: null } }, async client => {
      const answer = await client.request<RequestFailure>('interlock/capture', {
        uri: client.uri(V2),
        url: LIVE,
        target: null,
      });
      assert.match(answer.failure, /from a browser/);
    }));

  it('reads table statistics again when they change', () =>
    withClient({ files: FILES, runtime }, async client => {
      const text = 'ALTER TABLE users MODIFY COLUMN a bigint;\n';
      const hover = async (): Promise<string> =>
        JSON.stringify(await client.hover(V2, { line: 0, character: 8 }));
      await client.open(V2, text);
      const before = await hover();
      await client.write(
        'db/live.stats.json',
        JSON.stringify({ tables: { users: { rows: 90_000_000, bytes: 12_000_000_000 } } }),
      );
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: client.uri('db/live.stats.json'), type: 1 }],
      });
      const after = await hover();
      assert.notEqual(after, before);
      assert.match(after, /about\s+2\s+min\s+to\s+10\s+min\s+for\s+11\s+GB/u);
    }));
});
