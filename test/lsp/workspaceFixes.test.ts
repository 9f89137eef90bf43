import assert from 'node:assert/strict';
import type { ApplyWorkspaceEditParams } from 'vscode-languageserver';
import { FULL_CAPABILITIES, withClient } from './testClient.ts';

const CAPABILITIES = {
  ...FULL_CAPABILITIES,
  workspace: { ...FULL_CAPABILITIES.workspace, applyEdit: true },
};
const UNBOUNDED = 'ALTER TABLE orders ADD COLUMN a int;\n';
const FILES = {
  'interlock.json':
    '{ "targets": [{ "name": "p", "engine": "postgresql", "version": "16" }], "deployedThrough": "1" }',
  'db/migration/V1__a.sql': UNBOUNDED,
  'db/migration/V2__b.sql': UNBOUNDED,
  'db/migration/V3__c.sql': "SET LOCAL lock_timeout = '3s';\nALTER TABLE orders ADD COLUMN c int;\n",
  'db/migration/V4__d.sql': 'ALTER TABLE orders ADD COLUMN d int;\nALTER TABLE items ADD COLUMN d int;\n',
};
const HERE = { start: { line: 0, character: 2 }, end: { line: 0, character: 2 } };

describe('fixing a rule everywhere', () => {
  it('is offered where a safe fix is, and edits every pending migration once', () =>
    withClient({ files: FILES, capabilities: CAPABILITIES }, async client => {
      await client.open('db/migration/V2__b.sql', UNBOUNDED);
      const actions = await client.actions('db/migration/V2__b.sql', HERE);
      const everywhere = actions.find(
        ({ title }) => title === 'Fix all missing-lock-timeout in the workspace',
      );
      assert.deepEqual(everywhere?.command?.arguments, ['missing-lock-timeout']);
      const applied: ApplyWorkspaceEditParams[] = [];
      client.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
        applied.push(params);
        return { applied: true };
      });
      await client.request('workspace/executeCommand', everywhere?.command);
      assert.equal(applied.length, 1);
      const changes = applied[0]?.edit.documentChanges ?? [];
      assert.deepEqual(
        changes.map(change => 'edits' in change && [change.textDocument.uri, change.textDocument.version]),
        [
          [client.uri('db/migration/V2__b.sql'), 1],
          [client.uri('db/migration/V4__d.sql'), null],
        ],
      );
    }));

  it('is not offered to a client that applies no edits', () =>
    withClient({ files: FILES }, async client => {
      await client.open('db/migration/V2__b.sql', UNBOUNDED);
      const titles = (await client.actions('db/migration/V2__b.sql', HERE)).map(({ title }) => title);
      assert.ok(!titles.some(title => title.endsWith('in the workspace')));
    }));

  it('does nothing for a rule that nobody breaks', () =>
    withClient({ files: FILES, capabilities: CAPABILITIES }, async client => {
      let asked = 0;
      client.connection.onRequest('workspace/applyEdit', () => {
        asked += 1;
        return { applied: true };
      });
      const params = { command: 'interlock.fixRuleInWorkspace', arguments: ['rename-table'] };
      assert.equal(await client.request('workspace/executeCommand', params), null);
      assert.equal(asked, 0);
    }));
});
