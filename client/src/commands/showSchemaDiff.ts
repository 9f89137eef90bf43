import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  METHODS,
  type RequestFailure,
  type SchemaDiff,
  type SchemaDiffParams,
} from '../../../server/src/lsp/protocol.ts';
import { SchemaChangesView } from '../schemaChangesView.ts';
import { activeMigration, SCHEMA_SCHEME } from './activeMigration.ts';
import { chooseSchemaSide, type SchemaReach } from './chooseSchemaSide.ts';

/**
 * "Show Schema Diff for This Migration" and "Compare Schemas": canonical DDL of two schemas in VS Code's own diff editor,
 * and a list of what differs.
 */
export function registerSchemaDiff(
  context: vscode.ExtensionContext,
  client: BaseLanguageClient,
  reach: SchemaReach,
): vscode.Disposable[] {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const changes = new SchemaChangesView();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: uri => texts.get(uri.toString()) ?? '',
  };
  const side = (document: vscode.Uri, name: string, text: string): vscode.Uri => {
    const uri = vscode.Uri.from({
      scheme: SCHEMA_SCHEME,
      path: `${document.path.replace(/\.sql$/i, '')} (${name.replaceAll('/', '∕')}).sql`,
      query: document.toString(),
    });
    texts.set(uri.toString(), text);
    changed.fire(uri);
    return uri;
  };
  const show = async (document: vscode.Uri, params: SchemaDiffParams): Promise<void> => {
    const diff = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Comparing schemas' },
      () => client.sendRequest<SchemaDiff | RequestFailure | null>(METHODS.schemaDiff, params),
    );
    if (diff === null || 'failure' in diff) {
      await vscode.window.showWarningMessage(
        `Interlock: ${diff?.failure ?? 'there is no schema for this file.'}`,
      );
      return;
    }
    const sides = `${diff.beforeTitle} ↔ ${diff.afterTitle}`;
    await changes.show(sides, diff.changes);
    await vscode.commands.executeCommand(
      'vscode.diff',
      side(document, diff.beforeTitle, diff.before),
      side(document, diff.afterTitle, diff.after),
      params.from === undefined ? `Schema: ${diff.title} (${sides})` : `Schema: ${sides}`,
      { preview: true },
    );
  };
  const showThis = async (): Promise<void> => {
    const document = activeMigration();
    if (document !== undefined) await show(document, { uri: document.toString() });
  };
  const compare = async (): Promise<void> => {
    const document = activeMigration() ?? vscode.workspace.workspaceFolders?.[0]?.uri;
    if (document === undefined) return;
    const from = await chooseSchemaSide(context, reach, 'The schema to compare from');
    const to =
      from === undefined ? undefined : await chooseSchemaSide(context, reach, 'The schema to compare with');
    if (from !== undefined && to !== undefined) await show(document, { uri: document.toString(), from, to });
  };
  return [
    changed,
    changes,
    vscode.workspace.registerTextDocumentContentProvider(SCHEMA_SCHEME, provider),
    vscode.commands.registerCommand('interlock.showSchemaDiff', showThis),
    vscode.commands.registerCommand('interlock.compareSchemas', compare),
  ];
}
