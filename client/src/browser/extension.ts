import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { startClient } from '../startClient.ts';

/** The web entry: the server is a worker, which gets the grammar's bytes from here. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const serverUri = vscode.Uri.joinPath(context.extensionUri, 'dist/server/browser.js');
  await startClient(context, {
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

/** In pieces, because a call takes only so many arguments. */
function base64(bytes: Uint8Array): string {
  const PIECE = 8192;
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(binary);
}
