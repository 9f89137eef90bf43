import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, openWorkspaceFile, until, untilDiagnostics, workspaceUri } from '../suiteSupport.ts';

const RULE = 'add-not-null-column-without-default';

describe('without Node and without a disk', () => {
  it('reviews a migration, knowing the tables of the earlier ones', async () => {
    const { document } = await openWorkspaceFile('postgresql/db/migration/V2__add_payment_reference.sql');
    assert.ok(document.uri.scheme !== 'file');
    const found = await untilDiagnostics(document.uri, diagnostics =>
      diagnostics.some(one => codeOf(one) === RULE),
    );
    const diagnostic = found.find(one => codeOf(one) === RULE);
    assert.equal(diagnostic && document.getText(diagnostic.range), 'NOT NULL');
  });

  it('shows the lock card of both engines', async () => {
    const { document } = await openWorkspaceFile('both/db/migration/V2__add_payment_reference.sql');
    const card = await until('there is a lock card', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(0, 25),
      );
      return hovers
        .flatMap(({ contents }) =>
          contents.map(content => (typeof content === 'string' ? content : content.value)),
        )
        .find(text => text.includes('| target'));
    });
    const text = card.replace(/[\u00a0\u2060 ]+/g, ' ');
    assert.match(text, /PostgreSQL 16\) \| ACCESS EXCLUSIVE/);
    assert.match(text, /MySQL 8\.0\.32\) \| INSTANT/);
  });

  it('reviews the workspace without opening its files', async () => {
    await vscode.commands.executeCommand('interlock.reviewWorkspace');
    await untilDiagnostics(workspaceUri('mysql/db/migration/V2__change_status.sql'), diagnostics =>
      diagnostics.some(one => codeOf(one) === 'modify-drops-attributes'),
    );
  });
});
