import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { base64 } from '../base64.ts';
import { type InterlockApi, startClient } from '../startClient.ts';

/** The web entry: the server is a worker, which gets the grammar's bytes from here. */
export async function activate(context: vscode.ExtensionContext): Promise<InterlockApi> {
  const serverUri = vscode.Uri.joinPath(context.extensionUri, 'dist/server/browser.js');
  return startClient(context, {
    reach: 'files',
    createClient: (id, name, options) =>
      new LanguageClient(id, name, new Worker(serverUri.toString(true)), options),
    loadGrammar: async () =>
      base64(
        await vscode.workspace.fs.readFile(
          vscode.Uri.joinPath(context.extensionUri, 'dist/server/libpg-query.wasm'),
        ),
      ),
  });
}
