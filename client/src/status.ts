import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type FileStatus, METHODS } from '../../server/src/lsp/protocol.ts';
import { isChangelog } from './changelogs.ts';
import { isEnabled } from './enablement.ts';

const TRANSACTIONS = {
  file: 'one transaction per file',
  statement: 'each statement commits',
  none: 'no transaction',
} as const;

/** The status item, and what it says at the moment: the tool and targets, then how the file is run. */
export interface Status {
  readonly disposable: vscode.Disposable;
  shown(): readonly [text: string, detail: string];
}

/** The language status item: the tool and the targets that the open migration is reviewed for. */
export function registerStatus(client: BaseLanguageClient, languages: readonly string[]): Status {
  const item = vscode.languages.createLanguageStatusItem(
    'interlock.status',
    languages.map(language => ({ language })),
  );
  item.name = 'Interlock';
  item.text = 'Interlock';

  const update = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !client.isRunning()) return;
    const isStructured = isChangelog(document);
    if (!isStructured && !languages.includes(document.languageId)) {
      item.selector = languages.map(language => ({ language }));
      return;
    }
    // Other XML, YAML and JSON documents shall not show it.
    item.selector = (isStructured ? [...languages, document.languageId] : languages).map(language => ({
      language,
    }));
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

  const disposable = vscode.Disposable.from(
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
  return { disposable, shown: () => [item.text, item.detail ?? ''] };
}

function show(item: vscode.LanguageStatusItem, status: FileStatus): void {
  const assumed = status.targets.some(target => target.assumed);
  const phase = status.phase === null ? '' : ` · ${status.phase}`;
  item.text = `${status.framework} · ${status.targets.map(target => target.title).join(', ')}`;
  item.detail = `${TRANSACTIONS[status.transaction]}${phase}${standing(status)}`;
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

/** Whether the migration still has to run, where somebody tells. */
function standing({ standing: known, base }: FileStatus): string {
  switch (known) {
    case 'pending':
      return base === null ? ' · pending' : ` · pending (${base})`;
    case 'history':
      return base === null ? ' · history' : ` · history (${base})`;
    case 'unknown':
      return '';
  }
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
