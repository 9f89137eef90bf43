import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, openWorkspaceFile, until, untilDiagnostics, workspaceUri } from '../suiteSupport.ts';
import { closeEditors, rangeOfText, readFile, writeFile } from './editor.ts';

const RULE = 'add-not-null-column-without-default';
const FOLDER = 'postgresql/db/migration';
const ARTICLE = `${FOLDER}/V2__add_payment_reference.sql`;
const FOLLOW_UPS = [
  'V3__backfill_payments_reference_id.sql',
  'V3__backfill_payments_reference_id.sql.conf',
  'V4__check_payments_reference_id.sql',
  'V5__require_payments_reference_id.sql',
];

describe('code actions', () => {
  afterEach(closeEditors);

  it('make the column nullable and write follow-up migrations that are themselves clean', async () => {
    const original = await readFile(workspaceUri(ARTICLE));
    const { document } = await openWorkspaceFile(ARTICLE);
    try {
      await untilDiagnostics(document.uri, found => found.some(one => codeOf(one) === RULE));
      const fix = await actionOf(document, 'NOT NULL', 'Add reference_id nullable, require it later');
      assert.ok(fix.edit !== undefined);
      assert.ok(await vscode.workspace.applyEdit(fix.edit, { isRefactoring: true }));
      assert.match(document.getText(), /ADD COLUMN reference_id VARCHAR\(64\) NULL;/);
      await vscode.workspace.saveAll();

      const created = (await migrationNames()).filter(name => /^V[3-9]/.test(name));
      assert.deepEqual(created, FOLLOW_UPS);
      // The backfill commits after each batch, which Flyway's transaction around a file would not let it.
      const companion = await readFile(workspaceUri(`${FOLDER}/${FOLLOW_UPS[1]}`));
      assert.match(companion, /^executeInTransaction=false$/m);
      await untilDiagnostics(document.uri, found => !found.some(one => codeOf(one) === RULE));
      for (const name of FOLLOW_UPS.filter(name => name.endsWith('.sql'))) {
        const followUp = await openWorkspaceFile(`${FOLDER}/${name}`);
        assert.notEqual(followUp.document.getText().trim(), '');
        await reviewed(followUp.document);
        const serious = vscode.languages
          .getDiagnostics(followUp.document.uri)
          .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
        assert.deepEqual(
          serious.map(one => `${codeOf(one)}: ${one.message}`),
          [],
          name,
        );
      }
    } finally {
      await closeEditors();
      await writeFile(ARTICLE, original);
      for (const name of (await migrationNames()).filter(name => /^V[3-9]/.test(name)))
        await vscode.workspace.fs.delete(workspaceUri(`${FOLDER}/${name}`));
      // VS Code keeps a closed document for a while, and reads the file again some time after it has changed.
      await until('the document is as before', () => document.isClosed || document.getText() === original);
    }
  });

  it('offer to suppress a finding and to open its page, with commands that exist', async () => {
    const { document } = await openWorkspaceFile(ARTICLE);
    const known = await vscode.commands.getCommands(true);
    const titles = [
      `Suppress ${RULE} for this statement`,
      `Suppress ${RULE} in this file`,
      `Open the page of ${RULE}`,
    ];
    for (const title of titles) {
      const { command } = await actionOf(document, 'NOT NULL', title);
      assert.ok(command !== undefined && known.includes(command.command), title);
    }
  });

  it('fix all safe things on source.fixAll', async () => {
    const { document } = await openWorkspaceFile(ARTICLE);
    await untilDiagnostics(document.uri, found => found.some(one => codeOf(one) === 'missing-lock-timeout'));
    await vscode.commands.executeCommand('editor.action.fixAll');
    await until('the wait for locks is bounded', () =>
      document.getText().includes("SET LOCAL lock_timeout = '3s';"),
    );
    assert.match(document.getText(), /NOT NULL/, 'a suggestion is never applied unasked');
  });
});

/** The code action of a title at a piece of a document. */
async function actionOf(
  document: vscode.TextDocument,
  piece: string,
  title: string,
): Promise<vscode.CodeAction> {
  return until(`"${title}" is offered`, async () => {
    const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      rangeOfText(document, piece),
    );
    return offered.find(action => action.title === title);
  });
}

async function migrationNames(): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(workspaceUri(FOLDER));
  return entries.map(([name]) => name).sort();
}

/** Waits until the server has answered for a document: no diagnostics may also mean none yet. */
async function reviewed(document: vscode.TextDocument): Promise<void> {
  const probe = 'ALTER TABLE payments ADD COLUMN probe text NOT NULL;\n';
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, probe);
  await vscode.workspace.applyEdit(edit);
  await untilDiagnostics(document.uri, found => found.some(one => codeOf(one) === RULE));
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await untilDiagnostics(document.uri, found => !found.some(one => codeOf(one) === RULE));
}
