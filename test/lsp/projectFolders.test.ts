import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ServerRuntime } from '../../server/src/lsp/runtime.ts';
import { nodeRuntime } from '../../server/src/node/languageServer.ts';
import { type TestClient, withClient } from './testClient.ts';

const V1 = 'CREATE TABLE payments (id bigint PRIMARY KEY, amount numeric(12, 2) NOT NULL);\n';
const V2 = 'ALTER TABLE payments ADD COLUMN reference_id varchar(64) NOT NULL;\n';
const RULE = 'add-not-null-column-without-default';

/** Migrations of one service, in a folder of its own. */
function service(name: string): Readonly<Record<string, string>> {
  return {
    [`${name}/db/migration/V1__create_payments.sql`]: V1,
    [`${name}/db/migration/V2__add_reference.sql`]: V2,
  };
}

function target(name: string, engine: string, version: string): string {
  return `{ "targets": [{ "name": "${name}", "engine": "${engine}", "version": "${version}" }] }\n`;
}

async function targetsOf(client: TestClient, path: string): Promise<readonly string[]> {
  const status = await client.request<{ readonly targets: readonly { readonly title: string }[] }>(
    'interlock/fileStatus',
    { uri: client.uri(path) },
  );
  return status.targets.map(({ title }) => title);
}

const INVOICES = 'invoices/db/migration/V2__add_reference.sql';
const ORDERS = 'orders/db/migration/V2__add_reference.sql';

describe('the nearest interlock.json', () => {
  it('counts, where a folder holds several projects', () =>
    withClient(
      {
        files: {
          ...service('invoices'),
          ...service('orders'),
          'interlock.json': target('house', 'postgresql', '14'),
          'orders/interlock.json': target('shop', 'mysql', '8.0.32'),
        },
      },
      async client => {
        await client.open(INVOICES, V2);
        await client.open(ORDERS, V2);
        assert.deepEqual(await targetsOf(client, INVOICES), ['house (PostgreSQL 14)']);
        assert.deepEqual(await targetsOf(client, ORDERS), ['shop (MySQL 8.0.32)']);
      },
    ));

  it('counts, where it stands above the opened folder', () =>
    withClient(
      {
        files: { ...service('orders'), 'interlock.json': target('house', 'postgresql', '14') },
        opened: 'orders',
      },
      async client => {
        await client.open(ORDERS, V2);
        assert.deepEqual(await targetsOf(client, ORDERS), ['house (PostgreSQL 14)']);
        assert.ok((await client.diagnostics(ORDERS)).some(({ code }) => code === RULE));
      },
    ));

  it('is followed when it comes and goes', () =>
    withClient({ files: { ...service('invoices'), ...service('orders') } }, async client => {
      const changed = (path: string, type: number): Promise<void> =>
        client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: client.uri(path), type }],
        });
      await client.open(ORDERS, V2);
      assert.deepEqual(await targetsOf(client, ORDERS), ['PostgreSQL 16, assumed']);
      await client.write('orders/interlock.json', target('shop', 'mysql', '8.0.32'));
      await changed('orders/interlock.json', 1);
      assert.deepEqual(await targetsOf(client, ORDERS), ['shop (MySQL 8.0.32)']);
      await rm(join(client.folder, 'orders/interlock.json'));
      await changed('orders/interlock.json', 3);
      assert.deepEqual(await targetsOf(client, ORDERS), ['PostgreSQL 16, assumed']);
    }));

  it('does not make a migration be reviewed twice, nor one outside the opened folder', async () => {
    const files = {
      ...service('invoices'),
      ...service('orders'),
      'interlock.json': target('house', 'postgresql', '14'),
      'orders/interlock.json': target('shop', 'postgresql', '16'),
    };
    const reviewed = async (client: TestClient): Promise<{ count: number; uris: string[] }> => {
      const found = await client.request<{
        readonly reviewed: number;
        readonly files: readonly { readonly uri: string }[];
      }>('interlock/reviewWorkspace', undefined);
      return { count: found.reviewed, uris: found.files.map(({ uri }) => decodeURIComponent(uri)).sort() };
    };
    await withClient({ files }, async client => {
      assert.deepEqual(await reviewed(client), {
        count: 4,
        uris: [client.uri(INVOICES), client.uri(ORDERS)],
      });
    });
    await withClient({ files, opened: 'invoices' }, async client => {
      assert.deepEqual(await reviewed(client), { count: 2, uris: [client.uri(INVOICES)] });
    });
  });
});

/** Reads that take longer than a client takes to ask again. */
const SLOW_DISK: ServerRuntime = {
  ...nodeRuntime,
  files(folder) {
    const files = nodeRuntime.files(folder);
    if (files === null) return null;
    return {
      ...files,
      async read(path) {
        await setTimeout(50);
        return files.read(path);
      },
    };
  },
};

describe('a document that is closed with unsaved changes', () => {
  it('leaves the schema that later migrations meet as it is on disk', () =>
    withClient({ files: service('orders'), runtime: SLOW_DISK }, async client => {
      const first = 'orders/db/migration/V1__create_payments.sql';
      await client.open(first, V1.replace('payments', 'payouts'));
      await client.open(ORDERS, 'ALTER TABLE payouts ADD COLUMN reference_id varchar(64) NOT NULL;\n');
      const unknown = (await client.diagnostics(ORDERS)).find(({ code }) => code === RULE);
      assert.ok(unknown !== undefined && !String(unknown.message).includes('schema unknown'));
      await client.close(first);
      const now = (await client.diagnostics(ORDERS)).find(({ code }) => code === RULE);
      assert.ok(now === undefined || String(now.message).includes('schema unknown'), String(now?.message));
    }));
});

describe('a file that is deleted while an editor still has its document', () => {
  const SECOND = 'orders/db/migration/V2__a_second.sql';
  const CONFLICT = 'migration-version-conflict';

  it('is no migration any more, until somebody types in it', () =>
    withClient({ files: { ...service('orders'), [SECOND]: 'SELECT 1;\n' } }, async client => {
      const conflicts = async (): Promise<boolean> =>
        (await client.diagnostics(ORDERS)).some(({ code }) => code === CONFLICT);
      await client.open(SECOND, 'SELECT 1;\n');
      await client.open(ORDERS, V2);
      assert.ok(await conflicts());
      await rm(join(client.folder, SECOND));
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: client.uri(SECOND), type: 3 }],
      });
      assert.ok(!(await conflicts()));
      await client.change(SECOND, 'SELECT 2;\n');
      assert.ok(await conflicts());
    }));
});
