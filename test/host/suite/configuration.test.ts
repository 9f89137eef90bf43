import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, openWorkspaceFile, untilDiagnostics, withSetting, workspaceUri } from '../suiteSupport.ts';
import { closeEditors, readFile, replaceText, writeFile } from './editor.ts';

const RULE = 'add-not-null-column-without-default';
const ARTICLE = 'postgresql/db/migration/V2__add_payment_reference.sql';
const TARGETS = '"targets": [';
const SWITCHED_OFF = `"rules": { "${RULE}": "off" }, ${TARGETS}`;

describe('interlock.json', () => {
  let original = '';

  before(async () => {
    original = await readFile(workspaceUri('interlock.json'));
  });

  afterEach(async () => {
    await closeEditors();
    await writeFile('interlock.json', original);
  });

  it('changes verdicts while it is edited, and no more when the edit is thrown away', async () => {
    const { document } = await openWorkspaceFile(ARTICLE);
    await untilDiagnostics(document.uri, found => found.some(isRule));
    const configuration = await openWorkspaceFile('interlock.json');
    await replaceText(configuration.document, TARGETS, SWITCHED_OFF);
    await vscode.window.showTextDocument(document);
    await untilDiagnostics(document.uri, found => found.length > 0 && !found.some(isRule));

    await vscode.window.showTextDocument(configuration.document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await untilDiagnostics(document.uri, found => found.some(isRule));
  });

  it('changes verdicts when it is written by another program', async () => {
    const { document } = await openWorkspaceFile(ARTICLE);
    await untilDiagnostics(document.uri, found => found.some(isRule));
    await writeFile('interlock.json', original.replace(TARGETS, SWITCHED_OFF));
    await untilDiagnostics(document.uri, found => found.length > 0 && !found.some(isRule));
    await writeFile('interlock.json', original);
    await untilDiagnostics(document.uri, found => found.some(isRule));
  });

  it('shows its mistakes in itself', async () => {
    const { document } = await openWorkspaceFile('interlock.json');
    await replaceText(
      document,
      TARGETS,
      `"presett": "strict", "rules": { "no-such-rule": "off" }, ${TARGETS}`,
    );
    const unknown = await untilDiagnostics(document.uri, found =>
      found.some(one => isOurs(one, /"presett"/)),
    );
    const diagnostic = unknown.find(one => isOurs(one, /"presett"/));
    assert.ok(diagnostic !== undefined);
    assert.equal(document.getText(diagnostic.range), '"presett"');

    await replaceText(document, '"presett": "strict", ', '');
    await untilDiagnostics(
      document.uri,
      found => found.some(one => isOurs(one, /no-such-rule/)) && !found.some(one => isOurs(one, /presett/)),
    );
    await replaceText(document, '"no-such-rule": "off"', '');
    await untilDiagnostics(document.uri, found => !found.some(one => isOurs(one, /./)));
  });

  it('is not asked where the setting interlock.enable is off', async () => {
    const { document } = await openWorkspaceFile(ARTICLE);
    await untilDiagnostics(document.uri, found => found.some(isRule));
    await withSetting('interlock.enable', false, async () => {
      await untilDiagnostics(document.uri, found => found.length === 0);
    });
    await untilDiagnostics(document.uri, found => found.some(isRule));
  });
});

function isRule(diagnostic: vscode.Diagnostic): boolean {
  return codeOf(diagnostic) === RULE;
}

function isOurs(diagnostic: vscode.Diagnostic, message: RegExp): boolean {
  return diagnostic.source === 'interlock' && message.test(diagnostic.message);
}
