import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

export async function restartServer(client: BaseLanguageClient): Promise<void> {
  await client.stop();
  await client.start();
  vscode.window.setStatusBarMessage('Interlock: server restarted', 3000);
}
