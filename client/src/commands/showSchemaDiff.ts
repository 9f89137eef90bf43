import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { METHODS, type SchemaDiff } from '../../../server/src/lsp/protocol.ts';

const SCHEME = 'interlock-schema';

/** "Show Schema Diff for This Migration": canonical DDL before and after, in VS Code's own diff editor. */
export function registerSchemaDiff(client: BaseLanguageClient): vscode.Disposable[] {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: uri => texts.get(uri.toString()) ?? '',
  };
  const side = (document: vscode.Uri, name: 'before' | 'after', text: string): vscode.Uri => {
    const uri = vscode.Uri.from({
      scheme: SCHEME,
      path: `${document.path.replace(/\.sql$/i, '')} (${name}).sql`,
      query: document.toString(),
    });
    texts.set(uri.toString(), text);
    changed.fire(uri);
    return uri;
  };
  const show = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined) return;
    const diff = await client.sendRequest<SchemaDiff | null>(METHODS.schemaDiff, {
      uri: document.uri.toString(),
    });
    if (diff === null) {
      await vscode.window.showWarningMessage('Interlock has no schema for this file.');
      return;
    }
    const title = `Schema: ${diff.title} (before ↔ after)`;
    await vscode.commands.executeCommand(
      'vscode.diff',
      side(document.uri, 'before', diff.before),
      side(document.uri, 'after', diff.after),
      title,
      { preview: true },
    );
  };
  return [
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider),
    vscode.commands.registerCommand('interlock.showSchemaDiff', show),
  ];
}
