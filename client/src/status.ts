import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type FileStatus, METHODS } from '../../server/src/lsp/protocol.ts';
import { isEnabled } from './enablement.ts';

const TRANSACTIONS = {
  file: 'one transaction per file',
  statement: 'each statement commits',
  none: 'no transaction',
} as const;

/** The language status item: the tool and the targets that the open migration is reviewed for. */
export function registerStatus(client: BaseLanguageClient, languages: readonly string[]): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem(
    'interlock.status',
    languages.map(language => ({ language })),
  );
  item.name = 'Interlock';
  item.text = 'Interlock';

  const update = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !languages.includes(document.languageId) || !client.isRunning()) return;
    if (!isEnabled(document)) {
      showOff(item);
      return;
    }
    item.busy = true;
    try {
      const status = await client.sendRequest<FileStatus | null>(METHODS.fileStatus, {
        uri: document.uri.toString(),
      });
      if (status !== null && vscode.window.activeTextEditor?.document === document) show(item, status);
    } finally {
      item.busy = false;
    }
  };

  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('interlock.enable')) void update();
    }),
    vscode.languages.onDidChangeDiagnostics(event => {
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      if (active !== undefined && event.uris.some(uri => uri.toString() === active)) void update();
    }),
    client.onNotification(METHODS.statusChanged, update),
    client.onDidChangeState(update),
  );
}

function show(item: vscode.LanguageStatusItem, status: FileStatus): void {
  const assumed = status.targets.some(target => target.assumed);
  const phase = status.phase === null ? '' : ` · ${status.phase}`;
  item.text = `${status.framework} · ${status.targets.map(target => target.title).join(', ')}`;
  item.detail = `${TRANSACTIONS[status.transaction]}${phase}`;
  item.severity = vscode.LanguageStatusSeverity.Information;
  item.command =
    assumed && !status.hasConfiguration
      ? {
          command: 'interlock.createConfiguration',
          title: 'Name Your Servers',
          tooltip: 'Create interlock.json',
        }
      : { command: 'interlock.showOutput', title: 'Show Output' };
}

function showOff(item: vscode.LanguageStatusItem): void {
  item.text = 'Switched off';
  item.detail = 'interlock.enable';
  item.command = {
    command: 'workbench.action.openSettings',
    title: 'Open Setting',
    arguments: ['interlock.enable'],
  };
}
