import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { METHODS, type VersionControlChangedParams } from '../../server/src/lsp/protocol.ts';

/**
 * Lets the server ask git again when the user comes back to the window, from a terminal perhaps, and when the workspace
 * becomes trusted. Saves reach the server anyway.
 */
export function registerVersionControl(client: BaseLanguageClient): vscode.Disposable {
  const tell = async (): Promise<void> => {
    if (!client.isRunning()) return;
    await client.sendNotification(METHODS.versionControlChanged, {
      trusted: vscode.workspace.isTrusted,
    } satisfies VersionControlChangedParams);
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeWindowState(({ focused }) => (focused ? tell() : undefined)),
    vscode.workspace.onDidGrantWorkspaceTrust(tell),
  );
}
