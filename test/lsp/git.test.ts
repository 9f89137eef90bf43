import assert from 'node:assert/strict';
import { type FileStatus, METHODS, type WorkspaceFindings } from '../../server/src/lsp/protocol.ts';
import { gitIn } from '../unit/workspace/temporaryRepository.ts';
import { type TestClient, withClient } from './testClient.ts';

const CONFIGURATION = '{ "targets": [{ "name": "production", "engine": "postgresql", "version": "16" }] }\n';
const V1 = 'db/migration/V1__payments.sql';
const V2 = 'db/migration/V2__refunds.sql';
const V3 = 'db/migration/V3__refunds_index.sql';
const PROJECT = {
  'interlock.json': CONFIGURATION,
  [V1]: 'CREATE TABLE payments (id bigint PRIMARY KEY);\nALTER TABLE accounts ADD COLUMN x int NOT NULL;\n',
};
const REFUNDS = 'CREATE TABLE refunds (id bigint PRIMARY KEY, payment bigint);\n';
const INDEX = 'CREATE INDEX refunds_payment ON refunds (payment);\n';

async function codes(client: TestClient, path: string): Promise<readonly unknown[]> {
  return (await client.diagnostics(path)).map(({ code }) => code);
}

function status(client: TestClient, path: string): Promise<FileStatus> {
  return client.request<FileStatus>(METHODS.fileStatus, { uri: client.uri(path) });
}

/** A client over a repository whose `main` has the project, with `feature` checked out. */
function withRepository(
  test: (client: TestClient, git: (...args: readonly string[]) => Promise<string>) => Promise<void>,
  initializationOptions: object = {},
): Promise<void> {
  return withClient({ files: PROJECT, initializationOptions }, async client => {
    const git = (...args: readonly string[]): Promise<string> => gitIn(client.folder, args);
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '-m', 'one');
    await git('checkout', '--quiet', '-b', 'feature');
    await test(client, git);
  });
}

describe('the language server with git', () => {
  it('tells pending migrations from history', () =>
    withRepository(async client => {
      await client.write(V2, REFUNDS);
      await client.open(V1, PROJECT[V1]);
      const history = await status(client, V1);
      assert.deepEqual([history.standing, history.base], ['history', 'main']);
      assert.equal((await status(client, V2)).standing, 'pending');
      assert.ok((await codes(client, V1)).length > 0, 'an open file is reviewed, history or not');
      await client.change(V1, `${PROJECT[V1]}SELECT 1;\n`);
      assert.equal((await status(client, V1)).standing, 'pending');
      assert.ok((await codes(client, V1)).includes('applied-migration-edited'), 'before it is saved');
      await client.change(V1, PROJECT[V1]);
      assert.equal((await codes(client, V1)).includes('applied-migration-edited'), false);
    }));

  it('puts the merged text back and moves what was added to the next migration', () =>
    withRepository(async client => {
      await client.open(V1, `${PROJECT[V1]}SELECT 1;\n`);
      const line = { line: 2, character: 0 };
      const actions = await client.actions(V1, { start: line, end: line });
      const action = actions.find(({ title }) => title.includes('add the rest by a new migration'));
      assert.ok(action?.edit?.documentChanges !== undefined);
      assert.ok(JSON.stringify(action.edit).includes('V2__payments_fix.sql'));
    }));

  it('reviews the workspace without history, and says how much that is', () =>
    withRepository(async client => {
      await client.write(V2, REFUNDS);
      await client.write(V3, INDEX);
      const pending = await client.request<WorkspaceFindings>(METHODS.reviewWorkspace, null);
      assert.deepEqual([pending.reviewed, pending.leftOut, pending.files.length], [2, 1, 0]);
      const all = await client.request<WorkspaceFindings>(METHODS.reviewWorkspace, { scope: 'all' });
      assert.deepEqual([all.reviewed, all.leftOut, all.files.length], [3, 0, 1]);
    }));

  it('asks git again on a save, and when the window gets the focus', () =>
    withRepository(async (client, git) => {
      await client.write(V2, REFUNDS);
      await client.write(V3, INDEX);
      await client.open(V3, INDEX);
      const rule = 'create-index-blocks-writes';
      assert.equal((await codes(client, V3)).includes(rule), false, 'the table is pending too');
      await git('add', V2);
      await git('commit', '--quiet', '-m', 'two');
      await git('branch', '--force', 'main', 'feature');
      await client.connection.sendNotification('textDocument/didSave', {
        textDocument: { uri: client.uri(V3) },
      });
      assert.ok((await codes(client, V3)).includes(rule), 'merged by now');
      await git('branch', '--force', 'main', 'HEAD~1');
      await client.connection.sendNotification(METHODS.versionControlChanged, { trusted: true });
      assert.equal((await codes(client, V3)).includes(rule), false, 'taken back');
    }));

  it('runs no git in a workspace that is not trusted, until it is', () =>
    withRepository(
      async client => {
        await client.open(V1, PROJECT[V1]);
        assert.equal((await status(client, V1)).standing, 'unknown');
        await client.connection.sendNotification(METHODS.versionControlChanged, { trusted: false });
        assert.equal((await status(client, V1)).standing, 'unknown');
        await client.connection.sendNotification(METHODS.versionControlChanged, { trusted: true });
        assert.equal((await status(client, V1)).standing, 'history');
      },
      { trusted: false },
    ));

  it('renames a file whose number somebody else took', () =>
    withRepository(async (client, git) => {
      await client.write(V2, REFUNDS);
      await git('checkout', '--quiet', 'main');
      await client.write('db/migration/V2__other.sql', 'SELECT 1;\n');
      await git('add', 'db/migration/V2__other.sql');
      await git('commit', '--quiet', '-m', 'other');
      await git('checkout', '--quiet', 'feature');
      await client.open(V2, REFUNDS);
      assert.deepEqual(await codes(client, V2), ['migration-version-conflict']);
      const start = { line: 0, character: 0 };
      const [action] = await client.actions(V2, { start, end: start });
      assert.deepEqual(action?.edit?.documentChanges, [
        { kind: 'rename', oldUri: client.uri(V2), newUri: client.uri('db/migration/V3__refunds.sql') },
      ]);
    }));

  it('does without a repository', () =>
    withClient({ files: PROJECT }, async client => {
      await client.open(V1, PROJECT[V1]);
      const { standing, base } = await status(client, V1);
      assert.deepEqual([standing, base], ['unknown', null]);
      const all = await client.request<WorkspaceFindings>(METHODS.reviewWorkspace, null);
      assert.deepEqual([all.reviewed, all.leftOut], [1, 0]);
    }));
});
