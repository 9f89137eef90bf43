import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, openWorkspaceFile, until, untilDiagnostics, workspaceUri } from '../suiteSupport.ts';
import { closeEditors, replaceText, withFiles } from './editor.ts';

const RULE = 'add-not-null-column-without-default';

describe('commands', () => {
  afterEach(closeEditors);

  it('Review Workspace Migrations finds what is in files that are not open', () =>
    withFiles(
      { 'mysql/db/migration/V3__binary.sql': Uint8Array.from([0, 1, 2, 255, 254, 0, 65, 0, 59]) },
      async () => {
        await vscode.commands.executeCommand('interlock.reviewWorkspace');
        const modify = workspaceUri('mysql/db/migration/V2__change_status.sql');
        const found = await untilDiagnostics(modify, diagnostics =>
          diagnostics.some(one => codeOf(one) === 'modify-drops-attributes'),
        );
        assert.ok(!vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === modify.toString()));
        assert.deepEqual(
          vscode.languages.getDiagnostics(workspaceUri('mysql/db/migration/V3__binary.sql')),
          [],
        );

        // Opened, the file has its own diagnostics: each finding once.
        const { document } = await openWorkspaceFile('mysql/db/migration/V2__change_status.sql');
        const opened = await untilDiagnostics(document.uri, diagnostics =>
          diagnostics.some(({ code }) => typeof code === 'object'),
        );
        assert.deepEqual(opened.map(codeOf).sort(), found.map(codeOf).sort());
      },
    ));

  it('Open Rule Documentation opens the page of the rule', async () => {
    await vscode.commands.executeCommand('interlock.openRuleDocumentation', RULE);
    await until('there is a tab with the page', () =>
      vscode.window.tabGroups.all.some(group => group.tabs.some(tab => tab.label.includes(RULE))),
    );
  });

  it('Restart Server brings the diagnostics back', async () => {
    const { document } = await openWorkspaceFile('postgresql/db/migration/V2__add_payment_reference.sql');
    await untilDiagnostics(document.uri, found => found.some(one => codeOf(one) === RULE));
    await vscode.commands.executeCommand('interlock.restartServer');
    await replaceText(document, 'NOT NULL', "NOT NULL DEFAULT ''");
    await untilDiagnostics(
      document.uri,
      found => found.length > 0 && !found.some(one => codeOf(one) === RULE),
    );
  });

  it('Create interlock.json opens the one that is there', async () => {
    await vscode.commands.executeCommand('interlock.createConfiguration');
    await until('it is open', () =>
      vscode.window.activeTextEditor?.document.uri.path.endsWith('/interlock.json'),
    );
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /"archive"/);
  });
});
