import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  DocumentDiagnosticRequest,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import { isOfInterest } from './changelogs.ts';

const SETTING = 'interlock.enable';

/** Texts that nobody edits: the sides of a schema diff, and what version control shows. */
const READ_ONLY_SCHEMES = new Set(['interlock-schema', 'git', 'gitlens', 'scm-history-item', 'output']);

/** Whether migrations of the place are to be reviewed: the setting `interlock.enable`, which a folder may override. */
export function isEnabled(place: vscode.TextDocument | vscode.Uri): boolean {
  if ('uri' in place && !isOfInterest(place)) return false;
  const uri = 'uri' in place ? place.uri : place;
  if (READ_ONLY_SCHEMES.has(uri.scheme)) return false;
  return vscode.workspace.getConfiguration(undefined, uri).get(SETTING, true);
}

/** Whether a feature that its own setting can switch off is wanted at a place. */
function isWanted(document: vscode.TextDocument, setting: 'inlayHints.enable' | 'codeLens.enable'): boolean {
  return (
    isEnabled(document) && vscode.workspace.getConfiguration('interlock', document.uri).get(setting, true)
  );
}

/** Keeps quiet where Interlock is switched off; the server need not know. */
export const enabledOnly: NonNullable<LanguageClientOptions['middleware']> = {
  provideDiagnostics: (document, previousResultId, token, next) =>
    isEnabled(document) ? next(document, previousResultId, token) : undefined,
  provideHover: (document, position, token, next) =>
    isEnabled(document) ? next(document, position, token) : undefined,
  provideCodeActions: (document, range, context, token, next) =>
    isEnabled(document) ? next(document, range, context, token) : undefined,
  provideInlayHints: (document, range, token, next) =>
    isWanted(document, 'inlayHints.enable') ? next(document, range, token) : undefined,
  provideCodeLenses: (document, token, next) =>
    isWanted(document, 'codeLens.enable') ? next(document, token) : undefined,
};

/** Asks for diagnostics anew when the setting changes. */
export function registerEnablement(client: BaseLanguageClient): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration(SETTING)) client.getFeature(DocumentDiagnosticRequest.method).refresh();
  });
}
