import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ListFilesParams, METHODS, type ReadFileParams } from '../../server/src/lsp/protocol.ts';
import { base64 } from './base64.ts';

const EXCLUDED = '**/{node_modules,.git,.hg,.svn,target,dist,out,.gradle,.venv,venv}/**';
const MOST_FILES = 50_000;
/** What the server may want: migrations, and the files that configure their tools. */
const WANTED = '**/*.{sql,json,conf,toml,yml,yaml,xml,properties}';

/** Answers the server's questions about files that only VS Code can reach: virtual workspaces, vscode.dev. */
export function registerFileRequests(client: BaseLanguageClient): vscode.Disposable {
  const list = client.onRequest(METHODS.listFiles, async ({ folder }: ListFilesParams) => {
    const root = vscode.Uri.parse(folder);
    const found = await vscode.workspace.findFiles(
      new vscode.RelativePattern(root, WANTED),
      EXCLUDED,
      MOST_FILES,
    );
    const prefix = root.path.endsWith('/') ? root.path : `${root.path}/`;
    return found.map(uri => uri.path.slice(prefix.length)).sort();
  });
  const read = client.onRequest(METHODS.readFile, async ({ uri: text, maxBytes }: ReadFileParams) => {
    const uri = vscode.Uri.parse(text);
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      return size > maxBytes ? null : base64(await vscode.workspace.fs.readFile(uri));
    } catch {
      return null;
    }
  });
  return vscode.Disposable.from(list, read);
}
