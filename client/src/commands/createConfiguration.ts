import * as vscode from 'vscode';

const TEMPLATE = `{
  "targets": [
    { "name": "production", "engine": "postgresql", "version": "16" }
  ]
}
`;

/** Creates interlock.json in the folder of the open file, or opens the one that is there. */
export async function createConfiguration(): Promise<void> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const folder =
    (active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active)) ??
    vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) return;
  const uri = vscode.Uri.joinPath(folder.uri, 'interlock.json');
  const exists = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!exists) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(TEMPLATE));
  await vscode.window.showTextDocument(uri);
}
