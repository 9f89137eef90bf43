import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openWorkspaceFile, until } from '../suiteSupport.ts';
import { closeEditors, replaceText } from './editor.ts';

describe('the schema diff', () => {
  afterEach(closeEditors);

  it('shows the added column on its right side only, in a diff editor', async () => {
    const { document } = await openWorkspaceFile('postgresql/db/migration/V2__add_payment_reference.sql');
    await vscode.commands.executeCommand('interlock.showSchemaDiff');
    const first = await sidesOfDiff();
    assert.match(first.before, /CREATE TABLE public\.payments/i);
    assert.doesNotMatch(first.before, /reference_id/);
    assert.match(first.after, /CREATE TABLE public\.payments/i);
    assert.match(first.after, /reference_id character varying\(64\) NOT NULL/i);

    // Once more after an edit: the sides are those of the text as it is, not of the first time.
    await vscode.window.showTextDocument(document);
    await replaceText(document, 'reference_id', 'bank_reference');
    await vscode.commands.executeCommand('interlock.showSchemaDiff');
    await until('the diff follows the edit', async () =>
      (await sidesOfDiff()).after.includes('bank_reference'),
    );
  });

  it('asked for in the diff itself is that of the migration again', async () => {
    await openWorkspaceFile('postgresql/db/migration/V2__add_payment_reference.sql');
    await vscode.commands.executeCommand('interlock.showSchemaDiff');
    const first = await sidesOfDiff();
    await until('a side of the diff is the active editor', () =>
      vscode.window.activeTextEditor?.document.uri.scheme === 'interlock-schema' ? true : undefined,
    );
    await vscode.commands.executeCommand('interlock.showSchemaDiff');
    assert.deepEqual(await sidesOfDiff(), first);
    const title = vscode.window.tabGroups.activeTabGroup.activeTab?.label;
    assert.equal(title, 'Schema: V2__add_payment_reference.sql (before ↔ after)');
  });
});

async function sidesOfDiff(): Promise<{ readonly before: string; readonly after: string }> {
  const input = await until('a diff editor is in front', () => {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    return tab?.input instanceof vscode.TabInputTextDiff ? tab.input : undefined;
  });
  const textOf = async (uri: vscode.Uri): Promise<string> =>
    (await vscode.workspace.openTextDocument(uri)).getText();
  return { before: await textOf(input.original), after: await textOf(input.modified) };
}
