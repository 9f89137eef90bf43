import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type CaptureParams,
  type CaptureResult,
  type DeclaredTarget,
  METHODS,
  type RequestFailure,
} from '../../../server/src/lsp/protocol.ts';
import { chooseConnection, forgetConnection } from '../connections.ts';
import { activeMigration } from './activeMigration.ts';

const OTHER = '$(add) Another target…';

/** "Capture Schema and Settings": asks for a database and a target, and writes what the server found. */
export async function capture(context: vscode.ExtensionContext, client: BaseLanguageClient): Promise<void> {
  const uri = activeMigration() ?? (await chooseFolder());
  if (uri === undefined) return;
  const url = await chooseConnection(context);
  if (url === undefined) return;
  const target = await chooseTarget(client, uri);
  if (target === undefined) return;
  const params: CaptureParams = { uri: uri.toString(), url, target };
  const answer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Reading the database' },
    () => client.sendRequest<CaptureResult | RequestFailure | null>(METHODS.capture, params),
  );
  if (answer === null || 'failure' in answer) {
    await forgetConnection(context, url);
    await vscode.window.showErrorMessage(`Interlock: ${answer?.failure ?? 'nothing was captured'}`);
    return;
  }
  await writeAll(answer.files);
  const choice = await vscode.window.showInformationMessage(
    `Captured ${answer.tables} tables as target "${answer.target}".`,
    'Open interlock.json',
  );
  const configuration = answer.files.at(-1);
  if (choice !== undefined && configuration !== undefined)
    await vscode.window.showTextDocument(vscode.Uri.parse(configuration.uri));
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  return folder === undefined ? undefined : vscode.Uri.joinPath(folder.uri, 'interlock.json');
}

async function chooseTarget(client: BaseLanguageClient, uri: vscode.Uri): Promise<string | undefined> {
  const targets = await client.sendRequest<readonly DeclaredTarget[]>(METHODS.targets, {
    uri: uri.toString(),
  });
  const chosen =
    targets.length === 0
      ? OTHER
      : await vscode.window.showQuickPick([...targets.map(target => target.name), OTHER], {
          placeHolder: 'The target that this server is',
        });
  if (chosen !== OTHER) return chosen;
  return vscode.window.showInputBox({ title: 'Name of the target', value: 'production' });
}

/** First all files under other names, then each in its place: a failure leaves what was there. */
async function writeAll(files: CaptureResult['files']): Promise<void> {
  const written: { readonly from: vscode.Uri; readonly to: vscode.Uri }[] = [];
  for (const file of files) {
    const to = vscode.Uri.parse(file.uri);
    const from = to.with({ path: `${to.path}.incoming` });
    written.push({ from, to });
    await vscode.workspace.fs.writeFile(from, new TextEncoder().encode(file.text));
  }
  for (const { from, to } of written) await vscode.workspace.fs.rename(from, to, { overwrite: true });
}
