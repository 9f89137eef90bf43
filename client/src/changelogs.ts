import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  DidOpenTextDocumentNotification,
  type LanguageClientOptions,
} from 'vscode-languageclient';

/** Languages of structured changelogs. Few documents of theirs are any of Interlock's business. */
export const CHANGELOG_LANGUAGES: readonly string[] = ['xml', 'yaml', 'json', 'jsonc'];

/** How many lines of a document are looked at: a changelog says what it is at its head. */
const HEAD = 60;

/** True for documents that hold a changelog of Liquibase. */
export function isChangelog(document: vscode.TextDocument): boolean {
  if (!CHANGELOG_LANGUAGES.includes(document.languageId)) return false;
  return document.getText(new vscode.Range(0, 0, HEAD, 0)).includes('databaseChangeLog');
}

/** False for the XML, YAML and JSON documents that are neither changelog nor configuration. */
export function isOfInterest(document: vscode.TextDocument): boolean {
  return (
    !CHANGELOG_LANGUAGES.includes(document.languageId) ||
    document.uri.path.endsWith('/interlock.json') ||
    isChangelog(document)
  );
}

/** Tells menus and the palette whether the active editor shows a changelog: the language does not say so. */
export function registerChangelogContext(): vscode.Disposable {
  const update = (editor: vscode.TextEditor | undefined): void => {
    const shows = editor !== undefined && isChangelog(editor.document);
    void vscode.commands.executeCommand('setContext', 'interlock.showsChangelog', shows);
  };
  update(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(update);
}

type Middleware = Pick<
  NonNullable<LanguageClientOptions['middleware']>,
  'didOpen' | 'didChange' | 'didSave' | 'didClose'
>;

/**
 * Keeps all other XML, YAML and JSON documents from the server. A document that becomes a changelog while it is typed
 * is sent from then on.
 */
export function changelogsOnly(client: () => BaseLanguageClient): Middleware {
  const sent = new Set<string>();
  const isSent = (document: vscode.TextDocument): boolean => sent.has(document.uri.toString());
  return {
    async didOpen(document, next) {
      if (!isOfInterest(document)) return;
      sent.add(document.uri.toString());
      await next(document);
    },
    async didChange(event, next) {
      const { document } = event;
      if (isSent(document)) await next(event);
      else if (isOfInterest(document))
        await client()
          .getFeature(DidOpenTextDocumentNotification.method)
          .getProvider(document)
          ?.send(document);
    },
    async didSave(document, next) {
      if (isSent(document)) await next(document);
    },
    async didClose(document, next) {
      if (sent.delete(document.uri.toString())) await next(document);
    },
  };
}
