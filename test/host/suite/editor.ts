/** What the tests do to documents and editors, and how they leave the workspace as they found it. */
import { Buffer } from 'node:buffer';
import * as vscode from 'vscode';
import { workspaceUri } from '../suiteSupport.ts';

/** Replaces the first occurrence of a text in a document, as typing would. */
export async function replaceText(
  document: vscode.TextDocument,
  before: string,
  after: string,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOfText(document, before), after);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`VS Code refused to edit ${document.uri}.`);
}

/** Where a text stands in a document. */
export function rangeOfText(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  if (start < 0) throw new Error(`"${text}" is not in ${document.uri}: ${document.getText()}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** Creates or overwrites a file behind the back of the editor. */
export async function writeFile(path: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const uri = workspaceUri(path);
  await vscode.workspace.fs.writeFile(uri, typeof content === 'string' ? Buffer.from(content) : content);
  return uri;
}

export async function readFile(uri: vscode.Uri): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
}

/** Runs a test that creates files, and deletes them afterwards. */
export async function withFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  test: () => Promise<void>,
): Promise<void> {
  try {
    for (const [path, content] of Object.entries(files)) await writeFile(path, content);
    await test();
  } finally {
    await closeEditors();
    for (const path of Object.keys(files)) await vscode.workspace.fs.delete(workspaceUri(path));
  }
}

/** Forgets unsaved changes and closes all editors. */
export async function closeEditors(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
